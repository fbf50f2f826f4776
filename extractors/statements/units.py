"""Cutting a text into units: sentences that never tear a quotation.

A unit carries its text with quotations blanked out (same length), and its words, so that what
comes after looks at attribution alone.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from extractors.statements.lexicon import Lexicon
from extractors.statements.quotes import Quote, quotes_in
from extractors.statements.view import View

BLANK = "¤"
# a line that ends in a comma or colon goes on in a quotation, or in a small letter (",\nkata X")
_PARAGRAPH = re.compile(
    r"[^\n]+(?:(?:(?:(?<=[,:])|(?<=[,:] ))\n+(?=[ \t]*[\"“])|(?:(?<=,)|(?<=, ))\n+(?=[ \t]*[a-z]))[^\n]+)*"
)
# a run of stops is tried from its first one only, else a line of dots costs their number squared
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"”’)\]]*+(?=\s+[“\"‘(\[]*[A-Z0-9¤])")
_CAPITAL_AFTER = re.compile(r"\s+([“A-Z(]\w*)")
_WORD = re.compile(r"[^\W_]+(?:[-'’./&][^\W_]+)*|--|[^\w\s]")


class Word(NamedTuple):
    """A word or mark of a unit's blanked text, with its offsets in the article."""

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence with its quotations. Offsets count in the article; ``masked[0]`` is at ``start``."""

    start: int
    end: int
    paragraph: int
    masked: str
    quotes: tuple[Quote, ...]
    words: tuple[Word, ...]
    _starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(w.start for w in self.words))

    def index_at(self, offset: int) -> int:
        """Give the index of the first word that starts at or after ``offset``."""
        return bisect_left(self._starts, offset)

    def has_words_after(self, index: int, number: int) -> bool:
        """True if at least ``number`` words, marks not counted, stand behind the word at ``index``."""
        for at in range(index + 1, len(self.words)):
            number -= self.words[at].text[0].isalnum()
            if not number:
                return True
        return False

    @property
    def is_quote_only(self) -> bool:
        """True if nothing but quotations and marks stands here."""
        return bool(self.quotes) and not any(w.text[0].isalnum() for w in self.words)


def cue_after_comma(lexicon: Lexicon) -> re.Pattern[str]:
    """Give the pattern of a comma or stop that a cue of attribution follows."""
    stems = "|".join(sorted((*lexicon.cues.after, *lexicon.cues.after_strict), key=len, reverse=True))
    return re.compile(rf"[,.?!]\s?[\"”]?\s*(?:{stems})(?:{lexicon.clauses.clitic})?\b(?=\s|[,.]|$)")


def units_of(view: View, lexicon: Lexicon) -> tuple[Unit, ...]:
    """Give the units of the article in order, leaving out ``view.skipped``."""
    return _units_of(view.text, view.skipped, lexicon)


@lru_cache(maxsize=1)
def _units_of(text: str, skipping: tuple[tuple[int, int], ...], lexicon: Lexicon) -> tuple[Unit, ...]:
    """The same by what it depends on: more than one component reads the units of an article."""
    cue = cue_after_comma(lexicon)
    units: list[Unit] = []
    for number, (low, high) in enumerate(_paragraphs(text, skipping)):
        units.extend(_units_of_paragraph(text, low, high, number, lexicon, cue))
    return tuple(units)


def _paragraphs(text: str, skipping: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    skipped = iter(skipping)
    skip = next(skipped, None)
    for match in _PARAGRAPH.finditer(text):
        low, high = match.span()
        while skip is not None and skip[1] <= low:
            skip = next(skipped, None)
        while skip is not None and skip[0] < high:
            if skip[0] > low:
                out.append((low, skip[0]))
            low = max(low, min(skip[1], high))
            if skip[1] >= high:
                break
            skip = next(skipped, None)
        if text[low:high].strip():
            out.append((low, high))
    return out


def _masked(text: str, low: int, high: int, quotes: list[Quote]) -> str:
    parts, at = [], low
    for quote in quotes:
        inner = min(quote.inner_start, quote.end)
        parts.append(text[at : quote.start])
        parts.append("“" * (inner - quote.start))
        parts.append(BLANK * (quote.inner_end - inner))
        parts.append("”" * (quote.end - quote.inner_end))
        at = quote.end
    parts.append(text[at:high])
    return "".join(parts).replace("\n", " ")


def _is_abbreviation(masked: str, stop: int, lexicon: Lexicon) -> bool:
    word = re.search(r"[^\W_]+$", masked[max(0, stop - 12) : stop])
    if not word or masked[stop] != ".":
        return False
    return word.group() in lexicon.clauses.abbreviations or (len(word.group()) == 1 and word.group().isupper())


def _quote_stops(text: str, masked: str, low: int, quotes: list[Quote], cue_stems: frozenset[str]) -> list[int]:
    """Give ends of quotations that end their sentence: a stop inside, a capital or quotation after."""
    stops = []
    for quote in quotes:
        last = text[quote.inner_start : quote.inner_end].rstrip()[-1:]
        after = _CAPITAL_AFTER.match(masked, quote.end - low)
        if last and last in ".!?…" and after and after.group(1).lower() not in cue_stems:
            stops.append(quote.end - low)
    return stops


def _units_of_paragraph(
    text: str, low: int, high: int, number: int, lexicon: Lexicon, cue: re.Pattern[str]
) -> list[Unit]:
    found = sorted(quotes_in(text, low, high, cue, lexicon.clauses.quote_links), key=lambda q: q.start)
    # marks around a lone verb of saying ("juga "menyesalkan" keputusan itu") quote no content
    quotes = [q for q in found if text[q.inner_start : q.inner_end].lower() not in lexicon.cues.active]
    masked = _masked(text, low, high, quotes)
    stems = frozenset((*lexicon.cues.after, *lexicon.cues.after_strict))
    stops = [m.end() for m in _STOP.finditer(masked) if not _is_abbreviation(masked, m.start(), lexicon)]
    stops = sorted({*stops, *_quote_stops(text, masked, low, quotes, stems), len(masked)})
    units, at, first = [], 0, 0
    for stop in stops:
        piece = masked[at:stop]
        start, end = at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())
        at = stop
        if end <= start:
            continue
        own = []
        while first < len(quotes) and quotes[first].start < low + end:
            own.append(quotes[first])
            first += 1
        units.append(_unit(masked[start:end], low + start, number, tuple(own)))
    return units


def _unit(masked: str, start: int, number: int, quotes: tuple[Quote, ...]) -> Unit:
    words = tuple(
        Word(start + m.start(), start + m.end(), text, text.lower())
        for m in _WORD.finditer(masked)
        if (text := m.group()) != BLANK
    )
    return Unit(start, start + len(masked), number, masked, quotes, words)
