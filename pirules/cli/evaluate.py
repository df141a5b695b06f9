"""`pirules evaluate`."""
