"""Relationships as rows of queries: what is new, what changes, what goes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from kg.store.ledger import Changes
from kg.store.neo4j.rows import EdgeKey, Entity, Row, storable
from kg.store.neo4j.schema import TURNED


def at_owner(kind: str) -> str:
    """Finds relationships of a type by rows of IRIs they start from and lead to.

    It starts at the end whose fact the relationship is, for that has few; what it points to may have thousands (a
    state has all its people), and the planner would start there if that end had a label.
    """
    if kind == "IN" or kind in TURNED:
        return f"UNWIND $rows AS row MATCH (n:Entity {{iri: row[1]}}) MATCH (x)-[e:{kind}]->(n) WHERE x.iri = row[0]"
    return f"UNWIND $rows AS row MATCH (n:Entity {{iri: row[0]}}) MATCH (n)-[e:{kind}]->(x) WHERE x.iri = row[1]"


class Places(dict[str, int]):
    """Numbers IRIs in the order in which they are asked for."""

    def __missing__(self, iri: str) -> int:
        self[iri] = place = len(self)
        return place


def sighting_rows(change: Changes, places: Places) -> list[list[Any]]:
    """By extractor: places of entity and article, start and end of all as one text; their texts; the sources named."""
    alike: dict[str, tuple[list[int], list[str], list[list[str] | None]]] = defaultdict(lambda: ([], [], []))
    for (iri, home), s in change.sightings.items():
        if s is not None:
            numbers, texts, vias = alike[s.extractor]
            numbers += (places[iri], places[home], s.start, s.end)
            texts.append(storable(s.text))
            vias.append([storable(via) for via in s.via] or None)
    return [[name, _text(numbers), texts, vias] for name, (numbers, texts, vias) in alike.items()]


def _text(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))


class Edges:
    """How the relationships of entities differ from what they were."""

    def __init__(self, old: Mapping[str, Entity], new: Mapping[str, Entity]) -> None:
        was = {key: row for e in old.values() for key, row in e.edges.items()}
        self.added: list[tuple[EdgeKey, Row]] = []
        self.changed: dict[str, list[list[Any]]] = defaultdict(list)
        self.dropped: dict[str, list[list[Any]]] = defaultdict(list)
        for e in new.values():
            for key, row in e.edges.items():
                kind, *ends = key
                before = was.pop(key, None)
                if before is None:
                    self.added.append((key, row))
                elif before != row:
                    self.changed[kind].append([*ends, row])
        for kind, *ends in was:
            self.dropped[kind].append(ends)

    def rows(self, places: Places) -> list[list[Any]]:
        """New relationships by type and properties: the places of their ends as one text."""
        alike: dict[tuple[str, tuple[tuple[str, Any], ...]], list[int]] = defaultdict(list)
        for (kind, start, end), properties in self.added:
            alike[kind, tuple(properties.items())] += (places[start], places[end])
        return [[kind, dict(properties), _text(ends)] for (kind, properties), ends in alike.items()]
