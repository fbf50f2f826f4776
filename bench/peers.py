"""The same graph loaded in other ways: the bare driver, and rdflib-neo4j."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from itertools import groupby, islice
from typing import Any, TypeVar

from neo4j import Driver, ManagedTransaction

from bench.server import Place

T = TypeVar("T")
Triple = tuple[Any, Any, Any]

BATCH = 5_000
RDF_BATCH = 20_000
PREFIX = "https://w3id.org/jubir/bench#"
KEPT_BY_RDF = {"IN"}
"""Relationships whose properties are nowhere else; each needs a node of its own in RDF."""


@dataclass(frozen=True, slots=True)
class Key:
    """What makes a node unique: one of its labels and a property."""

    label: str
    property: str


@dataclass(frozen=True, slots=True)
class Node:
    """A node as it lies in the database; ``number`` is the database's own."""

    number: int
    labels: tuple[str, ...]
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship between two nodes, by their numbers."""

    start: int
    type: str
    end: int
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Dump:
    """All of a database: nodes sorted by labels, relationships by type."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]
    keys: tuple[Key, ...]

    def key_of(self, labels: tuple[str, ...]) -> Key | None:
        """The key of nodes with these labels, if they have one."""
        return next((key for key in self.keys if key.label in labels), None)


def dump(driver: Driver) -> Dump:
    """Read everything out of a database."""
    constraints = driver.execute_query("SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties").records
    keys = [Key(r["labelsOrTypes"][0], r["properties"][0]) for r in constraints if len(r["properties"]) == 1]
    with driver.session() as session:
        nodes = [
            Node(r["number"], tuple(sorted(r["labels"])), r["properties"])
            for r in session.run("MATCH (n) RETURN id(n) AS number, labels(n) AS labels, properties(n) AS properties")
        ]
        relationships = [
            Relationship(r["start"], r["type"], r["end"], r["properties"])
            for r in session.run(
                "MATCH (a)-[r]->(b) RETURN id(a) AS start, type(r) AS type, id(b) AS end, properties(r) AS properties"
            )
        ]
    nodes.sort(key=lambda n: (n.labels, n.number))
    relationships.sort(key=lambda r: (r.type, r.start, r.end))
    return Dump(tuple(nodes), tuple(relationships), tuple(keys))


def with_driver(place: Place, graph: Dump, *, merge: bool) -> None:
    """Load with the bare driver: UNWIND and CREATE (or MERGE), one transaction a batch.

    Nodes without a unique property are always created: there is nothing to find them by.
    """
    word = "MERGE" if merge else "CREATE"
    with place.driver() as driver:
        for key in graph.keys:
            driver.execute_query(f"CREATE CONSTRAINT FOR (n:`{key.label}`) REQUIRE n.`{key.property}` IS UNIQUE")
        for labels, nodes in groupby(graph.nodes, key=lambda n: n.labels):
            _write(driver, _node_query(word, labels, graph.key_of(labels)), ({"p": n.properties} for n in nodes))
        for query, rows in _relationship_batches(word, graph):
            _write(driver, query, rows)


