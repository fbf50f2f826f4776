"""What the parser shall learn of an example, and how far it is from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from spacy.training import Example

from extractors.trained.lstm import Floats, Ints
from extractors.trained.parts import Part


@dataclass(frozen=True, slots=True)
class Goal:
    """Of the words of a part: the head among them, the column of the head's score, the relation; -1 where unknown.

    The root has column 0 and no relation.
    """

    heads: Ints
    columns: Ints
    relations: Ints


def goal_of(example: Example, part: Part, labels: Sequence[str]) -> Goal:
    """The goal in a part of the predicted document of an example."""
    all_heads, all_relations = cast(Any, example).get_aligned_parse(projectivize=False)
    number = {label: at for at, label in enumerate(labels)}
    place = {int(word): at for at, word in enumerate(part.words)}
    heads, columns, relations = (np.full(len(place), -1, dtype=np.int64) for _ in range(3))
    for word, at in place.items():
        head = place.get(all_heads[word], -1)
        if head == at:
            columns[at] = 0
        elif head >= 0:
            heads[at], columns[at] = head, head + 1
            relations[at] = number.get(all_relations[word], -1)
    return Goal(heads, columns, relations)


def cross_entropy(scores: Floats, wanted: Ints) -> tuple[float, Floats]:
    """Sum of the losses of the rows whose column is known (not -1), and the gradient of the scores."""
    gradient = probabilities(scores)
    gradient[wanted < 0] = 0
    rows = np.flatnonzero(wanted >= 0)
    loss = -np.log(gradient[rows, wanted[rows]] + 1e-12).sum()
    gradient[rows, wanted[rows]] -= 1
    return float(loss), gradient


def probabilities(scores: Floats) -> Floats:
    """Of each row the probabilities of its columns, which are 1 together (softmax)."""
    odds = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
    return cast(Floats, odds / odds.sum(axis=1, keepdims=True))
