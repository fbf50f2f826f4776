"""What a query asks for further down, so that it can be fetched along with something else."""

from collections.abc import Iterator, Mapping

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, InlineFragmentNode, SelectionSetNode
from strawberry import Info

from api.context import Context


def is_selected(info: Info[Context, None], *paths: str) -> bool:
    """True if a field at one of these dotted paths is asked for below, be it under a condition."""
    raw = info._raw_info
    top = [node.selection_set for node in raw.field_nodes if node.selection_set]

    def is_below(sets: list[SelectionSetNode], names: list[str]) -> bool:
        found = [node for node in _fields(sets, raw.fragments) if node.name.value == names[0]]
        if len(names) == 1:
            return bool(found)
        return is_below([node.selection_set for node in found if node.selection_set], names[1:])

    return any(is_below(top, path.split(".")) for path in paths)


def _fields(sets: list[SelectionSetNode], fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    """The fields right in these, fragments opened, each fragment once."""
    waiting = [*sets]
    seen: set[str] = set()
    while waiting:
        for node in waiting.pop().selections:
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                waiting.append(node.selection_set)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                waiting.append(fragments[node.name.value].selection_set)
