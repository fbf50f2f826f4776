"""Gatherings with a name of their own, known by those who attend: "Presiden X menghadiri KTT Y di Z"."""

import re
from dataclasses import dataclass

from extractors.meetings.parties import Parties
from extractors.meetings.registry import Naming
from extractors.meetings.rows import Scene
from extractors.meetings.sides import Side, tokens
from extractors.meetings.words import MeetingWords
from extractors.statements.view import View
from kg.record import MeetingKind

_NAMED = re.compile(r"\s*\(?\s*(?:(?:[a-z]+\s+){0,2}(?:[A-Z]|\d)|[a-z]+\s*-\s*\d)|\s*-")
_JUST = 12
"""Characters before a gathering in which it is told only to date another event: "pasca-|KTT| …"."""
_OFFICE = 40
"""Characters behind a gathering in which it is told of what offices it is."""
_BESIDE = 30
"""Characters before a gathering in which it may be told to be beside the meeting."""
_HELD = 70
_BY = 3
"""Characters between a gathering and the body that holds it, and words from the verb to the gathering, at most."""
_SOURCE = 60
_SOURCE_WORDS = 5
"""Characters and words before who speaks in which he is told to, at most: "|kata Ketua Umum Partai X| A"."""
_WHERE = 160
"""Characters between a gathering and the state it is held in at most."""


