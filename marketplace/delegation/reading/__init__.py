"""What the delegation's pages read: one file per page, in a number of queries that does not grow with rows."""
