"""Scores gap reports against the annotations of :mod:`pirules.corpus.gap_gold`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pirules.corpus.gap_gold import ANY, Found, GoldFinding, GoldOrdinance, gold_files, read_gold
from pirules.corpus.scoring import Score, Tally, macro_f1

Report = Mapping[str, Any]
#: Makes a gap report (the contract's dictionary) of an ordinance file and the body's other ordinances.
Reporter = Callable[[Path, list[Path]], Report]

_LATER = re.compile(r"^(.*?)第(?:[2-9]|\d\d+)項")
_ARTICLE = re.compile(r"^(?:附則(?:\([^)]*\))?)?(?:第\d+(?:条(?:の\d+)*|項))?")
# 第1条 is no part of 第1条の2, nor 附則 of 附則(令和6年条例第9号).
_OTHER_UNIT = ("の", "(")


def canonical(provision: str, several: frozenset[str]) -> str:
    """Leave out 第1項 where it is the only paragraph; ``several`` holds the articles that have a 第2項."""
    head, sep, tail = provision.partition("第1項")
    return provision if not sep or head in several else head + tail


def _with_several(provisions: list[str]) -> frozenset[str]:
    """Return the articles (and 附則) that are seen with a second or later paragraph."""
    return frozenset(match.group(1) for name in provisions if (match := _LATER.match(name)))


def _findings(report: Report, several: frozenset[str]) -> list[Found]:
    return [
        Found(
            canonical(item["provision"], several),
            item["topic"],
            item["classification"],
            item["notify"],
            item["relation"],
        )
        for item in report["findings"]
    ]


def _overlap(one: str, other: str) -> bool:
    """Say whether one provision lies inside the other, or they are the same (第9条 / 第9条第2項ただし書)."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and not long[len(short) :].startswith(_OTHER_UNIT)


def article_of(provision: str) -> str:
    """Return the article (or the paragraph of a 附則 without articles) that a provision belongs to."""
    match = _ARTICLE.match(provision)
    return match.group(0) or provision if match else provision


