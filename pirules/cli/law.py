"""`pirules law`."""
