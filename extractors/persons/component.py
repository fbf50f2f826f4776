"""The component that makes person records out of candidate names."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from operator import itemgetter

from spacy.language import Language
from spacy.tokens import Doc

from extractors.gazetteers import person_named
from extractors.official import serves_many_states
from extractors.persons.candidates import Candidate
from extractors.persons.clipping import clips, holds_letters, misspells
from extractors.persons.names import candidate_names
from extractors.persons.origin import (
    SURE,
    Owners,
    Page,
    is_of_home,
    known_in,
    likeliest_state,
    page_of,
    sentence_at,
    state_beside,
)
from extractors.persons.roles import Role, office_on, role_at
from extractors.persons.signs import is_named_after
from extractors.statements.lexicon import lexicon
from extractors.tokens import texts_of
from extractors.words import words
from extractors.zones import Zones
from kg.model import Mention
from kg.record import PersonRecord
from kg.text import folded
from ontology.gazetteer import KnownPerson, people

RECENT = "2016"
"""An article without any date is taken to be no older than this."""


@dataclass(slots=True)
class _Person:
    """One person while mentions are being gathered."""

    key: str | None
    words: tuple[str, ...]
    spans: list[tuple[int, int]] = field(default_factory=list)


@Language.factory("jubir_persons", default_config={"is_trained": True})
class Persons:
    """Sets ``doc._.persons`` in order of first mention, and adds their words to ``doc._.in_names``.

    ``is_trained`` is false to tell by rules alone which state a person is of.
    """

    def __init__(self, nlp: Language, name: str, is_trained: bool) -> None:
        self.name = name
        self._is_trained = is_trained

    def __call__(self, doc: Doc) -> Doc:
        """Find the persons, with their roles."""
        found = _gathered(doc, candidate_names(doc))
        _add_short_forms(doc, found)
        ordered = sorted(found, key=lambda p: min(p.spans))
        inside = {i for person in found for start, end in person.spans for i in range(start, end)}
        page = page_of(doc, doc._.article.published or _year_of(doc))
        doc._.persons = tuple(
            _record(doc, f"p{number}", person, inside, page, self._is_trained)
            for number, person in enumerate(ordered, 1)
        )
        doc._.in_names = frozenset(doc._.in_names | inside)
        return doc


def _words(doc: Doc, start: int, end: int) -> tuple[str, ...]:
    return tuple(folded(doc[start:end].text).split())


def _gathered(doc: Doc, candidates: list[Candidate]) -> list[_Person]:
    """Candidates joined: same gazetteer key, same name, or a name that is a part of a longer one."""
    found = _Found()
    by_key: dict[str, _Person] = {}
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.start)):
        own = _words(doc, candidate.start, candidate.end)
        if not own:
            continue
        key = candidate.key or person_named(own)
        home = by_key.get(key) if key else found.home(own)
        if home is None:
            home = found.add(_Person(key, own))
            if key:
                by_key[key] = home
        home.spans.append((candidate.start, candidate.end))
    return _with_aliases(doc, found.persons)


def _with_aliases(doc: Doc, persons: list[_Person]) -> list[_Person]:
    """Persons joined where the text says that two names are of one: "Saulihun alias Abu Nusaibah"."""
    ends = {end: person for person in persons for _, end in person.spans}
    home: dict[int, _Person] = {}
    told = [(_end_of_other_name(doc, start), person) for person in persons for start, _ in person.spans]
    for end, person in sorted([*told, *_in_brackets(doc, persons, ends)], key=itemgetter(0)):
        if (other := ends.get(end)) is None:
            continue
        first, second = home.get(id(other), other), home.get(id(person), person)
        if first is not second and not (first.key and second.key):
            first.spans += second.spans
            first.key = first.key or second.key
            home[id(second)] = first
    return [person for person in persons if id(person) not in home]


def _in_brackets(doc: Doc, persons: list[_Person], ends: Mapping[int, _Person]) -> Iterator[tuple[int, _Person]]:
    """Persons of one word that stands in brackets behind a name with its letters, and where: "Ahmad Heryawan| (Aher)".

    Other names in brackets there are of another person: a part on a stage, a rival, a wife.
    """
    short = {p.words[0]: p for p in persons if len(p.words) == 1 and not p.key}
    texts = texts_of(doc)
    for at, other in ends.items():
        if texts[at : at + 1] == ["("] and texts[at + 2 : at + 3] == [")"]:
            person = short.get(folded(texts[at + 1]))
            if person and len(other.words) > 1 and holds_letters("".join(other.words), person.words[0]):
                yield at, person


def _end_of_other_name(doc: Doc, start: int) -> int:
    """Where another name ends, behind which a name is told to mean the same person; -1 if nothing tells so.

    "X |alias| Y", "X |yang akrab disapa| Y", "X|, sapaan akrab| Y", "X |atau Gus| Y".
    """
    lang, at = doc.lang_, start
    if at > 1 and doc[at - 1].text in words(lang, "persons", "closed_titles"):
        at -= 1
        if doc[at - 1].lower_ in words(lang, "persons", "either"):
            return at - 1
    told, around = words(lang, "persons", "alias"), words(lang, "persons", "around_alias")
    first = at
    while first > max(0, at - LONGEST_ALIAS) and (doc[first - 1].lower_ in told or doc[first - 1].lower_ in around):
        first -= 1
    return first if any(doc[i].lower_ in told for i in range(first, at)) else -1


LATE = 5
"""Words from "mendiang" to a name at most."""
LONGEST_ALIAS = 6
"""Words of "yang lebih akrab disapa dengan" at most."""
ALIKE = 2
"""Letters by which names that one word may cut short are found."""
MOST_ALIKE = 20
"""Names that are asked at most."""


class _Found:
    """Persons found so far, with those that each word may name."""

    def __init__(self) -> None:
        self.persons: list[_Person] = []
        self._with: dict[str, list[_Person]] = {}
        self._homes: dict[tuple[str, ...], _Person] = {}
        self._alike: dict[str, list[_Person]] = {}

    def add(self, person: _Person) -> _Person:
        self.persons.append(person)
        for word in dict.fromkeys(person.words):
            self._with.setdefault(word, []).append(person)
        for head in dict.fromkeys(word[:ALIKE] for word in person.words):
            self._alike.setdefault(head, []).append(person)
        return person

    def home(self, own: tuple[str, ...]) -> _Person | None:
        """The first person whose name holds these words in a row; a longer name of the gazetteer may hold them too."""
        if own not in self._homes:
            rarest = min((self._with.get(word, []) for word in own), key=len)
            holding = (person for person in rarest if _holds(person.words, own))
            first = next(holding, None) or (self._clipped(own[0]) if len(own) == 1 else None)
            if first is None:
                return None
            self._homes[own] = first
        return self._homes[own]

    def _clipped(self, short: str) -> _Person | None:
        """The first person whose name this word cuts short; only the first few that begin like it are asked."""
        alike = self._alike.get(short[:ALIKE], ())
        told = (p for p in alike[:MOST_ALIKE] if clips(short, p.words) or misspells(short, p.words))
        return next(told, None)


def _holds(full: tuple[str, ...], own: tuple[str, ...]) -> bool:
    """True if a name has the words of another in a row, or from its first word on with some left out between."""
    if any(full[i : i + len(own)] == own for i in range(len(full) - len(own) + 1)):
        return True
    left = iter(full)
    return len(own) > 1 and own[0] == full[0] and own[-1] == full[-1] and all(word in left for word in own)


def _add_short_forms(doc: Doc, found: list[_Person]) -> None:
    """Single capitalised words that are part of a name found, each for the person it most likely means.

    A name of one word is found wherever else it stands, unless the text has the word in small letters too.
    """
    by_word: dict[str, list[tuple[int, int, _Person]]] = defaultdict(list)
    whole = _WholeNames()
    texts = texts_of(doc)
    small = {text for text in texts if text.islower()}
    for number, person in enumerate(found):
        for word in dict.fromkeys(person.words):
            if len(word) > 1 and (len(person.words) > 1 or word not in small):
                by_word[word] += [(start, number, person) for start, _ in person.spans]
                whole.add(word, number, person)
    breaks = [i for i, text in enumerate(texts) if "\n" in text]
    late = {number for number, person in enumerate(found) if _is_late(doc, person)}
    for word, named in by_word.items():
        by_word[word] = [at for at in named if at[1] not in late] or named
    bearers = {word: _Bearers(named, breaks) for word, named in by_word.items()}
    taken = {i for person in found for start, end in person.spans for i in range(start, end)} | doc._.in_names
    zones = Zones(doc._.article)
    other = words(doc.lang_, "persons", "not_names")
    states = {i for k in doc._.known if k.kind in ("state", "capital") for i in range(k.start, k.end)}
    capitals = (i for i, text in enumerate(texts) if text[:1].isupper() and text not in other)
    for token in (doc[i] for i in capitals):
        bearer = bearers.get(folded(token.text))
        if bearer is None or token.i in taken or token.i in states:
            continue
        if not zones.is_silent(token.idx) and not is_named_after(doc, token.i, token.i + 1):
            named_here = whole.at(doc, token.i)
            count = len(named_here.words) if named_here else 1
            person = named_here or bearer.at(token.i)
            person.spans.append((token.i, token.i + count))
            taken.update(range(token.i, token.i + count))


def _is_late(doc: Doc, person: _Person) -> bool:
    """True for who is told to be dead: "|mendiang| Presiden X"; others of the name are meant by a part of it."""
    told = words(doc.lang_, "persons", "late")
    for start, _ in person.spans:
        for at in range(start - 1, max(-1, start - 1 - LATE), -1):
            if not doc[at].is_alpha:
                break
            if doc[at].lower_ in told:
                return True
    return False


class _Bearers:
    """Whom a short form means: asked for tokens in order, each in turn.

    It is the one whose full name stands last before in the same paragraph, else the one named most often before,
    else the first one.
    """

    def __init__(self, named: list[tuple[int, int, _Person]], breaks: Sequence[int]) -> None:
        self._named = sorted(named, key=lambda at: at[:2])
        self._breaks = breaks
        self._read = 0
        self._times: Counter[int] = Counter()
        self._foremost = self._named[0][1:]

    def at(self, token: int) -> _Person:
        """Whom the form at a token means."""
        while self._read < len(self._named) and self._named[self._read][0] < token:
            number, person = self._named[self._read][1:]
            self._times[number] += 1
            if self._times[number] > self._times[self._foremost[0]]:
                self._foremost = number, person
            self._read += 1
        if self._read:
            last, _, nearest = self._named[self._read - 1]
            if bisect_left(self._breaks, last) == bisect_left(self._breaks, token):
                return nearest
        return self._foremost[1]


class _WholeNames:
    """Finds the person whose whole name starts at a token."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, ...], tuple[int, _Person]] = {}
        self._lengths: dict[str, set[int]] = {}

    def add(self, word: str, number: int, person: _Person) -> None:
        """Know a person, the ``number``-th one, by a name that starts with ``word``; other words tell nothing."""
        if person.words[0] == word:
            self._by_name.setdefault(person.words, (number, person))
            self._lengths.setdefault(word, set()).add(len(person.words))

    def at(self, doc: Doc, start: int) -> _Person | None:
        """The first person whose whole name stands at the token ``start``."""
        names = (_words(doc, start, start + n) for n in self._lengths.get(folded(doc[start].text), ()))
        found = [self._by_name[name] for name in names if name in self._by_name]
        return min(found, key=itemgetter(0))[1] if found else None


