"""Finding encounters sentence by sentence: a trigger word, who takes part, and what entry it belongs to."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain, pairwise
from operator import itemgetter

from extractors.meetings.events import Events
from extractors.meetings.parties import Parties
from extractors.meetings.registry import Entry, Naming, Registry
from extractors.meetings.rows import Scene, with_words_unmarked
from extractors.meetings.sides import Side, SideReader, tokens
from extractors.meetings.telling import Teller
from extractors.meetings.visits import Visits
from extractors.meetings.words import MeetingWords, meeting_words
from extractors.statements.lexicon import Lexicon, lexicon
from extractors.statements.units import Unit, units_of
from extractors.statements.view import View
from kg.record import MeetingRecord

_WORDS = re.compile(r"\w+")
_MARKS_OR_WORDS = re.compile(r"\w+|[^\w\s]")
_NEXT_WORDS = re.compile(r"\s+(?:\w+\s+)?(\w+)")
_COUNTED = 40
"""Characters on either side of an encounter in which it is told of how many states it is."""
_OWNER = 40
"""Characters from a noun of encounter to the person whose it is, at most."""
_STOP = re.compile(r"[.!?](?=\s|$)")
_MOST_BETWEEN = 1
"""Ends of sentences from who met to "mereka" at most."""
_JUST = 400
"""Characters from who met to "mereka" at most."""
_BEGINS = 3
"""Characters from the end of a sentence to "mereka" with which the next one begins, at most."""
_BESIDE = 300
"""Characters on either side of a bare noun in which those are named whose meeting it may be."""
_BEFORE_PAIR = 4
"""Words from a noun of encounter to "mereka" at most, that one counted: "pertemuan |formal kedua mereka|"."""
_POINTED = 3
"""Words of "25 menit itu" at most."""
_WITH = 40
"""Characters behind "mereka bertemu" in which others are named whom they meet."""
_IN_TURN = 30
"""Characters behind those who are met in which it is told that it was one after the other."""
_NAMED_BEFORE = 2_000
"""Characters before "kedua menteri" in which both are named at most."""
_PAIR_VERB = 50
"""Characters from "keduanya" to what they do at most."""
_GOES_ON = 90
"""Characters from what they do to what they do next at most."""
_HEAD = 700
"""Characters of an article's head."""
_AGAIN = 2
"""Times that an article names a state whose people meet at least."""
_OFFICE = 4
"""Words of "para menteri pertahanan" at most."""
_SPORT = 4
"""Different words of sport that make an article one of sport."""
_SPORT_REACH = 20_000
"""Characters at the start of an article in which it shows whether it is of sport."""


