"""The writing side of the Neo4j store: one batch, one transaction."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from neo4j import ManagedTransaction

from kg.display import SINGLE, best_name, prevailing
from kg.errors import StoreError
from kg.model import ArticleFacts, Fact, Known, Link
from kg.store.base import Batch
from kg.store.book import packed
from kg.store.ledger import Changes, changes
from kg.store.neo4j.reading import Reader, known, written
from kg.store.neo4j.schema import SEARCHED, edge, is_edge, label
from kg.text import folded
from ontology.namespaces import ACT, DATA

SHORT = 2000
"""Literals up to this many characters are kept for comparison."""

NOT_COMPARED = SINGLE | {"content", "quote"}
"""Literals that are properties of the node, or only searched for words."""
SAID = ("act", "mode", "date")
"""Properties of a statement that `SAID` repeats, so that they can be read between the nodes."""

Facts = dict[Fact, int]
Row = dict[str, Any]
EdgeKey = tuple[str, str, str]
"""Relationship type, IRI it starts from, IRI it leads to."""


class Writer:
    """Applies one batch inside a transaction; doing it again changes nothing."""

    def __init__(self, tx: ManagedTransaction, base_url: str) -> None:
        self._tx = tx
        self._base_url = base_url

    def apply(self, batch: Batch) -> None:
        """Work out what changes, change it, and read back that it is there."""
        # whoever writes holds the version node: a second writer waits here
        self._run("MERGE (s:_Store {id: 1}) SET s.writing = timestamp()")
        change = changes(batch, Reader(lambda query, **values: self._tx.run(query, values)))
        self._drop(change)
        self._books(change)
        self._links(change)
        self._alias(change.aliases)
        self._entities(change)
        self._see(change)
        self._verify(change)

    def _run(self, query: str, **values: Any) -> None:
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
            self._run(query, rows=[_link_row(link) for link in change.links_gone])

    def _books(self, change: Changes) -> None:
        if not change.added:
            return
        rows = [_book_row(iri, facts) for iri, facts in change.added.items()]
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
        rows = [{**_link_row(link), "article": iri} for link, iri in brought]
        rows += [_link_row(link) for link in change.links_new if link not in theirs]
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

    def _entities(self, change: Changes) -> None:
        """Bring the facts, the nodes and their relationships up to date."""
        gains: dict[str, Facts] = defaultdict(dict)
        for fact, gain in change.facts.items():
            gains[fact.subject][fact] = gain
        if not gains:
            return
        before = self._facts_of(sorted(gains))
        after = {iri: _sum(before.get(iri, {}), gain) for iri, gain in gains.items()}
        there = {iri: facts for iri, facts in after.items() if facts}
        gone = [iri for iri, facts in after.items() if not facts]
        self._set_facts(there, before)
        self._set_nodes(there, before)
        self._set_edges(before, after)
        self._forget(gone, before, after)

    def _facts_of(self, iris: Sequence[str]) -> dict[str, Facts]:
        query = "MATCH (f:_Facts) WHERE f.iri IN $iris RETURN f.iri AS iri, f.facts AS facts"
        rows = self._tx.run(query, iris=list(iris))
        return {row["iri"]: {k.fact: k.articles for k in known(row["iri"], row["facts"])} for row in rows}

    def _set_facts(self, there: Mapping[str, Facts], before: Mapping[str, Facts]) -> None:
        rows = [_facts_row(iri, facts) for iri, facts in there.items()]
        new = [row for row in rows if row["iri"] not in before]
        if new:
            self._run("UNWIND $rows AS row CREATE (f:_Facts) SET f = row", rows=new)
        old = [row for row in rows if row["iri"] in before]
        if old:
            self._run("UNWIND $rows AS row MATCH (f:_Facts {iri: row.iri}) SET f = row", rows=old)

    def _set_nodes(self, there: Mapping[str, Facts], before: Mapping[str, Facts]) -> None:
        # one query for all classes: each query costs the server some planning
        rows = [
            {"p": node_row(iri, facts, self._base_url), "labels": list(_labels(facts))} for iri, facts in there.items()
        ]
        if rows:
            query = "UNWIND $rows AS row MERGE (n:Entity {iri: row.p.iri}) SET n = row.p SET n:$(row.labels)"
            self._run(query, rows=rows)
        lost = [
            {"iri": iri, "labels": sorted(gone)}
            for iri, facts in there.items()
            if (gone := set(_labels(before.get(iri, {}))) - set(_labels(facts)))
        ]
        if lost:
            self._run("UNWIND $rows AS row MATCH (n:Entity {iri: row.iri}) REMOVE n:$(row.labels)", rows=lost)

    def _set_edges(self, before: Mapping[str, Facts], after: Mapping[str, Facts]) -> None:
        old: dict[EdgeKey, Row] = {}
        new: dict[EdgeKey, Row] = {}
        for iri, facts in after.items():
            old.update(_edges(iri, before.get(iri, {})))
            new.update(_edges(iri, facts))
        self._make_targets(sorted({end for _, one, other in new for end in (one, other)} - set(after)))
        added: list[Row] = []
        changed: dict[str, list[Row]] = defaultdict(list)
        dropped: dict[str, list[Row]] = defaultdict(list)
        for key in sorted(old.keys() | new.keys()):
            kind, start, end = key
            row = {"a": start, "b": end, "p": new.get(key)}
            if key not in old:
                added.append({**row, "kind": kind})
            elif key not in new:
                dropped[kind].append(row)
            elif old[key] != new[key]:
                changed[kind].append(row)
        ends = "UNWIND $rows AS row MATCH (a:Entity {iri: row.a}) MATCH (b:Entity {iri: row.b})"
        if added:
            self._run(f"{ends} CREATE (a)-[e:$(row.kind)]->(b) SET e = row.p", rows=added)
        for kind, rows in changed.items():
            self._run(f"{ends} MATCH (a)-[e:{kind}]->(b) SET e = row.p", rows=rows)
        for kind, rows in dropped.items():
            self._run(f"{ends} MATCH (a)-[e:{kind}]->(b) DELETE e", rows=rows)

    def _make_targets(self, iris: Sequence[str]) -> None:
        """Nodes for what facts only point to."""
        if iris:
            self._run("UNWIND $iris AS iri MERGE (:Entity {iri: iri})", iris=list(iris))

    def _forget(self, gone: Sequence[str], before: Mapping[str, Facts], after: Mapping[str, Facts]) -> None:
        """Remove facts of entities that no article tells of, and nodes that nothing names any more."""
        if gone:
            self._run("MATCH (f:_Facts) WHERE f.iri IN $iris DELETE f", iris=list(gone))
            by_labels: dict[tuple[str, ...], list[str]] = defaultdict(list)
            for iri in gone:
                by_labels[_labels(before.get(iri, {}))].append(iri)
            for labels, iris in sorted(by_labels.items()):
                removed = "".join(f" REMOVE n:{name}" for name in labels)
                query = f"UNWIND $iris AS iri MATCH (n:Entity {{iri: iri}}) SET n = {{iri: iri}}{removed}"
                self._run(query, iris=iris)
        lost = {
            fact.object
            for iri, facts in before.items()
            for fact in facts
            if is_edge(fact.predicate) and fact not in after.get(iri, {})
        }
        loose = sorted({*gone, *lost})
        if loose:
            query = (
                "UNWIND $iris AS iri MATCH (n:Entity {iri: iri}) WHERE NOT EXISTS { (n)--() }"
                " AND NOT EXISTS { MATCH (:_Facts {iri: iri}) } DELETE n"
            )
            self._run(query, iris=loose)

    def _see(self, change: Changes) -> None:
        kept = [{"a": iri, "b": home} for iri, home in change.sightings if home not in change.added]
        if kept:
            query = (
                "UNWIND $rows AS row MATCH (a:Entity {iri: row.a}) MATCH (b:Entity {iri: row.b})"
                " MATCH (a)-[e:IN]->(b) DELETE e"
            )
            self._run(query, rows=kept)
        by_article: dict[str, list[Row]] = defaultdict(list)
        for (iri, home), s in change.sightings.items():
            if s is not None:
                place: Row = {"start": s.start, "end": s.end, "text": _storable(s.text), "extractor": s.extractor}
                by_article[home].append({"a": iri, "p": {**place, "via": list(s.via)} if s.via else place})
        if by_article:
            query = (
                "UNWIND $rows AS row MATCH (b:Entity {iri: row.b}) UNWIND row.seen AS seen"
                " MATCH (a:Entity {iri: seen.a}) CREATE (a)-[e:IN]->(b) SET e = seen.p"
            )
            self._run(query, rows=[{"b": home, "seen": seen} for home, seen in by_article.items()])

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


# --- rows


def node_row(iri: str, facts: Facts, base_url: str) -> Row:
    """Properties of the node that people see."""
    by_predicate: dict[str, list[Known]] = defaultdict(list)
    ordered = [Known(f, n) for f, n in sorted(facts.items(), key=lambda p: (p[0].predicate, -p[1], p[0].object))]
    for k in ordered:
        by_predicate[k.fact.predicate].append(k)
    name = best_name(ordered, None) or iri.rpartition("/")[2]
    row: Row = {"iri": iri, "name": _storable(name), "url": f"{base_url}/id/{iri.removeprefix(DATA)}"}
    for predicate, values in by_predicate.items():
        if predicate in ("name", "alias", "type", "via") or is_edge(predicate):
            continue
        if predicate == "exactMatch":
            row["same_as"] = sorted({k.fact.object for k in values})
        elif predicate in SINGLE:
            row[predicate] = _typed(predicate, prevailing(predicate, values))
            several = sorted({_storable(k.fact.object) for k in values})
            if len(several) > 1:
                row[f"{predicate}_all"] = several
        else:
            row[predicate] = _storable(values[0].fact.object.removeprefix(ACT))
    others = {_storable(k.fact.object) for p in ("name", "alias") for k in by_predicate[p]} - {row["name"]}
    if others:
        row["aliases"] = sorted(others)
    return row


def _facts_row(iri: str, facts: Facts) -> Row:
    """What the store compares: exact values as "predicate=value", and the words of each searched predicate."""
    row: Row = {"iri": iri, "facts": written(facts), "number": len(facts)}
    values: set[str] = set()
    texts: dict[str, set[str]] = {}
    for f in facts:
        if f.datatype is None:
            continue
        if f.predicate not in NOT_COMPARED and len(f.object) <= SHORT:
            values.add(_storable(f"{f.predicate}={f.object}"))
        if f.predicate in SEARCHED:
            texts.setdefault(f.predicate, set()).add(_storable(folded(f.object)))
    if values:
        row["values"] = sorted(values)
    for predicate, found in texts.items():
        row[predicate] = sorted(found)
    return row


def _labels(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Labels of an entity, from the ontology."""
    names = {label(f.object) for f in facts if f.predicate == "type"}
    return tuple(sorted(name for name in names if name is not None))


