"""One piece of work: an ordinance file, judged as `pirules gap` judges it, cut down to what tables need.

The functions here are pure and can be sent to another process or machine; they take bytes and return JSON values.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pirules.errors import PirulesError
from pirules.store.corpus import KeptFile, Result

_MOST_BESIDE = 8
# What a table needs of a finding; the wording stays in the text.
_KEPT = ("id", "topic", "provision", "classification", "relation", "notify", "authority", "contested")


@dataclass(frozen=True, slots=True)
class Task:
    """A file to judge.

    Attributes:
        path: its path inside the corpus, for messages.
        inputs: digest of all that the result depends on besides the rules.
        sha256: digest of its bytes.
        beside: digests of the files with other ordinances of the same body (手数料条例, 審査会条例).
    """

    path: str
    inputs: str
    sha256: str
    beside: tuple[str, ...]


def tasks_of(files: Sequence[KeptFile]) -> list[Task]:
    """Return one task for each distinct text; a body's other ordinances are read beside its subject."""
    of_body: dict[str, list[KeptFile]] = {}
    for file in files:
        for body in {head["body"] for head in file.heads if head["body"]}:
            of_body.setdefault(body, []).append(file)
    tasks: dict[str, Task] = {}
    for file in files:
        bodies = {head["body"] for head in file.heads if head["body"]}
        near = {other.sha256 for body in bodies for other in of_body[body]} - {file.sha256}
        beside = tuple(sorted(near))[:_MOST_BESIDE]
        inputs = hashlib.sha256("\n".join((file.sha256, *beside)).encode()).hexdigest()
        tasks.setdefault(inputs, Task(file.path, inputs, file.sha256, beside))
    return list(tasks.values())


def judge_file(task: Task, texts: dict[str, bytes], as_of: str) -> list[Result]:
    """Judge the ordinances of one file; what goes wrong is a result with a problem, never an exception.

    Args:
        task: what to judge.
        texts: the bytes of the file and of those beside it, by digest.
        as_of: the day whose law applies (ISO).
    """
    from pirules.report.judge import judge, parse_all

    try:
        subjects = parse_all(texts[task.sha256], task.path)
        others = [other for digest in task.beside for other in parse_all(texts[digest])]
        judged = judge(subjects, others, date.fromisoformat(as_of))
        return [
            Result(task.inputs, part, _content(result.report, subject), None)
            for part, (result, subject) in enumerate(zip(judged, subjects, strict=True))
        ]
    except PirulesError as error:
        return [failed(task, error.code, error.detail)]
    except (RecursionError, MemoryError) as error:
        return [failed(task, "P103", f"{task.path} は大きすぎます（{type(error).__name__}）。")]


def failed(task: Task, code: str, detail: str) -> Result:
    """Return the result of a file that couldn't be judged."""
    return Result(task.inputs, 0, None, {"code": code, "detail": detail})


def _content(report: dict[str, Any], subject: Any) -> dict[str, Any]:
    from pirules.gap import linkage_survey

    survey = linkage_survey(subject, date.fromisoformat(report["as_of"]))
    return {
        "ordinance": report["ordinance"],
        "findings": [{key: finding[key] for key in _KEPT} for finding in report["findings"]],
        "missing": [item["topic"] for item in report["missing"]],
        "notification": {key: report["notification"][key] for key in ("required", "bases", "provisions")},
        "unmatched": len(report["unmatched"]),
        "characters": report["counts"]["characters"],
        "linkage": survey.as_dict(),
    }
