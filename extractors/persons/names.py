"""Candidate names: where a text may name a person, and how strong the signs are.

This is the seam for a trained recogniser: whatever gives `Candidate`s can stand in for `candidate_names`.
"""

from collections.abc import Iterator

from spacy.tokens import Doc

from extractors.persons.candidates import Candidate
from extractors.persons.signs import LONGEST, is_name_word, listed_beside, run_in, signs_of
from extractors.statements.lexicon import lexicon
from extractors.words import name_words, words
from extractors.zones import Zones

ENOUGH = 2
"""Signs needed to take a name that no gazetteer knows."""


def candidate_names(doc: Doc) -> list[Candidate]:
    """Names of the gazetteer, and capitalised runs with enough signs of a person, in order."""
    zones = Zones(doc._.article)
    known = [Candidate(k.start, k.end, k.key) for k in doc._.known if k.kind == "person" and _is_free(doc, k, zones)]
    taken = {i for c in known for i in range(c.start, c.end)}
    blocked = taken | doc._.in_names | _other_names(doc)
    named = [_extended(doc, c, blocked) for c in known]
    runs = [run for start, end in _runs(doc, blocked) if (run := run_in(doc, start, end, zones))]
    found = [Candidate(run.first, run.last, None) for run in runs if signs_of(doc, run) >= ENOUGH]
    return listed_beside(doc, [*named, *found], runs)


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
        start > lowest and is_name_word(doc, start - 1) and start - 1 not in blocked and doc[start - 1].text in likely
    ):
        start -= 1
    while end < highest and is_name_word(doc, end) and end not in blocked and doc[end].text in likely:
        end += 1
    return known if (start, end) == (known.start, known.end) else Candidate(start, end, None)


def _runs(doc: Doc, blocked: set[int]) -> Iterator[tuple[int, int]]:
    """Maximal stretches of capitalised words, hyphens and particles inside them."""
    particles = words(doc._.article.lang, "persons", "particles")
    at = 0
    while at < len(doc):
        if at in blocked or not is_name_word(doc, at):
            at += 1
            continue
        end = at + 1
        while end < len(doc) and end not in blocked:
            if is_name_word(doc, end) or (doc[end].text == "-" and _is_bound(doc, end)):
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
    return after < len(doc) and after not in blocked and is_name_word(doc, after)


