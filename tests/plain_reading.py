"""A plain reading of the decision rules, written by hand before the rule files were read.

It knows nothing of engines, three-valued trees or traces: it goes through the steps of the flow with ``None`` for what
isn't known, and says the decision only.  What it doesn't read: a statute's requirements known not to be met without a
restriction, an unknown kind of provision, elements of a statute that may not be specific, and the corner of 第4章 where only the transfer abroad fails.
"""

from typing import Any

Facts = dict[str, Any]

P, C, J, X = "permitted", "conditional", "needs_judgment", "prohibited"
OUT = "out_of_scope"
_STRICT = {X: 0, J: 1, C: 2, P: 3}

LOCAL = {
    "prefecture_organ", "municipal_organ", "joint_body_organ", "local_incorporated_agency", "hospital_or_university"
}  # fmt: skip
PUBLIC = {
    "other_organ_same_body", "other_local_organ", "local_assembly", "national_organ", "incorporated_agency",
    "local_incorporated_agency", "police", "welfare_commissioner",
}  # fmt: skip
OUTSIDE = {"deceased_only", "corporate_only", "survey_form"}

#: Citation → its kind, and who may ask under it.
STATUTES = {
    None: ("general", ()),
    "消防法32条2項": ("general", ()),
    "刑事訴訟法197条2項": ("inquiry", ("police",)),
    "弁護士法23条の2第2項": ("inquiry", ("bar_association",)),
    "民事訴訟法186条": ("inquiry", ("court",)),
    "生活保護法29条1項": ("may", ("other_local_organ", "other_organ_same_body")),
    "空家等対策の推進に関する特別措置法10条3項": ("may", ("other_organ_same_body", "other_local_organ")),
    "災害対策基本法49条の11第3項": ("may", ("private_person", "police")),
    "災害対策基本法49条の11第2項": (
        "roster",
        ("neighbourhood_association", "welfare_commissioner", "police"),
    ),
    "災害対策基本法49条の11第2項（条例の特別の定め）": (
        "roster by ordinance",
        ("neighbourhood_association",),
    ),
    "児童虐待の防止等に関する法律13条の4": ("necessity", ("other_local_organ",)),
    "災害対策基本法86条の15第1項": ("no harm", ("private_person",)),
}

#: Beginning of a citation → who may give or use by it, where the statute names the head of a city or of a prefecture.
HOLDERS = {
    "災害対策基本法49条の11": {"municipal_organ", "joint_body_organ"},
    "災害対策基本法86条の15": {"prefecture_organ", "municipal_organ", "joint_body_organ"},
}


def _holds(f: Facts) -> bool:
    """Whether the provider is one of those whom the cited statute names."""
    cited = f["legal_basis.citation"] or ""
    return all(f["provider.kind"] in kinds for start, kinds in HOLDERS.items() if cited.startswith(start))


def _both(*values: bool | None) -> bool | None:
    return False if False in values else None if None in values else True


def _either(*values: bool | None) -> bool | None:
    return True if True in values else None if None in values else False


def _no(value: bool | None) -> bool | None:
    return None if value is None else not value


def _read(value: bool | None) -> str:
    return {True: P, False: X, None: J}[value]


def _strictest(*outcomes: str) -> str:
    return min(outcomes, key=_STRICT.__getitem__)


def _best(*outcomes: str) -> str:
    return max(outcomes, key=_STRICT.__getitem__)


