"""The writing side of the SQLite store: one batch, one transaction."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from kg.model import ArticleFacts, Evidence, Link
from kg.store.base import Batch
from kg.text import folded

SHORT = 200
"""Literals up to this many characters are indexed for comparison."""

NAMES = frozenset({"name", "alias", "title"})
PROSE = frozenset({"content", "quote"})


class Writer:
    """Applies one batch inside a transaction that the caller holds open."""

    def __init__(self, connection: sqlite3.Connection, article_iri: str) -> None:
        self._db = connection
        self._article_iri = article_iri
        self._nodes: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._moved: set[int] = set()
        self._loose: set[int] = set()

    def apply(self, batch: Batch) -> None:
        """Remove, add, link, then bring canonical columns up to date."""
        for iri in batch.remove:
            self._remove(iri)
        for facts in batch.add:
            self._remove(self._article_iri + facts.article.id)
            self._add(facts)
        for block, links in sorted(batch.links.items()):
            self._replace_links(block, links)
        self._settle()
        self._sweep()

    def _remove(self, iri: str) -> None:
        row = self._db.execute("SELECT id FROM article WHERE iri = ?", (iri,)).fetchone()
        if row is None:
            return
        texts = (
            "INSERT INTO fact_text (fact_text, rowid, value) "
            "SELECT 'delete', f.id, f.value FROM fact f JOIN name p ON p.id = f.p "
            "WHERE f.article = ? AND p.name IN ('name', 'alias', 'title', 'content', 'quote')"
        )
        self._db.execute(texts, row)
        nodes = "SELECT s FROM fact WHERE article = ? UNION SELECT o FROM fact WHERE article = ? AND o IS NOT NULL"
        self._loose.update(node for (node,) in self._db.execute(nodes, (row[0], row[0])))
        for table in ("fact", "block"):
            self._db.execute(f"DELETE FROM {table} WHERE article = ?", row)
        self._db.execute("DELETE FROM article WHERE id = ?", row)

    def _add(self, facts: ArticleFacts) -> None:
        article = self._insert_article(facts)
        for evidence in facts.evidence:
            self._insert_fact(article, evidence)
        rows = [(key, self._node(iri), article) for iri, key in facts.blocks]
        self._db.executemany("INSERT OR IGNORE INTO block (key, node, article) VALUES (?, ?, ?)", rows)

    def _insert_article(self, facts: ArticleFacts) -> int:
        a = facts.article
        zones = json.dumps([[z.start, z.end, z.kind] for z in a.zones])
        row = (
            self._article_iri + a.id, facts.source, a.revision, a.id, a.file, a.url, a.title, a.lang, a.published,
            a.publisher, zones, a.text,
        )  # fmt: skip
        insert = (
            "INSERT INTO article (iri, source, revision, key, file, url, title, lang, published, publisher, zones,"
            " text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        return int(self._db.execute(insert, row).lastrowid or 0)

    def _insert_fact(self, article: int, evidence: Evidence) -> None:
        fact = evidence.fact
        subject = self._node(fact.subject)
        target = self._node(fact.object) if fact.datatype is None else None
        value = fact.object if fact.datatype is not None else None
        short = value is not None and len(value) <= SHORT and fact.predicate not in PROSE
        fold = folded(value) if value is not None and fact.predicate in NAMES else None
        row = (
            article, subject, self._name(fact.predicate), target, value, fact.datatype, fact.lang, fact.polarity,
            fact.certainty, evidence.start, evidence.end, self._name(evidence.extractor), self._canonical(subject),
            self._canonical(target) if target is not None else None, value if short else None, fold,
        )  # fmt: skip
        insert = (
            "INSERT INTO fact (article, s, p, o, value, datatype, lang, polarity, certainty, start, end, extractor,"
            " cs, co, k, fold) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        done = self._db.execute(insert, row)
        if value is not None and fact.predicate in NAMES | PROSE:
            self._db.execute("INSERT INTO fact_text (rowid, value) VALUES (?, ?)", (done.lastrowid, value))

    def _node(self, iri: str) -> int:
        if iri not in self._nodes:
            row = self._db.execute("SELECT id FROM node WHERE iri = ?", (iri,)).fetchone()
            self._nodes[iri] = row[0] if row else self._new_node(iri)
        return self._nodes[iri]

    def _new_node(self, iri: str) -> int:
        node = int(self._db.execute("INSERT INTO node (iri, canonical) VALUES (?, 0)", (iri,)).lastrowid or 0)
        self._db.execute("UPDATE node SET canonical = id WHERE id = ?", (node,))
        return node

    def _canonical(self, node: int) -> int:
        return int(self._db.execute("SELECT canonical FROM node WHERE id = ?", (node,)).fetchone()[0])

    def _name(self, name: str) -> int:
        if name not in self._names:
            self._db.execute("INSERT OR IGNORE INTO name (name) VALUES (?)", (name,))
            row = self._db.execute("SELECT id FROM name WHERE name = ?", (name,)).fetchone()
            self._names[name] = int(row[0])
        return self._names[name]

    def _replace_links(self, block: str, links: Sequence[Link]) -> None:
        old = self._db.execute("SELECT a, b FROM link WHERE block = ?", (block,)).fetchall()
        self._moved.update(node for pair in old for node in pair)
        self._loose.update(node for pair in old for node in pair)
        self._db.execute("DELETE FROM link WHERE block = ?", (block,))
        for link in links:
            self._insert_link(link)

    def _insert_link(self, link: Link) -> None:
        a, b = self._node(link.left), self._node(link.right)
        self._moved.update((a, b))
        row = (a, b, link.judgement, link.score, link.method, link.by, link.block)
        insert = "INSERT INTO link (a, b, judgement, score, method, by, block) VALUES (?, ?, ?, ?, ?, ?, ?)"
        self._db.execute(insert, row)

    def _settle(self) -> None:
        """Give every node whose links changed, and all it is linked to, its canonical node."""
        seen: set[int] = set()
        for node in sorted(self._moved):
            if node in seen:
                continue
            cluster = self._cluster(node)
            seen |= cluster
            self._point(cluster, self._representative(cluster))

    def _cluster(self, node: int) -> set[int]:
        """All nodes that "same" links join with this one; a "different" judgement cuts its own pair."""
        found, todo = {node}, [node]
        neighbours = (
            "SELECT b, a FROM link l WHERE (a = ?1 OR b = ?1) AND judgement = 'same' AND NOT EXISTS (SELECT 1 FROM "
            "link d WHERE d.judgement = 'different' AND ((d.a = l.a AND d.b = l.b) OR (d.a = l.b AND d.b = l.a)))"
        )
        while todo:
            for pair in self._db.execute(neighbours, (todo.pop(),)).fetchall():
                new = set(pair) - found
                found |= new
                todo += sorted(new)
        return found

    def _representative(self, cluster: set[int]) -> int:
        """The node that links point to and that points to none; the smallest IRI of several."""

        def rank(node: int) -> tuple[int, int, str]:
            (out,) = self._db.execute(
                "SELECT count(*) FROM link WHERE a = ? AND judgement = 'same'", (node,)
            ).fetchone()
            (into,) = self._db.execute(
                "SELECT count(*) FROM link WHERE b = ? AND judgement = 'same'", (node,)
            ).fetchone()
            (iri,) = self._db.execute("SELECT iri FROM node WHERE id = ?", (node,)).fetchone()
            return (min(out, 1), -min(into, 1), iri)

        return min(cluster, key=rank) if len(cluster) > 1 else next(iter(cluster))

    def _point(self, cluster: Iterable[int], canonical: int) -> None:
        for node in cluster:
            (old,) = self._db.execute("SELECT canonical FROM node WHERE id = ?", (node,)).fetchone()
            if old == canonical:
                continue
            self._db.execute("UPDATE node SET canonical = ? WHERE id = ?", (canonical, node))
            self._db.execute("UPDATE fact SET cs = ? WHERE cs = ? AND s = ?", (canonical, old, node))
            self._db.execute("UPDATE fact SET co = ? WHERE co = ? AND o = ?", (canonical, old, node))

    def _sweep(self) -> None:
        """Forget nodes that nothing names any more."""
        gone = (
            "DELETE FROM node WHERE id = ?1 AND canonical = ?1"
            " AND NOT EXISTS (SELECT 1 FROM fact WHERE cs = ?1) AND NOT EXISTS (SELECT 1 FROM fact WHERE co = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM link WHERE a = ?1 OR b = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM node WHERE canonical = ?1 AND id != ?1)"
        )
        self._db.executemany(gone, [(node,) for node in sorted(self._loose)])
