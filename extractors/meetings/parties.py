"""Who meets at a verb or noun of encounter: subjects and objects, coordination, pronouns and bare offices."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.meetings.sides import Side, SideReader, distinct, ending_before, tokens
from extractors.meetings.words import MeetingWords
from extractors.statements.lexicon import Lexicon
from extractors.statements.view import View
from extractors.states import seats
from extractors.words import Words

REACH = 140
"""Characters between an encounter and one who takes part, at most."""
_AHEAD = 45
"""Characters of a main clause that names nobody at most."""
_QUOTED_WORDS = re.compile(r'["“](\w+(?:[ -]\w+){0,3})["”]')
"""Marks around a word or two, which do not part a sentence."""
_DATELINE = re.compile(r"[^-–—]*[-–—]+\s*|\s*")
"""What stands before a sentence that begins with its verb: nothing, or the place where it was written."""
_LEAD = 12
_GAP = 9
_LED = 60
"""Characters of "ia dan" and an office before a name at most."""
_CHAIRED = 160
"""Characters of a meeting and who leads it before who else attends at most."""
_PHONE = 40
"""Characters between who talk and the telephone they talk by, at most."""
_HELD = 3
"""Words from a verb of holding to what is held at most, that one counted: "menggelar |serangkaian pertemuan|"."""
_HANDED = 90
"""Characters from a verb of telling or giving to the word that leads to whom, at most."""
_OFFICE_WORDS = 4
"""Words behind a verb of an office and the word that points back to its holder."""
_ADVERBS = 3
"""Words between the comma that ends a clause and the verb at most: ", |tiba-tiba| terbang"."""
_MANNER = 2
"""Words between a verb and "oleh" at most: "diterima |dengan hangat| oleh"."""
_MOST = 12
"""Sides of one encounter that are read at most."""


@dataclass(slots=True)
class Scene:
    """One sentence: its text, offsets of the article, and the sides in it."""

    start: int
    end: int
    text: str
    sides: list[Side]

    def next_sides(self, at: int) -> list[Side]:
        """Give the sides from an offset on, as many as one encounter may have and those on the way to them."""
        first = ending_before(self.sides, at)
        return self.sides[first : first + 2 * _MOST]

    def last_sides(self, at: int) -> list[Side]:
        """Give the sides before an offset, as many as one encounter may have."""
        last = ending_before(self.sides, at)
        return self.sides[max(0, last - _MOST) : last]

    def between(self, low: int, high: int) -> str:
        """Give the text between two offsets of the article."""
        return self.text[max(0, low - self.start) : max(0, high - self.start)]


Begins = Callable[[list[str], Side], bool]
GoesOn = Callable[[Scene, list[str], list[Side], Side], bool]


@dataclass(slots=True)
class Parties:
    """Finds who takes part.

    ``focus`` holds the persons last spoken of, the latest first, ``latest`` those of the last sentence that names any,
    ``latest_states`` the states of the last one that names several, each row of those coordinated apart.
    """

    view: View
    lex: Lexicon
    words: MeetingWords
    reader: SideReader
    focus: list[int] = field(default_factory=list)
    latest: list[int] = field(default_factory=list)
    latest_states: list[list[str]] = field(default_factory=list)

    def attend(self, scene: Scene) -> None:
        """Move the focus on to the persons of a sentence that was read."""
        people = list(dict.fromkeys(s.person for s in scene.sides if s.person is not None))
        self.focus = (people + [p for p in self.focus if p not in people])[:4]
        if people:
            self.latest = people
        rows = self.states_in_rows(scene.start, scene.end)
        if sum(map(len, rows)) > 1:
            self.latest_states = rows

    def states_in_rows(self, low: int, high: int) -> list[list[str]]:
        """Give the codes of the states named between two offsets, those coordinated together: "A, B dan C"."""
        rows: list[list[str]] = []
        last = low
        for named in (n for n in self.view.named_between(low, high) if n.kind == "state"):
            code = self.view.states[named.index].code
            if rows and self.words.joining.issuperset(tokens(self.view.text[last : named.start])):
                rows[-1].append(code)
            else:
                rows.append([code])
            last = named.end
        return rows

    def person(self, index: int, at: int) -> Side:
        """Give a person who is meant, but not named, at an offset."""
        record = self.view.persons[index]
        return Side(at, at, "person", record.name, record.state, index)

    def _in_focus(self, at: int, taken: set[str]) -> list[Side]:
        """Give the person spoken of last who is none of those ``taken``, as meant at an offset."""
        return [self.person(i, at) for i in self.focus if self.view.persons[i].name not in taken][:1]

    def leads(self, side: Side) -> bool:
        """True if one heads a state or government, or goes on its behalf."""
        if side.person is None:
            return False
        role = (self.view.persons[side.person].role or "").lower()
        return bool(self.words.heads.search(role)) or not self.words.travellers.isdisjoint(tokens(role))

    def called(self, name: str, at: int) -> list[Side]:
        """Give the person who is known by a name that is no mention of its own."""
        for index, person in enumerate(self.view.persons):
            if name in (person.name, *person.aliases):
                return [self.person(index, at)]
        return []

    def says(self, subject: Side, scene: Scene, start: int) -> bool:
        """True if a verb of saying stands between a subject and an encounter: it may be that of others."""
        between = tokens(scene.between(subject.end, start)) if subject.end > subject.start else []
        if not self.lex.speakers.single.isdisjoint(between):
            return False
        return any(w in self.lex.cues.active or w in self.lex.cues.after for w in between)

    # -- verbs ---------------------------------------------------------------------------------

    def of_verb(self, scene: Scene, start: int, end: int, verb: str) -> tuple[list[Side], int]:
        """Give who meets at a verb, and where the last of its objects ends."""
        is_topic, is_shown = verb in self.words.topical, verb in self.words.side_by_side
        objects = self.objects(scene, end, guided=verb in self.words.guided, is_topic=is_topic, is_shown=is_shown)
        objects = objects or self._office_told_of(scene, end, guided=verb in self.words.guided)
        if verb in self.words.handing:
            objects = self._handed_to(scene, end)
        if verb in self.words.attended:
            if verb in self.words.following and not self._is_of_meeting(scene, start):
                return [], end
            attending = [*self._chairing(scene, start), *self._attending(scene, end)]
            return attending, attending[-1].end if attending else end
        if verb in self.words.bringing:
            return (objects, objects[-1].end) if len(objects) > 1 else ([], end)
        if verb in self.words.guided & self.words.persons_only:
            objects = [o for o in objects if o.kind == "person"]
        elif verb in self.words.persons_only and not self._personal(scene, objects, end):
            is_gathered = verb in self.words.gathering
            heads = self.words.met_groups if is_gathered else self.words.sent
            received = self._group(scene, end, heads) if is_gathered or verb in self.words.hosting else None
            subjects = self.subjects(scene, start, end, []) if received else []
            if received is None or not any(s.kind == "person" for s in subjects):
                return [], end
            return [*subjects, received], received.end
        if verb in self.words.called:
            return self._called(scene, start, end, objects)
        if verb in self.words.envoy_only and not self._envoys(scene, objects, end):
            if not (summoned := self._summoned(scene, start, end, objects)):
                return [], end
            return summoned, objects[-1].end
        stop = objects[-1].end if objects else end
        subjects = self.subjects(scene, start, stop, objects)
        if verb in self.words.called_on and not self._is_called_on(scene, start, subjects):
            return [], end
        if not objects and (meant := self._meant_after(scene, end, stop, subjects)):
            objects = meant
        if not objects and subjects and (group := self._group(scene, end)):
            objects = [group, *self._named_of_group(scene, group)]
            stop = objects[-1].end
        if not subjects and objects and (group := self.group_before(scene, start)):
            subjects = [group]
        if not objects and len(subjects) == 1 and verb not in self.words.persons_only:
            subjects = [*self._inviting(scene, subjects[0], start), *subjects]
        several = sum(s.kind == "person" for s in subjects) > 1 or self._delegations(scene, subjects)
        is_long = self.words.forms["at_length"].match(scene.between(stop, stop + _PHONE)) is not None
        is_shared = self._is_of_both(verb, subjects) or is_long or self.is_by_phone(scene, stop)
        if not objects and (len(subjects) < 2 or (verb in self.words.persons_only and not is_shared)):
            return [], end
        if not objects and verb in self.words.guided and not several:
            return [], end
        return list(distinct([*subjects, *objects])), stop

    def _is_of_both(self, verb: str, subjects: list[Side]) -> bool:
        """True for what only those who meet do, where they are of several states: "A dan B |menandatangani| …"."""
        return verb in self.words.joint and len({s.state for s in subjects if s.state}) > 1

    def is_by_phone(self, scene: Scene, stop: int) -> bool:
        """True if a telephone is told of right behind who talk."""
        behind = scene.between(stop, stop + _PHONE)
        return self.words.phone.search(behind) is not None

    def _inviting(self, scene: Scene, asked: Side, start: int) -> list[Side]:
        """Give who asks another to meet: "|A| mengundang B untuk bertemu"."""
        words = tokens(scene.between(asked.end, start))
        if words and words[0] not in self.words.controlling:
            return []
        before = scene.between(asked.start - REACH, asked.start)
        asking = max(
            (m.start() for m in re.finditer(r"[\w-]+", before) if m.group().lower() in self.words.inviting), default=-1
        )
        office = tokens(before[asking:])[1:]
        if asking < 0 or (office and not self.reader.is_office(office)):
            return []
        if not {*tokens(before[:asking])[-1:]}.isdisjoint(self.words.negators | self.words.unasked):
            return []
        return self.subjects(scene, asked.start - len(before) + asking, asked.end, [asked])

    def _both_behind(self, scene: Scene, start: int, end: int) -> list[Side]:
        """Give A and B of "Dalam pembicaraan |mereka|, |A dan B| sepakat …"."""
        pair = self.words.two.match(scene.between(end, end + _LED).lstrip())
        is_far = start - scene.start > REACH
        if pair is None or is_far or not self._opened(scene.between(scene.start, start)):
            return []
        behind = self._behind(scene, end, set())
        together = [*behind, *self.following(scene, behind[0], scene.end)] if behind else []
        return together if len(together) == 2 else []

    def _addressing(self, scene: Scene, start: int, noun: str) -> list[Side]:
        """Give A and B of "A memperingatkan B … dalam percakapan telepon", "… |dalam| pertemuan di X"."""
        if (
            self.words.kind_of(noun) != "call"
            and not set(tokens(scene.between(start - _LED, start))[-1:]) & self.words.within
        ):
            return []
        people = [s for s in scene.sides[:4] if s.kind == "person" and s.end <= start]
        if len(people) < 2 or people[0].state == people[1].state or self._is_governed(scene, people[0]):
            return []
        if people[1].start - people[0].end > REACH:
            return []
        between = tokens(scene.between(people[0].end, people[1].start))
        is_done = len(people) == 2 and any(map(self.words.is_verb, between[:_ADVERBS]))
        is_said = is_done or (
            self.words.kind_of(noun) == "call" and any(word in self.lex.cues.active for word in between[:2])
        )
        return people[:2] if is_said and not set(between) & self.words.relative else []

    def _delegations(self, scene: Scene, sides: list[Side]) -> bool:
        """True for "Delegasi A dan B berunding": sides of several states, the first with an office or envoys."""
        if len({side.state for side in sides if side.state}) < 2:
            return False
        before = tokens(scene.between(sides[0].start - 30, sides[0].start))[-1:]
        if sides[0].kind == "person" or (before and before[0] in self.words.delegates):
            return True
        return sides[0].kind == "state" and self.reader.has_office_before(sides[0].start)

    def _group(self, scene: Scene, end: int, heads: Words | None = None) -> Side | None:
        """Give unnamed people of office right after an encounter: "bertemu |sejumlah anggota parlemen|"."""
        heads = self.words.met_groups if heads is None else heads
        at = end - scene.start
        for count, word in enumerate(re.finditer(r"\s*([\w-]+|\S)", scene.text[at : at + 60])):
            lower = word.group(1).lower()
            if lower in heads:
                return Side(end, end + word.end(), "group", None, None)
            is_mark = lower in self.words.group_marks or lower in self.lex.speakers.numbers
            if count > 3 or not (is_mark or lower.isdigit()):
                return None
        return None

    def _is_called_on(self, scene: Scene, start: int, subjects: list[Side]) -> bool:
        """True where it is people whom others come to, not "kota yang didatangi A"."""
        is_person = any(side.kind == "person" for side in subjects)
        return is_person and self.words.relative.isdisjoint(tokens(scene.between(start - _LED, start))[-1:])

    def _named_of_group(self, scene: Scene, group: Side) -> list[Side]:
        """Give those of a group who are named: "bertemu sejumlah tokoh, |antara lain A dan B|"."""
        named = next((s for s in scene.next_sides(group.end) if s.kind == "person"), None)
        named = named if named and named.start - group.end < REACH else None
        gap = tokens(scene.between(group.end, named.start)) if named else []
        if named is not None and gap[-1:] == [","] and not any(map(self._parts, gap[:-1])):
            return [named]  # "menjamu pejabat senior Korea Utara, |X|"
        told = self.words.such_as.search(scene.between(group.end, group.end + _LED))
        if told is None or any(map(self.words.is_verb, tokens(scene.between(group.end, group.end + told.start())))):
            return []
        return [s for s in self._attending(scene, group.end + told.end()) if s.kind == "person"]

    def _parts(self, word: str) -> bool:
        """True for a word that no noun phrase runs over."""
        return word in self.words.breaks or word in '.,;:“”"' or self.words.is_verb(word)

    def group_before(self, scene: Scene, start: int, heads: Words | None = None) -> Side | None:
        """Give unnamed people of office with whom a clause begins that meet: "|Pimpinan KPK| menemui …".

        ``heads`` are the words that name such people, by default those of groups and all roles.
        """
        heads = self.words.met_groups | self.lex.speakers.roles.keys() if heads is None else heads
        clause = re.split(r"[.,;:\"“”]", scene.between(max(scene.start, start - _LED), start))[-1]
        words = tokens(clause)
        if self.words.two.search(clause):
            return None  # "Kedua presiden …" are told of before
        while words and (words[0] in self.words.group_marks or words[0] in self.lex.clauses.connectives):
            words = words[1:]
        is_whole = "," in scene.between(start - len(clause) - 1, start) or start - len(clause) <= scene.start
        is_group = bool(words) and words[0] in heads
        is_told_of = not self.lex.speakers.demonstratives.isdisjoint(words)
        if not is_group or not is_whole or is_told_of or any(map(self.words.is_verb, words)):
            return None
        return Side(start - len(clause), start, "group", None, None)

    def _is_of_meeting(self, scene: Scene, start: int) -> bool:
        """True behind a noun of encounter in the same sentence: "|pertemuan| itu diikuti A dan B"."""
        before = tokens(scene.between(max(scene.start, start - _CHAIRED), start))
        return any(self.words.kind_of(w) and w not in self.words.verbs | self.words.visits for w in before)

    def _chairing(self, scene: Scene, start: int) -> list[Side]:
        """Give who leads what others attend: "rapat itu dipimpin |Presiden A| dan dihadiri B"."""
        low = max(scene.start, start - _CHAIRED)
        before = scene.between(low, start).lower()
        led = [low + m.end() for verb in self.words.chaired for m in re.finditer(rf"\b{verb}\b", before)]
        if led:
            side = next((s for s in scene.sides if s.start >= max(led)), None)
            return [side] if side is not None and side.kind == "person" and side.start < start else []
        return self._holding(scene, low, start)

    def _holding(self, scene: Scene, low: int, start: int) -> list[Side]:
        """Give who holds what others attend: "|Presiden A| menggelar pertemuan yang dihadiri B"."""
        before = tokens(scene.between(low, start))
        while before and before[-1] in self.lex.clauses.adverbs:
            before.pop()  # "yang |juga| dihadiri"
        if not before or before[-1] not in self.words.relative:
            return []
        verbs = self.words.holding | self.words.presiding
        held = [m for m in re.finditer(r"[\w-]+", scene.between(low, start)) if m.group().lower() in verbs]
        if not held or not any(
            self.words.kind_of(w) for w in tokens(scene.between(low + held[-1].end(), start))[:_HELD]
        ):
            return []
        return [s for s in self.subjects(scene, low + held[-1].start(), start, []) if s.kind == "person"]

    def _attending(self, scene: Scene, end: int) -> list[Side]:
        """Give those named after "dihadiri": "… delegasi dari negara-negara seperti A, B, dan C"."""
        out: list[Side] = []
        for side in scene.next_sides(end):
            gap = tokens(scene.between(out[-1].end if out else end, side.start))
            if len(out) == _MOST or len(gap) > _LEAD or any(w in '.;:“”"' or self.words.is_verb(w) for w in gap):
                break
            if not out or set(gap) & self.words.joining:
                out.append(side)
        return out

    def _meant_after(self, scene: Scene, end: int, stop: int, subjects: list[Side]) -> list[Side]:
        """Give whom a pronoun right after the verb stands for: "menelepon |saya|", "meneleponnya"."""
        after = tokens(scene.between(end, end + 30))[:2]
        if after and after[0] in self.words.partner and after[-1] not in self.words.speaking_group:
            after = after[1:]  # "bertemu dengan dia"
        with_him = bool(after) and after[0] in {word + self.words.own for word in self.words.partner}  # "dengannya"
        own = with_him or scene.between(end - len(self.words.own), end).lower() == self.words.own
        taken = {s.key for s in subjects}
        if after and after[0] in self.words.first_person:
            return self._telling(scene, end, taken) or self._quoting(scene, end + 30, taken)
        if own or (after and after[0] in self.lex.speakers.single):
            return self._telling(scene, end, taken) or self._in_focus(end, taken)
        return []

    def _handed_to(self, scene: Scene, end: int) -> list[Side]:
        """Give to whom something is said or given where he is: "menyampaikan pesan |kepada Presiden B| di X"."""
        found = self.words.forms["handed_to"].match(scene.between(end, end + _HANDED))
        side = next(iter(scene.next_sides(end + found.end())), None) if found else None
        if found is None or side is None or side.kind != "person":
            return []
        office = tokens(scene.between(end + found.end(), side.start))
        is_there = self.words.forms["there"].match(scene.between(side.end, side.end + _LED)) is not None
        is_named = not office or self.reader.is_office(office)
        return [replace(side, start=end)] if is_there and is_named else []

    def _office_told_of(self, scene: Scene, end: int, *, guided: bool) -> list[Side]:
        """Give who holds the office right behind a verb: "menerima |emir itu|", "berunding dengan |emir itu|"."""
        words = tokens(scene.between(end, end + _LED))[:_OFFICE_WORDS]
        if words and words[0] in self.words.partner:
            words = words[1:]
        elif guided:
            return []
        pointed = next((at for at, word in enumerate(words) if word in self.lex.speakers.demonstratives), 0)
        index = self.reader.by_role(" ".join(words[:pointed])) if pointed and self.reader.is_office(words) else None
        return [self.person(index, end)] if index is not None else []

    def _personal(self, scene: Scene, objects: list[Side], end: int) -> bool:
        """True if the first object is a person, or a state's envoy or leader, named right after the verb."""
        if not objects:
            return False
        gap = self._from_doer(tokens(scene.between(end, objects[0].start)))
        if gap[1:2] == [","] and gap[0].removesuffix(self.words.own) in self.lex.speakers.kin:
            gap = gap[2:]  # "membesuk |suaminya,| Budi"
        if any(w in self.words.placing or w in self.words.origin or w == "," for w in gap) or len(gap) > 8:
            return False
        titled = all(word[:1].isupper() for word in scene.between(end, objects[0].start).split())
        if gap and gap[0] in self.words.sent:
            return objects[0].kind == "person" or gap[-1] in self.words.delegates
        if gap and gap[0] not in self.words.before_persons and not self.reader.is_office(gap) and not titled:
            return False
        return objects[0].kind == "person" or self.reader.has_office_before(objects[0].start)

    def _from_doer(self, gap: list[str]) -> list[str]:
        """The words from the one that leads to who does it on: "disambut hangat |oleh Presiden|"."""
        at = next((at for at, word in enumerate(gap[: _MANNER + 1]) if word in self.words.doing), 0)
        return gap[at:] if not any(map(self.words.is_verb, gap[:at])) else gap

    def _summoned(self, scene: Scene, start: int, end: int, objects: list[Side]) -> list[Side]:
        """Give who heads a state and its officials whom he calls to him: "Presiden A memanggil Menteri B"."""
        people = [self.view.persons[o.person] for o in objects if o.person is not None]
        if not people or len(people) < len(objects) or not all(person.official for person in people):
            return []
        subjects = self.subjects(scene, start, objects[-1].end, objects)
        if len(subjects) != 1 or not self.leads(subjects[0]) or {o.state for o in objects} != {subjects[0].state}:
            return []
        behind = tokens(scene.between(objects[-1].end, objects[-1].end + _LED))[:1]
        before = tokens(scene.between(subjects[0].start - _LED, start))
        is_wished = not self.words.unreal.isdisjoint(before) or not self.words.calling.isdisjoint(behind)
        return [] if is_wished else [*subjects, *objects]

    def _called(self, scene: Scene, start: int, end: int, objects: list[Side]) -> tuple[list[Side], int]:
        """Give who is called in: an official by who leads the state, an envoy by those of another state."""
        subjects = self.subjects(scene, start, end, [])
        if objects and self.leads(objects[0]) and all(map(self._is_official, subjects)):
            return ([*subjects, objects[0]], objects[0].end) if subjects else ([], end)
        envoys = [s for s in subjects if self._is_envoy(s)]
        hosts = [o for o in objects if o.state is not None and all(o.state != e.state for e in envoys)]
        return ([*envoys, *hosts], hosts[-1].end) if envoys and hosts else ([], end)

    def _is_official(self, side: Side) -> bool:
        """True for a person who holds an office of a state."""
        return side.person is not None and bool(self.view.persons[side.person].official)

    def _is_envoy(self, side: Side) -> bool:
        """True for a person whose office is held at somebody else's."""
        role = (self.view.persons[side.person].role or "").lower() if side.person is not None else ""
        return any(role.startswith((envoy, short)) for envoy, short in self._envoy_forms())

    def _envoys(self, scene: Scene, objects: list[Side], end: int) -> bool:
        gap = scene.between(end, objects[0].end).lower() if objects else ""
        return any(envoy in gap or short in gap for envoy, short in self._envoy_forms())

    def _envoy_forms(self) -> list[tuple[str, str]]:
        shorts = {full: short for short, full in self.lex.speakers.offices.items()}
        return [(envoy, shorts.get(envoy, envoy)) for envoy in self.words.envoys]

    def objects(
        self, scene: Scene, end: int, *, guided: bool = False, is_topic: bool = False, is_shown: bool = False
    ) -> list[Side]:
        """Give the sides right after a verb: "bertemu (dengan) A dan B".

        ``is_topic`` is true for a verb whose object is what is talked of: "membahas |hubungan dengan A|" names nobody.
        ``is_shown`` is true for what people do side by side: "menonton parade |bersama A|", not "film dengan A".
        """

        def begins(gap: list[str], side: Side) -> bool:
            if guided and not self.words.partner & set(gap):
                return False
            if is_shown and self.words.company_only.isdisjoint(gap):
                return False
            if is_topic and self._binds_partner(tokens(scene.between(end, side.start))):
                return False
            return side.kind == "person" or self._stands_for_state(scene, gap, side)

        return self._run_of_sides(scene, end, begins, self._coordinated, guided=guided)[0]

    def _binds_partner(self, topic: list[str]) -> bool:
        """True for a topic with a "dengan" of its own, "hubungan |dengan A|", and for one that a comma ends."""
        told = topic[: topic.index(",")] if "," in topic else topic
        if self.words.counterparts.search(" ".join([*told, ""])):
            return False  # "membahas sengketa ikan dengan |mitranya, A|"
        return "," in topic or not self.words.relational.isdisjoint(topic)

    def _run_of_sides(
        self, scene: Scene, end: int, begins: Begins, goes_on: GoesOn, *, guided: bool = False
    ) -> tuple[list[Side], list[str]]:
        """Give the sides that stand in a row after an encounter, and the words that lead to the first.

        ``begins`` tells whether the words up to the first side make it take part, ``goes_on`` whether the next one
        joins those found; ``guided`` passes states that the talk is of, "membahas |Suriah| dengan A".
        """
        out: list[Side] = []
        lead: list[str] = []
        at, kin_from, kin_gap = end, None, []
        for side in scene.next_sides(end):
            if side.start < end:
                continue
            if len(out) == _MOST or side.start - at > REACH:
                break
            gap = tokens(scene.between(at, side.start))
            if self._is_of_kin(scene, side, at):
                kin = max(at for at, word in enumerate(gap) if word in self.lex.speakers.kin)
                kin_gap, kin_from, at = gap[:kin], at, side.end
                continue
            is_apposed = gap[:1] == [","] and (len(gap) == 1 or self.reader.is_office(gap[1:]))
            if not out and kin_from is not None and is_apposed:
                side, gap = replace(side, start=kin_from), kin_gap  # "istri X, |Y|"
            if out and self._stands_for(gap, out[-1], side):
                out[-1], at = replace(side, start=out[-1].start), side.end
                continue
            if out and not goes_on(scene, gap, out, side):
                break
            if not out:
                lead = gap
                if not self._leads_to(gap) or self._opens_main_clause(scene, gap, side):
                    break
                is_topic = guided and side.kind == "state" and not self.words.partner & set(gap)
                if is_topic or self._is_aside(scene, gap, side):
                    at = side.end
                    continue
                if not begins(gap, side):
                    break
            out.append(side)
            at = side.end
        return out, lead

    def _is_of_kin(self, scene: Scene, side: Side, low: int) -> bool:
        """True for who is only named to tell whose kin another is: "istri |X|, Y," and "Y, adik |X|"."""
        before = tokens(scene.between(max(low, side.start - _LED), side.start))
        kin = max((at for at, word in enumerate(before) if word in self.lex.speakers.kin), default=None)
        office = before[kin + 1 :] if kin is not None else [","]
        if side.kind != "person" or "," in office or (office and not self.reader.is_office(office)):
            return False
        last = scene.sides[max(0, ending_before(scene.sides, side.start) - 1)]
        is_behind = last.kind == "person" and last.end < side.start and scene.between(last.end, last.end + 1) == ","
        return is_behind or scene.text[side.end - scene.start : side.end - scene.start + 2] == ", "

    def _is_kin_told_of(self, scene: Scene, side: Side) -> bool:
        """True for "putra |X| itu": one spoken of before, by whose kin he is."""
        before = tokens(scene.between(side.start - _LED, side.start))[-1:]
        behind = tokens(scene.between(side.end, side.end + _LED))[:1]
        is_pointed = not self.lex.speakers.demonstratives.isdisjoint(behind)
        return is_pointed and not self.lex.speakers.kin.isdisjoint(before)

    def _opens_main_clause(self, scene: Scene, gap: list[str], side: Side) -> bool:
        """True for "dalam rapat dengan panitia, |Budi| mengungkapkan …"."""
        if "," not in gap or side.kind != "person" or not self._acts(scene, side):
            return False
        office = gap[len(gap) - gap[::-1].index(",") :]
        return not office or self.reader.is_office(office)

    def _leads_to(self, gap: list[str]) -> bool:
        """True if the words between an encounter and a name lead to it."""
        gap = _unbracketed(self._unrepresented(gap))
        if len(gap) > _LEAD or any(w in '.;:“”"' for w in gap) or not self._describes(gap):
            return False
        if not self.lex.cues.after.keys().isdisjoint(gap[-2:]):
            return False  # "…, tambah |X|"
        after = gap[max((i + 1 for i, w in enumerate(gap) if w in self.words.partner), default=0) :]
        return not self._opens(after) and not any(map(self.words.is_verb, after))

    def _opens(self, words: list[str]) -> bool:
        """True if a clause is opened among the words: "|dalam| rapat", not "menteri dalam negeri"."""
        opened = (at for at, word in enumerate(words) if word in self.words.opening)
        return any(not self._is_of_office(words[max(0, at - 1) : at + 2]) for at in opened)

    def _is_of_office(self, words: list[str]) -> bool:
        """True for the words around the "dalam" of "menteri dalam negeri"."""
        return " ".join(words) in self.words.offices

    def _stands_for(self, gap: list[str], side: Side, person: Side) -> bool:
        """True for "Turki |yang diwakili| Menlu A"."""
        return side.kind != "person" and person.kind == "person" and self._represented(gap) == 0

    def _unrepresented(self, gap: list[str]) -> list[str]:
        """The words without those of "Turki |yang diwakili| Menlu A", who stands for a side."""
        at = self._represented(gap)
        return gap if at is None else gap[:at] + gap[at + 2 :]

    def _represented(self, gap: list[str]) -> int | None:
        """Where "yang diwakili" stands among the words, None if nowhere."""
        relative, represented = self.words.relative, self.words.represented
        places = (at for at, (one, two) in enumerate(pairwise(gap)) if one in relative and two in represented)
        return next(places, None)

    def _describes(self, gap: list[str]) -> bool:
        """True if no clause about something else is opened: "pembicaraan |yang panjang dengan| Ani" opens none."""
        opened = next((at for at, word in enumerate(gap) if word in self.words.relative), None)
        if opened is None:
            return True
        closed = next((at for at, word in enumerate(gap) if word in self.words.partner and at > opened), None)
        held = self.words.taking_place | self.words.holding
        return closed is not None and all(not self.words.is_verb(w) or w in held for w in gap[opened:closed])

    def _is_aside(self, scene: Scene, gap: list[str], side: Side) -> bool:
        """True for a place or owner on the way: "bertemu di |Rusia| dengan …"."""
        tail = gap[-4:] if gap[-1:] == [","] and side.kind == "state" else gap[-2:]
        if self.words.counterparts.search(" ".join([*gap, ""])):
            return False
        return bool(set(tail) & self.words.placing) or (side.kind != "person" and bool(set(tail) & self.words.origin))

    def _stands_for_state(self, scene: Scene, gap: list[str], side: Side) -> bool:
        """True if a state or body itself takes part, not one of its people or things."""
        before = gap[-1:] or [""]
        return (
            not gap
            or before[0] in self.words.delegates
            or before[0] in self.words.joining
            or self.reader.has_office_before(side.start)
        )

    def _coordinated(self, scene: Scene, gap: list[str], out: list[Side], side: Side) -> bool:
        """True if a further side goes on with "dan", "serta", a comma, and does not open the main clause."""
        gap = _unbracketed(self._unrepresented(gap))
        later = next((gap[at + 1 :] for at, word in enumerate(gap) if word in self.words.separately), None)
        is_later = later is not None and (not later or self.reader.is_office(later))  # "menemui A di X, |kemudian| B"
        if len(gap) > _GAP or any(w in '.;:“”"' for w in gap) or (set(gap) & self.words.placing and not is_later):
            return False
        if not set(gap) & (self.words.joining | self.words.partner):
            return False
        if any(self.words.is_verb(w) for w in gap) or set(gap) & self.words.relative or self._opens(gap):
            return False
        if side.kind != "person" and out[-1].kind == "person" and not self._stands_for_state(scene, gap, side):
            return False
        if len(out) > 1 and gap[:1] == [","] and gap[1:2] != [","] and set(gap[1:2]) & self.words.joining:
            return True  # "A, B, |dan C| bertemu"
        return gap[:1] != [","] or not self._acts(scene, side)

    def _acts(self, scene: Scene, side: Side) -> bool:
        """True if a verb follows: ", |Putin| mengatakan …"."""
        after = tokens(scene.between(side.end, side.end + 40))[:4]
        for word in after:
            if word in self.lex.cues.active or word in self.words.auxiliaries or self.words.is_verb(word):
                return True
            if word not in self.lex.clauses.adverbs:
                return False
        return False

    def following(self, scene: Scene, first: Side, limit: int) -> list[Side]:
        """Give the persons coordinated with one before an offset: "kedatangan Ani |dan Budi|"."""
        out = [first]
        for side in scene.next_sides(first.end):
            if side.start - out[-1].end > REACH:
                break
            gap = tokens(scene.between(out[-1].end, side.start))
            if side.kind != "person" or side.start >= limit or not self._coordinated(scene, gap, out, side):
                break
            out.append(side)
        return out[1:]

    # -- subjects ------------------------------------------------------------------------------

    def subjects(self, scene: Scene, start: int, stop: int, objects: list[Side]) -> list[Side]:
        """Give who does what is told at ``start``; ``stop`` is where the objects end."""
        taken = {o.key for o in objects}
        count = ending_before(scene.sides, start)
        if unlisted := self.reader.unlisted(max(scene.start, start - REACH), start):
            return [unlisted]
        before = _QUOTED_WORDS.sub(r" \1 ", scene.between(max(scene.start, start - REACH), start))
        clause = re.split(r'[;:"“”]|\. ', before)[-1]
        low = start - len(clause)
        found = self._before(scene, count, low, taken, start)
        opened = self._opened(clause)
        if opened and not self.lex.speakers.single.isdisjoint(tokens(opened)):
            found = [s for s in found if s.kind == "person"]
        if opened and (not found or found[-1].end < start - len(opened)):
            found = (
                (self._going_on(scene, clause, found[-1], taken, start) if found else [])
                or found
                or self._meant(scene, opened, start, taken)
                or self._behind(scene, stop, taken)
                or self._meant(scene, clause, start, taken)
            )
            return found or self._spoken_of(scene, start, taken)
        if found and (leading := self._going_on(scene, clause, found[-1], taken, start)):
            return leading
        if not found and _DATELINE.fullmatch(clause) and (behind := self._behind(scene, stop, taken)):
            return behind
        nearest = found[-1].end if found else low
        meant = self._meant(scene, scene.between(nearest, start), start, taken)
        if meant and found:
            meant = self._leading(scene, found[0], start, taken) or meant
        return meant or found or self._quoting(scene, start, taken) or self._meant(scene, clause, start, taken)

    def _going_on(self, scene: Scene, clause: str, nearest: Side, taken: set[str], start: int) -> list[Side]:
        """Give who the sentence begins with for "A dijamu B, |lalu| diterima C": nobody stands before the verb."""
        last = tokens(clause)[-1:]
        is_going_on = bool(last) and last[0] in self.words.going_on
        if nearest.end == nearest.start or not (is_going_on or self._is_passed(scene, nearest, start)):
            return []
        for side in scene.sides[:4]:
            if side.start >= nearest.start:
                break
            if side.person is None or self._is_of_kin(scene, side, scene.start):
                continue
            if side.key not in taken and not self._is_governed(scene, side):
                return self._with_next(scene, side, nearest, taken)
        return []

    def _is_passed(self, scene: Scene, nearest: Side, start: int) -> bool:
        """True for an object behind which the sentence goes on: "menemui |A|, kemudian terbang ke X untuk …"."""
        between = tokens(scene.between(nearest.end, start))
        on = next((at for at, word in enumerate(between) if word in self.words.going_on), None)
        before = tokens(scene.between(nearest.start - _LED, nearest.start))
        verb = max((at for at, word in enumerate(before) if self.words.is_verb(word)), default=None)
        if on is None or verb is None or any(map(self.words.is_verb, between[:on])):
            return False
        office, follows = before[verb + 1 :], between[on + 1 :]
        if not follows or (office and not self.reader.is_office(office)):
            return False
        return self.words.is_verb(follows[0]) or set(follows) <= self.words.auxiliaries | self.lex.clauses.adverbs

    def _with_next(self, scene: Scene, first: Side, nearest: Side, taken: set[str]) -> list[Side]:
        """Give one and those coordinated with him before ``nearest``, as meant there: "|A dan istrinya, B,| tiba"."""
        together = [first]
        for side in scene.next_sides(first.end):
            if side.start - together[-1].end > REACH:
                break
            gap = tokens(scene.between(together[-1].end, side.start))
            if side.start >= nearest.end or not set(gap) & self.words.joining or gap[:1] == [","] or len(gap) > _GAP:
                break
            if side.person is None or any(w in '.;:“”"' or self.words.is_verb(w) for w in gap):
                break
            together.append(side)
        return [self.person(s.person, nearest.end) for s in together if s.person is not None and s.key not in taken]

    def _spoken_of(self, scene: Scene, start: int, taken: set[str]) -> list[Side]:
        """Give the person of the sentence before for "Hal itu diungkapkan usai bertemu A"."""
        if start - scene.start > _AHEAD:
            return []
        return self._in_focus(start, taken)

    def _leading(self, scene: Scene, nearest: Side, start: int, taken: set[str]) -> list[Side]:
        """Give the person whom a pronoun after ``nearest`` stands for: who the sentence begins with."""
        for side in scene.sides[:4]:
            if side.start > nearest.start:
                break
            is_told_by = self._is_telling(scene, side) or not self._is_governed(scene, side)
            if side.person is not None and side.key not in taken and is_told_by:
                return [self.person(side.person, start)]
        return []

    def _is_telling(self, scene: Scene, side: Side) -> bool:
        """True for who a sentence is told after: "menurut |A|, …"."""
        before = tokens(scene.between(scene.start, min(side.start, scene.start + _LED)))[:1]
        return bool(before) and before[0] in self.lex.cues.according

    def _opened(self, clause: str) -> str | None:
        """Give the text from the word that opens a clause without a subject: "|usai bertemu"."""
        last = clause.split(",")[-1]
        found = list(re.finditer(r"\w[\w-]*", last))[-6:]
        words = [match.group().lower() for match in found]
        for at, (word, behind) in enumerate(pairwise([*words, ""])):
            opens = word in self.words.opening and not self._is_of_office(words[max(0, at - 1) : at + 2])
            if opens and behind not in self.words.pointers:
                return last[found[at].start() :]
        return None

    def _before(self, scene: Scene, count: int, low: int, taken: set[str], start: int) -> list[Side]:
        """Give the subject that stands before: the nearest one that no preposition leads to, and its fellows."""
        skipped: Side | None = None
        placed: list[Side] = []
        for at in range(count - 1, max(-1, count - 8), -1):
            side = scene.sides[at]
            if side.start < low:
                break
            if side.key in taken or (side.kind != "person" and self._is_attribute(scene, side)):
                continue
            if self._is_of_kin(scene, side, low):
                continue
            if self._is_seat(scene, side):
                continue
            if (owner := self._relative_of(scene, at, start)) is not None:
                return self._with_fellows(scene, owner, low, taken) if scene.sides[owner].key not in taken else []
            if side.kind == "state" and self._is_of_place(scene, side):
                placed = placed or self._with_fellows(scene, at, low, taken)
                continue
            if self._is_kin_told_of(scene, side) and (meant := self._in_focus(side.start, taken | {side.key})):
                return meant
            if self._is_governed(scene, side):
                fellows = self._with_fellows(scene, at, low, taken)
                if len(fellows) > 1 and not self._is_governed(scene, fellows[0]):
                    return fellows
                skipped = skipped or (side if side.kind == "person" else None)
                continue
            return self._with_fellows(scene, at, low, taken)
        return [skipped] if skipped else placed

    def _relative_of(self, scene: Scene, at: int, start: int) -> int | None:
        """Give whose clause a side stands in: "|A|, yang baru menerima B di X, terbang", None if in nobody's."""
        side = scene.sides[at]
        behind = scene.between(side.end, start)
        if at == 0 or "," not in behind:
            return None
        last = tokens(behind[behind.rindex(",") + 1 :])
        if len(last) > _ADVERBS or any(map(self.words.is_verb, last)):
            return None
        owner = scene.sides[at - 1]
        if side.start - owner.end > REACH:
            return None
        between = tokens(scene.between(owner.end, side.start))
        is_relative = between[:1] == [","] and between[1:2] and between[1] in self.words.relative
        return at - 1 if is_relative and owner.kind == "person" and "," not in between[1:] else None

    def _is_seat(self, scene: Scene, side: Side) -> bool:
        """True for the house of a body, which is gone to: "menyambangi |Kantor KPK|"."""
        name = scene.between(side.start, side.end)
        return side.kind == "body" and tokens(name)[0] in self.words.seats and name not in seats()

    def _is_of_place(self, scene: Scene, side: Side) -> bool:
        """True for the state of a place that is gone to or stayed at: "ke Sochi, |Rusia|, untuk bertemu"."""
        before = scene.between(side.start - _LED, side.start)
        return before.endswith(", ") and self.words.forms["of_place"].search(before) is not None

    def _is_attribute(self, scene: Scene, side: Side) -> bool:
        """True for a state that no delegate stands before and no verb after: "warga |AS|"."""
        before = tokens(scene.between(side.start - 30, side.start))[-1:]
        if before and before[0] in self.words.delegates | self.words.joining:
            return False
        return (
            bool(before) and before[0] not in ".,;" and not self._acts(scene, side) and not self._is_told(scene, side)
        )

    def _is_told(self, scene: Scene, side: Side) -> bool:
        """True for who is to do what follows: "mendesak |Korea Utara| untuk menghentikan …"."""
        words = list(re.finditer(r"[\w-]+|\S", scene.between(side.end, side.end + 40)))[:2]
        if len(words) < 2 or words[0].group().lower() not in self.words.controlling:
            return False
        return self.words.is_verb(words[1].group().lower())

    def _is_governed(self, scene: Scene, side: Side) -> bool:
        """True if a preposition leads to the phrase that ends in this name, or it is who "disebut |Ani| menemui"."""
        words = tokens(scene.between(side.start - 60, side.start))[-7:]
        if words and words[-1] in self.lex.cues.passive:
            return True
        for word in reversed(words):
            if word in self.words.there:
                return False  # "mengatakan, di |sana| A akan bertemu B"
            if word in self.words.prepositions or word in self.words.accompanied:
                return True
            if word in '.,;:“”"' or word in self.words.breaks or self.words.is_verb(word):
                return False
        return False

    def _with_fellows(self, scene: Scene, at: int, low: int, taken: set[str]) -> list[Side]:
        out = [scene.sides[at]]
        for before in range(at - 1, max(-1, at - _MOST), -1):
            side = scene.sides[before]
            gap = tokens(scene.between(side.end, out[0].start))
            joined = set(gap) & (self.words.joining | self.words.company)
            if side.start < low or len(gap) > 8 or not joined or set(gap) & self.words.placing:
                break
            if len(out) == 1 and gap[:1] == [","] and not set(gap[1:]) & (self.words.joining | self.words.company):
                break
            if "," in gap and self._is_governed(scene, side) and not self._is_governed(scene, out[0]):
                break  # "Menurut A, Menteri B …": the phrase of the preposition ends at the comma
            if any(w in '.;:“”"' or self.words.is_verb(w) for w in gap) or set(gap) & self.words.relative:
                break
            if side.key not in taken:
                out.insert(0, side)
        return [*self._with_pronoun(scene, out[0], taken), *out]

    def _with_pronoun(self, scene: Scene, first: Side, taken: set[str]) -> list[Side]:
        """Give whom the pronoun of "|ia| dan Presiden A" stands for."""
        words = tokens(scene.between(first.start - _LED, first.start))
        joined = max((at for at, word in enumerate(words) if word in self.words.joining), default=0)
        if not joined or words[joined] == "," or words[joined - 1] not in self.lex.speakers.single:
            return []
        office = words[joined + 1 :]
        if joined > 1 and words[joined - 2] in self.words.prepositions:
            return []
        return self._in_focus(first.start, taken | {first.key}) if not office or self.reader.is_office(office) else []

    def _behind(self, scene: Scene, stop: int, taken: set[str]) -> list[Side]:
        """Give the subject of the main clause: "Usai bertemu A, |B| mengatakan …"."""
        first = ending_before(scene.sides, stop)
        for side in scene.sides[first : first + 4]:
            gap = scene.between(stop, side.start)
            if side.start - stop > REACH or "." in gap:
                break
            told = side.kind == "person" or (side.kind == "state" and self._acts(scene, side))
            if "," in gap and told and side.key not in taken and not self._is_governed(scene, side):
                return [side]
        return []

    def _meant(self, scene: Scene, clause: str, start: int, taken: set[str]) -> list[Side]:
        """Give the person that a pronoun or a bare office stands for."""
        words = set(tokens(clause[-80:]))
        if words & self.lex.speakers.single:
            if words & self.words.first_person:  # "saya mendampingi beliau": not the one who speaks
                taken = taken | {self.view.persons[i].name for i in self.focus[:1]}
            return self._in_focus(start, taken) or self._named_just_now(scene, start, taken)
        index = self.reader.by_role(clause[-80:])
        if index is not None and self.view.persons[index].name not in taken:
            return [self.person(index, start)]
        return []

    def _named_just_now(self, scene: Scene, start: int, taken: set[str]) -> list[Side]:
        """Give the last person before in the sentence, as whom a pronoun means where nobody was spoken of yet."""
        people = [s for s in scene.last_sides(start) if s.person is not None and s.key not in taken]
        return [self.person(p, start) for s in people[-1:] if (p := s.person) is not None]

    def _quoting(self, scene: Scene, start: int, taken: set[str]) -> list[Side]:
        """Give who says "saya bertemu …", or says so right after, else the person spoken of."""
        before = tokens(scene.between(start - 100, start))
        if not set(before) & self.words.first_person:
            return []
        first = ending_before(scene.sides, start)
        for side in scene.sides[first : first + 5]:
            if side.kind == "person" and side.key not in taken and self._speaks(scene, side):
                return [side]
        return self._in_focus(start, taken)

    def _telling(self, scene: Scene, end: int, taken: set[str]) -> list[Side]:
        """Give who says so in a sentence without marks: "|A| mengatakan B meneleponnya", "menurut |A|, B …"."""
        first = next((s for s in scene.sides[:4] if s.kind == "person" and s.key not in taken and s.end < end), None)
        if first is None or end - first.end > 2 * REACH or '"' in scene.between(first.end, end):
            return []
        if self._is_governed(scene, first):
            return [first] if self._is_telling(scene, first) else []
        behind = tokens(scene.between(first.end, end))[:3]
        return [first] if any(word in self.lex.cues.active for word in behind) else []

    def _speaks(self, scene: Scene, side: Side) -> bool:
        before = tokens(scene.between(side.start - 80, side.start))
        cue = max((at for at, word in enumerate(before) if word in self.lex.cues.after), default=None)
        return cue is not None and self.words.placing.isdisjoint(before[cue:])

    # -- nouns ---------------------------------------------------------------------------------

    def of_noun(self, scene: Scene, start: int, end: int, noun: str) -> tuple[list[Side], int]:
        """Give who meets at a noun: "pertemuan (antara) A dan B", "A menggelar pertemuan dengan B"."""
        after, lead = self._named_after(scene, end)
        stop = after[-1].end if after else end
        guided = bool(self.words.partner & {*lead, noun.split()[-1]})  # "jumpa pers |bersama|"
        if len(after) >= 2 and not (guided and not set(lead) & self.words.among and not self._own(noun)):
            return list(distinct(after)), stop
        if set(lead) & self.words.among and not self._own(noun):
            return after, stop
        owned = self._own(noun) or (guided and self._is_his(lead))
        if after and (guided or owned):
            subjects = self._owner(scene, start, stop, after) if owned else []
            subjects = subjects or self.subjects(scene, start, stop, after)
            told = subjects and self.says(subjects[-1], scene, start) and not self.leads(subjects[-1])
            if told and not (owned and self._tells_of_his(scene, subjects[-1], start)):
                subjects = []
            return list(distinct([*subjects, *after])), stop
        if not after and (pair := self._addressing(scene, start, noun) or self._both_behind(scene, start, end)):
            return pair, end
        group = self._group(scene, end) if not after else None
        if group and self.words.partner & set(tokens(scene.between(end, group.end))):
            return list(distinct([*self.subjects(scene, start, group.end, []), group])), group.end
        if not after and self._holds(scene, start):
            subjects = self.subjects(scene, start, end, [])
            if len(subjects) >= 2:
                return list(distinct(subjects)), end
        return after, stop

    def _tells_of_his(self, scene: Scene, subject: Side, start: int) -> bool:
        """True for "A mengungkapkan |pertemuan terakhirnya| dengan B": A's own, unless A speaks for somebody."""
        person = self.view.persons[subject.person] if subject.person is not None else None
        role = tokens(person.role or "") if person else []
        between = tokens(scene.between(subject.end, start))
        while between and between[-1] in self.words.opening:
            between.pop()  # "mengaku |usai| pertemuannya dengan B"
        is_told = bool(between) and between[-1] in self.lex.cues.active
        return is_told and self.words.speakers_for.isdisjoint(role)

    def _owner(self, scene: Scene, start: int, stop: int, after: list[Side]) -> list[Side]:
        """Give whose "pertemuannya" it is: the person named last before, or the subject of the main clause behind."""
        taken = {s.key for s in after}
        opens = scene.start < start < scene.start + REACH and not scene.last_sides(start)
        if opens and self._opened(scene.between(scene.start, start)) and (behind := self._behind(scene, stop, taken)):
            return behind
        for side in reversed(scene.last_sides(start)):
            if side.kind == "person" and side.key not in taken:
                return [side]
        return self._in_focus(start, taken)

    def _own(self, noun: str) -> bool:
        return noun.endswith(self.words.own)

    def _is_his(self, lead: list[str]) -> bool:
        """True for "perjumpaan |ketiganya| dengan A"."""
        return (
            bool(lead)
            and lead[0].endswith(self.words.own)
            and lead[0].removesuffix(self.words.own) in self.words.ordinals
        )

    def _holds(self, scene: Scene, start: int) -> bool:
        before = tokens(scene.between(start - 50, start))[-4:]
        return bool(self.words.holding & set(before)) or bool(self.words.opening & set(before[-2:]))

    def _named_after(self, scene: Scene, end: int) -> tuple[list[Side], list[str]]:
        """Give the sides right after a noun, and the words that lead to them."""

        def begins(gap: list[str], side: Side) -> bool:
            return self.words.verbs.isdisjoint(gap) and self._leads_in(scene, gap, side)

        def goes_on(scene: Scene, gap: list[str], out: list[Side], side: Side) -> bool:
            return self._coordinated(scene, gap, out, side) or self._meets_in(gap, out)

        return self._run_of_sides(scene, end, begins, goes_on)

    def _meets_in(self, gap: list[str], out: list[Side]) -> bool:
        """True for "pertemuan A di Jenewa dengan |B|"."""
        if len(out) != 1 or len(gap) > _GAP or not self.words.partner & set(gap) or any(w in '.;:,“”"' for w in gap):
            return False
        return not any(map(self.words.is_verb, gap))

    def _leads_in(self, scene: Scene, gap: list[str], side: Side) -> bool:
        """True if the words between a noun and a name make the named one take part."""
        if self.words.partner & set(gap):
            return side.kind == "person" or self._stands_for_state(scene, gap, side)
        short = len(gap) <= (6 if side.kind == "person" else 3)
        return short and not self._opens(gap) and not set(gap) & (self.words.breaks | self.words.origin | {","})


def _unbracketed(gap: list[str]) -> list[str]:
    """The words without a short form: "menteri komunikasi |(menkominfo)|"."""
    if "(" not in gap or ")" not in gap:
        return gap
    opened, closed = gap.index("("), gap.index(")")
    return gap if closed != opened + 2 else gap[:opened] + gap[closed + 1 :]
