"""The law: citations that parse and print, the index of what exists from when to when, statute texts."""
