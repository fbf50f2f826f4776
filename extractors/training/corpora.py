"""Annotated corpora of others, each read from the form in which it is published."""

import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from spacy.language import Language

from extractors.training.indosum import detokenized

LABELS = {
    "PER": "PER", "PERSON": "PER", "ORG": "ORG", "ORGANIZATION": "ORG", "ORGANISATION": "ORG",
    "LOC": "LOC", "LOCATION": "LOC", "PLACE": "LOC",
}  # fmt: skip
"""Labels of the corpora to ours; they know no GPE, their LOC holds both."""


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens, whether a blank follows each, and the named spans (first token, end exclusive, label)."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    spans: tuple[tuple[int, int, str], ...] = ()

    @property
    def key(self) -> str:
        """What tells that two sentences are the same, whatever their case and spacing."""
        return "".join(self.words).casefold()


def blocks(file: Path) -> Iterator[list[list[str]]]:
    """Rows of columns between blank lines; columns part at tabs, or at blanks where there are none."""
    rows: list[list[str]] = []
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                rows.append(line.rstrip("\n").split("\t") if "\t" in line else line.split())
            elif rows:
                yield rows
                rows = []
    if rows:
        yield rows


def named_sentences(file: Path) -> Iterator[Named]:
    """Sentences of a corpus of one token a line whose first column is the word and whose last is the IOB label."""
    for rows in blocks(file):
        rows = [row for row in rows if row[0].strip() and len(row) > 1]
        if rows:
            words = tuple(row[0] for row in rows)
            yield Named(words, spaces_of(words), tuple(spans_of([row[-1] for row in rows])))


def spaces_of(words: Sequence[str]) -> tuple[bool, ...]:
    """Whether a blank follows each token, by the rules of Indonesian punctuation."""
    offsets = detokenized(words, {}).offsets
    return (*(end < start for (_, end), (start, _) in pairwise(offsets)), False)


def spans_of(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Spans that IOB tags tell, with our labels; an I- without its B- starts one."""
    start, open_label = 0, ""
    for at, tag in enumerate([*tags, "O"]):
        prefix, _, label = tag.partition("-")
        if open_label and (prefix != "I" or label != open_label):
            yield start, at, LABELS[open_label]
            open_label = ""
        if prefix != "O" and not open_label:
            start, open_label = at, label


def refined(nlp: Language, text: Named) -> tuple[Named, list[int]]:
    """The text in tokens of our own, none of which lies across two of the source; and the source token of each."""
    words: list[str] = []
    spaces: list[bool] = []
    origin: list[int] = []
    for at, (word, space) in enumerate(zip(text.words, text.spaces, strict=True)):
        pieces = [token.text for token in nlp.make_doc(word)]
        words += pieces
        spaces += [False] * (len(pieces) - 1) + [space]
        origin += [at] * len(pieces)
    spans = []
    for start, end, label in text.spans:
        inside = [at for at, source in enumerate(origin) if start <= source < end]
        spans.append((inside[0], inside[-1] + 1, label))
    return Named(tuple(words), tuple(spaces), tuple(_tight(words, spans))), origin


def _tight(words: Sequence[str], spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Spans without the marks that stuck to their first or last token."""
    for start, end, label in spans:
        while start < end and not any(map(str.isalnum, words[start])):
            start += 1
        while start < end and not any(map(str.isalnum, words[end - 1])) and words[end - 1] != ".":
            end -= 1
        if start < end:
            yield start, end, label


def without(texts: Iterable[Named], unwanted: Iterable[Named]) -> Iterator[Named]:
    """Texts that are none of the unwanted, each once."""
    seen = {text.key for text in unwanted}
    for text in texts:
        if text.key not in seen:
            seen.add(text.key)
            yield text


def relabelled(text: Named, labels: dict[str, str]) -> Named:
    """The text with other labels; one that maps to nothing goes."""
    return replace(text, spans=tuple((s, e, labels[x]) for s, e, x in text.spans if labels.get(x)))
