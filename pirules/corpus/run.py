"""Analysing a corpus: only what has no result yet under the rules and the day, each result kept as soon as it is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pirules.corpus import pool
from pirules.corpus.folder import Progress
from pirules.corpus.work import Task, tasks_of
from pirules.errors import InputError, StoreError
from pirules.rules.ruleset import load_ruleset
from pirules.store import Store, corpus
from pirules.store.corpus import Result


@dataclass(frozen=True, slots=True)
class Where:
    """Where the work is done: ``workers`` processes of this machine, or a dask ``scheduler``."""

    workers: int = 1
    scheduler: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """How many files were judged, were judged before, and couldn't be."""

    judged: int
    known: int
    failed: int


def analyse(store: Store, as_of: str, where: Where, progress: Progress) -> Done:
    """Judge every file of the corpus that has no result yet; a run that was stopped goes on where it was.

    Args:
        store: the open store.
        as_of: the day whose law applies (ISO).
        where: where the work is done.
        progress: called with the number of the file, how many there are, and its path.

    Raises:
        InputError: ``P012`` for a number of workers that can't be, ``P026`` no cluster.
        StoreError: ``P602`` for an empty corpus, ``P601`` when a result can't be kept.
    """
    ruleset = load_ruleset().sha256
    tasks = _tasks(store)
    known = corpus.known_inputs(store, as_of, ruleset)
    left = [task for task in tasks if task.inputs not in known]
    failures = 0
    for number, (task, results) in enumerate(_run(store, left, as_of, where), 1):
        corpus.save(store, results, as_of=as_of, ruleset=ruleset)
        failures += any(result.problem for result in results)
        progress(number, len(left), task.path)
    return Done(len(left) - failures, len(tasks) - len(left), failures)


def under_other_rules(
    store: Store, as_of: str, rulesets: Path, workers: int, progress: Progress
) -> dict[str, list[Result]]:
    """Judge the whole corpus under another folder of rules; nothing is kept.

    Raises:
        InputError: ``P012`` for a number of workers that can't be.
        RulesetError: ``P501`` when the folder is no set of rules.
    """
    load_ruleset(rulesets)
    tasks = _tasks(store)
    _check(workers)
    found: dict[str, list[Result]] = {}
    done = pool.in_processes(tasks, _fetch(store), pool.Processes(as_of, workers, rulesets.resolve()))
    for number, (task, results) in enumerate(done, 1):
        found[task.inputs] = results
        progress(number, len(tasks), task.path)
    return found


def _tasks(store: Store) -> list[Task]:
    tasks = tasks_of(corpus.files(store))
    if not tasks:
        raise StoreError("P602", "コーパスに条例がありません。先に pirules corpus import を行ってください。")
    return tasks


def _fetch(store: Store) -> pool.Fetch:
    return lambda task: corpus.data_of(store, (task.sha256, *task.beside))


def _check(workers: int) -> None:
    if not 1 <= workers <= pool.MAX_WORKERS:
        raise InputError(
            "P012", f"--workers は 1 から {pool.MAX_WORKERS} までです（{workers}）。", field="workers"
        )


def _run(store: Store, tasks: list[Task], as_of: str, where: Where) -> Iterator[tuple[Task, list[Result]]]:
    _check(where.workers)
    if where.scheduler is not None:
        return pool.on_cluster(tasks, _fetch(store), as_of, where.scheduler)
    if where.workers == 1:
        return pool.in_this_process(tasks, _fetch(store), as_of)
    return pool.in_processes(tasks, _fetch(store), pool.Processes(as_of, where.workers))
