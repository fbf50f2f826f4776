"""What an entity's facts look like in Neo4j: its node, its relationships, and the facts themselves."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from kg.display import CAPTIONING, SINGLE, best_name, prevailing
from kg.model import ArticleFacts, Fact, Known, KnownFacts, Link
from kg.store.neo4j.schema import SEARCHED, edge, is_edge, label
from kg.text import folded
from ontology.namespaces import ACT

SHORT = 2000
"""Literals up to this many characters are kept for comparison."""

NOT_COMPARED = SINGLE | {"content", "quote"}
"""Literals that are properties of the node, or only searched for words."""
SAID = ("act", "mode", "date")
"""Properties of a statement that `SAID` repeats, so that they can be read between the nodes."""

Facts = Mapping[Fact, int]
Row = dict[str, Any]
FactRow = tuple[str, int, str, str, str, str, str]
"""Predicate, articles (negative, so that rows sort best supported first), object, language, polarity, certainty and
datatype; what a fact lacks is empty."""
Grouped = dict[str, list[FactRow]]
"""Rows by predicate, in order."""
EdgeKey = tuple[str, str, str]
"""Relationship type, IRI it starts from, IRI it leads to."""


LONGEST_REMEMBERED = 10_000
"""Characters of an entity's facts, as they are written; longer ones are read anew each time, for memory's sake."""

FactsRow = tuple[object, ...]

FACTS_COLUMNS = ("iri", "facts", "number", "values", *SEARCHED)


@dataclass(slots=True)
class Entity:
    """An entity as it lies in the database."""

    node: Row = field(default_factory=dict)
    """Properties of the node that people see."""
    labels: tuple[str, ...] = ()
    edges: dict[EdgeKey, Row] = field(default_factory=dict)
    facts: FactsRow = ()
    """Values of its `_Facts`, in the order of `FACTS_COLUMNS`."""


def entity(iri: str, facts: Facts) -> Entity:
    """Work out all that these facts, each with the number of its articles, make of an entity."""
    rows: list[FactRow] = sorted((f[1], -n, f[2], f[4] or "", f[5], f[6], f[3] or "") for f, n in facts.items())
    by_predicate: Grouped = {predicate: list(group) for predicate, group in groupby(rows, itemgetter(0))}
    if not rows:
        return Entity()
    made = Entity(_node(iri, by_predicate), _labels(by_predicate))
    made.facts = _facts(iri, rows, by_predicate)
    made.edges = dict(_edges(iri, by_predicate))
    return made


def _known(iri: str, rows: Sequence[FactRow]) -> list[Known]:
    return [
        Known(Fact(iri, predicate, target, datatype or None, lang or None, polarity, certainty), -n)  # type: ignore[arg-type]
        for predicate, n, target, lang, polarity, certainty, datatype in rows
    ]


# --- the node


def _node(iri: str, by_predicate: Grouped) -> Row:
    name = _name(iri, by_predicate)
    row: Row = {"iri": iri, "name": storable(name)}
    for predicate, rows in by_predicate.items():
        if predicate in ("name", "alias", "type", "via") or is_edge(predicate):
            continue
        if predicate == "exactMatch":
            row["same_as"] = sorted({r[2] for r in rows})
        elif predicate in SINGLE:
            row[predicate] = _typed(predicate, _prevailing(iri, rows))
            if len(rows) > 1 and len(several := sorted({storable(r[2]) for r in rows})) > 1:
                row[f"{predicate}_all"] = several
        else:
            row[predicate] = storable(rows[0][2].removeprefix(ACT))
    if "alias" in by_predicate or len(by_predicate.get("name", ())) > 1:
        others = {storable(r[2]) for p in ("name", "alias") for r in by_predicate.get(p, ())} - {row["name"]}
        if others:
            row["aliases"] = sorted(others)
    return row


def _name(iri: str, by_predicate: Grouped) -> str:
    names: list[FactRow] = [*by_predicate.get("name", ()), *by_predicate.get("title", ())]
    if len(names) == 1 and "participant" not in by_predicate:
        return names[0][2]
    captioning = [known for p, rows in by_predicate.items() if p in CAPTIONING for known in _known(iri, rows)]
    return best_name(captioning, None) or iri.rpartition("/")[2]


def _prevailing(iri: str, rows: Sequence[FactRow]) -> str | None:
    """The value that counts; most often there is only one."""
    return rows[0][2] if len(rows) == 1 else prevailing(rows[0][0], _known(iri, rows))


def _typed(predicate: str, value: str | None) -> str | bool | None:
    if predicate == "official":
        return value == "true"
    return None if value is None else storable(value)


def _labels(by_predicate: Grouped) -> tuple[str, ...]:
    """Labels of an entity, from the ontology."""
    return _labels_of(tuple(r[2] for r in by_predicate.get("type", ())))


@lru_cache(maxsize=256)
def _labels_of(types: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(name for name in set(map(label, types)) if name is not None))


# --- its facts


def _facts(iri: str, rows: Sequence[FactRow], by_predicate: Grouped) -> FactsRow:
    """What the store compares: exact values as "predicate=value", and the words of each searched predicate."""
    texts: dict[str, list[str]] = {}
    values: set[str] = set()
    for predicate, found in by_predicate.items():
        literals = [r[2] for r in found if r[6]]
        if literals and predicate not in NOT_COMPARED:
            values.update(storable(f"{predicate}={value}") for value in literals if len(value) <= SHORT)
        if literals and predicate in SEARCHED:
            texts[predicate] = sorted({storable(folded(value)) for value in literals})
    return iri, _json(rows), len(rows), sorted(values) or None, *map(texts.get, SEARCHED)


_json = json.JSONEncoder(separators=(",", ":")).encode


def known(subject: str, facts: str) -> KnownFacts:
    """What `entity` wrote of an entity's facts, best supported first within a predicate."""
    return KnownFacts.of(_known(subject, json.loads(facts)))


