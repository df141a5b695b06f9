"""One step of a reference down from a place of this ordinance, and back over what stands before it (前各号)."""

from pirules.ordinance.references.entry import Entry
from pirules.ordinance.references.frame import Place
from pirules.ordinance.references.pattern import ARTICLE, ITEM, PARAGRAPH, Level, Step
from pirules.ordinance.references.ranges import LONGEST


def step_below(entry: Entry, step: Step) -> Entry | None:
    """Return the place below ``entry`` that ``step`` names; an item of an article lies in its only fitting paragraph."""
    found = entry.kid(step.number)
    if found is not None and found.level is step.level:
        return found
    if step.level is not ITEM or entry.level is not ARTICLE:
        return None
    fitting = [item for kid in entry.kids if (item := kid.kid(step.number)) and item.level is step.level]
    return fitting[0] if len(fitting) == 1 else None


def place_of(found: Entry | None, above: Place, step: Step) -> Place:
    """Return the place of what was found, or the one that ``step`` names below ``above`` but that doesn't exist."""
    return Place.of(found) if found is not None else above.with_number(step.level, step.number, ok=False)


def all_before(level: Level, here: Entry) -> list[Place]:
    """前各号: the items before this one; behind the items (or in a paragraph's own words) all of them."""
    entry = here.up(level)
    if entry is not None and entry.parent is not None:
        if entry.parent.partial:
            return _all_before_in_part(level, entry)
        before = entry.parent.kids[: entry.index]
        if len(before) > LONGEST:
            # No text of law has such a list; naming all of it each time would never end.
            before = [before[0], before[-1]]
        return [Place.of(kid) for kid in before if kid.level is level]
    return [Place.of(kid) for kid in here.kids if kid.level is level]


def _all_before_in_part(level: Level, entry: Entry) -> list[Place]:
    """前各号 where not all 号 are printed: their paragraph stands for them; 前各項 are counted."""
    assert entry.parent is not None
    if level is not PARAGRAPH:
        return [Place.of(entry.parent)]
    number = entry.number or ""
    found = entry.neighbours(1 - int(number)) if number.isdecimal() and int(number) > 1 else None
    return [Place.of(one) for one in found or ()]
