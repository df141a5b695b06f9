"""The grammar of ordinances: one module a rule, put together line by line in :mod:`.machine`.

The grammar is linear: each line is looked at once, only its first characters are matched, and no rule looks
further than a few lines ahead.  It never throws: what doesn't fit becomes text of the open node and a problem.
"""
