"""What stands behind an ordinance and is no law: 提案理由, 参考, 新旧対照表 and other papers of a bill.

It becomes one note beside the 附則, and the reader is told where it begins.  Papers print provisions of other texts, so that
nothing in them is read as a provision until the number of another bill comes.
"""

import re

from pirules.ordinance.grammar import bill, headings
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.state import Phase, State
from pirules.ordinance.grammar.tokens import Kind, Token
from pirules.ordinance.model import NodeType
from pirules.text.dates import find_dates
from pirules.text.fold import without_space

_PAPERS = re.compile(
    r"[^。]{0,80}新旧対照(?:条文|表)?(?:\([^()]*\)|\[[^\[\]]*\])?|[^。]{0,30}議案[^。]{0,12}(?:資料|関係)"
    r"|[^。]{0,60}(?:条例|規則)(?:\(案\)|案)?(?:の(?:制定|改正))?の?概要"
    r"|(?:参考|参照)(?:条文|資料|法令)?:[^。]{1,80}"
    r"|[(\[【<]?(?:(?P<short>参考|参照|概要)|参考(?:資料|条文)|参照(?:条文|法令)|関係法令(?:\((?:抜粋|抄)\))?)[)\]】>]?"
)
# What the reasons of a bill say, and no provision does.
_GIVES_REASONS = re.compile(
    r"(?:提出|提案|上程)(?:する|した|しよう|します|いたします|理由)|(?:本|条例|この|改正)案|議案"
    r"|必要がある(?:ため|ので|から|こと|。)|(?:たい|ある)(?:ため|から)(?:である)?。|(?:ため|による)(?:もの)?(?:です|である)?。"
    r"|伴い[^。]{0,80}もの(?:です|である)。"
)
# Left at the end of words that were copied out of a page, or of a draft.
_GUIDE = re.compile(
    r"[▲△↑∧^]? ?(?:この)?ページの?(?:先頭|トップ|上部?|一番上)?(?:へ|に)?(?:戻る|もどる)?|(?:前のページ|目次|トップ(?:ページ)?|一覧|先頭)(?:へ|に)(?:戻る|もどる)"
    r"|(?:Copyright|COPYRIGHT|\([Cc]\)|©).{0,80}|.{0,60}(?:All Rights Reserved|ALL RIGHTS RESERVED|all rights reserved)\.?"
    r"|[(\[]?(?:担当|お?問い?合わ?せ先?)(?:課|係|部署)? ?[: ][^。]{1,80}"
)
_SUBMITTED = re.compile(r"[^。]{0,40}日 ?(?:提出|提案|上程|(?:原案)?可決|議決)")
_READ = 600  # characters of the reasons that are looked at
_FIRST = frozenset("提制改理説(【[<〈《")


def begins(state: State, index: int, line: Line) -> bool:
    """Open the note of what stands behind the provisions if it begins with this line."""
    what = _name(state, index, line)
    if not what:
        return False
    state.drop_caption()
    state.builder.close_to(0, line.start)
    state.builder.open(NodeType.NOTE, line.start)
    state.papers = what == _OF_PAPERS
    state.phase = Phase.OUTSIDE
    state.container = 0
    state.amends = state.inserting = False
    state.levels.clear()
    message = f"この行からは、{what}です。条例の規定としては読みません。"
    state.problem("P220", message, (line.first, line.last))
    return True


_OF_REASONS, _OF_PAPERS, _OF_MOTION, _OF_PAGE = "提案理由", "参考資料", "議案の提出文", "ページの案内"


def _name(state: State, index: int, line: Line) -> str:
    """Return what begins with a line, or nothing."""
    if line.head[0] in _FIRST and (match := bill.REASON.match(line.head)):
        return _OF_REASONS if _gives_reasons(state, index, line, match) else ""
    if state.phase is Phase.MAIN:
        return ""
    papers = _PAPERS.fullmatch(without_space(line.head))
    if papers is not None:
        known = not papers["short"] or state.phase is not Phase.APPENDED or _papers_follow(state, index)
        return _OF_PAPERS if known else ""
    if _GUIDE.fullmatch(line.head):
        return _OF_PAGE
    head = headings.squeezed(line.head)
    # A form leaves the day of submission blank.
    submitted = _SUBMITTED.fullmatch(head) and next(find_dates(head), None)
    return _OF_MOTION if submitted or bill.has_number(head) else ""


def _papers_follow(state: State, index: int) -> bool:
    """Whether 「参考」 below a 別表 stands above the name of a paper or of an ordinance."""
    return any(
        _PAPERS.fullmatch(without_space(line.head)) or headings.is_title(line.head)
        for _, line in state.upcoming(index)
    )


def _gives_reasons(state: State, index: int, line: Line, match: re.Match[str]) -> bool:
    """Whether 「提案理由」 or 「理由」 heads the reasons of a bill; a caption, or a field of a form, reads the same."""
    below = [one for _, one in state.upcoming(index, 4)]
    if match.end() == len(line.head) and below and state.token_of(index + 1, below[0]).kind is not Kind.TEXT:
        return False
    if match["sure"] and state.phase is Phase.SUPPLEMENTARY:
        return True
    if not match["sure"] and state.phase is Phase.MAIN:
        return False
    start = line.first + match.end()
    end = min(below[-1].last if below else line.last, start + _READ)
    return bool(_GIVES_REASONS.search(without_space(state.folded[start:end])))


def goes_on(state: State, index: int, line: Line, token: Token) -> bool:
    """Whether a line still belongs to what stands behind the provisions; a 附則 or 別表 below the reasons is law again."""
    if not state.papers:
        state.papers = _name(state, index, line) == _OF_PAPERS
    return state.papers or token.kind not in (Kind.SUPPLEMENTARY, Kind.APPENDED)
