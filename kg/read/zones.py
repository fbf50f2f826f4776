"""The parts of a page: which lines are news, and which are links, captions, credits.

Works line by line from patterns in ``zones_LANG.toml``; the text itself is never changed.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from kg.model import Zone, ZoneKind
from kg.read.datelines import dateline_of, outlet_of

HEADING_WORDS = 10
"""A line of at most so many words without a closing mark is a heading."""

HEADLINE_WORDS = 20
"""The same for the first line."""

LONGEST_CAPTION = 1000
"""A longer line that names a photographer somewhere is the news, told in one line."""

SHORT_CAPTION = 250
"""Characters under the picture of an agency at most, where only the agency is named."""

FIRST_LINES = 4
"""Datelines stand at the start of one of the first lines."""

_BRACKET = re.compile(r"\(([^()]*)\)$")
_PARTING = re.compile(r"\s*[/,&]\s*")
_INITIALS = re.compile(r"[a-z]{2,4}")
_CLOSED = re.compile(r"[.!?:;,\"”’)…]$")


@cache
def _patterns(lang: str) -> dict[str, re.Pattern[str]]:
    text = files("kg.read").joinpath(f"zones_{lang}.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return {kind: re.compile("|".join(f"(?:{p})" for p in found), re.IGNORECASE) for kind, found in tables.items()}


def zones_of(text: str, lang: str = "id") -> tuple[Zone, ...]:
    """Zones that cover every non-blank character of the text, in order, without overlaps."""
    zones: list[Zone] = []
    number = 0
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        number += 1
        zones += _zones_of_line(stripped, start, number, lang)
    return tuple(zones)


def _zones_of_line(line: str, start: int, number: int, lang: str) -> list[Zone]:
    kind = _kind(line, number, lang)
    if kind != "body" or number > FIRST_LINES:
        return [Zone(start, start + len(line), kind)]
    length = dateline_of(line)
    cut, end = start + length, start + len(line)
    zones = [Zone(start, cut, "dateline")] if length else []
    return [*zones, Zone(cut, end, "body")] if cut < end else zones


def _kind(line: str, number: int, lang: str) -> ZoneKind:
    patterns = _patterns(lang)
    kinds: tuple[ZoneKind, ...] = ("link", "byline", "caption", "credit")
    for kind in kinds:
        # all-caps credits are told by their case
        if patterns[kind].match(line) and not (kind == "credit" and "|" in line and line != line.upper()):
            return kind
    if len(line) <= LONGEST_CAPTION and patterns["caption_inside"].search(line):
        is_under_picture = number <= FIRST_LINES and len(line) <= SHORT_CAPTION
        # elsewhere a bare agency is where the news is from
        if is_under_picture or not _ends_in_source(line, patterns["agency"]):
            return "caption"
    return "heading" if _is_heading(line, number) else "body"


def _ends_in_source(line: str, agency: re.Pattern[str]) -> bool:
    """True for "(AFP)", "(Reuters/AFP)" and "(AFP/ws)" at a line's end; not for "(AFP/Budi)", who took a picture."""
    bracket = _BRACKET.search(line)
    first, *more = _PARTING.split(bracket.group(1)) if bracket else [""]

    def is_of_agencies(part: str) -> bool:
        return bool(part) and all(agency.fullmatch(word) for word in part.split())

    return is_of_agencies(first) and all(is_of_agencies(part) or _INITIALS.fullmatch(part) for part in more)


def _is_heading(line: str, number: int) -> bool:
    """Short, capitalised, without a closing mark; the first line, the headline, may be longer."""
    longest = HEADLINE_WORDS if number == 1 else HEADING_WORDS
    return len(line.split()) <= longest and line[:1].isupper() and not _CLOSED.search(line)


def publisher_in(text: str) -> str | None:
    """The outlet that a dateline names ("MOSKWA, KOMPAS.com - …"), None if there is none."""
    for zone in zones_of(text[:2000])[:FIRST_LINES]:
        if zone.kind == "dateline":
            return outlet_of(text[zone.start : zone.end])
    return None