def _by_statute(f: Facts, *, ordinances: bool = False) -> str | None:
    """S6: the outcome on a statute, ``None`` where it is none, ``"open"``; ``"end"`` and ``"held"`` let no ground through."""
    instrument = f["legal_basis.instrument"]
    none = instrument == "none" or (instrument == "local_ordinance" and not ordinances)
    if none or (instrument == "statute" and not _holds(f)):
        return None
    if not f["legal_basis.specific"]:
        return None if f["legal_basis.specific"] is False else "open"
    kind = STATUTES[f["legal_basis.citation"]][0] if instrument == "statute" else "general"
    if kind.startswith("roster"):
        consent = kind.endswith("ordinance") or f["consent.given"]
        return {True: P, False: "end", None: "held"}[consent]
    harmless = _no(f["risk.unjust_infringement"])
    if kind in ("necessity", "no harm"):
        met = _both(
            harmless, *(() if kind == "no harm" else (f["grounds.necessary_extent"], f["grounds.reasonable"]))
        )
        return {True: P, False: None, None: "open"}[met]
    if kind == "may" or (kind == "general" and f["legal_basis.mandatory"]):
        return P
    return C


def _abroad(f: Facts) -> str:
    """S10: the three ways of 71条 (28条 in 第4章)."""
    if not f["recipient.abroad"] or f["recipient.kind"] in ("data_subject", "same_organ"):
        return P
    country, system = f["recipient.country_designated"], f["recipient.equivalent_measures"]
    consent = f["consent.foreign_transfer_given"]
    if True in (country, system, consent):
        return P
    if consent is None:
        return C
    return X if country is False and system is False else J


def _on_grounds(f: Facts, *, inside: bool) -> str:
    """S7 to S10: 69条2項 with its proviso, the regular kind, and abroad."""
    risk, frequency = f["risk.unjust_infringement"], f["purpose.frequency"]
    if risk is True:
        return X
    person = f["recipient.kind"] == "data_subject"
    judged = _both(
        *(f[f"grounds.{name}"] for name in ("within_recipient_duties", "necessary_extent", "reasonable"))
    )
    public = not inside and f["recipient.kind"] in PUBLIC
    fourth = _either(
        f["purpose.statistics_or_research_only"],
        False if person else f["purpose.clearly_benefits_subject"],
        f["grounds.special"],
    )
    found = [X]
    first = True if person else f["consent.given"]
    if first is True:
        settled = P if risk is False else C
        found.append(_strictest(P if frequency == "occasional" else C, settled, _abroad(f)))
    elif first is None:
        found.append(_strictest(J, _abroad(f)))
    for holds, place in (
        (judged if inside or public else False, _abroad(f)),
        (False if inside else fourth, P),
    ):
        if holds is not False and frequency != "constant":
            settled = P if holds and frequency == "occasional" and risk is False else J
            found.append(_strictest(settled, place))
    return _best(*found)


def _use_of_my_number(f: Facts, *, old: bool) -> str:
    """§3: 番号法9条, and the rewritten 69条 outside the purpose."""
    if old or f["provider.kind"] == "local_assembly":
        return J
    hospital = f["provider.kind"] == "hospital_or_university"
    proviso = True if hospital else _no(f["risk.unjust_infringement"])
    within = _read(f["my_number.use_listed"])
    need, consent = f["my_number.life_body_property"], f["my_number.consent_or_difficult"]
    outside = X if f["my_number.exchange_record"] else _read(_both(need, consent, proviso))
    if f["purpose.within_specified"] is None:
        return within if within == outside else J
    return within if f["purpose.within_specified"] else outside


def _provision_of_my_number(f: Facts, *, old: bool) -> str:
    """§3: 番号法19条."""
    item = f["my_number.provision_item"]
    if f["handling"] == "provision" and not old:
        published = f["recipient.kind"] == "general_public" and item in range(1, 16)
        if published or (item == 4 and f["consent.given"] is False):
            return X
    if f["handling"] == "entrustment" or item == 6:
        return X if f["my_number.use_listed"] is False else P
    if item == 0 or item is None or old:
        return X if item == 0 else J
    if item == 11:
        ordinance = f["legal_basis.instrument"] == "local_ordinance"
        same = f["recipient.kind"] == "other_organ_same_body"
        body = f["provider.kind"] in ("prefecture_organ", "municipal_organ", "joint_body_organ")
        return _read(_both(body, same, ordinance, f["grounds.necessary_extent"]))
    if item == 16:
        return _read(_both(f["my_number.life_body_property"], f["my_number.consent_or_difficult"]))
    return C if item in (10, 12) else P


