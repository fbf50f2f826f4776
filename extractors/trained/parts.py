"""Which words the parser reads together: those of a sentence, or of a part of one that is very long."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from spacy.tokens import Doc

from extractors.trained.lstm import Ints

LONGEST = 200
"""Words at most that are read together, so that time and memory grow with the length of the text alone."""
AT_ONCE = 2048
"""Words at most that are read side by side."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words that are read together: the number of their document, and theirs in it."""

    document: int
    words: Ints


def parts(docs: Sequence[Doc]) -> Iterator[Part]:
    """The words of each sentence, blanks left out; a document without marks of sentences is one."""
    for at, doc in enumerate(docs):
        is_word = doc.to_array("IS_SPACE") == 0
        starts = np.flatnonzero(doc.to_array("SENT_START") == 1).tolist()
        for start, end in pairwise(sorted({0, *starts, len(doc)})):
            words = start + np.flatnonzero(is_word[start:end])
            for first in range(0, len(words), LONGEST):
                yield Part(at, words[first : first + LONGEST])


def groups(found: Iterable[Part]) -> Iterator[list[Part]]:
    """Parts of like length, as many as are read side by side."""
    group: list[Part] = []
    words = 0
    for part in sorted(found, key=lambda part: len(part.words)):
        if group and words + len(part.words) > AT_ONCE:
            yield group
            group, words = [], 0
        group.append(part)
        words += len(part.words)
    if group:
        yield group
