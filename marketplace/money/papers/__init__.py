"""Papers as sheets: what is written on them (snapshot), in which words (sheet), and the PDF made of it (render)."""
