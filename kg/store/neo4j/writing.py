"""The writing side of the Neo4j store: one batch, one transaction."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from neo4j import ManagedTransaction

from kg.errors import StoreError
from kg.model import Fact
from kg.store.base import Batch
from kg.store.book import packed
from kg.store.ledger import Changes, changes
from kg.store.neo4j.edges import Edges, Places, at_owner, sighting_rows
from kg.store.neo4j.reading import Reader
from kg.store.neo4j.rows import FACTS_COLUMNS, Entity, Facts, Row, book_row, entity, known, link_row
from kg.store.neo4j.schema import is_edge
from ontology.namespaces import DATA

FACTS_A_QUERY = 1000
"""Entities whose facts are sent while those of the next ones are worked out."""

FACTS = (
    "UNWIND $rows AS row MERGE (f:_Facts {iri: row[0]})"
    f" SET f = {{{', '.join(f'{name}: row[{place}]' for place, name in enumerate(FACTS_COLUMNS))}}}"
)

# Relationships name their ends by place in a list of nodes: looking each up by IRI costs as much as making it. Numbers
# come as text, many in one: the driver takes a dozen times longer to pack them one by one than Cypher to read them.
NODES = (
    "CALL () { UNWIND $nodes AS alike UNWIND range(0, size(alike[2]) - 1) AS i"
    " WITH alike[0] AS labels, alike[1] + i AS place, alike[2][i] AS row"
    " MERGE (n:Entity {iri: row.iri}) SET n = row SET n:$(labels)"
    # an article's own address stays
    " SET n.url = coalesce(row.url, $ids + substring(row.iri, $prefix))"
    " WITH place, n ORDER BY place RETURN collect(n) AS told }"
    " CALL () { UNWIND range(0, size($named) - 1) AS i MERGE (n:Entity {iri: $named[i]})"
    " WITH i, n ORDER BY i RETURN collect(n) AS named }"
    " WITH told + named AS nodes"
    " CALL (nodes) { UNWIND $edges AS alike WITH nodes, alike[0] AS kind, alike[1] AS properties, split(alike[2], ' ')"
    " AS ends UNWIND range(0, size(ends) - 2, 2) AS i"
    " WITH kind, properties, nodes[toInteger(ends[i])] AS a, nodes[toInteger(ends[i + 1])] AS b"
    " CREATE (a)-[e:$(kind)]->(b) SET e = properties }"
    " CALL (nodes) { UNWIND $seen AS alike WITH nodes, alike[0] AS extractor, split(alike[1], ' ') AS numbers,"
    " alike[2] AS texts, alike[3] AS vias UNWIND range(0, size(texts) - 1) AS i"
    " WITH extractor, texts[i] AS text, vias[i] AS via, nodes[toInteger(numbers[4 * i])] AS a,"
    " nodes[toInteger(numbers[4 * i + 1])] AS b, toInteger(numbers[4 * i + 2]) AS start,"
    " toInteger(numbers[4 * i + 3]) AS end"
    " CREATE (a)-[:IN {start: start, end: end, text: text, extractor: extractor, via: via}]->(b) }"
)


def batched(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """The items, so many at a time."""
    return (items[i : i + size] for i in range(0, len(items), size))


class Writer:
    """Applies one batch inside a transaction; doing it again changes nothing."""

    def __init__(self, tx: ManagedTransaction, base_url: str) -> None:
        self._tx = tx
        self._base_url = base_url
        self._sent: list[Future[None]] = []

    def apply(self, batch: Batch) -> None:
        """Work out what changes, change it, and read back that it is there.

        All reading comes first; then a thread sends one query after the other while the next rows are made.
        """
        # whoever writes holds the version node: a second writer waits here
        self._do("MERGE (s:_Store {id: 1}) SET s.writing = timestamp()", {})
        change = changes(batch, Reader(lambda query, **values: self._tx.run(query, values)))
        gains: dict[str, dict[Fact, int]] = defaultdict(dict)
        for fact, gain in change.facts.items():
            gains[fact.subject][fact] = gain
        before = self._facts_of(sorted(gains))
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="send") as self._sender:
            self._drop(change)
            self._books(change)
            self._links(change)
            self._alias(change.aliases)
            self._entities(change, gains, before)
        for done in self._sent:
            done.result()
        self._verify(change)

    def _run(self, query: str, **values: Any) -> None:
        """Send a query after those before it, without waiting."""
        self._sent.append(self._sender.submit(self._do, query, values))

    def _do(self, query: str, values: Row) -> None:
        self._tx.run(query, values).consume()  # texts are ours, values are parameters

    # --- articles, links, memberships

    def _drop(self, change: Changes) -> None:
        if change.removed:
            iris = change.removed
            for kind in ("_Link", "_Member"):
                self._run(f"MATCH (x:{kind}) WHERE x.article IN $iris DELETE x", iris=iris)
            self._run("MATCH (b:_Book) WHERE b.iri IN $iris DELETE b", iris=iris)
            self._run("MATCH (a:Entity)<-[e:IN]-() WHERE a.iri IN $iris DELETE e", iris=iris)
        if change.links_gone:
            query = (
                "UNWIND $rows AS row MATCH (x:_Link {left: row.left, right: row.right, judgement: row.judgement,"
                " method: row.method, by: row.by, block: row.block}) WHERE x.article IS NULL DELETE x"
            )
            self._run(query, rows=[link_row(link) for link in change.links_gone])

    def _books(self, change: Changes) -> None:
        if not change.added:
            return
        rows = [book_row(iri, facts, packed(facts)) for iri, facts in change.added.items()]
        self._run("UNWIND $rows AS row CREATE (b:_Book) SET b = row", rows=rows)
        members = [
            {"iri": m.iri, "key": m.key, "details": m.details, "article": iri}
            for iri, facts in change.added.items()
            for m in facts.blocks
        ]
        if members:
            self._run("UNWIND $rows AS row CREATE (m:_Member) SET m = row", rows=members)

    def _links(self, change: Changes) -> None:
        brought = [(link, iri) for iri, facts in change.added.items() for link in facts.links]
        theirs = {link for link, _ in brought}
        rows = [{**link_row(link), "article": iri} for link, iri in brought]
        rows += [link_row(link) for link in change.links_new if link not in theirs]
        if rows:
            self._run("UNWIND $rows AS row CREATE (x:_Link) SET x = row", rows=rows)

    def _alias(self, aliases: Mapping[str, str | None]) -> None:
        gone = [iri for iri, main in aliases.items() if main is None]
        if gone:
            self._run("MATCH (x:_Alias) WHERE x.iri IN $iris DELETE x", iris=gone)
        rows = [{"iri": iri, "main": main} for iri, main in aliases.items() if main is not None]
        if rows:
            self._run("UNWIND $rows AS row MERGE (x:_Alias {iri: row.iri}) SET x.main = row.main", rows=rows)

    # --- what follows from them

    def _facts_of(self, iris: Sequence[str]) -> dict[str, Facts]:
        if not iris:
            return {}
        query = "MATCH (f:_Facts) WHERE f.iri IN $iris RETURN f.iri AS iri, f.facts AS facts"
        rows = self._tx.run(query, iris=list(iris))
        return {row["iri"]: {k.fact: k.articles for k in known(row["iri"], row["facts"])} for row in rows}

    def _entities(self, change: Changes, gains: Mapping[str, Facts], before: Mapping[str, Facts]) -> None:
        """Bring the facts, the nodes and their relationships up to date."""
        after = {iri: _sum(before[iri], gain) if iri in before else gain for iri, gain in gains.items()}
        old = {iri: entity(iri, facts) for iri, facts in before.items()}
        new: dict[str, Entity] = {}
        for iris in batched([iri for iri, facts in after.items() if facts], FACTS_A_QUERY):
            made = {iri: entity(iri, after[iri]) for iri in iris}
            self._run(FACTS, rows=[e.facts for e in made.values()])
            new.update(made)
        self._unsee(change)
        edges = Edges(old, new)
        self._set_nodes(new, edges, change)
        self._change_edges(edges)
        lost = [
            {"iri": iri, "labels": sorted(gone)}
            for iri, was in old.items()
            if iri in new and (gone := set(was.labels) - set(new[iri].labels))
        ]
        if lost:
            self._run("UNWIND $rows AS row MATCH (n:Entity {iri: row.iri}) REMOVE n:$(row.labels)", rows=lost)
        self._forget([iri for iri, facts in after.items() if not facts], old, before, after)

    def _set_nodes(self, new: Mapping[str, Entity], edges: Edges, change: Changes) -> None:
        """Nodes, relationships and sightings that are new, in one query."""
        alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for e in new.values():
            alike[e.labels].append(e.node)
        places = Places()
        nodes = []
        for labels, rows in alike.items():
            nodes.append([labels, len(places), rows])
            for row in rows:
                places[row["iri"]]
        told = len(places)
        added, seen = edges.rows(places), sighting_rows(change, places)
        if places:
            ids = {"ids": f"{self._base_url}/id/", "prefix": len(DATA)}
            self._run(NODES, nodes=nodes, named=list(places)[told:], edges=added, seen=seen, **ids)

    def _change_edges(self, edges: Edges) -> None:
        for kind, rows in edges.changed.items():
            self._run(f"{at_owner(kind)} SET e = row[2]", rows=rows)
        for kind, rows in edges.dropped.items():
            self._run(f"{at_owner(kind)} DELETE e", rows=rows)

    def _forget(
        self, gone: Sequence[str], old: Mapping[str, Entity], before: Mapping[str, Facts], after: Mapping[str, Facts]
    ) -> None:
        """Remove facts of entities that no article tells of, and nodes that nothing names any more."""
        if gone:
            self._run("MATCH (f:_Facts) WHERE f.iri IN $iris DELETE f", iris=list(gone))
            rows = [[iri, list(old[iri].labels) if iri in old else []] for iri in gone]
            query = "UNWIND $rows AS row MATCH (n:Entity {iri: row[0]}) SET n = {iri: row[0]} REMOVE n:$(row[1])"
            self._run(query, rows=rows)
        lost = {
            fact.object
            for iri, facts in before.items()
            for fact in facts
            if is_edge(fact.predicate) and fact not in after[iri]
        }
        loose = sorted({*gone, *lost})
        if loose:
            query = (
                "UNWIND $iris AS iri MATCH (n:Entity {iri: iri}) WHERE NOT EXISTS { (n)--() }"
                " AND NOT EXISTS { MATCH (:_Facts {iri: iri}) } DELETE n"
            )
            self._run(query, iris=loose)

    def _unsee(self, change: Changes) -> None:
        """Take sightings back that are no more or are about to be made anew."""
        kept = [[iri, home] for iri, home in change.sightings if home not in change.added]
        if kept:
            query = (
                "UNWIND $rows AS row MATCH (n:Entity {iri: row[1]}) MATCH (x)-[e:IN]->(n) WHERE x.iri = row[0] DELETE e"
            )
            self._run(query, rows=kept)

    def _verify(self, change: Changes) -> None:
        """Count what was written. Raises StoreError, which undoes the transaction, if something is missing."""
        if not change.added:
            return
        expected = sum(s is not None and home in change.added for (_, home), s in change.sightings.items())
        query = (
            "MATCH (b:_Book) WHERE b.iri IN $iris WITH count(b) AS books"
            " OPTIONAL MATCH (a:Entity)<-[e:IN]-() WHERE a.iri IN $iris RETURN books, count(e) AS sightings"
        )
        found = self._tx.run(query, iris=list(change.added)).single(strict=True)
        if (found["books"], found["sightings"]) != (len(change.added), expected):
            raise StoreError(
                f"Neo4j holds {found['books']} articles and {found['sightings']} sightings of a batch of"
                f" {len(change.added)} and {expected}; nothing of it was kept, build again"
            )


def _sum(facts: Facts, gains: Facts) -> Facts:
    total = {fact: facts.get(fact, 0) + gains.get(fact, 0) for fact in {**facts, **gains}}
    return {fact: n for fact, n in total.items() if n > 0}
