"""What a person is called besides the name: role, state, and whether that speaks for a government."""

from collections.abc import Set
from dataclasses import dataclass

from spacy.tokens import Doc

from extractors.gazetteers import Known
from extractors.statements.lexicon import lexicon
from extractors.words import words
from kg.text import folded
from ontology.gazetteer import KnownPerson, Office, organizations

LONGEST_ROLE = 14
"""Words in a role at most."""

STOPS = frozenset('.!?;:()"“”\n')


@dataclass(frozen=True, slots=True)
class Role:
    """A role as the text words it, with the state it serves if that is said."""

    text: str
    state: str | None
    official: bool


def role_at(doc: Doc, start: int, end: int, others: Set[int] = frozenset()) -> Role | None:
    """The role beside the name at tokens ``start`` to ``end``: before it, or behind a comma.

    ``others`` are tokens of other persons' names; no role reaches over one.
    """
    return _before(doc, start, others) or _behind(doc, end, others)


def _before(doc: Doc, start: int, others: Set[int]) -> Role | None:
    """A role that runs up to the name, perhaps with a comma between."""
    heads = lexicon(doc._.article.lang).speakers.roles
    at = start - 1
    if at > 0 and doc[at].text == ",":
        at -= 1
    head = None
    low = max(-1, at - LONGEST_ROLE)
    for i in range(at, low, -1):
        token = doc[i]
        if i in others or token.text in STOPS or token.is_space or (token.text == "," and i != at + 1):
            break
        if token.lower_.rstrip(".") in heads or _is_title(doc, i):
            head = i
        elif not _belongs(doc, i):
            break
    return _role(doc, head, at + 1) if head is not None else None


def _is_title(doc: Doc, i: int) -> bool:
    return doc[i].text.rstrip(".") in words(doc._.article.lang, "persons", "titles")


def _belongs(doc: Doc, i: int) -> bool:
    """A word that may stand inside a role: a capitalised one, or a small one that roles use."""
    lang = doc._.article.lang
    text = doc[i].text
    inside = {"luar", "negeri", "untuk", "bidang", "urusan", "keamanan", "nasional", "bicara", "khusus", "umum", "dan"}
    return (
        text[:1].isupper()
        or text in ("-", ".", "/")
        or text.lower() in inside
        or text in words(lang, "persons", "role_words")
    )


def _behind(doc: Doc, end: int, others: Set[int]) -> Role | None:
    """A role in apposition: ", pakar … di Stimson Center"."""
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    first = doc[end + 1].lower_
    heads = lexicon(doc._.article.lang).speakers.roles
    if first not in heads and first not in words(doc._.article.lang, "persons", "appositions"):
        return None
    last = end + 1
    while last < len(doc) and last - end <= LONGEST_ROLE:
        token = doc[last]
        if token.text in STOPS or token.text == "," or token.is_space or token.lower_.startswith("meng"):
            break
        if last in others or token.lower_ in lexicon(doc._.article.lang).cues.via:
            break
        last += 1
    return _role(doc, end + 1, last)


def _role(doc: Doc, start: int, end: int) -> Role | None:
    text = doc[start:end].text.strip(" ,-")
    if not text:
        return None
    state = _state(doc, start, end)
    return Role(text, state, is_official(doc._.article.lang, text))


def _state(doc: Doc, start: int, end: int) -> str | None:
    """The state of a role: one named in it, else that of a body named in it, else Indonesia for its own posts."""
    lang = doc._.article.lang
    inside: list[Known] = [k for k in doc._.known if k.start >= start and k.end <= end]
    for kind in ("state", "capital"):
        for known in inside:
            if known.kind == kind:
                return known.key
    for known in inside:
        if known.kind == "organization" and (state := organizations()[known.key].state):
            return state
    if doc[start].text.rstrip(".") in words(lang, "official", "national_titles"):
        return "ID"
    text = f" {folded(doc[start:end].text)} "
    return "ID" if any(f" {word} " in text for word in words(lang, "official", "national_words")) else None


def is_official(lang: str, role: str) -> bool:
    """True if a role speaks for a government. Words that rule it out come first, then those that make it so."""
    text = f" {folded(role)} "
    if any(f" {word} " in text for word in words(lang, "official", "unofficial_words")):
        return False
    if any(f" {word} " in text for word in words(lang, "official", "official_words")):
        return True
    heads = lexicon(lang).speakers.roles
    return next((heads[word] for word in text.split() if word in heads), False)


def office_on(person: KnownPerson, day: str | None) -> Office | None:
    """The office held on a day (ISO, perhaps partial); a governmental one before others; None without a day."""
    if day is None:
        return None
    held = [o for o in person.offices if (o.start or "") <= day and (o.end is None or day[: len(o.end)] <= o.end)]
    return max(held, key=lambda o: (o.governmental, o.start or ""), default=None)
