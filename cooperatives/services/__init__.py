"""What happens to a cooperative: one file per journey."""
