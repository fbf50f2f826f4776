"""Answers found in waves are those of graphql-core, for questions made at random over the whole schema."""

import asyncio
import json
import time
from random import Random
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputType,
    GraphQLObjectType,
    execute,
    get_named_type,
    get_operation_ast,
    is_abstract_type,
    is_composite_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    parse,
    validate,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.context import Context
from api.execution import Executor
from api.lanes import Lanes
from api.plan import Unplanned
from api.prepared import Prepared
from api.schema import core_schema
from api.settings import Settings
from kg.model import Fact, Known, KnownFacts
from kg.store.base import Found, Store, Wanted
from ontology.namespaces import NS
from tests.store.made import iri

SCHEMA = core_schema()
DEEPEST = 7
GOOD: dict[str, tuple[str, ...]] = {
    "String": ('"Kim"', '"Putin"', '"US"', '"id"'),
    "ID": ('"https://w3id.org/jubir/id/state/US"', '"https://w3id.org/jubir/id/person/vladimir-putin"'),
    "Int": ("2", "3", "5"),
    "Boolean": ("true", "false"),
    "PartialDate": ('"2023"', '"2023-09"'),
}
BAD = {"ID": '"%%"', "Int": "101", "PartialDate": '"soon"'}
ODDS = {"first": 0.5, "lang": 0.3, "types": 0.3, "orderBy": 0.3, "after": 0.01}
"""How likely an argument is given that need not be."""


