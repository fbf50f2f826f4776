"""What a statement is about: entities its content names, and meetings it names or has for its subject.

A statement is about a meeting when
1. its evidence names the meeting or resumes it ("pertemuan itu", "kunjungan tersebut");
2. the article is about that meeting, and the statement speaks of what the meeting is expected to
   bring: an agreement or exchange between its sides (a deal word, and a side named or both meant,
   or "kesepakatan itu"), neither accused nor denied as having happened already;
3. the article is about that meeting, and the statement speaks of meeting somebody, names no other
   encounter, and names one who takes part, or nobody but by a pronoun;
4. the speaker takes part in that meeting of leaders and speaks of the other side, or of what is
   being talked about there.
An earlier meeting (status past) is only ever found by the first rule.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.meetings.words import MeetingWords, meeting_words
from extractors.statements.lexicon import Lexicon, lexicon
from extractors.statements.view import View
from kg.record import About, Act, MeetingRecord

_TOPIC_HEAD = 700
_TOPIC_MENTIONS = 3


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as far as its subject goes: where it stands, who speaks, what it does."""

    start: int
    end: int
    speaker_start: int
    speaker_end: int
    speaker: str
    act: Act


def about_of(view: View, said: Said, lang: str = "id") -> About:
    """Give the entities a statement is about; those in the speaker's own phrase do not count."""
    inside = [
        n for n in view.named_between(said.start, said.end) if not said.speaker_start <= n.start < said.speaker_end
    ]
    states = dict.fromkeys(view.states[n.index].code for n in inside if n.kind == "state")
    persons = dict.fromkeys(view.persons[n.index].id for n in inside if n.kind == "person")
    weapons = dict.fromkeys(
        w.concept for w in view.weapons if any(said.start <= m.start < said.end for m in w.mentions)
    )
    names = {view.persons[n.index].name for n in inside if n.kind == "person"}
    meetings = tuple(_meetings(view, said, set(states), names, lang))
    return About(tuple(states), tuple(persons), tuple(weapons), meetings)


def _meetings(view: View, said: Said, states: set[str], names: set[str], lang: str) -> Iterable[str]:
    words = meeting_words(lang)
    text = view.text[said.start : said.end]
    named = [m for m in view.meetings if any(at.start < said.end and at.end > said.start for at in m.mentions)]
    for meeting in view.meetings:
        if meeting in named:
            yield meeting.id
        elif _is_topic(view, meeting):
            to_meet = not named and words.trigger.search(text)
            if (to_meet and _speaks_of_side(meeting, text, names, lexicon(lang))) or _expected(
                meeting, said, text, states, names, words
            ):
                yield meeting.id


def _speaks_of_side(meeting: MeetingRecord, text: str, names: set[str], lex: Lexicon) -> bool:
    """True if a participant is named, or nobody is and a pronoun stands for one."""
    if names:
        return not names.isdisjoint(meeting.participants)
    return not lex.speakers.single.isdisjoint(re.findall(r"\w+", text.lower()))


def _is_topic(view: View, meeting: MeetingRecord) -> bool:
    """True if the article is about the meeting: named early, or again and again."""
    if meeting.status == "past" or not meeting.mentions:
        return False
    first = next((m for m in view.meetings if m.status != "past"), None)
    early = meeting.mentions[0].start < _TOPIC_HEAD and first is meeting
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
    if deal is None:
        return False
    resumed = text[deal.end() :].lower().split()[:1]
    return bool(sides or people or words.both.search(text)) or not words.pointers.isdisjoint(resumed)
