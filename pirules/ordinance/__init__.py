"""From a file to a tree: readers, the grammar, references inside the text, rendering back."""
