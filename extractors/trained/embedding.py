"""Vectors of words, reckoned once for each word form of a batch: what a text says often costs no more than once."""

from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np
from spacy.attrs import NORM, ORTH  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Model

from extractors.trained.lstm import Floats

Embed = Model[list[Doc], list[Floats]]


@registry.architectures("jubir.OnceAForm.v1")  # type: ignore[untyped-decorator]
def once_a_form(embed: Embed) -> Embed:
    """``embed``, a net in which a word's vector depends on its form and norm alone; learns as that would by itself."""
    return Model("once_a_form", _forward, init=_init, layers=[embed], dims={"nO": embed.maybe_get_dim("nO")})


def _init(model: Embed, X: Any = None, Y: Any = None) -> None:
    model.layers[0].initialize(X=X, Y=Y)


def _forward(model: Embed, docs: list[Doc], is_train: bool) -> tuple[list[Floats], Callable[[list[Floats]], Any]]:
    embed = model.layers[0]
    if is_train or not any(map(len, docs)):
        return cast(tuple[list[Floats], Callable[[list[Floats]], Any]], embed(docs, is_train))
    forms = np.concatenate([doc.to_array([ORTH, NORM]) for doc in docs])
    number: dict[tuple[int, int], int] = {}
    which = [number.setdefault(form, len(number)) for form in map(tuple, forms.tolist())]
    rows = embed.predict([_words(docs[0], list(number))])[0][which]
    return np.split(rows, np.cumsum([len(doc) for doc in docs])[:-1]), _nothing


def _words(like: Doc, forms: Sequence[tuple[int, int]]) -> Doc:
    """A document of words that are given by the keys of form and norm."""
    strings = like.vocab.strings
    words = Doc(like.vocab, words=[strings[form] for form, _ in forms])
    for word, (_, norm) in zip(words, forms, strict=True):
        if word.norm != norm:
            word.norm_ = strings[norm]
    return words


def _nothing(gradient: list[Floats]) -> Any:
    raise AssertionError("only what was read in training can be learnt from")
