"""The best tree over the words of a sentence, given a score for each word as the head of each other.

Chu and Liu (1965), Edmonds (1967): every word takes its best head; a circle is drawn together to one node until none
is left. Time grows with the square of the words for each circle.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


def best_tree(scores: NDArray[np.floating]) -> NDArray[np.int64]:
    """Heads of the tree with the highest sum of scores that has one root.

    ``scores`` (words, words + 1): of each word with the root (column 0) and with each word as its head. A head is the
    number of a word, or the word's own for the root. Equal scores are told apart the same way every time.
    """
    count = len(scores)
    square = np.full((count + 1, count + 1), -np.inf)
    square[1:] = scores
    np.fill_diagonal(square, -np.inf)
    heads = square[1:].argmax(axis=1)
    if (heads == 0).sum() != 1 or _circle(np.concatenate([[0], heads])):
        finite = square[1:][np.isfinite(square[1:])]
        square[1:, 0] -= (np.ptp(finite) + 1) * (count + 1)  # a second root costs more than all else can earn
        heads = _arborescence(square)[1:]
    return np.where(heads == 0, np.arange(count), heads - 1)


def _arborescence(square: Scores) -> NDArray[np.int64]:
    """Heads of the best tree below node 0, any number of nodes hanging on it."""
    heads = np.concatenate([[0], square[1:].argmax(axis=1)])
    circle = _circle(heads)
    if not circle:
        return heads
    inside = np.array(circle)
    outside = np.setdiff1d(np.arange(len(heads)), inside)
    enters = (square[inside] - square[inside, heads[inside]][:, None])[:, outside]
    leaves = square[np.ix_(outside, inside)]
    drawn = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    drawn[:-1, :-1] = square[np.ix_(outside, outside)]
    drawn[:-1, -1], drawn[-1, :-1] = leaves.max(axis=1), enters.max(axis=0)
    found = _arborescence(drawn)
    own = np.append(outside, -1)[found[:-1]]
    heads[outside] = np.where(found[:-1] == len(outside), inside[leaves.argmax(axis=1)], own)
    heads[inside[enters[:, found[-1]].argmax()]] = outside[found[-1]]
    return heads


def _circle(heads: Sequence[int] | NDArray[np.int64]) -> list[int]:
    """The nodes of the first circle among the heads, which node 0 is not part of; none where all lead to it."""
    heads = [int(head) for head in heads]
    seen = [-1] * len(heads)
    seen[0] = 0
    for start in range(1, len(heads)):
        at = start
        while seen[at] < 0:
            seen[at] = start
            at = heads[at]
        if at and seen[at] == start:
            circle, on = [at], heads[at]
            while on != at:
                circle.append(on)
                on = heads[on]
            return sorted(circle)
    return []
