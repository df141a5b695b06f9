"""The shape of an answer of the provision check, written down from its contract and not from the code."""

#: The fields of an answer; the contract names each and no other.
KEYS = {
    "decision",
    "basis",
    "reasons",
    "conditions",
    "obligations",
    "missing_facts",
    "changes",
    "trace",
    "authority",
    "as_of",
    "ruleset",
    "record_id",
}
