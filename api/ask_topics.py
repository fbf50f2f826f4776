"""What a question may be about: meetings by their names and support, persons by any name."""

from dataclasses import dataclass

from api.conditions import participant_condition, state_iri, states_by_name
from kg.display import best_name
from kg.store.base import And, Condition, Match, Or, Query, Store
from kg.text import folded
from ontology.gazetteer import people
from ontology.namespaces import DATA

MOST_MEETINGS = 200
"""Meetings compared at most; a name narrows them down."""


@dataclass(frozen=True, slots=True)
class Supported:
    """A meeting, its name, how many articles and statements speak of it, and the names that led to it."""

    iri: str
    name: str
    articles: int
    statements: int
    used: tuple[str, ...]


def meetings_like(store: Store, names: list[str], when: list[tuple[str | None, str | None]]) -> list[Supported]:
    """Meetings of these dates in which all that can be used of the names take part, best supported first.

    ``when`` holds the first and last day, month or year of each date.
    """
    usable = [name for name in names if _is_usable(store, name)]
    where: list[Condition] = [_takes_part(name) for name in usable]
    for first, last in when:
        where += [Match(("date",), "not_before", (first,))] if first else []
        where += [Match(("date",), "not_after", (last,))] if last else []
    page = store.find(Query("Meeting", And(tuple(where)), limit=MOST_MEETINGS))
    iris = [row.iri for row in page.rows]
    facts, seen = store.facts(iris), store.sightings(iris)
    found = []
    for row in page.rows:
        own = facts[row.iri]
        said = store.count(Query("Statement", Match(("about",), "eq", (row.iri,))))
        name = best_name(own, "id") or row.iri
        found.append(Supported(row.iri, name, len(seen.get(row.iri, ())), said, tuple(usable)))
    return sorted(found, key=lambda m: (-m.articles, -m.statements, m.iri))


def _is_usable(store: Store, name: str) -> bool:
    return bool(store.find(Query("Meeting", _takes_part(name), limit=1)).rows)


def _takes_part(name: str) -> Condition:
    """A person or a state of this name takes part, or the place has it."""
    code = states_by_name().get(folded(name))
    options: list[Condition] = [participant_condition(name), Match(("place", "name"), "contains", (name,))]
    if code:
        options.append(Match(("state",), "eq", (state_iri(code),)))
    return Or(tuple(options))


def person_known(store: Store, text: str) -> str | None:
    """The person of a name: in the gazetteer and the store, else in the store by exact name."""
    wanted = folded(text)
    for person in people().values():
        if wanted in {folded(name) for name in (person.name, *person.aliases)}:
            iri = f"{DATA}person/{person.key}"
            if store.canonical([iri]):
                return iri
    page = store.search(text, types=["Person"], after=None, limit=1)
    return page.rows[0].iri if page.rows and page.rows[0].value == "0" else None
