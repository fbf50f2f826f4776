"""The extraction record as types: what one article yields before anything is merged.

Mirrors the public contract of ``kg extract --format jsonl`` key by key; ``to_json`` and
``from_json`` are the only places that know the JSON shape.
"""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from kg.model import Mention

OrgKind = Literal["government", "military", "media", "company", "research", "igo", "party", "armed_group", "other"]
MeetingKind = Literal["summit", "meeting", "visit", "call", "conference"]
MeetingStatus = Literal["held", "planned", "past", "denied"]
MeetingCertainty = Literal["certain", "alleged"]
SpeakerKind = Literal["person", "state", "org", "group"]
Mode = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "say", "warn", "deny", "accuse", "promise", "believe", "urge", "report", "ask", "describe",
    "announce",
]  # fmt: skip
ACTS: tuple[str, ...] = get_args(Act)


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A named individual. ``id`` ("p1") is local to the record; ``key`` the gazetteer's, if known.

    ``state`` is an ISO 3166 alpha-2 code; ``official`` holds at the article's date.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    state: str | None = None
    official: bool = False
    role: str | None = None
    wikidata: str | None = None
    key: str | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class StateRecord:
    """A sovereign state by ISO 3166 alpha-2 code."""

    code: str
    wikidata: str | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganizationRecord:
    """An organisation; ``id`` ("o1") is local; ``key`` is the gazetteer's, if known."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: OrgKind = "other"
    state: str | None = None
    wikidata: str | None = None
    key: str | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class WeaponRecord:
    """A weapon concept of the ontology's scheme, with the places that name it."""

    concept: str
    label: str
    wikidata: str | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """An encounter; ``id`` ("m1") is local. ``date`` is ISO 8601, perhaps partial.

    It is "alleged" where it is told of only as a claim, suspicion or rumour.
    """

    id: str
    kind: MeetingKind
    participants: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    place: str | None = None
    date: str | None = None
    status: MeetingStatus = "held"
    mentions: tuple[Mention, ...] = ()
    certainty: MeetingCertainty = "certain"


@dataclass(frozen=True, slots=True)
class About:
    """What a statement is about: state codes, local person ids, weapon concepts, local meeting ids."""

    states: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """Content that the text attributes to a source.

    ``start``/``end`` is the evidence: the whole stretch of content and attribution. ``speaker_id``
    is the local id of a person or organisation, else None (states, groups, unnamed persons).
    ``official`` and ``role`` are the speaker's at the time of speaking. ``rule`` says what found it.
    """

    id: str
    speaker: str
    kind: SpeakerKind
    start: int
    end: int
    speaker_id: str | None = None
    state: str | None = None
    official: bool = False
    role: str | None = None
    mode: Mode = "indirect"
    act: Act = "say"
    cue: Mention | None = None
    quote: str | None = None
    addressee: str | None = None
    date: str | None = None
    about: About = field(default_factory=About)
    via: tuple[str, ...] = ()
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """The article's own part of the record; offsets elsewhere count in ``text``."""

    file: str
    id: str
    lang: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    revision: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One article's extraction record."""

    article: ArticleRecord
    persons: tuple[PersonRecord, ...] = ()
    states: tuple[StateRecord, ...] = ()
    organizations: tuple[OrganizationRecord, ...] = ()
    weapons: tuple[WeaponRecord, ...] = ()
    meetings: tuple[MeetingRecord, ...] = ()
    statements: tuple[StatementRecord, ...] = ()


def to_json(record: Record) -> dict[str, Any]:
    """Give the record as plain JSON values, keys in the contract's order."""
    return asdict(record)


def _mentions(rows: list[dict[str, Any]]) -> tuple[Mention, ...]:
    return tuple(Mention(**row) for row in rows)


def _with_tuples(row: dict[str, Any]) -> dict[str, Any]:
    out = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    if "mentions" in row:
        out["mentions"] = _mentions(row["mentions"])
    return out


def _statement(row: dict[str, Any]) -> StatementRecord:
    out = _with_tuples(row)
    out["about"] = About(**{k: tuple(v) for k, v in row.get("about", {}).items()})
    out["cue"] = Mention(**row["cue"]) if row.get("cue") else None
    return StatementRecord(**out)


def from_json(data: dict[str, Any]) -> Record:
    """Read a record back from JSON values. Raises TypeError or KeyError on another shape."""
    return Record(
        article=ArticleRecord(**data["article"]),
        persons=tuple(PersonRecord(**_with_tuples(r)) for r in data["persons"]),
        states=tuple(StateRecord(**_with_tuples(r)) for r in data["states"]),
        organizations=tuple(OrganizationRecord(**_with_tuples(r)) for r in data["organizations"]),
        weapons=tuple(WeaponRecord(**_with_tuples(r)) for r in data["weapons"]),
        meetings=tuple(MeetingRecord(**_with_tuples(r)) for r in data["meetings"]),
        statements=tuple(_statement(r) for r in data["statements"]),
    )
