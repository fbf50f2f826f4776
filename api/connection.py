"""Pages of results: forward only, by keyset, in an order that ends in the id."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar, cast

import strawberry

from api.conditions import check_size, state_named
from api.facts import Facts
from api.ids import cursor_from, cursor_text
from api.looking_ahead import is_selected
from api.types import CLASSES, Ctx, Statement, entities
from kg.errors import QueryError
from kg.store.base import Condition, Cursor, Order, Page, Query, Store

T = TypeVar("T")

LARGEST_PAGE = 100

LINKS: Mapping[str, Mapping[str, str]] = {
    "Statement": {
        "speaker": "speaker", "speakerState": "speakerState", "addressee": "addressee", "about": "about",
        "contradicts": "contradicts", "evidence.article": "article",
    },
    "Meeting": {"participants": "participant", "states": "state", "places": "place"},
    "Person": {"state": "state"},
    "Organization": {"state": "state"},
}  # fmt: skip
"""Fields of nodes that lead to other entities, with the predicates that they follow."""


@strawberry.type(description="About a page.")
class PageInfo:
    """Whether there is more, and where it begins."""

    has_next_page: bool
    end_cursor: str | None


@strawberry.type(description="An entry of a page with its cursor.")
class Edge(Generic[T]):
    """A node and its cursor."""

    cursor: str
    node: T


@strawberry.type(description="A page of results.")
class Connection(Generic[T]):
    """Entries of a page; `totalCount` is over all pages."""

    page_: strawberry.Private[Page]
    entities_: strawberry.Private[Callable[[Ctx, Page], Any]]
    count_: strawberry.Private[Callable[[Ctx], Any]]

    @strawberry.field
    async def edges(self, info: Ctx) -> list[Edge[T]]:
        """Entries of the page."""
        nodes = await self.entities_(info, self.page_)
        return [Edge(cursor=cursor_text(row), node=node) for row, node in zip(self.page_.rows, nodes, strict=True)]

    @strawberry.field
    def page_info(self) -> PageInfo:
        """Where the page ends."""
        rows = self.page_.rows
        return PageInfo(has_next_page=self.page_.has_next, end_cursor=cursor_text(rows[-1]) if rows else None)

    @strawberry.field(description="The entries without their cursors.")
    async def nodes(self, info: Ctx) -> list[T]:
        """Nodes of the page."""
        return cast(list[T], await self.entities_(info, self.page_))

    @strawberry.field(description="How many there are over all pages.")
    async def total_count(self, info: Ctx) -> int:
        """Counted only when asked for."""
        return int(await self.count_(info))


def check_first(first: int) -> None:
    """Raises QueryError if the page is too small or too large."""
    if not 1 <= first <= LARGEST_PAGE:
        raise QueryError(f"first is from 1 to {LARGEST_PAGE}, not {first}")


async def connect(
    info: Ctx, type_name: str, where: Condition, order: Order, first: int, after: str | None
) -> Connection[Any]:
    """One page of the entities of a class that fulfil a condition."""
    check_first(first)
    check_size(where, info.context.settings.conditions)

    def is_of_nodes(field: str) -> bool:
        return is_selected(info, f"nodes.{field}", f"edges.node.{field}")

    query = Query(
        type_name, where, order, cursor_from(after), first,
        is_counted=is_selected(info, "totalCount"), with_facts=is_selected(info, "nodes", "edges"),
        with_sightings=type_name == Statement.type_name and is_of_nodes("evidence"),
        with_linked=tuple(p for field, p in LINKS.get(type_name, {}).items() if is_of_nodes(field)),
    )  # fmt: skip
    page = await info.context.ask(lambda store: store.find(query))
    info.context.keep(page)
    counted = Query(type_name, where)

    async def nodes(info: Ctx, page: Page) -> list[Any]:
        kind, iris = CLASSES[type_name], [row.iri for row in page.rows]
        if page.facts is not None:
            loaded = [Facts(page.facts.get(iri)) for iri in iris]
        else:
            loaded = await info.context.facts.load_many(iris) if iris else []
        return [kind(iri_=iri, facts_=facts) for iri, facts in zip(iris, loaded, strict=True)]

    async def count(info: Ctx) -> int:
        return page.total if page.total is not None else await info.context.counts.load(counted)

    return Connection(page_=page, entities_=nodes, count_=count)


async def connect_search(info: Ctx, text: str, types: list[str], first: int, after: str | None) -> Connection[Any]:
    """One page of a search by name. A state comes first by any of its usual names, whether articles use it or not."""
    check_first(first)
    cursor = cursor_from(after)
    state = state_named(text) if "State" in types else None
    page = await info.context.ask(lambda store: search_page(store, text, types, state, cursor, first))

    async def found(info: Ctx, page: Page) -> list[Any]:
        return await entities(info, [row.iri for row in page.rows])

    async def count(info: Ctx) -> int:
        return await info.context.ask(lambda store: search_count(store, text, types, state))

    return Connection(page_=page, entities_=found, count_=count)


OF_A_STATE = "state"
"""The sort value of a state found by its usual name, ahead of all others."""
MOST_STATES = 300


def search_page(store: Store, text: str, types: list[str], state: str | None, after: Cursor | None, first: int) -> Page:
    """A page of what the store finds, the state ahead of it, if the store has it."""
    main = store.canonical([state]).get(state) if state else None
    if main is None:
        return store.search(text, types=types, after=after, limit=first)
    behind = None if after is not None and after.value == OF_A_STATE else after
    page = store.search(text, types=types, after=behind, limit=first + 1)
    rows = [row for row in page.rows if row.iri != main]
    if after is None:
        rows.insert(0, Cursor(OF_A_STATE, main))
    return Page(tuple(rows[:first]), len(rows) > first or page.has_next)


def search_count(store: Store, text: str, types: list[str], state: str | None) -> int:
    """How many a search finds over all pages."""
    count = store.count_search(text, types=types)
    main = store.canonical([state]).get(state) if state else None
    if main is None:
        return count
    named = store.search(text, types=["State"], after=None, limit=MOST_STATES)
    return count + (main not in {row.iri for row in named.rows})
