"""`Neo4jStore`: the store protocol on a Neo4j 5 server."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from kg.config import public_url
from kg.errors import StoreError
from kg.model import ArticleFacts, KnownFacts, Link, Membership, Sighting
from kg.store.base import Batch, Condition, Cursor, Found, Page, Query, StoredArticle, Wanted
from kg.store.neo4j.connection import Connection
from kg.store.neo4j.lookups import (
    CANONICAL,
    FACTS,
    FEW_SIGHTINGS,
    MAIN,
    PUBLISHERS,
    SIGHTINGS,
    Part,
    linked,
    sightings_by_iri,
    together,
)
from kg.store.neo4j.reading import ARTICLE, BOOK, LINK, contribution, link, stored_article
from kg.store.neo4j.rows import known_again
from kg.store.neo4j.schema import VERSION, check, label, prepare, version_of
from kg.store.neo4j.translate import Cypher, iris_of, lucene
from kg.store.neo4j.writing import Writer
from kg.text import folded, words
from ontology.namespaces import NS
from ontology.schemes import classes

NAMES = ("name", "alias", "title")
REPLAN = "CALL db.prepareForReplanning(60)"
"""Without it the planner goes on believing that indexes are as empty as before the load, for half an hour."""

BATCHES_TO_REPLAN = 100
"""While a load goes on; it costs all queries their plans. Closing the store asks for it once more."""


LATELY = 1024
"""Queries of which it is remembered what their IRIs stand for."""

Pairs = frozenset[tuple[str, str]]
"""IRIs that a condition compares with, each with the type of relationship that leads to it, or ""."""


class Neo4jStore:
    """A graph in a Neo4j database of its own. One writer, many readers, in any number of threads and processes."""

    batch_size = 512
    is_remote = True

    def __init__(self, url: str, *, readonly: bool = False, must_exist: bool = False) -> None:
        self.url = url
        self._readonly = readonly
        self._connection = Connection(url)
        self._base_url = public_url()
        self._ends = _Lately()
        self._batches = 0
        self._planned_at = 0
        try:
            self._first_look(must_exist=must_exist)
        except BaseException:
            self._connection.close()
            raise

    def _first_look(self, *, must_exist: bool) -> None:
        if not (self._readonly or must_exist):
            prepare(self._connection)
            return
        version = version_of(self._connection)
        check(self._connection, version)
        if version == 0:
            raise StoreError(f"{self.url} is empty; fill it with: kg build PATH --store {self.url}")

    # --- writing

    def write(self, batch: Batch) -> None:
        """Apply a batch in one transaction. It may be sent twice when a commit was not confirmed; that does no harm."""
        if self._readonly:
            raise StoreError(f"{self.url} was opened for reading")
        stamp = datetime.now(UTC).isoformat(timespec="seconds")

        def work(tx: Any) -> None:
            Writer(tx, self._base_url).apply(batch)
            tx.run("MATCH (s:_Store {id: 1}) SET s.written = $stamp REMOVE s.writing", {"stamp": stamp}).consume()

        self._connection.write(work)
        self._batches += 1
        if self._batches - self._planned_at >= BATCHES_TO_REPLAN:
            self._replan()

    def _replan(self) -> None:
        self._connection.run(REPLAN)
        self._planned_at = self._batches

    # --- articles and blocks

    def sources(self) -> dict[str, tuple[str, str]]:
        """Every stored article's source, with its IRI and revision."""
        query = "MATCH (b:_Book) RETURN b.source AS source, b.iri AS iri, b.revision AS revision ORDER BY source"
        return {row["source"]: (row["iri"], row["revision"]) for row in self._connection.stream(query)}

    def blocks_of(self, articles: Sequence[str]) -> set[str]:
        """Block keys of all entities that these articles contribute."""
        if not articles:
            return set()
        query = "MATCH (m:_Member) WHERE m.article IN $iris RETURN DISTINCT m.key AS key"
        return {row["key"] for row in self._read(query, iris=list(articles))}

    def block_members(self, keys: Sequence[str]) -> dict[str, tuple[tuple[Membership, str], ...]]:
        """For each block key, its members with their articles' IRIs."""
        query = (
            "MATCH (m:_Member) WHERE m.key IN $keys"
            " RETURN m.iri AS iri, m.key AS key, m.details AS details, m.article AS article ORDER BY key, iri, article"
        )
        members: dict[str, list[tuple[Membership, str]]] = {key: [] for key in keys}
        for row in self._read(query, keys=list(keys)) if keys else ():
            members[row["key"]].append((Membership(row["iri"], row["key"], row["details"]), row["article"]))
        return {key: tuple(found) for key, found in members.items()}

    def articles(self, iris: Sequence[str]) -> dict[str, StoredArticle]:
        """Articles by IRI; unknown ones are absent."""
        if not iris:
            return {}
        rows = self._read(f"MATCH (b:_Book) WHERE b.iri IN $iris RETURN {ARTICLE}", iris=list(iris))
        return {row["iri"]: stored_article(row) for row in rows}

    def find_articles(self, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Article IRIs by id, IRI, URL, source or file name."""
        either = " UNION ".join(
            f"MATCH (b:_Book) WHERE b.{key} IN $names RETURN b.{key} AS name, b.iri AS iri"
            for key in ("iri", "key", "url", "source", "file")
        )
        found: dict[str, set[str]] = {name: set() for name in names}
        for row in self._read(f"CALL () {{ {either} }} RETURN name, iri", names=list(names)):
            found[row["name"]].add(row["iri"])
        return {name: tuple(sorted(iris)) for name, iris in found.items()}

    def stored_articles(self) -> Iterator[StoredArticle]:
        """Every article, ordered by IRI."""
        for row in self._connection.stream(f"MATCH (b:_Book) RETURN {ARTICLE} ORDER BY b.iri"):
            yield stored_article(row)

    def contributions(self) -> Iterator[ArticleFacts]:
        """All that each article gave, as it was written."""
        for row in self._connection.stream(f"MATCH (b:_Book) RETURN {BOOK} ORDER BY b.iri"):
            yield contribution(row)

    def links(self) -> Iterator[Link]:
        """Every link, ordered by left, right, method and block."""
        query = f"MATCH (x:_Link) RETURN DISTINCT {LINK} ORDER BY left, right, judgement, score, method, by, block"
        found = sorted(map(link, self._connection.stream(query)), key=lambda x: (x.left, x.right, x.method, x.block))
        yield from found

    # --- entities

    def canonical(self, iris: Sequence[str]) -> dict[str, str]:
        """The canonical IRI of each IRI known to the store."""
        return {row[0]: row[1] for row in self._together({"known": (CANONICAL, iris)}).get("known", ())}

    def facts(self, iris: Sequence[str]) -> dict[str, KnownFacts]:
        """Facts of each IRI's whole cluster, best supported first within a predicate."""
        return {**self.look_up(Wanted(facts=tuple(iris))).facts}

    def sightings(self, iris: Sequence[str], *, limit: int | None = None) -> dict[str, tuple[Sighting, ...]]:
        """Where articles tell of each IRI's cluster."""
        query = SIGHTINGS if limit is None else FEW_SIGHTINGS
        found = self._together({"sightings": (query, iris)}, limit=limit)
        return sightings_by_iri(found.get("sightings", ()))

    def look_up(self, wanted: Wanted) -> Found:
        """Facts, sightings and publishers at once, in one round trip."""
        found = self._together(
            {
                "facts": (FACTS, wanted.facts),
                "sightings": (SIGHTINGS, wanted.sightings),
                "publishers": (PUBLISHERS, wanted.publishers),
            }
        )
        return Found(
            _known(found.get("facts", ())),
            sightings_by_iri(found.get("sightings", ())),
            {row[0]: row[1] for row in found.get("publishers", ())},
        )

    def _together(self, parts: Mapping[str, Part], **values: Any) -> Mapping[str, Sequence[Sequence[Any]]]:
        """Rows of several lookups by their names, in one round trip."""
        query = together(parts)
        if query is None:
            return {}
        (row,) = self._read(query[0], **query[1], **values)
        return row

    # --- queries

    def find(self, query: Query) -> Page:
        """One page of a query."""
        class_name = label(NS + query.type)
        if class_name is None:
            return Page(total=0)

        def written(cypher: Cypher) -> tuple[str, str]:
            start = cypher.start(class_name, query.where)
            page = cypher.page(query)
            facts, publishers = linked(query.with_linked)
            told = f"rows, {facts} AS linked, {publishers} AS publishers"
            # all of a class is not to be gathered only to be counted: the server has that number at hand
            if query.is_counted and cypher.is_narrow(query.where):
                found = f"CALL () {{ {start} RETURN collect(n) AS found }}"
                return f"{found} CALL (found) {{ UNWIND found AS n{page} }}", f"size(found) AS total, {told}"
            return f"CALL () {{ {start}{page} }}", f"null AS total, {told}"

        row = self._asked(query.where, written)
        shown = row["rows"][: query.limit]
        facts = {iri: known_again(iri, facts) for _, iri, facts, _ in shown if facts} if query.with_facts else None
        seen = sightings_by_iri((iri, seen) for _, iri, _, seen in shown) if query.with_sightings else None
        around = Found(_known(row["linked"]), publishers=dict(row["publishers"])) if query.with_linked else None
        page = _page([r[:2] for r in row["rows"]], query.limit)
        return replace(page, total=row["total"], facts=facts, sightings=seen, linked=around)

    def count(self, query: Query) -> int:
        """How many entities fulfil the condition, over all pages."""
        class_name = label(NS + query.type)
        if class_name is None:
            return 0

        def written(cypher: Cypher) -> tuple[str, str]:
            return f"CALL () {{ {cypher.start(class_name, query.where)} RETURN count(n) AS number }}", "number"

        return int(self._asked(query.where, written)["number"])

    def _asked(self, where: Condition, write: Callable[[Cypher], tuple[str, str]]) -> Mapping[str, Any]:
        """The only row of a query, given as what comes before RETURN and what it returns.

        How it is best written depends on what IRIs stand for and how many relationships they have. That is
        remembered, and read again along with the answer: if IRIs stand for something else now, it is asked anew.
        """
        pairs = frozenset((iri, kind or "") for iri, kind in iris_of(where))
        ends = _ends({kind for _, kind in pairs})
        iris = sorted({iri for iri, _ in pairs})
        told = self._ends.get(pairs)
        if told is None:
            told = self._read(f"RETURN COLLECT {{ {ends} }} AS ends", iris=iris)[0]["ends"] if pairs else []
        while True:
            aliases = {iri: main for iri, main, _ in told}
            degrees = {(main, kind): n for _, main, counts in told for kind, n in counts.items()}
            cypher = Cypher(degrees, aliases)
            before, returned = write(cypher)
            text = f"{before} RETURN {returned}, COLLECT {{ {ends} }} AS ends"
            (row,) = self._connection.read(text, {**cypher.parameters, "iris": iris})
            told = row["ends"]
            self._ends.put(pairs, told)
            if {iri: main for iri, main, _ in told} == aliases:
                return row

    def search(self, text: str, *, types: Sequence[str], after: Cursor | None, limit: int) -> Page:
        """Entities by name: exact first, then full text, then by IRI."""
        found = self._search(text, types)
        if found is None:
            return Page()
        query, parameters = found
        behind = ""
        if after is not None:
            behind = " WITH rank, iri WHERE rank > $rank OR (rank = $rank AND iri > $iri)"
            parameters |= {"rank": after.value or "", "iri": after.iri}
        query += f"{behind} RETURN rank, iri ORDER BY rank, iri LIMIT $limit"
        rows = self._connection.read(query, {**parameters, "limit": limit + 1})
        return _page([(row["rank"], row["iri"]) for row in rows], limit)

    def count_search(self, text: str, *, types: Sequence[str]) -> int:
        """How many entities `search` finds."""
        found = self._search(text, types)
        if found is None:
            return 0
        (row,) = self._connection.read(f"{found[0]} RETURN count(iri) AS number", found[1])
        return int(row["number"])

    def _search(self, text: str, types: Sequence[str]) -> tuple[str, dict[str, Any]] | None:
        """A query that gives rank and iri: rank "0" where a name is the text itself, "1" where it has all words."""
        wanted = words(text)
        labels = sorted({name for name in (label(NS + kind) for kind in types) if name})
        if not wanted or not labels:
            return None
        any_label = " OR ".join(f"n:{name}" for name in labels)
        names = " + ".join(f"coalesce(f.{name}, [])" for name in NAMES)
        query = (
            "CALL db.index.fulltext.queryNodes('fact_words', $query) YIELD node AS f"
            f" WITH f, [x IN {names} WHERE all(w IN $words WHERE (' ' + x + ' ') CONTAINS w)] AS fitting"
            f" WHERE fitting <> [] MATCH (n:Entity {{iri: f.iri}}) WHERE {any_label}"
            " WITH CASE WHEN $text IN fitting THEN '0' ELSE '1' END AS rank, n.iri AS iri"
        )
        either = " ".join(f"({lucene(name, wanted)})" for name in NAMES)
        return query, {"query": either, "words": [f" {word} " for word in wanted], "text": folded(text)}

    # --- the whole

    def stats(self) -> dict[str, int]:
        """Clusters by class, and how many facts, evidences and links there are."""
        counts: dict[str, int] = {}
        for name in sorted(classes()):
            (row,) = self._read(f"MATCH (n:{name}) RETURN count(n) AS number")
            if row["number"]:
                counts[name] = row["number"]
        for name, query in (
            ("Fact", "MATCH (f:_Facts) RETURN coalesce(sum(f.number), 0) AS number"),
            ("Evidence", "MATCH (b:_Book) RETURN coalesce(sum(b.evidences), 0) AS number"),
            ("Link", "MATCH (x:_Link) RETURN count(x) AS number"),
        ):
            counts[name] = int(self._read(query)[0]["number"])
        return counts

    def about(self) -> dict[str, str]:
        """What the store says of itself: address, version, when it was last written (UTC)."""
        rows = self._read("MATCH (s:_Store {id: 1}) RETURN s.written AS written")
        return {"store": self.url, "version": str(VERSION), "written": (rows and rows[0]["written"]) or "never"}

    def deadline(self, seconds: float | None) -> None:
        """Limit every following read of the calling thread."""
        self._connection.deadline(seconds)

    def close(self) -> None:
        """Close all connections; after writing, let the planner look at the graph anew first."""
        if self._batches > self._planned_at:
            self._replan()
        self._connection.close()

    def _read(self, query: str, **values: Any) -> list[Mapping[str, Any]]:
        return list(self._connection.read(query, values))


def _ends(kinds: Set[str]) -> str:
    """A subquery for what IRIs stand for, and how many relationships of these types they have."""
    degrees = ", ".join(f"{kind}: COUNT {{ (n)-[:{kind}]-() }}" for kind in sorted(kinds) if kind)
    return MAIN + f"OPTIONAL MATCH (n:Entity {{iri: main}}) RETURN [iri, main, {{ {degrees} }}]"


class _Lately:
    """What was told of the ends of a query's conditions, for the latest queries."""

    def __init__(self) -> None:
        self._told: OrderedDict[Pairs, Any] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, pairs: Pairs) -> Any:
        """What was told of them last; None if that is not known."""
        with self._guard:
            return self._told.get(pairs)

    def put(self, pairs: Pairs, told: Any) -> None:
        """Remember; forget what was told longest ago."""
        with self._guard:
            self._told[pairs] = told
            self._told.move_to_end(pairs)
            if len(self._told) > LATELY:
                self._told.popitem(last=False)


def _known(rows: Iterable[Sequence[Any]]) -> dict[str, KnownFacts]:
    """Rows of FACTS."""
    return {iri: known_again(main, facts) for iri, main, facts in rows}


def _page(rows: Sequence[Sequence[Any]], limit: int) -> Page:
    cursors = tuple(Cursor(None if value is None else str(value), iri) for value, iri in rows[:limit])
    return Page(cursors, len(rows) > limit)
