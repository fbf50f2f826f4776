"""Which stretch of a unit a statement covers, and in which mode it is told."""

from bisect import bisect_left
from collections.abc import Set
from dataclasses import dataclass
from operator import attrgetter

from extractors.statements.attribution import Attribution
from extractors.statements.quotes import Quote
from extractors.statements.units import Unit, Word
from kg.record import Mode

_MIN_OWN_WORDS = 2
_SENTENCE_ENDS = (",", ".", "!", "?")
_OPENINGS = (",", ":")
"""What stands before a sentence in marks that ends in a full stop."""
MOST_FRAMING = 2
"""Words between attribution and quotation that may belong to the attribution."""


def own_words(text: str, quote: Quote) -> int:
    """Count the words of a quotation."""
    return len(text[quote.inner_start : quote.inner_end].split())


def is_own_wording(text: str, quote: Quote) -> bool:
    """True unless the marks stand around a mere term: one capitalised word or a title.

    One word is a speaker's own where it is a sentence: "|Tidak,|" jawab X, or X menjawab, "|Tidak.|".
    """
    words = text[quote.inner_start : quote.inner_end].split()
    if not words:
        return False
    if len(words) >= _MIN_OWN_WORDS and any(word[:1].islower() for word in words):
        return True
    opened = text[: quote.start].rstrip()[-1:] if words[-1].endswith(".") else ","
    return words[-1].endswith(_SENTENCE_ENDS) and opened in _OPENINGS and len(words[-1]) > 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """A statement's evidence in one unit: word indices ``first`` to before ``last``."""

    unit: Unit
    first: int
    last: int

    @property
    def start(self) -> int:
        """Offset where the evidence begins."""
        return self.unit.start if self.first <= 0 else self.unit.words[self.first].start

    @property
    def end(self) -> int:
        """Offset where the evidence ends, exclusive."""
        return self.unit.end if self.last >= len(self.unit.words) else self.unit.words[self.last - 1].end

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Quotations that lie in the stretch."""
        quotes, end = self.unit.quotes, self.end
        first, last = (bisect_left(quotes, at, key=attrgetter("start")) for at in (self.start, end + 1))
        return tuple(q for q in quotes[first:last] if q.end <= end + 1)


def mode_of(text: str, stretch: Stretch, attribution: Attribution, framing: Set[str]) -> tuple[Mode, str | None]:
    """Give the mode and the quotation, if the marks stand around the speaker's own wording.

    One or two words between attribution and quotation are content ("menilai langkah itu “tepat”") unless a word of
    ``framing`` opens them ("mengatakan kepada pers, “…”").
    """
    quotes = [q for q in stretch.quotes if is_own_wording(text, q)]
    if not quotes:
        return "indirect", None
    first = quotes[0]
    quote = text[first.inner_start : first.inner_end].strip() or None
    told = _told_words(stretch, attribution, quotes[-1] if attribution.cue.start > first.start else first)
    frames = len(told) <= MOST_FRAMING and told[0].lower in framing if told else True
    direct = frames or (first.start <= stretch.start + 1 and own_words(text, first) >= 4)
    return ("direct" if direct else "mixed"), quote


def _told_words(stretch: Stretch, attribution: Attribution, quote: Quote) -> list[Word]:
    """Give words of content between the attribution and the quotation."""
    unit = stretch.unit
    if quote.start >= attribution.cue.start:
        low, high = attribution.cue.end, quote.start
    else:
        low, high = stretch.start, quote.start
    skip = {(s.start, s.end) for s in attribution.speakers}
    words = _words_between(unit, low, high)
    if words and low == attribution.cue.end:
        # a clause that goes on behind the quotation frames it: "mengatakan kapal itu “jauh” di utara"
        words += _words_between(unit, quote.end, stretch.end)
    return [w for w in words if not any(start <= w.start < end for start, end in skip)]


def _words_between(unit: Unit, start: int, end: int) -> list[Word]:
    return [w for w in unit.words[unit.index_at(start) : unit.index_at(end)] if w.text[0].isalnum()]
