"""Names by spaCy's recogniser of names, its transitions told by numpy for all texts of a batch at once.

spaCy's own loop asks each of its transitions of each token one by one, and every such question takes and gives back
the interpreter's lock: more time than all its matrices cost. What the loop decides is told here by the same weights.

The recogniser (Lample and others 2016; ``spacy.TransitionBasedParser.v2`` with three tokens of context) goes from left
to right. Outside a name it sees the next token alone and begins one, takes a name of one token, or goes on; so what it
would do there is known for all tokens before. Within a name it sees its first token and the last one too, and goes on
or ends it; so every name that could begin is told to its end, one token of each at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from thinc.api import Model

from extractors.trained.lstm import Floats

Name = tuple[int, int, str]
"""First token, the one behind the last, label."""

Numbers = NDArray[np.int64]
_NEXT, _FIRST, _LAST = range(3)


@dataclass(frozen=True, slots=True)
class Moves:
    """Columns of the scores: of a name's begin, inside, last and only token by label, and of moves never made here.

    Columns of each kind ascend, those inside a name stand before the last ones; of equal scores the first wins.
    """

    labels: tuple[str, ...]
    begin: Numbers
    inside: Numbers
    last: Numbers
    unit: Numbers
    other: Numbers

    @classmethod
    def of(cls, names: Sequence[str]) -> "Moves":
        """Those of names of columns such as "B-PER" and "O"."""
        column = {name: at for at, name in enumerate(names)}
        labels = tuple(name[2:] for name in names if name.startswith("B-"))
        of_kind = (np.array([column[f"{kind}-{label}"] for label in labels], dtype=np.int64) for kind in "BILU")
        begin, inside, last, unit = of_kind
        known = {*begin.tolist(), *inside.tolist(), *last.tolist(), *unit.tolist(), column["O"]}
        other = np.array([at for at in column.values() if at not in known], dtype=np.int64)
        return cls(labels, begin, inside, last, unit, other)


@dataclass(frozen=True, slots=True)
class _Scores:
    """What the recogniser's net says of tokens in a state."""

    vectors: Floats
    lower: tuple[Floats, Floats, Floats]
    upper: tuple[Floats, Floats]

    @classmethod
    def of(cls, ner: TrainablePipe, docs: Sequence[Doc]) -> "_Scores":
        model: Model[list[Doc], object] = ner.model
        vectors = model.get_ref("tok2vec").predict(list(docs))
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        return cls(
            vectors,
            (_param(lower, "W"), _param(lower, "b"), _param(lower, "pad")[0]),
            (_param(upper, "W"), _param(upper, "b")),
        )

    def _part(self, place: int, tokens: slice | Numbers) -> Floats:
        """What the tokens add in one of the three places of a state."""
        weights = self.lower[0][place]
        found: Floats = self.vectors[tokens] @ weights.reshape(-1, weights.shape[-1]).T
        return found

    def _of(self, hidden: Floats) -> Floats:
        bias = self.lower[1]
        pieces = (hidden + bias.ravel()).reshape(-1, *bias.shape)
        hidden = pieces[..., 0]
        for piece in range(1, bias.shape[1]):  # several times as fast as the maximum along so short an axis
            hidden = np.maximum(hidden, pieces[..., piece])
        weights, added = self.upper
        return hidden @ weights.T + added

    def outside(self) -> Floats:
        """Scores of every token as the next one outside names, a row each."""
        padding = self.lower[2]
        return self._of(self._part(_NEXT, slice(None)) + padding[_FIRST].ravel() + padding[_LAST].ravel())

    def within(self, next_tokens: Numbers, firsts: Numbers) -> Floats:
        """Scores of tokens as the next ones of names with these first tokens, a row each."""
        last = self._part(_LAST, next_tokens - 1)
        return self._of(self._part(_NEXT, next_tokens) + self._part(_FIRST, firsts) + last)


def _param(layer: Model[Any, Any], name: str) -> Floats:
    return np.asarray(layer.get_param(name))


def names_of(ner: TrainablePipe, docs: Sequence[Doc]) -> list[list[Name]]:
    """The names of each document, in order: those that spaCy's loop finds where no entities were set before.

    ``ner`` is a pipe "ner" of spaCy with three tokens of context and an upper layer; no document is empty.
    """
    kinds = ner.moves
    moves = Moves.of([kinds.get_class_name(column) for column in range(kinds.n_moves)])
    scores = _Scores.of(ner, docs)
    lengths = [len(doc) for doc in docs]
    ends = np.cumsum(lengths)
    is_last = np.zeros(ends[-1], dtype=bool)
    is_last[ends - 1] = True
    is_space = np.concatenate([doc.to_array("IS_SPACE") for doc in docs]).astype(bool)
    name_at = _beginning(scores, moves, is_space, is_last)
    spans = zip((ends - lengths).tolist(), ends.tolist(), strict=True)
    return [
        [(first - low, stop - low, moves.labels[n]) for first, stop, n in _met(name_at, low, high)]
        for low, high in spans
    ]


def _beginning(
    scores: _Scores, moves: Moves, is_space: NDArray[np.bool_], is_last: NDArray[np.bool_]
) -> dict[int, tuple[int, int]]:
    """What name begins at a token if none is open there: where it ends, and the number of its label."""
    best = _outside(scores, moves, is_space, is_last)
    labels = {column: label for label, column in enumerate(moves.unit.tolist())}
    name_at = {at: (at + 1, labels[move]) for at, move in enumerate(best.tolist()) if move in labels}
    firsts = np.flatnonzero(np.isin(best, moves.begin))
    of_name = np.searchsorted(moves.begin, best[firsts])
    nexts = firsts + 1
    while len(firsts):
        rows, row = scores.within(nexts, firsts), np.arange(len(firsts))
        goes_on, ends = rows[row, moves.inside[of_name]], rows[row, moves.last[of_name]]
        is_end = (goes_on < ends) | is_last[nexts]
        ended = zip(firsts[is_end].tolist(), nexts[is_end].tolist(), of_name[is_end].tolist(), strict=True)
        name_at.update((first, (last + 1, label)) for first, last, label in ended)
        firsts, of_name, nexts = firsts[~is_end], of_name[~is_end], nexts[~is_end] + 1
    return name_at


def _outside(scores: _Scores, moves: Moves, is_space: NDArray[np.bool_], is_last: NDArray[np.bool_]) -> Numbers:
    """The column of what is done at each token outside names: no name begins with a blank, nor ends behind the text."""
    of_tokens = scores.outside()
    of_tokens[is_space | is_last, moves.begin[:, None]] = -np.inf
    of_tokens[is_space, moves.unit[:, None]] = -np.inf
    of_tokens[:, [*moves.inside, *moves.last, *moves.other]] = -np.inf
    best: Numbers = of_tokens.argmax(axis=1)
    return best


def _met(name_at: dict[int, tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Names met on the way from one token to another: first token, the one behind the last, number of the label."""
    while start < end:
        stop, label = name_at.get(start, (start + 1, None))
        if label is not None:
            yield start, stop, label
        start = stop
