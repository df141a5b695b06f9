"""The language model behind the grammar: asked rarely, never needed, and answering the same each time."""

import pytest

from pirules.clauses import Role, Source
from pirules.clauses.cache import FrameCache
from pirules.clauses.frame import Framer
from pirules.clauses.frames import FrameSource
from pirules.clauses.parser import MAX_CHARS, MODEL_OF_PROCESS, LanguageModel
from pirules.clauses.terms import TERMS, user_dictionary

# 「保有個人情報を」 may belong to what follows it or to the act: the grammar can only guess.
OPEN = (
    "実施機関は、利用の目的に必要な範囲内で、保有個人情報を過去の事実と合致した状態に保たなければならない。"
)
CLOSED = "実施機関は、個人情報を提供してはならない。"


class Refusing(LanguageModel):
    """A model that must not be asked."""

    def heads(self, sentences):
        if list(sentences):
            pytest.fail("the grammar alone settles this sentence")
        return []


class Silent(LanguageModel):
    """A model that has no answer."""

    def heads(self, sentences):
        return [{} for _ in sentences]


class Broken(LanguageModel):
    """A model that can't be loaded."""

    def _loaded(self):
        return None


def framer(text: str) -> Framer:
    made = Framer(text, 0, Role.MAIN)
    made.frame()
    return made


def test_a_settled_sentence_never_meets_the_model(tmp_path):
    (clause,) = FrameSource(FrameCache(tmp_path), Refusing()).frames([(CLOSED, Role.MAIN)], model=True)
    assert all(part.source is Source.GRAMMAR for part in clause.objects)


def test_a_guess_is_flagged_until_the_model_settles_it():
    made = framer(OPEN)
    (index,) = made.open
    (problem,) = made.frame().problems
    assert problem.code == "P243"
    assert OPEN[slice(*problem.span)] == "保有個人情報"
    assert made.frame({index: len(made.units) - 1}).problems == ()


@pytest.mark.parametrize("model", [Silent(), Broken()])
def test_without_an_answer_the_grammar_stands(tmp_path, model: LanguageModel):
    (with_model,) = FrameSource(FrameCache(tmp_path), model).frames([(OPEN, Role.MAIN)], model=True)
    assert with_model == framer(OPEN).frame()


def test_advice_is_taken_only_where_the_grammar_leaves_a_choice():
    made = framer(CLOSED)
    plain = made.frame()
    assert made.frame(dict.fromkeys(range(len(made.units)), len(made.units) - 1)) == plain


def test_advice_outside_of_the_options_is_ignored():
    made = framer(OPEN)
    (index,) = made.open
    assert made.frame({index: 0}) == framer(OPEN).frame()


def test_the_part_that_the_model_settled_says_so():
    made = framer(OPEN)
    (index,) = made.open
    clause = made.frame({index: len(made.units) - 1})
    assert [part.text for part in clause.objects if part.source is Source.MODEL] == ["保有個人情報"]


def test_legal_terms_become_a_dictionary_once(tmp_path, monkeypatch):
    monkeypatch.setenv("PIRULES_CACHE", str(tmp_path))
    built = user_dictionary()
    assert built is not None
    assert built == user_dictionary()
    assert [path.name for path in tmp_path.iterdir()] == [built.name]


def test_without_a_folder_there_is_no_dictionary_and_no_error(monkeypatch):
    monkeypatch.setenv("PIRULES_CACHE", "")
    assert user_dictionary() is None


@pytest.mark.model
def test_the_model_answers_with_heads_to_the_right_and_the_same_twice():
    questions = [(made.flat, made.units) for made in (framer(OPEN), framer(CLOSED))]
    first = MODEL_OF_PROCESS.heads(questions)
    assert first[0]
    assert all(own < head for heads in first for own, head in heads.items())
    assert MODEL_OF_PROCESS.heads(questions) == first


@pytest.mark.model
def test_a_sentence_beyond_the_limit_gets_no_heads():
    made = framer("実施機関は、" + "個人情報を収集し、" * (MAX_CHARS // 9) + "提供してはならない。")
    assert MODEL_OF_PROCESS.heads([(made.flat, made.units)]) == [{}]


@pytest.mark.model
def test_the_pipeline_reads_legal_terms_as_one_word(tmp_path, monkeypatch):
    monkeypatch.setenv("PIRULES_CACHE", str(tmp_path))
    from pirules.clauses.parser import load_pipeline

    nlp = load_pipeline()
    words = [token.text for token in nlp.make_doc("".join(f"{term}は、" for term in TERMS))]
    assert set(TERMS) <= set(words)
    assert set(nlp.pipe_names) == {"tok2vec", "parser"}


@pytest.mark.model
def test_spacy_users_get_clauses_from_a_component():
    import spacy

    from pirules.clauses import component

    component.register()
    nlp = spacy.blank("ja")
    nlp.add_pipe("pirules_clauses")
    text = "実施機関は、個人情報を提供してはならない。ただし、市長が認めるときは、この限りでない。"
    doc = nlp(text)
    assert [clause.modality.value for clause in doc._.pirules_clauses] == ["prohibition", "exclusion"]
    word = doc.char_span(text.index("個人"), text.index("個人") + 2)
    assert word is not None
    assert word._.pirules_fields == ("objects",)
    assert word._.pirules_clauses == doc._.pirules_clauses[:1]
