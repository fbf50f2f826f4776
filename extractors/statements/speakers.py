"""Who a phrase means: names to records, pronouns and roles to whoever was spoken of.

``Focus`` is the little memory that reading in order needs: who spoke or acted last, and who was
introduced in which office.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import takewhile
from operator import attrgetter

from extractors.persons.clipping import clips, misspells
from extractors.statements.lexicon import Lexicon
from extractors.statements.offices import Offices
from extractors.statements.phrases import Phrase
from extractors.statements.standing import Standings
from extractors.statements.view import Named, View
from extractors.words import name_words, words
from kg.record import OrganizationRecord, SpeakerKind
from kg.text import folded

_OFFICE_SPAN = 90
_PAIR_SPAN = 500
"""Characters before "keduanya" in which the two are named at most."""
_NAMELESS = 5
"""Words of a former office that means whom the article tells of, fewer than this many blanks: a longer one may end
in a name that nobody took for one."""
_LETTERS = 4
"""Letters of a body's short form at least; those of a person are fewer."""
_WORD = re.compile(r"\w+")
_PARTS = re.compile(r"[.;:“”\"\n]|\s[-–—]+\s")
"""Marks that an office does not run over, the dash of a dateline too."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source. ``start``/``end`` is the phrase that names it, empty for "-nya"."""

    name: str
    kind: SpeakerKind
    start: int
    end: int
    id: str | None = None
    state: str | None = None
    official: bool = False
    role: str | None = None

    def same_as(self, other: "Speaker") -> bool:
        """True if both are one source, as far as the record tells."""
        return (self.kind, self.id, self.name.lower()) == (other.kind, other.id, other.name.lower())


@dataclass(slots=True)
class Focus:
    """Who pronouns mean at this point of the text; ``paragraph`` is its number, ``earlier`` the person before."""

    paragraph: int = 0
    person: Speaker | None = None
    earlier: Speaker | None = None
    body: Speaker | None = None
    several: Speaker | None = None
    last: Speaker | None = None
    speaking: Speaker | None = None
    spoken: set[str | None] = field(default_factory=set)
    _person_in: int = -1
    _spoke_in: int = -1

    def set(self, speaker: Speaker) -> None:
        """Make ``speaker`` the one spoken of."""
        self.last = speaker
        if speaker.kind == "person":
            if self.person is not None and self.person.id != speaker.id:
                self.earlier = self.person
            self.person = speaker
            self._person_in = self.paragraph
        elif speaker.kind == "group":
            self.several = speaker
        else:
            self.body = self.several = speaker

    def speaks(self, speaker: Speaker) -> None:
        """Make ``speaker`` the one who spoke; a person is the one whose words may go on."""
        self.set(speaker)
        if speaker.kind == "person":
            self.speaking = speaker
            self.spoken.add(speaker.id)
            self._spoke_in = self.paragraph

    def is_told_here(self) -> bool:
        """True if the paragraph tells of the person."""
        return self._person_in == self.paragraph

    def quoted(self) -> Speaker | None:
        """Whose words a quotation without a name is.

        Whom the paragraph tells of, if nobody spoke in it; else who spoke last, whoever was told of in between.
        """
        is_of_told = self._person_in == self.paragraph > self._spoke_in
        return self.person if is_of_told else self.speaking


