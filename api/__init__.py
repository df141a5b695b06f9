"""The HTTP door: one thin FastAPI application over the rooms of ``pirules``."""
