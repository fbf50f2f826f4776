"""The trained part of "is this statement about this meeting": signs of a pair, and what each weighs.

A pair of a statement and a meeting has a sign or lacks it (``SIGNS``). The weights of its signs, learnt from annotated
articles by logistic regression (``make about``), add up to the log odds; a pair over the threshold is taken. Signs come
from the record alone: where meeting and statement stand, who speaks, who and what is named, words of encounters and
exchange. Only the meetings that an article names most often are weighed, so that the work grows with its length only.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from extractors.statements.lexicon import Words, read_table, table, words
from kg.model import Mention
from kg.record import Act, MeetingRecord, Mode

MOST_NAMED = 12
"""Meetings of an article that are weighed at most."""
EARLY = 700
"""Characters of an article's head: what is named there is its subject."""
_NEAR = 3
# a new paragraph counts for more than a new sentence: its stop and its line both end one
_SENTENCE_END = re.compile(r"[.!?\n]")

SIGNS = {
    "named": "the statement's words name or resume the meeting",
    "quoted": "the statement is a quotation",
    "just before": "the meeting is named in the statement's first sentence or the three before it",
    "speaker's state": "the speaker's state takes part",
    "one named": "a participant other than the speaker is named",
    "outside state": "a state that does not take part is named",
    "encounter": "a word of meeting, visiting or receiving is said",
    "state's exchange": "a word of talks, agreement or ties is said, by one whose state takes part",
    "most named": "no meeting of the article is named more often",
    "early": "the meeting is named in the head of the article",
    "only": "the article has no other meeting",
    "states": "two or more states take part",
}
"""What a pair may have, in the order of the table of weights."""

BONDS = frozenset({"named", "encounter", "one named", "speaker's state"})
"""Signs of which a pair has one at least: else neither speaker nor words have to do with the meeting.

The speaker's state is none where only states without a part in the meeting are named.
"""


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
    official: bool = False


class Places:
    """Mentions of several things in order of place; gives which of the things a stretch of text names."""

    def __init__(self, mentions: Iterable[Iterable[Mention]]) -> None:
        spans = ((m.start, m.end, index) for index, of_one in enumerate(mentions) for m in of_one)
        self._spans = sorted(spans)
        self._longest = max((end - start for start, end, _ in self._spans), default=0)

    def starting_in(self, start: int, end: int) -> list[int]:
        """Give indices, in order, of what is mentioned from ``start`` on."""
        first, last = bisect_left(self._spans, (start,)), bisect_left(self._spans, (end,))
        return sorted({index for _, _, index in self._spans[first:last]})

    def last_before(self, place: int) -> tuple[int, int] | None:
        """Give the index of what is mentioned last before ``place``, and where."""
        at = bisect_left(self._spans, (place,))
        return (self._spans[at - 1][2], self._spans[at - 1][0]) if at else None

    def overlapping(self, start: int, end: int) -> list[int]:
        """Give indices, in order, of what has a mention that lies partly in the stretch."""
        first, last = bisect_left(self._spans, (start - self._longest,)), bisect_left(self._spans, (end,))
        return sorted({index for _, stop, index in self._spans[first:last] if stop > start})


@dataclass(frozen=True, slots=True)
class AboutWords:
    """Words of encounters (all that begin so) and of exchange."""

    encounter: re.Pattern[str]
    exchange: re.Pattern[str]


@lru_cache(maxsize=4)
def about_words(lang: str = "id") -> AboutWords:
    """The words of ``lang``; read once. Raises FileNotFoundError for a language without them."""
    lists = table(read_table(lang, "about.toml"), "words")
    stems, whole = _alternatives(words(lists, "encounter_stems")), _alternatives(words(lists, "exchange"))
    return AboutWords(re.compile(rf"\b(?:{stems})", re.I), re.compile(rf"\b(?:{whole})\b", re.I))


def _alternatives(stretches: Words) -> str:
    return "|".join(map(re.escape, sorted(stretches, key=lambda w: (-len(w), w))))