def _edges(iri: str, facts: Facts) -> dict[EdgeKey, Row]:
    """Relationships of an entity's facts, each once, whatever polarity and certainty its sources give it."""
    found: dict[EdgeKey, list[tuple[Fact, int]]] = defaultdict(list)
    for fact, n in facts.items():
        if is_edge(fact.predicate):
            kind, is_turned = edge(fact.predicate)
            if kind != "IN":
                ends = (fact.object, iri) if is_turned else (iri, fact.object)
                found[kind, *ends].append((fact, n))
    return {key: _edge_row(key[0], pairs, facts) for key, pairs in found.items()}


def _edge_row(kind: str, pairs: Sequence[tuple[Fact, int]], facts: Facts) -> Row:
    row: Row = {"articles": sum(n for _, n in pairs)}
    if not any(fact.asserted for fact, _ in pairs):
        fact = min((f for f, _ in pairs), key=lambda f: (f.polarity, f.certainty))
        if fact.polarity != "affirmed":
            row["polarity"] = fact.polarity
        if fact.certainty != "certain":
            row["certainty"] = fact.certainty
    if kind == "SAID":
        for predicate in SAID:
            own = [Known(f, n) for f, n in facts.items() if f.predicate == predicate]
            if own:
                row[predicate] = (prevailing(predicate, own) or "").removeprefix(ACT)
    return row


def _sum(facts: Facts, gains: Facts) -> Facts:
    total = {fact: facts.get(fact, 0) + gains.get(fact, 0) for fact in {**facts, **gains}}
    return {fact: n for fact, n in total.items() if n > 0}


def _typed(predicate: str, value: str | None) -> str | bool | None:
    if predicate == "official":
        return value == "true"
    return None if value is None else _storable(value)


def _link_row(link: Link) -> Row:
    return {
        "left": link.left, "right": link.right, "judgement": link.judgement, "score": link.score,
        "method": link.method, "by": link.by, "block": link.block,
    }  # fmt: skip


def _book_row(iri: str, facts: ArticleFacts) -> Row:
    a = facts.article
    return {
        "iri": iri, "source": facts.source, "revision": a.revision, "key": a.id, "file": a.file, "url": a.url,
        "title": a.title, "lang": a.lang, "published": a.published, "publisher": a.publisher,
        "zones": json.dumps([[z.start, z.end, z.kind] for z in a.zones]),
        "evidences": len(facts.evidence), "book": packed(facts), "text": a.text,
    }  # fmt: skip


def _storable(text: str) -> str:
    """The text without lone surrogates, which no UTF-8 can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
