"""The commands of `pirules law` that bring texts in and search them: import, fetch, search."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pirules.cli._io import as_json, write_result
from pirules.cli._law_group import AsOfOption, LawsOption, OutputOption, day_of, group, read_file
from pirules.cli._store import warn
from pirules.errors import LawError
from pirules.law.fetch import LawApi
from pirules.law.library import StoredRevision, open_library
from pirules.law.names import names, resolve_name
from pirules.law.sources import read_statutes
from pirules.law.statute import RevisionKey, Statute


@group.command("import")
def import_file(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="法令標準XML、法令APIの返事、又は法令の一括ファイル（zip）。"),
    ],
    law: Annotated[
        str | None, typer.Option("--law", help="どの法令の本文か（法令ID又は名前）。違えば断ります。")
    ] = None,
    in_force: Annotated[
        str | None, typer.Option("--in-force", metavar="DATE", help="施行日。ファイルから分からないときに。")
    ] = None,
    laws: LawsOption = None,
) -> None:
    """法令の本文を取り込みます。一つでも読めなければ、何も取り込みません。

    \b
    例:
      pirules law import 415AC0000000057_20250601_504AC0000000068.xml
    """
    data = read_file(file)
    day = day_of(in_force) if in_force else None
    statutes = (_identified(item, law, day) for item in read_statutes(data, file.name))
    first = next(statutes)  # read before the file of the laws is made
    with open_library(laws, create=True) as library:
        assert library is not None
        added = library.add(_chain(first, statutes))
    _tell(added)


def _chain(first: Statute, rest: Iterable[Statute]) -> Iterator[Statute]:
    yield first
    yield from rest


def _identified(statute: Statute, law: str | None, day: date | None) -> Statute:
    if law is not None:
        wanted = resolve_name(law)
        key = wanted.key if wanted else law
        titles = {statute.law_id, statute.title, statute.number}
        if key not in titles and (wanted is None or wanted.title != statute.title):
            raise LawError(
                "P314", f"「{law[:60]}」の本文のはずですが、{statute.title}（{statute.number}）です。"
            )
    if (
        statute.law_id is None
        and (known := names().resolve(statute.title)) is not None
        and known.key != known.title
    ):
        statute = replace(statute, law_id=known.key)
    if day is not None and (statute.revision.in_force is None or statute.revision.seen):
        statute = replace(statute, revision=RevisionKey(statute.revision.id, day, statute.revision.amending))
    return statute


def _tell(added: list[StoredRevision]) -> None:
    for item in added:
        typer.echo(f"{item.title}（{item.when}）を取り込みました。版: {item.name}  sha256: {item.sha256}")


@group.command()
def fetch(
    law: Annotated[
        str, typer.Argument(metavar="LAWID", help="法令ID（415AC0000000057）、法令履歴ID又は名前。")
    ],
    as_of: AsOfOption = None,
    base: Annotated[
        str | None,
        typer.Option("--base", help="法令APIの場所。なければ環境変数 PIRULES_LAW_API、e-Gov の順。"),
    ] = None,
    history: Annotated[bool, typer.Option("--history", help="本文ではなく、改正履歴を示します。")] = False,
    laws: LawsOption = None,
) -> None:
    """e-Gov の法令APIから法令の本文を取得して取り込みます。

    \b
    例:
      pirules law fetch 415AC0000000057 --as-of 2025-06-01
    """
    with LawApi(base) as api:
        if history:
            write_result(as_json(api.revisions(law)), None)
            return
        statute = api.statute(law, day_of(as_of) if as_of else None)
    with open_library(laws, create=True) as library:
        assert library is not None
        known = {item.name: item.sha256 for item in library.revisions(statute.key)}
        added = library.add([statute])
    for item in added:
        if known.get(item.name) == item.sha256:
            warn("取り込み済みの版と同じ内容です。")
        elif item.name in known:
            warn("取り込み済みの版と内容が違うため、置き換えました（正誤などによる更新）。")
    _tell(added)


@group.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORD…", help="探す語（全部を含む条項を示します）。")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="示す件数。")] = 30,
    form: Annotated[str, typer.Option("--format", metavar="text|json", help="出力の形式。")] = "text",
    output: OutputOption = None,
    laws: LawsOption = None,
) -> None:
    """取り込んだ法令の本文から、語を含む条項を探します。

    \b
    例:
      pirules law search 本人の同意 提供
    """
    with open_library(laws) as library:
        if library is None:
            raise LawError("P316", "法令の本文はまだ一つも取り込まれていません。")
        found = library.search(" ".join(words), limit=limit)
    if form == "json":
        rows = [
            {"citation": item.citation.as_dict(), "text": item.text, "revision": item.revision.name}
            for item in found
        ]
        write_result(as_json(rows), output)
        return
    lines = [f"{item.citation.label}　{_around(item.text, words)}" for item in found]
    write_result("\n".join([*lines, f"{len(found)} 件"]) + "\n", output)


def _around(text: str, words: list[str]) -> str:
    start = max(0, min((text.find(word) for word in words if word in text), default=0) - 20)
    end = start + 80
    return ("…" if start else "") + text[start:end].replace("\n", " ") + ("…" if end < len(text) else "")
