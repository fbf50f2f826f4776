"""An article as statements see it: its text, what is named in it, and where."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

from spacy.tokens import Doc

from extractors.dates import DateMention, is_of_news
from extractors.zones import Zones
from kg.record import MeetingRecord, OrganizationRecord, PersonRecord, StateRecord, WeaponRecord
from ontology.gazetteer import places

NamedKind = Literal["person", "organization", "state"]


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of the entity at ``index`` of its kind's tuple in the view."""

    start: int
    end: int
    kind: NamedKind
    index: int


@dataclass(frozen=True, slots=True)
class DateAt:
    """A date in the text, ISO 8601 where it could be resolved."""

    start: int
    end: int
    iso: str | None


@dataclass(frozen=True, slots=True)
class PlaceAt:
    """A place of the gazetteers below the state in the text, with the code of the state it lies in."""

    start: int
    end: int
    state: str | None


@dataclass(frozen=True, slots=True)
class View:
    """Text and entities of one article. ``skipped`` are stretches without statements, sorted.

    ``published`` is the ISO day of publication; ``news_day`` the day the news is of: publication, else the first full
    date of the text, unless it names days of an unknown year.
    """

    text: str
    persons: tuple[PersonRecord, ...] = ()
    organizations: tuple[OrganizationRecord, ...] = ()
    states: tuple[StateRecord, ...] = ()
    weapons: tuple[WeaponRecord, ...] = ()
    meetings: tuple[MeetingRecord, ...] = ()
    dates: tuple[DateAt, ...] = ()
    places: tuple[PlaceAt, ...] = ()
    skipped: tuple[tuple[int, int], ...] = ()
    published: str | None = None
    news_day: str | None = None
    named: tuple[Named, ...] = field(init=False)
    _starts: tuple[int, ...] = field(init=False)
    dominant_state: str | None = field(init=False)
    """The state most named, of equals the first; where none is, that of the first place."""

    def __post_init__(self) -> None:
        named = _outermost(self._all_named())
        object.__setattr__(self, "named", named)
        object.__setattr__(self, "_starts", tuple(n.start for n in named))
        most = max(self.states, key=lambda s: len(s.mentions), default=None)
        object.__setattr__(self, "dominant_state", most.code if most else self._state_of_places())

    def _state_of_places(self) -> str | None:
        """The state of the first place the news names; a dateline names none."""
        ends = [end for _, end in self.skipped]
        for place in self.places:
            at = bisect_right(ends, place.start)
            is_skipped = at < len(ends) and self.skipped[at][0] <= place.start
            if place.state and not is_skipped:
                return place.state
        return None

    def _all_named(self) -> list[Named]:
        kinds: tuple[tuple[NamedKind, tuple[PersonRecord | OrganizationRecord | StateRecord, ...]], ...] = (
            ("person", self.persons),
            ("organization", self.organizations),
            ("state", self.states),
        )
        return [
            Named(mention.start, mention.end, kind, index)
            for kind, records in kinds
            for index, record in enumerate(records)
            for mention in record.mentions
        ]

    def named_between(self, start: int, end: int) -> tuple[Named, ...]:
        """Give the outermost mentions that begin in ``[start, end)``, in order."""
        return self.named[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def state_of_place(self, start: int, end: int) -> str | None:
        """Give the state of the first place that begins in the stretch, if the gazetteers know it."""
        at = bisect_left(self.places, start, key=attrgetter("start"))
        return self.places[at].state if at < len(self.places) and self.places[at].start < end else None

    def states_between(self, start: int, end: int) -> tuple[str, ...]:
        """Give codes of states named or implied by an organisation in the stretch, in order."""
        codes: dict[str, None] = {}
        for item in self.named_between(start, end):
            code = (
                self.states[item.index].code
                if item.kind == "state"
                else self.organizations[item.index].state
                if item.kind == "organization"
                else None
            )
            if code:
                codes.setdefault(code)
        return tuple(codes)


def _outermost(items: list[Named]) -> tuple[Named, ...]:
    """Keep the longest of overlapping mentions; of equals, persons before organisations before states."""
    rank = {"person": 0, "organization": 1, "state": 2}
    items.sort(key=lambda n: (n.start, -n.end, rank[n.kind], n.index))
    out: list[Named] = []
    for item in items:
        if not out or item.start >= out[-1].end:
            out.append(item)
        elif item.end - item.start > out[-1].end - out[-1].start:
            out[-1] = item
    return tuple(out)


def _first_day(dates: tuple[DateMention, ...]) -> str | None:
    """The first full date, one in brackets rather; None if days are named whose year nothing tells: it may be that."""
    unknown = sum(date.iso is None and any(map(str.isdigit, date.text)) for date in dates)
    known = sum(date.iso is not None and len(date.iso) == 10 for date in dates)
    if unknown > 1 and unknown * 2 > known:
        return None
    full = [date for date in dates if date.iso and len(date.iso) == 10]
    return next((date.iso for date in (*filter(lambda date: is_of_news(date.text), full), *full)), None)


def view_of(doc: Doc) -> View:
    """Give the view of a Doc that the entity components have been over."""
    return View(
        text=doc._.article.text,
        published=doc._.article.published,
        news_day=doc._.article.published or _first_day(doc._.dates),
        persons=doc._.persons,
        organizations=doc._.organizations,
        states=doc._.states,
        weapons=doc._.weapons,
        meetings=doc._.meetings,
        dates=tuple(DateAt(d.start, d.end, d.iso) for d in doc._.dates),
        places=_places(doc),
        skipped=Zones(doc._.article).without_statements(),
    )


def _places(doc: Doc) -> tuple[PlaceAt, ...]:
    """Cities, regions and capitals that the gazetteers know, in order."""
    out = []
    for known in doc._.known:
        if known.kind in ("place", "capital"):
            span = doc[known.start : known.end]
            state = known.key if known.kind == "capital" else places()[known.key].state
            out.append(PlaceAt(span.start_char, span.end_char, state))
    return tuple(out)
