"""Who stands in a row behind a verb or noun of encounter: "bertemu |A, B, dan C|", and who was spoken of before."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import attrgetter

from extractors.meetings.sides import Side, SideReader, ending_before, tokens
from extractors.meetings.words import MeetingWords
from extractors.statements.lexicon import Lexicon
from extractors.statements.quotes import Quote
from extractors.statements.view import View

REACH = 140
"""Characters between an encounter and one who takes part, at most."""
LED = 60
"""Characters of an office, a kinship or a word of leading before a name at most."""
LEAD = 12
"""Words between an encounter and the first who takes part at most."""
GAP = 9
"""Words between two who take part at most."""
MOST = 12
"""Sides of one encounter that are read at most."""
_MARKED_WORDS = re.compile(r'["“](\w+(?:[ -]\w+){0,3})["”]')
"""Up to four words in marks of their own, without any other sign among them."""


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
        return self.sides[first : first + 2 * MOST]

    def last_sides(self, at: int) -> list[Side]:
        """Give the sides before an offset, as many as one encounter may have."""
        last = ending_before(self.sides, at)
        return self.sides[max(0, last - MOST) : last]

    def between(self, low: int, high: int) -> str:
        """Give the text between two offsets of the article."""
        return self.text[max(0, low - self.start) : max(0, high - self.start)]


def with_words_unmarked(text: str) -> str:
    """The text with blanks for the marks around a few words, which do not part a sentence: 'bertemu "empat mata" A'."""
    return _MARKED_WORDS.sub(r" \1 ", text)


Begins = Callable[[list[str], Side], bool]
GoesOn = Callable[[Scene, list[str], list[Side], Side], bool]


@dataclass(slots=True)
class Rows:
    """Finds who stands in a row after an encounter, and knows who was spoken of.

    ``focus`` holds the persons last spoken of, the latest first, ``latest`` those of the last sentence that names any,
    which ends at ``latest_end``, ``latest_states`` the states of the last one that names several, each row of those
    coordinated apart.
    """

    view: View
    lex: Lexicon
    words: MeetingWords
    reader: SideReader
    focus: list[int] = field(default_factory=list)
    latest: list[int] = field(default_factory=list)
    latest_states: list[list[str]] = field(default_factory=list)
    latest_end: int = 0

    def attend(self, scene: Scene, quotes: tuple[Quote, ...]) -> None:
        """Move the focus on to the persons of a sentence that was read; who is named in its quotations comes last."""
        people: dict[int, None] = {}
        told: dict[int, None] = {}
        for side in scene.sides:
            if side.person is not None:
                people.setdefault(side.person)
                at = bisect_right(quotes, side.start, key=attrgetter("start"))
                if not at or quotes[at - 1].end <= side.start:
                    told.setdefault(side.person)
        self.focus = list(dict.fromkeys([*told, *self.focus, *people]))[:4]
        if people:
            self.latest, self.latest_end = list(people), scene.end
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
        said = [w for w in between if w not in self.words.holding]  # "|melanjutkan| perjalanan" says nothing
        return any(w in self.lex.cues.active or w in self.lex.cues.after for w in said)

    # -- rows ----------------------------------------------------------------------------------

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
            if is_shown and self.words.alongside.isdisjoint(gap):
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
            if len(out) == MOST or side.start - at > REACH:
                break
            gap = tokens(scene.between(at, side.start))
            if self._is_of_kin(scene, side, at):
                kin_gap, kin_from, at = gap[: self._last_kin(gap)], at, side.end
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
        before = tokens(scene.between(max(low, side.start - LED), side.start))
        kin = self._last_kin(before)
        office = before[kin + 1 :] if kin is not None else [","]
        if side.kind != "person" or "," in office or (office and not self.reader.is_office(office)):
            return False
        last = scene.sides[max(0, ending_before(scene.sides, side.start) - 1)]
        is_behind = last.kind == "person" and last.end < side.start and scene.between(last.end, last.end + 1) == ","
        return is_behind or scene.text[side.end - scene.start : side.end - scene.start + 2] == ", "

    def _last_kin(self, words: list[str]) -> int | None:
        """Where the last word of kinship stands, None without one."""
        return max((at for at, word in enumerate(words) if word in self.lex.speakers.kin), default=None)

    def _is_kin_told_of(self, scene: Scene, side: Side) -> bool:
        """True for "putra |X| itu": one spoken of before, by whose kin he is."""
        before = tokens(scene.between(side.start - LED, side.start))[-1:]
        behind = tokens(scene.between(side.end, side.end + LED))[:1]
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
        if len(gap) > LEAD or any(w in '.;:“”"' for w in gap) or not self._describes(gap):
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
        if len(gap) > GAP or any(w in '.;:“”"' for w in gap) or (set(gap) & self.words.placing and not is_later):
            return False
        if not set(gap) & (self.words.joining | self.words.partner):
            return False
        if any(self.words.is_verb(w) for w in gap) or set(gap) & self.words.relative or self._opens(gap):
            return False
        if side.kind != "person" and out[-1].kind == "person" and not self._stands_for_state(scene, gap, side):
            return False
        is_closed = gap[:1] == [","] and gap[1:2] != [","] and bool(set(gap[1:2]) & self.words.joining)
        if is_closed and (len(out) > 1 or is_set_off(scene, out[-1])):
            return True  # "A, B, |dan C| bertemu", "Menteri Peru, A, |dan B| bertemu"
        return "," not in gap or not self._acts(scene, side)

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


def is_set_off(scene: Scene, side: Side) -> bool:
    """True for a name set off behind its office: "Menteri Luar Negeri Peru|, A|, dan B bertemu"."""
    return "," in scene.between(side.start, side.end)


def _unbracketed(gap: list[str]) -> list[str]:
    """The words without a short form: "menteri komunikasi |(menkominfo)|"."""
    if "(" not in gap or ")" not in gap:
        return gap
    opened, closed = gap.index("("), gap.index(")")
    return gap if closed != opened + 2 else gap[:opened] + gap[closed + 1 :]
