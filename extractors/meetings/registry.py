"""Entries of meetings while an article is read: opening, joining, and what they come to in the end."""

from dataclasses import dataclass, field

from extractors.dates import lies_after
from kg.model import Mention
from kg.record import MeetingCertainty, MeetingKind, MeetingRecord, MeetingStatus

_REMEMBERED = 200
"""Encounters that "kedua pemimpin" and "pertemuan itu" may go back over."""

_AHEAD = 1500
"""Characters from a reference to the encounter that is told in full only after it, at most."""
_NEAR = 250
_FARTHER = 600
"""Characters from where an encounter is named to a bare noun that is likely to mean it, or that may."""
_PURPOSE = 60
"""Characters between a visit and what it is for at most."""

_RANK: dict[MeetingKind, int] = {"visit": 0, "meeting": 1, "conference": 2, "call": 3, "summit": 4}


@dataclass(slots=True)
class Naming:
    """One place where an encounter is named, with what the sentence says of it.

    ``awaited`` is true if it is the subject of what is to come ("pertemuan itu akan …"). ``owner`` is whose a
    reference calls it ("kunjungan |Ani|"), ``beside`` are the persons and states of its sentence, ``is_pointed`` is
    true for "pertemuan |itu|", ``on_the_phone`` for "pembicaraan", which may have been a call, ``by_phone`` for
    "percakapan", which was one if there was any. ``event`` is the noun of a gathering that has a name, ``title`` the
    abbreviations in it, ``is_called_summit`` true for a meeting of some that is called one; ``sides`` counts who meets,
    groups too. ``paragraph`` is the number of its paragraph. ``place_state`` is the state that the place is known to
    lie in. ``goal`` is where a visit goes, ``goal_states`` the states of it, ``is_below`` true for a place below the
    state; ``side_of`` tells the states of the participants.
    ``is_again`` is true for "bertemu |lagi|", ``is_of_later_month`` for a month after that of the news.
    ``another_day`` is the date of another event that the sentence tells, ``is_before_other`` true if that one came
    after ("pada Senin, dua bulan setelah pertemuan itu").
    """

    kind: MeetingKind
    start: int
    end: int
    participants: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    place: str | None = None
    place_state: str | None = None
    goal: str | None = None
    goal_states: tuple[str, ...] = ()
    is_below: bool = False
    paragraph: int = -1
    side_of: dict[str, str] = field(default_factory=dict)
    owner: str | None = None
    beside: frozenset[str] = frozenset()
    is_pointed: bool = False
    on_the_phone: bool = False
    by_phone: bool = False
    event: str | None = None
    title: frozenset[str] = frozenset()
    is_called_summit: bool = False
    is_again: bool = False
    sides: int = 0
    another_day: str | None = None
    is_before_other: bool = False
    date: str | None = None
    is_of_later_month: bool = False
    year: str | None = None
    planned: bool = False
    awaited: bool = False
    held: bool = False
    past: bool = False
    denied: bool = False
    alleged: bool = False

    @property
    def month(self) -> str | None:
        """The month that it is dated to ("2023-05"), None where a year at most is told."""
        return self.date[:7] if self.date and len(self.date) > 4 else None

    @property
    def is_of_people(self) -> bool:
        """True if two or more are named who meet, and none as one who visits."""
        return len(self.participants) > 1 and self.kind != "visit"


