"""`pirules parse`."""
