"""What a sentence does, read from its last predicate (様相).

``RULES`` is tried from top to bottom on the end of the bare sentence (:mod:`pirules.clauses.flat`: brackets lifted out, a
quotation is one character); the first hit decides.  Decisions that the contract leaves to judgment:

- 「…することを要しない」「…する必要はない」 take a duty away: ``exclusion``, like 「適用しない」;
- a plain negation (「徴収しない」「公開しない」) is ``exclusion`` like 「算入しない」; 「…しないものとする」 forbids: ``prohibition``;
- 「なお従前の例による」「同様とする」「…とあるのは…とする」 let another rule govern: ``application``;
  「の例による」 is a ``definition`` only of 用語, 意義;
- 「…に処する」「過料を科する」, amounts, terms of office, dates of coming into force, repeals: ``statement``;
- 「規則で定めるものとする」 stays ``delegation``, 「規則で定めなければならない」 is ``obligation``.
"""

import re

from pirules.clauses.flat import QUOTE
from pirules.clauses.model import Modality

_M = Modality
_END = r"(?:もの(?:と|で)する|ものと(?:する|し)|ものである|こととする|こととし|とする|である)?$"
_DELEGATE = rf"(?:規則|規程|規定|細則|条例|要綱|要領|告示|訓令|政令|省令|府令|命令|協議|協定|規約|会則|(?<!その)別)(?:等)?(?:で|に|において){QUOTE}?"

_PENALTY = re.compile(r"(?:に処する|過料を科する|過料に処する|罰金刑を科する|没収する)$")
_GIST = re.compile(
    r"(?:この(?:条例|規則|規程|要綱|法律|章|節)|本条例)は、.*?(?:定める|図る|規定する)(?:もの|こと)(?:とする|である|を目的とする)$"
)
_TERMS = re.compile(r"(?:用語|意義|定義|語句)")
_AMOUNT = re.compile(r"(?:額|手数料|費用|料金|使用料|報酬|期間|任期|期限|日数|定数|名称|位置|人数|時間)$")
_EXPLAINED = re.compile(r"(?:の例による(?:ものとする)?|[のにで]定めるところによる)$")
_BY_LAW = re.compile(r"(?:法|法令|法律|条例|政令|定款|規約)の定めるところによる$")
_LISTS = re.compile(
    r"(?:とおり(?:とする|である)?|(?:掲げる|に定める)(?:もの|者|情報|事項|記述等|事務)(?:とする|である))$"
)
_POINTS_AT = re.compile(r"(?:認める|該当する|準ずる|掲げる)ものとする$")
_IS = re.compile(r"(?<!同様)(?<!同じ)(?:とする|である)$")
_REPLACES = re.compile(rf"とあるのは|{QUOTE}とする$")
_COMMANDS = re.compile(
    r"(?:ない|なる|[うくすつぬぶむる])(?:もの|こと)(?:とする|である)$|(?:べき|義務|責務|責任|責め)(?:もの|こと)?(?:とする|である)$"
)
_BY_RULE = re.compile(r"(?:条例|規則|規程|政令|要綱)(?:で|の|に)定め|実施機関(?:が|の)定める")

_LOOK_BACK = 400  # no ending that decides is longer

