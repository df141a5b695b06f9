"""The Act and 番号法 as their publisher wrote them: read whole, nothing lost."""

from pathlib import Path

import pytest

from pirules.law.sources import read_statutes

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "statutes"


def only(data, name):
    (statute,) = read_statutes(data, name)
    return statute


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared statute texts are not here")
def test_the_act_and_the_number_act_are_read_whole():
    (act_path,) = SHARED.glob("415AC0000000057_*.xml")
    (number_path,) = SHARED.glob("425AC0000000027_*.xml")
    act = only(act_path.read_bytes(), act_path.name)
    assert len({unit.article for unit in act.units if unit.amending is None and unit.article}) == 185
    number = only(number_path.read_bytes(), number_path.name)
    assert number.number == "平成25年法律第27号"
    assert {"29_4", "38_3_2"} <= {unit.article for unit in number.units}
    assert all(
        unit.text or unit.deleted or unit.item or unit.paragraph for unit in (*act.units, *number.units)
    )


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared statute texts are not here")
def test_every_character_of_the_act_s_sentences_is_in_a_unit():
    from xml.etree.ElementTree import fromstring

    (path,) = SHARED.glob("415AC0000000057_*.xml")
    root = fromstring(path.read_bytes())
    body = root.find("LawBody")
    expected = "".join(
        "".join(sentence.itertext()) for part in ("MainProvision", "SupplProvision") for block in body.findall(part)
        for sentence in block.iter("Sentence")
    )  # fmt: skip
    units = [unit for unit in only(path.read_bytes(), path.name).units if unit.paragraph]
    joined = "".join(unit.text for unit in units)
    assert "".join(joined.split()) == "".join(expected.split())
