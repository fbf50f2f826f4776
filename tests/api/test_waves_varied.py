"""Answers found in waves are those of graphql-core also with variables of every kind, merged fields and later pages."""

import json
from collections import Counter
from typing import Any

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputType,
    GraphQLObjectType,
    Undefined,
    get_named_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
    parse,
    validate,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.ids import cursor_text, node_id
from kg.store.base import Cursor, Store
from ontology.namespaces import DATA
from tests.api.test_waves import BAD, DEEPEST, SCHEMA, Asker, by_core, in_waves

TEXTS = ("Kim", "Putin", "US", "Rusia", "rudal", "%", 'a" OR b', "Ünï 💬", "\u0000", "")
IDS = (node_id("State", f"{DATA}state/US"), f"{DATA}person/vladimir-putin", node_id("Person", f"{DATA}person/nobody"))
CURSORS = tuple(cursor_text(Cursor(value, f"{DATA}statement/8")) for value in (None, "2023-09", "state", "zzz"))
MOST_FRAGMENTS = 6


class VariedAsker(Asker):
    """Writes the same questions with more ways to say them; ``variables`` are the values for the last one."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.variables: dict[str, Any] = {"on": self._random.random() < 0.5}
        self._declared: list[str] = []
        self._known: dict[str, list[str]] = {}

    def document(self) -> str:
        """A query whose operation declares all variables that it uses."""
        asked = super().document()
        declared = " ".join(["$on: Boolean!", "$off: Boolean! = false", *self._declared])
        return asked.replace("$on: Boolean!, $off: Boolean! = false", declared, 1)

    def _field(self, name: str, definition: GraphQLField, depth: int) -> str:
        kind = get_named_type(definition.type)
        if not isinstance(kind, GraphQLObjectType) or not definition.args or depth >= DEEPEST:
            return super()._field(name, definition, depth)
        call = f"{name}{self._random.randint(0, 99)}: {name}{self._arguments(definition)}"
        # asked twice under one name, so that what is asked below has to be merged
        times = self._random.choice((1, 1, 2))
        return " ".join(f"{call}{self._condition()} {self._selections(kind, depth + 1)}" for _ in range(times))

    def _fragment(self, kind: Any, depth: int) -> str:
        known = self._known.setdefault(kind.name, [])
        if known and self._random.random() < 0.3 and depth >= DEEPEST - 2:
            return f"...{self._random.choice(known)}{self._condition()}"
        before = len(self._fragments)
        told = super()._fragment(kind, depth)
        if len(self._fragments) > before and len(self._fragments) < MOST_FRAGMENTS and depth >= DEEPEST - 2:
            known.append(self._fragments[-1].split()[1])
        return told

    def _arguments(self, definition: GraphQLField) -> str:
        given = []
        for name, argument in definition.args.items():
            if is_required_argument(argument) or self._random.random() < (0.5 if name in ("first", "after") else 0.25):
                given.append(f"{name}: {self._given(argument)}")
        return f"({', '.join(given)})" if given else ""

    def _given(self, place: GraphQLArgument | GraphQLInputField, depth: int = 0) -> str:
        """A literal or a variable for a place; a nullable variable where the place has a default."""
        if self._random.random() < 0.5:
            return self._literal(self._json(place.type, depth), place.type)
        kind, name = place.type, f"v{len(self._declared)}"
        has_default = place.default_value is not Undefined
        declared = kind.of_type if has_default and is_non_null_type(kind) and self._random.random() < 0.5 else kind
        default = f" = {self._literal(self._json(kind, depth), kind)}" if self._random.random() < 0.3 else ""
        self._declared.append(f"${name}: {declared}{default}")
        needs_value = is_non_null_type(declared) and not default
        if needs_value or self._random.random() < 0.7:
            self.variables[name] = self._json(declared, depth)
        return f"${name}"

    def _json(self, kind: GraphQLInputType, depth: int = 0) -> Any:
        """A value as a client sends it: null where that may be, one value for a list of one."""
        if is_non_null_type(kind):
            return self._json_value(kind.of_type, depth)
        return None if self._random.random() < 0.1 else self._json_value(kind, depth)

    def _json_value(self, kind: Any, depth: int) -> Any:
        if is_list_type(kind):
            several = [self._json(kind.of_type, depth) for _ in range(self._random.randint(0, 3))]
            return several[0] if len(several) == 1 and several[0] is not None else several
        if isinstance(kind, GraphQLEnumType):
            return self._random.choice(list(kind.values))
        if is_input_object_type(kind):
            fields = kind.fields
            many = self._random.randint(0, 3) if depth < 3 else 0
            chosen = self._random.sample(list(fields), min(len(fields), many))
            return {name: self._json(fields[name].type, depth + 1) for name in chosen}
        if kind.name in BAD and self._random.random() < 0.03:
            return json.loads(BAD[kind.name])
        return self._random.choice(VALUES[kind.name])

    def _literal(self, value: Any, kind: Any) -> str:
        """The value as GraphQL writes it."""
        inner = kind.of_type if is_non_null_type(kind) else kind
        if value is None:
            return "null"
        if is_list_type(inner):
            if isinstance(value, list):
                return "[" + ", ".join(self._literal(v, inner.of_type) for v in value) + "]"
            return self._literal(value, inner.of_type)
        if is_input_object_type(inner):
            return "{" + ", ".join(f"{k}: {self._literal(v, inner.fields[k].type)}" for k, v in value.items()) + "}"
        return str(value) if isinstance(inner, GraphQLEnumType) else json.dumps(value, ensure_ascii=False)


VALUES: dict[str, tuple[Any, ...]] = {
    "String": (*TEXTS, *CURSORS, "en", "id"),
    "ID": IDS,
    "Int": (1, 2, 3, 100),
    "Boolean": (True, False),
    "PartialDate": ("2023", "2023-09", "2023-09-13"),
}


def compare(store: Store, seed: int) -> str:
    """What became of a question: invalid, refused, empty or answered. Fails if waves answer otherwise."""
    asker = VariedAsker(seed)
    document = asker.document()
    if validate(SCHEMA, parse(document)):
        return "invalid"
    expected, has_errors = by_core(store, document, asker.variables)
    if has_errors:
        with pytest.raises(Exception):  # noqa: B017
            in_waves(store, document, asker.variables)
        return "refused"
    found = in_waves(store, document, asker.variables)
    assert json.dumps(found) == json.dumps(expected), document
    return "answered" if len(json.dumps(expected)) > 200 else "empty"


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_waves_answer_varied_questions_as_graphql_core_does(sample_store: Store, seed: int) -> None:
    compare(sample_store, seed)


def test_waves_varied_questions_are_often_answered(sample_store: Store) -> None:
    """The test above would say little if most of its questions were refused or found nothing."""
    became = Counter(compare(sample_store, seed) for seed in range(60))
    assert became["answered"] > 12
    assert became["refused"] > 5
