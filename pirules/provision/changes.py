def changes(context): return []
