"""What a query asks for further down, so that it can be fetched along with something else."""

from graphql import FieldNode, FragmentSpreadNode, InlineFragmentNode
from strawberry import Info

from api.context import Context


def is_selected(info: Info[Context, None], *names: str) -> bool:
    """True if a field of one of these names is asked for right below, be it under a condition."""
    raw = info._raw_info
    waiting = [node.selection_set for node in raw.field_nodes if node.selection_set]
    seen: set[str] = set()
    while waiting:
        for node in waiting.pop().selections:
            if isinstance(node, FieldNode):
                if node.name.value in names:
                    return True
            elif isinstance(node, InlineFragmentNode):
                waiting.append(node.selection_set)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                waiting.append(raw.fragments[node.name.value].selection_set)
    return False
