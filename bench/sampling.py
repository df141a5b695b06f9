"""Random requests as facts: for differential tests, properties and benches."""

from random import Random

from pirules.rules.vocabulary import Vocabulary


def random_literals(source: Random, vocabulary: Vocabulary, known: float = 0.6) -> dict[str, str]:
    """Return random values for a random part of the fields.

    Args:
        source: the random source; the same seed gives the same facts.
        vocabulary: the fields and their domains.
        known: how likely a field is known at all.
    """
    return {
        name: source.choice(field.literals)
        for name, field in vocabulary.fields.items()
        if source.random() < known
    }
