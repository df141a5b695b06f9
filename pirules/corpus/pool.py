"""Where the work is done: in this process, in several processes of this machine, or on a dask cluster.

A worker that dies (memory, a fault in a library) takes no other file's result with it: its files are done again one by one, and
the one that kills its worker is listed.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from pirules.corpus.work import Task, failed, judge_file
from pirules.errors import InputError
from pirules.store.corpus import Result

Fetch = Callable[[Task], dict[str, bytes]]
Work = Callable[[Task, dict[str, bytes], str], list[Result]]
_AHEAD = 4  # tasks a worker has waiting; more would only hold texts in memory
_CONNECT_SECONDS = 5
MAX_WORKERS = 64


def in_this_process(tasks: Sequence[Task], fetch: Fetch, as_of: str) -> Iterator[tuple[Task, list[Result]]]:
    """Judge the files one after the other."""
    for task in tasks:
        yield task, judge_file(task, fetch(task), as_of)


@dataclass(frozen=True, slots=True)
class Processes:
    """How processes of this machine are used.

    Attributes:
        as_of: the day whose law applies (ISO).
        workers: how many processes, 1 to :data:`MAX_WORKERS`.
        rulesets: another folder of rules for these processes; default: the one in use.
        work: what is done with each file; it must be importable in the processes.
    """

    as_of: str
    workers: int
    rulesets: Path | None = None
    work: Work = judge_file


def in_processes(tasks: Sequence[Task], fetch: Fetch, how: Processes) -> Iterator[tuple[Task, list[Result]]]:
    """Judge the files in several processes of this machine.

    Args:
        tasks: what to judge.
        fetch: gives the bytes that a task needs.
        how: day, number of processes, rules.

    Yields:
        Each task with its results, in the order in which they are ready.
    """
    left = list(tasks)
    while left:
        done: set[str] = set()
        try:
            for task, results in _one_pool(left, fetch, how):
                done.add(task.inputs)
                yield task, results
        except BrokenProcessPool:
            left = [task for task in left if task.inputs not in done]
            # Whose fault it was can't be told: the next few run alone, the rest together again.
            suspects, left = left[: how.workers * _AHEAD], left[how.workers * _AHEAD :]
            for task in suspects:
                yield task, _alone(task, fetch, how)
        else:
            return


def _one_pool(tasks: Sequence[Task], fetch: Fetch, how: Processes) -> Iterator[tuple[Task, list[Result]]]:
    # spawn: forked children would share the parent's threads' locks and its caches of another ruleset.
    context = multiprocessing.get_context("spawn")
    rulesets = str(how.rulesets) if how.rulesets else None
    with ProcessPoolExecutor(how.workers, context, _prepare, (rulesets,)) as pool:
        running: dict[Future[list[Result]], Task] = {}
        waiting = iter(tasks)
        while True:
            while len(running) < how.workers * _AHEAD and (task := next(waiting, None)) is not None:
                running[pool.submit(how.work, task, fetch(task), how.as_of)] = task
            if not running:
                return
            ready, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ready:
                yield running.pop(future), future.result()


def _alone(task: Task, fetch: Fetch, how: Processes) -> list[Result]:
    try:
        return next(iter(_one_pool([task], fetch, replace(how, workers=1))))[1]
    except BrokenProcessPool:
        return [failed(task, "P099", f"{task.path} を処理する途中で、処理そのものが止まりました。")]


def _prepare(rulesets: str | None) -> None:
    if rulesets is not None:
        os.environ["PIRULES_RULESETS"] = rulesets


def on_cluster(
    tasks: Sequence[Task], fetch: Fetch, as_of: str, address: str
) -> Iterator[tuple[Task, list[Result]]]:
    """Judge the files on a dask cluster whose workers have the same pirules installed.

    Args:
        tasks: what to judge.
        fetch: gives the bytes that a task needs.
        as_of: the day whose law applies (ISO).
        address: of the scheduler, e.g. ``tcp://10.0.0.5:8786``.

    Raises:
        InputError: ``P026`` when dask isn't installed, the scheduler doesn't answer, or a worker has other rules.
    """
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise InputError("P026", "dask（distributed）が入っていません。") from error
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError("P026", f"{address} に届きません（{error}）。") from error
    with client:
        _refuse_other_rules(client, address)
        waiting = iter(tasks)
        running: dict[Any, Task] = {}

        def sent(most: int) -> list[Any]:
            futures = []
            for task in islice(waiting, most):
                future = client.submit(judge_file, task, fetch(task), as_of, pure=False)
                running[future.key] = task
                futures.append(future)
            return futures

        workers = len(client.scheduler_info(n_workers=-1)["workers"])
        queue = as_completed(sent(_AHEAD * max(1, workers)), loop=client.loop)
        for future in queue:
            task = running.pop(future.key)
            fault = future.exception()
            yield task, future.result() if fault is None else [failed(task, "P099", f"{task.path}：{fault}")]
            queue.update(sent(1))


def _refuse_other_rules(client: Any, address: str) -> None:
    from pirules.rules.ruleset import load_ruleset

    here = load_ruleset().sha256
    for worker, there in client.run(ruleset_digest).items():
        if there != here:
            raise InputError("P026", f"{address} の {worker} は別の規則を使っています（{there[:12]}）。")


def ruleset_digest() -> str:
    """Return the digest of the rules that this process uses."""
    from pirules.rules.ruleset import load_ruleset

    return load_ruleset().sha256
