"""`pirules rules`."""
