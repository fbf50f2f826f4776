"""Names with a nickname in quotation marks: 'Ferdinand "Bongbong" Marcos Jr'."""

from collections.abc import Set
from operator import attrgetter

from spacy.tokens import Doc

from extractors.gazetteers import person_named
from extractors.persons.candidates import Candidate
from extractors.persons.signs import is_name_word
from extractors.statements.quotes import DOUBLE, SINGLE
from extractors.tokens import texts_of
from extractors.words import name_words
from extractors.zones import Zones
from kg.text import folded

MARKS = frozenset(DOUBLE + SINGLE + "'")
LONGEST = 2
"""Words of a nickname at most."""
PARTS = 3
"""Words before and behind one at most that are taken for a name because they are known as names."""


def with_nicknames(doc: Doc, found: list[Candidate], blocked: Set[int], zones: Zones) -> list[Candidate]:
    """Candidates of which those on both sides of a nickname are one; one side may be a word known as a name alone.

    Headlines are left out, as they write verbs like names: 'Ani "Sindir" Budi'.
    """
    ends, starts = {c.end: c for c in found}, {c.start: c for c in found}
    joined: list[Candidate] = []
    for mark, text in enumerate(texts_of(doc)):
        at = mark - 1 if mark and doc[mark - 1].is_space else mark
        if text not in MARKS or (at not in ends and not _is_part(doc, at - 1, blocked)):
            continue
        nickname = _nickname(doc, mark, blocked)
        if nickname is None or zones.kind_at(doc[mark].idx) != "body":
            continue
        spoken, behind = nickname
        left, right = ends.get(at), starts.get(behind)
        first, last = left.start if left else at, right.end if right else behind
        while not left and at - first < PARTS and _is_part(doc, first - 1, blocked):
            first -= 1
        while not right and last - behind < PARTS and _is_part(doc, last, blocked):
            last += 1
        is_told = (left or right) and not (left and right and left.key and right.key)
        if is_told and first < at and last > behind and (not joined or joined[-1].end <= first):
            key = _whom(doc[first:at].text, spoken, doc[behind:last].text)
            joined.append(Candidate(first, last, key))
    inside = {i for c in joined for i in range(c.start, c.end)}
    return sorted([*(c for c in found if c.start not in inside), *joined], key=attrgetter("start"))


def _nickname(doc: Doc, mark: int, blocked: Set[int]) -> tuple[str, int] | None:
    """The nickname that a mark opens, and where the name goes on behind it."""
    texts, end = texts_of(doc), mark + 1
    while end < len(texts) and end - mark <= LONGEST and end not in blocked and is_name_word(doc, end):
        end += 1
    if end == mark + 1 or end >= len(texts) or texts[end] not in MARKS:
        return None
    behind = end + 2 if doc[end + 1 : end + 2].text.isspace() else end + 1
    return (doc[mark + 1 : end].text, behind) if behind < len(doc) and is_name_word(doc, behind) else None


def _is_part(doc: Doc, at: int, blocked: Set[int]) -> bool:
    is_free = 0 <= at < len(doc) and at not in blocked and is_name_word(doc, at)
    return is_free and doc[at].text in name_words(doc.lang_)


def _whom(name: str, nickname: str, rest: str) -> str | None:
    """The key of whom the gazetteer has by the name without the nickname, or by the nickname for a first name."""
    first, other, last = (tuple(folded(part).split()) for part in (name, nickname, rest))
    return person_named(first + last) or person_named(other + last)