RULES: tuple[tuple[re.Pattern[str], Modality, float], ...] = tuple(
    (re.compile(pattern), modality, confidence)
    for pattern, modality, confidence in (
        # what the duty to try says, before plain duty
        (rf"(?:努め|つとめ)(?:なければならない|ねばならない|るべき|る|るよう)?{_END}", _M.EFFORT, 1.0),
        (r"努力(?:しなければならない|するものとする|する|義務を負う)$", _M.EFFORT, 0.95),
        # prohibitions
        (rf"(?:て|で)は(?:なら|いけ)(?:ない|ぬ){_END}", _M.PROHIBITION, 1.0),
        (rf"(?:こと|もの|の)(?:が|は|も)(?:でき|出来)(?:ない|ぬ){_END}", _M.PROHIBITION, 1.0),
        (
            rf"(?:得ない|えない|できない|許されない|禁止する|禁ずる|禁じる|差し控えなければならない){_END}",
            _M.PROHIBITION,
            0.9,
        ),
        # dispensing with a duty, exclusions
        (rf"(?:限り|かぎり)で(?:は|も)?ない{_END}", _M.EXCLUSION, 1.0),
        (rf"(?:適用|準用|算入)(?:は|を)?(?:し|され)ない{_END}", _M.EXCLUSION, 1.0),
        (rf"(?:含ま|含め|該当し|要し|及ば|及ぼさ|用い)ない{_END}", _M.EXCLUSION, 0.95),
        (rf"(?:必要|義務)(?:は|が)ない{_END}", _M.EXCLUSION, 0.95),
        (rf"(?:を|は)(?:除く|除外する|除くもの){_END}", _M.EXCLUSION, 1.0),
        (r"除くものとする$", _M.EXCLUSION, 1.0),
        # powers
        (
            rf"妨げ(?:ない|られない|るものではない|るものでない|るものと解してはならない){_END}",
            _M.PERMISSION,
            1.0,
        ),
        (rf"(?:こと|の)(?:が|は|も)(?:でき|出来)る{_END}", _M.PERMISSION, 1.0),
        (
            rf"(?:できる|(?:し|ことを|う)得る|差し支えない|さしつかえない|足りる|足る){_END}",
            _M.PERMISSION,
            0.9,
        ),
        (rf"(?:権利|権限)(?:を有する|がある|を保障される){_END}", _M.PERMISSION, 0.9),
        # deeming, application
        (rf"(?:と|も)(?:みな(?:す|される)|看做す|推定する|推定される){_END}", _M.DEEMING, 1.0),
        (rf"(?:準用|適用)(?:する|される|があるものとする|がある){_END}", _M.APPLICATION, 1.0),
        (rf"読み?替え(?:る|て適用する|て準用する){_END}", _M.APPLICATION, 1.0),
        (rf"{QUOTE}とある(?:の|部分)?は.*{QUOTE}(?:と(?:する|し|読み替える)|と)$", _M.APPLICATION, 0.95),
        (rf"{QUOTE}とあるのは.*と(?:する|読み替える){_END}", _M.APPLICATION, 0.95),
        (r"(?:同様|同じ)(?:と|に)する$|(?:同様|同じ)と(?:する)?$", _M.APPLICATION, 0.85),
        (rf"従前の例に(?:よる|よること(?:ができる|とする)|よるものとする){_END}", _M.APPLICATION, 0.95),
        # definitions
        (rf"(?:を|と)(?:いう|総称する|称する|呼ぶ){_END}", _M.DEFINITION, 1.0),
        (rf"(?:を|と)意味する{_END}", _M.DEFINITION, 0.95),
        # delegation
        (rf"{_DELEGATE}(?:[^、。]{{0,12}})定める{_END}", _M.DELEGATION, 1.0),
        (
            rf"(?:規則|規程|条例|市長|町長|村長|区長|知事|管理者|長)(?:等)?に委任する{_END}",
            _M.DELEGATION,
            1.0,
        ),
        (rf"別に(?:[^、。]{{0,20}})定める(?:ところによる|ところによるものとする)?{_END}", _M.DELEGATION, 1.0),
        (
            rf"(?:規則|規程|細則|要綱|告示|訓令|別に[^、。]{{0,12}})(?:で|に|の)定めるところに(?:よる|よるものとする){_END}",
            _M.DELEGATION,
            1.0,
        ),
        (
            rf"(?:が|の)(?:別に|[^、。が]{{0,16}}諮って|[^、。が]{{0,16}}協議して|[^、。が]{{0,16}}聴いて|規則で|その都度)?定める(?:ところによる)?{_END}",
            _M.DELEGATION,
            0.85,
        ),
        # duties
        (rf"(?:なければ|ねば|なくては|ないと)(?:なら|いけ)(?:ない|ぬ){_END}", _M.OBLIGATION, 1.0),
        (
            r"(?:義務|責務|責任|責め|責)(?:を(?:負う|有する|負うものとする|有するものとする)|がある|に任ずる|に任じる|とする)$",
            _M.OBLIGATION,
            0.95,
        ),
        (rf"(?:こと|同意|承認|許可|認可|議決|定足数|出席)を要する{_END}", _M.OBLIGATION, 0.95),
        (rf"を要する{_END}", _M.OBLIGATION, 0.85),
        (r"(?:べき(?:もの|こと)?(?:とする|である))$", _M.OBLIGATION, 0.95),
        (r"(?:ない|ぬ)ものとする$", _M.PROHIBITION, 0.75),
        (r"(?:もの|こと)と(?:する|し)$", _M.OBLIGATION, 0.95),
        (r"(?:し|さ|わ|か|が|た|な|ま|ら|べ|め|け|れ|せ|り)ない$", _M.EXCLUSION, 0.75),
    )
)


