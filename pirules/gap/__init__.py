"""The gap report: topics, matching, relation to the national rule, what is missing, what must be notified."""
