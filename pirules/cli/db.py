"""`pirules db`."""
