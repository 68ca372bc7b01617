"""Pages that are kept, and the versions that say whether they still hold. Knows nothing of what pages show."""
