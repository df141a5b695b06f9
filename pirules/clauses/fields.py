"""The parts of a frame, read off the tree of units: who, to whom, what, when, except when.

Which verbs have somebody on the other side, and which nouns can be somebody, are closed lists of the legal style.
"""

import re
from dataclasses import dataclass, field

from pirules.clauses.attach import CONDITION_NOUNS
from pirules.clauses.brackets import Group, scan
from pirules.clauses.flat import QUOTE, Flat
from pirules.clauses.units import Unit

Range = tuple[int, int]

_TOPIC = re.compile(r"^(?:とは|は|も|が|こそ)$")
_ADVERBIAL_TOPICS = frozenset(
    {
        "間",
        "当分",
        "今後",
        "毎年",
        "場合",
        "とき",
        "際",
        "限り",
        "ため",
        "上",
        "後",
        "前",
        "以後",
        "ところ",
        "いずれ",
    }
)
_EXCEPT = re.compile(r"にかかわらず|にかかわりなく|を除くほか|を除くのほか|を除き|を除いて|を問わず")
_RESTRICTED = re.compile(r"(?:に限り|に限って|でなければ|を限度として)$")
_CONDITION_CASES = re.compile(r"^(?:に当たっ?て|に当たり|にあたって|にあたり|に際し(?:て)?)")
_MEASURES = frozenset({"以内", "回", "日", "年", "月", "か月", "時間"})
_RECIPIENT = re.compile(r"^(?:に|へ|に対し(?:て)?|に対しては|には|へは|にも)$")
_SOURCE = re.compile(r"^(?:から|より|からは|から直接)$")
_TRANSFER = re.compile(
    r"提供|通知|報告|諮問|諮|届け?出|届|請求|申し?出|申し?立て|申請|求め|委託|交付|送付|送達|命|通報|移送|委任|嘱託|付与|課|科|支払|提出|説明|"
    r"勧告|助言|指導|指示|示|知らせ|漏ら|もら|公表|公開|開示|閲覧|貸与|貸|引き?継|引き?渡|答申|依頼|要請|返還|返|還付|譲渡|譲|告知|告げ|周知|明示|明らか|"
    r"与え|付|伝達|伝え|回答|応答|意見|陳述|述べ|照会|協力|協議|諮る|通告|催告|聴|内申|具申|上申|推薦|付議|提示|呈示|供|納付|納入|納め|納|弁明|教示|"
    r"移管|移転|再委託|請負|許可|支給|補助|給付|負わ|義務付け|行わせ|させ|送|渡|配布|頒布|差し出|通ず|報|公告|謝罪|補償|賠償|援助|支援|周知|見せ|"
    r"利用させ|使用させ|閲覧させ|払|賦課|徴収|処理させ|従事させ|代わ"
)
# Verbs whose other side is somebody whatever the noun looks like (総務課に報告する, 市に届け出る).
_REPORTING = re.compile(
    r"提供|通知|報告|諮問|諮|届|請求|申請|申し?出|委託|提出|送付|交付|通報|移送|委任|答申|照会|回付|合議"
)
_RECEIVE = re.compile(
    r"収集|取得|聴|聞|徴|受け|受領|入手|得|求め|提供を受け|徴収|借り|買|譲り受け|聴取|徴求|承認|選任|委嘱|任命|互選|選出|選任|指名"
)
_TOGETHER = re.compile(r"協議|連携|協力|締結|契約|協定|共有|共同|調整|合意|結")
_SOMEBODY = re.compile(
    r"(?:者|人|長|会|機関|議会|知事|都|道|府|県|市|区|町|村|国|社|団体|職員|委員|官|庁|署|局|所|部|課|院|校|員|家族|遺族|親族|本人|他人|事業者|相手方|相手|"
    r"一般|公衆|住民|市民|町民|村民|区民|県民|都民|民|議長|会長|委員長|管理者|責任者|組合|連合|法人|主体|世帯主|保護者|後見人|教育委員会|大臣|省|"
    r"等|外|もの|ところ)$"
)
_NOBODY = re.compile(
    r"(?:とき|場合|日|間|期間|日以内|以内|内|前|後|ため|よう|上|書|簿|登録簿|帳簿|台帳|表|欄|例|方法|限度|範囲|中|もの等|結果|措置|目的|こと|旨|条|項|号|法|"
    r"条例|規則|規定|とおり|更|適正|適切|円滑|厳重|必要|次|各号|事項|事務|業務|額|円|罰金|刑|ところ|いずれか|一般の閲覧|閲覧|縦覧)$"
)
_PARENTHESIS_DEPTH = 4
_EXCLUDES = re.compile(r"を除(?:く|き|くほか|くものとする)$")


