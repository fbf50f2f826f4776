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
   being talked about there.
An earlier meeting (status past) is only ever found by the first rule.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.meetings.words import MeetingWords, meeting_words
from extractors.statements.lexicon import Lexicon, lexicon
from extractors.statements.view import View
from kg.model import Mention
from kg.record import About, Act, MeetingRecord, Mode

_TOPIC_HEAD = 700
_TOPIC_MENTIONS = 3
_ASIDE = 120
"""Characters after a speaker in which it is told when and where he spoke."""
_TOPICS = 12
"""Meetings that an article is about at most: those named most often."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as far as its subject goes: where it stands, who speaks, what it does."""

    start: int
    end: int
    speaker_start: int
    speaker_end: int
    speaker: str
    act: Act
    mode: Mode = "indirect"
    state: str | None = None


class _Places:
    """Mentions of several things in order of place; gives which of the things a stretch of text names."""

    def __init__(self, mentions: Iterable[Iterable[Mention]]) -> None:
        spans = ((m.start, m.end, index) for index, of_one in enumerate(mentions) for m in of_one)
        self._spans = sorted(spans)
        self._longest = max((end - start for start, end, _ in self._spans), default=0)

    def starting_in(self, start: int, end: int) -> list[int]:
        """Give indices, in order, of what is mentioned from ``start`` on."""
        first, last = bisect_left(self._spans, (start,)), bisect_left(self._spans, (end,))
        return sorted({index for _, _, index in self._spans[first:last]})

    def overlapping(self, start: int, end: int) -> list[int]:
        """Give indices, in order, of what has a mention that lies partly in the stretch."""
        first, last = bisect_left(self._spans, (start - self._longest,)), bisect_left(self._spans, (end,))
        return sorted({index for _, stop, index in self._spans[first:last] if stop > start})


@dataclass(slots=True)
class Subjects:
    """Tells what statements of one article are about."""

    view: View
    lang: str = "id"
    _weapons: _Places = field(init=False)
    _meetings: _Places = field(init=False)
    _topics: list[int] = field(init=False)

    def __post_init__(self) -> None:
        view = self.view
        self._weapons = _Places(w.mentions for w in view.weapons)
        self._meetings = _Places(m.mentions for m in view.meetings)
        first = next((m for m in view.meetings if m.status != "past"), None)
        topics = [i for i, m in enumerate(view.meetings) if _is_topic(m, m is first)]
        self._topics = sorted(topics, key=lambda i: -len(view.meetings[i].mentions))[:_TOPICS]

    def about(self, said: Said) -> About:
        """Give the entities a statement is about; those in the speaker's own phrase do not count."""
        view = self.view
        inside = [
            n for n in view.named_between(said.start, said.end) if not said.speaker_start <= n.start < said.speaker_end
        ]
        states = dict.fromkeys(view.states[n.index].code for n in inside if n.kind == "state")
        persons = dict.fromkeys(view.persons[n.index].id for n in inside if n.kind == "person")
        weapons = [view.weapons[i].concept for i in self._weapons.starting_in(said.start, said.end)]
        names = {view.persons[n.index].name for n in inside if n.kind == "person"}
        meetings = tuple(view.meetings[i].id for i in self._of_meetings(said, set(states), names))
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
        return set(self._meetings.overlapping(low, said.end)) - set(self._meetings.overlapping(said.start, low))

    def _of_meetings(self, said: Said, states: set[str], names: set[str]) -> list[int]:
        words = meeting_words(self.lang)
        text = self.view.text[said.start : said.end]
        found = set(self._meetings.overlapping(said.start, said.end)) - self._aside(said)
        to_meet = not found and words.meets.search(text)
        for index in self._topics:
            meeting = self.view.meetings[index]
            if (
                (to_meet and _speaks_of_side(meeting, said, text, names, lexicon(self.lang)))
                or _tells_of_talks(meeting, said, text, words)
                or _expected(meeting, said, text, states, names, words)
            ):
                found.add(index)
        return sorted(found)


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
    early = meeting.mentions[0].start < _TOPIC_HEAD and is_first
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
