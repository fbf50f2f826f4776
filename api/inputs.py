"""Filters and orders, field by field as the contract has them; fields of one filter are and-ed."""

from __future__ import annotations

import strawberry

from api.enums import (
    ArticleOrderField,
    Direction,
    EntityType,
    EventOrderField,
    MeetingKind,
    MeetingStatus,
    OrganizationKind,
    PersonOrderField,
    SpeakerKind,
    SpeechAct,
    SpeechMode,
)
from api.scalars import PartialDate

__all__ = ["EntityType"]


@strawberry.input(description="Compares a text. `contains` and `startsWith` ignore case and accents.")
class StringFilter:
    """Operators on one text."""

    eq: str | None = None
    in_: list[str] | None = strawberry.field(default=None, name="in")
    contains: str | None = None
    starts_with: str | None = None


@strawberry.input(description="From and to, both included; a partial date stands for its whole period.")
class DateRange:
    """A stretch of time."""

    from_: PartialDate | None = strawberry.field(default=None, name="from")
    to: PartialDate | None = None


@strawberry.input(description="Who speaks. `state` is an ISO code or a name; `official` holds at the time of speaking.")
class SpeakerFilter:
    """Conditions on the speaker."""

    id: strawberry.ID | None = None
    name: StringFilter | None = None
    kind: list[SpeakerKind] | None = None
    state: str | None = None
    official: bool | None = None


@strawberry.input(description="A meeting: all participants and states named take part in it.")
class MeetingFilter:
    """Conditions on one meeting."""

    id: strawberry.ID | None = None
    participants: list[str] | None = None
    states: list[str] | None = None
    place: StringFilter | None = None
    date: DateRange | None = None
    kind: list[MeetingKind] | None = None
    status: list[MeetingStatus] | None = None
    text: str | None = None


@strawberry.input(
    description="What a statement is about. `weapon` is a concept or a label; narrower kinds are included."
)
class AboutFilter:
    """Conditions on what is spoken of."""

    id: strawberry.ID | None = None
    meeting: MeetingFilter | None = None
    person: StringFilter | None = None
    state: str | None = None
    weapon: str | None = None


@strawberry.input(description="Conditions on statements.")
class StatementFilter:
    """All fields must hold; `or` takes alternatives, `not` an exclusion."""

    speaker: SpeakerFilter | None = None
    about: AboutFilter | None = None
    act: list[SpeechAct] | None = None
    mode: list[SpeechMode] | None = None
    date: DateRange | None = None
    text: str | None = None
    article: strawberry.ID | None = None
    or_: list[StatementFilter] | None = strawberry.field(default=None, name="or")
    not_: StatementFilter | None = strawberry.field(default=None, name="not")


@strawberry.input(description="Conditions on persons.")
class PersonFilter:
    """All fields must hold."""

    id: strawberry.ID | None = None
    name: StringFilter | None = None
    state: str | None = None
    official: bool | None = None
    role: StringFilter | None = None
    text: str | None = None


@strawberry.input(description="Conditions on states.")
class StateFilter:
    """By ISO code or name."""

    code: str | None = None


@strawberry.input(description="Conditions on organisations.")
class OrganizationFilter:
    """All fields must hold."""

    name: StringFilter | None = None
    kind: list[OrganizationKind] | None = None
    state: str | None = None


@strawberry.input(description="Conditions on weapons; `concept` includes narrower kinds.")
class WeaponFilter:
    """All fields must hold."""

    concept: str | None = None
    text: str | None = None


@strawberry.input(description="Conditions on articles.")
class ArticleFilter:
    """All fields must hold."""

    id: strawberry.ID | None = None
    title: StringFilter | None = None
    publisher: StringFilter | None = None
    published: DateRange | None = None
    url: str | None = None


@strawberry.input(description="Order of persons.")
class PersonOrder:
    """Field and direction."""

    field: PersonOrderField = PersonOrderField.NAME
    direction: Direction = Direction.ASC


@strawberry.input(description="Order of statements and meetings.")
class EventOrder:
    """Field and direction."""

    field: EventOrderField = EventOrderField.DATE
    direction: Direction = Direction.ASC


@strawberry.input(description="Order of articles.")
class ArticleOrder:
    """Field and direction."""

    field: ArticleOrderField = ArticleOrderField.PUBLISHED
    direction: Direction = Direction.ASC
