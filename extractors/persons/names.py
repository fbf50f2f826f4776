"""Candidate names: where a text may name a person, and how strong the signs are.

The trained recogniser says where persons are named; gazetteer and rules, whose and how far.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from extractors.persons.roles import known_at, role_at
from extractors.statements.lexicon import lexicon
from extractors.words import name_words, words
from extractors.zones import Zones

LONGEST = 7
"""Words in a name at most."""

ENOUGH = 2
"""Signs needed to take a name that no gazetteer knows."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens ``start`` to ``end`` (exclusive) name a person; ``key`` if the gazetteer knows whom."""

    start: int
    end: int
    key: str | None


def candidate_names(doc: Doc) -> list[Candidate]:
    """Names of the gazetteer, and what the trained recogniser sees as persons, in order.

    Where it sees one, the rules tell how far the name goes, if they find enough signs of one there too.
    """
    zones = Zones(doc._.article)
    known = [Candidate(k.start, k.end, k.key) for k in doc._.known if k.kind == "person" and _is_free(doc, k, zones)]
    taken = {i for c in known for i in range(c.start, c.end)}
    blocked = taken | doc._.in_names | _other_names(doc)
    seen = {at for name in doc._.names if name.label == "PER" for at in range(name.start, name.end)}
    runs = (run for run in _runs(doc, blocked) if not seen.isdisjoint(range(*run)))
    found = [
        c for run in runs if (c := _name_in(doc, *run, zones, taken)) and not seen.isdisjoint(range(c.start, c.end))
    ]
    ruled = [*(_extended(doc, c, blocked) for c in known), *found]
    return sorted([*ruled, *_recognised(doc, ruled, blocked, zones)], key=lambda c: c.start)


def _recognised(doc: Doc, ruled: list[Candidate], blocked: set[int], zones: Zones) -> Iterator[Candidate]:
    """Persons that the trained recogniser sees where no rule found anything."""
    taken = {at for c in ruled for at in range(c.start, c.end)} | blocked
    titles = words(doc._.article.lang, "persons", "titles")
    for name in doc._.names:
        first = name.start
        while first < name.end and doc[first].text.rstrip(".") in titles:
            first += 1
        span = range(first, name.end)
        if name.label != "PER" or not 0 < len(span) <= LONGEST or not taken.isdisjoint(span):
            continue
        if _is_name_word(doc, first) and not zones.is_silent(doc[first].idx) and not _is_credit(doc, first):
            yield Candidate(first, name.end, None)


def _is_free(doc: Doc, known, zones: Zones) -> bool:  # type: ignore[no-untyped-def]
    return known.start not in doc._.in_names and not zones.is_silent(doc[known.start].idx)


def _other_names(doc: Doc) -> set[int]:
    """Tokens of states and of places; a one-word place beside a likely name word may be part of a name."""
    lang = doc._.article.lang
    found: set[int] = set()
    for known in doc._.known:
        is_doubtful = (
            known.kind == "place" and known.end - known.start == 1 and doc[known.start].text in name_words(lang)
        )
        if known.kind in ("state", "capital", "place", "organization") and not is_doubtful:
            found.update(range(known.start, known.end))
    return found


def _extended(doc: Doc, known: Candidate, blocked: set[int]) -> Candidate:
    """A known short name takes the capitalised words it stands in ("Trump" in "Ivanka Trump" is someone else)."""
    start, end = known.start, known.end
    if end - start > 1:
        return known
    lang = doc._.article.lang
    likely = name_words(lang) - words(lang, "persons", "titles")
    lowest, highest = max(0, start - LONGEST), min(len(doc), end + LONGEST)
    while (
        start > lowest and _is_name_word(doc, start - 1) and start - 1 not in blocked and doc[start - 1].text in likely
    ):
        start -= 1
    while end < highest and _is_name_word(doc, end) and end not in blocked and doc[end].text in likely:
        end += 1
    return known if (start, end) == (known.start, known.end) else Candidate(start, end, None)


def _is_name_word(doc: Doc, at: int) -> bool:
    text = doc[at].text
    return text[:1].isupper() and (text[:1].isalpha()) and any(c.isalpha() for c in text)


def _runs(doc: Doc, blocked: set[int]) -> Iterator[tuple[int, int]]:
    """Maximal stretches of capitalised words, hyphens and particles inside them."""
    particles = words(doc._.article.lang, "persons", "particles")
    at = 0
    while at < len(doc):
        if at in blocked or not _is_name_word(doc, at):
            at += 1
            continue
        end = at + 1
        while end < len(doc) and end not in blocked:
            if _is_name_word(doc, end) or (doc[end].text == "-" and _is_bound(doc, end)):
                end += 1
            elif doc[end - 1].text == "-" and doc[end].is_alpha and not doc[end - 1].whitespace_:
                end += 1
            elif doc[end].lower_ in particles and end + 1 < len(doc) and _continues(doc, end, blocked):
                end += 1
            else:
                break
        yield at, end
        at = end


def _is_bound(doc: Doc, at: int) -> bool:
    """A hyphen between two words without spaces."""
    return not doc[at - 1].whitespace_ and not doc[at].whitespace_ and at + 1 < len(doc) and doc[at + 1].is_alpha


