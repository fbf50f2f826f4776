"""Filters and orders, field by field as the contract has them; fields of one filter are and-ed.

An empty list matches nothing where any of its values would do, and everything where all of them must.
"""

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

    eq: str | None = strawberry.field(default=None, description="The very text.")
    in_: list[str] | None = strawberry.field(
        default=None, name="in", description="One of these texts; an empty list matches nothing."
    )
    contains: str | None = strawberry.field(default=None, description="The text occurs in it.")
    starts_with: str | None = strawberry.field(default=None, description="It begins with the text.")


@strawberry.input(description="From and to, both included; a partial date stands for its whole period.")
class DateRange:
    """A stretch of time."""

    from_: PartialDate | None = strawberry.field(
        default=None, name="from", description="Not before this day, or the first day of this month or year."
    )
    to: PartialDate | None = strawberry.field(
        default=None, description="Not after this day, or the last day of this month or year."
    )


@strawberry.input(description="Who speaks. `state` is an ISO code or a name; `official` holds at the time of speaking.")
class SpeakerFilter:
    """Conditions on the speaker."""

    id: strawberry.ID | None = strawberry.field(default=None, description="The speaker's id or IRI.")
    name: StringFilter | None = strawberry.field(default=None, description="One of the speaker's names fits.")
    kind: list[SpeakerKind] | None = strawberry.field(
        default=None, description="The speaker is one of these; an empty list matches nothing."
    )
    state: str | None = strawberry.field(default=None, description="Speaks for or from this state: ISO code or name.")
    official: bool | None = strawberry.field(default=None, description="Spoke for a government, or did not.")


@strawberry.input(description="A meeting: all participants and states named take part in it.")
class MeetingFilter:
    """Conditions on one meeting."""

    id: strawberry.ID | None = strawberry.field(default=None, description="The meeting's id or IRI.")
    participants: list[str] | None = strawberry.field(
        default=None,
        description="All of these take part, by any of their names; an empty list matches everything.",
    )
    states: list[str] | None = strawberry.field(
        default=None,
        description="All of these take part: ISO codes or names; an empty list matches everything.",
    )
    place: StringFilter | None = strawberry.field(default=None, description="One of the names of the place fits.")
    date: DateRange | None = strawberry.field(default=None, description="The date shown lies in this range.")
    kind: list[MeetingKind] | None = strawberry.field(
        default=None, description="The kind shown is one of these; an empty list matches nothing."
    )
    status: list[MeetingStatus] | None = strawberry.field(
        default=None, description="The status shown is one of these; an empty list matches nothing."
    )
    text: str | None = strawberry.field(
        default=None,
        description="All words occur in its name, those of its participants or of its place, taken together.",
    )


@strawberry.input(
    description="What a statement is about. `weapon` is a concept or a label; narrower kinds are included."
)
class AboutFilter:
    """Conditions on what is spoken of."""

    id: strawberry.ID | None = strawberry.field(default=None, description="This very thing, by id or IRI.")
    meeting: MeetingFilter | None = strawberry.field(default=None, description="A meeting that fits.")
    person: StringFilter | None = strawberry.field(default=None, description="A person one of whose names fits.")
    state: str | None = strawberry.field(default=None, description="This state: ISO code or name.")
    weapon: str | None = strawberry.field(
        default=None, description="This kind of weapon or a narrower one: concept or label."
    )


@strawberry.input(description="Conditions on statements.")
class StatementFilter:
    """All fields must hold; `or` takes alternatives, `not` an exclusion."""

    speaker: SpeakerFilter | None = strawberry.field(default=None, description="Who speaks.")
    about: AboutFilter | None = strawberry.field(
        default=None, description="What it is about; each field may be met by another thing."
    )
    act: list[SpeechAct] | None = strawberry.field(
        default=None, description="One of these acts; an empty list matches nothing."
    )
    mode: list[SpeechMode] | None = strawberry.field(
        default=None, description="One of these modes; an empty list matches nothing."
    )
    date: DateRange | None = strawberry.field(default=None, description="When it was said.")
    text: str | None = strawberry.field(
        default=None, description="All words occur in the content, or all in the quotation."
    )
    article: strawberry.ID | None = strawberry.field(default=None, description="Read in this article: id or IRI.")
    or_: list[StatementFilter] | None = strawberry.field(
        default=None, name="or", description="At least one of these fits; an empty list matches nothing."
    )
    not_: StatementFilter | None = strawberry.field(default=None, name="not", description="This does not fit.")


@strawberry.input(description="Conditions on persons.")
class PersonFilter:
    """All fields must hold."""

    id: strawberry.ID | None = strawberry.field(default=None, description="The person's id or IRI.")
    name: StringFilter | None = strawberry.field(default=None, description="One of the person's names fits.")
    state: str | None = strawberry.field(
        default=None, description="The state of office or nationality: ISO code or name."
    )
    official: bool | None = strawberry.field(default=None, description="Is shown as official, or not.")
    role: StringFilter | None = strawberry.field(
        default=None, description="A position the person holds has a name that fits."
    )
    text: str | None = strawberry.field(default=None, description="All words occur in one of the person's names.")


@strawberry.input(description="Conditions on states.")
class StateFilter:
    """By ISO code or name."""

    code: str | None = strawberry.field(
        default=None, description="ISO code or name; a name that no state has matches nothing."
    )


@strawberry.input(description="Conditions on organisations.")
class OrganizationFilter:
    """All fields must hold."""

    name: StringFilter | None = strawberry.field(default=None, description="One of its names fits.")
    kind: list[OrganizationKind] | None = strawberry.field(
        default=None, description="One of these kinds; an empty list matches nothing."
    )
    state: str | None = strawberry.field(default=None, description="The state it belongs to: ISO code or name.")


@strawberry.input(description="Conditions on weapons; `concept` includes narrower kinds.")
class WeaponFilter:
    """All fields must hold."""

    concept: str | None = strawberry.field(default=None, description="This kind or a narrower one: concept or label.")
    text: str | None = strawberry.field(default=None, description="All words occur in one of its names.")


@strawberry.input(description="Conditions on articles.")
class ArticleFilter:
    """All fields must hold."""

    id: strawberry.ID | None = strawberry.field(default=None, description="The article's id or IRI.")
    title: StringFilter | None = strawberry.field(default=None, description="The headline fits.")
    publisher: StringFilter | None = strawberry.field(
        default=None,
        description="A name of the outlet fits; spellings that differ in case or marks are names of one outlet.",
    )
    published: DateRange | None = strawberry.field(default=None, description="When it was published.")
    url: str | None = strawberry.field(default=None, description="The very address.")


@strawberry.input(description="Order of persons.")
class PersonOrder:
    """Field and direction."""

    field: PersonOrderField = strawberry.field(default=PersonOrderField.NAME, description="What to sort by.")
    direction: Direction = strawberry.field(
        default=Direction.ASC, description="Which way; what has no value comes last in both."
    )


@strawberry.input(description="Order of statements and meetings.")
class EventOrder:
    """Field and direction."""

    field: EventOrderField = strawberry.field(default=EventOrderField.DATE, description="What to sort by.")
    direction: Direction = strawberry.field(
        default=Direction.ASC, description="Which way; what has no value comes last in both."
    )


@strawberry.input(description="Order of articles.")
class ArticleOrder:
    """Field and direction."""

    field: ArticleOrderField = strawberry.field(default=ArticleOrderField.PUBLISHED, description="What to sort by.")
    direction: Direction = strawberry.field(
        default=Direction.ASC, description="Which way; what has no value comes last in both."
    )
