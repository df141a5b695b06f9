"""Every error that pirules raises: a stable code, the cause and the remedy in Japanese.

One catalogue (:data:`CATALOGUE`), one exception tree.  A wrapper around a library turns the library's
exceptions into these, so that nothing foreign reaches the door.  Codes are never re-used.

=======  ==========================================================
P0xx     installation, command line, files, server
P1xx     reading a file (encodings, containers, limits)
P2xx     problems inside an ordinance (listed, not raised)
P3xx     law: citations, index, statute texts
P4xx     the request of a provision check
P5xx     rules and engines
P6xx     store
=======  ==========================================================
"""

import errno
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """What a code means: its ``title`` (one noun phrase) and the ``remedy`` a person can take, both Japanese."""

    title: str
    remedy: str


CATALOGUE: dict[str, Entry] = {
    # P0xx installation, command line, files, server
    "P001": Entry("対応していない Python", "Python 3.11 又は 3.12 で仮想環境を作り直してください。"),
    "P002": Entry("部品の不足", "make setup をやり直し、表示されたエラーを確かめてください。"),
    "P003": Entry(
        "条例の読取りの組立ての失敗",
        "読取りが遅くなるだけで、結果は変わりません。make setup をやり直すか、表示された記録を確かめてください。",
    ),
    "P010": Entry("ファイルが見つからない", "ファイル名とフォルダーを確かめてください。"),
    "P011": Entry(
        "ファイルを書き込めない",
        "書き込み先のフォルダーと権限、空き容量を確かめてください。Excel や Word で開いているファイルは閉じてください。",
    ),
    "P012": Entry("指定の誤り", "--help で使い方を確かめてください。"),
    "P020": Entry("別のサイトからの送信", "この画面を開き直し、画面のボタンから送信してください。"),
    "P021": Entry("見つからないページ", "アドレスを確かめてください。"),
    "P022": Entry("できない操作", "そのアドレスで使える操作を /docs で確かめてください。"),
    "P023": Entry("送信の形の誤り", "multipart/form-data で、欄 file に条例のファイルを入れてください。"),
    "P024": Entry("知らない宛先", "起動したときに表示されたアドレスで開いてください。"),
    "P025": Entry(
        "起動できない",
        "先に立ち上げた pirules serve がないか確かめ、あれば終えるか、空いている番号を --port で指定してください（--port 0 で空いている番号を選びます）。",
    ),
    "P026": Entry(
        "計算クラスターを使えない",
        "pip install 'pirules[cluster]' を行い、同じ版の pirules と規則を持つスケジューラーのアドレスを指定してください。",
    ),
    "P099": Entry("想定していない誤り", "入力とこのコードを添えて、管理者に知らせてください。"),
    # P1xx reading
    "P101": Entry("空のファイル", "条例の本文が入ったファイルを指定してください。"),
    "P102": Entry(
        "対応していない形式", "テキスト、HTML、法令標準XML 又は Word（.docx）で保存し直してください。"
    ),
    "P103": Entry("大きすぎるファイル", "条例一本ごとのファイルに分けてください。"),
    "P104": Entry("文字コードを判定できない", "UTF-8 又は Shift_JIS のテキストとして保存し直してください。"),
    "P105": Entry(
        "テキストではないファイル", "テキスト、HTML、法令標準XML 又は Word（.docx）で保存し直してください。"
    ),
    "P106": Entry("本文のない文書", "例規の本文が表示されるページを保存し直してください。"),
    "P107": Entry("壊れた文書", "元の文書を開き直し、保存し直してください。"),
    # P2xx problems inside a text: reading and structure
    "P201": Entry("読めない文字", "元のファイルを UTF-8 で保存し直してください。"),
    "P202": Entry("制御文字", "文字ではない符号を取り除いてください。"),
    "P203": Entry("読み取れない部分", "画像や図の内容を原本で確かめてください。"),
    "P204": Entry("一部が壊れた文書", "元の文書を開き直し、保存し直してください。"),
    "P211": Entry("番号の飛び", "間の条、項又は号が抜けていないか確かめてください。"),
    "P212": Entry("番号の重なり又は逆順", "条、項又は号の番号と順序を確かめてください。"),
    "P213": Entry("始まりのない番号", "その前にある項又は号が抜けていないか確かめてください。"),
    "P214": Entry("空欄の番号", "番号を埋めてから、もう一度調べてください。"),
    "P215": Entry("二つ目の条例", "条例一本ごとのファイルに分けてください。"),
    "P216": Entry("条のない本文", "条ごとに改行された、条例の全文を指定してください。"),
    "P217": Entry("題名のない条例", "題名の行から指定してください。"),
    "P218": Entry("暦にない日付", "日付を原本で確かめてください。"),
    "P219": Entry("改行の失われた本文", "分けられた位置を原本で確かめてください。"),
    "P220": Entry("条例の規定でない文", "条例の規定が含まれていないか、原本で確かめてください。"),
    "P221": Entry("前の部分のない条例", "題名と第1条を含む全文を指定してください。"),
    "P222": Entry("縦書きの文書", "読み取られた行の順序を原本で確かめてください。"),
    "P223": Entry("番号の失われた号", "数えた番号が合っているか、原本で確かめてください。"),
    "P224": Entry("号かどうか分からない行", "号であれば、番号を補ってからもう一度調べてください。"),
    "P225": Entry("新旧対照表", "全体を調べるには、改正を溶け込ませた条例の全文を指定してください。"),
    "P226": Entry(
        "欄の分からない新旧対照表", "表を含む Word（.docx）か、改正後の条例の全文を指定してください。"
    ),
    # P24x clauses
    "P240": Entry("述語のない文", "文の区切りと、表を文字にした部分でないかを確かめてください。"),
    "P241": Entry("対にならない括弧", "括弧の閉じ忘れを確かめてください。"),
    "P242": Entry("長すぎる文", "句点の抜けを確かめてください。"),
    "P243": Entry("確かでない読み取り", "この文の読み取りを人の目で確かめてください。"),
    # P25x references inside an ordinance
    "P250": Entry("参照先のない引用", "引用された条、項又は号の番号を確かめてください。"),
    "P251": Entry("定義のない略称", "略称の定義（以下「…」という。）を補うか、正式な名称に直してください。"),
    "P252": Entry(
        "何を指すか決まらない引用", "前条・同項などを、条、項又は号の番号による引用に直してください。"
    ),
    # P28x gap report
    "P280": Entry("別の主題の条例", "個人情報の保護に関する条例かどうかを確かめてください。"),
    "P281": Entry("改正条例", "改正を溶け込ませた条例の全文を指定してください。"),
    "P282": Entry("法の適用前の基準日", "基準日を令和5年4月1日以後にしてください。"),
    "P283": Entry("空欄の残る案", "空欄を埋めてから、もう一度調べてください。"),
    "P284": Entry("移った条番号の引用", "引用している条番号を改めるか検討してください。"),
    "P285": Entry("附則のない条例", "条例の全文を指定してください。"),
    "P286": Entry("照合した版より後の基準日", "その後の改正の有無を法令で確かめてください。"),
    "P287": Entry("条文の示されない改正", "改正を溶け込ませた条例の全文を指定してください。"),
    "P289": Entry("削られる規定", "届け出た内容や他の規定への影響を確かめてください。"),
    "P288": Entry("別の団体の条例", "同じ団体の条例を一緒に指定してください。"),
    "P290": Entry("長い表", "表を分けるか、この後の行を読んで確かめてください。"),
    # P3xx law
    "P301": Entry("読めない引用条文", "「法69条2項1号」のように、法令名と条・項・号を書いてください。"),
    "P302": Entry("法令名と法令番号の食い違い", "法令名か法令番号を直してください。"),
    "P303": Entry("存在しない条文", "法令名と条・項・号の番号を確かめてください。"),
    "P304": Entry("その日にはない条文", "基準日、又はその日の条番号を確かめてください。"),
    "P305": Entry("法令索引の誤り", "rulesets/law_index のファイルを直してください。"),
    "P311": Entry("壊れた XML", "法令の XML を取り直してください。"),
    "P312": Entry(
        "法令標準XMLではない文書", "e-Gov の法令標準XML（第3版）又は法令APIの返事を指定してください。"
    ),
    "P313": Entry("外部を参照する XML", "文書型宣言と実体の宣言を除いた XML を指定してください。"),
    "P314": Entry("別の法令の本文", "法令IDとファイルの組合せを確かめてください。"),
    "P315": Entry("大きすぎる法令文書", "法令一本ごとのファイルに分けてください。"),
    "P316": Entry(
        "取り込まれていない法令", "pirules law import 又は pirules law fetch で取り込んでください。"
    ),
    "P317": Entry("取り込まれていない版", "pirules law list で取り込んだ版を確かめてください。"),
    "P321": Entry("e-Gov から取得できない", "通信とプロキシの設定を確かめ、時間をおいてやり直してください。"),
    "P322": Entry("e-Gov の返事の誤り", "法令IDと日付を確かめ、時間をおいてやり直してください。"),
    "P331": Entry("法令の保管ファイルの誤り", "PIRULES_LAWS のファイルと空き容量を確かめてください。"),
    # P4xx request
    "P401": Entry("項目の誤り", "表示された項目の値を直してください。"),
    "P402": Entry("知らない項目", "項目名のつづりを確かめてください。"),
    "P403": Entry("存在しない日付", "暦にある日付を YYYY-MM-DD 又は和暦で入れてください。"),
    "P404": Entry("質問が大きすぎる", "文字列と項目の数を減らしてください。"),
    "P405": Entry("JSON のオブジェクトではない入力", "JSON のオブジェクト一つを渡してください。"),
    "P406": Entry("この日の規則がない", "基準日を令和5年4月1日以後にしてください。"),
    # P5xx rules and engines
    "P501": Entry("規則ファイルの誤り", "表示されたファイルの行を直してください。"),
    "P502": Entry(
        "二つのエンジンの答えが違う", "この質問の判定は使わず、記録を添えて管理者に知らせてください。"
    ),
    "P503": Entry("エンジンの失敗", "この質問の判定は使わず、記録を添えて管理者に知らせてください。"),
    # P6xx store
    "P601": Entry("保存できない", "データベースのファイルと空き容量を確かめてください。"),
    "P602": Entry("記録が見つからない", "番号を確かめてください。"),
    "P603": Entry(
        "古い形式のデータベース", "pirules db migrate を実行してください（控えを取ってから移行します）。"
    ),
    "P604": Entry("新しい形式のデータベース", "このデータベースを作った版以後の pirules を使ってください。"),
    "P605": Entry(
        "データベースではないファイル又は壊れたデータベース",
        "控えから戻すか、別のファイルを --db で指定してください。",
    ),
    "P606": Entry("記録の鎖の断絶", "控えと突き合わせ、管理者に知らせてください。"),
    "P607": Entry("同時の書換え", "画面を読み直し、今の状態を見てから入れ直してください。"),
    "P608": Entry("確認状態の誤り", "表示された項目の値を直してください。"),
    "P609": Entry("既にあるファイル", "別のファイル名を指定してください。"),
    "P610": Entry("保存されていない本文", "条例をもう一度調べ、レポートを保存してください。"),
}


