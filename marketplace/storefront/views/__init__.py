"""Views of the storefront door: resolve, validate, call, respond. No query and no business rule here."""
