"""Rows of the books, and what the ledger asks of Neo4j inside a transaction."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kg.model import Article, ArticleFacts, Link, Zone
from kg.store.base import StoredArticle
from kg.store.book import unpacked

ARTICLE = (
    "b.iri AS iri, b.source AS source, b.key AS key, b.revision AS revision, b.file AS file, b.text AS text,"
    " b.url AS url, b.title AS title, b.lang AS lang, b.published AS published,"
    " b.publisher AS publisher, b.zones AS zones"
)
BOOK = ARTICLE + ", b.book AS book"
LINK = (
    "x.left AS left, x.right AS right, x.judgement AS judgement, x.score AS score, x.method AS method, x.by AS by,"
    " x.block AS block"
)

Row = Mapping[str, Any]
Run = Callable[..., Iterable[Row]]
"""Runs a query with named parameters and gives its rows."""


class Reader:
    """Looks things up, many keys at a time."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def contributions_of(self, articles: Sequence[str]) -> dict[str, ArticleFacts]:
        """Books of these articles."""
        if not articles:
            return {}
        rows = self._run(f"MATCH (b:_Book) WHERE b.iri IN $iris RETURN {BOOK}", iris=list(articles))
        return {row["iri"]: contribution(row) for row in rows}

    def links_at(self, iris: Sequence[str]) -> list[Link]:
        """Links that start or end at any of these IRIs, each once."""
        if not iris:
            return []
        query = (
            f"CALL () {{ MATCH (x:_Link) WHERE x.left IN $iris RETURN x UNION MATCH (x:_Link) WHERE x.right IN $iris"
            f" RETURN x }} RETURN {LINK}"
        )
        return [link(row) for row in self._run(query, iris=list(iris))]

    def links_in(self, blocks: Sequence[str]) -> list[Link]:
        """Links of these blocks that no article brought itself."""
        if not blocks:
            return []
        query = f"MATCH (x:_Link) WHERE x.block IN $blocks AND x.article IS NULL RETURN {LINK}"
        return [link(row) for row in self._run(query, blocks=list(blocks))]

    def aliases_of(self, iris: Sequence[str]) -> dict[str, str]:
        """Canonical IRIs of those that are not canonical themselves."""
        if not iris:
            return {}
        query = "MATCH (x:_Alias) WHERE x.iri IN $iris RETURN x.iri AS iri, x.main AS main"
        return {row["iri"]: row["main"] for row in self._run(query, iris=list(iris))}

    def homes_of(self, iris: Sequence[str]) -> dict[str, set[str]]:
        """Articles that may name each IRI: those that linked or compared it, else those of its whole cluster."""
        found: dict[str, set[str]] = {iri: set() for iri in iris}
        if not iris:
            return found
        query = (
            "CALL () { MATCH (x:_Member) WHERE x.iri IN $iris RETURN x.iri AS iri, x.article AS home"
            " UNION MATCH (x:_Link) WHERE x.left IN $iris AND x.article IS NOT NULL"
            " RETURN x.left AS iri, x.article AS home } RETURN iri, home"
        )
        for row in self._run(query, iris=list(iris)):
            found[row["iri"]].add(row["home"])
        main = self.aliases_of(iris)
        rest = {main.get(iri, iri): iri for iri, homes in found.items() if not homes}
        if rest:
            seen = "MATCH (n:Entity)-[:IN]->(a) WHERE n.iri IN $iris RETURN n.iri AS iri, a.iri AS home"
            for row in self._run(seen, iris=sorted(rest)):
                found[rest[row["iri"]]].add(row["home"])
        return found


def stored_article(row: Row) -> StoredArticle:
    """A row of ARTICLE."""
    article = Article(
        row["key"], row["revision"], row["file"], row["text"], row["url"], row["title"], row["lang"],
        row["published"], row["publisher"], tuple(Zone(*zone) for zone in json.loads(row["zones"])),
    )  # fmt: skip
    return StoredArticle(row["iri"], row["source"], article)


def contribution(row: Row) -> ArticleFacts:
    """A row of BOOK."""
    stored = stored_article(row)
    return unpacked(bytes(row["book"]), stored.article, stored.source, stored.iri)


def link(row: Row) -> Link:
    """A row of LINK."""
    return Link(row["left"], row["right"], row["judgement"], row["score"], row["method"], row["by"], row["block"])
