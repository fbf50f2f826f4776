"""Limits on what a query may ask for, checked before anything is run. Every function here is total: no document,
however odd, makes it fail or run long."""

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
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    Visitor,
    visit,
)

from api.connection import LARGEST_PAGE
from api.errors import coded
from api.settings import Settings

DEFAULT_PAGE = 20
PAGED = frozenset({"search", "persons", "states", "organizations", "meetings", "weapons", "statements", "articles"})
LISTS = {"nodes": 1, "about": 5, "contradicts": 2, "evidence": 2, "participants": 3, "states": 3, "places": 2}
"""Entities that a list without pages is reckoned to hold."""

INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(slots=True)
class _Tally:
    """What a document asks for; it stops counting once a limit is broken."""

    settings: Settings
    fragments: dict[str, FragmentDefinitionNode]
    aliases: int = 0
    directives: int = 0
    introspects: bool = False
    problem: str | None = None
    _costs: dict[tuple[str, int], int] = field(default_factory=dict)

    def cost(self, selections: SelectionSetNode | None, depth: int, inside: tuple[str, ...]) -> int:
        """Entities below a selection set; fields that repeat count each time."""
        if selections is None or self.problem:
            return 0
        total = 0
        for node in selections.selections:
            self.directives += len(node.directives or ())
            if isinstance(node, FieldNode):
                total += self._field(node, depth, inside)
            elif isinstance(node, InlineFragmentNode):
                total += self.cost(node.selection_set, depth, inside)
            elif isinstance(node, FragmentSpreadNode):
                total += self._fragment(node.name.value, depth, inside)
            self._check(total)
            if self.problem:
                break
        return total

    def _field(self, node: FieldNode, depth: int, inside: tuple[str, ...]) -> int:
        name = node.name.value
        self.aliases += node.alias is not None
        self.introspects = self.introspects or name in INTROSPECTION
        if depth > self.settings.depth:
            self.problem = f"the query is more than {self.settings.depth} deep"
            return 0
        if name.startswith("__") or node.selection_set is None:
            # introspection has a fixed size and a depth of its own
            return 0
        size = _page(node) if name in PAGED and _is_paged(node) else LISTS.get(name, 1)
        below = self.cost(node.selection_set, depth + 1, inside)
        return size * max(1, below) if size > 1 or below else 1

    def _fragment(self, name: str, depth: int, inside: tuple[str, ...]) -> int:
        """A fragment's cost where it is spread; cycles are the validation's business."""
        found = self.fragments.get(name)
        if found is None or name in inside:
            return 0
        if (name, depth) not in self._costs:
            self._costs[name, depth] = self.cost(found.selection_set, depth, (*inside, name))
        return self._costs[name, depth]

    def _check(self, cost: int) -> None:
        for what, count, most in (
            ("cost", cost, self.settings.cost),
            ("aliases", self.aliases, self.settings.aliases),
            ("directives", self.directives, self.settings.directives),
        ):
            if count > most and not self.problem:
                self.problem = f"the query asks for too much ({what} over {most}); ask for less"


def _is_paged(node: FieldNode) -> bool:
    """True for a connection: it selects edges, nodes, a count or page info."""
    wanted = {"edges", "nodes", "totalCount", "pageInfo"}
    selections = node.selection_set.selections if node.selection_set else ()
    return any(not isinstance(s, FieldNode) or s.name.value in wanted for s in selections)


def _page(node: FieldNode) -> int:
    """The page size asked for; a variable counts as the largest."""
    for argument in node.arguments or ():
        if argument.name.value == "first":
            if isinstance(argument.value, IntValueNode) and len(argument.value.value) < 7:
                return max(1, int(argument.value.value))
            return LARGEST_PAGE
    return DEFAULT_PAGE


class _Literals(Visitor):
    """Finds the longest text among a document's values."""

    longest = 0

    def enter_string_value(self, node: StringValueNode, *_: object) -> None:
        """Note the length."""
        self.longest = max(self.longest, len(node.value))


def problem_of_variables(variables: dict[str, Any] | None, settings: Settings) -> GraphQLError | None:
    """Why the variables are refused, or None: a text or list in them is too long."""
    waiting: list[Any] = [variables]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and len(value) > settings.text:
            return coded(f"a text of more than {settings.text} characters; send less", "TOO_COSTLY")
        if isinstance(value, list) and len(value) > settings.items:
            return coded(f"a list of more than {settings.items} values; send less", "TOO_COSTLY")
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return None


def problem_of(document: DocumentNode, settings: Settings) -> GraphQLError | None:
    """Why the document is refused, or None. Each operation is held to the limits by itself."""
    literals = _Literals()
    visit(document, literals)
    if literals.longest > settings.text:
        return coded(f"a text of more than {settings.text} characters; send less", "TOO_COSTLY")
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    for definition in document.definitions:
        if not isinstance(definition, OperationDefinitionNode):
            continue
        tally = _Tally(settings, fragments)
        tally.directives = len(definition.directives or ())
        tally._check(tally.cost(definition.selection_set, 1, ()))
        if tally.problem:
            return coded(tally.problem, "TOO_COSTLY")
        if tally.introspects and not settings.introspection:
            return coded("introspection is off on this server; the schema is published", "BAD_USER_INPUT")
    return None
