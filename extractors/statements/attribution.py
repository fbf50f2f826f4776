"""Deciding which cues of a unit attribute content, and to whom.

For every cue, speaker candidates are read where its kind allows them; each gets a score that is
the sum of named features, and the best one above ``THRESHOLD`` is taken. ``Attribution.why`` keeps
the features, so that a decision can be explained and a trained one can replace ``WEIGHTS``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from extractors.statements.cues import Cue
from extractors.statements.lexicon import Lexicon, Words
from extractors.statements.phrases import REDUPLICATED, Phrase, Reader
from extractors.statements.speakers import Resolver, Speaker
from extractors.statements.units import Unit
from extractors.statements.view import Named
from kg.record import SpeakerKind

THRESHOLD = 2.0
WEIGHTS: dict[str, float] = {
    "adjacent": 3.0,
    "after-comma": 1.0,
    "apposition-between": 2.0,
    "adjunct-between": 1.5,
    "coordinated": 0.0,
    "far": -1.0,
    "clause-start": 2.0,
    "after-preposition": -3.0,
    "after-coordinator": -1.5,
    "several": 0.5,
    "follows-cue": 3.0,
    "pronoun-on-cue": 3.0,
    "source:name": 1.0,
    "source:apposition": 1.2,
    "source:pronoun": 1.5,
    "source:group": 1.0,
    "source:role": 0.5,
    "source:organisation": 0.5,
    "source:government": 0.8,
    "source:said": 0.0,
    "source:definite": 0.3,
    "source:unknown": -0.5,
    "modifier": -2.5,
    "held": -3.0,
    "named-at-cue": 2.0,
}
_CANDIDATES = 10
_ADVERBIAL, _TIME = 25, 5
"""Words before the comma that a subject follows: in an adverbial at most, and in a bare time ("Sehari kemudian, …")."""
_FAR = 200
"""Words between a cue and its speaker at most; nobody speaks over a longer way, and none is looked for."""
_HELD = 5
"""Words from "yang" to the office in "yang saat ini juga menjabat ketua" at most."""
_FINDING = 3
"""Words of "survei terbaru lembaga" at most."""
_JUDGED = 8
"""Words behind "Bagi Ani," in which it is told what is judged."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its speakers. ``first``/``last`` are the word indices that the attribution covers.

    ``aside`` marks what is told by the way, in an adverbial clause ("Ketika X bertanya, …") or of a noun ("email yang
    diumumkan X").
    """

    cue: Cue
    speakers: tuple[Speaker, ...]
    first: int
    last: int
    score: float
    why: tuple[str, ...]
    relative: bool = False
    refers_back: bool = False
    aside: bool = False


def score_of(features: tuple[str, ...]) -> float:
    """Sum the weights of the features. The seam where a trained decision may step in."""
    return sum(WEIGHTS.get(feature, 0.0) for feature in features)


@dataclass(slots=True)
class Attributor:
    """Attributes the cues of one unit."""

    reader: Reader
    resolver: Resolver
    lex: Lexicon
    _persons: frozenset[str] | None = None

    @property
    def unit(self) -> Unit:
        """The unit at hand."""
        return self.reader.unit

    def attribute(self, cue: Cue) -> Attribution | None:
        """Give the cue's attribution, or None when it has no plausible speaker."""
        if cue.kind == "after":
            return self._after(cue)
        if cue.kind == "active":
            made = self._active(cue)
            return made if made is None or cue.word not in self.lex.cues.seeing or self._judges(made) else None
        if cue.kind == "according":
            return self._according(cue)
        if cue.kind == "passive":
            return self._passive(cue)
        if cue.kind == "object":
            return self._object(cue)
        return None

    def _judges(self, made: Attribution) -> bool:
        """True for one whose calling it is to judge, and who sees more than meets the eye."""
        roles = (speaker.role or "" for speaker in made.speakers)
        return any(not self.lex.speakers.observers.isdisjoint(role.lower().split()) for role in roles)

    # -- source after the cue ------------------------------------------------------------------

    def _after(self, cue: Cue) -> Attribution | None:
        if cue.own:
            return self._resumed(cue)
        return self._following(cue, cue.last + 1)

    def _resumed(self, cue: Cue) -> Attribution | None:
        quoted = cue.kind == "after" and bool(self.unit.quotes)
        speaker = self.resolver.resume(cue.end, cue.end, named=self._named_persons(), quoted=quoted)
        if speaker is None:
            return None
        return self._made(cue, (speaker,), cue.first, cue.last + 1, ("pronoun-on-cue",))

    def _following(self, cue: Cue, at: int) -> Attribution | None:
        phrases = self._coordinated(at, len(self.unit.words))
        if not phrases and cue.word in self.lex.cues.after and (bare := self.reader.bare(at)) is not None:
            phrases = [bare]
        if not phrases:
            return None
        speakers = self._resolved(phrases)
        features = ("follows-cue", f"source:{phrases[0].source}")
        return self._made(cue, speakers, cue.first, phrases[-1].last, features) if speakers else None

    def _according(self, cue: Cue) -> Attribution | None:
        if cue.own:
            return self._resumed(cue)
        nxt = self.reader.lower(cue.last + 1)
        said = nxt in self.lex.cues.said_nouns or self.reader.lower(cue.last + 2) in self.lex.cues.said_nouns
        if cue.word in self.lex.cues.drawn_from and not said:
            return None
        if nxt in self.lex.cues.said_nouns and self.reader.lower(cue.last + 2) == ",":
            return None  # "Menurut laporan, …": nobody's
        if (nxt in self.lex.cues.not_according or nxt in self.lex.speakers.texts) and not said:
            return None
        made = self._following(cue, cue.last + 1)
        if made and cue.word in self.lex.cues.viewpoint and not self._is_set_off(made):
            return None
        return made

    def _is_set_off(self, made: Attribution) -> bool:
        """True for a person before a comma and a judgement: "Bagi |Ani|, itu terlalu mahal"."""
        told = {self.reader.lower(at) for at in range(made.last + 1, made.last + _JUDGED)}
        is_judged = not told.isdisjoint(self.lex.cues.judging) and self.reader.lower(made.last + 1).isalpha()
        opens = self.reader.lower(made.last + 1) in self.lex.clauses.relative
        known = made.speakers[0].id is not None and made.speakers[0].kind == "person"
        return known and self.reader.lower(made.last) == "," and is_judged and not opens

    def _passive(self, cue: Cue) -> Attribution | None:
        if cue.own:
            return self._resumed(cue)
        at, by = cue.last + 1, False
        while self.reader.lower(at) in self.lex.clauses.adverbs:
            at += 1
        clitic = self.lex.clauses.clitic
        if self.reader.lower(at).removesuffix(clitic) in self.lex.speakers.agent_marks:
            by = True
            if self.reader.lower(at).endswith(clitic):
                return self._resumed(cue)
            at += 1
        made = self._following(cue, at)
        if made is None or not self._agent_holds(cue, made, by):
            return None
        if self.reader.lower(cue.first - 1) in self.lex.clauses.relative:
            return replace(made, aside=True)
        if self._points_back(cue.first) and cue.act not in ("deny", "accuse"):
            return replace(made, refers_back=True)
        return made

    def _agent_holds(self, cue: Cue, made: Attribution, by: bool) -> bool:
        source = made.why[1].removeprefix("source:") if len(made.why) > 1 else ""
        if source in ("unknown", "said"):
            return by and source == "unknown"
        speaker = made.speakers[0]
        if cue.word in self.lex.cues.weak_passive and not by:
            return speaker.kind == "state" or (speaker.kind == "person" and source in ("name", "pronoun"))
        return by or source in ("name", "apposition", "pronoun", "role", "government") or speaker.official

    def _points_back(self, cue_at: int) -> bool:
        window = [self.reader.lower(k) for k in range(max(0, cue_at - 6), cue_at)]
        for noun, pointer in pairwise(window):
            if noun in self.lex.cues.back_nouns and pointer in self.lex.cues.back_pointers:
                return True
        return len(window) == 1 and window[0] in self.lex.cues.thus

    def _object(self, cue: Cue) -> Attribution | None:
        """ "sesuatu yang Moskow dan Pyongyang telah bantah", "apa yang Israel katakan"."""
        end = self._before_adverbs(cue.first)
        for back in range(end - 1, max(-1, end - 12), -1):
            if self.reader.lower(back) in self.lex.clauses.relative:
                phrases = self._coordinated(back + 1, end)
                if phrases and phrases[-1].last == end and phrases[0].source in ("name", "pronoun", "government"):
                    speakers = self._resolved(phrases)
                    features = ("adjacent", f"source:{phrases[0].source}")
                    return self._made(cue, speakers, back, cue.last + 1, features) if speakers else None
                return None
        return None

    # -- source before the cue -----------------------------------------------------------------

    def _before_adverbs(self, at: int) -> int:
        limit = max(0, at - 6)
        while at > limit:
            last = self.reader.lower(at - 1)
            if last in self.lex.clauses.adverbs or REDUPLICATED.fullmatch(last):
                at -= 1
            elif at - 1 > limit and f"{self.reader.lower(at - 2)} {last}" in self.lex.clauses.timed:
                at -= 2
            else:
                break
        return at

    def _active(self, cue: Cue) -> Attribution | None:
        end = self._before_adverbs(cue.first)
        before = self.reader.lower(end - 1)
        near = {self.reader.lower(k) for k in range(max(0, cue.first - 2), cue.first)}
        if near & self.lex.cues.negations and cue.act == "deny":
            cue = replace(cue, act="say")
        elif near & self.lex.cues.negations or before in self.lex.cues.irrealis:
            return None
        if {before, self.reader.lower(cue.first - 1)} & self.lex.cues.hedges:
            return None
        if cue.word in self.lex.cues.showing:
            return self._best(cue, self._clause_low(end), end)
        if before in self.lex.clauses.relative:
            return self._relative(cue, end - 1)
        if before in self.lex.clauses.subordinators and cue.act == "believe":
            return None
        low = self._clause_low(end)
        if low >= end and before in self.lex.clauses.clause_breaks:
            # "X menyambutnya, tetapi mendesak …": the subject is that of the clause before
            return self._alongside(cue, self._after_connectives(0, end - 1), end - 1)
        if before in self.lex.cues.participial:
            return self._alongside(cue, low, end - 1)
        if before in self.lex.clauses.coordinators and (made := self._alongside(cue, low, end - 1)):
            return replace(made, aside=False)
        if before in self.lex.cues.infinitive:
            words = {self.reader.lower(k) for k in range(max(0, end - 8), end)}
            if not words & self.lex.cues.occasions:
                return None
        return self._best(cue, low, end)

    def _alongside(self, cue: Cue, low: int, end: int) -> Attribution | None:
        """Attribute what somebody says who does something else too: "X menerima tamu itu |sembari| berharap …"."""
        phrases = self._coordinated(low, end)
        if not phrases and low < end and (subject := self.subject_after_adverbial(low, end)):
            phrases = self._coordinated(subject.first, end)
        if not phrases or phrases[-1].last >= end or phrases[0].source not in ("name", "apposition", "pronoun"):
            return None
        speakers = self._resolved(phrases)
        features = ("clause-start", f"source:{phrases[0].source}")
        made = self._made(cue, speakers, phrases[0].first, cue.last + 1, features) if speakers else None
        return replace(made, aside=True) if made else None

    def subject_after_adverbial(self, low: int, end: int) -> Phrase | None:
        """Read the subject of "Dalam pidato yang disiarkan televisi, Rouhani berterima kasih …", from ``low`` on."""
        words, clauses = self.unit.words, self.lex.clauses
        first = words[low].lower
        opens_adverbial = first in clauses.subordinators or first in clauses.prepositions or first in clauses.asked
        for index in range(low + 1, min(low + (_ADVERBIAL if opens_adverbial else _TIME), end)):
            if words[index - 1].text == ",":
                if index > low + 1 and self.lex.cues.active.get(words[index - 2].lower) == "say":
                    return None  # "Seperti dikutip X ia mengatakan, Y adalah …"
                if words[index].lower in self.lex.cues.after and index + 1 < end:
                    index += 1  # "Sebagai warga, lanjut |X|, Y punya hak …"
                opens = words[index].text[0].isupper() or words[index].lower in self.lex.speakers.roles
                phrase = self.reader.read(index, end) if opens else None
                if phrase is not None and phrase.named:
                    return phrase
        return None

    def _relative(self, cue: Cue, end: int) -> Attribution | None:
        for start in range(end - 1, max(-1, end - 8), -1):
            named = self.reader.named_at(start)
            if named is not None:
                if self.reader.after(named) != end:
                    return None
                phrase = self.reader.read(self._whose(start), end)
                speakers = self._resolved([phrase]) if phrase else ()
                made = self._made(cue, speakers, start, cue.last + 1, ("adjacent", "source:name")) if speakers else None
                return replace(made, relative=True) if made else None
        return None

    def _whose(self, start: int) -> int:
        """Give where the people of a named state or body begin: "sejumlah warga X", "anggota X"."""
        speakers = self.lex.speakers
        named = self.reader.named_at(start)
        if named is None or named.kind == "person":
            return start
        people = speakers.group_heads | speakers.group_markers | speakers.roles.keys()
        lowest = max(0, start - 3)
        while start > lowest and self.reader.lower(start - 1) in people:
            start -= 1
        return start

    def _clause_low(self, end: int) -> int:
        """Give where the cue's clause begins: after a quotation, a semicolon, or a contrast."""
        low = 0
        for index in range(end - 1, max(-1, end - 60), -1):
            text = self.unit.words[index].text
            if text in "”;" or (self.reader.lower(index) in self.lex.clauses.clause_breaks and index):
                low = index + 1
                break
        return self._after_connectives(low, end)

    def _after_connectives(self, low: int, end: int) -> int:
        clauses = self.lex.clauses
        skip = clauses.connectives | self.lex.speakers.demonstratives | clauses.fillers | {","}
        end = min(end, low + _FAR)
        while low < end and self.reader.lower(low) in skip:
            if self.reader.lower(low) in clauses.besides:
                low = self._behind_besides(low, end)
            low += 1
        return self._behind_echo(low, end)

    def _behind_besides(self, low: int, end: int) -> int:
        """Give where the comma stands behind "Selain X, Y mengatakan"; ``low`` if nobody is named before it."""
        named = self.reader.named_at(low + 1)
        after = self.reader.after(named) if named is not None else low
        return after if after < end and self.reader.lower(after) == "," else low

    def _behind_echo(self, low: int, end: int) -> int:
        """Give where "|Menambahkan X, |Y mengatakan" begins to tell who speaks; ``low`` if it names nobody before."""
        if low + 2 >= end or self.reader.lower(low) not in self.lex.cues.echoing:
            return low
        named = self.reader.named_at(low + 1)
        after = self.reader.after(named) if named is not None and named.kind == "person" else low
        return after + 1 if low < after < end and self.reader.lower(after) == "," else low

    def _starts(self, low: int, end: int) -> list[int]:
        """Give where a subject may begin, nearest to the cue last; at most ``_CANDIDATES``."""
        starts = {low}
        found = 0
        speakers = self.lex.speakers
        for index in range(end - 1, max(low, end - _FAR), -1):
            boundary = self.unit.words[index - 1].text in ",(-–”" or self.reader.named_at(index) is not None
            lower = self.reader.lower(index)
            pronoun = lower in speakers.single or lower in speakers.plural or lower in speakers.own_side
            head = lower in speakers.roles or lower in speakers.group_markers or lower in speakers.governments
            head = head and not self._is_head(self.reader.lower(index - 1)) and not self.reader.is_inside_name(index)
            if boundary or pronoun or head:
                starts.add(index)
                found += 1
            if found >= _CANDIDATES:
                break
        return sorted(starts)

    def _is_head(self, lower: str) -> bool:
        return lower in self.lex.speakers.roles or lower in self.lex.speakers.group_markers

    def _best(self, cue: Cue, low: int, end: int) -> Attribution | None:
        best: tuple[float, list[Phrase], tuple[str, ...]] | None = None
        for start in self._starts(low, end):
            phrases = self._coordinated(start, end)
            if not phrases:
                continue
            features = tuple(self._features(phrases, start, low, end))
            score = score_of(features)
            if best is None or score >= best[0]:
                best = (score, phrases, features)
        if best is None or best[0] < THRESHOLD or self._is_supposed(best[1][0].first):
            return None
        speakers = self._resolved(best[1])
        if not speakers:
            return None
        shows = cue.word in self.lex.cues.showing
        if shows and (not self._is_found(best[1][0]) or self._spoke_only_last(best[1][0], speakers)):
            return None
        made = self._made(cue, speakers, best[1][0].first, cue.last + 1, best[2])
        return replace(made, aside=shows or self.reader.lower(best[1][0].first - 1) in self.lex.clauses.adverbials)

    def _is_found(self, phrase: Phrase) -> bool:
        """True for what somebody found out: "|survei terbaru| X", "poling |tersebut|"."""
        near = {self.reader.lower(at) for at in range(max(0, phrase.first - _FINDING), phrase.first + 1)}
        is_told = phrase.source != "said" or self.reader.lower(phrase.last - 1) in self.lex.speakers.pointers
        return is_told and not near.isdisjoint(self.lex.cues.findings)

    def _spoke_only_last(self, phrase: Phrase, speakers: tuple[Speaker, ...]) -> bool:
        """True for a person whom "survei itu" means as the one who spoke last: that survey is another's."""
        return phrase.source == "said" and any(speaker.kind == "person" for speaker in speakers)

    def _is_supposed(self, first: int) -> bool:
        """True for the subject of a condition: "jika polisi menolak, …"."""
        at = first - 1
        while at >= 0 and self.reader.lower(at) == ",":
            at -= 1
        return self.reader.lower(at) in self.lex.clauses.conditions

    def _features(self, phrases: list[Phrase], start: int, low: int, end: int) -> Iterator[str]:
        phrase = phrases[-1]
        yield f"source:{phrases[0].source}"
        if end - phrase.last > _FAR:
            yield "far"
            return
        gap = _without_brackets([self.reader.lower(k) for k in range(phrase.last, end)])
        if phrase.source == "definite" and gap:
            yield "far"
            return
        apposed = phrase.source in ("apposition", "name") and gap == [","]
        if not gap or (apposed and (phrase.source == "apposition" or start == low)):
            yield "adjacent"
        elif gap == [","]:
            yield "after-comma"
        elif (gap[0] in (",", "(", "-", "–", "“") or gap[0] in self.lex.clauses.relative) and len(gap) < 30:
            yield "apposition-between"
        elif self._opens_adjunct(gap[0]):
            yield "adjunct-between"
        elif gap[-1] in self.lex.clauses.coordinators and self.lex.clauses.relative.isdisjoint(gap):
            yield "coordinated"
        else:
            yield "far"
        if start == low:
            yield "clause-start"
        previous = self.reader.lower(start - 1) if start else ""
        if start > low and phrase.source == "role" and self._is_held(start, low):
            yield "held"
        if previous == "," and not gap and phrase.source == "name" and phrase.kind == "person":
            yield "named-at-cue"
        if previous in self.lex.clauses.prepositions or self._is_told_to(start):
            yield "after-preposition"
        if previous in self.lex.clauses.coordinators:
            yield "after-coordinator"
        if len(phrases) > 1:
            yield "several"
        bound = self._is_modifier(previous, phrase.kind) or (phrase.kind == "state" and self._is_where(start))
        if start > low and phrase.named and phrase.kind != "person" and bound:
            yield "modifier"

    def _opens_adjunct(self, lower: str) -> bool:
        """True for a word of a place or time between subject and verb: "X |di| Oslo …", "X |pekan| lalu …"."""
        clauses = self.lex.clauses
        return lower in clauses.prepositions or lower in clauses.phrase_ends or lower in self.lex.speakers.measures

    def _is_held(self, start: int, low: int) -> bool:
        """True for the office of "X yang juga menjabat |ketua Y| mengatakan"."""
        near = range(start - 1, max(low, start - _HELD), -1)
        opens = next((at for at in near if self.reader.lower(at) in self.lex.clauses.relative), None)
        named = None if opens is None else self._named_before(opens)
        return named is not None and all(self.unit.words[at].text[0].islower() for at in range(opens or 0, start))

    def _named_before(self, at: int) -> Named | None:
        """Give the person whose name ends before the word at ``at``."""
        end = self.unit.words[at - 1].end if at else 0
        return next((n for n in self.reader.named if n.kind == "person" and n.end == end), None)

    def _is_told_to(self, start: int) -> bool:
        """True for an outlet that somebody spoke to: "kepada kantor berita X"."""
        at, nouns = start - 1, self.lex.cues.outlet_words - self.lex.clauses.prepositions
        while at >= 0 and self.reader.lower(at) in nouns:
            at -= 1
        return at < start - 1 and self.reader.lower(at) in self.lex.cues.addressing

    def _is_where(self, start: int) -> bool:
        """True for the state behind a town: "di Dublin, |Irlandia|, …"."""
        if start < 2 or self.reader.lower(start - 1) != ",":
            return False
        town = self.unit.words[start - 2]
        return self.reader.view.state_of_place(town.start, town.end) is not None

    def _is_modifier(self, previous: str, kind: SpeakerKind) -> bool:
        """True after a noun: "warga Malaysia", "pejabat Kementerian Luar Negeri"; "media Korsel", not "media KCNA"."""
        if previous in self.lex.cues.outlet_words and previous not in self.lex.clauses.prepositions:
            return kind == "state"
        return previous.isalpha() and previous not in _functional(self.lex)

    # -- both ----------------------------------------------------------------------------------

    def _coordinated(self, first: int, limit: int) -> list[Phrase]:
        """Read a phrase and those coordinated with it ("Moskow dan Pyongyang")."""
        phrase = self.reader.read(first, limit)
        if phrase is None:
            return []
        phrases, joined = [phrase], False
        while phrases[-1].last < limit and len(phrases) < 6:
            at = phrases[-1].last
            joins = self.reader.lower(at) in self.lex.clauses.coordinators
            if not joins and self.reader.lower(at) != ",":
                break
            more = self.reader.read(at + 1, limit)
            if more is None or not self._are_alike(phrase, more):
                break
            if joins or more.kind == "state":
                phrases.append(more)
                joined = joined or joins
            if joins or more.kind != "state":
                break
        return phrases if joined else phrases[:1]

    def _are_alike(self, phrase: Phrase, more: Phrase) -> bool:
        """True for two sources of one clause: both named, or persons by their offices ("X dan Presiden Y")."""
        if phrase.kind != more.kind:
            is_body = more.kind == "org" and phrase.source in ("name", "apposition")
            return (is_body or "person" not in (phrase.kind, more.kind)) and bool(phrase.named and more.named)
        offices = phrase.kind == "person" and more.source == "role" and bool(more.official)
        return bool(phrase.named and (more.named or offices))

    def _named_persons(self) -> frozenset[str]:
        """Ids of the persons the unit names: no pronoun in it means one of them, if another is at hand."""
        if self._persons is None:
            persons = self.reader.view.persons
            self._persons = frozenset(persons[n.index].id for n in self.reader.named if n.kind == "person")
        return self._persons

    def _resolved(self, phrases: list[Phrase]) -> tuple[Speaker, ...]:
        words = self.unit.words
        out: list[Speaker] = []
        for phrase in phrases:
            end = words[phrase.last - 1].end if phrase.last > phrase.first else words[phrase.first].start
            if pair := self.resolver.pair(phrase, words[phrase.first].start, end):
                out += [speaker for speaker in pair if not any(speaker.same_as(other) for other in out)]
                continue
            speaker = self.resolver.resolve(phrase, words[phrase.first].start, end, self._named_persons())
            if speaker is not None and not any(speaker.same_as(other) for other in out):
                out.append(speaker)
        return tuple(out)

    def _made(
        self, cue: Cue, speakers: tuple[Speaker, ...], first: int, last: int, why: tuple[str, ...]
    ) -> Attribution:
        return Attribution(cue, speakers, min(first, cue.first), max(last, cue.last + 1), score_of(why), why)


@lru_cache(maxsize=4)
def _functional(lex: Lexicon) -> Words:
    """Words that are no nouns: a name behind them modifies none."""
    clauses = lex.clauses
    words = clauses.connectives | clauses.subordinators | clauses.prepositions | clauses.adverbs
    words |= clauses.coordinators | clauses.clause_breaks | lex.cues.complementizers | clauses.phrase_ends
    return words | lex.speakers.demonstratives  # "pekan ini X"


def _without_brackets(words: list[str]) -> list[str]:
    out: list[str] = []
    depth = 0
    for word in words:
        depth += word == "("
        if not depth:
            out.append(word)
        depth = max(0, depth - (word == ")"))
    return out
