"""Closed sets of the schema; values are the store's words."""

from enum import Enum

import strawberry


@strawberry.enum(description="What is done by saying it.")
class SpeechAct(Enum):
    """The eleven speech acts."""

    SAY = "say"
    WARN = "warn"
    DENY = "deny"
    ACCUSE = "accuse"
    PROMISE = "promise"
    BELIEVE = "believe"
    URGE = "urge"
    REPORT = "report"
    ASK = "ask"
    DESCRIBE = "describe"
    ANNOUNCE = "announce"


@strawberry.enum(description="Direct, indirect or mixed speech.")
class SpeechMode(Enum):
    """How words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@strawberry.enum(description="Who may speak.")
class SpeakerKind(Enum):
    """Classes of speakers."""

    PERSON = "Person"
    STATE = "State"
    ORGANIZATION = "Organization"
    GROUP = "Group"


@strawberry.enum(description="Classes of entities.")
class EntityType(Enum):
    """Classes that can be searched and that statements are about."""

    PERSON = "Person"
    STATE = "State"
    ORGANIZATION = "Organization"
    GROUP = "Group"
    MEETING = "Meeting"
    WEAPON = "Weapon"
    STATEMENT = "Statement"
    ARTICLE = "Article"
    OUTLET = "Outlet"
    PLACE = "Place"
    POSITION = "Position"


@strawberry.enum(description="What kind of encounter.")
class MeetingKind(Enum):
    """Kinds of meetings."""

    SUMMIT = "summit"
    MEETING = "meeting"
    VISIT = "visit"
    CALL = "call"
    CONFERENCE = "conference"


@strawberry.enum(description="Whether it took place.")
class MeetingStatus(Enum):
    """States of a meeting."""

    HELD = "held"
    PLANNED = "planned"
    PAST = "past"
    DENIED = "denied"


@strawberry.enum(description="What kind of body.")
class OrganizationKind(Enum):
    """Kinds of organisations."""

    GOVERNMENT = "government"
    MILITARY = "military"
    MEDIA = "media"
    COMPANY = "company"
    RESEARCH = "research"
    IGO = "igo"
    PARTY = "party"
    ARMED_GROUP = "armed_group"
    OTHER = "other"


@strawberry.enum(description="Ascending or descending.")
class Direction(Enum):
    """Order of a list."""

    ASC = "asc"
    DESC = "desc"


@strawberry.enum(description="What persons can be sorted by.")
class PersonOrderField(Enum):
    """Predicates."""

    NAME = "name"


@strawberry.enum(description="What events and statements can be sorted by.")
class EventOrderField(Enum):
    """Predicates."""

    DATE = "date"


@strawberry.enum(description="What articles can be sorted by.")
class ArticleOrderField(Enum):
    """Predicates."""

    PUBLISHED = "published"
    TITLE = "title"
