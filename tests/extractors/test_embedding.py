"""Vectors of word forms, reckoned once each: the same as reckoned for every word."""

import numpy as np
import pytest
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.ml.models.tok2vec import MultiHashEmbed
from spacy.tokens import Doc
from thinc.api import Model

from extractors.trained import once_a_form

Rows = list[NDArray[np.float32]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("id")


@pytest.fixture(scope="module")
def net() -> Model[list[Doc], Rows]:
    embed = MultiHashEmbed(8, ["NORM", "SUFFIX", "SHAPE"], [50, 50, 50], include_static_vectors=False)
    made: Model[list[Doc], Rows] = once_a_form(embed)
    made.initialize()
    return made


def docs_of(nlp: Language) -> list[Doc]:
    docs = [Doc(nlp.vocab, text.split()) for text in ("ia pergi ke sana", "", "ke sana Ia pergi pergi", "\n lagi")]
    docs[2][0].norm_ = "menuju"  # as a tokenizer's special cases give it
    return docs


def test_once_a_form_gives_what_the_net_gives(nlp: Language, net: Model[list[Doc], Rows]) -> None:
    docs = docs_of(nlp)
    for one, other in zip(net.predict(docs), net.layers[0].predict(docs), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


def test_once_a_form_tells_norms_apart(nlp: Language, net: Model[list[Doc], Rows]) -> None:
    first, _, third, _ = net.predict(docs_of(nlp))
    assert not np.allclose(first[2], third[0])
    np.testing.assert_array_equal(first[3], third[1])


@pytest.mark.parametrize("texts", [[], [""], ["", ""]])
def test_once_a_form_without_words(nlp: Language, net: Model[list[Doc], Rows], texts: list[str]) -> None:
    assert [len(rows) for rows in net.predict([Doc(nlp.vocab, text.split()) for text in texts])] == [0] * len(texts)


def test_once_a_form_learns_as_the_net(nlp: Language, net: Model[list[Doc], Rows]) -> None:
    docs = docs_of(nlp)
    rows, back = net.begin_update(docs)
    np.testing.assert_array_equal(rows[2], net.layers[0].predict(docs)[2])
    back([np.ones_like(own) for own in rows])
    assert any(node.has_grad("E") for node in net.walk())
