"""The delegation door's views: resolve, validate, call, respond."""
