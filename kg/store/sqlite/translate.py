"""From a `Query` to SQL: parameters only, never a value inside the text.

A conjunction is driven by its rarest part, as a set of candidates read from an index; its other parts
are looked up per candidate. Which part is rarest is counted when the query comes, all parts a little further in each
turn until one has no more, so that counting takes as long as the rarest part has rows. What matches a full text is
gathered once for a query, however many candidates are held against it.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.store.base import And, Condition, Cursor, Match, Not, Or, Order, Some
from kg.text import folded, words

CAP = 20_000
"""Rows counted at most when parts are compared; beyond it a part counts as common."""

FIRST_LOOK = 32
FURTHER = 8
"""Rows of each part counted in the first turn, and how many times as many in each turn after it."""

HIGHEST = 4
"""How far conditions nest that are read as sets; SQLite's parser keeps a hundred open brackets and words at most."""

Parameter = str | int


@dataclass(slots=True)
class Sql:
    """A piece of SQL with its parameters, in order."""

    text: str
    parameters: list[Parameter] = field(default_factory=list)


class Translator:
    """Translates conditions against one connection (it looks up ids and counts)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._aliases = 0
        self._counts: dict[Condition, tuple[int, int]] = {}
        self._known_names: dict[str, int] = {}
        self._known_nodes: dict[tuple[str, ...], tuple[int, ...]] = {}

    def query(self, type_iri: str, where: Condition) -> Sql:
        """SELECT of the canonical ids (column ``id``) of a class that fulfil ``where``."""
        where = joined(where)
        parts = [self._type_match(type_iri), *(where.parts if isinstance(where, And) else (where,))]
        driver, others = self._driver_first(parts)
        sql = Sql(f"SELECT n.id AS id FROM node n WHERE n.id IN ({driver.text})")
        sql.parameters = driver.parameters
        for part in others:
            test = self._test(part, "n.id")
            sql.text += f" AND {test.text}"
            sql.parameters += test.parameters
        return sql

    def _type_match(self, type_iri: str) -> Match:
        return Match(("type",), "eq", (type_iri,))

    def _driver_first(self, parts: list[Condition]) -> tuple[Sql, list[Condition]]:
        """The rarest part that can be read as a set, and the rest."""
        sets = [p for p in parts if self._is_set(p)]
        best, fewest, most = sets[0], CAP, FIRST_LOOK
        while len(sets) > 1 and fewest >= CAP and most < CAP * FURTHER:
            seen = min(most, CAP)
            counts = [self._estimate(part, seen) for part in sets]
            if min(counts) < seen:
                fewest = min(counts)
                best = sets[counts.index(fewest)]
            most *= FURTHER
        return self._set(best), [p for p in parts if p is not best]

    def _is_set(self, part: Condition) -> bool:
        if _height(part) > HIGHEST:
            return False
        if isinstance(part, Match):
            return bool(part.path)
        if isinstance(part, And | Or):
            wanted = any if isinstance(part, And) else all
            return bool(part.parts) and wanted(self._is_set(p) for p in part.parts)
        return isinstance(part, Some) and self._is_set(part.where)

    def _estimate(self, part: Condition, most: int) -> int:
        """Rows to read for a part, counted up to ``most``; counted once however often it is asked."""
        rows, seen = self._counts.get(part, (0, 0))
        if rows >= seen and seen < most:
            rows, seen = self._counts[part] = self._count(part, most), most
        return min(rows, most)

    def _count(self, part: Condition, most: int) -> int:
        if isinstance(part, Match):
            hop = self._hop(part, "f")
            sql = Sql(f"SELECT count(*) FROM (SELECT 1 FROM fact f WHERE {hop.text} LIMIT ?)", [*hop.parameters, most])
            (rows,) = self._connection.execute(sql.text, sql.parameters).fetchone()
            return int(rows)
        if isinstance(part, Some):
            return self._estimate(part.where, most)
        if isinstance(part, And):
            for inner in (p for p in part.parts if self._is_set(p)):
                most = min(most, self._estimate(inner, most))
            return most
        rows = 0
        for inner in part.parts if isinstance(part, Or) else ():
            if rows >= most:
                break
            rows += self._estimate(inner, most - rows)
        return min(rows, most)

    def _set(self, part: Condition) -> Sql:
        """SELECT of all canonical subject ids that fulfil a part."""
        if isinstance(part, Match):
            return self._along(part.path, self._hop(part, "f"), "f")
        if isinstance(part, Some):
            inner = self._set(part.where)
            target = Sql(f"f.co IN ({inner.text}) AND f.p = ?", [*inner.parameters, self._name(part.path[-1])])
            return self._along(part.path, target, "f")
        if isinstance(part, Or):
            return self._union([self._set(p) for p in part.parts])
        assert isinstance(part, And)
        driver, others = self._driver_first(list(part.parts))
        sql = Sql(f"SELECT d.id FROM node d WHERE d.id IN ({driver.text})", driver.parameters)
        for other in others:
            test = self._test(other, "d.id")
            sql.text += f" AND {test.text}"
            sql.parameters += test.parameters
        return sql

    def _union(self, parts: list[Sql]) -> Sql:
        text = " UNION ".join(f"SELECT * FROM ({p.text})" for p in parts)
        return Sql(text, [v for p in parts for v in p.parameters])

    def _along(self, path: tuple[str, ...], last: Sql, alias: str) -> Sql:
        """From rows of the last hop back to the subjects at the path's start."""
        sql = Sql(f"SELECT {alias}.cs FROM fact {alias} WHERE {last.text}", last.parameters)
        for predicate in reversed(path[:-1]):
            step = self._alias()
            sql = Sql(
                f"SELECT {step}.cs FROM fact {step} WHERE {step}.co IN ({sql.text}) AND {step}.p = ?",
                [*sql.parameters, self._name(predicate)],
            )
        return sql

    def _test(self, part: Condition, subject: str) -> Sql:
        """A truth value about the canonical id ``subject``."""
        if isinstance(part, Match):
            return self._test_match(part, subject)
        if isinstance(part, Some):
            return self._test_some(part, subject)
        if isinstance(part, Not):
            inner = self._test(part.part, subject)
            return Sql(f"NOT {inner.text}", inner.parameters)
        joiner, empty = (" AND ", "1") if isinstance(part, And) else (" OR ", "0")
        tests = [self._test(p, subject) for p in part.parts]
        if len(tests) == 1:
            # SQLite's parser takes some 20 levels of brackets
            return tests[0]
        text = joiner.join(t.text for t in tests) or empty
        return Sql(f"({text})", [v for t in tests for v in t.parameters])

    def _test_match(self, part: Match, subject: str) -> Sql:
        if not part.path:
            return self._test_self(part, subject)
        return self._exists(part.path, subject, lambda alias: self._hop(part, alias, as_test=True))

    def _test_self(self, part: Match, subject: str) -> Sql:
        if part.operator not in ("eq", "in", "below"):
            raise ValueError(f"{part.operator} needs a path")
        ids = self._nodes(part.values)
        return Sql(f"{subject} IN ({_marks(ids)})", list(ids))

    def _test_some(self, part: Some, subject: str) -> Sql:
        def last(alias: str) -> Sql:
            inner = self._test(part.where, f"{alias}.co")
            return Sql(f"{alias}.p = ? AND {inner.text}", [self._name(part.path[-1]), *inner.parameters])

        return self._exists(part.path, subject, last)

    def _exists(self, path: tuple[str, ...], subject: str, last) -> Sql:  # type: ignore[no-untyped-def]
        """EXISTS over a chain of facts that starts at ``subject``; ``last`` gives the last hop's test."""
        aliases = [self._alias() for _ in path]
        tests, parameters = [f"{aliases[0]}.cs = {subject}"], []
        for here, after, predicate in zip(aliases, aliases[1:], path, strict=False):
            tests += [f"{here}.p = ?", f"{after}.cs = {here}.co"]
            parameters.append(self._name(predicate))
        end = last(aliases[-1])
        # said outright, for SQLite would at times rather read all facts of the last predicate, for each subject anew
        tables = " CROSS JOIN ".join(f"fact {a} INDEXED BY fact_subject" for a in aliases)
        text = f"EXISTS (SELECT 1 FROM {tables} WHERE {' AND '.join([*tests, end.text])})"
        return Sql(text, [*parameters, *end.parameters])

    def _hop(self, part: Match, alias: str, *, as_test: bool = False) -> Sql:
        """What a path's last fact must be: its predicate and object; ``as_test`` where its subject is given."""
        predicate = self._name(part.path[-1])
        text = part.operator == "text"
        test = self._full_text(part.values, alias, as_test) if text else self._value_test(part, alias)
        return Sql(f"{alias}.p = ? AND {test.text}", [predicate, *test.parameters])

    def _value_test(self, part: Match, alias: str) -> Sql:
        operator, values = part.operator, part.values
        if operator == "exists":
            return Sql("1")
        if operator in ("eq", "in", "below"):
            return self._equal(values, alias)
        if operator == "not_before":
            # the second half is what an index can answer: a partial date begins with the same year
            return Sql(f"({alias}.k || '~' >= ? AND {alias}.k >= ?)", [values[0], values[0][:4]])
        if operator == "not_after":
            return Sql(f"{alias}.k <= ?", [values[0] + "~"])
        pattern = _escaped(folded(values[0])) + "%"
        pattern = "%" + pattern if operator == "contains" else pattern
        return Sql(f"({alias}.fold IS NOT NULL AND {alias}.fold LIKE ? ESCAPE '\\')", [pattern])

    def _equal(self, values: tuple[str, ...], alias: str) -> Sql:
        """IRIs are compared by node, everything else as a literal; a value may be meant as either."""
        ids = self._nodes(values)
        if ids and len(ids) == len(values):
            return Sql(f"{alias}.co IN ({_marks(ids)})", list(ids))
        literal = Sql(f"({alias}.k IS NOT NULL AND {alias}.k IN ({_marks(values)}))", list(values))
        if not ids:
            return literal
        text = f"({alias}.co IN ({_marks(ids)}) OR {literal.text})"
        return Sql(text, [*ids, *literal.parameters])

    def _full_text(self, texts: tuple[str, ...], alias: str, as_test: bool) -> Sql:
        match = " OR ".join(f"({query})" for query in map(fts_query, texts) if query)
        if not match:
            return Sql("0")
        # with a plus SQLite holds each fact against all that match; without, it tries all that match for each fact
        row = f"+{alias}.id" if as_test else f"{alias}.id"
        return Sql(f"{row} IN (SELECT rowid FROM fact_text WHERE fact_text MATCH ?)", [match])

    def _nodes(self, iris: tuple[str, ...]) -> tuple[int, ...]:
        """Canonical node ids of those values that are IRIs in the store."""
        if iris in self._known_nodes:
            return self._known_nodes[iris]
        sql = (
            "SELECT node FROM alias WHERE iri = ?1"
            " UNION ALL SELECT id FROM node WHERE iri = ?1 AND NOT EXISTS (SELECT 1 FROM alias WHERE iri = ?1)"
        )
        found = (self._connection.execute(sql, (iri,)).fetchone() for iri in iris)
        self._known_nodes[iris] = tuple(sorted({row[0] for row in found if row}))
        return self._known_nodes[iris]

    def _name(self, predicate: str) -> int:
        if predicate not in self._known_names:
            row = self._connection.execute("SELECT id FROM name WHERE name = ?", (predicate,)).fetchone()
            self._known_names[predicate] = int(row[0]) if row else -1
        return self._known_names[predicate]

    def _alias(self) -> str:
        self._aliases += 1
        return f"f{self._aliases}"