def _record(doc: Doc, local_id: str, person: _Person, inside: Set[int], page: Page, is_trained: bool) -> PersonRecord:
    spans = sorted(set(person.spans))
    texts = [" ".join(doc[start:end].text.split()) for start, end in spans]
    known = people().get(person.key) if person.key else None
    name = _fullest(doc.lang_, texts, known)
    role = role_of(doc, spans, inside)
    state, official, role_text = _standing(doc, person, role, page, is_trained)
    mentions = tuple(Mention(doc[s:e].start_char, doc[s:e].end_char, doc[s:e].text) for s, e in spans)
    return PersonRecord(
        id=local_id,
        name=name,
        aliases=tuple(dict.fromkeys(text for text in texts if text != name)),
        state=state,
        official=official,
        role=role_text,
        wikidata=known.wikidata if known else None,
        key=person.key,
        mentions=mentions,
    )


def _fullest(lang: str, texts: list[str], known: KnownPerson | None) -> str:
    """The longest form; one of the gazetteer that an office opens ("Presiden X") only where there is no other."""
    offices = lexicon(lang).speakers.roles
    bare = [
        t for t in texts if known is None or t.split()[0].lower() not in offices or known.name.startswith(t.split()[0])
    ]
    return max(bare or texts, key=len)


def role_of(doc: Doc, spans: Sequence[tuple[int, int]], inside: Set[int]) -> Role | None:
    """The role beside the mentions of a person that is new, else one that is held, else the one said most fully.

    Of equals it is the first. ``inside`` are the tokens of all names of persons.
    """
    roles = [role for start, end in spans if (role := role_at(doc, start, end, inside))]

    def rank(role: Role) -> tuple[bool, bool, bool, bool]:
        return role.is_new, not _is_former(doc, role), role.state is not None, len(role.text.split()) > 1

    return max(roles, key=rank, default=None)


