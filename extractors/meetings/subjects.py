"""Who does what an encounter tells: the subject before it, behind it, or meant by a pronoun or a bare office."""

import re
from dataclasses import dataclass
from itertools import pairwise

from extractors.meetings.rows import LED, MOST, REACH, Rows, Scene
from extractors.meetings.sides import Side, ending_before, tokens
from extractors.states import seats

ADVERBS = 3
"""Words between the comma that ends a clause and the verb at most: ", |tiba-tiba| terbang"."""
_AHEAD = 45
"""Characters of a main clause that names nobody at most."""
_DESCRIBED = 140
"""Characters of "politikus berhaluan kiri-tengah yang …  itu" and the words before it at most."""
_DATELINE = re.compile(r"[^-–—]*[-–—]+\s*|\s*")
"""What stands before a sentence that begins with its verb: nothing, or the place where it was written."""


@dataclass(slots=True)
class Subjects(Rows):
    """Finds who does what is told."""

    def subjects(self, scene: Scene, start: int, stop: int, objects: list[Side]) -> list[Side]:
        """Give who does what is told at ``start``; ``stop`` is where the objects end."""
        taken = {o.key for o in objects}
        count = ending_before(scene.sides, start)
        if unlisted := self.reader.unlisted(max(scene.start, start - REACH), start):
            return [unlisted]
        before = scene.between(max(scene.start, start - REACH), start)
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
            if side.key not in taken and not self.is_governed(scene, side):
                together = [side, *self.following(scene, side, nearest.end)]  # "|A dan istrinya, B,| tiba dan …"
                return [self.person(s.person, nearest.end) for s in together if s.person is not None]
        before = clause[: max(0, nearest.start - (start - len(clause)))]
        if not self.words.tells(before):
            return []
        return self._meant(scene, before, nearest.start, taken | {nearest.key})  # "|sang presiden| menemui A, lalu …"

    def _is_passed(self, scene: Scene, nearest: Side, start: int) -> bool:
        """True for an object behind which the sentence goes on: "menemui |A|, kemudian terbang ke X untuk …"."""
        between = tokens(scene.between(nearest.end, start))
        on = next((at for at, word in enumerate(between) if word in self.words.going_on), None)
        before = tokens(scene.between(nearest.start - LED, nearest.start))
        verb = max((at for at, word in enumerate(before) if self.words.is_verb(word)), default=None)
        if on is None or verb is None or any(map(self.words.is_verb, between[:on])):
            return False
        office, follows = before[verb + 1 :], between[on + 1 :]
        if not follows or (office and not self.reader.is_office(office)):
            return False
        return self.words.is_verb(follows[0]) or set(follows) <= self.words.auxiliaries | self.lex.clauses.adverbs

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
            is_told_by = self._is_telling(scene, side) or not self.is_governed(scene, side)
            if side.person is not None and side.key not in taken and is_told_by:
                return [self.person(side.person, start)]
        return []

    def _is_telling(self, scene: Scene, side: Side) -> bool:
        """True for who a sentence is told after: "menurut |A|, …"."""
        before = tokens(scene.between(scene.start, min(side.start, scene.start + LED)))[:1]
        return bool(before) and before[0] in self.lex.cues.according

    def _opened(self, clause: str) -> str | None:
        """Give the text from the word that opens a clause without a subject: "|usai bertemu"."""
        last = clause.split(",")[-1]
        found = list(re.finditer(r"\w[\w-]*", last))[-6:]
        words = [match.group().lower() for match in found]
        for at, (word, behind) in enumerate(pairwise([*words, ""])):
            opens = word in self.words.opening and not self._is_of_office(words[max(0, at - 1) : at + 2])
            if opens and behind not in self.words.pointers and not behind.isdigit():  # "pada 2 Oktober"
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
            if self.is_governed(scene, side):
                fellows = self._with_fellows(scene, at, low, taken)
                if len(fellows) > 1 and not self.is_governed(scene, fellows[0]):
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
        if len(last) > ADVERBS or any(map(self.words.is_verb, last)):
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
        before = scene.between(side.start - LED, side.start)
        return before.endswith(", ") and self.words.is_of_place(before)

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

    def is_governed(self, scene: Scene, side: Side) -> bool:
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
        for before in range(at - 1, max(-1, at - MOST), -1):
            side = scene.sides[before]
            gap = tokens(scene.between(side.end, out[0].start))
            joined = set(gap) & (self.words.joining | self.words.company)
            if side.start < low or len(gap) > 8 or not joined or set(gap) & self.words.placing:
                break
            if len(out) == 1 and gap[:1] == [","] and not set(gap[1:]) & (self.words.joining | self.words.company):
                break
            if any(word in self.lex.cues.after for word in gap):
                break  # "tim A, |tutur B|, juga menemui C"
            if "," in gap and self.is_governed(scene, side) and not self.is_governed(scene, out[0]):
                break  # "Menurut A, Menteri B …": the phrase of the preposition ends at the comma
            if any(w in '.;:“”"' or self.words.is_verb(w) for w in gap) or set(gap) & self.words.relative:
                break
            if side.key not in taken:
                out.insert(0, side)
        return [*self._with_pronoun(scene, out[0], taken), *out]

    def _with_pronoun(self, scene: Scene, first: Side, taken: set[str]) -> list[Side]:
        """Give whom the pronoun of "|ia| dan Presiden A" stands for."""
        words = tokens(scene.between(first.start - LED, first.start))
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
            office = tokens(gap.rpartition(",")[2])
            told = told and not any(map(self.words.is_verb, office))  # ", lalu |menjamu| A"
            if "," in gap and told and side.key not in taken and not self.is_governed(scene, side):
                return [side]
        return []

    def _meant(self, scene: Scene, clause: str, start: int, taken: set[str]) -> list[Side]:
        """Give the person that a pronoun or a bare office stands for."""
        words = set(tokens(clause[-80:]))
        if words & self.lex.speakers.single:
            if words & self.words.first_person:  # "saya mendampingi beliau": not the one who speaks
                taken = taken | {self.view.persons[i].name for i in self.focus[:1]}
            return self._in_focus(start, taken) or self._named_just_now(scene, start, taken)
        if self._is_description(tokens(clause[-_DESCRIBED:])):
            return self._in_focus(start, taken)
        held = [i for i in self.reader.by_role(clause[-_DESCRIBED:]) if self.view.persons[i].name not in taken]
        index = next((i for i in self.focus if i in held), None) if len(held) > 1 else next(iter(held), None)
        return [] if index is None else [self.person(index, start)]

    def _is_description(self, words: list[str]) -> bool:
        """True for "pemimpin 74 tahun itu telah", "politikus yang kalah tipis tersebut": who was told of before."""
        first = next((at for at, word in enumerate(words) if word in self.words.described), None)
        if first is None or (first and words[first - 1] in self.words.prepositions):
            return False
        pointers = self.words.pointers & self.lex.speakers.demonstratives
        last = next((at for at in range(first + 1, len(words)) if words[at] in pointers), None)
        if last is None or words[last + 1 : last + 2] == [","]:
            return False
        return all(word[0].isalnum() for word in words[first:last])

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
        if self.is_governed(scene, first):
            return [first] if self._is_telling(scene, first) else []
        behind = tokens(scene.between(first.end, end))[:3]
        return [first] if any(word in self.lex.cues.active for word in behind) else []

    def _speaks(self, scene: Scene, side: Side) -> bool:
        before = tokens(scene.between(side.start - 80, side.start))
        cue = max((at for at, word in enumerate(before) if word in self.lex.cues.after), default=None)
        return cue is not None and self.words.placing.isdisjoint(before[cue:])
