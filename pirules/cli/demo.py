"""`pirules demo`."""
