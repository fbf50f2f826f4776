"""The component that makes person records out of candidate names."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from extractors.persons.names import Candidate, candidate_names
from extractors.persons.roles import Role, office_on, role_at
from extractors.words import words
from extractors.zones import Zones
from kg.model import Mention
from kg.record import PersonRecord
from kg.text import folded
from ontology.gazetteer import organizations, people
from ontology.gazetteer import places as known_places

RECENT = "2016"
"""An article without any date is taken to be no older than this."""


@dataclass(slots=True)
class _Person:
    """One person while mentions are being gathered."""

    key: str | None
    words: tuple[str, ...]
    spans: list[tuple[int, int]] = field(default_factory=list)


@Language.factory("jubir_persons")
class Persons:
    """Sets ``doc._.persons`` in order of first mention, and adds their words to ``doc._.in_names``."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Find the persons, with their roles."""
        found = _gathered(doc, candidate_names(doc))
        _add_short_forms(doc, found)
        ordered = sorted(found, key=lambda p: min(p.spans))
        inside = {i for person in found for start, end in person.spans for i in range(start, end)}
        doc._.persons = tuple(_record(doc, f"p{number}", person, inside) for number, person in enumerate(ordered, 1))
        doc._.in_names = frozenset(doc._.in_names | inside)
        return doc


def _words(doc: Doc, start: int, end: int) -> tuple[str, ...]:
    return tuple(folded(doc[start:end].text).split())


def _gathered(doc: Doc, candidates: list[Candidate]) -> list[_Person]:
    """Candidates joined: same gazetteer key, same name, or a name that is a part of a longer one."""
    found: list[_Person] = []
    by_key: dict[str, _Person] = {}
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.start)):
        own = _words(doc, candidate.start, candidate.end)
        if not own:
            continue
        home = by_key.get(candidate.key) if candidate.key else _home(found, own)
        if home is None:
            home = _Person(candidate.key, own)
            found.append(home)
            if candidate.key:
                by_key[candidate.key] = home
        home.spans.append((candidate.start, candidate.end))
    return found


def _home(found: list[_Person], own: tuple[str, ...]) -> _Person | None:
    """A person whose name holds these words in a row; a longer name of the gazetteer may hold them too."""
    for person in found:
        full = person.words
        if any(full[i : i + len(own)] == own for i in range(len(full) - len(own) + 1)):
            return person
    return None


def _add_short_forms(doc: Doc, found: list[_Person]) -> None:
    """Single capitalised words that are part of a name found, each to the nearest full name before it.

    A name of one word is found wherever else it stands, unless the text has the word in small letters too.
    """
    by_word: dict[str, list[_Person]] = {}
    small = {token.text for token in doc if token.is_lower}
    for person in found:
        for word in person.words:
            if len(word) > 1 and (len(person.words) > 1 or word not in small):
                by_word.setdefault(word, []).append(person)
    taken = {i for person in found for start, end in person.spans for i in range(start, end)} | doc._.in_names
    zones, full = Zones(doc._.article), {id(p): sorted(p.spans) for p in found}
    other = words(doc._.article.lang, "persons", "not_names")
    states = {i for k in doc._.known if k.kind in ("state", "capital") for i in range(k.start, k.end)}
    for token in doc:
        fits = by_word.get(folded(token.text), ())
        if not fits or token.i in taken or token.i in states or not token.text[:1].isupper() or token.text in other:
            continue
        if not zones.is_silent(token.idx):
            whole = next((p for p in fits if _words(doc, token.i, token.i + len(p.words)) == p.words), None)
            count = len(whole.words) if whole else 1
            (whole or _nearest(list(fits), full, token.i)).spans.append((token.i, token.i + count))
            taken.update(range(token.i, token.i + count))


def _nearest(fits: list[_Person], full: dict[int, list[tuple[int, int]]], at: int) -> _Person:
    """The person whose full name was read last before ``at``; else the first one named."""
    if len(fits) == 1:
        return fits[0]
    before = [(max(s for s in full[id(p)] if s[0] < at), p) for p in fits if any(s[0] < at for s in full[id(p)])]
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    return min(fits, key=lambda p: full[id(p)][0])


def _record(doc: Doc, local_id: str, person: _Person, inside: Set[int]) -> PersonRecord:
    spans = sorted(set(person.spans))
    texts = [doc[start:end].text for start, end in spans]
    name = max(texts, key=len)
    roles = [role for start, end in spans if (role := role_at(doc, start, end, inside))]
    role = _best(roles)
    state, official, role_text = _standing(doc, person, role)
    known = people().get(person.key) if person.key else None
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


def _best(roles: list[Role]) -> Role | None:
    """The role said most fully; of equals the first."""
    return max(roles, key=lambda r: (r.state is not None, len(r.text.split()) > 1), default=None)


def _standing(doc: Doc, person: _Person, role: Role | None) -> tuple[str | None, bool, str | None]:
    """State, officialness and role: the gazetteer's offices in time first, then what the text says."""
    known = people().get(person.key) if person.key else None
    if known is None:
        state = role.state if role else None
        if state is None and ((role and role.official) or _is_of_home(doc)):
            state = _home_state(doc)
        return state, bool(role and role.official), role.text if role else None
    office = office_on(known, doc._.article.published or _year_of(doc))
    if office is None:
        official = bool(role and role.official) or _holds_any_office(doc, person, role)
        return known.state, official, role.text if role else None
    official = office.governmental and not (role is not None and _is_former(doc, role))
    return known.state, official, role.text if role else office.role_id


def _holds_any_office(doc: Doc, person: _Person, role: Role | None) -> bool:
    """Where nothing dates the article: True if the person is known for governing, and the text says nothing else."""
    known = people().get(person.key or "")
    dated = doc._.article.published or _year_of(doc)
    if dated or role is not None or known is None:
        return False
    return any(office.governmental and (office.end or RECENT) >= RECENT for office in known.offices)


def _is_former(doc: Doc, role: Role) -> bool:
    return folded(role.text).split()[:1] in (["mantan"], ["eks"], ["bekas"])


def _is_of_home(doc: Doc) -> bool:
    """True for news of the home country alone: no other state is named, and something of it is."""
    named = {k.key for k in doc._.known if k.kind in ("state", "capital")}
    places = {known_places()[k.key].state for k in doc._.known if k.kind == "place"}
    bodies = {organizations()[k.key].state for k in doc._.known if k.kind == "organization"}
    return named <= {"ID"} and "ID" in named | places | bodies


def _home_state(doc: Doc) -> str | None:
    """The state an office without one belongs to: the one most named, else Indonesia, whose press this is."""
    counts: Counter[str] = Counter(k.key for k in doc._.known if k.kind == "state")
    if not counts:
        return "ID"
    return max(sorted(counts), key=lambda code: counts[code])


def _year_of(doc: Doc) -> str | None:
    """The first full date of the text, when the page does not say when it was published."""
    return next((d.iso for d in doc._.dates if d.iso and len(d.iso) == 10), None)
