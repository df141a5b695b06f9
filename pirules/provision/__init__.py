"""The provision check (提供可否): request, decision, obligations, what would change the answer."""
