"""`pirules serve`."""
