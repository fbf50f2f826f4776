"""When something was said: the date that belongs to the attribution, never one of what is talked about.

A day of saying stands by speaker and cue ("kata X, Selasa (12/9/2023)", "X mengatakan pada Selasa bahwa …", "Pada
Senin, X mengatakan …") or, set off and bracketed, at the very end ("…, Selasa (12/9/2023).").
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from extractors.dates import lies_after
from extractors.statements.cues import Cue
from extractors.statements.lexicon import Lexicon
from extractors.statements.units import Unit
from extractors.statements.view import DateAt, View

_WORDS_BETWEEN = 14
_REACH = 400
"""Characters that so many words have at most."""
_DAY = len("2023-09-12")


@lru_cache(maxsize=4)
def _alone(lex: Lexicon) -> re.Pattern[str]:
    """Nothing but a word that days stand behind."""
    return re.compile(rf"[\s(,]*(?:{'|'.join(sorted(lex.clauses.day_words))})?[\s(]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Saying:
    """An attribution in its unit: where the cue stands and the stretch that names the speaker."""

    unit: Unit
    cue: Cue
    speaker_start: int
    speaker_end: int


def day_of_saying(view: View, saying: Saying, lex: Lexicon) -> str | None:
    """Give the day something was said as the attribution tells it, ISO 8601; None if it tells none."""
    inside = [d for d in _dates_near(view, saying) if d.iso and _is_told(saying.unit, d)]
    own = (d for d in inside if _belongs(saying, d, lex) and not lies_after(d.iso, view.published))
    return next((d.iso for d in own), None)


def _dates_near(view: View, saying: Saying) -> list[DateAt]:
    """Give the dates that may belong: those about the attribution, and the last of the unit, in order."""
    unit, cue = saying.unit, saying.cue
    low = max(unit.start, min(saying.speaker_start, cue.start) - 2 * _REACH)
    high = min(unit.end, max(saying.speaker_end, cue.end) + _REACH)
    first, last, end = (bisect_left(view.dates, at, key=attrgetter("start")) for at in (low, high, unit.end))
    return [*view.dates[first:last], *view.dates[max(last, end - 1) : end]]


def _is_told(unit: Unit, date: DateAt) -> bool:
    """True outside quotations, which are blanked out."""
    return unit.masked[date.start - unit.start].isalnum() or unit.masked[date.start - unit.start] == "("


def _belongs(saying: Saying, date: DateAt, lex: Lexicon) -> bool:
    if date.start < saying.cue.start:
        return _stands_before(saying, date, lex)
    return _stands_behind(saying, date, lex) or _closes(saying.unit, date)


def _stands_before(saying: Saying, date: DateAt, lex: Lexicon) -> bool:
    """True between speaker and verb ("X pada Senin mengatakan") or where the sentence opens ("Pada Senin, X …")."""
    unit, cue = saying.unit, saying.cue
    if cue.kind in ("after", "according", "via", "object"):
        return False
    if saying.speaker_end <= date.start:
        gaps = (saying.speaker_end, date.start), (date.end, cue.start)
    else:
        gaps = (unit.start, date.start), (date.end, saying.speaker_start)
    return all(_is_adjunct(_between(unit, start, end), lex) for start, end in gaps)


def _stands_behind(saying: Saying, date: DateAt, lex: Lexicon) -> bool:
    """True if nothing but speaker, hearers, place and occasion stand between cue and date."""
    gap = _between(saying.unit, max(saying.cue.end, saying.speaker_end), date.start)
    if _alone(lex).fullmatch(gap):
        return True
    if saying.cue.kind in ("according", "via", "object") or len(date.iso or "") < _DAY or not _is_adjunct(gap, lex):
        return False
    if saying.cue.kind == "active":
        return _opens_adjunct(gap, lex)
    return _alone(lex).fullmatch(gap[gap.rfind(",") + 1 :]) is not None or _opens_adjunct(
        gap[gap.rfind(",") + 1 :], lex
    )


def _opens_adjunct(text: str, lex: Lexicon) -> bool:
    """True for "di Jakarta pada", "saat ditemui di …", "Gambir, Jakarta"."""
    first = re.search(r"\w+", text)
    if first is None or first.group()[0].isupper():
        return first is not None
    return first.group() in lex.clauses.prepositions | lex.clauses.phrase_ends | lex.cues.occasion_verbs


def _closes(unit: Unit, date: DateAt) -> bool:
    """True for a bracketed day set off at the end: "…, Selasa (12/9/2023)."."""
    if unit.end - date.end > _REACH:
        return False
    before, after = _between(unit, max(unit.start, date.start - _REACH), date.start), _between(unit, date.end, unit.end)
    bracketed = "(" in unit.masked[date.start - unit.start : date.end - unit.start]
    return bracketed and before.rstrip().endswith(",") and not after.strip(' .”"')


def _is_adjunct(text: str, lex: Lexicon) -> bool:
    """True if the words tell no content: few, no verb but of speaking to somebody, no clause of their own."""
    if len(text) > _REACH:
        return False
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) > _WORDS_BETWEEN or re.search(r"[.;:“”]", text):
        return False
    barred = lex.cues.complementizers | lex.cues.irrealis | lex.clauses.clause_breaks | lex.clauses.relative
    barred |= lex.clauses.causes
    return not any(
        word.lower() in barred
        or (word[0].islower() and re.fullmatch(lex.clauses.verb, word) and word not in lex.cues.occasion_verbs)
        for word in words
    )


def _between(unit: Unit, start: int, end: int) -> str:
    return unit.masked[max(0, start - unit.start) : max(0, end - unit.start)]
