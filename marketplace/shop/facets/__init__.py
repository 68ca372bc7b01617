"""One narrow row per listing, kept by the database's own triggers: what lists filter, count and sort by."""