@dataclass(slots=True)
class Resolver:
    """Turns phrases into speakers of one article."""

    view: View
    lex: Lexicon
    focus: Focus = field(default_factory=Focus)
    lang: str = "id"
    standings: Standings = field(init=False)
    offices: Offices = field(init=False)
    _offices: dict[str, set[int]] = field(default_factory=dict)
    _offices_with: dict[str, list[str]] = field(default_factory=dict)
    _by_name: dict[str, int] = field(default_factory=dict)
    _by_last_name: dict[str, int] = field(default_factory=dict)
    _bodies: dict[str, list[OrganizationRecord]] = field(default_factory=dict)
    _rank: dict[int, int] = field(default_factory=dict)
    _first_named: dict[str, int] = field(default_factory=dict)
    _outlets: list[Named] = field(default_factory=list)
    _clipped: dict[str, int | None] = field(default_factory=dict)
    _met: dict[str, Speaker] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.standings = Standings(self.view, self.lang)
        self.offices = Offices(self.lang)
        for index, person in enumerate(self.view.persons):
            for name in (person.name, *person.aliases):
                self._by_name.setdefault(name, index)
            self._by_last_name.setdefault(person.name.rpartition(" ")[2], index)
        for named in self.view.named:
            if named.kind == "organization" and self.view.organizations[named.index].kind == "media":
                self._outlets.append(named)
            if named.kind == "person":
                self._rank.setdefault(named.index, len(self._rank))
                self._first_named.setdefault(self.view.persons[named.index].id, named.start)
                told = self._office_of(named)
                for office in dict.fromkeys((told, self.offices.with_short_forms(told))):
                    self._offices.setdefault(self.offices.canonical(office), set()).add(named.index)
        for office in self._offices:
            for word in dict.fromkeys(_WORD.findall(office)):
                self._offices_with.setdefault(word, []).append(office)

    def _office_of(self, named: Named) -> str:
        """Give the office a mention is introduced with: "Menhub Budi", "Miller, juru bicara …,"."""
        low = max(self._end_of_person_before(named), named.start - _OFFICE_SPAN)
        before = self.view.text[max(0, low) : named.start]
        segments = _PARTS.split(before)[-1].split(",")
        near = segments[-1].strip()
        if len(segments) > 1 and (not near or self._is_rank(near)):
            near = f"{segments[-2]} {near}"  # "Kapolsek Tambora, |Kompol| Budi"
        written = near.split()
        words = near.lower().split()
        for index in range(len(words) - 1, -1, -1):
            # "Ketua |Umum| Budi" tells no words of his: a stem in capitals, or behind a rank, is of the office
            is_of_office = index > 0 and (written[index][0].isupper() or words[index - 1] in self.lex.speakers.roles)
            if self._ends_office(words[index]) and not (is_of_office and words[index] in self.lex.cues.after_strict):
                words = words[index + 1 :]
                break
        if words[:1] and words[0] in self.lex.clauses.coordinators:
            words = words[1:]
        after = self.view.text[named.end : named.end + _OFFICE_SPAN]
        apposed = re.match(r"\s?[,(]([^,.;\n]+)[,)]", after)
        behind = apposed.group(1).lower() if apposed else ""
        is_told = behind.split()[:1] and self._tells_who_says(behind.split()[0])  # "uang Ani, |kata hakim|, …"
        return " ".join(words) + (f" | {behind}" if behind and not is_told else "")

    def _is_rank(self, text: str) -> bool:
        """True for ranks, and no office, before a name: "Kombes Pol"."""
        ranks = words(self.lang, "official", "ranks") | words(self.lang, "persons", "honorifics")
        return all(word.rstrip(".") in ranks for word in text.split())

    def _tells_who_says(self, word: str) -> bool:
        """True for a word that a source follows: "kata", "menurut"."""
        cues = self.lex.cues
        return word in cues.after or word in cues.after_strict or word in cues.according

    def _ends_office(self, word: str) -> bool:
        """True for a word that no office runs over: a verb, a negation, one that opens a clause."""
        cues, speakers, clauses = self.lex.cues, self.lex.speakers, self.lex.clauses
        if word in cues.active or word in cues.complementizers or word in cues.negations or self._tells_who_says(word):
            return True
        if word in clauses.relative or word in clauses.subordinators or word in clauses.role_links:
            return True
        is_action = word.startswith(tuple(clauses.action_prefixes))
        return is_action and word not in speakers.roles and word not in speakers.organisations

    def _end_of_person_before(self, named: Named) -> int:
        """Give where the person named last before a mention ends: what stands before is another's office."""
        near = self.view.named_between(named.start - _OFFICE_SPAN, named.start)
        return max((n.end for n in near if n.kind == "person"), default=0)

    def resolve(self, phrase: Phrase, start: int, end: int, named: frozenset[str] = frozenset()) -> Speaker | None:
        """Give the speaker a phrase means; None when a pronoun has nobody to mean."""
        if phrase.named:
            return self._from_record(phrase.named[0], phrase, start, end)
        if phrase.source == "pronoun":
            if phrase.head in self.lex.speakers.own_side:
                return self._again(self.focus.last, start, end)
            return self.resume(start, end, plural=phrase.plural, named=named)
        if phrase.source == "said":
            return self._again(self.focus.last, start, end)
        if phrase.source == "definite":
            told = self._described() or self.focus.last
            if phrase.nameless and told is not None and told.id is not None:
                return Speaker(phrase.text, "person", start, end)
            return self._again(told, start, end)
        if phrase.source == "role":
            return self._role(phrase, start, end)
        if phrase.source == "organisation":
            return self._office(phrase, start, end)
        if phrase.source == "government":
            return self._government(phrase, start, end)
        if phrase.source == "group":
            return self._group(phrase, start, end)
        return self._short(phrase, start, end) or self._unknown(phrase, start, end)

    def pair(self, phrase: Phrase, start: int, end: int) -> tuple[Speaker, ...]:
        """Give the two that "keduanya" or "kedua negara" means; nobody if the text before tells of no such two.

        They are the only two persons, officials of two states, or the only two states that are named from the
        beginning of the sentence on that names one last.
        """
        spoken, speakers = phrase.text.lower(), self.lex.speakers
        kind = "person" if spoken in speakers.both_people else "state" if spoken in speakers.both_states else None
        if kind is None:
            return ()
        near = [n for n in self.view.named_between(start - _PAIR_SPAN, start) if n.kind == kind]
        if not near:
            return ()
        sentence = max(self.view.text.rfind(mark, 0, near[-1].start) for mark in (". ", "\n"))
        told = {n.index: n for n in reversed(near) if n.start > sentence}
        if len(told) != 2:
            return ()
        pair = tuple(self._told(named, start, end) for named in sorted(told.values(), key=attrgetter("start")))
        return pair if len({s.state for s in pair if s.official}) == 2 else ()

    def _told(self, named: Named, start: int, end: int) -> Speaker:
        """Give the person or state of a mention as one that is meant."""
        if named.kind == "person":
            return self._person(named.index, start, end)
        code = self.view.states[named.index].code
        return Speaker(self.view.text[named.start : named.end], "state", start, end, None, code, True)

    def _unknown(self, phrase: Phrase, start: int, end: int) -> Speaker:
        """Give whom nobody knows: a body if several words, all capitalised and none of names, say so; else a person.

        Who was met in an office before, in part or whole, is that person.
        """
        spoken = phrase.text.split()
        met = self._met.get(folded(spoken[-1]))
        if met is not None and {folded(word) for word in spoken} <= set(folded(met.name).split()):
            return replace(met, start=start, end=end)
        letters = len(spoken) == 1 and spoken[0].isupper() and len(spoken[0]) >= _LETTERS
        is_body = letters or (len(spoken) > 1 and all(word[0].isupper() for word in spoken))
        is_body = is_body and name_words(self.lang).isdisjoint(spoken)
        return Speaker(phrase.text, "org" if is_body else phrase.kind, start, end)

    def _short(self, phrase: Phrase, start: int, end: int) -> Speaker | None:
        """Give the person whose name the phrase, one word that nobody took for a name, cuts short."""
        if phrase.source != "unknown" or phrase.kind != "person" or " " in phrase.text:
            return None
        if phrase.text not in self._clipped:
            short = folded(phrase.text)
            names = (folded(person.name).split() for person in self.view.persons)
            fits = ((at, name) for at, name in enumerate(names) if clips(short, name) or misspells(short, name))
            self._clipped[phrase.text] = next((at for at, _ in fits), None)
        index = self._clipped[phrase.text]
        return None if index is None else self._person(index, start, end)

    def resume(
        self,
        start: int,
        end: int,
        *,
        plural: bool = False,
        named: frozenset[str] = frozenset(),
        quoted: bool = False,
    ) -> Speaker | None:
        """Give whom a pronoun at ``start`` means; not one of the ``named`` ones, if another spoke before."""
        focus = self.focus
        if quoted and (speaking := focus.quoted()) is not None:
            others = (who for who in (speaking, focus.speaking, focus.earlier) if who and who.id not in named)
            return self._again(next(others, speaking), start, end)
        who = (focus.several or focus.last) if plural else (focus.person or focus.last)
        if not plural and who and who.id in named:
            others = (other for other in (focus.speaking, focus.earlier) if other and other.id not in named)
            who = next(others, who)
        return self._again(who, start, end)

    def _again(self, who: Speaker | None, start: int, end: int) -> Speaker | None:
        return replace(who, start=start, end=end) if who else None

    def _from_record(self, named: Named, phrase: Phrase, start: int, end: int) -> Speaker:
        if named.kind == "person":
            held = self.lex.speakers.former.isdisjoint(phrase.role.lower().split()) and not phrase.former
            if not held and self._holds_another(named.index, phrase.role):
                return self._person(named.index, start, end)
            self.standings.note(named.index, phrase.role, phrase.state)
            return self._person(named.index, start, end, former=phrase.former)
        if named.kind == "state":
            code = self.view.states[named.index].code
            return Speaker(phrase.text, "state", start, end, None, code, True)
        body = self.view.organizations[named.index]
        official = body.kind in ("government", "military")
        head, _, owner = body.name.partition(" ")
        state = body.state
        if head.lower() in self.lex.speakers.houses and owner in self._by_last_name:
            state = self.view.persons[self._by_last_name[owner]].state or state  # "Kantor |Starmer|"
        return Speaker(body.name, "org", start, end, body.id, state, official)

    def _holds_another(self, index: int, role: str) -> bool:
        """True for a minister who is told to have been a governor: "A, |mantan gubernur X|, …"."""
        person = self.view.persons[index]
        held = set((person.role or "").lower().split()[:1])
        return person.official and bool(held) and held.isdisjoint(self.lex.speakers.former | set(role.lower().split()))

    def _person(self, index: int, start: int, end: int, *, former: bool = False) -> Speaker:
        person = self.view.persons[index]
        standing = self.standings.of(index, self._state_at_hand())
        official = standing.official and not former
        return Speaker(person.name, "person", start, end, person.id, standing.state, official, standing.role)

    def _role(self, phrase: Phrase, start: int, end: int) -> Speaker | None:
        known = self._ends_in_name(phrase)
        if known is None and phrase.former and phrase.anaphoric and self.focus.person is not None:
            return self._again(self._described(), start, end)
        if known is None:
            known = self._holder(phrase)
        if known is not None:
            return self._person(known, start, end, former=phrase.former)
        focus = self._described()
        if phrase.nameless and focus is not None and focus.id is not None:
            focus = None  # who stays without a name is nobody who is named
        is_told_of = phrase.former and not phrase.role and phrase.text.split()[0].lower() in self.lex.speakers.former
        if (phrase.anaphoric or (is_told_of and 1 < phrase.text.count(" ") < _NAMELESS)) and focus is not None:
            return self._again(focus, start, end)
        home = phrase.official and not self._of_a_region(phrase)
        state = phrase.state or (self._state_at_hand() if home else None)
        role = phrase.role or phrase.text
        speaker = Speaker(phrase.text, "person", start, end, None, state, bool(phrase.official), role)
        if phrase.role:
            self._met |= {word: speaker for word in folded(phrase.text).split() if word not in self._met}
        return speaker

    def _described(self) -> Speaker | None:
        """Give whom "pria itu" and "mantan menteri itu" mean.

        Whom the paragraph tells of, who has spoken before, or who is new since somebody did; else who spoke last.
        """
        focus = self.focus
        told, spoke = focus.person, focus.speaking
        if told is None or spoke is None or focus.is_told_here() or told.id in focus.spoken:
            return told
        return told if self._first_named.get(told.id or "", 0) > spoke.end else spoke

    def _ends_in_name(self, phrase: Phrase) -> int | None:
        """Give the person whose name a long office swallowed ("Kepala Biro … Kementerian ESDM Sujatmiko")."""
        spoken = phrase.text.split()
        speakers = self.lex.speakers
        if phrase.head in speakers.anonymous | speakers.relational or spoken[0].lower() in speakers.indefinite:
            return None
        for count in range(min(5, len(spoken) - 1), 0, -1):
            index = self._by_name.get(" ".join(spoken[-count:]))
            if index is not None:
                self.standings.note(index, " ".join(spoken[:-count]), phrase.state)
                return index
        return None

    def _holder(self, phrase: Phrase) -> int | None:
        """Give the person the article introduced in this office, the one in focus first."""
        if phrase.text.lower().startswith(tuple(a + " " for a in self.lex.speakers.articles)):
            return None
        skipped = self.lex.speakers.demonstratives | self.lex.speakers.former | self.lex.speakers.determiners
        spoken = self._without_seat(phrase.text.lower().split())
        spoken = list(takewhile(lambda word: word not in self.lex.clauses.traits, spoken))
        content = [w for w in spoken if w not in skipped]
        if not content or content[0] in self.lex.speakers.group_heads | self.lex.speakers.anonymous:
            return None
        if content[0] in self.lex.speakers.kin and not self.lex.speakers.roles.keys().isdisjoint(content[1:]):
            return None  # "istri Gubernur X"
        wanted = self.offices.canonical(" ".join(content))
        holders = self._holders(wanted) or self._lone_holder(wanted)
        led = self._led_by(wanted) if len(content) == 1 else set()
        fits = sorted(holders & led or holders, key=lambda index: self._rank[index])
        focused = self.focus.person.id if self.focus.person else None
        for index in fits:
            if self.view.persons[index].id == focused:
                return index
        if phrase.anaphoric or len(content) == 1 or len(fits) == 1:
            return fits[0] if fits else None
        return None

    def _without_seat(self, spoken: list[str]) -> list[str]:
        """The words of an office without where its only holder was: "presiden |di istana merdeka|"."""
        seat = next((at for at, word in enumerate(spoken) if word in self.lex.speakers.seats), len(spoken))
        return spoken[:seat] if " ".join(spoken[:seat]) in self.lex.speakers.seated else spoken

    def _led_by(self, head: str) -> set[int]:
        """Give the persons introduced in an office that this word heads: the president, not the president's aide."""
        led = (office for office in self._offices_with.get(head, ()) if self._leads(head, office.split(" | ")[0]))
        return {index for office in led for index in self._offices[office]}

    def _leads(self, head: str, office: str) -> bool:
        """True if ``head`` is the first word of rank in an office, and its first word or right before the name."""
        rank = next((word for word in _WORD.findall(office) if word in self.lex.speakers.roles), None)
        return rank == head and (office.startswith(head) or office.endswith(head))

    def _holders(self, wanted: str) -> set[int]:
        """Give the persons introduced in an office that holds these words in a row."""
        spoken = _WORD.findall(wanted)
        rarest = min((self._offices_with.get(word, []) for word in spoken), key=len, default=[])
        form = re.compile(rf"\b{re.escape(wanted)}\b")
        return {index for office in rarest if form.search(office) for index in self._offices[office]}

    def _lone_holder(self, wanted: str) -> set[int]:
        """Give the person introduced by the head of an office alone ("Duta Besar X") that is now given in full."""
        fits: set[int] = set()
        for office, holders in self._offices.items():
            bare = office.split(" | ")[0]
            if bare.count(" ") and wanted.startswith(bare + " "):
                fits |= holders
        return fits if len(fits) == 1 else set()

    def _of_a_region(self, phrase: Phrase) -> bool:
        """True for "diplomat Barat", who serves a state that is not named."""
        text = f" {phrase.text.lower()} "
        return any(f" {region} " in text for region in self.lex.speakers.regions)

    def _state_at_hand(self) -> str:
        home = self.lex.speakers.default_state
        codes = [state.code for state in self.view.states]
        return home if home in codes else self.view.dominant_state or home

    def _office(self, phrase: Phrase, start: int, end: int) -> Speaker:
        bare = phrase.text.lower() == phrase.head
        if phrase.anaphoric and not self.lex.cues.outlet_nouns.isdisjoint(phrase.text.lower().split()):
            return self._outlet(phrase, start, end)
        if phrase.anaphoric or bare:
            body = self.focus.body
            if body is not None and body.name.lower().startswith(phrase.head):
                return replace(body, start=start, end=end)
            for record in self._bodies_called(phrase.head):
                if len(record.name) > len(phrase.text) or bare:
                    official = record.kind in ("government", "military")
                    return Speaker(record.name, "org", start, end, record.id, record.state, official)
            if body is not None and body.kind == "org" and (phrase.anaphoric or not phrase.official):
                return replace(body, start=start, end=end)
        state = phrase.state or (self._state_at_hand() if phrase.official else None)
        return Speaker(phrase.text, "org", start, end, None, state, bool(phrase.official))

    def _outlet(self, phrase: Phrase, start: int, end: int) -> Speaker:
        """Give the outlet that "kantor berita tersebut" resumes: the one named last."""
        before = bisect_right(self._outlets, start, key=attrgetter("end"))
        if not before:
            return Speaker(phrase.text, "org", start, end)
        last = self.view.organizations[self._outlets[before - 1].index]
        return Speaker(last.name, "org", start, end, last.id, last.state)

    def _bodies_called(self, head: str) -> list[OrganizationRecord]:
        """Give bodies whose name starts so, in order, each longer than those before it: no other is ever chosen."""
        if head not in self._bodies:
            found: list[OrganizationRecord] = []
            for record in self.view.organizations:
                if record.name.lower().startswith(head) and (not found or len(record.name) > len(found[-1].name)):
                    found.append(record)
            self._bodies[head] = found
        return self._bodies[head]

    def _government(self, phrase: Phrase, start: int, end: int) -> Speaker:
        are_people = phrase.head in self.lex.speakers.authorities and phrase.state is None
        kind: SpeakerKind = "group" if are_people else "state"
        return Speaker(phrase.text, kind, start, end, None, phrase.state or self._state_at_hand(), True)

    def _group(self, phrase: Phrase, start: int, end: int) -> Speaker:
        state = phrase.state
        words = set(re.split(r"[\s-]+", phrase.text.lower()))
        lands = self.lex.speakers.lands
        told = set(phrase.text.lower().split())  # "nelayan dari negara tersebut"; not of "negara-negara tersebut"
        is_of_one = phrase.head not in lands and bool(told & lands) and bool(told & self.lex.speakers.pointers)
        is_of_many = not words.isdisjoint(lands) and not is_of_one
        if (words & self.lex.speakers.many_states and state is None) or is_of_many:
            state = None
        elif state is None and not self._is_stateless(phrase, words) and not self._of_a_region(phrase):
            state = self._state_at_hand()
        return Speaker(phrase.text, "group", start, end, None, state, bool(phrase.official))

    def _is_stateless(self, phrase: Phrase, words: set[str]) -> bool:
        """True for "para analis" and "sumber-sumber intelijen", who may be from anywhere."""
        stateless = self.lex.speakers.stateless_heads
        return phrase.head in stateless or not words.isdisjoint(stateless - self.lex.speakers.group_markers)
