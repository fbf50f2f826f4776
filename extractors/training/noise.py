"""Noise that real pages have and corpora lack: capitals, small letters, lost marks, lines of the page, other names."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy import util
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from extractors.training.wording import furniture, person_name

Spans = list[tuple[int, int, str]]
MARKS = frozenset(",\"'“”‘’:;")
ENDS = frozenset(".?!\n")


@dataclass(slots=True)
class Draft:
    """A document that is being changed: words, blanks and spans."""

    words: list[str]
    spaces: list[bool]
    spans: Spans

    @classmethod
    def of(cls, doc: Doc) -> "Draft":
        """A draft that says what the document says."""
        spans = [(e.start, e.end, e.label_) for e in doc.ents]
        return cls([t.text for t in doc], [bool(t.whitespace_) for t in doc], spans)

    def doc(self, nlp: Language) -> Doc:
        """The document of the draft."""
        doc = Doc(nlp.vocab, words=self.words, spaces=self.spaces)
        doc.ents = [Span(doc, start, end, label) for start, end, label in self.spans]
        return doc

    def put(self, start: int, end: int, words: Sequence[str]) -> None:
        """Put words in place of tokens ``start`` to ``end``; spans that hold all of these tokens stretch."""
        last = self.spaces[end - 1] if end > start else True
        self.words[start:end] = words
        self.spaces[start:end] = [True] * (len(words) - 1) + [last] if words else []
        by = len(words) - (end - start)
        self.spans = [(a + by * (a >= end), b + by * (b >= end), x) for a, b, x in self.spans]


Change = Callable[[Draft, random.Random], None]


def stretch(draft: Draft, rng: random.Random) -> tuple[int, int]:
    """A sentence of the draft, as far as marks tell."""
    ends = [0, *(at + 1 for at, word in enumerate(draft.words) if word[:1] in ENDS), len(draft.words)]
    at = rng.randrange(len(ends) - 1)
    return ends[at], ends[at + 1]


def in_capitals(draft: Draft, rng: random.Random) -> None:
    """A sentence shouts."""
    start, end = stretch(draft, rng)
    draft.words[start:end] = [word.upper() for word in draft.words[start:end]]


def in_small_letters(draft: Draft, rng: random.Random) -> None:
    """A sentence has no capitals."""
    start, end = stretch(draft, rng)
    draft.words[start:end] = [word.lower() for word in draft.words[start:end]]


def as_headline(draft: Draft, rng: random.Random) -> None:
    """Each word of a sentence has a capital."""
    start, end = stretch(draft, rng)
    draft.words[start:end] = [word[:1].upper() + word[1:] for word in draft.words[start:end]]


def without_marks(draft: Draft, rng: random.Random) -> None:
    """Commas and quotation marks outside names are lost, all or half of them."""
    share = rng.choice((0.5, 1.0))
    inside = {at for a, b, _ in draft.spans for at in range(a, b)}
    for at in range(len(draft.words) - 1, 0, -1):
        if draft.words[at] in MARKS and at not in inside and rng.random() < share:
            draft.spaces[at - 1] = True
            draft.put(at, at + 1, [])


def with_furniture(draft: Draft, rng: random.Random) -> None:
    """A line of the page stands between two sentences."""
    start, _ = stretch(draft, rng)
    if all(not a < start < b for a, b, _ in draft.spans):
        draft.put(start, start, furniture(rng))


def with_other_persons(draft: Draft, rng: random.Random) -> None:
    """Persons have other names, the same one wherever the same name stands."""
    renamed: dict[str, list[str]] = {}
    for start, end, label in sorted(draft.spans, reverse=True):
        if label == "PER" and all(word[:1].isupper() for word in draft.words[start:end]):
            name = " ".join(draft.words[start:end])
            renamed.setdefault(name, person_name(rng, is_short=end - start == 1))
            draft.put(start, end, renamed[name])


CHANGES: tuple[tuple[float, Change], ...] = (
    (0.25, with_other_persons), (0.06, in_capitals), (0.05, in_small_letters), (0.1, as_headline),
    (0.06, without_marks), (0.06, with_furniture),
)  # fmt: skip
"""Each change and how often it is made."""


@util.registry.augmenters("jubir.noise.v1")  # type: ignore[untyped-decorator]
def noise(level: float, seed: int) -> Callable[[Language, Example], Iterator[Example]]:
    """An augmenter that changes some examples of names, ``level`` times as often as ``CHANGES`` says."""
    rng = random.Random(seed)

    def changed(nlp: Language, example: Example) -> Iterator[Example]:
        draft, before = Draft.of(example.reference), len(example.reference)
        done = [change(draft, rng) for often, change in CHANGES if before and rng.random() < level * often]
        if not done:
            yield example
            return
        doc = draft.doc(nlp)
        yield Example(Doc(nlp.vocab, words=draft.words, spaces=draft.spaces), doc)

    return changed
