"""`pirules gap`."""
