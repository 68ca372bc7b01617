"""What may be done to a listing and its pictures: one file per journey."""