def joined(part: Condition) -> Condition:
    """The same with each full text over one path looked up once: alternatives become one with several values."""
    if isinstance(part, And):
        return And(tuple(joined(p) for p in part.parts))
    if isinstance(part, Not):
        return Not(joined(part.part))
    if isinstance(part, Some):
        return Some(part.path, joined(part.where))
    if isinstance(part, Match):
        return part
    texts: dict[tuple[str, ...], dict[str, None]] = {}
    others: dict[Condition, None] = {}
    for option in _options(part):
        if isinstance(option, Match) and option.operator == "text":
            texts.setdefault(option.path, {}).update(dict.fromkeys(option.values))
        else:
            others[option] = None
    return Or((*(Match(path, "text", tuple(values)) for path, values in texts.items()), *others))


def _options(part: Or) -> Iterator[Condition]:
    """Alternatives, those of alternatives included; a conjunction of one is what it holds."""
    for option in part.parts:
        while isinstance(option, And | Or) and len(option.parts) == 1:
            option = option.parts[0]
        if isinstance(option, Or):
            yield from _options(option)
        else:
            yield joined(option)


def _height(part: Condition) -> int:
    """How deep a condition nests."""
    if isinstance(part, And | Or):
        return 1 + max((_height(p) for p in part.parts), default=0)
    return 1 + _height(part.where) if isinstance(part, Some) else 1


