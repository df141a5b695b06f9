"""References against synthetic ordinances: what is resolved is what was meant when it was written."""

from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import generate

from pirules.ordinance import parse
from pirules.ordinance.model import Document
from pirules.ordinance.places import find, provision_name
from pirules.ordinance.references import resolve


@settings(max_examples=80)
@given(st.integers(0, 10**9), st.integers(3, 40))
def test_references_on_the_tree_as_written_mean_their_targets(seed: int, articles: int):
    synthetic = generate(seed, articles=articles)
    assert resolve(synthetic.ordinance()).references == synthetic.references


@settings(max_examples=30)
@given(st.integers(0, 10**9), st.integers(3, 30))
def test_references_on_the_tree_as_read_mean_their_targets(seed: int, articles: int):
    synthetic = generate(seed, articles=articles)
    resolution = resolve(parse(Document(synthetic.text)))
    assert resolution.references == synthetic.references
    assert resolution.problems == ()


@settings(max_examples=30)
@given(st.integers(0, 10**9))
def test_every_place_is_found_again_by_its_name(seed: int):
    ordinance = generate(seed, articles=12).ordinance()
    for node in ordinance.walk():
        name = provision_name(ordinance, node)
        if name in ("題名", "別表"):
            continue
        found = find(ordinance, name)
        assert found is not None, name
        assert provision_name(ordinance, found) == name
