"""Spans that something outside the rules takes for a name: a trained recogniser, or a list of the reader's own.

Whoever has such spans sets ``doc._.suggestions`` before the components of organisations and persons run. A suggestion
is one more sign beside those of the rules, never a decision of its own over what these know: a person suggested
inside a body's name stays out, titles are taken off a suggested name, and a name of the gazetteer keeps its key.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

Label = Literal["person", "organization"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Tokens ``start`` to ``end`` (exclusive) may name something of the kind ``label``."""

    start: int
    end: int
    label: Label


def suggested(doc: Doc, label: Label) -> Iterator[Suggestion]:
    """Suggestions of a kind, in order."""
    yield from sorted((s for s in doc._.suggestions if s.label == label), key=lambda s: (s.start, s.end))
