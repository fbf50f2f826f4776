"""Limits on what a query may ask for, checked before anything is run. Every function here is total: no document,
however odd, makes it fail or run long."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    ValueNode,
    VariableNode,
    Visitor,
    visit,
)

from api.connection import LARGEST_PAGE
from api.errors import coded
from api.settings import Settings

DEFAULT_PAGE = 20
PAGED = frozenset({"search", "persons", "states", "organizations", "meetings", "weapons", "statements", "articles"})
LISTS = {"about": 5, "contradicts": 2, "evidence": 2, "participants": 3, "states": 3, "places": 2}
"""Entities that a list without pages is reckoned to hold."""

CONNECTION = frozenset({"edges", "nodes", "totalCount", "pageInfo"})
"""Fields that only a connection has: "states" is one of a query and a list of a meeting."""
INTROSPECTION = frozenset({"__schema", "__type"})
LONGEST_NUMBER = 20

Variables = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Size:
    """What a part of a document asks for."""

    entities: int = 0
    leaves: int = 0
    aliases: int = 0
    directives: int = 0

    def __add__(self, other: "Size") -> "Size":
        return Size(
            self.entities + other.entities,
            self.leaves + other.leaves,
            self.aliases + other.aliases,
            self.directives + other.directives,
        )

    def times(self, count: int) -> "Size":
        """The same below each of so many entities."""
        entities = count * max(1, self.entities) if count > 1 or self.entities else 1
        return Size(entities, count * self.leaves, self.aliases, self.directives)


@dataclass(slots=True)
class _Tally:
    """Adds up what an operation asks for, fragments wherever they are spread."""

    settings: Settings
    fragments: dict[str, FragmentDefinitionNode]
    variables: Variables
    introspects: bool = False
    too_deep: bool = False
    _sizes: dict[tuple[str, int, int], Size] = field(default_factory=dict)
    _paged: dict[int, bool] = field(default_factory=dict)

    def size(self, selections: SelectionSetNode | None, depth: int, page: int, inside: tuple[str, ...]) -> Size:
        """What a selection set asks for; ``page`` is the size of pages that do not say theirs."""
        total = Size()
        for node in selections.selections if selections and not self.too_deep else ():
            total += Size(directives=len(node.directives or ()))
            if isinstance(node, FieldNode):
                total += self._field(node, depth, page, inside)
            elif isinstance(node, InlineFragmentNode):
                total += self.size(node.selection_set, depth, page, inside)
            elif isinstance(node, FragmentSpreadNode):
                total += self._fragment(node.name.value, depth, page, inside)
        return total

    def _field(self, node: FieldNode, depth: int, page: int, inside: tuple[str, ...]) -> Size:
        name = node.name.value
        own = Size(aliases=node.alias is not None)
        self.introspects = self.introspects or name in INTROSPECTION
        if depth > self.settings.depth:
            self.too_deep = True
            return own
        if name.startswith("__"):
            # introspection has a fixed size and a depth of its own
            return own
        if node.selection_set is None:
            return own + Size(leaves=1)
        below = self.size(node.selection_set, depth + 1, self._page(node, page), inside)
        return own + below.times(self._count(node, page))

    def _count(self, node: FieldNode, page: int) -> int:
        name = node.name.value
        if name in PAGED and self._is_paged(node):
            return self._page(node, page)
        ids = _argument(node, "ids") if name == "nodes" else None
        return self._length(ids) if ids is not None else LISTS.get(name, 1)

    def _is_paged(self, node: FieldNode) -> bool:
        """True for a connection: it selects edges, nodes, a count or page info, perhaps in a fragment."""
        if id(node) not in self._paged:
            self._paged[id(node)] = self._selects(node.selection_set, CONNECTION, set())
        return self._paged[id(node)]

    def _selects(self, selections: SelectionSetNode | None, wanted: frozenset[str], seen: set[str]) -> bool:
        """True if a selection set has one of these fields, its fragments looked through once each."""
        for node in selections.selections if selections else ():
            if isinstance(node, FieldNode):
                if node.name.value in wanted:
                    return True
            elif isinstance(node, InlineFragmentNode):
                if self._selects(node.selection_set, wanted, seen):
                    return True
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                found = self.fragments.get(node.name.value)
                if found is not None and self._selects(found.selection_set, wanted, seen):
                    return True
        return False

    def _page(self, node: FieldNode, default: int) -> int:
        """The page size asked for; the largest if that cannot be told."""
        asked = _argument(node, "first")
        if asked is None:
            return default
        if isinstance(asked, IntValueNode):
            return max(1, int(asked.value)) if len(asked.value) < 7 else LARGEST_PAGE
        given = self.variables.get(asked.name.value) if isinstance(asked, VariableNode) else None
        return min(max(1, given), LARGEST_PAGE) if isinstance(given, int) else LARGEST_PAGE

    def _length(self, ids: ValueNode) -> int:
        """How many values a list has."""
        if isinstance(ids, VariableNode):
            given = self.variables.get(ids.name.value)
            return len(given) if isinstance(given, list) else LARGEST_PAGE if given is None else 1
        return len(ids.values) if isinstance(ids, ListValueNode) else 1

    def _fragment(self, name: str, depth: int, page: int, inside: tuple[str, ...]) -> Size:
        """A fragment's size where it is spread; cycles are the validation's business."""
        found = self.fragments.get(name)
        if found is None or name in inside:
            return Size()
        key = (name, depth, page)
        if key not in self._sizes:
            self._sizes[key] = self.size(found.selection_set, depth, page, (*inside, name))
        return self._sizes[key]

    def problem(self, size: Size) -> GraphQLError | None:
        """Why an operation of this size is refused, or None."""
        settings = self.settings
        if self.too_deep:
            return coded(f"the query is more than {settings.depth} deep", "TOO_COSTLY")
        for what, count, most in (
            ("cost", size.entities, settings.cost),
            ("values", size.leaves, settings.leaves),
            ("aliases", size.aliases, settings.aliases),
            ("directives", size.directives, settings.directives),
        ):
            if count > most:
                return coded(f"the query asks for too much ({what} over {most}); ask for less", "TOO_COSTLY")
        if self.introspects and not settings.introspection:
            return coded("introspection is off on this server; the schema is published", "BAD_USER_INPUT")
        return None


def _argument(node: FieldNode, name: str) -> ValueNode | None:
    return next((a.value for a in node.arguments or () if a.name.value == name), None)


class _Look(Visitor):
    """Finds the longest text and number among a document's values, and how often fields of one name occur."""

    def __init__(self) -> None:
        super().__init__()
        self.text = 0
        self.number = 0
        self.fields: Counter[str] = Counter()

    def enter_string_value(self, node: StringValueNode, *_: object) -> None:
        """Note the length."""
        self.text = max(self.text, len(node.value))

    def enter_int_value(self, node: IntValueNode, *_: object) -> None:
        """Note the length."""
        self.number = max(self.number, len(node.value))

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """Count the name it has in the answer."""
        self.fields[(node.alias or node.name).value] += 1


