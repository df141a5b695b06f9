"""The review of flagged measures (独自措置): who said what, when; nothing said is ever lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pirules.errors import StoreError
from pirules.store import trail
from pirules.store._json import now
from pirules.store.database import Store
from pirules.store.measures import STATES, Measure, load
from pirules.text.dates import today

COMMENT_LIMIT = 4000
NAME_LIMIT = 200
#: How many measures one step may be recorded for at once.
BULK_LIMIT = 5000


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the review as a person gives it; ``None`` leaves a value as it is, no day means today."""

    state: str | None = None
    comment: str | None = None
    on: date | None = None
    by: str | None = None


def _check(state: str | None, comment: str | None, by: str | None) -> None:
    if state is not None and state not in STATES:
        raise StoreError(
            "P608", f"「{state[:40]}」は確認状態ではありません（{'・'.join(STATES)}）。", field="state"
        )
    if comment is not None and len(comment) > COMMENT_LIMIT:
        raise StoreError("P608", f"コメントは {COMMENT_LIMIT} 字までです。", field="comment")
    if by is not None and len(by) > NAME_LIMIT:
        raise StoreError("P608", f"確認者は {NAME_LIMIT} 字までです。", field="by")


def review(
    store: Store,
    measure_id: str,
    *,
    state: str | None = None,
    comment: str | None = None,
    on: date | None = None,
    by: str | None = None,
    version: int | None = None,
) -> Measure:
    """Record a step of the review and return the measure as it now stands.

    Args:
        store: the open store.
        measure_id: which measure.
        state: one of :data:`STATES`; ``None`` leaves it as it is.
        comment: why; ``None`` leaves the comment as it is.
        on: the day of the step (e.g. of the notification), default today.
        by: who; ``None`` leaves it as it is.
        version: the version that the person saw; another one now means that somebody was quicker.

    Raises:
        StoreError: ``P602`` no such measure, ``P607`` changed meanwhile, ``P608`` a value that doesn't fit.
    """
    step = Step(state, comment, on, by)
    return review_many(store, [(measure_id, version)], step)[0]


def review_many(store: Store, chosen: Sequence[tuple[str, int | None]], step: Step) -> list[Measure]:
    """Record the same step for several measures, for all of them or, when one can't be changed, for none.

    Args:
        store: the open store.
        chosen: ids, each with the version that the person saw (``None``: not looked at); one named twice counts once.
        step: what is recorded; each measure keeps its own trail.

    Raises:
        StoreError: ``P602`` no such measure, ``P607`` one changed meanwhile, ``P608`` a value that doesn't fit or too many.
    """
    _check(step.state, step.comment, step.by)
    wanted = dict(chosen)
    if len(wanted) > BULK_LIMIT:
        raise StoreError("P608", f"一度に記録できるのは {BULK_LIMIT} 件までです。", field="id")
    moment = now()
    with store.transaction() as db:
        for measure_id, version in wanted.items():
            before = load(store, measure_id)
            if version is not None and version != before.version:
                raise StoreError(
                    "P607",
                    f"{before.provision}は、表示した後に別の人が「{before.state}」に変えています。",
                    field="version",
                )
            after = {
                "state": step.state or before.state,
                "comment": before.comment if step.comment is None else step.comment,
                "reviewed_on": (step.on or today()).isoformat(),
                "reviewed_by": before.by if step.by is None else step.by,
                "version": before.version + 1,
            }
            db.table("measures").update(measure_id, after)
            trail.append(db, {**after, "measure_id": measure_id, "recorded_at": moment})
    return [load(store, measure_id) for measure_id in wanted]
