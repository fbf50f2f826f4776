"""From a `Query` to Cypher: values are parameters, labels and types come from the ontology.

The planner does not start from inside an EXISTS subquery, so the rarest part of a conjunction is made the start of
the pattern here, and the others are tested on what it gives. Which part is rarest is known from the degrees of the
nodes that the query names (`Degrees`), which Neo4j keeps at hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from kg.display import SINGLE
from kg.store.base import And, Condition, Cursor, Match, Not, Or, Order, Query, Some
from kg.store.neo4j.lookups import SEEN
from kg.store.neo4j.schema import edge, is_edge, label
from kg.text import folded, words
from ontology.namespaces import ACT
from ontology.schemes import terms

ALL = 10_000_000
"""Reckoned for a part that names nothing that could be counted."""

BY_VALUE = 1_000_000
BY_WORDS = 2_000
BY_NAME = 1_000

Degrees = Mapping[tuple[str, str], int]
"""How many relationships of a type each canonical IRI has, by (IRI, type)."""


@dataclass(slots=True)
class Cypher:
    """A query being written, with its parameters."""

    degrees: Degrees
    aliases: Mapping[str, str]
    parameters: dict[str, Any] = field(default_factory=dict)
    _names: Any = field(default_factory=lambda: count(1))

    def value(self, value: Any) -> str:
        """A parameter for a value."""
        name = f"p{next(self._names)}"
        self.parameters[name] = value
        return f"${name}"

    def variable(self) -> str:
        """A new variable."""
        return f"v{next(self._names)}"

    # --- what starts a pattern

    def start(self, class_name: str, where: Condition) -> str:
        """Clauses after which ``n`` is each entity of the class that fulfils ``where``, once."""
        parts = [*(where.parts if isinstance(where, And) else (where,))]
        driver = self._driver(parts)
        tests = [self.test(part, "n") for part in parts if part is not driver]
        if driver is None:
            return f"MATCH (n:{class_name}){_where(tests)}"
        return f"{self.find(driver, 'n')} WITH DISTINCT n{_where([f'n:{class_name}', *tests])}"

    def is_narrow(self, where: Condition) -> bool:
        """True if `start` begins with less than all entities of the class."""
        return self._driver([*(where.parts if isinstance(where, And) else (where,))]) is not None

    def _driver(self, parts: list[Condition]) -> Condition | None:
        """The rarest part that can start a pattern."""
        starts = [part for part in parts if self._can_start(part)]
        best = min(starts, key=lambda part: (self.estimate(part), parts.index(part)), default=None)
        return best if best is not None and self.estimate(best) < BY_VALUE else None

    def _can_start(self, part: Condition) -> bool:
        if isinstance(part, Match):
            return part.operator != "exists" or bool(part.path)
        if isinstance(part, And | Or):
            wanted = any if isinstance(part, And) else all
            return bool(part.parts) and wanted(self._can_start(p) for p in part.parts)
        return isinstance(part, Some) and self._can_start(part.where)

    def estimate(self, part: Condition) -> int:
        """Roughly how many entities fulfil a part."""
        if isinstance(part, Some):
            return self.estimate(part.where)
        if isinstance(part, And):
            return min((self.estimate(p) for p in part.parts if self._can_start(p)), default=ALL)
        if isinstance(part, Or):
            return sum(self.estimate(p) for p in part.parts)
        if isinstance(part, Match):
            return self._estimate_match(part)
        return ALL

    def _estimate_match(self, part: Match) -> int:
        if not part.path:
            return len(part.values)
        if part.operator == "text":
            return BY_WORDS
        last = part.path[-1]
        if part.operator == "exists" or last == "type":
            return ALL
        if is_edge(last):
            kind = edge(last)[0]
            return sum(self.degrees.get((self.canonical(iri), kind), 0) for iri in part.values)
        return BY_NAME if last in ("name", "alias", "title", "code", "concept", "url", "file") else BY_VALUE

    def canonical(self, iri: str) -> str:
        """What an IRI stands for."""
        return self.aliases.get(iri, iri)

    def find(self, part: Condition, var: str) -> str:
        """Clauses that bind ``var`` to entities that fulfil a part; some may come twice."""
        if isinstance(part, Match):
            return self._find_match(part, var)
        if isinstance(part, Some):
            inner = self.variable()
            return f"{self.find(part.where, inner)} WITH DISTINCT {inner} MATCH {self._path(part.path, var, inner)}"
        if isinstance(part, Or):
            names = [p for p in part.parts if isinstance(p, Match) and len(p.path) == 1 and _is_of_name(p)]
            if names and len(names) == len(part.parts):
                return self._find_name(names, var)
            either = " UNION ".join(f"{self.find(p, var)} RETURN {var}" for p in part.parts)
            return f"CALL () {{ {either} }}"
        assert isinstance(part, And)
        driver = self._driver([*part.parts]) or next(p for p in part.parts if self._can_start(p))
        tests = [self.test(p, var) for p in part.parts if p is not driver]
        return f"{self.find(driver, var)} WITH DISTINCT {var}{_where(tests)}"

    def _find_match(self, part: Match, var: str) -> str:
        if not part.path:
            iris = self.value([self.canonical(iri) for iri in part.values])
            return f"MATCH ({var}:Entity) WHERE {var}.iri IN {iris}"
        last = part.path[-1]
        if is_edge(last) and part.operator in ("eq", "in", "below"):
            end = self.variable()
            iris = self.value([self.canonical(iri) for iri in part.values])
            return f"MATCH ({end}:Entity) WHERE {end}.iri IN {iris} MATCH {self._path(part.path, var, end)}"
        inner = self.variable() if len(part.path) > 1 else var
        if part.operator == "text":
            found = self._find_text(last, part.values[0], inner)
        elif _is_of_name(part):
            found = self._find_name([part], inner)
        else:
            test = self.test(Match((last,), part.operator, part.values), inner)
            found = f"MATCH ({inner}:Entity) WHERE {test}"
        if len(part.path) == 1:
            return found
        return f"{found} WITH DISTINCT {inner} MATCH {self._path(part.path[:-1], var, inner)}"

    def _find_text(self, predicate: str, text: str, var: str) -> str:
        """Entities by the full-text index of the words that the API compares."""
        wanted = words(text)
        if not wanted:
            return f"MATCH ({var}:Entity) WHERE false"
        query = self.value(lucene(predicate, wanted))
        facts = self.variable()
        return (
            f"CALL db.index.fulltext.queryNodes('fact_words', {query}) YIELD node AS {facts}"
            f" WITH {facts} WHERE {self._has_words(facts, predicate, wanted)}"
            f" MATCH ({var}:Entity {{iri: {facts}.iri}})"
        )

    def _find_name(self, parts: list[Match], var: str) -> str:
        """Entities by a part of one or another name: each of its words is part of some word of the name."""
        facts = self.variable()
        query = self.value(" ".join(f"({_lucene_of_name(part)})" for part in parts))
        tests = " OR ".join(f"coalesce({self._like(facts, part)}, false)" for part in parts)
        return (
            f"CALL db.index.fulltext.queryNodes('fact_words', {query}) YIELD node AS {facts}"
            f" WITH {facts} WHERE {tests} MATCH ({var}:Entity {{iri: {facts}.iri}})"
        )

    # --- what is tested on a node that is there

    def test(self, part: Condition, var: str) -> str:
        """A truth value about ``var``."""
        if isinstance(part, Match):
            return self._test_match(part, var)
        if isinstance(part, Some):
            inner = self.variable()
            return f"EXISTS {{ MATCH {self._path(part.path, var, inner)} WHERE {self.test(part.where, inner)} }}"
        if isinstance(part, Not):
            return f"NOT coalesce({self.test(part.part, var)}, false)"
        joiner, empty = (" AND ", "true") if isinstance(part, And) else (" OR ", "false")
        return f"({joiner.join(f'coalesce({self.test(p, var)}, false)' for p in part.parts) or empty})"

    def _test_match(self, part: Match, var: str) -> str:
        if not part.path:
            if part.operator not in ("eq", "in", "below"):
                raise ValueError(f"{part.operator} needs a path")
            return f"{var}.iri IN {self.value([self.canonical(iri) for iri in part.values])}"
        if len(part.path) > 1:
            inner = self.variable()
            last = Match(part.path[-1:], part.operator, part.values)
            return f"EXISTS {{ MATCH {self._path(part.path[:-1], var, inner)} WHERE {self._test_match(last, inner)} }}"
        predicate = part.path[0]
        if predicate == "type":
            return self._test_class(part, var)
        if is_edge(predicate):
            return self._test_edge(part, var)
        if predicate in SINGLE or predicate == "act":
            return self._test_property(part, var)
        return self._test_facts(part, var)

    def _test_class(self, part: Match, var: str) -> str:
        if part.operator == "exists":
            return f"size(labels({var})) > 1"
        names = sorted({name for name in map(label, part.values) if name})
        return f"({' OR '.join(f'{var}:{name}' for name in names) or 'false'})"

    def _test_edge(self, part: Match, var: str) -> str:
        inner = self.variable()
        path = self._path(part.path, var, inner)
        if part.operator == "exists":
            return f"EXISTS {{ MATCH {path} }}"
        if part.operator not in ("eq", "in", "below"):
            return "false"
        iris = self.value([self.canonical(iri) for iri in part.values])
        return f"EXISTS {{ MATCH {path} WHERE {inner}.iri IN {iris} }}"

    def _test_property(self, part: Match, var: str) -> str:
        """A property with one value."""
        name, values = f"{var}.{part.path[0]}", part.values
        if part.operator == "exists":
            return f"{name} IS NOT NULL"
        if part.operator in ("eq", "in", "below"):
            return f"{name} IN {self.value([_stored(part.path[0], value) for value in values])}"
        if part.operator == "not_before":
            # the first half is what an index can answer
            return f"({name} >= {self.value(values[0][:4])} AND {name} + '~' >= {self.value(values[0])})"
        if part.operator == "not_after":
            return f"{name} <= {self.value(values[0] + '~')}"
        return self._test_facts(part, var)

    def _test_facts(self, part: Match, var: str) -> str:
        """A literal that may have several values: looked up among the entity's facts."""
        facts, predicate = self.variable(), part.path[0]
        if predicate in ("content", "quote") and part.operator == "exists":
            return f"{var}.{predicate} IS NOT NULL"
        if part.operator in ("contains", "starts_with"):
            test = self._like(facts, part)
        elif part.operator == "text":
            wanted = words(part.values[0])
            test = self._has_words(facts, predicate, wanted) if wanted else "false"
        else:
            test = self._has_value(facts, part)
        return f"EXISTS {{ MATCH ({facts}:_Facts {{iri: {var}.iri}}) WHERE {test} }}"

    def _has_value(self, facts: str, part: Match) -> str:
        prefix = f"{part.path[0]}="
        start = self.value(prefix)
        if part.operator == "exists":
            return f"any(x IN {facts}.values WHERE x STARTS WITH {start})"
        if part.operator in ("eq", "in", "below"):
            wanted = self.value([prefix + value for value in part.values])
            return f"any(x IN {wanted} WHERE x IN {facts}.values)"
        if part.operator == "not_before":
            bound = f"x + '~' >= {self.value(prefix + part.values[0])}"
        else:
            bound = f"x <= {self.value(prefix + part.values[0] + '~')}"
        return f"any(x IN {facts}.values WHERE x STARTS WITH {start} AND {bound})"

    def _like(self, facts: str, part: Match) -> str:
        predicate, text = part.path[-1], self.value(folded(part.values[0]))
        if predicate not in ("name", "alias", "title"):
            return "false"
        how = "CONTAINS" if part.operator == "contains" else "STARTS WITH"
        return f"any(x IN {facts}.{predicate} WHERE x {how} {text})"

    def _has_words(self, facts: str, predicate: str, wanted: list[str]) -> str:
        """All words stand in one and the same value."""
        if predicate not in ("name", "alias", "title", "content", "quote"):
            return "false"
        padded = self.value([f" {word} " for word in wanted])
        return f"any(x IN {facts}.{predicate} WHERE all(w IN {padded} WHERE (' ' + x + ' ') CONTAINS w))"

    # --- paths and pages

    def _path(self, path: tuple[str, ...], start: str, end: str) -> str:
        """A pattern along predicates from ``start`` to ``end``."""
        text = f"({start})"
        for step, predicate in enumerate(path, 1):
            kind, is_turned = edge(predicate)
            arrow = f"<-[:{kind}]-" if is_turned else f"-[:{kind}]->"
            text += f"{arrow}({end if step == len(path) else ''})"
        return text

    def page(self, query: Query) -> str:
        """Clauses that sort ``n``, start behind the cursor and give the page and the next row: ``shown`` and ``rows``.

        A row is a list of value, IRI, facts and sightings; the last two are null unless the query wants them.
        """
        order, after = query.order, query.after
        value = "null" if order.predicate is None else f"n.{_sorted_by(order.predicate)}"
        text = f" WITH n, n.iri AS iri, {value} AS value"
        if after is not None:
            text += _where([self._behind(after, order)])
        direction = "DESC" if order.descending else "ASC"
        text += f" ORDER BY value IS NULL, value {direction}, iri LIMIT {self.value(query.limit + 1)}"
        facts = "COLLECT { MATCH (f:_Facts {iri: iri}) RETURN f.facts }[0]" if query.with_facts else "null"
        seen = f"COLLECT {{ {SEEN} }}" if query.with_sightings else "null"
        return f"{text} RETURN collect(n) AS shown, collect([value, iri, {facts}, {seen}]) AS rows"

    def _behind(self, after: Cursor, order: Order) -> str:
        iri = self.value(after.iri)
        if after.value is None:
            return f"value IS NULL AND iri > {iri}"
        value, sign = self.value(after.value), "<" if order.descending else ">"
        return f"(value IS NULL OR value {sign} {value} OR (value = {value} AND iri > {iri}))"


