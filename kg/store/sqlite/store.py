"""`SqliteStore`: the store protocol on one SQLite file."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from kg.model import Article, Evidence, Fact, Link, Zone
from kg.store.base import Batch, Cursor, Page, Query, StoredArticle
from kg.store.sqlite.connections import Connections
from kg.store.sqlite.schema import VERSION
from kg.store.sqlite.translate import Sql, Translator, fts_query, page_sql
from kg.store.sqlite.writing import Writer
from kg.text import folded
from ontology.namespaces import DATA, NS

CHUNK = 500
"""Keys asked for in one statement; SQLite takes 32,766 parameters at most."""

FACT_COLUMNS = (
    "a.iri, f.start, f.end, x.name, {s}, p.name, {o}, f.value, f.datatype, f.lang, f.polarity, f.certainty, a.id"
)
FACT_TABLES = (
    " FROM fact f JOIN article a ON a.id = f.article JOIN name p ON p.id = f.p JOIN name x ON x.id = f.extractor"
    " JOIN node s ON s.id = {s} LEFT JOIN node o ON o.id = {o}"
)
FACT_ORDER = " ORDER BY a.iri, f.start, f.end, p.name, o.iri, f.value, f.id"
ARTICLE = "SELECT iri, source, key, revision, file, text, url, title, lang, published, publisher, zones FROM article"
SEARCHED = ("name", "alias", "title")

Row = tuple[object, ...]


class SqliteStore:
    """A graph in one file. One writer, many readers, in any number of threads and processes."""

    def __init__(self, path: str, *, readonly: bool = False, must_exist: bool = False) -> None:
        self.url = f"sqlite:{path}"
        self._connections = Connections(path, readonly=readonly, must_exist=must_exist)

    def write(self, batch: Batch) -> None:
        """Apply a batch in one transaction; an interruption at any moment leaves all of it or nothing."""
        with self._connections.write_lock, self._connections.errors():
            connection = self._connections.here()
            connection.execute("BEGIN IMMEDIATE")
            try:
                Writer(connection, DATA + "article/").apply(batch)
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

    def block_members(self, keys: Sequence[str]) -> dict[str, tuple[tuple[str, str], ...]]:
        """For each block key, its (entity IRI, article IRI) pairs, sorted."""
        sql = (
            "SELECT b.key, n.iri, a.iri FROM block b JOIN node n ON n.id = b.node JOIN article a ON a.id = b.article"
            " WHERE b.key IN ({}) ORDER BY b.key, n.iri, a.iri"
        )
        members: dict[str, list[tuple[str, str]]] = {key: [] for key in keys}
        for key, entity, article in self._by_keys(sql, keys):
            members[str(key)].append((str(entity), str(article)))
        return {key: tuple(found) for key, found in members.items()}

    def raw_facts(self, iris: Sequence[str]) -> dict[str, tuple[Evidence, ...]]:
        """Facts of exactly these subjects, before any merging."""
        sql = self._facts_sql("f.s", "f.o") + " WHERE s.iri IN ({})" + FACT_ORDER
        found: dict[str, list[Evidence]] = {}
        for evidence in self._evidence(self._by_keys(sql, iris)):
            found.setdefault(evidence.fact.subject, []).append(evidence)
        return {iri: tuple(rows) for iri, rows in found.items()}

    def facts(self, iris: Sequence[str]) -> dict[str, tuple[Evidence, ...]]:
        """Facts of each IRI's whole cluster, subjects and objects canonical."""
        canonical = self.canonical(iris)
        sql = self._facts_sql("f.cs", "f.co") + " WHERE s.iri IN ({})" + FACT_ORDER
        found: dict[str, list[Evidence]] = {}
        wanted = sorted(set(canonical.values()))
        for evidence in self._evidence(self._by_keys(sql, wanted)):
            found.setdefault(evidence.fact.subject, []).append(evidence)
        return {iri: tuple(found[main]) for iri, main in canonical.items() if main in found}

    def canonical(self, iris: Sequence[str]) -> dict[str, str]:
        """The canonical IRI of each IRI known to the store."""
        sql = "SELECT n.iri, c.iri FROM node n JOIN node c ON c.id = n.canonical WHERE n.iri IN ({})"
        return {str(iri): str(main) for iri, main in self._by_keys(sql, iris)}

    def articles(self, iris: Sequence[str]) -> dict[str, StoredArticle]:
        """Articles by IRI; unknown ones are absent."""
        rows = self._by_keys(ARTICLE + " WHERE iri IN ({})", iris)
        return {str(row[0]): _stored(row) for row in rows}

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
            sql = page_sql(found, query.order, order_id, query.after, query.limit + 1)
            return _page(connection.execute(sql.text, sql.parameters).fetchall(), query.limit)

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

    def evidence(self) -> Iterator[Evidence]:
        """Every fact with its evidence, as written, article by article."""
        sql = self._facts_sql("f.s", "f.o") + FACT_ORDER
        with self._connections.errors():
            cursor = self._connections.here().cursor()
            for _, rows in groupby(cursor.execute(sql), key=lambda row: row[0]):
                yield from self._evidence(list(rows))

    def stored_articles(self) -> Iterator[StoredArticle]:
        """Every article, ordered by IRI."""
        with self._connections.errors():
            for row in self._connections.here().cursor().execute(ARTICLE + " ORDER BY iri"):
                yield _stored(row)

    def links(self) -> Iterator[Link]:
        """Every link, ordered by left, right and method."""
        sql = (
            "SELECT a.iri, b.iri, l.judgement, l.score, l.method, l.by, l.block FROM link l"
            " JOIN node a ON a.id = l.a JOIN node b ON b.id = l.b ORDER BY 1, 2, 5, 7"
        )
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
        facts = "SELECT count(*) FROM (SELECT DISTINCT article, s, p, o, value, datatype, lang FROM fact)"
        for name, sql in (
            ("Fact", facts),
            ("Evidence", "SELECT count(*) FROM fact"),
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

    def _by_keys(self, sql: str, keys: Sequence[str]) -> list[Row]:
        """Rows for many keys, asked for in chunks; ``sql`` has ``{}`` where the marks go."""
        unique = sorted(set(keys))
        chunks = (unique[i : i + CHUNK] for i in range(0, len(unique), CHUNK))
        return [row for chunk in chunks for row in self._all(sql.format(", ".join("?" * len(chunk))), chunk)]

    def _facts_sql(self, subject: str, target: str) -> str:
        columns = FACT_COLUMNS.format(s="s.iri", o="o.iri")
        return f"SELECT {columns}{FACT_TABLES.format(s=subject, o=target)}"

    def _evidence(self, rows: Iterable[Row]) -> Iterator[Evidence]:
        """Rows of FACT_COLUMNS as Evidence, each article's text read once."""
        texts: dict[object, str] = {}
        for row in rows:
            key = row[-1]
            if key not in texts:
                texts[key] = str(self._all("SELECT text FROM article WHERE id = ?", (key,))[0][0])
            yield _evidence(row, texts[key])


def _evidence(row: Any, text: str) -> Evidence:
    article, start, end, extractor, subject, predicate, target, value, datatype, lang, polarity, certainty, _ = row
    object_ = value if target is None else target
    fact = Fact(subject, predicate, object_, datatype, lang, polarity, certainty)
    return Evidence(fact, article, start, end, text[start:end], extractor)


def _stored(row: Any) -> StoredArticle:
    iri, source, key, revision, file, text, url, title, lang, published, publisher, zones = row
    article = Article(
        key, revision, file, text, url, title, lang, published, publisher,
        tuple(Zone(*zone) for zone in json.loads(str(zones))),
    )  # fmt: skip
    return StoredArticle(str(iri), str(source), article)


def _page(rows: Sequence[Row], limit: int) -> Page:
    cursors = tuple(Cursor(None if value is None else str(value), str(iri)) for value, iri in rows[:limit])
    return Page(cursors, len(rows) > limit)
