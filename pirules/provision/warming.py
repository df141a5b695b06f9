"""Getting ready before the first question, so that it is answered as quickly as the next."""

import gc
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import lru_cache

from pirules.data import rulesets_dir
from pirules.errors import PirulesError
from pirules.provision.decision import check
from pirules.provision.moves import load_moves
from pirules.provision.scenarios import load_scenarios
from pirules.provision.space import symbolic
from pirules.provision.templates import load_templates
from pirules.rules.decide import warm
from pirules.rules.flow import load_rulebook

# The collector looks at all that is young after so many new objects, at all that is older after so many such rounds.
# What questions leave behind for long is what is remembered, and looking through that stops an answer for long.
_ROUNDS = (5_000, 50, 1_000)


@lru_cache(maxsize=1)
def _rehearse() -> None:
    """Answer what is usually asked, so that questions like it find their parts decided."""
    check({})
    for template in load_templates():
        check(template.facts)
        check(template.usual.facts)


def rehearsals() -> Iterator[None]:
    """Return what answers the questions of the scenarios, one whenever the next is asked for.

    Hardly a question is new in all its parts afterwards; it takes some seconds, so it is for the time in which nobody asks.

    Raises:
        RulesetError: a file of scenarios is at fault.
    """
    scenarios = load_scenarios(rulesets_dir() / "scenarios")

    def one_by_one() -> Iterator[None]:
        for scenario in scenarios:
            # Some are there to be refused.
            with suppress(PirulesError):
                check(scenario.facts)
            yield

    return one_by_one()


def get_ready() -> None:
    """Read the rules, build both engines and the diagrams of every stretch of time, answer the ready questions.

    For a process that only answers questions: what was built is taken out of the garbage collector's rounds, which
    would otherwise stop an answer for tens of milliseconds now and then.

    Raises:
        RulesetError: a rule file is at fault.
        EngineError: the engine doesn't work here.
    """
    warm()
    load_moves()
    for day in (date.min, *load_rulebook().boundaries()):
        symbolic(day).cuttings()
    # What was only kept to build the next one faster.
    symbolic(date.min).store.forget()
    _rehearse()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_ROUNDS)
