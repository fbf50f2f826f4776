"""What is looked up for many IRIs at once, as subqueries that are sent together.

Each gives its rows as lists; all of them come back in one record, for a record costs the driver more than its values.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.model import Sighting
from kg.store.neo4j.schema import edge

MAIN = "UNWIND $iris AS iri OPTIONAL MATCH (x:_Alias {iri: iri}) WITH iri, coalesce(x.main, iri) AS main "
"""What each IRI stands for."""

CANONICAL = MAIN + "MATCH (f:_Facts {iri: main}) RETURN [iri, main]"
FACTS = MAIN + "MATCH (f:_Facts {iri: main}) RETURN [iri, main, f.facts]"
PUBLISHERS = "MATCH (b:_Book) WHERE b.iri IN $iris RETURN [b.iri, b.publisher]"
SEEN = "MATCH (n)-[e:IN]->(a) RETURN [a.iri, e.start, e.end, e.text, e.extractor, e.via] ORDER BY a.iri"
"""Where articles tell of the entity ``n``."""
SIGHTINGS = f"{MAIN}MATCH (n:Entity {{iri: main}}) RETURN [iri, COLLECT {{ {SEEN} }}]"
FEW_SIGHTINGS = f"{MAIN}MATCH (n:Entity {{iri: main}}) RETURN [iri, COLLECT {{ {SEEN} LIMIT $limit }}]"

Part = tuple[str, Sequence[str]]
"""One of these, and the IRIs that it is about."""


def together(parts: Mapping[str, Part]) -> tuple[str, dict[str, list[str]]] | None:
    """A query that gives the rows of each part under its name, with parameters; None if no IRIs are asked for."""
    iris = {name: sorted(set(wanted)) for name, (_, wanted) in parts.items() if wanted}
    collected = [f"COLLECT {{ {parts[name][0].replace('$iris', f'${name}')} }} AS {name}" for name in iris]
    return (f"RETURN {', '.join(collected)}", iris) if iris else None


def linked(predicates: Sequence[str]) -> tuple[str, str]:
    """Expressions for rows of FACTS and of PUBLISHERS: of what these predicates lead to from the nodes in ``shown``."""
    straight = [kind for kind, is_turned in map(edge, predicates) if not is_turned]
    turned = [kind for kind, is_turned in map(edge, predicates) if is_turned]
    ways = [f"(n)-[:{'|'.join(straight)}]->(x)"] if straight else []
    ways += [f"(n)<-[:{'|'.join(turned)}]-(x)"] if turned else []
    if not ways:
        return "[]", "[]"
    found = (
        f"UNWIND shown AS n CALL (n) {{ {' UNION '.join(f'MATCH {way} RETURN x' for way in ways)} }} WITH DISTINCT x "
    )
    facts = f"COLLECT {{ {found}MATCH (f:_Facts {{iri: x.iri}}) RETURN [x.iri, x.iri, f.facts] }}"
    if "article" not in predicates:
        return facts, "[]"
    homes = "UNWIND shown AS n MATCH (n)-[:IN]->(x) WITH DISTINCT x MATCH (b:_Book {iri: x.iri})"
    return facts, f"COLLECT {{ {homes} RETURN [b.iri, b.publisher] }}"


def sightings_by_iri(rows: Iterable[Sequence[Any]]) -> dict[str, tuple[Sighting, ...]]:
    """Rows of SIGHTINGS; an IRI that nothing tells of is absent."""
    return {
        iri: tuple(
            Sighting(article, start, end, text, extractor, tuple(via or ()))
            for article, start, end, text, extractor, via in seen
        )
        for iri, seen in rows
        if seen
    }
