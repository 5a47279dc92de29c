"""SQL projections: a connection and a query in, frozen rows out. Speaks SQLite."""