# What systems say of files in their own language, for people who read another.
_REASONS = {
    errno.ENOENT: "ファイル又はフォルダーがありません",
    errno.EACCES: "権限がありません",
    errno.EPERM: "権限がありません",
    errno.EISDIR: "フォルダーです",
    errno.ENOTDIR: "途中の名前がフォルダーではありません",
    errno.ENOSPC: "空き容量がありません",
    errno.EROFS: "書き込めない場所です",
    errno.EEXIST: "同じ名前のものがあります",
    errno.ENAMETOOLONG: "名前が長過ぎます",
    errno.EBUSY: "使用中です",
    errno.EADDRINUSE: "ほかのプログラムが使っています",
    errno.EADDRNOTAVAIL: "この機械のアドレスではありません",
}


def reason_of(error: Exception) -> str:
    """Return why the system refused a file, in Japanese where it is known, else as the system says it."""
    number = getattr(error, "errno", None)
    return _REASONS.get(number or 0) or getattr(error, "strerror", None) or str(error)


class PirulesError(Exception):
    """Base of all errors of pirules.

    Args:
        code: key of :data:`CATALOGUE`.
        detail: the cause in this very case, one Japanese sentence.
        field: dotted name of the request field at fault, or ``None``.
    """

    def __init__(self, code: str, detail: str, *, field: str | None = None) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.field = field

    @property
    def title(self) -> str:
        """The catalogue's title of the code."""
        return CATALOGUE[self.code].title

    @property
    def remedy(self) -> str:
        """The catalogue's remedy of the code."""
        return CATALOGUE[self.code].remedy

    def as_dict(self) -> dict[str, Any]:
        """Return ``{code, title, detail, remedy, field}``, the shape of ``contracts/provision-check.md``."""
        return {
            "code": self.code,
            "title": self.title,
            "detail": self.detail,
            "remedy": self.remedy,
            "field": self.field,
        }

    def __str__(self) -> str:
        return f"{self.code} {self.title}: {self.detail} {self.remedy}"


class InputError(PirulesError):
    """A file or an argument can't be used as given."""


class LawError(PirulesError):
    """A citation, the law index or a statute text is at fault."""


class RequestError(PirulesError):
    """The request of a provision check doesn't fit its contract."""


class RulesetError(PirulesError):
    """A file under ``rulesets/`` is at fault."""


class EngineError(PirulesError):
    """An engine failed, or the two engines disagree: never an answer."""


class StoreError(PirulesError):
    """The store can't be read or written."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a text that could not be parsed or resolved, with its place.

    ``span`` is ``(start, end)`` in code points of the document's text.
    """

    code: str
    message: str
    span: tuple[int, int]

    def as_dict(self) -> dict[str, Any]:
        """Return ``{code, message, span}`` as in ``contracts/gap-report.md``."""
        return {"code": self.code, "message": self.message, "span": list(self.span)}
