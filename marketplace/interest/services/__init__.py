"""What may be done with what people like: one file per journey."""