def _relationship_batches(word: str, graph: Dump) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Queries with their rows: one for each type and kind of its two ends."""
    ends = {n.number: (key, n.properties) for n in graph.nodes if (key := graph.key_of(n.labels))}
    told_apart_by = _parallel(graph.relationships)
    groups: dict[tuple[str, Key, Key], list[dict[str, Any]]] = {}
    for r in graph.relationships:
        (start, a), (end, b) = ends[r.start], ends[r.end]
        row = {"a": a[start.property], "b": b[end.property], "p": r.properties}
        groups.setdefault((r.type, start, end), []).append(row)
    for (kind, start, end), rows in groups.items():
        yield _relationship_query(word, kind, start, end, told_apart_by.get(kind, ())), rows


def _node_query(word: str, labels: Sequence[str], key: Key | None) -> str:
    names = "".join(f":`{label}`" for label in labels)
    if word == "CREATE" or key is None:
        return f"UNWIND $rows AS row CREATE (n{names}) SET n = row.p"
    found = f"(n:`{key.label}` {{`{key.property}`: row.p.`{key.property}`}})"
    return f"UNWIND $rows AS row MERGE {found} SET n{names}, n += row.p"


def _relationship_query(word: str, kind: str, start: Key, end: Key, told_apart_by: Sequence[str]) -> str:
    inside = ", ".join(f"`{name}`: row.p.`{name}`" for name in told_apart_by if word == "MERGE")
    return (
        f"UNWIND $rows AS row MATCH (a:`{start.label}` {{`{start.property}`: row.a}}) "
        f"MATCH (b:`{end.label}` {{`{end.property}`: row.b}}) {word} (a)-[r:`{kind}` {{{inside}}}]->(b) SET r += row.p"
    )


def _parallel(relationships: Iterable[Relationship]) -> dict[str, tuple[str, ...]]:
    """For types of which two relationships join the same nodes, the properties that tell them apart."""
    seen: set[tuple[str, int, int]] = set()
    found: dict[str, tuple[str, ...]] = {}
    for r in relationships:
        ends = (r.type, r.start, r.end)
        if ends in seen:
            found[r.type] = tuple(sorted(n for n in r.properties if n in ("start", "end", "extractor")))
        seen.add(ends)
    return found


def _write(driver: Driver, query: str, rows: Iterable[Mapping[str, Any]]) -> None:
    with driver.session() as session:
        for batch in _batches(rows, BATCH):
            session.execute_write(_run, query, batch)


def _run(tx: ManagedTransaction, query: str, rows: list[Mapping[str, Any]]) -> None:
    tx.run(query, rows=rows).consume()


def _batches(rows: Iterable[T], length: int) -> Iterator[list[T]]:
    left = iter(rows)
    while batch := list(islice(left, length)):
        yield batch


def with_rdflib(place: Place, triples: Iterable[Triple], lists: Sequence[str]) -> None:
    """Load these triples through rdflib-neo4j; ``lists`` are the IRIs of properties with several values."""
    from rdflib import Graph
    from rdflib.namespace import split_uri
    from rdflib_neo4j import HANDLE_MULTIVAL_STRATEGY, HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig

    split = [split_uri(iri) for iri in lists]
    prefixes = {namespace: f"n{at}" for at, namespace in enumerate(sorted({namespace for namespace, _ in split}))}
    config = Neo4jStoreConfig(
        auth_data={"uri": place.direct, "database": "neo4j", "user": "neo4j", "pwd": place.password},
        batching=True,
        batch_size=RDF_BATCH,
        handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE,
        handle_multival_strategy=HANDLE_MULTIVAL_STRATEGY.ARRAY,
        multival_props_names=[(prefixes[namespace], name) for namespace, name in split],
        custom_prefixes={prefix: namespace for namespace, prefix in prefixes.items()},
    )
    with redirect_stdout(StringIO()):
        store = Neo4jStore(config=config)
        loaded = Graph(store=store)
        loaded.open("bench", create=True)
        for triple in triples:
            loaded.add(triple)
        loaded.close(True)
        store.driver.close()


def exported(url: str) -> list[Triple]:
    """All that a store knows, as `kg export` gives it: facts, and every fact as a thing with its place in the text."""
    from contextlib import closing

    from rdflib import Dataset

    from kg.rdf import lines
    from kg.store import open_store

    with closing(open_store(url, readonly=True)) as store:
        dataset = Dataset()
        dataset.parse(data="".join(lines(store)), format="nquads")
    return list(dict.fromkeys((s, p, o) for s, p, o, _ in dataset.quads()))


def visible(graph: Dump) -> Dump:
    """Without the store's books."""
    nodes = tuple(
        n for n in graph.nodes if "iri" in n.properties and not any(label.startswith("_") for label in n.labels)
    )
    known = {n.number for n in nodes}
    return Dump(nodes, tuple(r for r in graph.relationships if {r.start, r.end} <= known), graph.keys)


def as_triples(graph: Dump) -> Iterator[Triple]:
    """A graph as RDF, subject by subject; nodes of the books are named by their numbers.

    RDF has no properties on relationships: where they say something that is nowhere else, a node says it.
    The counts on relationships are left out.
    """
    from rdflib import RDF, URIRef

    shown = {n.number for n in visible(graph).nodes}
    names = {
        n.number: URIRef(n.properties["iri"] if n.number in shown else f"{PREFIX}book/{n.number}") for n in graph.nodes
    }
    links: dict[int, list[Relationship]] = {}
    for r in graph.relationships:
        links.setdefault(r.start, []).append(r)
    for n in graph.nodes:
        me = names[n.number]
        passages = []
        for label in n.labels:
            yield me, RDF.type, URIRef(PREFIX + label)
        yield from _literals(me, n.properties)
        for place, r in enumerate(links.get(n.number, ())):
            target = names[r.end]
            if r.type in KEPT_BY_RDF:
                target = URIRef(f"{me}/in/{place}")
                passages.append((target, r))
            yield me, URIRef(PREFIX + r.type), target
        for passage, r in passages:
            yield passage, RDF.type, URIRef(PREFIX + "Passage")
            yield from _literals(passage, r.properties)
            yield passage, URIRef(PREFIX + "IN_ARTICLE"), names[r.end]


def _literals(subject: Any, properties: Mapping[str, Any]) -> Iterator[Triple]:
    from rdflib import Literal, URIRef

    for name, value in properties.items():
        for one in value if isinstance(value, list) else [value]:
            text = b64encode(one).decode() if isinstance(one, bytes) else one
            yield subject, URIRef(PREFIX + name), Literal(text)


def several_of(triples: Iterable[Triple]) -> list[str]:
    """IRIs of the properties of which something has several values."""
    from rdflib import Literal

    counts = Counter((s, p) for s, p, o in triples if isinstance(o, Literal))
    return sorted({str(p) for (_, p), n in counts.items() if n > 1})