def _marks(values: tuple[Parameter, ...] | tuple[str, ...] | tuple[int, ...]) -> str:
    return ", ".join("?" * len(values))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def fts_query(text: str) -> str | None:
    """All words of the text, each quoted, so that nothing in it is read as FTS5 syntax."""
    return " ".join(f'"{word}"' for word in words(text)) or None


def page_sql(
    found: Sql, order: Order, order_id: int, after: Cursor | None, limit: int, *, is_counted: bool = False
) -> Sql:
    """Sort ``found`` by the order's value and IRI, start behind the cursor, take ``limit`` rows (value, IRI, total).

    The total over all pages is NULL unless ``is_counted``.
    """
    # the plus keeps SQLite from reading every date there is for each row, over the index that is sorted by them
    value = "(SELECT max(v.k) FROM fact v WHERE v.cs = x.id AND v.p = ? AND +v.k IS NOT NULL)"
    is_looked_up = order.predicate not in (None, "name")
    if not is_looked_up:
        value = "n.caption" if order.predicate == "name" else "NULL"
    total = "count(*) OVER ()" if is_counted else "NULL"
    sql = Sql(
        f"SELECT v, iri, total FROM (SELECT {value} AS v, n.iri AS iri, {total} AS total"
        f" FROM ({found.text}) x JOIN node n ON n.id = x.id)"
    )
    sql.parameters = [*([order_id] if is_looked_up else []), *found.parameters]
    if after is not None:
        behind = _behind(after, order)
        sql.text += f" WHERE {behind.text}"
        sql.parameters += behind.parameters
    direction = "DESC" if order.descending else "ASC"
    sql.text += f" ORDER BY v IS NULL, v {direction}, iri LIMIT ?"
    sql.parameters.append(limit)
    return sql


def _behind(after: Cursor, order: Order) -> Sql:
    if after.value is None:
        return Sql("(v IS NULL AND iri > ?)", [after.iri])
    sign = "<" if order.descending else ">"
    return Sql(f"(v IS NULL OR v {sign} ? OR (v = ? AND iri > ?))", [after.value, after.value, after.iri])
