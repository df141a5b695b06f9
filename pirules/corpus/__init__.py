"""Many ordinances at once."""
