"""Labels of one treebank in the terms of another, learnt from sentences that have both.

A softmax over hashed features of a word, its head and its neighbours; small enough for numpy, the same on every run.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from extractors.training.treebanks import Tree, Word

SIZE = 1 << 15
ROUNDS = 12


def features(tree: Tree, at: int) -> list[int]:
    """Hashed features of a word in its tree."""
    word = tree.words[at]
    head = tree.words[word.head]
    before = tree.words[at - 1] if at else None
    after = tree.words[at + 1] if at + 1 < len(tree.words) else None
    children = [w.label for i, w in enumerate(tree.words) if w.head == at and i != at]
    side = "<" if word.head < at else ">"
    form, ahead, label, part = word.form.lower(), head.form.lower(), word.label, word.upos
    has_case = "case" in children
    names = [
        f"l{label}", f"p{part}", f"h{head.upos}", f"lp{label}{part}", f"lph{label}{part}{head.upos}{side}",
        f"w{form}", f"lw{label}{form}", f"v{ahead}", f"s{label}{form[-3:]}", f"x{label}{form[:2]}",
        f"d{label}{side}{min(abs(word.head - at), 5)}", f"g{label}{head.label}{part}",
        f"c{label}{has_case}", f"k{label}{part}{has_case}{head.upos}",
        f"b{label}{before.upos if before else ''}", f"a{label}{after.upos if after else ''}",
        f"u{part}{word.form[:1].isupper()}{head.form[:1].isupper()}{label}",
    ]  # fmt: skip
    return [crc32(name.encode()) % SIZE for name in names]


@dataclass(frozen=True, slots=True)
class Relabeller:
    """Gives a label of ``labels`` to words."""

    labels: tuple[str, ...]
    weights: NDArray[np.float32]

    def label(self, tree: Tree, at: int) -> str:
        """The likeliest label of the word."""
        return self.labels[int(self.weights[features(tree, at)].sum(axis=0).argmax())]


def learnt(examples: Iterable[tuple[Tree, int, str]]) -> Relabeller:
    """A relabeller from words whose label is known."""
    rows = [(features(tree, at), label) for tree, at, label in examples]
    labels = tuple(sorted({label for _, label in rows}))
    number = {label: n for n, label in enumerate(labels)}
    weights = np.zeros((SIZE, len(labels)), dtype=np.float32)
    squares = np.full((SIZE, 1), 1e-2, dtype=np.float32)
    rng = np.random.default_rng(3)
    for _ in range(ROUNDS):
        for row in rng.permutation(len(rows)):
            inside, label = rows[row]
            scores = weights[inside].sum(axis=0)
            wrong = np.exp(scores - scores.max())
            wrong /= wrong.sum()
            wrong[number[label]] -= 1
            squares[inside] += float(wrong @ wrong)
            weights[inside] -= 0.15 * wrong / np.sqrt(squares[inside])
    return Relabeller(labels, weights)


def paired(old: Iterable[Tree], new: Iterable[Tree]) -> Iterator[tuple[Tree, Tree, dict[int, int]]]:
    """Sentences that both have, with the words that are the same: numbers in the old tree to those in the new."""
    by_text = {tree.text: tree for tree in old}
    for tree in new:
        if (other := by_text.get(tree.text)) is not None:
            ends_old, ends_new = _places(other.words), _places(tree.words)
            yield other, tree, {at: ends_new[place] for place, at in ends_old.items() if place in ends_new}


def _places(words: Sequence[Word]) -> dict[tuple[int, str], int]:
    """Where each word starts, counted in letters, and what it is, to its number."""
    found, letters = {}, 0
    for at, word in enumerate(words):
        found[letters, word.form] = at
        letters += len(word.form)
    return found


@dataclass(frozen=True, slots=True)
class Renewal:
    """What brings the trees of release 2.0 to the conventions of today."""

    relations: Relabeller
    parts: Relabeller

    @classmethod
    def of(cls, old: Sequence[Tree], new: Sequence[Tree]) -> "Renewal":
        """Learnt from sentences that both releases have."""
        pairs = [(a, b, i, j) for a, b, same in paired(old, new) for i, j in same.items()]
        relations = learnt((a, i, b.words[j].label) for a, b, i, j in pairs)
        return cls(relations, learnt((a, i, b.words[j].upos) for a, b, i, j in pairs))

    def renewed(self, tree: Tree) -> Tree:
        """The tree with relations and parts of speech as they would be given today. The root stays what it is."""
        words = [
            replace(
                word,
                upos=self.parts.label(tree, at),
                deprel=word.deprel if word.head == at else _no_root(self.relations.label(tree, at), word.label),
            )
            for at, word in enumerate(tree.words)
        ]
        return replace(tree, words=tuple(words))


def _no_root(label: str, otherwise: str) -> str:
    return otherwise if label == "root" else label
