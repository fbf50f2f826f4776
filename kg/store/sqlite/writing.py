"""The writing side of the SQLite store: one batch, one transaction."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from kg.display import CAPTIONING, SINGLE, best_name, prevailing
from kg.model import ArticleFacts, Fact, Known, Link
from kg.store.base import Batch
from kg.store.book import packed
from kg.store.ledger import Changes, changes
from kg.store.sqlite.reading import Reader
from kg.text import folded, words

SHORT = 2000
"""Literals up to this many characters are indexed for comparison."""

NAMES = frozenset({"name", "alias", "title"})
PROSE = frozenset({"content", "quote"})
SEARCHED = NAMES | PROSE


class Writer:
    """Applies one batch inside a transaction that the caller holds open."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._nodes: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._loose: set[str] = set()
        self._made: set[str] = set()
        """Nodes that this batch brought: they have no facts but those of the batch."""

    def apply(self, batch: Batch) -> None:
        """Work out what changes, then change it."""
        change = changes(batch, Reader(self._db))
        for iri in change.removed:
            self._remove(iri)
        self._drop_links(change.links_gone)
        articles = {iri: self._insert_article(iri, facts) for iri, facts in change.added.items()}
        self._insert_links(change, articles)
        self._count(change.facts)
        self._see(change)
        self._alias(change.aliases)
        self._sweep(change)

    # --- articles, links, memberships

    def _remove(self, iri: str) -> None:
        row = self._db.execute("SELECT id FROM article WHERE iri = ?", (iri,)).fetchone()
        for table in ("sighting", "block", "link"):
            self._db.execute(f"DELETE FROM {table} WHERE article = ?", row)
        self._db.execute("DELETE FROM article WHERE id = ?", row)

    def _insert_article(self, iri: str, facts: ArticleFacts) -> int:
        a = facts.article
        zones = json.dumps([[z.start, z.end, z.kind] for z in a.zones])
        row = (
            iri, facts.source, a.revision, a.id, a.file, a.url, a.title, a.lang, a.published, a.publisher, zones,
            len(facts.evidence), packed(facts), a.text,
        )  # fmt: skip
        insert = (
            "INSERT INTO article (iri, source, revision, key, file, url, title, lang, published, publisher, zones,"
            " evidences, book, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        number = int(self._db.execute(insert, row).lastrowid or 0)
        members = [(m.key, m.iri, number, m.details) for m in facts.blocks]
        self._db.executemany("INSERT OR IGNORE INTO block (key, iri, article, details) VALUES (?, ?, ?, ?)", members)
        return number

    def _drop_links(self, links: Iterable[Link]) -> None:
        """Links of blocks; those of articles went with them."""
        drop = (
            "DELETE FROM link WHERE id = (SELECT id FROM link WHERE a = ? AND b = ? AND judgement = ? AND method = ?"
            " AND by = ? AND block = ? AND article IS NULL LIMIT 1)"
        )
        rows = [(x.left, x.right, x.judgement, x.method, x.by, x.block) for x in links]
        self._db.executemany(drop, rows)

    def _insert_links(self, change: Changes, articles: dict[str, int]) -> None:
        insert = "INSERT INTO link (a, b, judgement, score, method, by, block, article) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        rows: list[tuple[object, ...]] = []
        brought: list[Link] = []
        for iri, facts in change.added.items():
            brought += facts.links
            rows += [(*_columns(link), articles[iri]) for link in facts.links]
        rows += [(*_columns(link), None) for link in _without(change.links_new, brought)]
        self._db.executemany(insert, rows)

    # --- what follows from them

    def _count(self, gains: dict[Fact, int]) -> None:
        """Add articles to facts; a fact without any goes."""
        for fact, gain in gains.items():
            subject, predicate = self._node(fact.subject), self._name(fact.predicate)
            target = self._node(fact.object) if fact.datatype is None else None
            value = fact.object if fact.datatype is not None else None
            key = (subject, predicate, target, value, fact.datatype, fact.lang, fact.polarity, fact.certainty)
            find = (
                "SELECT id, n FROM fact WHERE cs = ? AND p = ? AND co IS ? AND value IS ? AND datatype IS ?"
                " AND lang IS ? AND polarity = ? AND certainty = ?"
            )
            found = None if fact.subject in self._made else self._db.execute(find, key).fetchone()
            if found is None:
                self._insert_fact(key, fact, gain)
            elif found[1] + gain > 0:
                self._db.execute("UPDATE fact SET n = ? WHERE id = ?", (found[1] + gain, found[0]))
            else:
                self._delete_fact(found[0], fact)
        single = Counter((fact.subject, fact.predicate) for fact in gains if fact.predicate in SINGLE)
        for (iri, name), values in sorted(single.items()):
            if values > 1 or iri not in self._made:
                self._prevail(iri, name)
        for iri in sorted({fact.subject for fact in gains if fact.predicate in CAPTIONING}):
            self._caption(iri)

    def _caption(self, iri: str) -> None:
        """Keep the name that people see, for sorting."""
        find = (
            "SELECT p.name, coalesce(f.value, ''), f.lang, f.n, f.polarity, f.certainty FROM fact f"
            " JOIN name p ON p.id = f.p WHERE f.cs = ? ORDER BY p.name, f.n DESC, f.value"
        )
        rows = self._db.execute(find, (self._node(iri),)).fetchall()
        known = [Known(Fact(iri, p, v, "string", lang, pol, cert), n) for p, v, lang, n, pol, cert in rows]
        caption = best_name(known, None) or iri.rpartition("/")[2]
        self._db.execute("UPDATE node SET caption = ? WHERE iri = ?", (caption if rows else None, iri))

    def _prevail(self, iri: str, predicate: str) -> None:
        """Let filters and orders see only the value that counts."""
        find = "SELECT id, value, datatype, polarity, certainty, n FROM fact WHERE cs = ? AND p = ?"
        rows = self._db.execute(find, (self._node(iri), self._name(predicate))).fetchall()
        known = [Known(Fact(iri, predicate, v, t, None, p, c), n) for _, v, t, p, c, n in rows if v is not None]
        best = prevailing(predicate, known)
        hidden = [(value if value == best else None, row) for row, value, *_ in rows]
        self._db.executemany("UPDATE fact SET k = ? WHERE id = ?", hidden)

    def _insert_fact(self, key: tuple[object, ...], fact: Fact, n: int) -> None:
        value = fact.object if fact.datatype is not None else None
        is_compared = fact.predicate in SINGLE or (fact.predicate not in PROSE and len(fact.object) <= SHORT)
        short = value if is_compared else None
        fold = folded(value) if value is not None and fact.predicate in NAMES else None
        insert = (
            "INSERT INTO fact (cs, p, co, value, datatype, lang, polarity, certainty, n, k, fold)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        row = self._db.execute(insert, (*key, n, short, fold)).lastrowid
        if fact.predicate in SEARCHED and value is not None:
            self._db.execute("INSERT INTO fact_text (rowid, value) VALUES (?, ?)", (row, " ".join(words(value))))

    def _delete_fact(self, row: int, fact: Fact) -> None:
        if fact.predicate in SEARCHED and fact.datatype is not None:
            delete = "INSERT INTO fact_text (fact_text, rowid, value) VALUES ('delete', ?, ?)"
            self._db.execute(delete, (row, " ".join(words(fact.object))))
        self._db.execute("DELETE FROM fact WHERE id = ?", (row,))

    def _see(self, change: Changes) -> None:
        homes = {iri for _, iri in change.sightings}
        numbers = {iri: self._db.execute("SELECT id FROM article WHERE iri = ?", (iri,)).fetchone()[0] for iri in homes}
        gone = [(self._node(iri), numbers[home]) for (iri, home), s in change.sightings.items() if s is None]
        self._db.executemany("DELETE FROM sighting WHERE node = ? AND article = ?", gone)
        rows = [
            (self._node(iri), numbers[home], s.start, s.end, s.extractor, json.dumps(s.via))
            for (iri, home), s in change.sightings.items()
            if s is not None
        ]
        insert = "INSERT OR REPLACE INTO sighting (node, article, start, end, extractor, via) VALUES (?, ?, ?, ?, ?, ?)"
        self._db.executemany(insert, rows)

    def _alias(self, aliases: dict[str, str | None]) -> None:
        self._loose.update(Reader(self._db).aliases_of(sorted(aliases)).values())
        self._db.executemany("DELETE FROM alias WHERE iri = ?", [(iri,) for iri in aliases])
        rows = [(iri, self._node(main)) for iri, main in aliases.items() if main is not None]
        self._db.executemany("INSERT INTO alias (iri, node) VALUES (?, ?)", rows)

    def _sweep(self, change: Changes) -> None:
        """Forget nodes that nothing names any more."""
        lost = [fact for fact, gain in change.facts.items() if gain < 0]
        loose = {iri for fact in lost for iri in (fact.subject, fact.object if fact.datatype is None else fact.subject)}
        loose |= self._loose
        gone = (
            "DELETE FROM node WHERE iri = ?1 AND NOT EXISTS (SELECT 1 FROM fact WHERE cs = node.id)"
            " AND NOT EXISTS (SELECT 1 FROM fact WHERE co = node.id)"
            " AND NOT EXISTS (SELECT 1 FROM alias WHERE alias.node = node.id)"
        )
        self._db.executemany(gone, [(iri,) for iri in sorted(loose)])

    def _node(self, iri: str) -> int:
        if iri not in self._nodes:
            row = self._db.execute("SELECT id FROM node WHERE iri = ?", (iri,)).fetchone()
            if row is None:
                self._made.add(iri)
                self._nodes[iri] = int(self._db.execute("INSERT INTO node (iri) VALUES (?)", (iri,)).lastrowid or 0)
            else:
                self._nodes[iri] = int(row[0])
        return self._nodes[iri]

    def _name(self, name: str) -> int:
        if name not in self._names:
            self._db.execute("INSERT OR IGNORE INTO name (name) VALUES (?)", (name,))
            row = self._db.execute("SELECT id FROM name WHERE name = ?", (name,)).fetchone()
            self._names[name] = int(row[0])
        return self._names[name]


def _columns(link: Link) -> tuple[object, ...]:
    return (link.left, link.right, link.judgement, link.score, link.method, link.by, link.block)


def _without(links: Sequence[Link], others: Iterable[Link]) -> list[Link]:
    """The links but for the others."""
    drop = set(others)
    return [link for link in links if link not in drop]
