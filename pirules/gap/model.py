"""The gap report as ``contracts/gap-report.md`` writes it: pydantic models at the door of this room."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Classification = Literal[
    "required",
    "permitted",
    "permitted_internal",
    "not_permitted",
    "duplicates_law",
    "outside",
    "uncertain",
]
CLASSIFICATIONS: tuple[Classification, ...] = (
    "required",
    "permitted",
    "permitted_internal",
    "not_permitted",
    "duplicates_law",
    "outside",
    "uncertain",
)
Relation = Literal["same", "specifies", "adds", "extends", "relaxes", "conflicts", "none"]
Notify = Literal["yes", "no", "uncertain"]
Authority = Literal["statute", "commission_guidance", "secondary"]


#: Id of the pattern under which the second reader's findings stand in ``rules``.
BY_LIKENESS = "likeness"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Head(_Frozen):
    """Whose ordinance it is, and since when."""

    title: str | None
    body: str | None
    number: str | None
    kind: Literal["implementation", "legacy", "assembly", "other"]
    promulgated_on: str | None
    effective_on: str | None


class RulesetId(_Frozen):
    """The rules that judged."""

    id: str
    revision: str
    sha256: str


class National(_Frozen):
    """A citation of the national rule."""

    law: str | None
    article: str | None
    paragraph: str | None
    item: str | None
    label: str


class Evidence(_Frozen):
    """Deciding words and their place."""

    span: tuple[int, int]
    text: str


class Finding(_Frozen):
    """A clause and what the report says of it.

    ``bases`` (法167条 の届出の根拠, not part of the contract's finding) is kept in the object and left out of the JSON.
    """

    id: str
    topic: str
    provision: str
    classification: Classification
    relation: Relation
    notify: Notify
    national: list[National]
    evidence: list[Evidence]
    explanation: str
    recommendation: str
    authority: Authority
    contested: bool
    confidence: float
    bases: list[str] = Field(default_factory=list, exclude=True)
    rules: list[str] = Field(default_factory=list, exclude=True)
    legacy_outcome: Literal["goes", "moves", "stays"] | None = Field(default=None, exclude=True)

    @property
    def by_likeness(self) -> bool:
        """Whether the topic was named by the second reader, so that a person should look first."""
        return any(rule.endswith(f"/{BY_LIKENESS}") for rule in self.rules)


class Missing(_Frozen):
    """What the Act requires (``missing``) or what is usual or possible (``hints``) and isn't there."""

    topic: str
    national: list[National]
    explanation: str
    recommendation: str


class Notification(_Frozen):
    """Whether the ordinance must be notified to the 個人情報保護委員会 (法167条), and why."""

    required: bool | None
    bases: list[str]
    provisions: list[str]
    explanation: str


class Unmatched(_Frozen):
    """A paragraph that no finding covers."""

    provision: str
    text: str


class ProblemEntry(_Frozen):
    """Something in the text that could not be read, or that the reader of the report must know."""

    code: str
    message: str
    span: tuple[int, int]


class Basis(_Frozen):
    """Which text of the Act the report rests on, so that nobody takes it for more than it is."""

    law: str
    encodes: str
    checked_until: str


class Provenance(_Frozen):
    """What was read."""

    name: str
    sha256: str


class GapReport(_Frozen):
    """The gap report; ``model_dump(mode="json")`` is the contract's JSON."""

    ordinance: Head
    as_of: str
    ruleset: RulesetId
    findings: list[Finding]
    missing: list[Missing]
    notification: Notification
    unmatched: list[Unmatched]
    hints: list[Missing]
    counts: dict[str, int]
    problems: list[ProblemEntry]
    source: Provenance
    law: Basis
    notice: str
