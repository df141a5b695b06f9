"""Legal terms as a user dictionary of SudachiPy, so that the language model reads each as one word."""

import contextlib
import hashlib
import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

from pirules.clauses.folder import cache_folder

TERMS = (
    "実施機関",
    "行政機関等",
    "保有個人情報",
    "要配慮個人情報",
    "条例要配慮個人情報",
    "特定個人情報",
    "個人情報ファイル",
    "個人情報ファイル簿",
    "個人情報取扱事務",
    "個人情報取扱事務登録簿",
    "行政機関等匿名加工情報",
    "仮名加工情報",
    "匿名加工情報",
    "個人関連情報",
    "個人識別符号",
    "個人情報保護委員会",
    "個人情報保護審議会",
    "個人情報保護審査会",
    "情報公開条例",
    "地方公共団体",
    "地方独立行政法人",
    "指定管理者",
    "開示請求",
    "開示請求者",
    "開示請求書",
    "開示決定等",
    "訂正請求",
    "訂正決定等",
    "利用停止請求",
    "利用停止決定等",
    "不開示情報",
    "審査請求人",
    "諮問実施機関",
    "目的外利用",
    "電子計算機処理",
    "漏えい等",
    "施行期日",
    "経過措置",
)
# Context ids and cost of a common noun in SudachiDict; the cost falls with the length, so that a term wins over its parts.
_ENTRY = "{0},4786,4786,{1},{0},名詞,普通名詞,一般,*,*,*,{0},{0},*,*,*,*,*\n"


def user_dictionary() -> Path | None:
    """Return the compiled dictionary of :data:`TERMS`, built into the cache folder when it isn't there yet.

    ``None`` where nothing can be written or SudachiPy can't build it: the terms are a help, not a need.
    """
    folder = cache_folder()
    if folder is None:
        return None
    target = folder / f"terms-{_fingerprint()}.dic"
    if target.is_file():
        return target
    try:
        return _build(folder, target)
    except Exception:  # noqa: BLE001 - SudachiPy raises errors of its own kinds
        return None


def _fingerprint() -> str:
    from pirules.clauses.parser import model_version

    return hashlib.sha256((model_version() + "".join(TERMS)).encode()).hexdigest()[:16]


def _build(folder: Path, target: Path) -> Path | None:
    from sudachipy import sudachipy

    spec = find_spec("sudachidict_core")
    if spec is None or spec.origin is None:
        return None
    system = Path(spec.origin).parent / "resources" / "system.dic"
    with tempfile.TemporaryDirectory(dir=folder) as place:
        lexicon, built = Path(place) / "terms.csv", Path(place) / "terms.dic"
        lexicon.write_text(
            "".join(_ENTRY.format(term, -200 * len(term) ** 2) for term in TERMS), encoding="utf-8"
        )
        sudachipy.build_user_dic(system=system, lex=[lexicon], output=built, description="pirules")
        with contextlib.suppress(OSError):
            built.chmod(0o644)
        os.replace(built, target)  # noqa: PTH105 - atomic: another process may build the same file
    return target
