"""The net of the parser: how well each word goes with each other as its head, and by which relation.

Deep biaffine attention after Dozat and Manning (2017): a bidirectional LSTM over the sentence, small layers that make
of a word what it is as a dependent and as a head, and products of the two. A share of how far head and dependent lie
apart is learnt too (Qi and others, 2018, in a simpler way). Gradients are written out by hand; numpy does the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import numpy as np
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Model

from extractors.trained.lstm import Floats, Ints, Steps, lstm
from extractors.trained.relations import relations

NEVER = np.float32(-1e9)
"""Score of a word as its own head."""
LEAK = np.float32(0.1)
"""Slope of the small layers below zero."""
APART = (1, 2, 3, 4, 6, 9, 14, 22)
"""Distances between words that begin a new class, on either side."""
CONVENTIONS = ("GSD", "CSUI")
"""Treebanks by whose conventions a sentence can be read; each adds a vector of its own to those of the words."""
CLASSES = 2 * len(APART) + 1
"""Classes of place for a head: the root, then before and after the word by distance."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """Words of several sentences, one under another; how many each has, and by whose conventions it is read."""

    rows: Floats
    lengths: tuple[int, ...]
    conventions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """For each sentence the scores of (words, root and words) as heads; each word as a dependent and as a head."""

    arcs: list[Floats]
    dependents: Floats
    heads: Floats


@registry.architectures("jubir.Biaffine.v1")  # type: ignore[untyped-decorator]
def biaffine(
    tok2vec: Model[list[Doc], list[Floats]], width: int, depth: int, arc_width: int, relation_width: int, dropout: float
) -> Model[list[Doc], list[Floats]]:
    """The net: vectors of words, then ``arcs`` and ``relations``, which the parser calls sentence by sentence.

    ``width`` and ``depth`` are those of the LSTM in one direction, ``dropout`` what it leaves out while it learns.
    """
    given = tok2vec.get_dim("nO")
    layers = [lstm(width, given if at == 0 else 2 * width) for at in range(depth)]
    arcs: Model[Any, Any] = Model(
        "arcs",
        _arcs,
        init=_init_arcs,
        layers=layers,
        dims={"nI": given, "nA": arc_width, "nR": relation_width, "nH": 2 * width + given},
        params=dict.fromkeys(("small", "small_bias", "pairs", "heads", "root", "places", "place_bias", "conventions")),
        attrs={"share": dropout},
    )
    told = relations(relation_width)
    return Model(
        "biaffine",
        _vectors,
        init=_init,
        layers=[tok2vec, arcs, told],
        refs={"tok2vec": tok2vec, "arcs": arcs, "relations": told},
    )


def _vectors(
    model: Model[list[Doc], list[Floats]], docs: list[Doc], is_train: bool
) -> tuple[list[Floats], Callable[[list[Floats]], list[Doc]]]:
    """Vectors of the words of each document."""
    return cast(tuple[list[Floats], Callable[[list[Floats]], list[Doc]]], model.get_ref("tok2vec")(docs, is_train))


def _init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    model.get_ref("tok2vec").initialize(X=X)
    model.get_ref("arcs").initialize()
    model.get_ref("relations").initialize()


def _drawn(rows: int, columns: int) -> Floats:
    bound = np.sqrt(6 / (rows + columns))
    return np.random.uniform(-bound, bound, (rows, columns)).astype(np.float32)


def _init_arcs(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    for layer in model.layers:
        layer.initialize()
    arc, relation, inner = (model.get_dim(name) for name in ("nA", "nR", "nH"))
    drawn = {
        "small": np.concatenate([_drawn(inner, n) for n in (arc, arc, relation, relation)], axis=1),
        "small_bias": np.zeros((1, 2 * (arc + relation)), dtype=np.float32),
        "pairs": _drawn(arc, arc),
        "heads": np.zeros((1, arc), dtype=np.float32),
        "root": _drawn(1, arc),
        "places": np.zeros((arc, CLASSES), dtype=np.float32),
        "place_bias": np.zeros((1, CLASSES), dtype=np.float32),
        "conventions": np.zeros((len(CONVENTIONS), model.get_dim("nI")), dtype=np.float32),
    }
    for name, value in drawn.items():
        model.set_param(name, cast(Any, value))


@lru_cache(maxsize=256)
def places(count: int) -> Ints:
    """The class of place (words, words) of each word as the head of each other, in a sentence of ``count`` words."""
    far = np.arange(count)[None, :] - np.arange(count)[:, None]
    size = np.searchsorted(APART, np.abs(far), side="right")  # 0 for the word itself, which is no head of its own
    return cast(Ints, np.where(far < 0, size, np.where(far > 0, size + len(APART), 0)))


class _Shares:
    """Multiplies rows by a mask that leaves the same columns out in all words of a sentence, and gradients too."""

    def __init__(self, rate: float, lengths: Sequence[int]) -> None:
        self._rate, self._lengths = rate, np.asarray(lengths)
        self._masks: list[Floats] = []

    def __call__(self, rows: Floats) -> Floats:
        if not self._rate:
            return rows
        kept = np.random.random_sample((len(self._lengths), rows.shape[1])) >= self._rate
        mask = np.repeat(kept.astype(np.float32) / np.float32(1 - self._rate), self._lengths, axis=0)
        self._masks.append(mask)
        return rows * mask

    def back(self, gradient: Floats) -> Floats:
        """The gradient before the mask that was put on last."""
        return gradient * self._masks.pop() if self._masks else gradient


def _arcs(
    model: Model[Any, Any], given: Sentences, is_train: bool
) -> tuple[Scored, Callable[[list[Floats], Floats, Floats], Floats]]:
    """Scores of heads, and what the relations are told by."""
    shares = _Shares(model.attrs["share"] if is_train else 0.0, given.lengths)
    steps = Steps.of(given.lengths)
    told = np.repeat(given.conventions, given.lengths)
    words = rows = shares(given.rows + _param(model, "conventions")[told])
    backs = []
    for layer in model.layers:
        rows, back = layer((rows, steps), is_train)
        rows = shares(rows)
        backs.append(back)
    inner = np.concatenate([rows, words], axis=1)  # the word itself, which the LSTM blurs, tells the relation
    small = inner @ _param(model, "small")
    small += _param(model, "small_bias")
    parts = shares(np.maximum(small, small * LEAK))
    arc, relation = model.get_dim("nA"), model.get_dim("nR")
    dependents, heads = parts[:, :arc], np.ascontiguousarray(parts[:, arc : 2 * arc])
    scores, back_scores = _scores(model, dependents, heads, given.lengths)

    def backprop(d_scores: list[Floats], d_dependents: Floats, d_heads: Floats) -> Floats:
        d_parts = np.concatenate([*back_scores(d_scores), d_dependents, d_heads], axis=1)
        d_small = shares.back(d_parts) * np.where(small > 0, np.float32(1), LEAK)
        model.inc_grad("small", cast(Any, inner.T @ d_small))
        model.inc_grad("small_bias", cast(Any, d_small.sum(axis=0, keepdims=True)))
        d_inner = d_small @ _param(model, "small").T
        d_rows, d_words = np.split(d_inner, [d_inner.shape[1] - words.shape[1]], axis=1)
        for back in reversed(backs):
            d_rows = back(shares.back(d_rows))
        d_given = shares.back(d_rows + d_words)
        d_told = np.zeros_like(_param(model, "conventions"))
        np.add.at(d_told, told, d_given)
        model.inc_grad("conventions", cast(Any, d_told))
        return d_given

    split = 2 * arc + relation
    return Scored(scores, parts[:, 2 * arc : split], parts[:, split:]), backprop


def _param(model: Model[Any, Any], name: str) -> Floats:
    return cast(Floats, model.get_param(name))


def _scores(
    model: Model[Any, Any], dependents: Floats, heads: Floats, lengths: Sequence[int]
) -> tuple[list[Floats], Callable[[list[Floats]], tuple[Floats, Floats]]]:
    """Scores of arcs sentence by sentence, and the gradient of dependents and heads from theirs."""
    asked = dependents @ _param(model, "pairs") + _param(model, "heads")
    placed = dependents @ _param(model, "places") + _param(model, "place_bias")
    rooted = asked @ _param(model, "root")[0] + placed[:, 0]
    ends = np.cumsum(lengths).tolist()
    found = []
    for end, count in zip(ends, lengths, strict=True):
        own = slice(end - count, end)
        scores = np.empty((count, count + 1), dtype=np.float32)
        scores[:, 0] = rooted[own]
        scores[:, 1:] = asked[own] @ heads[own].T
        scores[:, 1:] += np.take_along_axis(placed[own], places(count), axis=1)
        scores[np.arange(count), np.arange(1, count + 1)] = NEVER
        found.append(scores)

    def backprop(d_scores: list[Floats]) -> tuple[Floats, Floats]:
        d_asked, d_heads, d_placed = np.empty_like(asked), np.empty_like(heads), np.empty_like(placed)
        for end, count, d in zip(ends, lengths, d_scores, strict=True):
            own = slice(end - count, end)
            d_asked[own] = d[:, 1:] @ heads[own]
            d_heads[own] = d[:, 1:].T @ asked[own]
            cells = places(count) + CLASSES * np.arange(count)[:, None]
            sums = np.bincount(cells.ravel(), weights=d[:, 1:].ravel(), minlength=count * CLASSES)
            d_placed[own] = sums.reshape(count, CLASSES)
        d_root = np.concatenate([d[:, 0] for d in d_scores])
        d_placed[:, 0] = d_root
        d_asked += d_root[:, None] * _param(model, "root")
        model.inc_grad("root", cast(Any, d_root[None, :] @ asked))
        for name, bias, gradient in (("pairs", "heads", d_asked), ("places", "place_bias", d_placed)):
            model.inc_grad(name, cast(Any, dependents.T @ gradient))
            model.inc_grad(bias, cast(Any, gradient.sum(axis=0, keepdims=True)))
        d_dependents = d_asked @ _param(model, "pairs").T + d_placed @ _param(model, "places").T
        return cast(Floats, d_dependents), d_heads

    return found, backprop