class GapScorer:
    """Adds up reports against gold: one :class:`Score` and one tally a topic."""

    def __init__(self, name: str) -> None:
        self.score = Score(name)
        self.topics: dict[str, Tally] = {}

    def add(self, gold: GoldOrdinance, report: Report) -> None:
        """Score the report of one ordinance."""
        provisions = [item["provision"] for item in (*report["findings"], *report["unmatched"])]
        several = _with_several([*provisions, *(item.provision for item in gold.findings)])
        found = _findings(report, several)
        wanted = [replace(item, provision=canonical(item.provision, several)) for item in gold.findings]
        self.score.cases += 1
        self._match(gold.name, wanted, found)
        self._articles(wanted, found)
        self._safety(gold.name, wanted, found)
        self.score.compare_one(gold.name, "kind", list(gold.kinds), str(report["ordinance"]["kind"]))
        notification = report["notification"]
        self.score.compare_one(
            gold.name, "notification", map(str, gold.required), str(notification["required"])
        )
        if gold.missing is not None:
            self.score.compare_sets(
                gold.name, "missing", gold.missing, [item["topic"] for item in report["missing"]]
            )
        if gold.bases is not None:
            self.score.compare_sets(gold.name, "bases", gold.bases, notification["bases"])

    def _match(self, case: str, wanted: list[GoldFinding], found: list[Found]) -> None:
        """Pair gold and report one to one by provision and topic; score the values of the pairs."""
        left = list(found)
        # What must be found is paired first, so that an optional annotation never takes its finding away.
        for gold in sorted(wanted, key=lambda item: (item.optional, len(item.topics))):
            pair = next((item for item in left if gold.fits(item)), None)
            if gold.optional:
                left = [item for item in left if not gold.fits(item)]
                continue
            tally = self.topics.setdefault(gold.topic, Tally())
            if pair is None:
                self.score.tally("finding").add(missed=1)
                tally.add(missed=1)
                self.score.miss(case, "finding", f"{gold.provision} {gold.topic}", "")
                continue
            left.remove(pair)
            if ANY in gold.topics:
                left = [item for item in left if not gold.fits(item)]
            self.score.tally("finding").add(1)
            tally.add(1)
            place = f"{gold.provision} {gold.topic} "
            for name, accepted, value in (
                ("classification", gold.classifications, pair.classification),
                ("notify", gold.notify, pair.notify),
                ("relation", gold.relations, pair.relation),
            ):
                if accepted:
                    self.score.compare_one(case, name, [place + item for item in accepted], place + value)
        for item in left:
            self.score.tally("finding").add(spurious=1)
            self.topics.setdefault(item.topic, Tally()).add(spurious=1)
            self.score.miss(case, "finding", "", f"{item.provision} {item.topic}")

    def _articles(self, wanted: list[GoldFinding], found: list[Found]) -> None:
        """Score topics by article, which forgives a finding that stands one level too high or too low."""
        tally = self.score.tally("topic by article")
        had = {(article_of(item.provision), item.topic) for item in found}
        used: set[tuple[str, str]] = set()
        for gold in wanted:
            article = article_of(gold.provision)
            fits = {
                pair for pair in had if pair[0] == article and (ANY in gold.topics or pair[1] in gold.topics)
            }
            if not gold.optional and not fits:
                tally.add(missed=1)
            used |= fits
        tally.add(len(used), spurious=len(had - used))

    def _safety(self, case: str, wanted: list[GoldFinding], found: list[Found]) -> None:
        """Score what matters most whatever the topic: forbidden and notifiable clauses, by place."""
        forbidden = [item for item in found if item.classification == "not_permitted"]
        self._flagged(case, "not permitted", [(item, item.classifications) for item in wanted], forbidden)
        notifiable = [item for item in found if item.notify == "yes"]
        self._flagged(case, "notifiable", [(item, item.notify) for item in wanted], notifiable)

    def _flagged(
        self, case: str, name: str, wanted: list[tuple[GoldFinding, tuple[str, ...]]], flagged: list[Found]
    ) -> None:
        """Score one flag: each gold clause that must carry it, each finding that carries it without reason."""
        flag = {"not permitted": "not_permitted", "notifiable": "yes"}[name]
        tally = self.score.tally(name)
        for gold, accepted in wanted:
            if accepted != (flag,) or gold.optional:
                continue
            hit = any(_overlap(gold.provision, item.provision) for item in flagged)
            tally.add(int(hit), missed=int(not hit))
            if not hit:
                self.score.miss(case, name, f"{gold.provision} {gold.topic}", "")
        for item in flagged:
            near = [pair for pair in wanted if _overlap(pair[0].provision, item.provision)]
            # A finding on a place that nobody annotated is counted once, as a spurious finding.
            if near and not any(flag in accepted or ANY in gold.topics for gold, accepted in near):
                tally.add(spurious=1)
                self.score.miss(case, name, "", f"{item.provision} {item.topic}")

    def as_dict(self) -> dict[str, object]:
        """Return the score with macro-F1 over topics and the figures of each topic."""
        data = self.score.as_dict()
        data["macro_f1"] = round(macro_f1(self.topics.values()), 4)
        data["topics"] = {name: self.topics[name].as_dict() for name in sorted(self.topics)}
        return data


def default_reporter(path: Path, others: list[Path]) -> Report:
    """Make the gap report of a file with pirules itself, without the language model."""
    from pirules.gap import report_on
    from pirules.ordinance import load

    report = report_on(load(path), tuple(load(other) for other in others), None, model=False)
    data: Report = report.model_dump(mode="json")
    return data


def evaluate_gap(directory: Path, reporter: Reporter = default_reporter) -> list[GapScorer]:
    """Score every gold file below ``directory``; one scorer a part (the folder: ``tuning``, ``locked``).

    Raises:
        PirulesError: when a gold file or an ordinance can't be read.
    """
    scorers: dict[str, GapScorer] = {}
    for path in gold_files(directory):
        gold = read_gold(path)
        scorer = scorers.setdefault(gold.part, GapScorer(gold.part))
        scorer.add(gold, reporter(gold.path, list(gold.others)))
    return [scorers[name] for name in sorted(scorers)]
