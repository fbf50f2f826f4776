"""Reading a noun phrase as a speaker: a name, a role, an office, a group, a pronoun.

A phrase is read left to right from one word index, and never further than ``WINDOW`` words, so
reading is linear in the text whatever the text.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import Literal

from extractors.official import Served, private_callings, speaks_for_government, with_full_names
from extractors.statements.lexicon import Lexicon
from extractors.statements.units import Unit, Word
from extractors.statements.view import Named, View
from extractors.words import mapping, name_words, other_words
from kg.record import SpeakerKind

REDUPLICATED = re.compile(r"(\w{3,})-\1(?:an)?")
"""Adverbs as "buru-buru", "terang-terangan"."""

WINDOW = 40
_HEADS = 60
"""Persons of an article, at most, among whom one is sought who holds an office that may be a group's too."""
_TRAIT = 6
"""Words of "berusia 39 tahun itu" at most."""
_DESCRIBED = 9
"""Words of "yang akrab disapa Kobi itu" at most."""
_LONGEST_NAME = 4
"""Words of a name that nobody took for one at most."""
_SHORTEST_NAME = 4
"""Letters of a lone name that nobody took for one at least."""
Source = Literal[
    "name", "apposition", "pronoun", "role", "group", "organisation", "government", "said", "definite", "unknown"
]


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a noun phrase names. ``first``/``last`` are word indices, ``last`` exclusive.

    ``named`` is the entity it names, if any; ``head`` the lower-cased head word of an unnamed one;
    ``anaphoric`` marks "kementerian tersebut"; ``former`` "mantan …"; ``nameless`` "… yang enggan disebut namanya".
    """

    source: Source
    kind: SpeakerKind
    first: int
    last: int
    text: str
    head: str = ""
    named: tuple[Named, ...] = ()
    official: bool | None = None
    state: str | None = None
    anaphoric: bool = False
    nameless: bool = False
    former: bool = False
    plural: bool = False
    role: str = ""


@dataclass(slots=True)
class Reader:
    """Reads phrases of one unit."""

    view: View
    unit: Unit
    lex: Lexicon
    lang: str = "id"
    named: tuple[Named, ...] = ()
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.named = self.view.named_between(self.unit.start, self.unit.end)
        self._starts = [n.start for n in self.named]

    # -- helpers -------------------------------------------------------------------------------

    def word(self, index: int) -> Word | None:
        """Give the word at ``index``, or None outside the unit."""
        return self.unit.words[index] if 0 <= index < len(self.unit.words) else None

    def lower(self, index: int) -> str:
        """Give the lower-cased word at ``index``, empty outside the unit."""
        words = self.unit.words
        return words[index].lower if 0 <= index < len(words) else ""

    def named_at(self, index: int) -> Named | None:
        """Give the mention that begins at the word ``index``."""
        word = self.word(index)
        if word is None:
            return None
        at = bisect_left(self._starts, word.start)
        return self.named[at] if at < len(self.named) and self.named[at].start == word.start else None

    def after(self, named: Named) -> int:
        """Give the index of the first word after a mention."""
        return self.unit.index_at(named.end)

    def text(self, first: int, last: int) -> str:
        """Give the article's text from word ``first`` to before word ``last``."""
        if first >= last:
            return ""
        return self.view.text[self.unit.words[first].start : self.unit.words[last - 1].end]

    # -- reading -------------------------------------------------------------------------------

    def read(self, first: int, limit: int) -> Phrase | None:
        """Read the phrase that begins at ``first`` and ends at or before ``limit``; None if none does."""
        limit = min(limit, len(self.unit.words), first + WINDOW)
        speakers = self.lex.speakers
        while first < limit and (self.lower(first) in speakers.determiners or self._is_side(first)):
            first += 1
        if first >= limit:
            return None
        lower = self.lower(first)
        if lower in speakers.single or lower in speakers.plural or lower in speakers.own_side:
            return self._pronoun(first)
        if self._cannot_begin(lower):
            return None
        article = self._article(first)
        head_at = first + article
        end = self._chunk_end(head_at, limit)
        while end > head_at + 1 and self.lower(end - 1) in self.lex.clauses.coordinators:
            end -= 1
        named = self.named_at(first)
        if named is not None and named.kind == "person":
            return self._person(first, named)
        outlet = self._outlet(first, limit)
        if outlet is not None:
            return outlet
        if (named is None or named.kind != "organization") and self._is_group(first, end, limit):
            return self._group(first, end)
        return self._from_role_or_office(first, head_at, end, limit)

    def _is_side(self, first: int) -> bool:
        """True for the "pihak" of "pihak KPK" and "pihak kementerian"."""
        if self.lower(first) not in self.lex.speakers.sides:
            return False
        named = self.named_at(first + 1)
        return (named is not None and named.kind != "person") or self.lower(
            first + 1
        ) in self.lex.speakers.organisations

    def bare(self, first: int) -> Phrase | None:
        """Read any short phrase as an unnamed person: what follows "…,” kata" can be nothing else."""
        end = self._chunk_end(first, min(len(self.unit.words), first + 10))
        quotes = self.unit.quotes
        if end <= first or not quotes or quotes[0].end > self.unit.words[first].start:
            return None
        return Phrase("unknown", "person", first, end, self.text(first, end), head=self.lower(first))

    def _cannot_begin(self, lower: str) -> bool:
        clauses, cues = self.lex.clauses, self.lex.cues
        return (
            lower in clauses.prepositions
            or lower in clauses.subordinators
            or (lower in clauses.connectives and lower not in cues.according)
            or lower in cues.via
            or lower in cues.complementizers
            or lower in self.lex.speakers.texts
        )

    def _article(self, first: int) -> int:
        for article in self.lex.speakers.articles:
            count = article.count(" ") + 1
            if " ".join(self.lower(first + k) for k in range(count)) == article:
                return count
        return 0

    def _chunk_end(self, first: int, limit: int) -> int:
        """Give where the phrase's own words end: a comma, bracket, "yang", time or place adjunct."""
        clauses, past = self.lex.clauses, first
        ends, adverbs, attributive = clauses.phrase_ends, clauses.adverbs, clauses.attributive
        for index in range(first, limit):
            word = self.unit.words[index]
            if index < past or any(n.start < word.start < n.end for n in self._around(word.start)):
                continue
            if word.text == "(" and (closed := self._bracket_end(index, limit)):
                past = closed
                continue
            if not word.text[0].isalnum() and (word.text not in "-/&.'" or not self._goes_on(index + 1)):
                return index
            if index > first and (timed := self._time_end(index)):
                past = timed
                continue
            if index > first and word.lower in adverbs and word.lower not in attributive:
                return index
            if index > first and word.lower in self.lex.speakers.concerned and self._is_cue(self.lower(index + 1)):
                continue
            if index > first and (self._is_predicate(word) or self._is_behind_pointer(index)):
                return index
            if (
                index > first
                and word.lower in ends
                and self.named_at(index) is None
                and not (word.text[0].isupper() and word.lower not in clauses.relative)
            ):
                posted = word.lower in self.lex.clauses.prepositions and self.named_at(index + 1) is not None
                if posted and self.lower(first) in self.lex.speakers.roles and word.lower in self.lex.speakers.posting:
                    continue
                return index
        return limit

    def _goes_on(self, index: int) -> bool:
        """True if a word, and no other mark, stands behind a hyphen or stop."""
        word = self.word(index)
        return word is not None and word.text[0] not in "([“"

    def _time_end(self, index: int) -> int:
        """Give where "saat ini" ends between an office and the comma before its holder, 0 if none stands there."""
        for time in self.lex.speakers.times:
            end = index + time.count(" ") + 1
            if self.lower(end) == "," and " ".join(self.lower(k) for k in range(index, end)) == time:
                return end
        return 0

    def _is_predicate(self, word: Word) -> bool:
        """True for a small word with which a clause goes on: a verb in the active voice, "akan", "tidak"."""
        if word.text[0].isupper():
            return False
        clauses, cues, speakers = self.lex.clauses, self.lex.cues, self.lex.speakers
        if word.lower in cues.irrealis or word.lower in cues.negations:
            return True
        acts = word.lower.startswith(tuple(clauses.predicate_prefixes)) and word.lower not in clauses.no_actions
        return acts and word.lower not in speakers.roles and word.lower not in speakers.organisations

    def _is_behind_pointer(self, index: int) -> bool:
        """True for a small word behind "itu" or "tersebut", which close what they point at."""
        return self.lower(index - 1) in self.lex.speakers.pointers and self.unit.words[index].text[0].islower()

    def _bracket_end(self, index: int, limit: int) -> int:
        """Give where a short bracket after a name or office ends ("(KPK)"), 0 for a long or open one."""
        for at in range(index + 1, min(index + 7, limit)):
            if self.unit.words[at].text == ")":
                return at + 1
        return 0

    def _around(self, offset: int) -> tuple[Named, ...]:
        at = bisect_left(self._starts, offset)
        return self.named[max(0, at - 1) : at]

    def _pronoun(self, first: int) -> Phrase:
        lower = self.lower(first)
        plural = lower in self.lex.speakers.plural
        kind: SpeakerKind = "group" if plural else "person"
        return Phrase("pronoun", kind, first, first + 1, lower, head=lower, plural=plural)

    def _person(self, first: int, named: Named, start: int | None = None) -> Phrase:
        begin = first if start is None else start
        former = any(self.lower(k) in self.lex.speakers.former for k in range(begin, first))
        low, high = (begin, first) if begin < first else self._role_behind(self.after(named))
        is_office = self.lower(begin) in self.lex.speakers.roles
        if begin < first and not is_office and any(n.kind == "person" for n in self._named_in(begin, first)):
            low = high  # "|Berdiri di samping Menteri A|, B mengatakan"
        return Phrase(
            "name" if start is None else "apposition", "person", begin, self.after(named),
            self.view.text[named.start : named.end], named=(named,), former=former,
            role=self.text(low, high).strip(" ,"), state=self._state_in(low, high),
        )  # fmt: skip

    def role_before(self, at: int) -> tuple[str, str | None]:
        """Give the role that runs up to the name at word ``at``, and its state: "Presiden AS (…) Trump"."""
        low = at - 1 if self.lower(at - 1) == "," else at
        first = None
        for index in range(low - 1, max(-1, low - 15), -1):
            word = self.unit.words[index]
            if word.lower in self.lex.speakers.roles or word.lower in self.lex.speakers.former:
                first = index
            elif self._ends_role(word) or self._is_of_person(word):
                break
        return ("", None) if first is None else (self.text(first, low), self._state_in(first, low))

    def is_inside_name(self, index: int) -> bool:
        """True for a word behind the first one of a name: the "Jurnalis" of "Aliansi Jurnalis Independen"."""
        start = self.unit.words[index].start
        return any(named.start < start < named.end for named in self._around(start))

    def _is_of_person(self, word: Word) -> bool:
        """True for a word in a person's name."""
        around = self._around(word.start + 1)
        return bool(around) and around[-1].kind == "person" and word.start < around[-1].end

    def _ends_role(self, word: Word) -> bool:
        if not word.text[0].isalnum():
            return word.text not in "()-/."
        if word.text[0].isupper():
            return False
        cues, clauses = self.lex.cues, self.lex.clauses
        functional = clauses.adverbs | clauses.subordinators | clauses.connectives | cues.complementizers
        verb = (
            word.lower.startswith(tuple(clauses.predicate_prefixes))
            and word.lower not in self.lex.speakers.organisations
        )
        return (
            word.lower in functional
            or self._is_cue(word.lower)
            or verb
            or word.lower in clauses.relative | clauses.role_links
        )

    def _role_behind(self, at: int) -> tuple[int, int]:
        """Give the words of a role in apposition: "Zuhair al-Juburi, pemimpin dewan Kota Mosul, …"."""
        if self.lower(at) != ",":
            return at, at
        first = at + 1 + self._article(at + 1)
        if self.lower(first) not in self.lex.speakers.roles and not self._starts_with_former(first):
            return at, at
        return at + 1, self._chunk_end(first, min(len(self.unit.words), first + 14))

    def _outlet(self, first: int, limit: int) -> Phrase | None:
        """Read "kantor berita SANA", "surat kabar resmi Korut Rodong Sinmun"."""
        at = first
        while at < min(first + 6, limit):
            named = self.named_at(at)
            if named is not None and named.kind == "organization":
                if at == first or self.view.organizations[named.index].kind != "media":
                    return None
                return self._body(first, named)
            if named is not None and named.kind == "state" and at > first:
                at = self.after(named)
                at += self.lower(at) == ","  # "media pemerintah Suriah, SANA, …"
            elif self.lower(at) in self.lex.cues.outlet_words and self.lower(at) not in self.lex.clauses.prepositions:
                at += 1
            else:
                return None
        return None

    def _is_group(self, first: int, end: int, limit: int) -> bool:
        speakers = self.lex.speakers
        lower = self.lower(first)
        if lower.isdigit() or lower in speakers.numbers:
            counted = self.lower(first + 1)
            return first + 1 < end and self.named_at(first + 1) is None and counted not in speakers.measures
        if lower in speakers.group_markers:
            counted = self.lower(first + 1)
            if counted in speakers.measures:
                return False  # "beberapa jam setelah …"
            may_be_one = lower in speakers.teams and counted in speakers.relational
            return not may_be_one or self._apposed(end, limit, first) is None  # "tim kuasa hukum X, |Y|"
        head = lower.split("-")[0] if "-" in lower and lower.split("-")[0] == lower.split("-")[-1] else ""
        if head:
            return head in speakers.roles or head in speakers.group_heads or head in speakers.lands
        if lower not in speakers.group_heads or self._ends_in_unknown_name(first, end):
            return False
        if lower in self.lex.cues.outlet_nouns and (
            self.lower(first + 1) in self.lex.cues.outlet_words or self.lower(first + 1) in speakers.pointers
        ):
            return False  # "media pemerintah …", "media tersebut": one that speaks
        if self._person_in_chunk(first, end) is not None or (lower in speakers.roles and self._is_one(first, end)):
            return False
        if lower in speakers.roles and any(
            (p.role or "").lower().startswith(lower) for p in self.view.persons[:_HEADS]
        ):
            return False  # "hakim", where one has been named
        return self._apposed(end, limit, first) is None

    def _is_one(self, first: int, end: int) -> bool:
        """True for "peneliti itu" and "peneliti Pusat Kajian Budi …": a role of somebody told of or named."""
        links = self.lex.clauses.prepositions
        return self._is_definite(end) or any(
            named.kind == "person" and self.lower(self.unit.index_at(named.start) - 1) not in links
            for named in self._named_in(first, end)
        )

    def _ends_in_unknown_name(self, first: int, end: int) -> bool:
        """True for "Analis pasar Mark Mahaney" where nobody recognised the name; one word is enough at the very end."""
        last_named = max((n.end for n in self._named_in(first, end)), default=0)
        free = [w for w in self.unit.words[first + 1 : end] if w.start >= last_named and w.text[0].isupper()]
        alone = len(free) == 1 and free[0] == self.unit.words[end - 1] and free[0].text.isalpha()
        return len(free) >= 2 or (alone and not free[0].text.isupper() and self.lower(first) in self.lex.speakers.roles)

    def _end_offset(self, end: int) -> int:
        return self.unit.words[end - 1].end if 0 < end <= len(self.unit.words) else self.unit.end

    def _named_in(self, first: int, end: int) -> tuple[Named, ...]:
        if first >= end:
            return ()
        low = bisect_left(self._starts, self.unit.words[first].start)
        high = bisect_left(self._starts, self._end_offset(end))
        return self.named[low:high]

    def _group(self, first: int, end: int) -> Phrase:
        speakers = self.lex.speakers
        words = {part for k in range(first, end) for part in self.lower(k).split("-")}
        own = {part for k in range(first, self._own_end(first, end)) for part in self.lower(k).split("-")}
        head = self._head_of_people(first, end)
        official = bool(own & speakers.official_heads) and not words & speakers.unofficial_words
        official = official and head not in private_callings(self.lang)
        return Phrase(
            "group", "group", first, end, self.text(first, end), head=head, official=official,
            state=self._state_of_people(first, end), plural=True,
            anaphoric=self._is_definite(end), former=bool(words & speakers.former),
        )  # fmt: skip

    def _head_of_people(self, first: int, end: int) -> str:
        """Give the word that says what unnamed people are: "sejumlah |analis| militer"."""
        lowers = [self.lower(k) for k in range(first, end)]
        plain = (w for w in lowers if w not in self.lex.speakers.group_markers and w.isalpha())
        return next(plain, lowers[-1] if lowers else "")

    def _own_end(self, first: int, end: int) -> int:
        """Give where a word opens what people are from or deal with: "para petani |dari| negara itu"."""
        if self.lower(first) in self.lex.speakers.anonymous:
            return end
        links = self.lex.clauses.prepositions | self.lex.clauses.relative
        return next((k for k in range(first + 1, end) if self.lower(k) in links), end)

    def _is_definite(self, end: int) -> bool:
        return self.lower(end - 1) in self.lex.speakers.demonstratives

    def _state_in(self, first: int, end: int) -> str | None:
        if first >= end:
            return None
        codes = self.view.states_between(self.unit.words[first].start, self._end_offset(end))
        if codes:
            return codes[0]
        owners = (self.view.persons[n.index].state for n in self._named_in(first, end) if n.kind == "person")
        return next((state for state in owners if state), None)

    def _state_of_people(self, first: int, end: int) -> str | None:
        """Give the state of unnamed people, for want of another that of a place: "warga |Mosul|"."""
        if first >= end:
            return None
        return self._state_in(first, end) or self.view.state_of_place(
            self.unit.words[first].start, self._end_offset(end)
        )

    def _from_role_or_office(self, first: int, head_at: int, end: int, limit: int) -> Phrase | None:
        speakers = self.lex.speakers
        head = self.lower(head_at)
        if self.lower(head_at + 1) in speakers.agent_marks:
            return None
        named = self.named_at(head_at)
        is_role = head in speakers.roles or self._starts_with_former(head_at)
        if head in speakers.organisations and self.lower(head_at + 1) in speakers.roles and self._is_definite(end):
            is_role = True  # "polisi jenderal bintang dua itu"
        after_comma = self.named_at(end + 1) if end + 1 < limit and self.lower(end) == "," else None
        if is_role and self.lower(end) in self.lex.clauses.relative:
            comma = self._comma_after(end, limit)
            told = self.named_at(comma + 1) if comma < limit else None
            if told is not None and told.kind == "person" and self._closes(told, limit):
                return self._person(comma + 1, told, first)
        if head in speakers.kin and self._is_of_named(head_at + 1):
            return Phrase("definite", "person", first, end, self.text(first, end), head, anaphoric=True)
        if head in speakers.relational and after_comma is not None and after_comma.kind == "person":
            if self.lower(self.after(after_comma)) in speakers.pointers:  # "cucu kiai X, Y |ini|": of whom is told
                return Phrase("definite", "person", first, end, self.text(first, end), head, anaphoric=True)
            return self._person(end + 1, after_comma, first)
        person = self._person_in_chunk(head_at, end)
        if (
            person is not None
            and after_comma is not None
            and after_comma.kind == "person"
            and (self._serves(head_at, person) or self._closes(after_comma, limit))
        ):
            return self._person(end + 1, after_comma, first)
        is_body = named is not None and named.kind == "organization" and not is_role
        if person is not None and not is_body and not self._is_possessor(first, head_at, person):
            return self._person(self.unit.index_at(person.start), person, first)
        if named is None or named.kind == "person" or (is_role and self.after(named) <= end):
            apposed = self._apposed(end, limit, first)
            nameless = speakers.anonymous if is_role else self.lex.cues.said_nouns | speakers.governments
            if apposed is not None and head not in nameless and self._may_be_office(is_role, head_at, end):
                return apposed
        if head in speakers.governments and self._is_authority(head_at, end):
            return Phrase("organisation", "org", first, end, self.text(first, end), head, official=True)
        if head in speakers.governments:
            state = self._state_in(head_at, end)
            return Phrase("government", "state", first, end, self.text(first, end), head, state=state, official=True)
        if named is not None and named.kind != "person" and (not is_role or self.after(named) >= end):
            return self._body(first, named)
        if is_role and person is not None and self._is_definite(self.after(person) + 1):
            return Phrase("definite", "person", first, end, self.text(first, end), head, anaphoric=True)
        inner = self.named_at(head_at + 1)
        holds = head in speakers.organisations and inner is not None and inner.kind == "organization"
        if inner is not None and holds and self.after(inner) >= end:
            return self._body(first, inner)
        if is_role:
            return self._with_unknown_name(self._role(first, head_at, end, limit), limit)
        if head in speakers.organisations:
            return self._office(first, head_at, end)
        if head in self.lex.cues.said_nouns:
            return self._said(first, head_at, end, limit)
        if self._is_definite(end) and end - first > 1 and head not in self.lex.clauses.prepositions | speakers.texts:
            is_nameless = self._is_nameless(head_at, end, limit)
            text = self.text(first, end)
            return Phrase("definite", "person", first, end, text, head, anaphoric=True, nameless=is_nameless)
        return self._unknown(first, head_at, end)

    def _is_of_named(self, at: int) -> bool:
        """True for "|dari X| ini" behind a word of kinship: whoever is told of is that of X."""
        owner = self.named_at(at + 1) if self.lower(at) in self.lex.cues.origins else None
        return owner is not None and owner.kind == "person" and self._is_definite(self.after(owner) + 1)

    def _is_authority(self, head_at: int, end: int) -> bool:
        """True for a body with a name of its own, of no state and no place: "Otoritas Jasa Keuangan"."""
        words = self.unit.words[head_at:end]
        named = len(words) > 2 and all(word.text[0].isupper() for word in words[:3])
        kinds = {n.kind for n in self._named_in(head_at, end)}
        place = self.view.state_of_place(self.unit.words[head_at].start, self._end_offset(end))
        return named and "state" not in kinds and place is None

    def _is_possessor(self, first: int, head_at: int, person: Named) -> bool:
        """True for the Khadr of "pengacara Khadr", a person the article has named before in another part."""
        if self.lower(first) in self.lex.speakers.indefinite or self.lower(head_at) in self.lex.speakers.anonymous:
            return True
        if self.lower(head_at) not in self.lex.speakers.relational:
            return False
        if self._is_definite(self.after(person) + 1):
            return True
        between = {self.lower(at) for at in range(head_at + 1, self.unit.index_at(person.start))}
        if self.lower(head_at) in self.lex.speakers.kin and not between.isdisjoint(self.lex.speakers.roles):
            return True  # "istri Gubernur X"
        record = self.view.persons[person.index]
        return (
            bool(record.mentions)
            and record.mentions[0].start < person.start
            and not self._introduced_as(record.mentions[0].start, self.lower(head_at))
        )

    def _introduced_as(self, start: int, head: str) -> bool:
        return head in self.view.text[max(0, start - 60) : start + 60].lower()

    def _serves(self, head_at: int, person: Named) -> bool:
        """True if a word right before a person's name makes the phrase somebody of his: "ketua tim hukum X, Y"."""
        at = self.unit.index_at(person.start)
        return any(self.lower(k) in self.lex.speakers.relational for k in range(max(head_at, at - 3), at))

    def _closes(self, named: Named, limit: int) -> bool:
        """True for a name right before the cue: in "ketua tim kasus X, |Y|, mengatakan" Y speaks, not X."""
        after = self.after(named)
        return limit < len(self.unit.words) and (after + (self.lower(after) == ",")) >= limit

    def _starts_with_former(self, at: int) -> bool:
        return self.lower(at) in self.lex.speakers.former

    def _person_in_chunk(self, first: int, end: int) -> Named | None:
        """Give the person a chunk ends with ("analis pasar Mark Mahaney"), not one it only mentions."""
        persons = [n for n in self._named_in(first, end) if n.kind == "person"]
        for named in persons:
            at = self.unit.index_at(named.start)
            if self.lower(at - 1) in self.lex.clauses.prepositions:
                continue
            after = self.after(named)
            if (
                after >= end
                or self._names_holder(first, named)
                or self.lower(after) == "("
                or self.lower(after) in self.lex.speakers.placing
                or self.lower(after) in self.lex.clauses.coordinators
                or self._starts_predicate(after)
            ):
                return named
        return None

    def _names_holder(self, first: int, named: Named) -> bool:
        """True for a name of several words behind an office that is not of its bearer: "ketua panitia |Ani Sari| …"."""
        if " " not in self.view.text[named.start : named.end] or self.lower(first) not in self.lex.speakers.roles:
            return False
        at = self.unit.index_at(named.start)
        if self.lower(self.after(named)) in self.lex.speakers.pointers:
            return False  # "mantan menteri era Presiden X itu"
        return all(self.lower(k) not in self.lex.speakers.relational for k in range(first, at))

    def _starts_predicate(self, index: int) -> bool:
        lower = self.lower(index)
        if lower in self.lex.clauses.adverbs or lower in self.lex.cues.irrealis or REDUPLICATED.fullmatch(lower):
            return True
        is_small = self.unit.words[index].text[0].islower()
        return is_small and lower.startswith(tuple(self.lex.clauses.verb_prefixes))

    def _apposed(self, end: int, limit: int, first: int) -> Phrase | None:
        """Read the name after the comma of "juru bicara maskapai, Mohammad Taghi Tabatabai,"."""
        word = self.word(end)
        named = self.named_at(end + 1) if end + 1 < limit else None
        if self.lower(end) in self.lex.speakers.naming and named is not None and named.kind == "person":
            return self._person(end + 1, named, first)  # "seorang warga |bernama Ani|"
        if word is not None and self._has_second_office(end):
            other = self.read(end + 2, limit)
            if other is not None and other.source == "apposition":
                return replace(other, first=first, role=self.text(first, end))
            end = self._comma_after(end, limit)
            word = self.word(end)
        if word is None or word.text not in ",(“-–" or end + 1 >= limit:
            return None
        small = 0
        for at in range(end + 1, min(end + 11, limit)):
            named = self.named_at(at)
            if named is not None and named.kind == "person":
                if self.lower(self.after(named)) in self.lex.speakers.pointers:
                    return Phrase("definite", "person", first, self.after(named) + 1, self.text(first, end))
                # "menurut seorang pejabat, Menlu X …": unnamed, and X is told of
                goes_on = self.lower(self.after(named)).isalpha()
                is_told_of = self.lower(first) in self.lex.speakers.indefinite and goes_on
                return None if is_told_of else self._person(at, named, first)
            token = self.unit.words[at]
            if token.text[0].islower() and token.lower not in self.lex.clauses.coordinators:
                small += 1
                if small > 3 or token.lower in self.lex.clauses.prepositions or self._is_cue(token.lower):
                    return None
            elif not token.text[0].isalpha() and token.text not in ",.()":
                return None
        return None

    def _has_second_office(self, index: int) -> bool:
        """True for "Ketua Umum X |yang juga| Juru Bicara Y, Z": the name stands behind what else its holder is."""
        follows = self.lower(index) in self.lex.clauses.relative and self.lower(index + 1) in self.lex.clauses.particles
        return follows and (self.lower(index + 2) in self.lex.speakers.roles or self._starts_with_former(index + 2))

    def _comma_after(self, index: int, limit: int) -> int:
        """Give where the first comma stands behind the word at ``index``, ``limit`` if none does."""
        return next((at for at in range(index, limit) if self.unit.words[at].text == ","), limit)

    def _is_cue(self, lower: str) -> bool:
        cues = self.lex.cues
        return lower in cues.active or lower in cues.passive or lower in cues.after

    def _may_be_office(self, is_role: bool, head_at: int, end: int) -> bool:
        word = self.word(head_at)
        return is_role or (word is not None and end - head_at <= 14 and word.text[0].isalpha())

    def _body(self, first: int, named: Named) -> Phrase:
        end = self.after(named)
        kind: SpeakerKind = "state" if named.kind == "state" else "org"
        return Phrase("name", kind, first, end, self.view.text[named.start : named.end], named=(named,))

    def _is_nameless(self, head_at: int, end: int, limit: int) -> bool:
        """True for "pejabat yang enggan disebutkan |namanya| itu"."""
        if self.lower(end) in self.lex.clauses.relative:
            end = next((at for at in range(end, limit) if not self.unit.words[at].text[0].isalnum()), limit)
        return any(self.lower(at) in self.lex.speakers.nameless for at in range(head_at, end))

    def _resumes(self, head_at: int, end: int, limit: int) -> bool:
        """True for "pria itu", "pria berkumis itu" and "laki-laki yang sering dipanggil Kobi itu"."""
        if self._is_definite(end):
            return True
        stop = next((at for at in range(end, limit) if not self.unit.words[at].text[0].isalnum()), limit)
        is_relative = self.lower(end) in self.lex.clauses.relative
        if (is_relative and self._is_definite(stop)) or self._is_told_of_behind(stop, limit):
            return True
        speakers = self.lex.speakers
        is_whole = is_relative and limit < len(self.unit.words) and self.lower(limit - 1) in speakers.pointers
        if is_whole and self.lower(head_at) in speakers.people:
            return True
        told_at = end + 1 if is_relative else end
        is_trait = told_at > end and self.lower(told_at) in speakers.calling
        if not is_trait and self.lower(head_at) not in speakers.people:
            return False
        return any(self.lower(at) in speakers.pointers for at in range(told_at, min(stop, told_at + _DESCRIBED)))

    def _is_told_of_behind(self, mark: int, limit: int) -> bool:
        """True for "artis kelahiran Solo|, 20 Mei 1993 ini|" and "bintang film |‘Judul Itu’ ini|"."""
        if mark >= limit:
            return False
        text, pointers = self.unit.words[mark].text, self.lex.speakers.pointers
        behind = range(mark + 1, min(limit, mark + _DESCRIBED))
        if text == ",":
            dated = next((at for at in behind if not self.unit.words[at].text[0].isalnum()), behind.stop)
            return any(self.lower(at - 1).isdigit() and self.lower(at) in pointers for at in range(mark + 2, dated))
        closing = next((at for at in behind if self.unit.words[at].text in "”’'\""), limit)
        return text in "“‘'\"" and self.lower(closing + 1) in pointers

    def _with_unknown_name(self, role: Phrase, limit: int) -> Phrase:
        """Take in the name, which nobody took for one, of whom a role introduces: "juru bicara X, An Fengshan, …"."""
        if (holder := self._holder_in(role)) is not None:
            return holder
        at = role.last + 1
        if self.lower(role.last) != "," or (
            role.anaphoric and self.lower(role.last - 1) not in self.lex.speakers.at_hand
        ):
            return role
        end = at
        while end < min(limit, at + _LONGEST_NAME) and self._may_be_of_name(end):
            end += 1
        word = self.word(end)
        closed = word is None or not word.text[0].isalnum() or self._starts_predicate(end) or self._is_cue(word.lower)
        binding = self.lex.clauses.prepositions | self.lex.clauses.subordinators
        closed = closed or (word is not None and word.lower in binding)
        if end == at or not closed or self._tells_when_or_where(at, end):
            return role
        if end - at < 2 and not self._is_lone_name(at, end):
            return role
        return replace(role, text=self.text(at, end), last=end, role=role.text, anaphoric=False)

    def _holder_in(self, role: Phrase) -> Phrase | None:
        """Read the name that nobody took for one at the end of an office.

        It stands behind the short form of a body ("Kepala Badan Geologi (BG) |Surono|"), or is of several words, one of
        them of names, behind small ones ("calon wakil gubernur |Sylvi Murni|").
        """
        low, words = role.first, self.unit.words
        closing = next((at for at in range(role.last - 2, low, -1) if words[at].text == ")"), None)
        first = role.last
        while first > low + 1 and self._may_be_of_name(first - 1):
            first -= 1
        spoken = {word.text for word in words[first : role.last]}
        behind_office = words[first - 1].lower in self.lex.speakers.roles and words[first - 1].text.islower()
        is_named = len(spoken) > 1 and not spoken.isdisjoint(name_words(self.lang)) and behind_office
        is_named = is_named and spoken.isdisjoint(other_words(self.lang))
        if first == role.last or role.last - first > _LONGEST_NAME or not (closing == first - 1 or is_named):
            return None
        return replace(role, text=self.text(first, role.last), role=self.text(low, first), anaphoric=False)

    def _is_lone_name(self, at: int, end: int) -> bool:
        """True for one unknown word behind a role and a comma that can only be a name: "kata ketua, |Dahan| saat"."""
        word = self.unit.words[at]
        if word.text.isupper() or word.text in other_words(self.lang) or len(word.text) < _SHORTEST_NAME:
            return False
        if end >= len(self.unit.words):
            return True
        where = self.unit.words[min(end + 1, len(self.unit.words) - 1)]
        is_place = self.lower(end) == "," and self.view.state_of_place(where.start, where.end) is not None
        return not is_place and not self._starts_predicate(end)

    def _tells_when_or_where(self, first: int, end: int) -> bool:
        """True for "|Selasa Pagi|", "|Istana Negara|", "|Jakarta Selatan|"."""
        words, view = self.unit.words[first:end], self.view
        telling = self.lex.speakers.buildings | mapping(self.lang, "weekdays").keys()
        return any(w.lower in telling or view.state_of_place(w.start, w.end) is not None for w in words)

    def _may_be_of_name(self, at: int) -> bool:
        word = self.unit.words[at]
        is_office = word.lower in self.lex.speakers.roles and word.lower not in self.lex.speakers.given_names
        if not (word.text[0].isupper() and word.text.isalpha()) or is_office:
            return False
        around = self._around(word.start + 1)
        return not around or around[0].end <= word.start

    def _trait_end(self, end: int, limit: int) -> int:
        """Give where "presiden |berusia 39 tahun itu|" ends; ``end`` if nothing such stands there."""
        if self.lower(end) not in self.lex.clauses.traits:
            return end
        behind = range(end + 1, min(end + _TRAIT, limit))
        return next((at + 1 for at in behind if self.lower(at) in self.lex.speakers.pointers), end)

    def _role(self, first: int, head_at: int, end: int, limit: int) -> Phrase:
        speakers = self.lex.speakers
        end = self._trait_end(end, limit)
        words = {self.lower(k) for k in range(head_at, end)}
        former = bool(words & speakers.former)
        state = self._state_in(head_at, end)
        official = not former and self._role_speaks_officially(head_at, end, state)
        state = state if official or former else self._state_of_people(head_at, end)
        return Phrase(
            "role", "person", first, end, self.text(first, end), head=self.lower(head_at), official=official,
            state=state, former=former,
            anaphoric=self._resumes(head_at, end, limit) and self.lower(first) not in speakers.indefinite,
            nameless=self._is_nameless(head_at, end, limit),
        )  # fmt: skip

    def _role_speaks_officially(self, head_at: int, end: int, state: str | None) -> bool:
        found = (n.index for n in self._named_in(head_at, end) if n.kind == "organization")
        bodies = [self.view.organizations[index] for index in found]
        served = Served(frozenset(b.kind for b in bodies), state is not None and self._serves_state(head_at, end))
        role = with_full_names(self.text(head_at, end), bodies)
        return bool(speaks_for_government(self.lang, role, served))

    def _serves_state(self, first: int, end: int) -> bool:
        """True if a state is named, or somebody who speaks for one."""
        start, stop = self.unit.words[first].start, self._end_offset(end)
        persons = (self.view.persons[n.index] for n in self._named_in(first, end) if n.kind == "person")
        return bool(self.view.states_between(start, stop)) or any(person.official for person in persons)

    def _office(self, first: int, head_at: int, end: int) -> Phrase:
        head = self.lower(head_at)
        words = {self.lower(k) for k in range(head_at, end)}
        private = self.lex.speakers.company | self.lex.cues.outlet_nouns
        official = self.lex.speakers.organisations[head] and not words & private
        in_state = self._state_of_people if head in self.lex.cues.outlet_nouns else self._state_in
        return Phrase(
            "organisation", "org", first, end, self.text(first, end), head=head, official=official,
            state=in_state(head_at, end), anaphoric=self._is_definite(end),
        )  # fmt: skip

    def _said(self, first: int, head_at: int, end: int, limit: int) -> Phrase | None:
        """Read whose statement it is: "pernyataan komando pasukan AS", "catatan yang disampaikan X"."""
        at = head_at + 1
        while at < limit and (
            self.lower(at) in self.lex.speakers.said_links or self.lower(at) in self.lex.cues.said_nouns
        ):
            at += 1
        owner = self.read(at, limit) if at < limit else None
        if owner is not None and owner.source not in ("unknown", "said"):
            return owner
        if self.lower(first) in self.lex.speakers.indefinite:
            return None
        if self._is_definite(end) or end - first <= 1 or at >= end:
            return Phrase("said", "person", first, end, self.text(first, end), self.lower(head_at), anaphoric=True)
        return None

    def _unknown(self, first: int, head_at: int, end: int) -> Phrase | None:
        """Read capitalised words nobody recognised as a name of a person, if they look like one."""
        last = head_at
        while last < end and self.unit.words[last].text[:1].isupper():
            last += 1
        single = last - head_at < 2
        if last == head_at or (single and last < end) or self.lower(head_at) in mapping(self.lang, "weekdays"):
            return None
        if single and head_at == 0 and not self._is_name_like(head_at, last):
            return None
        head, clauses = self.lower(head_at), self.lex.clauses
        if head in clauses.prepositions or head in clauses.connectives or head in self.lex.cues.according:
            return None
        name = Phrase("unknown", "person", first, last, self.text(head_at, last), head=self.lower(head_at))
        return self._in_office_behind(name)

    def _in_office_behind(self, name: Phrase) -> Phrase:
        """Take in the office behind a name that nobody took for one: "X, menteri luar negeri Y, …"."""
        low, high = self._role_behind(name.last)
        if low >= high or self._is_definite(high):  # "X, pemimpin itu": spoken of before
            return name
        state = self._state_in(low, high)
        official = self._role_speaks_officially(low, high, state)
        return replace(name, source="role", role=self.text(low, high), state=state, official=official)

    def _is_name_like(self, first: int, last: int) -> bool:
        """True for a single word at a sentence's start that can only be a name: a cue follows at once, or ", yang"."""
        at = last
        if self.lower(at) == "," and self.lower(at + 1) in self.lex.clauses.relative:
            return self.unit.words[first].text not in other_words(self.lang)
        while at < last + 4 and self.lower(at) in self.lex.clauses.adverbs:
            at += 1
        return self._is_cue(self.lower(at)) and not self._is_cue(self.lower(first))