@dataclass(frozen=True, slots=True)
class Weights:
    """Log odds: what every pair starts from, what each sign adds, and from where on a pair is taken."""

    start: float
    threshold: float
    of_sign: dict[str, float]

    def takes(self, signs: Iterable[str]) -> bool:
        """True if a pair with these signs is taken: its statement is about its meeting."""
        return self.start + sum(self.of_sign[sign] for sign in signs) >= self.threshold


@lru_cache(maxsize=4)
def weights(lang: str = "id") -> Weights:
    """The language's ``about.tsv``; read once. Raises FileNotFoundError for a language without it."""
    text = files("extractors").joinpath("lang", lang, "about.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    values = {sign: float(value) for sign, value in rows}
    return Weights(values.pop("(start)"), values.pop("(threshold)"), values)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A meeting with all its signs that do not depend on the statement, and the sentences that name it."""

    signs: tuple[str, ...]
    sentences: tuple[int, ...]
    participants: frozenset[str]
    states: frozenset[str]


@dataclass(slots=True)
class Pairs:
    """The pairs of an article's statements with the meetings it names most often."""

    text: str
    meetings: tuple[MeetingRecord, ...]
    lang: str = "id"
    places: Places = field(init=False)
    _ends: list[int] = field(init=False)
    _weighed: list[tuple[int, _Meeting]] = field(init=False)

    def __post_init__(self) -> None:
        self.places = Places(m.mentions for m in self.meetings)
        self._ends = [match.start() for match in _SENTENCE_END.finditer(self.text)] if self.meetings else []
        order = sorted(range(len(self.meetings)), key=lambda i: -len(self.meetings[i].mentions))
        self._weighed = [(i, self._prepared(self.meetings[i], rank)) for rank, i in enumerate(order[:MOST_NAMED])]

    def _prepared(self, meeting: MeetingRecord, rank: int) -> _Meeting:
        signs = {
            "most named": rank == 0,
            "early": bool(meeting.mentions) and meeting.mentions[0].start < EARLY,
            "only": len(self.meetings) == 1,
            "states": len(meeting.states) > 1,
        }
        return _Meeting(
            tuple(_held(signs)),
            tuple(sorted(self._sentence(m.start) for m in meeting.mentions)),
            frozenset(meeting.participants),
            frozenset(meeting.states),
        )

    def _sentence(self, place: int) -> int:
        return bisect_left(self._ends, place)

    def follows(self, place: int, other: int) -> bool:
        """True if a place lies in the sentence of another one before it, or in the next one of its paragraph."""
        return self._sentence(place) - self._sentence(other) <= 1

    def signs(self, said: Said, states: Set[str], persons: Set[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each meeting that is weighed, by its place in the record, with the signs of its pair with the statement.

        Pairs without a bond are left out.

        ``states`` and ``persons`` are the codes and names that the statement's content has.
        """
        if not self._weighed:
            return
        content = self.text[said.start : said.end]
        lists = about_words(self.lang)
        encounter, exchange = bool(lists.encounter.search(content)), bool(lists.exchange.search(content))
        sentence = self._sentence(said.start)
        inside = set(self.places.overlapping(said.start, said.end))
        for index, meeting in self._weighed:
            of_state = said.state in meeting.states
            signs = {
                "named": index in inside,
                "quoted": said.mode == "direct",
                "just before": _is_just_before(meeting.sentences, sentence),
                "speaker's state": of_state,
                "one named": not meeting.participants.isdisjoint(persons - {said.speaker}),
                "outside state": not states <= meeting.states,
                "encounter": encounter,
                "state's exchange": of_state and exchange,
            }
            is_of_others = states and states.isdisjoint(meeting.states)
            bonds = BONDS - {"speaker's state"} if is_of_others else BONDS
            if any(signs[bond] for bond in bonds):
                yield index, (*_held(signs), *meeting.signs)


def _held(signs: dict[str, bool]) -> Iterator[str]:
    return (sign for sign, holds in signs.items() if holds)


def _is_just_before(sentences: tuple[int, ...], at: int) -> bool:
    """True if one of the numbers of sentences is ``at`` or a little less."""
    behind = bisect_left(sentences, at + 1)
    return behind > 0 and at - sentences[behind - 1] <= _NEAR
