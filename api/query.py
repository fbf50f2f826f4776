"""The questions a client may ask."""

from typing import cast

import strawberry
from graphql import VariableNode

from api.ask import Reading, read_question
from api.conditions import (
    article_condition,
    meeting_condition,
    organization_condition,
    person_condition,
    state_condition,
    statement_condition,
    weapon_condition,
)
from api.connection import Connection, check_first, connect, connect_search
from api.enums import Direction, EntityType
from api.ids import iri_of
from api.inputs import (
    ArticleFilter,
    ArticleOrder,
    EventOrder,
    MeetingFilter,
    OrganizationFilter,
    PersonFilter,
    PersonOrder,
    StateFilter,
    StatementFilter,
    WeaponFilter,
)
from api.scalars import Json
from api.types import (
    Article,
    Ctx,
    Entity,
    Meeting,
    Node,
    Organization,
    Person,
    State,
    Statement,
    Weapon,
    entities_or_none,
)
from kg.errors import QueryError
from kg.store.base import Order

MOST_IDS = 100
SEARCHED = (
    EntityType.PERSON, EntityType.STATE, EntityType.ORGANIZATION, EntityType.GROUP, EntityType.MEETING,
    EntityType.WEAPON, EntityType.OUTLET, EntityType.PLACE, EntityType.POSITION, EntityType.ARTICLE,
)  # fmt: skip
"""What `search` looks through by default: everything that has a name of its own."""


def _order(order: PersonOrder | EventOrder | ArticleOrder | None) -> Order:
    if order is None:
        return Order()
    return Order(order.field.value, descending=order.direction is Direction.DESC)


@strawberry.type(description="How the question was read, and what it found.")
class Answer:
    """An answer that shows its reading, so that a user can see and correct it."""

    reading: strawberry.Private[Reading]
    first: strawberry.Private[int]
    after: strawberry.Private[str | None]

    @strawberry.field(description="The reading in words.")
    def interpretation(self) -> str:
        """In words."""
        return self.reading.interpretation

    @strawberry.field(description="The same as a StatementFilter in JSON, to be reused in statements(where:).")
    def filter(self) -> Json:
        """As JSON."""
        return Json(self.reading.as_json())

    @strawberry.field(description="Parts of the question that could not be used.")
    def unknown(self) -> list[str]:
        """Unused parts."""
        return list(self.reading.unknown)

    @strawberry.field(description="The statements found; nothing if nothing of the question was understood.")
    async def statements(self, info: Ctx, first: int = 20, after: str | None = None) -> Connection[Statement]:
        """Newest first."""
        page = first if _is_given(info, "first") else self.first
        where = self.reading.condition()
        return await connect(info, "Statement", where, Order("date", descending=True), page, after or self.after)


def _is_given(info: Ctx, argument: str) -> bool:
    """True if the query gives this argument of the field a value of its own."""
    (node, *_) = info._raw_info.field_nodes
    found = next((a.value for a in node.arguments or () if a.name.value == argument), None)
    if isinstance(found, VariableNode):
        return found.name.value in info.variable_values
    return found is not None


@strawberry.type(description="The graph's questions.")
class Query:
    """Entry points."""

    @strawberry.field(description="An entity by id or IRI.")
    async def node(self, info: Ctx, id: strawberry.ID) -> Node | None:
        """Null if there is none."""
        (found,) = await entities_or_none(info, [iri_of(id)])
        return cast(Node | None, found)

    @strawberry.field(description="Entities by id or IRI, in the order asked, null where there is none.")
    async def nodes(self, info: Ctx, ids: list[strawberry.ID]) -> list[Node | None]:
        """At most 100."""
        if len(ids) > MOST_IDS:
            raise QueryError(f"at most {MOST_IDS} ids at a time")
        return await entities_or_none(info, [iri_of(id) for id in ids])

    @strawberry.field(description="Entities by name in any language, exact matches first, then full text.")
    async def search(
        self, info: Ctx, text: str, types: list[EntityType] | None = None, first: int = 20, after: str | None = None
    ) -> Connection[Entity]:
        """By name."""
        wanted = [kind.value for kind in (types if types is not None else SEARCHED)]
        return await connect_search(info, text, wanted, first, after)

    @strawberry.field(description="A question in words, in English or Indonesian.")
    async def ask(self, info: Ctx, question: str, first: int = 20, after: str | None = None) -> Answer:
        """In words."""
        check_first(first)
        reading = await info.context.ask(lambda store: read_question(store, question))
        return Answer(reading=reading, first=first, after=after)

    @strawberry.field(description="Persons.")
    async def persons(
        self,
        info: Ctx,
        where: PersonFilter | None = None,
        order_by: PersonOrder | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> Connection[Person]:
        """Persons by filter."""
        return await connect(info, "Person", person_condition(where), _order(order_by), first, after)

    @strawberry.field(description="States.")
    async def states(
        self, info: Ctx, where: StateFilter | None = None, first: int = 20, after: str | None = None
    ) -> Connection[State]:
        """States by filter."""
        return await connect(info, "State", state_condition(where), Order(), first, after)

    @strawberry.field(description="Organisations.")
    async def organizations(
        self, info: Ctx, where: OrganizationFilter | None = None, first: int = 20, after: str | None = None
    ) -> Connection[Organization]:
        """Organisations by filter."""
        return await connect(info, "Organization", organization_condition(where), Order(), first, after)

    @strawberry.field(description="Meetings.")
    async def meetings(
        self,
        info: Ctx,
        where: MeetingFilter | None = None,
        order_by: EventOrder | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> Connection[Meeting]:
        """Meetings by filter."""
        return await connect(info, "Meeting", meeting_condition(where), _order(order_by), first, after)

    @strawberry.field(description="Weapons.")
    async def weapons(
        self, info: Ctx, where: WeaponFilter | None = None, first: int = 20, after: str | None = None
    ) -> Connection[Weapon]:
        """Weapons by filter."""
        return await connect(info, "Weapon", weapon_condition(where), Order(), first, after)

    @strawberry.field(description="Statements.")
    async def statements(
        self,
        info: Ctx,
        where: StatementFilter | None = None,
        order_by: EventOrder | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> Connection[Statement]:
        """Statements by filter."""
        return await connect(info, "Statement", statement_condition(where), _order(order_by), first, after)

    @strawberry.field(description="Articles.")
    async def articles(
        self,
        info: Ctx,
        where: ArticleFilter | None = None,
        order_by: ArticleOrder | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> Connection[Article]:
        """Articles by filter."""
        return await connect(info, "Article", article_condition(where), _order(order_by), first, after)
