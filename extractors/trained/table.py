"""Heads and relations of a document, put together of its parts."""

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from extractors.trained.lstm import Ints
from extractors.trained.parts import Part


class Table:
    """A row for each token: its head and its relation. Blanks and later parts of a sentence hang on the first part."""

    def __init__(self, doc: Doc, root: int, blank: int) -> None:
        self._heads = np.full(len(doc), -1, dtype=np.int64)
        self._relations = np.full(len(doc), blank, dtype=np.uint64)
        self._starts = doc.to_array("SENT_START") == 1
        self._root, self._blank = root, blank

    def put(self, part: Part, heads: Ints, relations: NDArray[np.uint64]) -> None:
        """The tree over a part, heads as numbers of its words."""
        self._heads[part.words] = part.words[heads]
        self._relations[part.words] = relations

    def whole(self) -> NDArray[np.uint64]:
        """Heads as steps from the token, and relations, each sentence one tree."""
        numbers = np.arange(len(self._heads))
        self._join(numbers)
        self._relations[self._heads == numbers] = self._root
        return np.stack([(self._heads - numbers).astype(np.uint64), self._relations], axis=1)

    def _join(self, numbers: Ints) -> None:
        """Hang what has no place yet on the first root of its sentence; a sentence of blanks on its first."""
        sentence = np.cumsum(self._starts)
        roots: dict[int, int] = {}
        for at in np.flatnonzero(self._heads == numbers).tolist():
            first = roots.setdefault(int(sentence[at]), at)
            if first != at:
                self._heads[at], self._relations[at] = first, self._blank
        for at in np.flatnonzero(self._heads < 0).tolist():
            own = int(sentence[at])
            follows = at > 0 and sentence[at - 1] == own
            self._heads[at] = at - 1 if follows else roots.setdefault(own, at)
