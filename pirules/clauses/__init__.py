"""From a sentence to a frame: the legal grammar first, the language model for what it leaves open."""
