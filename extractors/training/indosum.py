"""IndoSum articles as running text.

IndoSum (Kurniawan and Louvan, 2018) comes as tokens with blanks between them. Annotation counts tokens, which stay
as they are; the text that people and models read is made here by a few rules of Indonesian punctuation.
"""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

CLOSING = frozenset([".", ",", ";", ":", "?", "!", ")", "]", "}", "%", "’", "”", "…", "..."])
OPENING = frozenset(["(", "[", "{", "“", "‘", "$"])
PAIRED = frozenset(['"', "'", "`"])


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the source: ``text`` and where each of its tokens stands in it (start, end)."""

    text: str
    offsets: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """An article of IndoSum: paragraphs of sentences of tokens. ``sha256`` is that of its tokens."""

    id: str
    outlet: str
    url: str
    category: str
    paragraphs: tuple[tuple[tuple[str, ...], ...], ...]

    @property
    def sha256(self) -> str:
        """Hash of all tokens in order, so that an annotation can tell that it stands on the same text."""
        return sha256(" ".join(t for p in self.paragraphs for s in p for t in s).encode()).hexdigest()

    def lines(self) -> Iterator[tuple[int, Line]]:
        """Each sentence with the number of its paragraph. Quotation marks pair up within a paragraph."""
        for number, paragraph in enumerate(self.paragraphs):
            is_open: dict[str, bool] = {}
            for sentence in paragraph:
                yield number, detokenized(sentence, is_open)

    def text(self) -> str:
        """The article as running text, a paragraph a line."""
        paragraphs: dict[int, list[str]] = {}
        for number, line in self.lines():
            paragraphs.setdefault(number, []).append(line.text)
        return "\n".join(" ".join(lines) for lines in paragraphs.values())


def stories(file: Path) -> Iterator[Story]:
    """Read the gzipped JSON lines of IndoSum; blank tokens are dropped, blank sentences and paragraphs too."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            paragraphs = tuple(tuple(tuple(s.split()) for s in p if s.split()) for p in row["paragraphs"])
            yield Story(row["id"], row["source"], row["source_url"], row["category"], tuple(filter(None, paragraphs)))


def detokenized(tokens: Sequence[str], is_open: dict[str, bool]) -> Line:
    """Put tokens together to a sentence. ``is_open`` remembers which straight marks are open, and is updated."""
    text, offsets, glue = "", [], True
    for position, token in enumerate(tokens):
        before, after = glue, False
        if token in PAIRED:
            opening = is_open[token] = not is_open.get(token, False)
            before, after = before or not opening, opening
        elif token in CLOSING:
            before = True
        elif token in OPENING:
            after = True
        elif token in "-–/":
            before, after = _joins(tokens, position, before)
        text += "" if before or not text else " "
        offsets.append((len(text), len(text) + len(token)))
        text, glue = text + token, after
    return Line(text, tuple(offsets))


def _joins(tokens: Sequence[str], position: int, glued: bool) -> tuple[bool, bool]:
    """Whether a hyphen or slash holds to the token before and after it."""
    before = tokens[position - 1] if position else ""
    after = tokens[position + 1] if position + 1 < len(tokens) else ""
    if tokens[position] == "-" and "-" in (before, after):
        return glued or before == "-", after == "-"  # a dash that was torn in two
    numbers = before[-1:].isdigit() and after[:1].isdigit()
    doubled = before.casefold() == re.split(r"\W", after.casefold(), maxsplit=1)[0] != ""
    joined = numbers or doubled or (tokens[position] == "/" and bool(before) and bool(after))
    return glued or joined, joined
