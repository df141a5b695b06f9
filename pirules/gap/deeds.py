"""What a sentence does: the predicates of its frame, each with what it is done to.

Topics are known by the nouns of a sentence, and nouns stand in modifiers too: 「オンライン結合に係る仕様書は、課長が保管する」 speaks of
linkage and joins nothing.  What is done there is that a paper is kept, and that is the same for all topics.
"""

from pirules.gap.units import Unit

#: Ends each deed, so that a pattern can ask of all of them: ``^(?:[^;]*/(?:保管|掲示);)+$``.
END = ";"


def deeds_of(unit: Unit) -> str:
    """Return the deeds of a sentence as ``object/predicate;``, in order; empty without a frame or a predicate.

    The object is the nearest one before the predicate, else that of the predicate before, else what the sentence is
    about (「仕様書は、…保管する」).  Brackets and blanks are left as printed but for white space.
    """
    clause = unit.clause
    if clause is None:
        return ""
    done_to = clause.subject.text if clause.subject else ""
    deeds = []
    objects = list(clause.objects)
    for action in clause.actions:
        while objects and objects[0].span[0] < action.span[0]:
            done_to = objects.pop(0).text
        deeds.append(f"{done_to}/{action.text}{END}")
    return "".join("".join(deeds).split())
