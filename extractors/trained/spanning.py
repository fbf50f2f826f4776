"""The best tree over the words of a sentence, given a score for each word as the head of each other.

Chu and Liu (1965), Edmonds (1967): every word takes its best head; a circle is drawn together to one node until none
is left. Time grows with the square of the words for each circle.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Ints = NDArray[np.int64]


def best_tree(scores: NDArray[np.floating]) -> NDArray[np.int64]:
    """Heads of the tree with the highest sum of scores that has one root.

    ``scores`` (words, words + 1): of each word with the root (column 0) and with each word as its head. A head is the
    number of a word, or the word's own for the root. Equal scores are told apart the same way every time.
    """
    count = len(scores)
    own = scores.copy()
    np.fill_diagonal(own[:, 1:], -np.inf)
    heads = own.argmax(axis=1)
    if np.count_nonzero(heads) != count - 1 or _circle([0, *heads.tolist()]):
        square = np.full((count + 1, count + 1), -np.inf)
        square[1:] = own
        finite = square[1:][np.isfinite(square[1:])]
        square[1:, 0] -= (np.ptp(finite) + 1) * (count + 1)  # a second root costs more than all else can earn
        heads = _arborescence(square)[1:]
    return np.where(heads == 0, np.arange(count), heads - 1)


class _Drawn(NamedTuple):
    """A circle that was drawn together to its first node: its nodes, their heads in it, and for every other node

    ``enters``, which place in the circle takes that node as its head, and ``leaves``, which would be that node's head.
    """

    nodes: Ints
    heads: Ints
    enters: Ints
    leaves: Ints

    def part(self, heads: Ints) -> None:
        """Draw the circle apart again in heads in which it is one node."""
        one = self.nodes[0]
        above = heads[one]
        below = heads == one
        heads[below] = self.nodes[self.leaves[below]]
        heads[self.nodes] = self.heads
        heads[self.nodes[self.enters[above]]] = above


def _arborescence(square: Scores) -> Ints:
    """Heads of the best tree below node 0, any number of nodes hanging on it; ``square`` is changed."""
    drawn: list[_Drawn] = []
    heads: Ints = square.argmax(axis=1)
    heads[0] = 0
    circle = _circle(heads.tolist())
    while circle:
        nodes = np.array(circle)
        rows = square[nodes] - square[nodes, heads[nodes]][:, None]
        columns = square[:, nodes]
        drawn.append(_Drawn(nodes, heads[nodes], rows.argmax(axis=0), columns.argmax(axis=1)))
        one, gone = nodes[0], nodes[1:]
        square[one], square[:, one] = rows.max(axis=0), columns.max(axis=1)
        square[one, nodes] = square[gone] = square[:, gone] = -np.inf
        heads = square.argmax(axis=1)  # of nodes that are gone this is 0
        circle = _circle(heads.tolist(), circle[0])
    for last in reversed(drawn):
        last.part(heads)
    return heads


def _circle(heads: list[int], first: int = 1) -> list[int]:
    """The nodes of a circle among the heads, looked for from node ``first``; none where all lead to node 0."""
    seen = [-1] * len(heads)
    seen[0] = 0
    for start in (first, *range(1, len(heads))):
        if seen[start] >= 0:
            continue
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
