"""Getting ready before the first question, so that it is answered as quickly as the next."""

import gc

from pirules.provision.decision import check
from pirules.provision.moves import load_moves
from pirules.provision.request import today
from pirules.provision.space import symbolic
from pirules.rules.decide import warm
from pirules.rules.flow import load_rulebook


def get_ready() -> None:
    """Read the rules, and build both engines and the diagrams of today and of what is to come.

    For a process that only answers questions: what was built is taken out of the garbage collector's rounds, which
    would otherwise stop an answer for tens of milliseconds now and then.

    Raises:
        RulesetError: a rule file is at fault.
        EngineError: the engine doesn't work here.
    """
    warm()
    load_moves()
    now = today()
    for day in (now, *(bound for bound in load_rulebook().boundaries() if bound > now)):
        symbolic(day).decision  # noqa: B018 - a cached property: looking at it builds it
    check({})
    gc.collect()
    gc.freeze()
