def missing_facts(context): return []