@dataclass(slots=True)
class Entry:
    """One encounter: all its namings joined."""

    kind: MeetingKind
    participants: list[str]
    states: list[str]
    namings: list[Naming] = field(default_factory=list)
    earlier: bool = False
    event: str | None = None
    is_visit: bool = False
    side_of: dict[str, str] = field(default_factory=dict)
    _years: set[str] = field(default_factory=set)
    _goals: set[str] = field(default_factory=set)
    _places: set[str] = field(default_factory=set)
    _titles: set[frozenset[str]] = field(default_factory=set)
    _is_called_summit: bool = False
    _is_told: bool = False
    _is_planned: bool = False
    _is_now: bool = False
    _months: set[str] = field(default_factory=set)
    _counted: int = 0

    @property
    def is_encounter(self) -> bool:
        """True if two sides are known, or one and where it went."""
        known = len(self.participants) > 1 or len(self.states) > 1
        if self.event is not None:
            return known or bool(self.participants)
        return known or any(n.goal or n.sides > 1 for n in self.namings)

    @property
    def is_of_some(self) -> bool:
        """True if two sides are known, persons of both if one has gone to the other."""
        return self.is_encounter and (self.kind != "visit" or len(self.participants) > 1)

    def fits(self, naming: Naming) -> bool:
        """True if the naming may be of this encounter: same people or states, no other year."""
        if naming.past != self.earlier or not self._same_year(naming) or self._is_of_another_day(naming):
            return False
        is_call = naming.kind == "call" or (self.kind == "call" and naming.on_the_phone)
        if (self.kind == "call") != is_call and naming.kind != "visit":
            return False
        if self.event or naming.event:
            return self.event == naming.event and self._has_title(naming)
        if self._goes_elsewhere(naming):
            return False
        mine, other = set(self.participants), set(naming.participants)
        if naming.denied and not mine:
            return False
        if mine and other:
            return self._fit_people(mine, other, naming) if mine & other else self._fit_sides(naming)
        if other and naming.planned and not any(n.planned or n.awaited for n in self.namings):
            return False  # states have talked, and their leaders are to meet
        common = set(self.states) & set(naming.states)
        return len(common) >= 2

    def _has_title(self, naming: Naming) -> bool:
        """True unless both are called by names that have no word in common."""
        self._catch_up()
        titles = self._titles
        return not titles or not naming.title or any(not naming.title.isdisjoint(t) for t in titles)

    def is_told_of(self, naming: Naming) -> bool:
        """True if a naming without a time of its own is of this earlier meeting of the same people, or visit for it."""
        if not self.earlier or naming.date or naming.planned or naming.kind == "visit":
            return False
        mine, other = set(self.participants), set(naming.participants)
        if self.kind == "visit" and len(mine) == 1:  # "A mengunjungi X pada Juli. Ia |bertemu B|"
            is_next = naming.start - self.namings[-1].end < _PURPOSE
            return is_next and mine < other and len(set(self.states) & set(naming.states)) > 1
        return len(mine) > 1 and mine == other

    def _goes_elsewhere(self, naming: Naming) -> bool:
        """True if both tell of states beside those of their people, and of none in common."""
        self._catch_up()
        there = _where(naming)
        if self._goals and there and self._goals.isdisjoint(there):
            return True
        mine = set(self.states) - set(self.side_of.values()) - set(naming.states)
        other = set(naming.states) - set(naming.side_of.values()) - set(self.states)
        return bool(mine and other)

    def _fit_people(self, mine: set[str], other: set[str], naming: Naming) -> bool:
        if self._are_two_of_three(naming):
            return False
        if self._is_with_company(mine, other, naming):
            return True
        if mine <= other or other <= mine:
            alone = len(mine | other) > len(mine & other)
            met = bool(set(self.states) & set(naming.states)) and self._alone_fits(naming)
            return not alone or met or self._is_purpose(naming) or self._is_on_visit(naming)
        return False

    def _are_two_of_three(self, naming: Naming) -> bool:
        """True for two who meet apart from a round of three states, or the other way about."""
        mine, other = set(self.side_of.values()), set(naming.side_of.values())
        fewer, more = sorted((mine, other), key=len)
        return naming.kind != "visit" and not self.is_visit and len(fewer) == 2 < len(more) and fewer <= more

    def _is_purpose(self, naming: Naming) -> bool:
        """True for "pergi ke Turki guna |memenuhi undangan Ani|": who is met right after a visit, of no other state."""
        behind = naming.start - self.namings[-1].end
        return self.is_visit and 0 <= behind < _PURPOSE and set(naming.states) <= set(self.states)

    def _is_with_company(self, mine: set[str], other: set[str], naming: Naming) -> bool:
        """True for a visit told once more with others of the same state: "kunjungan |Ani dan Budi|"."""
        if naming.kind != "visit" or len(set(self.states) & set(naming.states)) < 2:
            return False
        home = {self.side_of.get(name) for name in mine & other} - {None}
        return len(home) == 1 and {naming.side_of.get(name) for name in other - mine} <= home

    def _is_on_visit(self, naming: Naming) -> bool:
        """True for who is met right where one has come to: "tiba di X untuk |bertemu Ani|"."""
        return self.is_visit and len(self.participants) == 1 and naming.place is not None and self.is_at(naming.place)

    def _fit_sides(self, naming: Naming) -> bool:
        """True if each side that both name by persons has one of them in common: X meets a delegation, Y leads it."""
        if len(set(self.states) & set(naming.states)) < 2:
            return False
        return set(self.side_of.values()).isdisjoint(naming.side_of.values())

    def _alone_fits(self, naming: Naming) -> bool:
        """A visit of one of them fits a meeting when its destination is the other's country."""
        return len(set(self.states) & set(naming.states)) >= 2 or not self.states

    def _same_year(self, naming: Naming) -> bool:
        self._catch_up()
        return not self._years or not naming.year or naming.year in self._years

    def _is_of_another_day(self, naming: Naming) -> bool:
        """True for who met before and meets again: both are told with their people, in different months or places.

        What is to come again differs from what was, whenever that was.
        """
        self._catch_up()
        if naming.is_again and naming.planned and not self._is_planned and (naming.states or naming.participants):
            return True
        if not naming.is_of_people or not self._is_told:
            return False
        if naming.is_of_later_month and self._is_now:
            return True
        if self._months and naming.month and naming.month not in self._months:
            return True
        return self.earlier and bool(self._places) and naming.place is not None and naming.place not in self._places

    def is_at(self, place: str) -> bool:
        """True if it was told to be at a place."""
        self._catch_up()
        return place in self._places

    def goes_where(self, naming: Naming) -> bool:
        """True if it was told to be in a state that a naming tells."""
        self._catch_up()
        return not self._goals.isdisjoint(_where(naming))

    @property
    def is_called_summit(self) -> bool:
        """True if it was called a summit where those who meet were named."""
        self._catch_up()
        return self._is_called_summit

    def _catch_up(self) -> None:
        """Take in years, states, places, titles, months and what it is called from the namings since the last time."""
        for naming in self.namings[self._counted :]:
            self._years.update(filter(None, [naming.year]))
            self._goals.update(_where(naming))
            self._places.update(filter(None, [naming.place, naming.goal]))
            self._titles.update(filter(None, [naming.title]))
            self._is_called_summit = self._is_called_summit or naming.is_called_summit
            if naming.is_of_people:
                self._is_told = True
                self._is_planned = self._is_planned or naming.planned
                self._is_now = self._is_now or not (naming.planned or naming.is_of_later_month)
                self._months.update(filter(None, [naming.month]))
        self._counted = len(self.namings)

    def answers_to(self, naming: Naming) -> bool:
        """True if a bare reference of this kind can only mean such an encounter."""
        if naming.event or naming.kind == "call":
            return self.event == naming.event and (naming.kind == "call") == (self.kind == "call")
        return naming.kind == "visit" and self.is_visit

    def add(self, naming: Naming) -> None:
        """Join a naming to this encounter; talks that were a call stay one."""
        if self.kind == "call" and naming.on_the_phone:
            naming.kind = "call"
        self.namings.append(naming)
        self.side_of.update(naming.side_of)
        self.is_visit = self.is_visit or naming.kind == "visit"
        for name in naming.participants:
            if name not in self.participants:
                self.participants.append(name)
        for code in naming.states:
            if code not in self.states:
                self.states.append(code)
        if _RANK[naming.kind] > _RANK[self.kind]:
            self.kind = naming.kind

    @property
    def status(self) -> MeetingStatus:
        """Past, denied, held or planned: where the participants are named counts before mere references."""
        if self.earlier:
            return "past"
        told = [n for n in self.namings if n.participants or n.states]
        if any(n.denied for n in told) and not any(n.planned and not n.denied for n in told):
            return "denied"
        met = [n for n in self.namings if len(n.participants) > 1 and n.kind != "visit"]
        met = met or [n for n in self.namings if n.participants] or self.namings
        # who has arrived has not met yet, but who is to go is to meet
        held = any(n.held for n in met) or any(n.held for n in self.namings if n.kind != "visit")
        going = any(n.planned for n in self.namings if n.kind == "visit" and n.participants)
        planned = going or any(n.planned for n in met) or self._is_awaited
        return "planned" if planned and not held else "held"

    @property
    def _is_awaited(self) -> bool:
        """True if references to the meeting, perhaps while who goes there is on the way, tell only what is to come."""
        meant = [n for n in self.namings if n.kind != "visit" and not n.participants]
        ahead = any(n.awaited or (n.planned and self.kind == "visit") for n in meant)
        return ahead and not any(n.held for n in meant)

    @property
    def certainty(self) -> MeetingCertainty:
        """Alleged if no naming of its participants tells of it in the news' own voice."""
        namings = [n for n in self.namings if n.participants or n.states]
        return "alleged" if namings and all(n.alleged for n in namings) else "certain"

    def record(self, number: int, text: str, news_day: str | None, published: str | None) -> MeetingRecord:
        """Give the entry as a record with the id ``m{number}``.

        A meeting that is told of as news, without a date of its own, is of the month of the news. A meeting
        without a place of its own is where the visit for it goes. What lies after publication is planned.
        """
        goals = [n.goal for n in sorted(self.namings, key=lambda n: not n.is_below) if n.goal]
        places = [n.place for n in self.namings if n.place]
        places = goals + places if self.kind == "visit" else places + goals
        dates = [n.date for n in self.namings if n.date]
        status = self.status
        elsewhen = any(n.another_day and n.participants for n in self.namings)
        if not dates and not elsewhen and news_day and status in ("held", "planned"):
            dates = [news_day[:7] if status == "held" else news_day[:4]]
        date = max(dates, key=len) if dates else None
        if status == "held" and lies_after(date, published):
            status = "planned"
        elif status == "planned" and _is_over(date, published):
            status = "held"
        mentions = {(n.start, n.end) for n in self.namings}
        return MeetingRecord(
            id=f"m{number}", kind=self.kind, participants=tuple(self.participants), states=tuple(self.states),
            place=places[0] if places else None, date=date, status=status,
            mentions=tuple(Mention(s, e, text[s:e]) for s, e in sorted(mentions)), certainty=self.certainty,
        )  # fmt: skip


