"""Work for the processes of ``test_corpus.py``: it must be importable there."""

import os

from pirules.corpus.work import Task, judge_file
from pirules.store.corpus import Result


def dies_of_one_file(task: Task, texts: dict[str, bytes], as_of: str) -> list[Result]:
    """Judge a file like ``judge_file``, but die, as a process that runs out of memory does, of ``deadly.txt``."""
    if task.path == "deadly.txt":
        os._exit(1)
    return [
        Result(task.inputs, 0, {"path": task.path, "as_of": as_of, "size": len(texts[task.sha256])}, None)
    ]


__all__ = ["dies_of_one_file", "judge_file"]
