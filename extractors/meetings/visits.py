"""Visits: who goes where, and who receives them."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from extractors.meetings.parties import Parties
from extractors.meetings.registry import Naming
from extractors.meetings.rows import REACH, Scene
from extractors.meetings.sides import Side, distinct, tokens
from extractors.meetings.words import MeetingWords
from extractors.statements.view import Named, View
from extractors.states import seats
from ontology.gazetteer import states as known_states

_GOAL = 90
"""Characters between a visit and where it goes at most."""
_LED = 60
"""Characters before a verb in which it shows whose clause it is."""
_ADJECTIVES = 2
"""Words from a house to its owner, or the owner's office, at most."""
_CLOSING = re.compile('["”]')
"""Behind these somebody else speaks: '… datang ke rumah," kata A'."""
_PURPOSE = 60
"""Characters behind who is asked to come in which it is told what for."""
_LINK = 1
"""Words that link a sentence to the one before it, at most: "|Adapun| lawatan ke X"."""
_DIRECT = re.compile(r"\s+(?:resmi\s+)?(?=[A-Z])")
_CAPITAL = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a visit goes: the most specific name, the states, and where they are named."""

    place: str
    states: tuple[str, ...]
    start: int
    end: int
    is_below: bool


@dataclass(slots=True)
class Visits:
    """Reads visits of one article."""

    view: View
    words: MeetingWords
    parties: Parties

    def read(self, scene: Scene, start: int, end: int, trigger: str) -> Naming | None:
        """Give the visit told at a trigger, None if nobody is named who goes or nowhere."""
        goal = self._goal(scene, end, trigger)
        if trigger in self.words.invited:
            return self._invited(scene, start, end, goal)
        if trigger not in self.words.sending and (paid := self._paid_to(scene, start, end)) is not None:
            return paid
        if goal is None and trigger in self.words.inviting and (asked := self._inner(scene, end, scene.end)):
            goal = self._goal(scene, asked[-1].end, trigger)  # "mengundang A, B dan C |ke X|"
        home = self._home(scene, end) or self._home_of_second(scene, end, trigger)
        visitors = self._visitors(scene, start, end, None if home else goal, trigger)
        if trigger in self.words.travels and not home:
            visitors = [v for v in visitors if v.kind != "person" or self.parties.leads(v) or self._is_sent(v)]
        if trigger in self.words.seated and (seat := self._seat_of_body(scene, end, trigger)) is not None:
            return self._at_seat(scene, start, end, seat)
        hosts = self._hosts(scene, start, visitors) or self._visited(scene, end, trigger) or home[:1]
        is_asked = trigger in self.words.inviting and self._is_asked_to_meet(scene, start, end, hosts, visitors)
        if not visitors or (goal is None and (not hosts or (trigger in self.words.hosting and not is_asked))):
            return None
        codes = goal.states if goal else tuple(h.state for h in hosts if h.state)
        codes = tuple(c for c in codes if all(c != v.state for v in visitors))
        if not codes and not self._meet(hosts, visitors):
            return None
        sides = list(distinct([*visitors, *hosts]))
        named = (v.end for v in visitors if _CLOSING.search(scene.between(end, v.start)) is None)
        naming = Naming("visit", start, max(end, goal.end if goal else 0, *named))
        receiving = [h for h in hosts if h.kind == "group" or self._is_stood_for(scene, h)]
        naming.sides = len(sides) if receiving else naming.sides
        naming.participants = tuple(s.name for s in sides if s.name and (s in receiving or not s.is_home))
        naming.side_of = {s.name: s.state for s in sides if s.name and s.state}
        naming.states = tuple(dict.fromkeys(c for c in (*(s.state for s in sides), *codes) if c))
        naming.goal = goal.place if goal and codes else None
        naming.goal_states = goal.states if goal and codes else ()
        naming.is_below = goal is not None and goal.is_below
        if naming.goal is None and home:
            naming.goal, naming.is_below = self._called_home(scene, end, home[0]), True
        return naming

    def _is_stood_for(self, scene: Scene, side: Side) -> bool:
        """True for a body whose people receive somebody: "pimpinan |KPK| menerima kunjungan A"."""
        before = tokens(scene.between(side.start - 30, side.start))[-1:]
        return side.kind == "body" and not self.words.standing_for.isdisjoint(before)

    def _invited(self, scene: Scene, start: int, end: int, goal: Goal | None) -> Naming | None:
        """Give the visit that somebody is asked for: "A |diundang| Presiden B ke X", "A diundang ke X"."""
        hosts = [s for s in self.parties.objects(scene, end) if s.kind == "person"][:1]
        stop = hosts[-1].end if hosts else end
        asked = [s for s in self.parties.subjects(scene, start, stop, hosts) if s.kind == "person"]
        if goal is None and asked and hosts and self._has_purpose(scene, stop):
            return _visit(start, stop, [*asked, *hosts])  # "A diundang B |untuk membahas| …"
        if goal is None or not asked or (not hosts and not self._goes_abroad(asked, goal)):
            return None
        naming = _visit(start, max(stop, goal.end), [*asked, *hosts], goal.states)
        naming.goal, naming.goal_states, naming.is_below = goal.place, goal.states, goal.is_below
        return naming

    def _paid_to(self, scene: Scene, start: int, end: int) -> Naming | None:
        """Give the visit to a person: "A melakukan kunjungan kehormatan |kepada B|"."""
        host = next(iter(scene.next_sides(end)), None)
        lead = tokens(scene.between(end, host.start)) if host is not None else []
        at = next((at for at, word in enumerate(lead[:_ADJECTIVES]) if word in self.words.paid_to), None)
        if host is None or at is None or host.kind != "person":
            return None
        if lead[at + 1 :] and not self.parties.reader.is_office(lead[at + 1 :]):
            return None
        visitors = [s for s in self.parties.subjects(scene, start, host.end, [host]) if s.kind == "person"]
        return _visit(start, host.end, [*visitors, host]) if visitors else None

    def _tells_of_others(self, scene: Scene, side: Side, start: int) -> bool:
        """True if who is named before only says who travels, or others do in a clause of theirs."""
        return self.parties.says(side, scene, start) or self._is_of_others(scene, side, start)

    def _is_of_others(self, scene: Scene, side: Side, start: int) -> bool:
        """True for "mendata warga |yang pernah berangkat|": a clause on others than the one who is named before."""
        before = tokens(scene.between(max(scene.start, start - _LED), start))
        while before and (before[-1] in self.words.auxiliaries or before[-1] in self.parties.lex.clauses.adverbs):
            before.pop()
        own = {",", *tokens(scene.between(side.start, side.end))[-1:]}
        return len(before) > 1 and before[-1] in self.words.relative and before[-2] not in own

    def _is_sent(self, side: Side) -> bool:
        """True for who holds an office for which one travels: "Kepala Intelijen |A|", not a spokesman."""
        role = (self.view.persons[side.person].role or "").lower() if side.person is not None else ""
        return self.parties.is_official(side) and role.startswith((*self.words.offices, *self.words.chiefs))

    def _goes_abroad(self, visitors: list[Side], goal: Goal) -> bool:
        """True for who leads a state, or goes on its behalf, and is to go to another one."""
        return all(self.parties.leads(v) and v.state and v.state not in goal.states for v in visitors)

    def _seat_of_body(self, scene: Scene, end: int, trigger: str) -> Side | None:
        """Give the body whose seat is gone to: "menyambangi kantor |KPK|"."""
        for side in scene.next_sides(end)[:1]:
            gap = tokens(scene.between(end, side.start))
            house = gap[1:] if gap[:1] and gap[0] in self.words.placing else gap
            name = tokens(scene.between(side.start, side.end))
            is_seat = house == [] and (name[0] in self.words.seats or trigger in self.words.calling_at)
            if side.kind == "body" and (is_seat or (len(house) == 1 and house[0] in self.words.seats)):
                return side
        return None

    def _at_seat(self, scene: Scene, start: int, end: int, seat: Side) -> Naming | None:
        """Give the visit to a body of who is named, unless he was called to be questioned there."""
        visitors = [s for s in self.parties.subjects(scene, start, seat.end, []) if s.kind == "person"]
        if not visitors or self.words.summoned.search(scene.text):
            return None
        naming = Naming("visit", start, seat.end, sides=len(visitors) + 1)
        naming.participants = tuple(dict.fromkeys(v.name for v in visitors if v.name))
        naming.side_of = {v.name: v.state for v in visitors if v.name and v.state}
        naming.states = tuple(dict.fromkeys(c for c in (*(v.state for v in visitors), seat.state) if c))
        naming.goal, naming.is_below = scene.between(seat.start, seat.end), True
        return naming

    def _home(self, scene: Scene, end: int) -> list[Side]:
        """Give whose house is gone to: "berkunjung ke rumah |Ani|", "menyambangi kediaman Menteri |Budi|"."""
        for side in scene.next_sides(end)[:1]:
            gap = tokens(scene.between(end, side.start))
            house = gap[1:] if gap[:1] and gap[0] in self.words.placing else gap
            is_home = bool(house) and house[0] in self.words.homes and self._leads_up(house[1:])
            if is_home and side.kind == "person" and _CLOSING.search(scene.between(end, side.start)) is None:
                return [side]
        return []

    def _home_of_second(self, scene: Scene, end: int, trigger: str) -> list[Side]:
        """Give whose house is gone to behind who goes: "kunjungan A |ke rumah B|"."""
        first = next(iter(scene.next_sides(end)), None)
        if first is None or first.kind != "person" or not self._is_noun(trigger):
            return []
        office = tokens(scene.between(end, first.start))
        return self._home(scene, first.end) if not office or self.parties.reader.is_office(office) else []

    def _leads_up(self, words: list[str]) -> bool:
        """True for a few words from a house to its owner, the office apart: "rumah |pribadi Menteri| Ani"."""
        office = (at for at in range(len(words)) if self.parties.reader.is_office(words[at:]))
        return next(office, len(words)) <= _ADJECTIVES

    def _called_home(self, scene: Scene, end: int, host: Side) -> str:
        """Give the house by its owner: "rumah |Ani|"."""
        before = scene.between(end, host.start)
        return f"{next(w for w in tokens(before) if w in self.words.homes)} {host.name}"

    def _meet(self, hosts: list[Side], visitors: list[Side]) -> bool:
        return bool(hosts) and any(h.key != v.key for h in hosts for v in visitors)

    def _visitors(self, scene: Scene, start: int, end: int, goal: Goal | None, trigger: str) -> list[Side]:
        if trigger.removesuffix(self.words.own) in self.words.inviting and trigger.endswith(self.words.own):
            return self._asked(scene, start)
        leads_on = trigger.split()[-1] in self.words.placing  # "bersilaturahmi |ke|"
        if trigger not in self.words.visiting and not leads_on:  # else who is named behind it is visited
            inner = self._inner(scene, end, goal.start if goal else end + 70)
            if inner or trigger in self.words.sending:
                return [side for side in inner if side.kind == "person" or trigger not in self.words.sending]
            if goal and (names := _CAPITAL.search(scene.between(end, goal.start))):
                return self.parties.called(names.group(), start)
        before = scene.last_sides(start)
        at_home = [s for s in before if goal and s.state in goal.states and s.kind == "person"]
        found = self.parties.subjects(scene, start, goal.end if goal else end, at_home)
        if not found and at_home and all(map(self._is_of_guessed_state, at_home)):
            found = [replace(s, state=None) for s in self.parties.subjects(scene, start, goal.end if goal else end, [])]
        if trigger in self.words.travels and found and self._tells_of_others(scene, found[-1], start):
            return []
        found = [s for s in found if s.kind == "person" or self._is_delegation(scene, s)]
        is_opening = not tokens(scene.between(scene.start, start))[_LINK:]
        if not found and (trigger.endswith(self.words.own) or (is_opening and self._is_noun(trigger))):
            found = [self.parties.person(i, start) for i in self.parties.focus[:1]]
        return found

    def _is_noun(self, trigger: str) -> bool:
        """True for a noun of visit: "|lawatan| ke X", not "melawat ke X"."""
        return trigger not in self.words.travels and trigger in self.words.resuming

    def _asked(self, scene: Scene, start: int) -> list[Side]:
        """Give whom "mengundang|nya|" means: who is named last before, and does not ask; else who was spoken of."""
        named = [s for s in scene.last_sides(start) if s.kind == "person"]
        if len(named) > 1 or (named and self.parties.is_governed(scene, named[0])):
            return named[-1:]
        asking = {s.key for s in named}
        return [s for i in self.parties.focus if (s := self.parties.person(i, start)).key not in asking][:1]

    def _is_asked_to_meet(self, scene: Scene, start: int, end: int, hosts: list[Side], visitors: list[Side]) -> bool:
        """True for "A mengundang B |guna membahas …|": both named, a purpose told, and it is done."""
        if not visitors or any(side.kind != "person" for side in (*hosts, *visitors)):
            return False
        office = tokens(scene.between(end, visitors[0].start))
        if office and not self.parties.reader.is_office(office):
            return False  # "mengundang |kritik| A"
        before = tokens(scene.between(start - 30, start))[-1:]
        is_undone = not {*before}.isdisjoint(self.words.negators | self.words.unasked)
        return not is_undone and self._has_purpose(scene, visitors[-1].end)

    def _has_purpose(self, scene: Scene, end: int) -> bool:
        """True where it is told what somebody is asked for, "|guna membahas| …", perhaps "|ke kantornya guna| …"."""
        words = tokens(scene.between(end, end + _PURPOSE))
        words = words[1:] if words[:1] == [","] else words
        if words[1:] and words[0] in self.words.placing and words[1].removesuffix(self.words.own) in self.words.homes:
            words = words[2:]
        return bool(words) and words[0] in self.words.aims

    def _is_of_guessed_state(self, side: Side) -> bool:
        """True for one of whom no list knows and no office tells the state: it may be that of where he goes."""
        person = self.view.persons[side.person] if side.person is not None else None
        return person is not None and person.key is None and " " not in (person.role or "")

    def _is_delegation(self, scene: Scene, side: Side) -> bool:
        """True for a state or body that goes by those who speak for it: "delegasi |Uruguay|"."""
        before = tokens(scene.between(side.start - 30, side.start))[-1:]
        return side.kind != "person" and bool(before) and before[0] in self.words.delegates

    def _inner(self, scene: Scene, end: int, limit: int) -> list[Side]:
        """Give who is named between "kunjungan" and where it goes."""
        for side in scene.next_sides(end):
            if not end <= side.start < min(limit, end + 70):
                if side.start >= limit:
                    break
                continue
            gap = tokens(scene.between(end, side.start))
            if set(gap) & (self.words.breaks | self.words.origin) or any(map(self.words.is_verb, gap)) or "," in gap:
                return []
            return [side, *self.parties.following(scene, side, limit)]
        return []

    def _hosts(self, scene: Scene, start: int, visitors: list[Side]) -> list[Side]:
        """Give who receives: "A menerima kunjungan B"."""
        before = scene.between(start - 40, start)
        if scene.between(start, start + 20).split()[0].lower() in self.words.hosting:
            return self.parties.subjects(scene, start, start, visitors)
        verb = next((w for w in reversed(tokens(before)[-3:]) if w in self.words.hosting), None)
        if verb is None:
            return []
        at = start - len(before) + before.lower().rfind(verb)
        if found := self.parties.subjects(scene, at, start, visitors):
            return found
        group = self.parties.group_before(scene, at, heads=self.words.met_groups)
        return [group] if group else []  # "|Pimpinan KPK| menerima kunjungan A"

    def _visited(self, scene: Scene, end: int, trigger: str) -> list[Side]:
        """Give who is named right after a verb of visiting: "mengunjungi |Ani| di rumah sakit"."""
        if trigger not in self.words.visiting:
            return []
        objects = self.parties.objects(scene, end)
        return [side for side in objects if side.kind == "person"]

    # -- where to ------------------------------------------------------------------------------

    def _goal(self, scene: Scene, end: int, trigger: str) -> Goal | None:
        text = scene.text
        low, high = end - scene.start, min(len(text), end - scene.start + _GOAL)
        direct = _DIRECT.match(text, low, high)
        if (
            direct
            and self._is_known(scene.start + direct.end())
            and (goal := self._named_at(scene, scene.start + direct.end()))
        ):
            return goal
        towards = self.words.forms["onward" if trigger in self.words.onward else "towards"]
        for match in towards.finditer(text, low, high):
            between = tokens(text[low : match.start()])
            if any(self.words.is_verb(w) or w in ".;:" or w in self.words.aim for w in between):
                return None
            if match.group(2).split()[:1] and match.group(2).split()[0] in self.words.not_places:
                continue
            return self._named_at(scene, scene.start + match.end())
        return None

    def _is_known(self, at: int) -> bool:
        """True if a state or a known place is named right at ``at``."""
        here = self.view.named_between(at, at + 1)
        return any(n.kind == "state" for n in here) or self._state_of_place(at) is not None

    def _named_at(self, scene: Scene, at: int) -> Goal | None:
        """Read "Honolulu, Hawaii, Amerika Serikat" or "Myanmar dan Bangladesh" at an offset."""
        codes: list[str] = []
        first = self.words.forms["goal_name"].match(scene.text, at - scene.start)
        if first is None:
            return None
        name, stop = first.group(), scene.start + first.end()
        for named in self.view.named_between(at, min(scene.end, at + REACH)):
            gap = scene.between(max(at, stop), named.start)
            if named.kind != "state":
                if named.start == at:
                    return self._seat(named)
                continue
            if named.start > at and not self.words.forms["next_goal"].fullmatch(gap):
                break
            codes.append(self.view.states[named.index].code)
            if named.start == at:
                name = self.view.text[named.start : named.end]
            stop = named.end
        if not codes:
            code = self._state_of_place(at)
            codes = [code] if code else []
        if not codes:
            return None
        here = self.view.named_between(at, at + 1)
        is_below = not any(n.kind == "state" for n in here)
        return Goal(self._full(name, codes[0]), tuple(dict.fromkeys(codes)), at, stop, is_below)

    def _seat(self, named: Named) -> Goal | None:
        """Give the seat of a government that one goes to: "ke |Gedung Putih|"."""
        name = self.view.text[named.start : named.end]
        if named.kind != "organization" or (code := seats().get(name)) is None:
            return None
        return Goal(name, (code,), named.start, named.end, is_below=True)

    def _full(self, name: str, code: str) -> str:
        """Give an abbreviated state ("AS") by its name."""
        return known_states()[code].name_id if name.isupper() and len(name) < 4 else name

    def _state_of_place(self, at: int) -> str | None:
        places = self.view.places
        index = bisect_left(places, at, key=lambda p: p.start)
        found = index < len(places) and places[index].start == at
        return places[index].state if found else None


def _visit(start: int, end: int, sides: list[Side], codes: tuple[str, ...] = ()) -> Naming:
    """A visit of people to each other, and to the states of ``codes``."""
    met = list(distinct(sides))
    naming = Naming("visit", start, end, sides=len(met))
    naming.participants = tuple(s.name for s in met if s.name)
    naming.side_of = {s.name: s.state for s in met if s.name and s.state}
    naming.states = tuple(dict.fromkeys(c for c in (*(s.state for s in met), *codes) if c))
    return naming