def _standing(
    doc: Doc, person: _Person, role: Role | None, page: Page, is_trained: bool
) -> tuple[str | None, bool, str | None]:
    """State, officialness and role: the gazetteer's offices in time first, then what the text says."""
    known = people().get(person.key) if person.key else None
    # who heads a state may lead a body of many too
    if role is not None and role.state is None and not _holds_state_office(known, page) and _serves_many(doc, role):
        return None, False, role.text
    serves = role is not None and role.official and not _was_held(doc, role)
    if known is None:
        official = serves
        others = (
            _states_of_office(doc, person, role.text, page.owners)
            if role and official and not role.state
            else frozenset()
        )
        if role and role.state:
            return role.state, official, role.text
        if is_trained:
            least = 0.0 if official else SURE
            state = likeliest_state(doc, sorted(person.spans), page, others, least=least)
        else:
            state = _origin(doc, person, page, others, official=official)
        return state, official, role.text if role else None
    office = office_on(known, page.day)
    if office is None:
        official = serves or (role is None and _holds_state_office(known, page))
        return known.state, official, role.text if role else None
    official = office.governmental and not (role is not None and _is_former(doc, role))
    return known.state, official, role.text if role else office.role_id


def _states_of_office(doc: Doc, person: _Person, office: str, owners: Owners) -> Set[str]:
    """States of whom others hold this office in sentences on a person: that of "Menlu |Iran|" for a "Menlu".

    States that the article tells of besides may be those of the person, too.
    """
    near = {
        k.key for start, end in person.spans for k in known_in(doc, *sentence_at(doc, start, end)) if k.kind == "state"
    }
    return frozenset(code for code in near if owners.are_all(code, office))


