"""What a statement is about: entities its content names, and meetings it names or has for its subject.

A statement is about a meeting when
1. its evidence names the meeting or resumes it ("pertemuan itu", "kunjungan tersebut");
2. the article is about that meeting, and the statement speaks of what the meeting is expected to
   bring: an agreement or exchange between its sides (a deal word, and a side named or both meant,
   or "kesepakatan itu"), neither accused nor denied as having happened already;
3. the article is about that meeting, and the statement speaks of meeting somebody, names no other
   encounter, and names one who takes part, or nobody but by a pronoun;
4. who took part, or speaks for a state that did, tells what was talked about or agreed;
5. the speaker takes part in that meeting of leaders and speaks of the other side, or of what is
   being talked about there;
6. who has just named that meeting goes on speaking, and names neither another nor states that have no part in it;
7. it is the meeting of several states that was named last, an official of one of them speaks, and his statement follows
   at once, without naming other states alone, or names somebody else who takes part.
An earlier meeting (status past) is only ever found by the first rule; where another meeting is named, the second, the
fifth and the trained decision find none.

To what the rules find, a trained decision adds pairs of its own (``extractors.about_features``); it can be left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.about_features import EARLY, MOST_NAMED, Pairs, Places, Said, weights
from extractors.meetings.words import MeetingWords, meeting_words
from extractors.statements.lexicon import Lexicon, lexicon
from extractors.statements.view import View
from kg.record import About, MeetingRecord

_TOPIC_MENTIONS = 3
_GOES_ON = 220
"""Characters from the end of a statement to the next one of the same speaker, at most, where he goes on."""
_ASIDE = 120
"""Characters after a speaker in which it is told when and where he spoke."""


@dataclass(slots=True)
class Subjects:
    """Tells what statements of one article are about."""

    view: View
    lang: str = "id"
    is_trained: bool = True
    _weapons: Places = field(init=False)
    _topics: list[int] = field(init=False)
    _pairs: Pairs = field(init=False)
    _before: Said | None = None

    def __post_init__(self) -> None:
        view = self.view
        self._weapons = Places(w.mentions for w in view.weapons)
        first = next((m for m in view.meetings if m.status != "past"), None)
        topics = [i for i, m in enumerate(view.meetings) if _is_topic(m, m is first)]
        self._topics = sorted(topics, key=lambda i: -len(view.meetings[i].mentions))[:MOST_NAMED]
        self._pairs = Pairs(view.text, view.meetings, self.lang)

    def about(self, said: Said) -> About:
        """Give the entities a statement is about; those in the speaker's own phrase do not count.

        Statements are asked for in the order of the text.
        """
        view = self.view
        inside = [
            n for n in view.named_between(said.start, said.end) if not said.speaker_start <= n.start < said.speaker_end
        ]
        states = dict.fromkeys(view.states[n.index].code for n in inside if n.kind == "state")
        persons = dict.fromkeys(view.persons[n.index].id for n in inside if n.kind == "person")
        weapons = [view.weapons[i].concept for i in self._weapons.starting_in(said.start, said.end)]
        names = {view.persons[n.index].name for n in inside if n.kind == "person"}
        meetings = tuple(view.meetings[i].id for i in self._of_meetings(said, set(states), names))
        self._before = said
        return About(tuple(states), tuple(persons), tuple(dict.fromkeys(weapons)), meetings)

    def _aside(self, said: Said) -> set[int]:
        """Meetings that only tell when it was said: "…, kata X |usai bertemu Y|", "X, yang bertemu Y, mengatakan"."""
        if said.mode != "direct":
            return set()
        after = self.view.text[said.speaker_end : min(said.end, said.speaker_end + _ASIDE)]
        opened = meeting_words(self.lang).opening_words.search(after)
        if said.speaker_start <= said.start or not opened:
            return set()
        low = said.speaker_end + opened.start()
        return set(self._pairs.places.overlapping(low, said.end)) - set(self._pairs.places.overlapping(said.start, low))

    def _of_meetings(self, said: Said, states: set[str], names: set[str]) -> list[int]:
        words = meeting_words(self.lang)
        text = self.view.text[said.start : said.end]
        named = set(self._pairs.places.overlapping(said.start, said.end))
        found = named - self._aside(said)
        to_meet = not found and words.meets.search(text)
        found |= set(self._of_side(said, states, names))
        for index in self._topics:
            meeting = self.view.meetings[index]
            if (
                (to_meet and _speaks_of_side(meeting, said, text, names, lexicon(self.lang)))
                or _tells_of_talks(meeting, said, text, words)
                or (named <= {index} and _expected(meeting, said, text, states, names, words))
                or (not named and states <= set(meeting.states) and self._goes_on(index, said))
            ):
                found.add(index)
        return sorted(found | {index for index in self._learnt(said, states, names) if named <= {index}})

    def _of_side(self, said: Said, states: set[str], names: set[str]) -> Iterator[int]:
        """Give the meeting named last before a statement, or in it, on which one of its sides speaks."""
        before, inside = (self._pairs.places.last_before(place) for place in (said.start, said.end))
        meetings = self.view.meetings
        if before and said.official and self._has_side(before[0], said):
            is_of_others = states and states.isdisjoint(meetings[before[0]].states)
            if self._pairs.follows(said.start, before[1]) and not is_of_others:
                yield before[0]
        if inside and self._has_side(inside[0], said):
            others = set(meetings[inside[0]].participants) - {said.speaker}
            if not names.isdisjoint(others):
                yield inside[0]

    def _has_side(self, index: int, said: Said) -> bool:
        """True for a meeting of several states, that of the speaker among them, that was not earlier."""
        meeting = self.view.meetings[index]
        return meeting.status != "past" and len(meeting.states) > 1 and said.state in meeting.states

    def _goes_on(self, index: int, said: Said) -> bool:
        """True if the speaker has just named the meeting, and it is the last that was named."""
        before, places = self._before, self._pairs.places
        if before is None or before.speaker != said.speaker or said.start - before.end >= _GOES_ON:
            return False
        last = places.last_before(said.end)
        return index in places.overlapping(before.start, before.end) and last is not None and last[0] == index

    def _learnt(self, said: Said, states: set[str], names: set[str]) -> set[int]:
        """Meetings of the pairs that the trained decision takes."""
        if not self.is_trained:
            return set()
        learnt = weights(self.lang)
        taken = {index for index, signs in self._pairs.signs(said, states, names) if learnt.takes(signs)}
        return taken - self._aside(said)


def _speaks_of_side(meeting: MeetingRecord, said: Said, text: str, names: set[str], lex: Lexicon) -> bool:
    """True if a participant is named, or nobody is and a pronoun stands for one, or one speaks of himself."""
    words = set(re.findall(r"\w+", text.lower()))
    if said.speaker in meeting.participants and words & (meeting_words().first_person | lex.speakers.single):
        return True
    if names:
        return not names.isdisjoint(meeting.participants)
    return not lex.speakers.single.isdisjoint(words)


def _tells_of_talks(meeting: MeetingRecord, said: Said, text: str, words: MeetingWords) -> bool:
    """True if one who was there, or speaks for a state that was, tells what was talked about or agreed."""
    if not words.talks.search(text):
        return False
    own = not words.first_person.isdisjoint(text.lower().split())
    there = said.speaker in meeting.participants
    return (there and own) or (bool(words.both.search(text) or own) and (there or said.state in meeting.states))


def _is_topic(meeting: MeetingRecord, is_first: bool) -> bool:
    """True if the article is about the meeting: named early, or again and again."""
    if meeting.status == "past" or not meeting.mentions:
        return False
    early = meeting.mentions[0].start < EARLY and is_first
    return early or len(meeting.mentions) >= _TOPIC_MENTIONS


def _expected(
    meeting: MeetingRecord, said: Said, text: str, states: set[str], names: set[str], words: MeetingWords
) -> bool:
    """True if the statement speaks of what the meeting may bring, or is one side speaking of the other."""
    sides = states & set(meeting.states)
    people = names & set(meeting.participants)
    takes_part = said.speaker in meeting.participants
    if takes_part and meeting.kind == "summit" and (sides or people - {said.speaker} or words.talks.search(text)):
        return True
    if said.act in ("accuse", "deny") or len(meeting.states) < 2:
        return False
    deal = words.deals.search(text)
    if deal is None or not words.expected.search(text):
        return False
    resumed = text[deal.end() :].lower().split()[:1]
    return bool(sides or people or words.both.search(text)) or not words.pointers.isdisjoint(resumed)
