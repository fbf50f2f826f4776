"""Names told by numpy are those that spaCy's own loop finds."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc

from extractors import trained
from extractors.trained.transitions import Name, names_of

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"
WORDS = st.sampled_from([
    "Presiden", "Joko", "Widodo", "Kementerian", "Luar", "Negeri", "KPK", "di", "Kota", "Vladivostok", ",", ".", "(",
    "Selasa", "12/9/2023", "\n", "  ", "rudal", "Hwasong", "KTT", "G20", "Putin", "kata", "\u2028", "𝒳", "-",
])  # fmt: skip


def recogniser() -> TrainablePipe:
    ner = trained.load(with_grammar=False).get_pipe("ner")
    assert isinstance(ner, TrainablePipe)
    return ner


def by_spacy(docs: list[Doc]) -> list[list[Name]]:
    ner = recogniser()
    ner.set_annotations(docs, ner.predict(docs))
    return [[(e.start, e.end, e.label_) for e in doc.ents] for doc in docs]


def test_names_are_those_of_spacy() -> None:
    nlp = trained.load(with_grammar=False)
    texts = [
        line
        for file in sorted(ARTICLES.glob("*.json"))
        for line in json.loads(file.read_bytes())["articleBody"].splitlines()
        if line
    ]
    ours = names_of(recogniser(), [nlp.make_doc(text) for text in texts])
    assert ours == by_spacy([nlp.make_doc(text) for text in texts])
    assert sum(map(len, ours)) > 100


@given(st.lists(st.lists(WORDS, min_size=1, max_size=12), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_names_are_those_of_spacy_in_any_row_of_words(rows: list[list[str]]) -> None:
    vocab = trained.load(with_grammar=False).vocab
    ours = names_of(recogniser(), [Doc(vocab, words=row) for row in rows])
    assert ours == by_spacy([Doc(vocab, words=row) for row in rows])


@pytest.mark.parametrize("words", [["Joko"], ["\n"], ["Joko", "Widodo"], ["\n", "Joko"], ["Joko", "\n"]])
def test_names_end_with_the_text(words: list[str]) -> None:
    vocab = trained.load(with_grammar=False).vocab
    assert names_of(recogniser(), [Doc(vocab, words=words)]) == by_spacy([Doc(vocab, words=words)])
