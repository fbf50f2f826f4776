"""Dates in questions: "in September 2023", "since 2022", "before 13 September 2023"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from api.scalars import partial_date
from kg.errors import QueryError

Kind = Literal["since", "after", "before", "until", "on"]
KINDS: tuple[Kind, ...] = ("since", "after", "before", "until", "on")
MOST_WORDS = 3
"""Words that a date has at most."""


@dataclass(frozen=True, slots=True)
class Said:
    """A date of a question: how it bounds (None if no word says), and the day, month or year."""

    kind: Kind | None
    day: str

    def bounds(self) -> tuple[str | None, str | None]:
        """First and last day, month or year that is meant, both included."""
        if self.kind == "since":
            return self.day, None
        if self.kind == "until":
            return None, self.day
        if self.kind == "after":
            return beside(self.day, 1), None
        if self.kind == "before":
            return None, beside(self.day, -1)
        return self.day, self.day


def beside(day: str, step: int) -> str:
    """The day, month or year before (-1) or behind (1); years stay within 1 and 9999."""
    year, month, dom = (int(part) for part in (day + "-01-01")[:10].split("-"))
    if len(day) == 4:
        return f"{min(9999, max(1, year + step)):04d}"
    if len(day) == 7:
        months = min(9999 * 12 + 11, max(12, year * 12 + month - 1 + step))
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    try:
        return (date(year, month, dom) + timedelta(days=step)).isoformat()
    except OverflowError:
        return day


def without_dates(text: str, words: Mapping[str, Sequence[str]], months: Mapping[str, int]) -> tuple[str, list[Said]]:
    """The text without the dates in it, and the dates in order."""
    parts, rest, found = text.split(), [], []
    at = 0
    while at < len(parts):
        said, size = _date_at(parts[at:], words, months)
        if said is None:
            rest.append(parts[at])
            at += 1
        else:
            found.append(said)
            at += size
    return " ".join(rest), found


def _date_at(
    parts: Sequence[str], words: Mapping[str, Sequence[str]], months: Mapping[str, int]
) -> tuple[Said | None, int]:
    """The date that the words begin with, its preposition included, and how many words it has."""
    leads = [(kind, phrase.split()) for kind in KINDS for phrase in words[kind]]
    for kind, lead in sorted(leads, key=lambda pair: -len(pair[1])):
        if [part.lower() for part in parts[: len(lead)]] == lead:
            day, size = _longest(parts[len(lead) :], months)
            if day:
                return Said(kind, day), len(lead) + size
    day, size = _longest(parts, months)
    return (Said(None, day), size) if day else (None, 0)


def _longest(parts: Sequence[str], months: Mapping[str, int]) -> tuple[str | None, int]:
    for size in range(min(MOST_WORDS, len(parts)), 0, -1):
        day = date_from(" ".join(parts[:size]), months)
        if day:
            return day, size
    return None, 0


def date_from(text: str, months: Mapping[str, int]) -> str | None:
    """A date in words or ISO, as precise as given: "2023", "September 2023", "13 September 2023"."""
    parts = text.lower().replace(",", " ").split()
    try:
        match [months.get(part, part) for part in parts]:
            case [str(day)]:
                return partial_date(day)
            case [int(month), str(year)]:
                return partial_date(f"{int(year):04d}-{month:02d}")
            case [str(dom), int(month), str(year)] | [int(month), str(dom), str(year)]:
                return partial_date(f"{int(year):04d}-{month:02d}-{int(dom):02d}")
    except (ValueError, QueryError):
        return None
    return None
