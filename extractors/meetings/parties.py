"""Who meets at a verb or noun of encounter: those who do it, those it is done to, those it brings together."""

import re
from dataclasses import dataclass, field, replace

from extractors.meetings.rows import GAP, LEAD, LED, MOST, REACH, Scene, is_set_off
from extractors.meetings.sides import Side, distinct, tokens
from extractors.meetings.subjects import ADVERBS, Subjects
from extractors.words import Words

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
_GROUPED = 90
"""Characters from an encounter to the unnamed people who are met, at most."""
_MANNER_WORDS = 6
"""Words between an encounter and "dengan" at most: "berunding |selama sembilan jam| dengan"."""
_MANNER = 2
"""Words between a verb and "oleh" at most: "diterima |dengan hangat| oleh"."""
_CAPITAL_BEHIND = re.compile(r"\s+[A-Z]")
"""A name goes on: "menteri| Keuangan|"."""
_LEAD_WORD = re.compile(r"(\w+)\s+")
"""What leads from people to where they are from: "rombongan |dari| Nairobi"."""


@dataclass(slots=True)
class Parties(Subjects):
    """Finds who takes part. ``_met`` are the words for people of office whom one meets."""

    _met: Words = field(init=False)

    def __post_init__(self) -> None:
        officials = (role for role, is_official in self.lex.speakers.roles.items() if is_official)
        self._met = self.words.met_groups.union(officials) - self.words.on_duty

    # -- verbs ---------------------------------------------------------------------------------

    def of_verb(self, scene: Scene, start: int, end: int, verb: str) -> tuple[list[Side], int]:
        """Give who meets at a verb, and where the last of its objects ends."""
        is_topic, is_shown = verb in self.words.topical, verb in self.words.side_by_side
        objects = self.objects(scene, end, guided=verb in self.words.guided, is_topic=is_topic, is_shown=is_shown)
        objects = objects or self._office_told_of(scene, end, guided=verb in self.words.guided)
        if asked := self._asked_along(scene, start):
            return asked, end
        if not objects and (verb in self.words.guided or self.words.kind_of(verb) == "call"):
            objects = self._with_first(scene, start)
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
            return self._with_unnamed(scene, start, end, verb)
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
        if not objects and verb in self.words.without_object and any(s.kind == "person" for s in subjects):
            objects = self._callee_meant(scene, end, subjects)
        if not objects and subjects and (group := self._group_met(scene, end, verb)):
            objects = [group, *self._named_of_group(scene, group)]
            stop = objects[-1].end
        if not subjects and objects and (group := self.group_before(scene, start)):
            subjects = [group]
        if not objects and len(subjects) == 1 and verb not in self.words.persons_only:
            subjects = [*self._inviting(scene, subjects[0], start), *subjects]
        several = sum(s.kind == "person" for s in subjects) > 1 or self._delegations(scene, subjects)
        is_long = self.words.forms["at_length"].match(scene.between(stop, stop + _PHONE)) is not None
        is_shared = self._is_of_both(verb, subjects) or is_long or self.is_by_phone(scene, stop, stop)
        if not objects and (len(subjects) < 2 or (verb in self.words.persons_only and not is_shared)):
            return [], end
        if not objects and verb in self.words.guided and not several:
            return [], end
        if verb in self.words.received and not subjects:
            return [], end  # "uang yang |diterima| A dan B"
        return list(distinct([*subjects, *objects])), stop

    def _with_unnamed(self, scene: Scene, start: int, end: int, verb: str) -> tuple[list[Side], int]:
        """Give who receives unnamed people, brings them together, or is received by them."""
        group: Side | None = None
        if verb in self.words.received:
            group = self._group(scene, end)
        elif verb in self.words.gathering:
            group = self._group(scene, end, self.words.met_groups)
        elif verb in self.words.hosting:
            group = self._group(scene, end, self.words.sent)
        subjects = self.subjects(scene, start, end, []) if group else []
        is_told = any(s.kind == "person" for s in subjects) and not self.says(subjects[-1], scene, start)
        return ([*subjects, group], group.end) if group and is_told else ([], end)

    def _asked_along(self, scene: Scene, start: int) -> list[Side]:
        """Give who asks, and whom, for "Menteri A |mengajaknya| sarapan" and "B |diajak| Menteri A sarapan"."""
        before = scene.between(start - LED, start)
        words = tokens(before)
        if words and words[-1] in {word + self.words.own for word in self.words.inviting}:
            at = start - len(before) + before.lower().rfind(words[-1])
            subjects = self.subjects(scene, at, start, [])
            asked = self._in_focus(start, {s.key for s in subjects})
            return [*subjects, *asked] if subjects and asked else []
        verb = next((word for word in reversed(words) if word in self.words.asked), None)
        asking = scene.last_sides(start)[-1:]
        if verb is None or not asking or asking[0].kind != "person":
            return []
        at = start - len(before) + before.lower().rfind(verb)
        office, behind = tokens(scene.between(at + len(verb), asking[0].start)), scene.between(asking[0].end, start)
        if asking[0].start < at or behind.strip() or (office and not self.reader.is_office(office)):
            return []
        subjects = [s for s in self.subjects(scene, at, start, asking) if s.kind == "person"]
        return [*subjects, *asking] if subjects else []

    def _with_first(self, scene: Scene, start: int) -> list[Side]:
        """Give A of "|Dengan A|, B juga berbincang": whom a sentence begins with, led by the word for company."""
        first = scene.sides[:1]
        if not first or first[0].kind != "person" or not first[0].end < start < first[0].end + REACH:
            return []
        lead = tokens(scene.between(scene.start, first[0].start))
        lead = lead[1:] if lead[:1] and lead[0] in self.lex.clauses.connectives else lead
        is_led = lead[:1] and lead[0] in self.words.company and (not lead[1:] or self.reader.is_office(lead[1:]))
        behind = tokens(scene.between(first[0].end, start))[:1]
        is_set_off = bool(behind) and (behind[0] == "," or behind[0] in self.lex.speakers.single)
        return first if is_led and is_set_off else []

    def _is_of_both(self, verb: str, subjects: list[Side]) -> bool:
        """True for what only those who meet do, where they are of several states: "A dan B |menandatangani| …"."""
        return verb in self.words.joint and len({s.state for s in subjects if s.state}) > 1

    def is_by_phone(self, scene: Scene, start: int, stop: int) -> bool:
        """True if a telephone is told of right behind an encounter or who talk: "bicara |per telepon| dengan A"."""
        behind = scene.between(start, min(start + _PHONE, stop)).partition(",")[0]
        return any(self.words.phone.search(text) for text in (behind, scene.between(stop, stop + _PHONE)))

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
        pair = self.words.two.match(scene.between(end, end + LED).lstrip())
        is_far = start - scene.start > REACH
        if pair is None or is_far or not self._opened(scene.between(scene.start, start)):
            return []
        behind = self._behind(scene, end, set())
        together = [*behind, *self.following(scene, behind[0], scene.end)] if behind else []
        return together if len(together) == 2 else []

    def _addressing(self, scene: Scene, start: int, end: int, noun: str) -> list[Side]:
        """Give A and B of "A memperingatkan B … dalam percakapan telepon", "… |dalam| pertemuan di X"."""
        if (
            self.words.kind_of(noun) != "call"
            and not set(tokens(scene.between(start - LED, start))[-1:]) & self.words.within
        ):
            return []
        opens = start == scene.start and scene.between(end, end + 1) == ","  # "|Lewat telepon|, A meminta B …"
        people = [s for s in scene.sides[:4] if s.kind == "person" and (opens or s.end <= start)]
        if len(people) < 2 or people[0].state == people[1].state or self.is_governed(scene, people[0]):
            return []
        if people[1].start - people[0].end > REACH:
            return []
        between = tokens(scene.between(people[0].end, people[1].start))
        is_done = len(people) == 2 and any(map(self.words.is_verb, between[:ADVERBS]))
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
        heads = self._met if heads is None else heads
        at = end - scene.start
        words = list(re.finditer(r"\s*([\w-]+|\S)", scene.text[at : at + _GROUPED]))
        for count, word in enumerate(words[self._led_by(words) :]):
            lower = word.group(1).lower()
            if lower in heads:
                return self._group_of_body(end, end + word.end(), end + word.end() + 1)
            is_mark = lower in self.words.group_marks or lower in self.lex.speakers.numbers
            if count > 3 or not (is_mark or lower.isdigit()):
                return None
        return None

    def _group_met(self, scene: Scene, end: int, verb: str) -> Side | None:
        """Give unnamed people of office met at a verb: "berbicara |dengan direktur|", not "juru |bicara direktur|"."""
        group = self._group(scene, end) if verb not in self.words.topical else None
        is_led = group and not self.words.partner.isdisjoint(tokens(scene.between(end, group.end)))
        if group is None or not (is_led or verb not in self.words.guided):
            return None
        held = self.reader.by_role(scene.between(end, group.end))
        is_more = bool(_CAPITAL_BEHIND.match(self.view.text, group.end))  # "menteri |Keuangan|"
        return self.person(held[0], group.end) if len(held) == 1 and not group.name and not is_more else group

    def _led_by(self, words: list[re.Match[str]]) -> int:
        """How many words lead to those met: "berunding |berjam-jam dengan| A", "diterima |oleh| A"."""
        lower = [word.group(1).lower() for word in words[:_MANNER_WORDS]]
        leading = self.words.partner | self.words.doing
        led = next((at for at, word in enumerate(lower) if word in leading), None)
        is_manner = not any(w in self.words.prepositions or self._parts(w) for w in lower[:led])
        return led + 1 if is_manner and led is not None else 0

    def _group_of_body(self, start: int, end: int, at: int) -> Side:
        """Give people of office by the body named at an offset, or the place they are from: "pimpinan |KPK|"."""
        named = next(iter(self.view.named_between(at, at + 1)), None)
        if named is not None and named.kind == "organization":
            body = self.view.organizations[named.index]
            return Side(start, max(end, named.end), "group", body.name, body.state)
        lead = _LEAD_WORD.match(self.view.text, at)
        is_from = lead is not None and lead.group(1) in self.words.origin
        state = self.view.state_of_place(lead.end(), lead.end() + 1) if lead and is_from else None
        return Side(start, end, "group", None, state)

    def _is_called_on(self, scene: Scene, start: int, subjects: list[Side]) -> bool:
        """True where it is people whom others come to, not "kota yang didatangi A"."""
        is_person = any(side.kind == "person" for side in subjects)
        return is_person and self.words.relative.isdisjoint(tokens(scene.between(start - LED, start))[-1:])

    def _named_of_group(self, scene: Scene, group: Side) -> list[Side]:
        """Give those of a group who are named: "bertemu sejumlah tokoh, |antara lain A dan B|"."""
        named = next((s for s in scene.next_sides(group.end) if s.kind == "person"), None)
        named = named if named and named.start - group.end < REACH else None
        gap = tokens(scene.between(group.end, named.start)) if named else []
        if named is not None and gap[-1:] == [","] and not any(map(self._parts, gap[:-1])):
            return [named]  # "menjamu pejabat senior Korea Utara, |X|"
        told = self.words.such_as.search(scene.between(group.end, group.end + LED))
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
        heads = (
            (self.words.met_groups | self.lex.speakers.roles.keys()) - self.words.on_duty if heads is None else heads
        )
        clause = re.split(r"[.,;:\"“”]", scene.between(max(scene.start, start - LED), start))[-1]
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
        first = next((n.start for n in self.view.named_between(start - len(clause), start)), start)
        return self._group_of_body(start - len(clause), start, first)

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
            if len(out) == MOST or len(gap) > LEAD or any(w in '.;:“”"' or self.words.is_verb(w) for w in gap):
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

    def _callee_meant(self, scene: Scene, end: int, subjects: list[Side]) -> list[Side]:
        """Give who is called where nobody is named: "sikapnya berubah setelah A |menelepon| dari B"."""
        behind = tokens(scene.between(end, end + LED))[:1]
        is_bare = not behind or behind[0] in self.words.prepositions or not behind[0].isalpha()
        return self._in_focus(end, {s.key for s in subjects}) if is_bare else []

    def _handed_to(self, scene: Scene, end: int) -> list[Side]:
        """Give to whom something is said or given where he is: "menyampaikan pesan |kepada Presiden B| di X"."""
        found = self.words.forms["handed_to"].match(scene.between(end, end + _HANDED))
        side = next(iter(scene.next_sides(end + found.end())), None) if found else None
        if found is None or side is None or side.kind != "person":
            return []
        office = tokens(scene.between(end + found.end(), side.start))
        behind = scene.between(side.end, side.end + LED)
        is_there = any(self.words.forms[form].match(behind) for form in ("there", "together"))
        is_named = not office or self.reader.is_office(office)
        return [replace(side, start=end)] if is_there and is_named else []

    def _office_told_of(self, scene: Scene, end: int, *, guided: bool) -> list[Side]:
        """Give who holds the office right behind a verb: "menerima |emir itu|", "berunding dengan |emir itu|"."""
        words = tokens(scene.between(end, end + LED))[:_OFFICE_WORDS]
        if words and words[0] in self.words.partner:
            words = words[1:]
        elif guided:
            return []
        pointed = next((at for at, word in enumerate(words) if word in self.lex.speakers.demonstratives), 0)
        held = self.reader.by_role(" ".join(words[:pointed])) if pointed and self.reader.is_office(words) else []
        return [self.person(index, end) for index in held[:1]]

    def _personal(self, scene: Scene, objects: list[Side], end: int) -> bool:
        """True if the first object is a person, or a state's envoy or leader, named right after the verb."""
        if not objects:
            return False
        gap = self._from_doer(tokens(scene.between(end, objects[0].start)))
        gap = gap[1:] if gap[1:] and gap[0] in self.words.doing else gap
        if gap[-1:] == [","] and gap[:-1] and self.reader.is_office(gap):
            gap = gap[:-1]  # "diterima |Gubernur Bali,| A"
        if gap[:1] and self.words.counterparts.search(f"{gap[0]} ") and objects[0].kind == "person":
            return True  # "diterima |koleganya, Letnan Jenderal| A"
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
        behind = tokens(scene.between(objects[-1].end, objects[-1].end + LED))[:1]
        before = tokens(scene.between(subjects[0].start - LED, start))
        mark = self.view.text[objects[-1].end : objects[-1].end + 2].strip()
        is_named_so = not self.words.calling.isdisjoint(behind) or mark[:1] in ('"', "“")  # 'memanggil A |"…"|'
        is_wished = not self.words.unreal.isdisjoint(before)
        return [] if is_wished or is_named_so else [*subjects, *objects]

    def _called(self, scene: Scene, start: int, end: int, objects: list[Side]) -> tuple[list[Side], int]:
        """Give who is called in: an official by who leads the state, an envoy by those of another state."""
        subjects = self.subjects(scene, start, end, [])
        if objects and self.leads(objects[0]) and all(map(self.is_official, subjects)):
            return ([*subjects, objects[0]], objects[0].end) if subjects else ([], end)
        envoys = [s for s in subjects if self._is_envoy(s)]
        hosts = [o for o in objects if o.state is not None and all(o.state != e.state for e in envoys)]
        return ([*envoys, *hosts], hosts[-1].end) if envoys and hosts else ([], end)

    def is_official(self, side: Side) -> bool:
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

    # -- nouns ---------------------------------------------------------------------------------

    def of_noun(self, scene: Scene, start: int, end: int, noun: str) -> tuple[list[Side], int]:
        """Give who meets at a noun: "pertemuan (antara) A dan B", "A menggelar pertemuan dengan B"."""
        if not self.words.called_for.isdisjoint(tokens(scene.between(start - LED, start))[-1:]):
            return [], end
        if self.words.in_turn.search(scene.between(start - LED // 2, start)):
            return [], end  # "menjamu A dan B, masing-masing dalam |jamuan| terpisah"
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
            if not subjects and start == scene.start and lead[:1] and lead[0] in self.words.partner:
                subjects = self._in_focus(start, {s.key for s in after})  # "|Pertemuan| dengan B batal"
            told = subjects and self.says(subjects[-1], scene, start) and not self.leads(subjects[-1])
            if told and not (owned and self._tells_of_his(scene, subjects[-1], start)):
                subjects = []
            return list(distinct([*subjects, *after])), stop
        if not after and (pair := self._addressing(scene, start, end, noun) or self._both_behind(scene, start, end)):
            return pair, end
        group = self._group(scene, end) if not after and noun not in self.words.personal else None
        if group and self.words.partner & set(tokens(scene.between(end, group.end))):
            return list(distinct([*self.subjects(scene, start, group.end, []), group])), group.end
        if not after and (chair := self._chair_behind(scene, end)):
            return list(distinct([*self.subjects(scene, start, chair.end, [chair]), chair])), chair.end
        if not after and self._holds(scene, start):
            subjects = self.subjects(scene, start, end, [])
            if len(subjects) >= 2:
                return list(distinct(subjects)), end
        return after, stop

    def _chair_behind(self, scene: Scene, end: int) -> Side | None:
        """Give who leads what somebody attends: "menghadiri rapat yang dipimpin |B|"."""
        side = next(iter(scene.next_sides(end)), None)
        lead = tokens(scene.between(end, side.start)) if side else []
        at = next((at for at, word in enumerate(lead) if word in self.words.chaired), None)
        if side is None or side.kind != "person" or not at or lead[at - 1] not in self.words.relative:
            return None
        office = [word for word in lead[at + 1 :] if word not in self.words.doing]
        is_near = {",", "."}.isdisjoint(lead[:at]) and (not office or self.reader.is_office(office))
        return side if is_near else None

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
        is_held = bool(self.words.holding & set(before)) or bool(self.words.opening & set(before[-2:]))
        return is_held or not self.words.through.isdisjoint(before[-2:])  # "A dan B sepakat |lewat pembicaraan|"

    def _named_after(self, scene: Scene, end: int) -> tuple[list[Side], list[str]]:
        """Give the sides right after a noun, and the words that lead to them."""

        def begins(gap: list[str], side: Side) -> bool:
            return self.words.verbs.isdisjoint(gap) and self._leads_in(scene, gap, side)

        def goes_on(scene: Scene, gap: list[str], out: list[Side], side: Side) -> bool:
            closed = gap[1:] if gap[:1] == [","] and is_set_off(scene, out[-1]) else gap
            return self._coordinated(scene, gap, out, side) or self._meets_in(closed, out)

        return self._run_of_sides(scene, end, begins, goes_on)

    def _meets_in(self, gap: list[str], out: list[Side]) -> bool:
        """True for "pertemuan A di Jenewa dengan |B|"."""
        if len(out) != 1 or len(gap) > GAP or not self.words.partner & set(gap) or any(w in '.;:,“”"' for w in gap):
            return False
        return not any(map(self.words.is_verb, gap))

    def _leads_in(self, scene: Scene, gap: list[str], side: Side) -> bool:
        """True if the words between a noun and a name make the named one take part."""
        if self.words.partner & set(gap):
            return side.kind == "person" or self._stands_for_state(scene, gap, side)
        short = len(gap) <= (6 if side.kind == "person" else 3)
        return short and not self._opens(gap) and not set(gap) & (self.words.breaks | self.words.origin | {","})
