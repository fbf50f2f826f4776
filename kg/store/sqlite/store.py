"""`SqliteStore`: the store protocol on one SQLite file."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from kg.model import ArticleFacts, Fact, Known, KnownFacts, Link, Membership, Sighting
from kg.store.base import Batch, Cursor, Found, Page, Query, StoredArticle, Wanted
from kg.store.sqlite.connections import Connections
from kg.store.sqlite.reading import ARTICLE, BOOK, Reader, Row, contribution, stored_article
from kg.store.sqlite.schema import VERSION
from kg.store.sqlite.translate import Sql, Translator, fts_query, page_sql
from kg.store.sqlite.writing import Writer
from kg.text import folded
from ontology.namespaces import NS

# keys travel as one JSON list, so that the text is the same for any number of them and SQLite need not read it anew
FACTS = (
    "SELECT f.cs, f.p, coalesce(o.iri, f.value), f.datatype, f.lang, f.polarity, f.certainty, f.n FROM fact f"
    " LEFT JOIN node o ON o.id = f.co WHERE f.cs IN (SELECT value FROM json_each(?))"
    " ORDER BY f.cs, f.p, f.n DESC, 3, f.lang, f.polarity, f.certainty"
)
MAIN = (
    "SELECT k.value, n.id, n.iri FROM json_each(?) k JOIN node n ON n.id = coalesce("
    "(SELECT x.node FROM alias x WHERE x.iri = k.value), (SELECT m.id FROM node m WHERE m.iri = k.value))"
    " WHERE EXISTS (SELECT 1 FROM fact WHERE cs = n.id)"
)
"""What each IRI that has facts stands for: the IRI, and number and IRI of its node."""

# ?1 is the most sightings an entity
SIGHTINGS = (
    "SELECT iri, article, start, end, text, extractor, via FROM ("
    " SELECT n.iri AS iri, a.iri AS article, x.start AS start, x.end AS end,"
    " substr(a.text, x.start + 1, x.end - x.start) AS text, x.extractor AS extractor, x.via AS via,"
    " row_number() OVER (PARTITION BY n.iri ORDER BY a.iri) AS nth"
    " FROM sighting x JOIN node n ON n.id = x.node JOIN article a ON a.id = x.article WHERE n.iri IN ({}))"
    " WHERE nth <= {} ORDER BY iri, article"
)
SEARCHED = ("name", "alias", "title")


class SqliteStore:
    """A graph in one file. One writer, many readers, in any number of threads and processes."""

    batch_size = 64
    is_remote = False

    def __init__(self, path: str, *, readonly: bool = False, must_exist: bool = False) -> None:
        self.url = f"sqlite:{path}"
        self._connections = Connections(path, readonly=readonly, must_exist=must_exist)

    def write(self, batch: Batch) -> None:
        """Apply a batch in one transaction; an interruption at any moment leaves all of it or nothing."""
        with self._connections.write_lock, self._connections.errors():
            connection = self._connections.here()
            connection.execute("BEGIN IMMEDIATE")
            try:
                Writer(connection).apply(batch)
                stamp = ("written", datetime.now(UTC).isoformat(timespec="seconds"))
                connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", stamp)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def sources(self) -> dict[str, tuple[str, str]]:
        """Every stored article's source, with its IRI and revision."""
        rows = self._all("SELECT source, iri, revision FROM article ORDER BY source")
        return {str(source): (str(iri), str(revision)) for source, iri, revision in rows}

    def blocks_of(self, articles: Sequence[str]) -> set[str]:
        """Block keys of all entities that these articles contribute."""
        sql = "SELECT DISTINCT b.key FROM block b JOIN article a ON a.id = b.article WHERE a.iri IN ({})"
        return {str(row[0]) for row in self._by_keys(sql, articles)}

    def block_members(self, keys: Sequence[str]) -> dict[str, tuple[tuple[Membership, str], ...]]:
        """For each block key, its members with their articles' IRIs."""
        sql = (
            "SELECT b.iri, b.key, b.details, a.iri FROM block b JOIN article a ON a.id = b.article"
            " WHERE b.key IN ({}) ORDER BY b.key, b.iri, a.iri"
        )
        members: dict[str, list[tuple[Membership, str]]] = {key: [] for key in keys}
        for iri, key, details, article in self._by_keys(sql, keys):
            members[str(key)].append((Membership(str(iri), str(key), str(details)), str(article)))
        return {key: tuple(found) for key, found in members.items()}

    def facts(self, iris: Sequence[str]) -> dict[str, KnownFacts]:
        """Facts of each IRI's whole cluster, best supported first within a predicate."""
        main = self._all(MAIN, (_json(iris),))
        subjects = {number: str(iri) for _, number, iri in main}
        names = {number: str(name) for number, name in self._all("SELECT id, name FROM name")}
        found: dict[object, dict[str, list[Known]]] = {}
        for row in self._all(FACTS, (_json(list(subjects)),)):
            number, predicate, object_, datatype, lang, polarity, certainty, n = row
            fact = Fact(subjects[number], names[predicate], object_, datatype, lang, polarity, certainty)  # type: ignore[arg-type]
            found.setdefault(number, {}).setdefault(fact.predicate, []).append(Known(fact, n))  # type: ignore[arg-type]
        ordered = {
            number: KnownFacts.of(k for _, some in sorted(by.items()) for k in some) for number, by in found.items()
        }
        return {str(iri): ordered[number] for iri, number, _ in main}

    def sightings(self, iris: Sequence[str], *, limit: int | None = None) -> dict[str, tuple[Sighting, ...]]:
        """Where articles tell of each IRI's cluster."""
        canonical = self.canonical(iris)
        most = -1 if limit is None else limit
        sql = SIGHTINGS.format("{}", most if limit is not None else "9223372036854775807")
        found: dict[str, list[Sighting]] = {}
        for row in self._by_keys(sql, sorted(set(canonical.values()))):
            iri, article, start, end, text, extractor, via = row
            sighting = Sighting(
                str(article), int(str(start)), int(str(end)), str(text), str(extractor), tuple(json.loads(str(via)))
            )
            found.setdefault(str(iri), []).append(sighting)
        return {iri: tuple(found[main]) for iri, main in canonical.items() if main in found}

    def canonical(self, iris: Sequence[str]) -> dict[str, str]:
        """The canonical IRI of each IRI known to the store."""
        return {str(iri): str(main) for iri, _, main in self._all(MAIN, (_json(iris),))}

    def articles(self, iris: Sequence[str]) -> dict[str, StoredArticle]:
        """Articles by IRI; unknown ones are absent."""
        rows = self._by_keys(ARTICLE + " WHERE iri IN ({})", iris)
        return {str(row[0]): stored_article(row) for row in rows}

    def look_up(self, wanted: Wanted) -> Found:
        """Facts, sightings and publishers at once."""
        rows = self._by_keys("SELECT iri, publisher FROM article WHERE iri IN ({})", wanted.publishers)
        publishers = {str(iri): None if publisher is None else str(publisher) for iri, publisher in rows}
        return Found(self.facts(wanted.facts), self.sightings(wanted.sightings), publishers)

    def find_articles(self, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Article IRIs by id, IRI, URL, source or file name."""
        sql = "SELECT iri FROM article WHERE iri = ?1 OR key = ?1 OR url = ?1 OR source = ?1 OR file = ?1 ORDER BY iri"
        return {name: tuple(str(r[0]) for r in self._all(sql, (name,))) for name in names}

    def find(self, query: Query) -> Page:
        """One page of a query."""
        with self._connections.errors():
            connection = self._connections.here()
            found = Translator(connection).query(NS + query.type, query.where)
            order_id = self._name_id(query.order.predicate)
            sql = page_sql(found, query.order, order_id, query.after, query.limit + 1, is_counted=query.is_counted)
            rows = connection.execute(sql.text, sql.parameters).fetchall()
        page = _page([row[:2] for row in rows], query.limit)
        # an empty page behind the last one tells nothing of those before it
        known = query.is_counted and (bool(rows) or query.after is None)
        return replace(page, total=rows[0][2] if rows else 0) if known else page

    def count(self, query: Query) -> int:
        """How many entities fulfil the condition, over all pages."""
        with self._connections.errors():
            connection = self._connections.here()
            found = Translator(connection).query(NS + query.type, query.where)
            (number,) = connection.execute(f"SELECT count(*) FROM ({found.text})", found.parameters).fetchone()
            return int(number)

    def search(self, text: str, *, types: Sequence[str], after: Cursor | None, limit: int) -> Page:
        """Entities by name: exact first, then full text, then by IRI."""
        found = self._search_sql(text, types)
        if found is None:
            return Page()
        sql = Sql(f"SELECT rank, iri FROM ({found.text})", found.parameters)
        if after is not None:
            sql.text += " WHERE rank > ? OR (rank = ? AND iri > ?)"
            sql.parameters += [after.value or "", after.value or "", after.iri]
        sql.text += " ORDER BY rank, iri LIMIT ?"
        return _page(self._all(sql.text, [*sql.parameters, limit + 1]), limit)

    def count_search(self, text: str, *, types: Sequence[str]) -> int:
        """How many entities `search` finds."""
        found = self._search_sql(text, types)
        if found is None:
            return 0
        ((number,),) = self._all(f"SELECT count(*) FROM ({found.text})", found.parameters)
        return int(str(number))

    def _search_sql(self, text: str, types: Sequence[str]) -> Sql | None:
        """SELECT of (rank, iri): rank "0" where a name is the text itself, "1" where it has all words."""
        match = fts_query(text)
        if match is None or not types:
            return None
        names = ", ".join("?" * len(SEARCHED))
        marks = ", ".join("?" * len(types))
        sql = (
            "SELECT min(CASE WHEN f.fold = ? THEN '0' ELSE '1' END) AS rank, c.iri AS iri"
            " FROM fact_text t JOIN fact f ON f.id = t.rowid JOIN name p ON p.id = f.p"
            " JOIN node c ON c.id = f.cs JOIN fact k ON k.cs = f.cs JOIN name kp ON kp.id = k.p"
            " JOIN node ko ON ko.id = k.co"
            f" WHERE fact_text MATCH ? AND p.name IN ({names}) AND kp.name = 'type' AND ko.iri IN ({marks})"
            " GROUP BY c.iri"
        )
        return Sql(sql, [folded(text), match, *SEARCHED, *(NS + name for name in types)])

    def stored_articles(self) -> Iterator[StoredArticle]:
        """Every article, ordered by IRI."""
        with self._connections.errors():
            for row in self._connections.here().cursor().execute(ARTICLE + " ORDER BY iri"):
                yield stored_article(row)

    def contributions(self) -> Iterator[ArticleFacts]:
        """All that each article gave, as it was written."""
        with self._connections.errors():
            for row in self._connections.here().cursor().execute(BOOK + " ORDER BY iri"):
                yield contribution(row)

    def links(self) -> Iterator[Link]:
        """Every link, ordered by left, right and method."""
        sql = "SELECT DISTINCT a, b, judgement, score, method, by, block FROM link ORDER BY a, b, method, block"
        with self._connections.errors():
            for row in self._connections.here().cursor().execute(sql):
                yield Link(*row)

    def stats(self) -> dict[str, int]:
        """Clusters by class, and how many facts, evidences and links there are."""
        classes = (
            "SELECT o.iri, count(DISTINCT f.cs) FROM fact f JOIN name p ON p.id = f.p JOIN node o ON o.id = f.co"
            " WHERE p.name = 'type' GROUP BY o.iri ORDER BY o.iri"
        )
        counts = {str(iri).removeprefix(NS): int(str(n)) for iri, n in self._all(classes)}
        for name, sql in (
            ("Fact", "SELECT count(*) FROM fact"),
            ("Evidence", "SELECT coalesce(sum(evidences), 0) FROM article"),
            ("Link", "SELECT count(*) FROM link"),
        ):
            counts[name] = int(str(self._all(sql)[0][0]))
        return counts

    def about(self) -> dict[str, str]:
        """What the store says of itself: kind, version, when it was last written (UTC)."""
        rows = self._all("SELECT value FROM meta WHERE key = 'written'")
        written = str(rows[0][0]) if rows else "never"
        return {"store": self.url, "version": str(VERSION), "written": written}

    def deadline(self, seconds: float | None) -> None:
        """Limit every following read of the calling thread."""
        self._connections.deadline(seconds)

    def close(self) -> None:
        """Close all connections."""
        self._connections.close()

    def _name_id(self, predicate: str | None) -> int:
        rows = self._all("SELECT id FROM name WHERE name = ?", (predicate,)) if predicate else []
        return int(str(rows[0][0])) if rows else -1

    def _all(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        with self._connections.errors():
            return self._connections.here().execute(sql, parameters).fetchall()

    def _reader(self) -> Reader:
        return Reader(self._connections.here())

    def _by_keys(self, sql: str, keys: Sequence[str]) -> list[Row]:
        with self._connections.errors():
            return self._reader().by_keys(sql, keys)


def _json(keys: Sequence[object]) -> str:
    return json.dumps([*dict.fromkeys(keys)])


def _page(rows: Sequence[Row], limit: int) -> Page:
    cursors = tuple(Cursor(None if value is None else str(value), str(iri)) for value, iri in rows[:limit])
    return Page(cursors, len(rows) > limit)