@dataclass(slots=True)
class Events:
    """Reads gatherings of one article."""

    view: View
    words: MeetingWords
    parties: Parties

    def read(self, scene: Scene, start: int, end: int, trigger: str) -> Naming | None:
        """Give the gathering named at a trigger, None if it has no name or nobody is told to attend."""
        hearing = self._hearing(scene, start, end) if trigger in self.words.two_sided else []
        noun = self.words.event_of(trigger) or self._presided(scene, start, trigger)
        noun = noun or (trigger if hearing else None)
        if noun is None or self._is_room(scene, start) or not (hearing or self._is_named(scene, end, trigger)):
            return None
        if self._is_beside(scene, start):
            return None
        attending, place = [*self._attending(scene, start, end), *hearing], self._where(scene, end)
        where = place.state if place else None
        if (
            not attending
            and where
            and self._is_gone_to(scene, start)
            and not self.words.sequence.search(scene.between(start - _JUST, start))
        ):
            attending = [s for i in self.parties.focus[:1] if self.parties.leads(s := self.parties.person(i, start))]
        if not attending and not where:
            return None
        kind: MeetingKind = "summit" if noun == self.words.summit else "conference"
        naming = Naming(kind, start, end, event=noun, title=self._title(scene, end), sides=len(attending))
        naming.participants = tuple(dict.fromkeys(s.name for s in attending if s.name))
        naming.side_of = {s.name: s.state for s in attending if s.name and s.state}
        states = [*(s.state for s in attending), where]
        naming.states = tuple(dict.fromkeys(code for code in states if code))
        naming.goal = scene.between(place.start, place.end) if place else None
        return naming

    def _hearing(self, scene: Scene, start: int, end: int) -> list[Side]:
        """Give the body that hears others: "|Komisi A| menggelar rapat kerja", "rapat kerja |Komisi A|"."""
        before = tokens(scene.between(start - _HELD, start))
        if not self.words.holding.isdisjoint(before[-_BY:]):
            held = [s for s in self.parties.subjects(scene, start, end, []) if s.end <= start]
            return held if held and all(s.kind == "body" for s in held) else []
        side = next(iter(scene.next_sides(end)), None)
        if side is None or side.kind != "body" or side.start - end > _HELD:
            return []
        lead = tokens(scene.between(end, side.start))
        if lead and set(lead) <= self.words.among:
            return self._both_hearing(scene, side)
        if not lead:
            return [side]
        passive = next((at for at, w in enumerate(lead) if w in self.words.held_by), None)
        is_by = passive is not None and set(lead[passive + 1 :]) <= self.words.doing
        return [side] if is_by and not {",", "."} & set(lead) else []

    def _both_hearing(self, scene: Scene, first: Side) -> list[Side]:
        """Give both of "rapat antara |Komisi A dan pimpinan B|"."""
        second = next(iter(scene.next_sides(first.end)), None)
        gap = tokens(scene.between(first.end, second.start)) if second else []
        is_joined = bool(gap) and gap[0] in self.words.joining and set(gap[1:]) <= self.words.standing_for
        return [first, second] if second and is_joined else []

    def _is_gone_to(self, scene: Scene, start: int) -> bool:
        """True at a sentence's start and where the words before lead to a gathering: "pada |KTT| …"."""
        before = tokens(scene.between(start - 60, start))[-4:]
        return not before or not self.words.attending.isdisjoint(before)

    def _is_beside(self, scene: Scene, start: int) -> bool:
        """True where it is only told to say where others met: "bertemu di sela-sela |KTT| …"."""
        if self.words.beside.isdisjoint(tokens(scene.between(start - _BESIDE, start))[-3:]):
            return False
        return self.words.trigger.search(scene.text, 0, max(0, start - scene.start)) is not None

    def _presided(self, scene: Scene, start: int, trigger: str) -> str | None:
        """Give the noun of a meeting that somebody opens, leads or attends: "membuka |pertemuan| …"."""
        before = tokens(scene.between(start - 30, start))[-1:]
        return trigger if before and before[0] in self.words.presiding else None

    def _is_named(self, scene: Scene, end: int, trigger: str) -> bool:
        behind = tokens(scene.between(end, end + _OFFICE))[:3]
        if behind and behind[0] in self.words.relative:
            return " " in trigger  # "konvensi |yang ditetapkan| ILO"
        is_of_office = len(behind) == 3 and self.parties.reader.is_office(behind)  # "pertemuan menteri luar negeri X"
        return " " in trigger or is_of_office or bool(_NAMED.match(scene.text, end - scene.start))

    def _is_room(self, scene: Scene, start: int) -> bool:
        """True for a room called after what it is for: "ruang |rapat| …"."""
        before = tokens(scene.between(start - 30, start))[-1:]
        return bool(before) and before[0] in self.words.place_words

    def _title(self, scene: Scene, end: int) -> frozenset[str]:
        """Give the abbreviations in the name that a gathering goes by: "KTT |ASEAN|", "KTT |G20|"."""
        name = self.words.forms["event_name"].match(scene.text, end - scene.start)
        return frozenset(w for w in (name.group(1).split() if name else ()) if not w[1:].islower() and len(w) > 1)

    def _attending(self, scene: Scene, start: int, end: int) -> list[Side]:
        """Give the persons that the sentence tells to be there."""
        before = tokens(scene.between(start - 60, start))[-4:]
        if before and not self.words.attending & set(before):
            return []
        told = self.parties.subjects(scene, start, end, [])
        people = [s for s in told if s.kind == "person" and not self._is_of_another(scene, s, start)]
        return [s for s in people if s.start == s.end or not self._is_only_spoken_of(scene, s)]

    def _is_only_spoken_of(self, scene: Scene, side: Side) -> bool:
        """True for the object of a preposition who is no source: "dukungan |pada A| …", not "menurut A", "kata A"."""
        cues = self.parties.lex.cues
        before = tokens(scene.between(side.start - _SOURCE, side.start))
        is_source = any(w in cues.passive or w in cues.after or w in cues.according for w in before[-_SOURCE_WORDS:])
        return not is_source and self.parties.is_governed(scene, side)

    def _is_of_another(self, scene: Scene, side: Side, start: int) -> bool:
        """True for one only supposed to attend, where the sentence is of a meeting: "Pertemuan digelar usai |KTT|"."""
        return side.start == side.end and not self.words.resuming.isdisjoint(tokens(scene.between(scene.start, start)))

    def _where(self, scene: Scene, end: int) -> Side | None:
        """Give the state that the gathering is held in: "di Vientiane, |Laos|"."""
        for side in scene.next_sides(end):
            if side.kind == "state" and end <= side.start < end + _WHERE:
                gap = scene.between(end, side.start)
                if self.words.forms["held_in"].search(gap):
                    return side
        return None
