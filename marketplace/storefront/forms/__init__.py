"""Forms of the storefront door."""
