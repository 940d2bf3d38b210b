"""Tables, migrations and queries, for SQLite and PostgreSQL alike."""
