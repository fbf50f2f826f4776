"""Reads that the writing side and the store have in common; also what the ledger asks of SQLite."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from kg.model import Article, ArticleFacts, Link, Zone
from kg.store.base import StoredArticle
from kg.store.book import unpacked

CHUNK = 500
"""Keys asked for in one statement; SQLite takes 32,766 parameters at most."""

COLUMNS = "iri, source, key, revision, file, text, url, title, lang, published, publisher, zones"
ARTICLE = f"SELECT {COLUMNS} FROM article"
BOOK = f"SELECT {COLUMNS}, book FROM article"
LINK = "SELECT a, b, judgement, score, method, by, block FROM link"

Row = tuple[object, ...]


class Reader:
    """Looks things up over one connection, many keys at a time. Gives SQLite's own errors."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def by_keys(self, sql: str, keys: Sequence[str]) -> list[Row]:
        """Rows for many keys, asked for in chunks; ``sql`` has ``{}`` where the marks go."""
        unique = sorted(set(keys))
        chunks = (unique[i : i + CHUNK] for i in range(0, len(unique), CHUNK))
        return [row for chunk in chunks for row in self._db.execute(sql.format(", ".join("?" * len(chunk))), chunk)]

    def contributions_of(self, articles: Sequence[str]) -> dict[str, ArticleFacts]:
        """Books of these articles."""
        return {str(row[0]): contribution(row) for row in self.by_keys(BOOK + " WHERE iri IN ({})", articles)}

    def links_at(self, iris: Sequence[str]) -> list[Link]:
        """Links that start or end at any of these IRIs, each once."""
        rows = self.by_keys(f"{LINK.replace('SELECT', 'SELECT id,')} WHERE a IN ({{}})", iris)
        rows += self.by_keys(f"{LINK.replace('SELECT', 'SELECT id,')} WHERE b IN ({{}})", iris)
        return [Link(*row[1:]) for row in dict.fromkeys(rows)]  # type: ignore[arg-type]

    def links_in(self, blocks: Sequence[str]) -> list[Link]:
        """Links of these blocks that no article brought itself."""
        rows = self.by_keys(LINK + " WHERE article IS NULL AND block IN ({})", blocks)
        return [Link(*row) for row in rows]  # type: ignore[arg-type]

    def aliases_of(self, iris: Sequence[str]) -> dict[str, str]:
        """Canonical IRIs of those that are not canonical themselves."""
        sql = "SELECT x.iri, n.iri FROM alias x JOIN node n ON n.id = x.node WHERE x.iri IN ({})"
        return {str(iri): str(main) for iri, main in self.by_keys(sql, iris)}

    def homes_of(self, iris: Sequence[str]) -> dict[str, set[str]]:
        """Articles that may name each IRI: those that linked or compared it, else those of its whole cluster."""
        found: dict[str, set[str]] = {iri: set() for iri in iris}
        compared = "SELECT x.iri, a.iri FROM block x JOIN article a ON a.id = x.article WHERE x.iri IN ({})"
        linked = "SELECT x.a, a.iri FROM link x JOIN article a ON a.id = x.article WHERE x.a IN ({})"
        for iri, home in [*self.by_keys(compared, iris), *self.by_keys(linked, iris)]:
            found[str(iri)].add(str(home))
        main = self.aliases_of(iris)
        rest = {main.get(iri, iri): iri for iri, homes in found.items() if not homes}
        seen = (
            "SELECT n.iri, a.iri FROM sighting x JOIN node n ON n.id = x.node JOIN article a ON a.id = x.article"
            " WHERE n.iri IN ({})"
        )
        for cluster, home in self.by_keys(seen, sorted(rest)):
            found[rest[str(cluster)]].add(str(home))
        return found


def stored_article(row: Any) -> StoredArticle:
    """A row of ARTICLE."""
    iri, source, key, revision, file, text, url, title, lang, published, publisher, zones = row
    article = Article(
        key, revision, file, text, url, title, lang, published, publisher,
        tuple(Zone(*zone) for zone in json.loads(str(zones))),
    )  # fmt: skip
    return StoredArticle(str(iri), str(source), article)


def contribution(row: Any) -> ArticleFacts:
    """A row of BOOK."""
    stored = stored_article(row[:-1])
    return unpacked(row[-1], stored.article, stored.source, stored.iri)