def _continues(doc: Doc, at: int, blocked: set[int]) -> bool:
    """True if a name goes on behind the particle at ``at``; one that is a preposition too needs a name word there."""
    lang = doc._.article.lang
    if doc[at].lower_ in lexicon(lang).clauses.prepositions and doc[at + 1].text not in name_words(lang):
        return False
    after = at + 2 if doc[at + 1].text == "-" else at + 1
    return after < len(doc) and after not in blocked and _is_name_word(doc, after)


def _name_in(doc: Doc, start: int, end: int, zones: Zones, taken: set[int]) -> Candidate | None:
    """The part of a run that is a name, if there are enough signs that it is one."""
    lang = doc._.article.lang
    titles = words(lang, "persons", "titles")
    other = words(lang, "persons", "not_names") | words(lang, "persons", "role_words")
    first = max((i + 1 for i in range(start, end) if doc[i].text.rstrip(".") in titles), default=start)
    has_title = first > start
    while first < end and (doc[first].text in other or doc[first].text in "-."):
        first += 1
    last = end
    while last > first and (doc[last - 1].text in other or doc[last - 1].text in "-." or doc[last - 1].text.islower()):
        last -= 1
    if _goes_on_as_role(doc, first, last, end, has_title):
        return None
    if not 0 < last - first <= LONGEST or zones.is_silent(doc[first].idx) or _is_credit(doc, first):
        return None
    if any(doc[i].text in other for i in range(first, last)):
        return None
    signs = _signs(doc, first, last, has_title)
    return Candidate(first, last, None) if signs >= ENOUGH else None


def _goes_on_as_role(doc: Doc, first: int, last: int, end: int, has_title: bool) -> bool:
    """True for the "Kebijakan" of "Kepala Kebijakan Luar Negeri": words of a role behind an unknown single word."""
    lang = doc._.article.lang
    if not has_title or last - first != 1 or doc[first].text in name_words(lang):
        return False
    return last < end and doc[last].text in words(lang, "persons", "role_words")


def _is_credit(doc: Doc, first: int) -> bool:
    """True behind "Fotografer:" and the like."""
    labels = words(doc._.article.lang, "persons", "credits")
    return first > 1 and doc[first - 1].text == ":" and doc[first - 2].text in labels


def _signs(doc: Doc, first: int, last: int, has_title: bool) -> int:
    """How much speaks for a person: a title, name words, a speech verb beside it, an apposition, an age."""
    lang = doc._.article.lang
    before, after = (doc[first - 1].lower_ if first else ""), (doc[last].lower_ if last < len(doc) else "")
    length = sum(doc[i].is_alpha for i in range(first, last))
    known = sum(doc[i].text in name_words(lang) for i in range(first, last))
    if length == 1 and doc[first].is_upper and known == 0:
        return 0
    signs = 2 * has_title if length > 1 or known or not doc[first].is_upper else 0
    if length == 1 and not known and has_title and _takes_field(doc, first - 1):
        signs = 1
    signs += 2 if before in words(lang, "persons", "speech_before") else 0
    signs += min(known, 2) if length > 1 else known
    signs += 1 if after in words(lang, "persons", "speech_after") and length > 1 else 0
    signs += 2 * (_is_role(doc, first - 1) or (length > 1 and _holds_office(doc, first)))
    signs += _apposition(doc, last) if length > 1 else 0
    signs += 2 * _is_apposed(doc, first, last) if length > 1 else 0
    return signs - (2 if length == 1 and doc[first].is_sent_start and not has_title and known == 0 else 0)


def _is_role(doc: Doc, at: int) -> bool:
    """True if the word at ``at`` is a role in small letters ("analis Budi"), perhaps graded ("peneliti senior")."""
    roles = words(doc._.article.lang, "persons", "appositions") - {"yang"}
    if at < 0 or doc[at].lower_ in roles:
        return at >= 0
    grades = words(doc._.article.lang, "persons", "grades")
    return at > 0 and doc[at].lower_ in grades and doc[at - 1].lower_ in roles


def _takes_field(doc: Doc, at: int) -> bool:
    """True for a title that its field follows ("Kepala Distrik"), so that one unknown word may be no name."""
    return doc[at].text.rstrip(".") in words(doc._.article.lang, "persons", "with_field")


def _holds_office(doc: Doc, first: int) -> bool:
    """True behind an office whose body, state or place is named: "juru bicara Pentagon Sabrina Singh"."""
    known = known_at(doc._.known, first - 1)
    is_behind = first - 1 in doc._.in_names or (known is not None and known.kind != "person" and known.end == first)
    return is_behind and role_at(doc, first, first) is not None


def _is_apposed(doc: Doc, first: int, last: int) -> bool:
    """True between commas before a speech verb: "peneliti pusat itu, Budi Santoso, mengatakan"."""
    if not first or last + 1 >= len(doc) or doc[first - 1].text != "," or doc[last].text != ",":
        return False
    return doc[last + 1].lower_ in words(doc._.article.lang, "persons", "speech_after")


def _apposition(doc: Doc, last: int) -> int:
    """2 for a role or an age behind the name."""
    if last + 1 >= len(doc) or doc[last].text not in (",", "("):
        return 0
    following = doc[last + 1]
    if doc[last].text == "(":
        return 2 if following.is_digit and len(following) == 2 else 0
    return 2 if following.lower_ in words(doc._.article.lang, "persons", "appositions") else 0
