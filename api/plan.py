"""What an operation asks of the objects of each class, worked out once, for `api.waves` to run.

A plan knows nothing of its own about the schema: fields are resolved by the functions of `api.types` and `api.query`,
arguments are coerced by graphql-core and strawberry. It goes by the specification: fields in the order asked, those
of one name merged, fragments by type, @skip and @include. Whatever it has no way for raises Unplanned.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    Visitor,
    is_abstract_type,
    specified_directives,
    visit,
)
from graphql.execution.values import get_argument_values
from strawberry import Info
from strawberry.schema import Schema
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from api.context import Context

Complete = Callable[[Any, Any], Any]
"""From a run and what a resolver gave to what the answer holds."""

CONDITIONS = {directive.name: directive for directive in specified_directives if directive.name in ("skip", "include")}
DEFINITION = "strawberry-definition"
TEXTS = frozenset({"String", "ID", "PartialDate"})
"""Scalars that are told as the texts they are."""


class Unplanned(Exception):
    """No plan for this: graphql-core knows what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the fields of one request share; ``variable_values`` are coerced, as graphql-core holds them."""

    context: Context
    fragments: Mapping[str, FragmentDefinitionNode]
    variable_values: Any
    field_nodes: Sequence[FieldNode] = ()


@dataclass(slots=True, eq=False)
class Step:
    """One field of the answer: how its value is found, and how it is told."""

    key: str
    resolve: Callable[..., Any]
    complete: Complete
    arguments: Callable[[Asked], dict[str, Any]] | None = None


@dataclass(slots=True, eq=False)
class Selection:
    """What is asked of an object, by its Python class."""

    plan: "Planner"
    types: Mapping[type, GraphQLObjectType]
    nodes: Sequence[FieldNode]
    _steps: dict[type, tuple[Step, ...]] = field(default_factory=dict)

    def steps(self, kind: type) -> tuple[Step, ...]:
        """The fields of objects of a class. Raises Unplanned if none of this class may be here."""
        if kind not in self._steps:
            if kind not in self.types:
                raise Unplanned(f"an object of {kind.__name__}")
            sets = [node.selection_set for node in self.nodes if node.selection_set]
            self._steps[kind] = self.plan.steps(self.types[kind], sets)
        return self._steps[kind]


class Planner:
    """Plans one operation, for variables that hold the same values where they decide what is asked."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Any) -> None:
        self._schema = schema
        self._own: Schema = schema._strawberry_schema  # type: ignore[attr-defined]
        self.fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self._variables = variables

    def operation(self, operation: OperationDefinitionNode) -> tuple[Step, ...]:
        """The fields at the top."""
        root = self._schema.query_type
        if operation.operation is not OperationType.QUERY or operation.directives or root is None:
            raise Unplanned("no plain query")
        return self.steps(root, [operation.selection_set])

    # --- what is asked

    def steps(self, kind: GraphQLObjectType, sets: Iterable[SelectionSetNode]) -> tuple[Step, ...]:
        """The fields that selection sets ask of an object, in order."""
        found: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for selections in sets:
            for node in self._fields(kind, selections, seen):
                found.setdefault((node.alias or node.name).value, []).append(node)
        return tuple(self._step(kind, key, nodes) for key, nodes in found.items())

    def _fields(self, kind: GraphQLObjectType, selections: SelectionSetNode, seen: set[str]) -> Iterator[FieldNode]:
        for node in selections.selections:
            if not self._is_included(node.directives or ()):
                continue
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                if self._fits(kind, node.type_condition):
                    yield from self._fields(kind, node.selection_set, seen)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                fragment = self.fragments[node.name.value]
                if fragment.directives:
                    raise Unplanned("directives on a fragment")
                if self._fits(kind, fragment.type_condition):
                    yield from self._fields(kind, fragment.selection_set, seen)

    def _is_included(self, directives: Sequence[DirectiveNode]) -> bool:
        for node in directives:
            name = node.name.value
            if name not in CONDITIONS:
                raise Unplanned(f"@{name}")
            if get_argument_values(CONDITIONS[name], node, self._variables)["if"] is (name == "skip"):
                return False
        return True

    def _fits(self, kind: GraphQLObjectType, condition: NamedTypeNode | None) -> bool:
        if condition is None or condition.name.value == kind.name:
            return True
        wanted = self._schema.get_type(condition.name.value)
        return is_abstract_type(wanted) and self._schema.is_sub_type(wanted, kind)

    # --- how it is found

    def _step(self, kind: GraphQLObjectType, key: str, nodes: Sequence[FieldNode]) -> Step:
        name = nodes[0].name.value
        if name == "__typename":
            return Step(key, lambda _: kind.name, lambda _, value: value)
        definition = kind.fields.get(name)
        own = definition and definition.extensions.get(DEFINITION)
        if definition is None or not isinstance(own, StrawberryField) or own.extensions or own.permission_classes:
            raise Unplanned(f"{kind.name}.{name}")
        complete = self._completing(definition.type, nodes)
        resolver = own.base_resolver
        if resolver is None:
            return Step(key, attrgetter(own.python_name), complete)
        if resolver.parent_parameter or resolver.root_parameter or not resolver.self_parameter:
            raise Unplanned(f"{kind.name}.{name}")
        resolve: Any = resolver.wrapped_func
        if not own.arguments and not resolver.info_parameter:
            return Step(key, resolve, complete)
        return Step(key, resolve, complete, self._arguing(definition, own, nodes))

    def _arguing(
        self, definition: GraphQLField, own: StrawberryField, nodes: Sequence[FieldNode]
    ) -> Callable[[Asked], dict[str, Any]]:
        converter = self._own.schema_converter
        info = own.base_resolver and own.base_resolver.info_parameter

        def arguments(asked: Asked) -> dict[str, Any]:
            """Those of the resolver. Raises a GraphQLError for values that do not fit."""
            given: dict[str, Any] = {}
            if own.arguments:
                coerced = get_argument_values(definition, nodes[0], asked.variable_values)
                given = convert_arguments(coerced, own.arguments, converter.scalar_registry, converter.config)
            if info:
                raw: Any = Asked(asked.context, asked.fragments, asked.variable_values, nodes)
                given[info.name] = Info(_raw_info=raw, _field=own)
            return given

        return arguments

    # --- how it is told

    def _completing(self, kind: Any, nodes: Sequence[FieldNode]) -> Complete:
        if isinstance(kind, GraphQLNonNull):
            inner = self._completing_value(kind.of_type, nodes)

            def required(run: Any, value: Any) -> Any:
                if value is None:
                    raise Unplanned("null where none may be")
                return inner(run, value)

            return required
        inner = self._completing_value(kind, nodes)
        return lambda run, value: None if value is None else inner(run, value)

    def _completing_value(self, kind: Any, nodes: Sequence[FieldNode]) -> Complete:
        """How a value is told that is not null."""
        if isinstance(kind, GraphQLList):
            return self._completing_list(kind, nodes)
        if isinstance(kind, GraphQLEnumType):
            names = {member: kind.serialize(member) for member in kind.extensions[DEFINITION].wrapped_cls}
            return lambda _, value: names[value]
        if isinstance(kind, GraphQLScalarType):
            return _completing_scalar(kind)
        selection = Selection(self, self._classes(kind), nodes)
        return lambda run, value: run.object(value, selection)

    def _completing_list(self, kind: Any, nodes: Sequence[FieldNode]) -> Complete:
        item = self._completing(kind.of_type, nodes)

        def listed(run: Any, values: Any) -> Any:
            if not isinstance(values, list | tuple):
                raise Unplanned("no list")
            return [item(run, value) for value in values]

        return listed

    def _classes(self, kind: Any) -> dict[type, GraphQLObjectType]:
        """The Python classes of a type's objects."""
        kinds = self._schema.get_possible_types(kind) if is_abstract_type(kind) else [kind]
        own = [each.extensions[DEFINITION] for each in kinds]
        # objects of Connection[T] are made of Connection, whatever T is
        return {(d.concrete_of or d).origin: each for each, d in zip(kinds, own, strict=True)}


def _completing_scalar(kind: GraphQLScalarType) -> Complete:
    told = kind.serialize
    if kind.name in TEXTS:
        return lambda _, value: value if type(value) is str else told(value)

    def scalar(run: Any, value: Any) -> Any:
        found = told(value)
        if found is None:
            raise Unplanned("a value that is told as nothing")
        return found

    return scalar


class _Deciding(Visitor):
    """Finds the variables that decide what is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        """Note the variables in it."""
        self.names.update(a.value.name.value for a in node.arguments or () if isinstance(a.value, VariableNode))


def deciding_variables(document: DocumentNode) -> tuple[str, ...]:
    """Names of the variables in directives, sorted."""
    look = _Deciding()
    visit(document, look)
    return tuple(sorted(look.names))