def _origin(doc: Doc, person: _Person, page: Page, others: Set[str], *, official: bool) -> str | None:
    """The state of a person that nothing names: home for names of home, else that of the sentence or the page.

    It is none of the ``others``.
    """
    home = lexicon(doc.lang_).speakers.default_state
    spans = sorted(person.spans)
    if page.topic in others:
        return home
    if page.topic == home or (
        (page.topic is None or page.topic != home) and is_of_home(doc, spans, is_abroad=page.is_abroad)
    ):
        return home
    beside = state_beside(doc, *spans[0])
    if beside in others:
        return page.topic or home
    return beside or page.topic or (page.state if official else None)


def _holds_state_office(known: KnownPerson | None, page: Page) -> bool:
    """True for who governs by the gazetteer: on the day of the page, of late where nothing dates it."""
    if known is None:
        return False
    if page.day:
        office = office_on(known, page.day)
        return office is not None and office.governmental
    return any(office.governmental and (office.end or RECENT) >= RECENT for office in known.offices)


def _was_held(doc: Doc, role: Role) -> bool:
    """True for an office of the time that is told of: "Menteri Luar Negeri X saat itu"."""
    return any(f" {time} " in f" {folded(role.text)} " for time in words(doc.lang_, "persons", "past_times"))


def _serves_many(doc: Doc, role: Role) -> bool:
    """True for an office of a body of several states that is held now."""
    return serves_many_states(doc.lang_, role.text) and not _was_held(doc, role) and not _is_former(doc, role)


def _is_former(doc: Doc, role: Role) -> bool:
    return not words(doc.lang_, "persons", "former").isdisjoint(folded(role.text).split()[:1])


def _year_of(doc: Doc) -> str | None:
    """The first full date of the text, when the page does not say when it was published."""
    return next((d.iso for d in doc._.dates if d.iso and len(d.iso) == 10), None)