class Asker:
    """Writes questions that are valid, though their values need not be."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._fragments: list[str] = []

    def document(self) -> str:
        """A query with two variables that decide what is asked."""
        assert SCHEMA.query_type is not None
        query = self._selections(SCHEMA.query_type, 1)
        used = "on: __typename @include(if: $on) off: __typename @skip(if: $off)"
        return " ".join([f"query ($on: Boolean!, $off: Boolean! = false) {{ {used} {query[1:]}", *self._fragments])

    def _selections(self, kind: Any, depth: int) -> str:
        fields = [] if not hasattr(kind, "fields") else [f for f in kind.fields if not f.startswith("__")]
        parts = ["__typename"]
        if "nodes" in fields and depth > 1:
            fields += ["nodes"] * 3
        for _ in range(self._random.randint(1, 2 if depth == 1 else 5)):
            chance = self._random.random()
            if is_abstract_type(kind) and chance < 0.5:
                part = self._fragment(self._random.choice(SCHEMA.get_possible_types(kind)), depth)
            elif isinstance(kind, GraphQLObjectType) and chance < 0.1 and depth > 1:
                part = self._fragment(self._random.choice([kind, *kind.interfaces]), depth)
            elif fields:
                name = self._random.choice(fields)
                part = self._field(name, kind.fields[name], depth)
            else:
                continue
            parts.append(part)
        return "{ " + " ".join(parts) + " }"

    def _fragment(self, kind: Any, depth: int) -> str:
        inner = self._selections(kind, depth)
        if self._random.random() < 0.3:
            name = f"F{len(self._fragments)}"
            self._fragments.append(f"fragment {name} on {kind.name} {inner}")
            return f"...{name}{self._condition()} ...{name}"
        return f"... on {kind.name}{self._condition()} {inner}"

    def _field(self, name: str, definition: GraphQLField, depth: int) -> str:
        kind = get_named_type(definition.type)
        if is_composite_type(kind) and depth >= DEEPEST:
            return "__typename"
        # fields of one name that differ in arguments do not merge
        alias = f"{name}{self._random.randint(0, 99)}: " if definition.args or self._random.random() < 0.1 else ""
        below = self._selections(kind, depth + 1) if is_composite_type(kind) else ""
        return f"{alias}{name}{self._arguments(definition)}{self._condition()} {below}"

    def _condition(self) -> str:
        if self._random.random() < 0.9:
            return ""
        return f" @{self._random.choice(('skip', 'include'))}(if: {self._random.choice(('$on', '$off', 'true'))})"

    def _arguments(self, definition: GraphQLField) -> str:
        given = [
            f"{name}: {self._value(argument.type)}"
            for name, argument in definition.args.items()
            if is_non_null_type(argument.type) or self._random.random() < ODDS.get(name, 0.15)
        ]
        return f"({', '.join(given)})" if given else ""

    def _value(self, kind: GraphQLInputType, depth: int = 0) -> str:
        if is_non_null_type(kind):
            return self._value(kind.of_type, depth)
        if is_list_type(kind):
            return "[" + ", ".join(self._value(kind.of_type, depth) for _ in range(self._random.randint(0, 2))) + "]"
        if isinstance(kind, GraphQLEnumType):
            return str(self._random.choice(list(kind.values)))
        if is_leaf_type(kind):
            name = get_named_type(kind).name
            return BAD[name] if name in BAD and self._random.random() < 0.1 else self._random.choice(GOOD[name])
        fields: Any = getattr(kind, "fields", {})
        names = self._random.sample(list(fields), min(len(fields), self._random.randint(0, 2))) if depth < 3 else []
        inner = [f"{n}: {self._value(fields[n].type, depth + 1)}" for n in names]
        return "{" + ", ".join(x for x in inner if not x.endswith(": null")) + "}"


def by_core(store: Store, document: str, variables: dict[str, Any]) -> tuple[Any, bool]:
    """Data and whether there were errors, as graphql-core has them."""
    context = Context(store, Settings(), Lanes(Settings()), time.monotonic() + 60)

    async def run() -> Any:
        result: Any = execute(SCHEMA, parse(document), context_value=context, variable_values=variables)
        return await result if asyncio.iscoroutine(result) else result

    result = asyncio.run(run())
    return result.data, bool(result.errors)


def in_waves(store: Store, document: str, variables: dict[str, Any]) -> Any:
    """Data found in waves. Raises what goes wrong."""
    parsed = parse(document)
    operation: Any = get_operation_ast(parsed)

    def context(loaders: Any) -> Context:
        return Context(store, Settings(), Lanes(Settings()), time.monotonic() + 60, loaders)

    return Prepared(SCHEMA, parsed).answer(operation, variables, context)


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.booleans())
def test_waves_answer_as_graphql_core_does(sample_store: Store, seed: int, on: bool) -> None:
    document = Asker(seed).document()
    if validate(SCHEMA, parse(document)):
        return  # fields of one name that cannot be merged
    variables = {"on": on}
    expected, has_errors = by_core(sample_store, document, variables)
    if has_errors:
        with pytest.raises(Exception):  # noqa: B017
            in_waves(sample_store, document, variables)
    else:
        assert json.dumps(in_waves(sample_store, document, variables)) == json.dumps(expected)


def test_waves_questions_at_random_are_often_answered(sample_store: Store) -> None:
    """The test above would say little if most of its questions were refused or found nothing."""
    answered, refused = 0, 0
    for seed in range(100):
        document = Asker(seed).document()
        if not validate(SCHEMA, parse(document)):
            data, has_errors = by_core(sample_store, document, {"on": True})
            refused += has_errors
            answered += not has_errors and len(json.dumps(data)) > 200
    assert answered > 25
    assert refused > 5


# --- what waves leave to graphql-core


class Odd:
    """A store that knows one statement, whose speaker is lost, and whose act no schema has."""

    is_remote = False

    def __init__(self, *facts: Fact) -> None:
        self._facts = facts

    def deadline(self, seconds: float | None) -> None:
        """Nothing to limit."""

    def look_up(self, wanted: Wanted) -> Found:
        """Those of the statement."""
        return Found({iri: KnownFacts.of(Known(f, 1) for f in self._facts) for iri in wanted.facts if iri == STATEMENT})


STATEMENT = iri("statement", "s")
KIND = Fact(STATEMENT, "type", NS + "Statement")


def odd(*facts: Fact) -> Any:
    return Odd(KIND, *facts)


@pytest.mark.parametrize(
    "store, selection, path",
    [
        (odd(), "speaker { __typename }", ["node", "speaker"]),
        (odd(Fact(STATEMENT, "act", "shout")), "act", ["node", "act"]),
    ],
    ids=["null where none may be", "unknown member"],
)
def test_waves_leave_errors_to_graphql_core(store: Any, selection: str, path: list[str]) -> None:
    document = f'{{ node(id: "{STATEMENT}") {{ id ... on Statement {{ {selection} }} }} }}'
    with pytest.raises((Unplanned, ValueError)):
        in_waves(store, document, {})
    body = asyncio.run(Executor(SCHEMA, store, Settings()).run(document, None, None, only_queries=False)).body
    (error,) = body["errors"]
    assert error["path"] == path
    assert body["data"] == {"node": None}


@pytest.mark.parametrize("document", ["{ __schema { queryType { name } } }", '{ __type(name: "Node") { name } }'])
def test_waves_leave_introspection_to_graphql_core(document: str, sample_store: Store) -> None:
    with pytest.raises(Unplanned):
        in_waves(sample_store, document, {})
    assert by_core(sample_store, document, {})[1] is False


def test_waves_make_a_plan_for_each_decision(sample_store: Store) -> None:
    document = "query ($on: Boolean!) { states(first: 1) { totalCount nodes @include(if: $on) { code } } }"
    executor = Executor(SCHEMA, sample_store, Settings())

    def fields(on: bool) -> set[str]:
        asked = executor.run(document, {"on": on}, None, only_queries=False)
        return set(asyncio.run(asked).body["data"]["states"])

    assert [fields(True), fields(False), fields(True)] == [
        {"totalCount", "nodes"},
        {"totalCount"},
        {"totalCount", "nodes"},
    ]
