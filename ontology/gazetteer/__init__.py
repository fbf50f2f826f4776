"""Known names: states, people with offices in time, organisations.

Each list is a tab-separated file beside this module: lines that start with "#" give source and
date, the first other line names the columns, rows are sorted by key, lists inside a cell are
separated by "|". Files are read once, on first use.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class State:
    """A sovereign state. ``code`` is ISO 3166 alpha-2 (XK for Kosovo).

    ``names`` are all forms that name it in Indonesian text (formal, short, press abbreviations);
    ``metonyms`` stand for its government when they speak or act (capitals, seats: "Moskow");
    ``capital_id``/``capital_en`` are the capital's names; ``caution`` are those of the forms that also
    name other things and need support from the text around them.
    """

    code: str
    iso3: str
    wikidata: str
    name_id: str
    name_en: str
    names: tuple[str, ...]
    capital_id: str
    capital_en: str
    metonyms: tuple[str, ...]
    caution: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """A post held by a person from ``start`` to ``end`` (ISO dates, perhaps partial; None is open).

    ``state`` is the state served, None for an international body. ``governmental`` is True for
    posts that speak for a government (not legislators, party or UN posts).
    """

    person: str
    role_id: str
    role_en: str
    state: str | None
    governmental: bool
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of public life; ``key`` is the slug of the English name."""

    key: str
    name: str
    aliases: tuple[str, ...]
    state: str | None
    wikidata: str | None
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownOrganization:
    """An organisation; ``kind`` as in the extraction record ("media", "igo", "government"…)."""

    key: str
    name_id: str
    name_en: str
    aliases: tuple[str, ...]
    kind: str
    state: str | None
    wikidata: str | None


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A city, region or site below the state, and the state in which it lies (None: disputed or none)."""

    key: str
    name: str
    state: str | None


def rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of a tab-separated data file of this folder, comment lines skipped."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def states() -> dict[str, State]:
    """All states by code."""
    return {
        r["code"]: State(
            code=r["code"],
            iso3=r["iso3"],
            wikidata=r["wikidata"],
            name_id=r["name_id"],
            name_en=r["name_en"],
            names=_list(r["names"]),
            capital_id=r["capital_id"],
            capital_en=r["capital_en"],
            metonyms=_list(r["metonyms"]),
            caution=_list(r["caution"]),
        )
        for r in rows("states.tsv")
    }


@cache
def people() -> dict[str, KnownPerson]:
    """All known people by key, with their offices in order of start."""
    offices: dict[str, list[Office]] = {}
    for r in rows("offices.tsv"):
        offices.setdefault(r["person"], []).append(
            Office(
                person=r["person"],
                role_id=r["role_id"],
                role_en=r["role_en"],
                state=r["state"] or None,
                governmental=r["governmental"] == "yes",
                start=r["start"] or None,
                end=r["end"] or None,
            )
        )
    return {
        r["key"]: KnownPerson(
            key=r["key"],
            name=r["name"],
            aliases=_list(r["aliases"]),
            state=r["state"] or None,
            wikidata=r["wikidata"] or None,
            offices=tuple(sorted(offices.get(r["key"], ()), key=lambda o: o.start or "")),
        )
        for r in rows("people.tsv")
    }


@cache
def organizations() -> dict[str, KnownOrganization]:
    """All known organisations by key."""
    return {
        r["key"]: KnownOrganization(
            key=r["key"],
            name_id=r["name_id"],
            name_en=r["name_en"],
            aliases=_list(r["aliases"]),
            kind=r["kind"],
            state=r["state"] or None,
            wikidata=r["wikidata"] or None,
        )
        for r in rows("organizations.tsv")
    }


@cache
def places() -> dict[str, KnownPlace]:
    """All known places below the state, by key."""
    return {r["key"]: KnownPlace(r["key"], r["name"], r["state"] or None) for r in rows("places.tsv")}