@dataclass(slots=True)
class Frame:
    """Parts of a frame as places in the source of the sentence, with confidences; not yet in a document."""

    subject: tuple[Range, float] | None = None
    counterparty: tuple[Range, float] | None = None
    conditions: list[tuple[Range, float]] = field(default_factory=list)
    exceptions: list[tuple[Range, float]] = field(default_factory=list)
    actions: list[tuple[Range, float]] = field(default_factory=list)
    objects: list[tuple[Range, float]] = field(default_factory=list)


class FieldReader:
    """Reads the fields of one sentence off its units."""

    def __init__(self, flat: Flat, units: list[Unit], root: int) -> None:
        self.flat = flat
        self.units = units
        self.root = root
        self.children: list[list[int]] = [[] for _ in units]
        self.left = [unit.begin for unit in units]
        for index, unit in enumerate(units):
            if unit.head >= 0:
                self.children[unit.head].append(index)
        for index, unit in enumerate(units):
            if unit.head >= 0:
                self.left[unit.head] = min(self.left[unit.head], self.left[index])
        self.chain = self._chain()

    def _chain(self) -> list[int]:
        """The coordinated predicates that share the sentence's modality, in order."""
        if self.root < 0 or self.units[self.root].kind != "V":
            return []
        chain = [self.root]
        for index in range(self.root - 1, -1, -1):
            unit = self.units[index]
            if unit.kind == "V" and unit.head in chain and self._shares(index, unit):
                chain.append(index)
        return sorted(chain)

    def _shares(self, index: int, unit: Unit) -> bool:
        if unit.form == "cont":
            return True
        head = self.units[unit.head]
        if unit.form == "adn" and head.noun == "努める" and unit.head == index + 1:
            return True  # 公表するよう努める: the effort is to 公表
        # 「書面を提出してしなければならない」: する stands for the act that the て-form names
        return unit.form == "te" and head.light and unit.head == index + 1 and not unit.comma

    def read(self) -> Frame:
        """Return the parts of the frame."""
        frame = Frame()
        frame.subject = self._subject()
        for index, unit in enumerate(self.units):
            if unit.head in self.chain or (unit.head < 0 and index == self.root):
                self._condition(index, unit, frame)
        self._acts(frame)
        frame.counterparty = self._counterparty()
        frame.exceptions += self._parenthesised()
        frame.exceptions.sort()
        return frame

    def noun_phrase(self, index: int) -> Range:
        """The place of a noun with everything that describes it, particles left out."""
        return self.flat.span_with_parentheses(self._phrase_begin(index), self.units[index].end)

    def _phrase_begin(self, index: int) -> int:
        return self.left[index]

    # subject

    def _subject(self) -> tuple[Range, float] | None:
        found: list[tuple[int, int]] = []
        for index, unit in enumerate(self.units):
            if unit.kind != "N" or unit.head not in self.chain or not _TOPIC.match(unit.case):
                continue
            if unit.noun in CONDITION_NOUNS or unit.noun in _ADVERBIAL_TOPICS:
                continue
            rank = 1 if unit.case == "が" else 0
            found.append((rank, index))
        if not found:
            found = [
                (2, index)
                for index, unit in enumerate(self.units)
                if unit.kind == "N" and unit.head in self.chain and unit.case == "については"
            ]
        if not found:
            return None
        rank, index = min(found)
        return self._unquoted(index), (1.0, 0.9, 0.85)[rank]

    def _unquoted(self, index: int) -> Range:
        """The place of a subject; of 「個人情報」 what stands inside of the quotation marks."""
        begin, end = self.noun_phrase(index)
        unit = self.units[index]
        if unit.end - self.left[index] == 1 and self.flat.text[unit.begin : unit.end] == QUOTE:
            quote = self.flat.quotes[unit.begin]
            return quote.start + 1, quote.end - 1
        return begin, end

    # conditions and exceptions

    def _condition(self, index: int, unit: Unit, frame: Frame) -> None:
        if (
            unit.kind == "N"
            and unit.noun in CONDITION_NOUNS
            and not unit.case.startswith(("を", "の", "にかか"))
        ):
            self._joined_conditions(index, frame)
            return
        marked = _CONDITION_CASES.match(unit.case)
        if _EXCEPT.search(unit.case):
            frame.exceptions.append((self._whole(index), 1.0))
        elif index == self.root:
            return
        elif marked is not None:
            frame.conditions.append((self._ending_at(index, unit.stop - len(unit.case) + marked.end()), 0.95))
        elif unit.form == "if" or unit.case == "でなければ":
            frame.conditions.append((self._whole(index), 0.9))
        elif _RESTRICTED.search(unit.case) and unit.noun not in _MEASURES:
            frame.conditions.append((self._whole(index), 0.8))
        elif unit.noun == "ほか":
            frame.conditions.append((self._ending_at(index, unit.end), 0.6))

    def _joined_conditions(self, index: int, frame: Frame) -> None:
        """「Aとき、又はBとき」 is two conditions; 「A場合であって、Bとき」 is one."""
        begin = self._phrase_begin(index)
        for child in self.children[index]:
            other = self.units[child]
            if (
                other.kind == "N"
                and other.noun in CONDITION_NOUNS
                and other.case == ""
                and other.joint not in {"", "その他"}
            ):
                self._joined_conditions(child, frame)
                begin = max(begin, self._next_begin(child))
        unit = self.units[index]
        if self._anaphoric(index):
            return
        stop = unit.stop if _RESTRICTED.search(unit.case) else unit.end
        frame.conditions.append((self._trimmed(begin, stop), 1.0))

    def _next_begin(self, index: int) -> int:
        following = index + 1
        return self.units[following].begin if following < len(self.units) else self.units[index].stop

    def _anaphoric(self, index: int) -> bool:
        """「この場合において」 points back and adds no condition."""
        words = self.flat.text[self.left[index] : self.units[index].end]
        return words in {"この場合", "その場合", "この際", "この限り", "その際", "当該場合"}

    def _whole(self, index: int) -> Range:
        return self._ending_at(index, self.units[index].stop)

    def _ending_at(self, index: int, stop: int) -> Range:
        return self._trimmed(self._phrase_begin(index), stop)

    def _trimmed(self, begin: int, stop: int) -> Range:
        return self.flat.span(begin, stop)

    # acts and their objects

    def _acts(self, frame: Frame) -> None:
        for index in self.chain:
            unit = self.units[index]
            if self._effort(index) or self._empty_do(index):
                continue
            objects = [child for child in self.children[index] if self.units[child].case in {"を", "をも"}]
            light = (
                unit.light and len(objects) == 1 and self.units[objects[0]].sahen and objects[0] == index - 1
            )
            if light:
                noun = self.units[objects[0]]
                frame.actions.append((self.flat.span(noun.begin, unit.end), 1.0))
                continue
            action = self._action(index)
            if action is not None:
                frame.actions.append((action, 1.0))
            frame.objects += [(self.noun_phrase(child), 1.0) for child in objects]

    def _effort(self, index: int) -> bool:
        """「公表するよう努める」: the act is 公表; in 「…ことのないよう努める」 it is 努める itself."""
        if self.units[index].noun != "努める":
            return False
        inner = [
            self.units[at]
            for at in self.chain
            if self.units[at].head == index and self.units[at].form == "adn"
        ]
        return any(unit.noun != "ない" for unit in inner)

    def _empty_do(self, index: int) -> bool:
        """「…を提出してしなければならない」: する only repeats the act before it."""
        return self.units[index].light and any(
            other != index and self.units[other].head == index and self.units[other].form == "te"
            for other in self.chain
        )

    def _action(self, index: int) -> Range | None:
        unit = self.units[index]
        if unit.case == "で" or (unit.noun == "ない" and unit.kind == "V"):
            return None  # この限りでない, …である: no verb
        begin = unit.begin
        before = self.units[index - 1] if index else None
        if unit.light and before is not None and before.head == index and before.case == "と":
            begin = before.stop - 1  # …とする
        return self.flat.span(begin, unit.end)

    # the other side

    def _counterparty(self) -> tuple[Range, float] | None:
        best: tuple[float, int] | None = None
        for index in self.chain:
            verb = self._verb_words(index)
            for child in self.children[index]:
                score = self._other_side(self.units[child], verb)
                if score and (best is None or score > best[0]):
                    best = (score, child)
        if best is None:
            return None
        return self._unquoted(best[1]), best[0]

    def _verb_words(self, index: int) -> str:
        unit = self.units[index]
        begin = unit.begin
        if unit.light:
            begin = min([self.units[child].begin for child in self.children[index]] or [begin])
        return self.flat.text[begin : unit.stop]

    def _other_side(self, unit: Unit, verb: str) -> float:
        """How surely a noun names the one to whom, or from whom, something is done."""
        words = self.flat.text[unit.begin : unit.end]
        if unit.kind != "N" or (_NOBODY.search(words) and not unit.case.startswith("に対し")):
            return 0.0
        somebody = bool(_SOMEBODY.search(words))
        score = 0.0
        if unit.case.startswith("に対し"):
            score = 1.0 if somebody else 0.8
        elif _RECIPIENT.match(unit.case) and _TRANSFER.search(verb):
            score = 0.95 if somebody else 0.6 if _REPORTING.search(verb) else 0.0
        elif somebody and _SOURCE.match(unit.case) and _RECEIVE.search(verb):
            score = 0.9
        elif somebody and unit.case == "と" and _TOGETHER.search(verb):
            score = 0.85
        return score

    # parentheses

    def _parenthesised(self) -> list[tuple[Range, float]]:
        found: list[tuple[Range, float]] = []
        for group in self.flat.parentheses:
            found += [(place, 0.9) for place in exclusions(self.source, group.start + 1, group.end - 1, 1)]
        return found

    source: str = ""


def exclusions(source: str, begin: int, end: int, depth: int) -> list[Range]:
    """Return the places of 「…を除く」 inside of a parenthesis and of those within it."""
    content = source[begin:end]
    found: list[Range] = []
    groups = scan(content).groups
    position = 0
    for stop in [*[i + 1 for i in _outer_stops(content, groups)], len(content)]:
        sentence = content[position:stop].rstrip("。． 　\n")
        if _EXCLUDES.search(sentence):
            start = position + len(sentence) - len(sentence.lstrip())
            found.append((begin + start, begin + position + len(sentence)))
        position = stop
    if depth < _PARENTHESIS_DEPTH:
        for group in groups:
            if not group.quote:
                found += exclusions(source, begin + group.start + 1, begin + group.end - 1, depth + 1)
    return found


def _outer_stops(content: str, groups: tuple[Group, ...]) -> list[int]:
    stops: list[int] = []
    position = 0
    for start, end in [*[(group.start, group.end) for group in groups], (len(content), len(content))]:
        stops += [i for i in range(position, start) if content[i] in "。．"]
        position = end
    return stops