def problem_of_variables(variables: Variables | None, settings: Settings) -> GraphQLError | None:
    """Why the variables are refused, or None: a text or list in them is too long, or they are too many."""
    waiting: list[Any] = [variables]
    seen = 0
    while waiting:
        value = waiting.pop()
        seen += 1
        if isinstance(value, str) and len(value) > settings.text:
            return coded(f"a text of more than {settings.text} characters; send less", "TOO_COSTLY")
        if isinstance(value, list) and len(value) > settings.items:
            return coded(f"a list of more than {settings.items} values; send less", "TOO_COSTLY")
        if seen > settings.values:
            return coded(f"variables with more than {settings.values} values; send less", "TOO_COSTLY")
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return None


def problem_of(document: DocumentNode, settings: Settings) -> GraphQLError | None:
    """Why the document is refused whatever its variables are, or None; to be asked before it is validated."""
    look = _Look()
    visit(document, look)
    if look.text > settings.text:
        return coded(f"a text of more than {settings.text} characters; send less", "TOO_COSTLY")
    if look.number > LONGEST_NUMBER:
        return coded(f"a number of more than {LONGEST_NUMBER} digits", "BAD_USER_INPUT")
    if sum(count * count for count in look.fields.values()) > settings.repeats:
        return coded("the query names the same fields too often; ask for less", "TOO_COSTLY")
    return None


def problem_of_operation(
    document: DocumentNode, operation: OperationDefinitionNode, variables: Variables | None, settings: Settings
) -> GraphQLError | None:
    """Why an operation is refused, or None: it asks for too much with these variables."""
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    tally = _Tally(settings, fragments, {**_defaults(operation), **(variables or {})})
    size = tally.size(operation.selection_set, 1, DEFAULT_PAGE, ())
    return tally.problem(size + Size(directives=len(operation.directives or ())))


def _defaults(operation: OperationDefinitionNode) -> dict[str, Any]:
    """Default values of an operation's variables, numbers and lengths only."""
    found: dict[str, Any] = {}
    for definition in operation.variable_definitions or ():
        value = definition.default_value
        if isinstance(value, IntValueNode) and len(value.value) < 7:
            found[definition.variable.name.value] = int(value.value)
        elif isinstance(value, ListValueNode):
            found[definition.variable.name.value] = list(value.values)
    return found