def _is_of_name(part: Match) -> bool:
    """True for a test on a part of a name that has words."""
    return part.operator in ("contains", "starts_with") and bool(words(part.values[0]))


def _lucene_of_name(part: Match) -> str:
    lead = "*" if part.operator == "contains" else ""
    return " ".join(f"+{part.path[-1]}:{lead}{word}*" for word in words(part.values[0]))


def lucene(predicate: str, wanted: list[str]) -> str:
    """A query of Lucene for all words; they are letters, digits and marks, so nothing in them is syntax."""
    return " ".join(f"+{predicate}:{word}" for word in wanted)


def iris_of(condition: Condition) -> set[tuple[str, str | None]]:
    """IRIs that a condition compares with, each with the type of relationship that leads to it, if any."""
    if isinstance(condition, Match):
        if condition.operator not in ("eq", "in", "below"):
            return set()
        last = condition.path[-1] if condition.path else None
        if last is not None and not is_edge(last):
            return set()
        return {(value, edge(last)[0] if last else None) for value in condition.values}
    if isinstance(condition, Some):
        return iris_of(condition.where)
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    return {pair for part in parts for pair in iris_of(part)}


def _where(tests: list[str]) -> str:
    return f" WHERE {' AND '.join(tests)}" if tests else ""


def _stored(predicate: str, value: str) -> str | bool:
    if predicate == "official":
        return value == "true"
    return value.removeprefix(ACT) if predicate == "act" else value


def _sorted_by(predicate: str) -> str:
    """The property that an order goes by; only what the ontology knows."""
    return predicate if predicate in terms() else "nothing_of_this_name"