def modality_of(text: str, subject: str = "") -> tuple[Modality, float]:
    """Return the modality of a bare sentence and how sure the rule is.

    Args:
        text: the bare sentence, without its 。.
        subject: the bare words of its topic; it decides between a definition and an amount that is merely fixed.
    """
    text = text.rstrip("。、")
    tail = text[-_LOOK_BACK:]
    if _PENALTY.search(tail):
        return Modality.STATEMENT, 0.95
    special = _by_topic(text, tail, subject)
    if special is not None:
        return special
    for pattern, modality, confidence in RULES:
        if pattern.search(tail):
            return modality, confidence
    return Modality.STATEMENT, 0.9


def _by_topic(text: str, tail: str, subject: str) -> tuple[Modality, float] | None:
    """Decide the endings whose meaning depends on what the sentence speaks of."""
    found: tuple[Modality, float] | None = None
    if _GIST.search(text if len(text) <= _LOOK_BACK else text[:60] + tail):
        found = Modality.STATEMENT, 0.95
    elif _EXPLAINED.search(tail) and _TERMS.search(subject):
        found = Modality.DEFINITION, 1.0
    elif tail.endswith("の例による") and "従前" not in tail[-12:]:
        found = Modality.APPLICATION, 0.8
    elif _BY_LAW.search(tail):
        found = Modality.APPLICATION, 0.7
    elif tail.endswith(("を含む", "を含むものとする")):
        found = Modality.DEFINITION, 0.7
    elif _POINTS_AT.search(tail) and _BY_RULE.search(subject) and not _AMOUNT.search(subject):
        found = Modality.DEFINITION, 0.85
    elif _LISTS.search(tail) or _IS.search(tail):
        found = _fixed(tail, subject)
    return found


def _fixed(tail: str, subject: str) -> tuple[Modality, float] | None:
    """「…とする」: a list or thing that defines what another rule left to this one, or an amount merely fixed."""
    if _REPLACES.search(tail) or (_COMMANDS.search(tail) and not _LISTS.search(tail)):
        return None
    if _TERMS.search(subject):
        return Modality.DEFINITION, 0.85
    if _same_kind(subject, tail) and not _AMOUNT.search(subject):
        return Modality.DEFINITION, 0.8
    if _BY_RULE.search(subject) and not _AMOUNT.search(subject):
        return Modality.DEFINITION, 0.9
    return Modality.STATEMENT, 0.9


def _same_kind(subject: str, tail: str) -> bool:
    """「条例要配慮個人情報は、…個人情報とする」: a thing is said to be a thing of the same kind."""
    thing = re.search(r"(情報|記述等|機関|文書|施設|事業者)(?:等)?(?:とする|である)$", tail)
    return thing is not None and subject.removesuffix("等").endswith(thing.group(1).removesuffix("等"))
