"""What was decided and reported, in one SQLite file."""