@dataclass(slots=True)
class Finder:
    """Reads one article for encounters."""

    view: View
    lang: str = "id"
    lex: Lexicon = field(init=False)
    words: MeetingWords = field(init=False)
    registry: Registry = field(default_factory=Registry)
    parties: Parties = field(init=False)
    visits: Visits = field(init=False)
    events: Events = field(init=False)
    teller: Teller = field(init=False)
    _shorts: dict[str, str] = field(init=False)
    _called: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lex = lexicon(self.lang)
        self.words = meeting_words(self.lang)
        self._shorts = {full: short for short, full in self.lex.speakers.offices.items()}
        self.parties = Parties(self.view, self.lex, self.words, SideReader(self.view, self.lex, self.words))
        self.visits = Visits(self.view, self.words, self.parties)
        self.events = Events(self.view, self.words, self.parties)
        self.teller = Teller(self.view, self.lex, self.words, self.lang)

    def run(self) -> tuple[MeetingRecord, ...]:
        """Give the article's meetings in order of first naming."""
        if self._is_of_sport():
            return ()
        for unit in units_of(self.view, self.lex):
            self._read(unit)
        view = self.view
        entries = [e for e in self.registry.entries if e.is_encounter]
        return tuple(
            entry.record(number, view.text, view.news_day, view.published) for number, entry in enumerate(entries, 1)
        )

    def _is_of_sport(self) -> bool:
        return len(self.words.sport & set(_WORDS.findall(self.view.text[:_SPORT_REACH].lower()))) >= _SPORT

    def _read(self, unit: Unit) -> None:
        text = with_words_unmarked(self.view.text[unit.start : unit.end])
        scene: Scene | None = None
        taken_to = -1
        spoken = set(_WORDS.findall(text.lower()))
        for match in self.words.trigger.finditer(text) if spoken & self.words.first_of_triggers else ():
            start, end = unit.start + match.start(), unit.start + match.end()
            trigger = match.group().lower()
            if self.words.kind_of(trigger) is None or start < taken_to:
                continue
            scene = scene or Scene(unit.start, unit.end, text, self.parties.reader.read(unit.start, unit.end))
            namings = self._namings(scene, start, end, trigger)
            for naming in namings:
                entry = self._visit_told(scene, naming)
                naming = self.teller.complete(naming, unit, start)
                if entry is None:
                    self.registry.take(naming)
                else:
                    self.registry.point_at(entry, naming)
                taken_to = naming.end
            if not namings and self._may_resume(trigger.split()[0], text, match.end()):
                self._resume(unit, text, start, end, trigger)
        if spoken & self.words.resuming:
            self._resume_others(unit, text, taken_to)
        if spoken & self.words.first_of_pairs:
            self._read_pair(unit, text)
        scene = scene or Scene(unit.start, unit.end, "", self._persons(unit))
        self.parties.attend(scene, unit.quotes)

    def _may_resume(self, noun: str, text: str, end: int) -> bool:
        """True for "pertemuan", and for "percakapan |25 menit itu|"."""
        if noun not in self.words.resuming_pointed:
            return noun in self.words.resuming
        behind = tokens(text[end : end + _WITH])[:_POINTED]
        pointed = next((at for at, word in enumerate(behind) if word in self.words.pointers), None)
        return pointed is not None and not any(map(self.words.is_verb, behind[:pointed]))

    def _persons(self, unit: Unit) -> list[Side]:
        named = self.view.named_between(unit.start, unit.end)
        return [self.parties.person(n.index, n.start) for n in named if n.kind == "person"]

    # -- who -----------------------------------------------------------------------------------

    def _namings(self, scene: Scene, start: int, end: int, trigger: str) -> list[Naming]:
        """Give the encounters told at a trigger: one, or one with each of those who are met one after the other."""
        if trigger in self.words.visits:
            found = [self.visits.read(scene, start, end, trigger)]
        else:
            found = [self._naming(scene, start, end, trigger, told) for told in self._told(scene, start, end, trigger)]
        return [naming for naming in found if naming is not None]

    def _visit_told(self, scene: Scene, naming: Naming) -> Entry | None:
        """The visit to X that was told before, where it is pointed at: "kunjungan ke X |itu|"."""
        behind = tokens(scene.between(naming.end, naming.end + _WITH))[:1]
        named = self.view.named_between(naming.start, naming.end)
        is_pointed = naming.kind == "visit" and not self.words.pointers.isdisjoint(behind)
        return self.registry.visit_to(naming) if is_pointed and all(n.kind != "person" for n in named) else None

    def _told(self, scene: Scene, start: int, end: int, trigger: str) -> list[tuple[list[Side], int]]:
        """Give who meets at a trigger, and where they end, for each encounter."""
        if trigger in self.words.verbs:
            sides, stop = self.parties.of_verb(scene, start, end, trigger)
        else:
            sides, stop = self.parties.of_noun(scene, start, end, trigger)
            are_told = self._are_told_apart(scene, end, sides)
            return [(sides, stop)] if are_told else [(sides[:1], sides[0].end)]
        met = [s for s in sides if s.start >= end and s.end <= stop]  # not who says so behind
        in_turn = bool(met) and self.words.in_turn.match(scene.between(stop, stop + _IN_TURN).lstrip(" ,"))
        apart = (at for at in range(1, len(met)) if in_turn or self._is_apart(scene, met[at - 1], met[at], trigger))
        cuts = [0, *apart, len(met)]
        groups = [met[low:high] for low, high in pairwise(cuts)]
        others = [s for s in sides if s not in met]
        return [([*others, *group], group[-1].end) for group in groups] if len(groups) > 1 else [(sides, stop)]

    def _are_told_apart(self, scene: Scene, end: int, sides: list[Side]) -> bool:
        """False for bodies that a comma alone joins behind a noun: "rapat Komisi A|,| Badan B juga …"."""
        if not sides or sides[0].start < end or any(s.kind != "body" for s in sides):
            return True
        lead = tokens(scene.between(end, sides[-1].start))
        return not (self.words.partner | (self.words.joining - {","})).isdisjoint(lead)

    def _is_apart(self, scene: Scene, one: Side, other: Side, trigger: str) -> bool:
        """True for who is met later or apart, "bertemu A, |kemudian| B", and for who is called in another state."""
        if not self.words.separately.isdisjoint(tokens(scene.between(one.end, other.start))):
            return True
        return self.words.kind_of(trigger) == "call" and one.state != other.state

    def _naming(self, scene: Scene, start: int, end: int, trigger: str, told: tuple[list[Side], int]) -> Naming | None:
        kind, (sides, stop) = self.words.kind_of(trigger) or "meeting", told
        hearing = self._hearing(scene, start, trigger, sides)
        if self.words.event_of(trigger):  # a body behind "KTT" is of its name
            sides = [s for s in sides if s.kind != "body"]
        sides = sides if trigger in self.words.between_bodies else self._abroad(sides)
        sides = [*hearing, *sides]
        if not hearing and (len(sides) < 2 or not self._counts(sides, trigger)):
            if counted := self._of_counted_states(scene, start, end, trigger):
                counted.is_again = self._is_again(scene.text, start - scene.start, end - scene.start)
                return counted
            return None if trigger in self.words.verbs else self.events.read(scene, start, end, trigger)
        naming = Naming(kind, start, max(stop, end))
        naming.participants = tuple(dict.fromkeys(s.name for s in sides if s.name))
        naming.sides = len(sides)
        naming.is_called_summit = kind == "summit"
        naming.on_the_phone = trigger.split()[0] in self.words.on_the_phone
        naming.side_of = {s.name: s.state for s in sides if s.name and s.state}
        naming.states = tuple(dict.fromkeys(s.state for s in sides if s.state))
        naming.is_again = self._is_again(scene.text, start - scene.start, end - scene.start)
        latest = self.registry.latest
        if trigger in self.words.attended and latest is not None and latest.namings[-1].start >= scene.start:
            # "A memimpin |rapat terbatas| yang dihadiri B"
            naming.event = None if set(latest.participants).isdisjoint(naming.participants) else latest.event
        if kind == "meeting" and self.parties.is_by_phone(scene, end, naming.end):
            naming.kind = "call"
        elif kind == "meeting" and self._leaders(sides):
            naming.kind = "summit"
        return naming

    def _of_counted_states(self, scene: Scene, start: int, end: int, trigger: str) -> Naming | None:
        """Give the encounter of as many states as were named just before: "pertemuan |tiga negara|"."""
        if trigger in self.words.verbs:
            counted = self.words.forms["counted_before"].search(scene.between(start - _COUNTED, start))
        else:
            counted = self.words.forms["counted_behind"].match(scene.between(end, end + _COUNTED))
        if counted is None:
            return self._of_both_states(scene, start, end, trigger)
        count = self.words.numbers[counted.group(1).lower()]
        here = self.parties.states_in_rows(max(scene.start, start - _BESIDE), start)
        rows = [*here, list(chain.from_iterable(here)), *self.parties.latest_states, self._most_named(count)]
        codes = next((tuple(dict.fromkeys(row)) for row in rows if len(set(row)) == count), None)
        if codes is None:
            return None
        return Naming(self.words.kind_of(trigger) or "meeting", start, end, states=codes, sides=count)

    def _of_both_states(self, scene: Scene, start: int, end: int, trigger: str) -> Naming | None:
        """Give the encounter of the two states told of last: "menteri pertahanan |kedua negara| bertemu"."""
        before = scene.between(start - _COUNTED, start)
        both = self.words.forms["of_both"].search(before) if trigger in self.words.verbs else None
        if both is None or not self._tells_people(tokens(before[: both.start()])):
            return None
        rows = [*self.parties.states_in_rows(scene.start, start), *self.parties.latest_states]
        told = list(dict.fromkeys(chain.from_iterable(rows)))
        codes = told if len(told) == 2 else self._most_named(2)
        if len(codes) != 2:
            return None
        return Naming(self.words.kind_of(trigger) or "meeting", start, end, states=tuple(codes), sides=2)

    def _tells_people(self, words: list[str]) -> bool:
        """True if the last words tell an office or delegates."""
        near = range(max(0, len(words) - _OFFICE), len(words))
        return any(self.parties.reader.is_office(words[at:]) or words[at] in self.words.delegates for at in near)

    def _most_named(self, count: int) -> list[str]:
        """The states that the article names most often, where no other is named as often as the last of them."""
        times = sorted(((-len(state.mentions), at) for at, state in enumerate(self.view.states)))
        if len(times) < count or (len(times) > count and times[count][0] == times[count - 1][0]):
            return []
        return [self.view.states[at].code for _, at in sorted(times[:count], key=itemgetter(1))]

    def _hearing(self, scene: Scene, start: int, trigger: str, sides: list[Side]) -> list[Side]:
        """Give the body before which somebody appears: "|Komisi III DPR| menggelar rapat kerja dengan A"."""
        if not self.words.event_of(trigger) or not any(s.kind == "person" for s in sides):
            return []
        return [s for s in sides if s.kind == "body" and s.end <= start and "," not in scene.between(s.end, start)]

    def _is_again(self, text: str, start: int, end: int) -> bool:
        """True for "bertemu |lagi|" and "|kembali| bertemu"."""
        beside = {*tokens(text[max(0, start - 20) : start])[-1:], *tokens(text[end : end + 20])[:1]}
        return not beside.isdisjoint(self.words.again)

    def _counts(self, sides: list[Side], trigger: str) -> bool:
        """True for persons, or for two states that meet, not just talk; a body meets those of another state."""
        if trigger in self.words.personal and all(s.kind == "state" for s in sides):
            return False
        verb = trigger.removesuffix(self.words.own)
        if not self.words.abroad.isdisjoint((trigger, verb)) and len({s.state for s in sides}) < 2:
            return False
        are_counted = trigger in self.words.between_bodies or any(s.kind != "body" for s in sides)
        return are_counted and len({s.key for s in sides}) >= 2

    def _abroad(self, sides: list[Side]) -> list[Side]:
        """Give the sides without bodies of government of the same state as the others."""
        homes = {s.state for s in sides if s.kind != "body"}
        return [s for s in sides if not s.is_home or s.state not in homes]

    def _leaders(self, sides: list[Side]) -> bool:
        """True if all are heads of state or government, of more than one state."""
        if any(s.person is None for s in sides):
            return False
        roles = [(self.view.persons[s.person].role or "").lower() for s in sides if s.person is not None]
        return all(self.words.heads.search(r) and not r.startswith(self.words.lesser) for r in roles)

    # -- reference -----------------------------------------------------------------------------

    def _resume(self, unit: Unit, text: str, start: int, end: int, trigger: str) -> None:
        """Take "pertemuan itu", "Pertemuan dilakukan …", "topik utama pembicaraan"."""
        before = text[max(0, start - unit.start - 30) : start - unit.start].lower().split()[-1:]
        after = tokens(text[end - unit.start : end - unit.start + 30])[:1]
        if set(before) & self.words.another_before or set(after) & self.words.another_after:
            return
        if self._is_called(text, start - unit.start, end - unit.start):
            return
        naming = Naming(self.words.kind_of(trigger) or "meeting", start, end)
        naming.event = self.words.event_of(trigger)
        naming.owner = self._owner(unit, end)
        noun = trigger.split()[0]
        naming.on_the_phone, naming.by_phone = noun in self.words.on_the_phone, noun in self.words.by_phone
        naming.beside, naming.is_pointed = self._beside(unit, start), bool(set(after) & self.words.pointers)
        if self._is_of_pair(text, end - unit.start) and (pair := self._pair()):
            naming.participants, naming.states = tuple(pair.participants), tuple(pair.states)
            told = self.teller.complete(naming, unit, start)
            is_first = not self.words.firsts.isdisjoint(tokens(text[end - unit.start : end - unit.start + _WITH])[:2])
            if told.date or (is_first and told.past):
                self.registry.take_again(pair, naming)
                return
            naming.participants, naming.states = (), ()
        told = self.teller.complete(naming, unit, start)
        if self._opens_article(told) and (codes := self._of_head(start)):
            told.states, told.sides = codes, 2
            self.registry.take(told)
            return
        self.registry.resume(told)

    def _opens_article(self, naming: Naming) -> bool:
        """True for talks told of in the head of an article before anybody is told to meet."""
        is_first = not self.registry.entries and naming.start < _HEAD
        return is_first and naming.kind == "meeting" and naming.event is None and naming.owner is None

    def _of_head(self, at: int) -> tuple[str, ...]:
        """The two states that the head of an article names up to the end of a sentence, and again below."""
        end = self.view.text.find(".", at)
        head = [n for n in self.view.named_between(0, end if end > at else at) if n.kind == "state"]
        codes = [
            self.view.states[n.index]
            for n in head
            if not self.words.is_of_place(self.view.text[max(0, n.start - _WITH) : n.start])
        ]
        told = list(dict.fromkeys(state.code for state in codes if len(state.mentions) >= _AGAIN))
        return tuple(told) if len(told) == 2 else ()

    def _is_called(self, text: str, start: int, end: int) -> bool:
        """True for a gathering with a name of its own inside a sentence: "dalam |Pertemuan| Diaspora Indonesia"."""
        behind = text[end:].lstrip()[:1]
        inside = text[:start].rstrip()[-1:]
        return text[start].isupper() and behind.isupper() and (inside.isalpha() and inside.islower())

    def _beside(self, unit: Unit, at: int) -> frozenset[str]:
        """Names of the persons and codes of the states of a sentence, as far as they are not far off."""
        named = self.view.named_between(max(unit.start, at - _BESIDE), min(unit.end, at + _BESIDE))
        people = (self.view.persons[n.index].name for n in named if n.kind == "person")
        return frozenset([*people, *(self.view.states[n.index].code for n in named if n.kind == "state")])

    def _is_of_pair(self, text: str, end: int) -> bool:
        """True for "pertemuan |kedua mereka|": one of several of two."""
        for count, match in enumerate(_MARKS_OR_WORDS.finditer(text, end, end + _WITH)):
            word = match.group().lower()
            if self.words.two.match(text, match.start()):
                return True
            is_between = word in self.words.ordinals or not (word in self.words.breaks or self.words.is_verb(word))
            if count == _BEFORE_PAIR or not word.isalpha() or not is_between:
                return False
        return False

    def _owner(self, unit: Unit, end: int) -> str | None:
        """Give the person named right behind a noun: "kunjungan |Presiden Ani|"."""
        named = self.view.named_between(end, min(unit.end, end + _OWNER))
        if not named or named[0].kind != "person":
            return None
        office = tokens(self.view.text[end : named[0].start])
        if office and not self.parties.reader.is_office(office):
            return None
        return self.view.persons[named[0].index].name

    def _resume_others(self, unit: Unit, text: str, taken_to: int) -> None:
        for match in _WORDS.finditer(text):
            lower = match.group().lower()
            start = unit.start + match.start()
            if start < taken_to or lower not in self.words.resuming or lower in self.words.kinds:
                continue
            following = _NEXT_WORDS.match(text, match.end())
            if following and following.group(1).lower() in self.words.pointers:
                self._resume(unit, text, start, start + len(lower), lower)

    def _read_pair(self, unit: Unit, text: str) -> None:
        """Take "kedua pemimpin … bertemu", and "mereka bertemu" where nobody else can be meant."""
        triple = self.words.triples.search(text)
        strict = self.words.pairs.search(text) or triple
        pair = strict or self.words.loose_pairs.search(text)
        verb = self.words.trigger.search(text, pair.end()) if pair else None
        if pair and verb and not strict and not self._is_of_them(unit.start + pair.start(), verb):
            return
        if pair is None or verb is None or verb.start() - pair.end() >= _PAIR_VERB:
            return
        called = self._called_so(pair.group().lower())
        count, start = (3 if pair is triple else 2), unit.start + pair.start()
        for told in (verb, self._verb_after(text, verb)):
            if told is None or not self._is_shared(told.group().lower()):
                return
            kind = self.words.kind_of(told.group().lower()) or "meeting"
            naming = Naming(kind, start if told is verb else unit.start + told.start(), unit.start + told.end())
            naming.is_again = self._is_again(text, told.start(), told.end())
            naming = self.teller.complete(naming, unit, unit.start + told.start())
            people = self._last_of(called, start, count) if called else self._just_named(unit, start, count)
            self._take_several(naming, people, called, count)

    def _verb_after(self, text: str, verb: re.Match[str]) -> re.Match[str] | None:
        """The verb with which the same two go on: "keduanya bertemu di X, |lalu berbicara lewat telepon|"."""
        behind = self.words.trigger.search(text, verb.end(), verb.end() + _GOES_ON)
        last = tokens(text[verb.end() : behind.start()])[-1:] if behind else []
        return behind if behind and not self.words.going_on.isdisjoint(last) else None

    def _called_so(self, several: str) -> frozenset[str]:
        """Names of all who hold the office of "kedua |menteri|", of all heads of state for "kedua |pemimpin|"."""
        if several not in self._called:
            self._called[several] = self._named_by(self._holds_of(several))
        return self._called[several]

    def _holds_of(self, several: str) -> Callable[[str], bool]:
        """What tells by a role whether somebody is one of "kedua menteri"."""
        if self.words.heads.search(several):
            return lambda role: self.words.heads.search(role) is not None
        office = " ".join(tokens(several)[1:])
        office = self.lex.speakers.offices.get(office, office)
        forms = (office, self._shorts.get(office, office)) if office in self.words.offices else ()
        return lambda role: role.startswith(forms)

    def _is_of_them(self, at: int, verb: re.Match[str]) -> bool:
        """True if "mereka" can only mean who met just before, or the two of the sentence before, and nobody else."""
        behind = tokens(verb.string[verb.end() : verb.end() + _WITH])
        with_others = any(
            word in self.words.partner and after.isalpha() and after not in self.words.prepositions
            for word, after in pairwise(behind)
        )
        if with_others:
            return False
        latest = self.registry.latest
        if latest is None or not 0 <= at - latest.namings[-1].end < _JUST:
            begins = self.parties.latest_end <= at < self.parties.latest_end + _BEGINS
            return begins and len(self.parties.latest) == 2  # "A turun, disusul B. |Mereka| bersalaman"
        return len(_STOP.findall(self.view.text[latest.namings[-1].end : at])) <= _MOST_BETWEEN

    def _is_shared(self, verb: str) -> bool:
        """True if both sides do what the verb tells: not for "keduanya disambut"."""
        return verb in self.words.verbs and verb not in self.words.abroad | (
            self.words.persons_only - self.words.guided
        )

    def _pair(self, called: frozenset[str] = frozenset(), count: int = 2) -> Entry | None:
        """The encounter of two or three that "keduanya" means, or of those ``called`` so for "kedua pemimpin"."""
        if called and (pair := self.registry.latest_of(count, called)):
            return pair
        latest = self.registry.latest
        return latest if latest and len(latest.participants) == count else self.registry.latest_of(count)

    def _named_by(self, holds: Callable[[str], bool]) -> frozenset[str]:
        """Names of all with a role for which ``holds`` is true; it is given in lower case."""
        return frozenset(p.name for p in self.view.persons if holds((p.role or "").lower()))

    def _last_of(self, names: frozenset[str], at: int, count: int) -> list[int]:
        """The two or three of these names who were named last before, if they are of as many states."""
        near = [n.index for n in self.view.named_between(max(0, at - _NAMED_BEFORE), at) if n.kind == "person"]
        last = list(dict.fromkeys(i for i in reversed(near) if self.view.persons[i].name in names))[:count]
        states = {self.view.persons[i].state for i in last} - {None}
        return sorted(last) if len(last) == len(states) == count else []

    def _just_named(self, unit: Unit, at: int, count: int) -> list[int]:
        """The persons that the sentence up to here names alone, or else those of different states in the last one."""
        named = self.view.named_between(max(unit.start, at - _JUST), at)
        here = list(dict.fromkeys(n.index for n in named if n.kind == "person"))
        people = here or self.parties.latest
        states = {self.view.persons[i].state for i in people}
        return people if len(people) == count and (here or len(states - {None}) == count) else []

    def _take_several(self, naming: Naming, people: list[int], called: frozenset[str], count: int) -> None:
        """ "Kedua pemimpin bertemu": ``people`` just named, those last spoken of, or the meeting at hand."""
        latest = self.registry.latest
        names = frozenset(self.view.persons[i].name for i in people)
        told = self._pair(called, count)
        if called and told is not None and set(told.participants) <= called:
            people = []
        if told and len(names & set(told.participants)) == 1 and not called and not (naming.date or naming.place):
            people = []  # one of the pair at hand and another who may only speak of them
        pair = self.registry.latest_of(count, names) if people else None
        pair = pair or (None if people else told)
        if pair is not None:
            self.registry.take_again(pair, naming)
            return
        if latest is not None and not people:
            self.registry.resume(naming)
            return
        people = people or self.parties.focus[:count]
        if len(people) == count:
            naming.participants = tuple(self.view.persons[i].name for i in people)
            naming.states = tuple(dict.fromkeys(s for i in people if (s := self.view.persons[i].state)))
            self.registry.take(naming)


def find_meetings(view: View, lang: str = "id") -> tuple[MeetingRecord, ...]:
    """Give the meetings of the article in ``view``; its ``meetings`` are not looked at."""
    return Finder(view, lang).run()