def known_again(subject: str, facts: str) -> KnownFacts:
    """The same for readers, who meet the same states, persons and articles again and again.

    The text itself is the key, and it comes fresh from the database each time: what is remembered cannot be stale.
    """
    return _remembered(subject, facts) if len(facts) <= LONGEST_REMEMBERED else known(subject, facts)


_remembered = lru_cache(maxsize=2048)(known)


# --- its relationships


def _edges(iri: str, by_predicate: Grouped) -> Iterator[tuple[EdgeKey, Row]]:
    """Relationships of an entity's facts, each once, whatever polarity and certainty its sources give it."""
    for predicate, rows in by_predicate.items():
        if not is_edge(predicate):
            continue
        kind, is_turned = edge(predicate)
        if kind == "IN":
            continue  # sightings are these
        by_target: dict[str, list[FactRow]] = {}
        for row in rows:
            by_target.setdefault(row[2], []).append(row)
        for target, told in by_target.items():
            made = _edge_row(told)
            if kind == "SAID":
                made |= {p: _said(iri, by_predicate[p]) for p in SAID if p in by_predicate}
            yield (kind, target, iri) if is_turned else (kind, iri, target), made


def _said(iri: str, rows: Sequence[FactRow]) -> str:
    return storable((_prevailing(iri, rows) or "").removeprefix(ACT))


def _edge_row(told: Sequence[FactRow]) -> Row:
    row: Row = {"articles": -sum(n for _, n, *_ in told)}
    if not any(r[4] == "affirmed" and r[5] == "certain" for r in told):
        polarity, certainty = min((r[4], r[5]) for r in told)
        if polarity != "affirmed":
            row["polarity"] = polarity
        if certainty != "certain":
            row["certainty"] = certainty
    return row


# --- books


def book_row(iri: str, facts: ArticleFacts, book: bytes) -> Row:
    """Properties of an article's `_Book`."""
    a = facts.article
    return {
        "iri": iri, "source": facts.source, "revision": a.revision, "key": a.id, "file": a.file, "url": a.url,
        "title": a.title, "lang": a.lang, "published": a.published, "publisher": a.publisher,
        "zones": json.dumps([[z.start, z.end, z.kind] for z in a.zones]),
        "evidences": len(facts.evidence), "book": book, "text": a.text,
    }  # fmt: skip


def link_row(link: Link) -> Row:
    """Properties of a `_Link`."""
    return link._asdict()


def storable(text: str) -> str:
    """The text without lone surrogates, which no UTF-8 can carry."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
