"""Characters: encodings, widths, numerals, dates (articles' numbers and 和暦), spans that map back."""
