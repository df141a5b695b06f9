"""`pirules measures`."""
