"""The seller door's views: resolve, validate, call, respond."""