def _of_a_hospital(f: Facts) -> str | None:
    """§4; ``None`` where a transfer abroad fails beside 27条1項各号 that are open."""
    statute = _by_statute(f, ordinances=True)
    if statute in ("end", "held"):
        return X if statute == "end" else J
    within, inside = f["purpose.within_specified"], f["handling"] == "internal_use"
    place = P if inside else _abroad(f)
    found = [J] + ([statute] if statute in (P, C) else [])
    found += [P] if f["recipient.kind"] == "data_subject" or (inside and within) else []
    carried = f["consent.given"] or (f["handling"] == "entrustment" and within)
    if carried and place == X:
        return P if P in found else None
    best = _best(*found, *([place] if carried else []))
    undecided = statute == "open" or (inside and within is None)
    return J if undecided and best != P else best


def _of_other_kinds(f: Facts) -> str:
    """S2: anonymised, pseudonymised, deleted and related information."""
    category, within = f["information.category"], f["purpose.within_specified"]
    hospital, provided = f["provider.kind"] == "hospital_or_university", f["handling"] == "provision"
    if category == "anonymized":
        statute = f["legal_basis.instrument"] == "statute"
        named = statute and _holds(f)
        return _read(_either(_both(named, f["legal_basis.specific"]), within)) if provided else P
    if category == "person_related":
        return J if hospital else P
    statute = _by_statute(f)
    refused = {None: X, "end": X, "open": J, "held": J}.get(statute, statute)
    if category == "pseudonymized":
        return J if hospital else str(refused) if provided else P
    inside = J if f["risk.unjust_infringement"] and not hospital else P
    if within is not None:
        return inside if within else str(refused)
    return P if refused == P else J


_SETTLED: dict[str | None, str] = {P: P, "end": X, "held": J}


def _decided(f: Facts, *, old: bool) -> str | None:
    """Send a question to its part of the rules."""
    category = f["information.category"]
    if category == "specific_personal_information":
        part = _use_of_my_number if f["handling"] == "internal_use" else _provision_of_my_number
        return part(f, old=old)
    if category != "personal_information":
        return _of_other_kinds(f)
    return _of_a_hospital(f) if f["provider.kind"] == "hospital_or_university" else _general(f)


def _general(f: Facts) -> str:
    """S4 to S10: personal information under 第5章."""
    if f["purpose.within_specified"]:
        return J if f["risk.unjust_infringement"] else P
    statute = _by_statute(f)
    if statute in _SETTLED:
        return _SETTLED[statute]
    grounds = _on_grounds(f, inside=f["handling"] != "provision")
    if f["purpose.within_specified"] is None or statute == "open":
        return P if grounds == P else J
    return _best(C, grounds) if statute == C else grounds


def decide(facts: Facts) -> str | None:
    """Return the decision on ``facts`` (contract fields by dotted names, ``as_of`` among them), ``None``: not read."""
    f = dict(facts)
    kind = STATUTES[f["legal_basis.citation"]][0]
    if f["legal_basis.specific"] is None and kind not in ("general", "inquiry", "may"):
        return None
    same = f["recipient.kind"] == "same_organ"
    if f["handling"] != "entrustment":
        f["handling"] = "internal_use" if same else "provision"
    old = f["as_of"] < "2023-04-01"
    category, provider = f["information.category"], f["provider.kind"]
    if category == "specific_personal_information":
        if f["as_of"] < "2015-10-05":
            return OUT
    elif (old and provider in LOCAL) or provider == "local_assembly" or category in OUTSIDE:
        return OUT
    if f["other_law.restricts"] and f["other_law.requirements_met"] is False:
        return X
    outcome = _decided(f, old=old)
    if f["other_law.restricts"] and f["other_law.requirements_met"] is None and outcome is not None:
        return outcome if outcome == X else J
    return outcome