def _where(naming: Naming) -> tuple[str, ...]:
    """The states that a naming tells it to be in."""
    return naming.goal_states or tuple(filter(None, [naming.place_state]))


def _are_apart(one: Naming, other: Naming) -> bool:
    """True for namings on different days or in different states."""
    places, days = {one.place_state, other.place_state}, {d for d in (one.date, other.date) if d and len(d) == 10}
    return (len(places) == 2 and None not in places) or len(days) == 2


def _is_over(date: str | None, published: str | None) -> bool:
    """True for a full date before that of publication."""
    return len(date or "") == 10 and lies_after(published, date)


@dataclass(slots=True)
class Registry:
    """All entries of an article, in order of first naming."""

    entries: list[Entry] = field(default_factory=list)
    latest: Entry | None = None
    _ahead: list[Naming] = field(default_factory=list)

    def take(self, naming: Naming) -> None:
        """Join the naming to the entry it fits, else open one. At most the last twenty are compared."""
        for entry in reversed(self.entries[-20:]):
            if entry.fits(naming):
                entry.add(naming)
                self._speak_of(entry, naming)
                return
        if self.latest is not None and self.latest.is_told_of(naming):
            self.latest.add(naming)
            return
        entry = Entry(
            naming.kind, list(naming.participants), list(naming.states), earlier=naming.past, event=naming.event
        )
        if not entry.event and not entry.earlier and entry.kind != "call":
            ahead = [n for n in self._ahead if naming.start - n.start < _AHEAD]
            if not any(_are_apart(n, naming) for n in ahead):
                entry.namings += ahead
                self._ahead.clear()
        entry.namings.append(naming)
        entry.side_of.update(naming.side_of)
        entry.is_visit = naming.kind == "visit"
        self.entries.append(entry)
        self._speak_of(entry, naming)

    def take_again(self, entry: Entry, naming: Naming) -> None:
        """Join the naming to an encounter whose people it tells of again, else open one for them."""
        naming.participants, naming.states = tuple(entry.participants), tuple(entry.states)
        naming.side_of, naming.event = dict(entry.side_of), entry.event
        if entry.fits(naming):
            entry.add(naming)
            self._speak_of(entry, naming)
            return
        naming.event = None
        self.take(naming)

    def _speak_of(self, entry: Entry, naming: Naming) -> None:
        """Make the entry the one that "pertemuan itu" resumes, unless it was told only to date another."""
        aside = naming.date is None and naming.another_day is not None
        if self.latest is None or not aside:
            self.latest = entry

    def latest_of(self, count: int, among: frozenset[str] | None = None) -> Entry | None:
        """The encounter of so many persons that was named last; ``among`` are the names that count, if given."""
        fits = [e for e in self.entries[-_REMEMBERED:] if len(e.participants) == count]
        fits = [e for e in fits if among is None or among.issuperset(e.participants)]
        return max(fits, key=lambda e: e.namings[-1].start, default=None)

    def _spoken_of(self, naming: Naming) -> Entry | None:
        """The entry at hand, or the last one of the kind that the reference names: a visit, a call, an event."""
        recent = self.entries[-20:]
        if answering := next((e for e in reversed(recent) if e.answers_to(naming)), None):
            return answering
        if naming.event is not None:
            called = (e for e in reversed(recent) if e.is_called_summit)
            return next(called, None) if naming.kind == "summit" else None
        if naming.by_phone and (call := next((e for e in reversed(recent) if e.kind == "call"), None)):
            return call
        if naming.kind == "meeting" and self.latest is not None:
            latest = self._meeting_rather_than(self.latest, is_call=naming.on_the_phone)
            met = [e for e in (*self._first(), *recent) if e.is_of_some and e.kind != "call" and not e.event]
            return self._met_at(naming.place) or self._likeliest(naming, [*met, latest], latest)
        return self.latest

    def point_at(self, entry: Entry, naming: Naming) -> None:
        """Add a naming to an encounter of which it tells nothing new."""
        entry.namings.append(naming)
        self._speak_of(entry, naming)

    def visit_to(self, naming: Naming) -> Entry | None:
        """The last visit to where a naming goes."""
        visits = (e for e in reversed(self.entries[-20:]) if e.is_visit)
        return next((e for e in visits if e.goes_where(naming)), None)

    def _first(self) -> list[Entry]:
        """The first encounter told, of which a long article is, where it is none of the last twenty."""
        return [e for e in self.entries[:-20][:1] if not e.earlier]

    def _likeliest(self, naming: Naming, entries: list[Entry], latest: Entry) -> Entry:
        """The encounter that a bare noun means: near, of whom the sentence names, and what the article is about."""
        if naming.is_pointed and naming.start - latest.namings[-1].end < _NEAR and not latest.earlier:
            return latest
        topic = next((e for e in entries if not e.earlier), None)
        most = max([latest, *entries], key=lambda e: len(e.namings))

        def weight(entry: Entry) -> int:
            far = naming.start - entry.namings[-1].end
            return (
                (10 if far < _NEAR else 5 if far < _FARTHER else 0)
                + (12 if naming.is_pointed else 3) * (entry is latest)
                + 15 * (entry is topic)
                + 5 * (entry is most)
                - 10 * entry.earlier
                + 10 * (not naming.beside.isdisjoint(entry.participants))
                + 5 * (not naming.beside.isdisjoint(entry.states))
                + 12 * (entry.namings[-1].paragraph == naming.paragraph)
            )

        return max(reversed(entries), key=weight)

    def _of_owner(self, name: str) -> Entry | None:
        """The last encounter that one takes part in."""
        return next((e for e in reversed(self.entries[-20:]) if name in e.participants), None)

    def _met_at(self, place: str | None) -> Entry | None:
        """The last encounter at a place, if one is given."""
        if place is None:
            return None
        return next((e for e in reversed(self.entries[-20:]) if e.is_at(place)), None)

    def _meeting_rather_than(self, latest: Entry, *, is_call: bool) -> Entry:
        """What "pertemuan itu" means: not a gathering or call, and not who went somewhere if others met."""
        if latest.kind == "call" and not is_call:
            met = (e for e in reversed(self.entries[-20:]) if not e.event and not e.earlier and e.kind != "call")
            return next(met, latest)
        if not latest.event and (latest.kind != "visit" or len(latest.participants) > 1):
            return latest
        kinds = (
            ("meeting", "summit")
            if latest.kind == "visit" and not latest.event
            else ("visit", "meeting", "summit", "call")
        )
        met = (e for e in reversed(self.entries[-20:]) if not e.event and not e.earlier and e.kind in kinds)
        return next(met, latest)

    def resume(self, naming: Naming) -> None:
        """Join a bare reference ("pertemuan itu") to the encounter spoken of."""
        target = self._of_owner(naming.owner) if naming.owner else self._spoken_of(naming)
        if target is None and naming.owner is None and naming.kind == "meeting" and naming.event is None:
            self._ahead.append(naming)
        if target is None or (naming.year and not target._same_year(naming)):
            return
        if target.earlier and not naming.past:
            target = next((e for e in reversed(self.entries[-_REMEMBERED:]) if not e.earlier), target)
        target.namings.append(naming)
