"""`pirules check`."""
