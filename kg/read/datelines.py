"""Datelines: the place, day and outlet that open a report, "JAKARTA, Warta Uji - …"."""

import re
from functools import cache

from kg.text import folded
from ontology.gazetteer import organizations, places, states

LONGEST = 90
"""Characters of a dateline at most."""

LONGEST_UNKNOWN = 2
"""Words of an outlet or place at most that no list has, before a mere hyphen and a word with a comma."""

_WORD = r"[A-Z](?:[\w.'’/]|-(?=\w))*"
_NAME = rf"{_WORD}(?: {_WORD}){{0,3}}"
_DAY = r"\d{1,2}(?:/\d{1,2}(?:/\d{2,4})?| [A-Z][a-z]+(?: \d{4})?)"
_BRACKET = r"\([^()\n]{2,40}\)"
_SITE = r"[\w-]+(?:\.[A-Za-z]{2,4}){1,2}"
_DASH = r"(?: -{1,3} ?| ?[–—]{1,2} ?|-{2,3} ?| ?- )"
_NEWS = r"(?=[\"“'‘(\[]*[A-Z\d]|$)"
"""How a report goes on."""

_DATELINE = re.compile(
    rf"(?:{_NAME}|{_SITE})(?:, (?:{_NAME}|{_SITE}|{_DAY})){{0,3}}(?:,? ?{_BRACKET}\.?)?{_DASH}{_NEWS}"
    rf"|(?:[A-Z]{{3,}}|{_SITE}), {_NAME}: {_NEWS}"
    r"|\([A-Z][\w .]{1,30}\) "
)
_GOES_ON = re.compile(r"[A-Z][\w’']*,")
_IS_DAY = re.compile(_DAY)
_IS_SITE = re.compile(_SITE)
_INSIDE = re.compile(r"\(([^()]+)\)")
_AROUND = " -–—:"


def dateline_of(line: str) -> int:
    """How many characters of a line are its dateline, with the blank behind; 0 if it has none."""
    found = _DATELINE.match(line[:LONGEST])
    return found.end() if found and not _is_double_name(found.group(), line[found.end() :]) else 0


def _is_double_name(opening: str, rest: str) -> bool:
    """True for "Wali Kota Levallois - |Perret, …": a hyphen with blanks within a name that is no known place."""
    name, hyphen, _ = opening.partition(" - ")
    if not hyphen or not name.replace(" ", "").isalpha() or name.isupper() or _is_place(name):
        return False
    return name.count(" ") >= LONGEST_UNKNOWN and _GOES_ON.match(rest) is not None


def outlet_of(dateline: str) -> str | None:
    """The outlet that a dateline names; None if it names only places.

    That is what stands in brackets, else a web site, else one of the gazetteer, else the one that is no place beside
    a place or a word in capitals.
    """
    inside = _INSIDE.search(dateline)
    if inside and not _IS_DAY.search(inside[1]):
        return inside[1].strip() if inside[1][:1].isupper() else None
    parts = [part.strip(_AROUND) for part in _INSIDE.sub("", dateline).split(",")]
    names = [part for part in parts if part and not _IS_DAY.fullmatch(part)]
    for is_one in (_IS_SITE.fullmatch, _is_outlet):
        if found := next((name for name in names if is_one(name)), None):
            return found
    others = [name for name in names if not _is_place(name)]
    if len(names) == len(others) == 2 and names[0].isupper() and not names[1].isupper():
        return names[1]  # a town that nobody listed, in capitals as towns are
    if len(names) < 2 or len(others) != 1:
        return None
    is_last = others[0] == names[-1]
    return others[0] if is_last or " " in others[0] or others[0].isupper() else None


def _is_outlet(name: str) -> bool:
    return folded(name) in _outlets()


def _is_place(name: str) -> bool:
    return folded(name) in _places()


@cache
def _outlets() -> frozenset[str]:
    media = (known for known in organizations().values() if known.kind == "media")
    return frozenset(folded(name) for o in media for name in (o.name_id, o.name_en, *o.aliases) if name)


@cache
def _places() -> frozenset[str]:
    found = {place.name for place in places().values()}
    for state in states().values():
        found |= {state.name_id, state.name_en, state.capital_id, state.capital_en, *state.names}
    return frozenset(folded(name) for name in found if name)
