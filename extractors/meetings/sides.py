"""Who may take part in an encounter: the persons, states and bodies of a sentence, each read with its office."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from extractors.meetings.words import MeetingWords
from extractors.statements.lexicon import Lexicon
from extractors.statements.view import Named, View

SideKind = Literal["person", "state", "body", "group"]

APPOSITION = 60
"""Characters between the two parts of "Presiden Amerika Serikat yang baru, Donald Trump", at most."""
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|[^\w\s]")
_SHORT = re.compile(r"\b(?:[A-Z][a-z]{0,4}|[A-Z]{2,3})\.")
"""Ranks and titles cut short: "Jenderal Pol. …", "KH. …"."""
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_NAME = re.compile(r"\w[\w’'.-]*(?:(?: | - )\w[\w’'.-]*){1,5}")
_NEAR = 30
"""Characters of adverbs between a name and its verb at most."""
_OFFICE = 90
"""Characters of an office before a name at most."""


@dataclass(frozen=True, slots=True)
class Side:
    """One who may meet, from the first word of what names it to the last; ``name`` is None for a state alone.

    ``is_home`` is true for a body of the government or forces: with people of its own state it is at work, not meeting.
    """

    start: int
    end: int
    kind: SideKind
    name: str | None
    state: str | None
    person: int | None = None
    is_home: bool = False

    @property
    def key(self) -> str:
        """What makes it itself among others."""
        return self.name or self.state or ""


def tokens(text: str) -> list[str]:
    """Words and marks, lower-case."""
    return [t.lower() for t in _TOKEN.findall(text)]


_NEAR_WORDS = 8
"""Words from a bare office to the end of a stretch at most."""


@dataclass(slots=True)
class SideReader:
    """Reads sides from an article."""

    view: View
    lex: Lexicon
    words: MeetingWords
    _by_role: dict[tuple[str, str | None], int] = field(init=False)
    _by_office: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self._by_role, self._by_office = {}, {}
        for index, person in enumerate(self.view.persons):
            head = self._head(tokens(person.role or ""))
            if head:
                self._by_office.setdefault(" ".join(tokens(person.role or "")), index)
                self._by_role.setdefault((head, person.state), index)

    def read(self, start: int, end: int) -> list[Side]:
        """Give the sides named in the stretch, in order, without those that only tell another's office."""
        named = self.view.named_between(start, end)
        out: list[Side] = []
        at = 0
        while at < len(named):
            person = self._named_behind(named, at)
            if person is not None:
                side = self._side(named[person], named[at].start)
                at = person
            else:
                side = self._side(named[at], named[at].start)
            at += 1
            if side is None:
                continue
            if out and self._is_office_of(out[-1], side):
                out[-1] = _joined(out[-1], side)
                continue
            out.append(side)
        return out

    def by_role(self, before: str) -> list[int]:
        """Give the persons that a bare office at the end of ``before`` may stand for ("Raja juga dijadwalkan")."""
        words = tokens(before)
        for at in range(len(words)):
            is_known = bool(at) and words[at - 1] in self.words.articles  # "|sang| presiden"
            head = self._head(words[at:]) if is_known or at >= len(words) - _NEAR_WORDS else None
            if head and (not at or words[at - 1] not in self.words.prepositions):
                found = [i for (h, _), i in self._by_role.items() if h == head or h.startswith(f"{head} ")]
                if len(found) == 1 or (found and is_known):
                    return found
        return []

    def _named_behind(self, named: tuple[Named, ...], at: int) -> int | None:
        """Give the index of the person whose office the name at ``at`` is a part of."""
        if named[at].kind == "person":
            return at + 1 if self._is_bare_office(named, at) else None
        for behind in range(at + 1, min(at + 4, len(named))):
            gap = self.view.text[named[behind - 1].end : named[behind].start]
            if len(gap) > APPOSITION or not self._continues(gap, named[at].start, named[behind].kind == "person"):
                return None
            if named[behind].kind == "person":
                return behind
        return None

    def _is_bare_office(self, named: tuple[Named, ...], at: int) -> bool:
        """True for "|Presiden| Biden", where the office alone is read as another president."""
        if at + 1 == len(named) or named[at + 1].kind != "person":
            return False
        words = tokens(self.view.text[named[at].start : named[at].end])
        return self.view.text[named[at].end : named[at + 1].start] == " " and " ".join(words) in self.words.offices

    def _continues(self, gap: str, start: int, to_person: bool) -> bool:
        """True if a gap is inside one phrase: "Presiden AS Donald Trump", "Ketua Partai X, Y"."""
        words = tokens(_SHORT.sub("", gap))
        if words[:1] and words[0] in self.words.aim and self.office_before(start) in self.words.envoys:
            words = words[1:]
        if any(w in self.words.breaks or w in ".;:-–—" for w in words):
            return False
        if "," in words:
            return to_person and (words[-1] == "," or words[-1] in self.words.namely) and self.has_office_before(start)
        return not any(self.words.is_verb(w) for w in words)

    def unlisted(self, low: int, at: int) -> Side | None:
        """Give the person whose name, of two words at least, ends right before ``at`` and is no known mention."""
        words = list(_WORD.finditer(self.view.text, low, at))
        auxiliaries, adverbs = self.words.auxiliaries, self.lex.clauses.adverbs
        while words and ((last := words[-1].group()) in auxiliaries or last in adverbs):
            words.pop()
        first = len(words)
        while first and self._goes_on(words, first):
            first -= 1
        while first < len(words) and not words[first].group()[0].isupper():
            first += 1
        if first and words[first - 1].group().lower() in self.words.prepositions:
            return None
        if len(words) - first < 2 or at - words[-1].end() > _NEAR or "," in self.view.text[words[-1].end() : at]:
            return None
        start, end = words[first].start(), words[-1].end()
        name = self.view.text[start:end]
        if not _NAME.fullmatch(name) or self.is_office(tokens(name)) or self._is_known(start, end):
            return None
        return Side(start, end, "person", name, self._state_before(start))

    def _goes_on(self, words: list[re.Match[str]], first: int) -> bool:
        """True if the word before ``first`` is of the same name."""
        word = words[first - 1].group()
        if not (word[0].isupper() or word in self.words.particles):
            return False
        gap = self.view.text[words[first - 1].end() : words[first].start()] if first < len(words) else " "
        return gap in (" ", " - ")

    def _is_known(self, start: int, end: int) -> bool:
        known = self.view.named_between(start - _OFFICE, end)
        places = self.view.places
        at = bisect_left(places, start, key=lambda p: p.start)
        return any(n.end > start for n in known) or (at < len(places) and places[at].start < end)

    def _state_before(self, start: int) -> str | None:
        """Give the state of an office that leads up to a name: "Duta Besar |Kuba| untuk PBB, …"."""
        for named in reversed(self.view.named_between(start - _OFFICE, start)):
            if named.kind == "state" and self.has_office_before(named.start):
                return self.view.states[named.index].code
        return None

    def is_office(self, words: list[str]) -> bool:
        """True if ``words`` begin with an office."""
        return self._head(words) is not None or words[0] in self.lex.speakers.roles

    def has_office_before(self, at: int) -> bool:
        """True if an office leads up to ``at``: "Presiden baru |AS"."""
        return self.office_before(at) is not None or self.words.counterparts.search(self._just_before(at)) is not None

    def _just_before(self, at: int) -> str:
        return self.view.text[max(0, at - APPOSITION) : at].lower()

    def office_before(self, at: int) -> str | None:
        """Give the head of the office that ends at ``at``, None if there is none."""
        words = tokens(self.view.text[max(0, at - _OFFICE) : at])[-7:]
        for back in range(len(words) - 1, -1, -1):
            word = words[back]
            if word in self.words.breaks or word in '.;:,"“”' or self.words.is_verb(word):
                return None
            head = self._head(words[back:])
            if head:
                wide = self._head(words[back - 1 :]) if back else None
                former = back and words[back - 1] in self.lex.speakers.former
                return f"{words[back - 1]} {head}" if former else wide or head
        return None

    def _head(self, words: list[str]) -> str | None:
        """Give the office at the start of ``words``, short forms in full."""
        if not words:
            return None
        first = self.lex.speakers.offices.get(words[0], words[0]).split()
        spelled = " ".join([*first, *words[1:3]])
        for office in self.words.offices:
            if spelled == office or spelled.startswith(office + " "):
                return office
        return None

    def _side(self, named: Named, start: int) -> Side | None:
        if named.kind == "person":
            person = self.view.persons[named.index]
            if any(letter.isdigit() for letter in person.name):
                return None
            return Side(start, named.end, "person", person.name, person.state, named.index)
        if named.kind == "organization":
            body = self.view.organizations[named.index]
            holder = self._holder(start, self.view.text[named.start : named.end])
            if holder is not None:
                person = self.view.persons[holder]
                return Side(start, named.end, "person", person.name, person.state, holder)
            if body.kind not in self.words.bodies or self._is_of_someone(start, body.kind):
                return None
            return Side(start, named.end, "body", body.name, body.state, is_home=body.kind in self.words.home_bodies)
        code = self.view.states[named.index].code
        head = self.office_before(start)
        known = self._by_role.get((head, code)) if head else None
        if known is not None:
            return Side(start, named.end, "person", self.view.persons[known].name, code, known)
        return Side(start, named.end, "state", None, code)

    def _holder(self, start: int, body: str) -> int | None:
        """Give who holds the office that ends in a body: "Ketua |DPR|"."""
        head = self.office_before(start)
        return self._by_office.get(f"{head} {body.lower()}") if head else None

    def _is_of_someone(self, start: int, kind: str) -> bool:
        """True for a body that only tells whose man somebody is: "politisi |Partai X| itu", "perwira dari |X|"."""
        before = tokens(self.view.text[max(0, start - 40) : start])[-2:]
        if before and before[-1] in self.words.origin:
            return before[0] not in self.words.delegates
        if not before or (before[-1] in self.words.delegates and kind not in self.words.home_bodies):
            return False
        if before[-1] in self.words.standing_for:
            return False
        return before[-1] in self.lex.speakers.roles or self.has_office_before(start)

    def _is_office_of(self, person: Side, state: Side) -> bool:
        """True for the state in "Donald Trump, presiden AS, …" and in "Menlu Wang Yi dari China"."""
        if person.kind != "person" or state.kind == "person":
            return False
        gap = self.view.text[person.end : state.start]
        if len(gap) > APPOSITION:
            return False
        words = tokens(gap)
        if len(words) == 1 and (words[0] in self.words.origin or words[0] == "("):
            return True
        return bool(words) and words[0] == "," and self._head(words[1:]) is not None and "," not in words[1:]


def _joined(person: Side, state: Side) -> Side:
    return Side(person.start, state.end, "person", person.name, person.state or state.state, person.person)


def distinct(sides: Iterable[Side]) -> Iterator[Side]:
    """Give each side once; a state alone does not count beside a person of it."""
    seen: set[str] = set()
    for side in sides:
        if side.key not in seen:
            seen.add(side.key)
            yield side


def ending_before(sides: list[Side], at: int) -> int:
    """Give how many of the sides end at or before ``at``; sides do not overlap."""
    count = bisect_left(sides, at, key=lambda s: s.start)
    return count - 1 if count and sides[count - 1].end > at else count
