"""Candidate names: where a text may name a person, and how strong the signs are.

The trained recogniser confirms what the rules find.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import cache
from itertools import pairwise
from operator import attrgetter

from spacy.tokens import Doc

from extractors.gazetteers import Known
from extractors.persons.candidates import Candidate
from extractors.persons.nicknames import with_nicknames
from extractors.persons.roles import role_at
from extractors.persons.signs import (
    LONGEST,
    ROMAN,
    ends_name_in_office,
    is_behind_particle,
    is_behind_rank,
    is_in_office,
    is_name_word,
    is_named_after,
    listed_beside,
    run_in,
    signs_of,
    words_of_known,
)
from extractors.statements.lexicon import lexicon
from extractors.tokens import texts_of
from extractors.words import Words, name_words, other_words, words
from extractors.zones import Zones

SYLLABLE = 4
"""Letters in the last syllable of a Korean name at most."""

SHORTEST = 3
"""Letters at least of a name of one word that only the recogniser sees."""

SEVERAL = 2
"""People of the gazetteer by whose number a word alone means none of them."""

LONGEST_STRANGE = 3
"""Words at most of a name of which no list has a word."""

ENOUGH = 2
"""Signs needed to take a name that no gazetteer knows."""

CERTAIN = 5
"""Signs that need no second opinion."""


def candidate_names(doc: Doc) -> list[Candidate]:
    """Names of the gazetteer, and capitalised runs with enough signs of a person, in order."""
    zones = Zones(doc._.article)
    known = [Candidate(k.start, k.end, k.key) for k in doc._.known if k.kind == "person" and _is_free(doc, k, zones)]
    taken = {i for c in known for i in range(c.start, c.end)}
    blocked = taken | doc._.in_names | _other_names(doc) | _unit_names(doc)
    named = [_extended(doc, c, blocked) for c in known]
    runs = [run for start, end in _runs(doc, blocked) if (run := run_in(doc, start, end, zones))]
    signs = {run.first: signs_of(doc, run) for run in runs}
    found = [Candidate(run.first, run.last, None) for run in runs if signs[run.first] >= ENOUGH]
    certain = {first for first, number in signs.items() if number >= CERTAIN}
    last = {text: at for at, text in enumerate(texts_of(doc))}
    told = [c for c in listed_beside(doc, [*named, *found], runs) if c.key or not _is_of_headline(doc, c, zones, last)]
    sure = _confirmed(doc, _without_verbs(doc, told, zones), certain)
    return with_nicknames(doc, _with_recognised(doc, sure, blocked, zones), blocked, zones)


def _with_recognised(doc: Doc, found: list[Candidate], blocked: Set[int], zones: Zones) -> list[Candidate]:
    """All of ``found``, with names in the body that only the trained recogniser sees, or sees whole.

    Where both see a person whom no gazetteer knows, where the name begins and ends is the recogniser's word.
    """
    taken = {i: c for c in found for i in range(c.start, c.end)}
    labelled = {name.end: name.label for name in doc._.names or ()}
    kept, added = set(found), []
    alone: list[Candidate] = []
    times = Counter(doc[n.start].text for n in doc._.names or () if n.label == "PER" and n.end - n.start == 1)
    for name in doc._.names or ():
        start = _behind_titles(doc, name.start, name.end, taken)
        if name.label != "PER" or not blocked.isdisjoint(i for i in range(start, name.end) if i not in taken):
            continue
        if not _is_full_name(doc, start, name.end, zones):
            is_titled = start > name.start  # "|Bupati| Budi" is one name to the recogniser
            if (
                start not in taken
                and name.end - start == 1
                and _is_lone_name(doc, start, times, zones, is_titled=is_titled)
            ):
                alone.append(Candidate(start, name.end, None))
            continue
        inside = {taken[i] for i in range(start, name.end) if i in taken}
        is_cut = labelled.get(start, "PER") != "PER"
        if any(_keeps(doc, c, start, name.end, is_cut=is_cut) for c in inside):
            continue
        kept -= inside
        added.append(Candidate(start, name.end, None))
    kept.update(added)
    spoken = {doc[i].text for c in kept for i in range(c.start, c.end)}  # whom a word of these means is told later
    kept.update(c for c in alone if doc[c.start].text not in spoken)
    return sorted(kept, key=attrgetter("start"))


def _behind_titles(doc: Doc, start: int, end: int, taken: Mapping[int, Candidate]) -> int:
    """Where a name begins behind ranks, offices and forms of address: "hakim |Ani|", "Pak |Budi|"."""
    titles = words(doc.lang_, "persons", "titles") | words(doc.lang_, "persons", "honorifics")
    roles = lexicon(doc.lang_).speakers.roles
    while start < end and start not in taken and (doc[start].text.rstrip(".") in titles or doc[start].lower_ in roles):
        start += 1
    is_field = start > 0 and doc[start].text in words(doc.lang_, "persons", "not_names")
    return start + 1 if is_field and doc[start - 1].lower_ in roles else start  # "Menko |Polhukam| Ani"


def _is_lone_name(doc: Doc, at: int, times: Mapping[str, int], zones: Zones, *, is_titled: bool) -> bool:
    """True for one word that is a name elsewhere, or that the recogniser takes for one with a title or repeatedly.

    Not so a word that several of the gazetteer are named: it is short for one whom the text does not name.
    """
    text, lang = doc[at].text, doc.lang_
    if (
        not text.isalpha()
        or len(text) < SHORTEST
        or text.isupper()
        or text in other_words(lang)
        or zones.kind_at(doc[at].idx) != "body"
    ):
        return False
    is_known = text in name_words(lang) or times[text] > 1 or is_behind_rank(doc, at) or is_titled
    is_known = is_known and words_of_known()[text] < SEVERAL
    is_free = at not in doc._.in_names and not is_named_after(doc, at, at + 1)
    return is_known and is_free and doc[at - 1].text not in "-&(" and not zones.is_silent(doc[at].idx)


def _is_full_name(doc: Doc, start: int, end: int, zones: Zones) -> bool:
    """True for two words or more of a name in running text, in which no body has a part; three around a hyphen."""
    lang = doc.lang_
    inner = words(lang, "persons", "particles") | {"-"}
    whole = all(is_name_word(doc, i) or doc[i].lower_ in inner or doc[i - 1].text == "-" for i in range(start, end))
    least = 3 if any(doc[i].text == "-" for i in range(start, end)) else 2
    if not whole or sum(is_name_word(doc, i) for i in range(start, end)) < least or not is_name_word(doc, start):
        return False
    if doc[start - 1].text == "-" or (least == 2 and doc[end - 1].text in words(lang, "persons", "closed_titles")):
        return False
    is_body = zones.kind_at(doc[start].idx) == "body" and not zones.is_silent(doc[start].idx)
    spoken = [doc[i].text for i in range(start, end)]
    letters = any(text.isupper() and len(text) > 2 and text not in name_words(lang) for text in spoken)
    is_free = doc._.in_names.isdisjoint(range(start, end)) and not is_named_after(doc, start, end)
    return (
        is_body
        and is_free
        and not letters
        and (not name_words(lang).isdisjoint(spoken) or _is_strange_name(doc, start, end))
    )


def _is_strange_name(doc: Doc, start: int, end: int) -> bool:
    """True for words that no list of names has where a name may stand: behind a small word, a comma or an office."""
    lang, spoken = doc.lang_, texts_of(doc)[start:end]
    barred = words(lang, "persons", "not_names") | words(lang, "persons", "role_words") | other_words(lang)
    if len(spoken) > LONGEST_STRANGE or any(not text.isalpha() or text in barred for text in spoken):
        return False
    opens = start > 0 and (doc[start - 1].is_lower or doc[start - 1].text in ",(")
    return opens or role_at(doc, start, end) is not None


def _keeps(doc: Doc, candidate: Candidate, start: int, end: int, *, is_cut: bool) -> bool:
    """True for a candidate that stays as it is, whatever stretch of it or around it the recogniser takes for a name.

    A whole name of the gazetteer, if nothing goes before it; one that goes on; one that begins before, unless
    something else that has a name does (``is_cut``); one of words of names before which another word stands.
    """
    if candidate.start == start and candidate.end == end:
        return True
    if candidate.end > end or (candidate.start < start and not is_cut):
        return True
    if candidate.key is not None:
        return candidate.start == start or any(doc[i].text == "-" for i in range(start, end))
    names = name_words(doc.lang_)
    is_whole = candidate.end == end and candidate.end - candidate.start > 1 and candidate.start > start
    return is_whole and doc[start].text not in names


def _without_verbs(doc: Doc, candidates: list[Candidate], zones: Zones) -> list[Candidate]:
    """Names in headlines cut to the words that stand in names of the text below: "|Ani| Temui".

    A headline writes verbs like names. One that has no word of a name below stays as it is.
    """
    spoken = texts_of(doc)
    in_heading = {c for c in candidates if zones.kind_at(doc[c.start].idx) == "heading"}
    named = {text for c in candidates if c not in in_heading for text in spoken[c.start : c.end] if text.isalpha()}

    def cut(candidate: Candidate) -> Candidate:
        known = [i for i in range(candidate.start, candidate.end) if spoken[i] in named]
        return Candidate(known[0], known[-1] + 1, None) if known else candidate

    return [cut(c) if c in in_heading and not c.key else c for c in candidates]


def _is_of_headline(doc: Doc, candidate: Candidate, zones: Zones, last: Mapping[str, int]) -> bool:
    """True for names that a headline strings together ("Suto-Trebuck Tiba"), and for what stands only there.

    ``last`` is where each text of the document's tokens stands last.
    """
    if zones.kind_at(doc[candidate.start].idx) != "heading":
        return False
    spoken = texts_of(doc)[candidate.start : candidate.end]
    strung = any(mark == "-" and after[:1].isupper() for mark, after in pairwise(spoken))
    return strung or not any(last[text] >= candidate.end for text in spoken if text.isalpha())


def _confirmed(doc: Doc, candidates: list[Candidate], certain: Set[int]) -> list[Candidate]:
    """Candidates without those that the trained recogniser, where it has read the text, sees no person in.

    A name counts as seen if its first word is in a person's name anywhere. The gazetteer needs no confirmation,
    nor does who has an office that a state or body is named with, or speaks in one, nor what has so many signs that
    it starts at a ``certain`` token.
    """
    if doc._.names is None:
        return candidates
    seen = {at for name in doc._.names if name.label == "PER" for at in range(name.start, name.end)}
    forms = {doc[at].text for at in seen}
    return [
        c
        for c in candidates
        if c.key
        or c.start in certain
        or doc[c.start].text in forms
        or not seen.isdisjoint(range(c.start, c.end))
        or is_in_office(doc, c.start, c.end)
    ]


def _is_free(doc: Doc, known: Known, zones: Zones) -> bool:
    if known.start in doc._.in_names or zones.is_silent(doc[known.start].idx):
        return False
    return not is_named_after(doc, known.start, known.end)


def _other_names(doc: Doc) -> set[int]:
    """Tokens of states, bodies and places; a one-word place among name words may be part of a name."""
    found: set[int] = set()
    for known in doc._.known:
        if known.kind in ("place", "capital") and known.end - known.start == 1:
            if known.kind == "place" and _may_be_named_so(doc, known.start):
                continue
            if is_behind_particle(doc, known.start):
                continue
        if known.kind in ("state", "capital", "place", "organization"):
            found.update(range(known.start, known.end))
    return found


def _unit_names(doc: Doc) -> set[int]:
    """Tokens of the name of a unit behind its number: the "Pattimura" of "Kodam XVI/Pattimura"."""
    found: set[int] = set()
    for at, text in enumerate(texts_of(doc)[1:], 1):
        is_numbered = text == "/" and (ROMAN.fullmatch(doc[at - 1].text) or doc[at - 1].text.isdigit())
        if is_numbered and at + 1 < len(doc) and not doc[at].whitespace_ and is_name_word(doc, at + 1):
            found.add(at + 1)
    return found


def _may_be_named_so(doc: Doc, at: int) -> bool:
    names = name_words(doc.lang_)
    if doc[at].text in names or ends_name_in_office(doc, at):
        return True
    between = 0 < at < len(doc) - 1 and is_name_word(doc, at - 1) and is_name_word(doc, at + 1)
    return between and (doc[at - 1].text in names or doc[at + 1].text in names)


@cache
def _likely(lang: str) -> Words:
    return name_words(lang) - words(lang, "persons", "titles") - words(lang, "persons", "not_names")


def _extended(doc: Doc, known: Candidate, blocked: set[int]) -> Candidate:
    """A known short name takes the capitalised words it stands in ("Trump" in "Ivanka Trump" is someone else)."""
    start, end = known.start, known.end
    is_whole = end - start > 1
    lang = doc.lang_
    likely = _likely(lang)
    lowest, highest = max(0, start - LONGEST), min(len(doc), end + LONGEST)
    while not is_whole and start > lowest:
        # "Lloyd J. Austin": an initial is passed
        before = start - 2 if _is_initial(doc, start - 1) and start - 1 > lowest else start - 1
        if not is_name_word(doc, before) or before in blocked or doc[before].text not in likely:
            break
        start = before
    while end < highest and is_name_word(doc, end) and end not in blocked and doc[end].text in likely:
        end += 1
    # whoever shares a single name is someone else; a longer form of a whole name is the same person
    return Candidate(start, end, known.key if is_whole or (start, end) == (known.start, known.end) else None)


def _is_initial(doc: Doc, at: int) -> bool:
    return len(doc[at].text) <= 2 and doc[at].text.rstrip(".").isupper()


@cache
def functional(lang: str) -> Words:
    """Small words that are never part of a name."""
    clauses = lexicon(lang).clauses
    return clauses.prepositions | clauses.coordinators | clauses.adverbs | clauses.connectives | clauses.relative


def _runs(doc: Doc, blocked: set[int]) -> Iterator[tuple[int, int]]:
    """Maximal stretches of capitalised words, hyphens and particles inside them."""
    particles = words(doc.lang_, "persons", "particles")
    texts, at = texts_of(doc), 0
    small = functional(doc.lang_)  # they are in capitals too where all is
    shouted = {i for i, text in enumerate(texts) if text.isupper() and text.lower() in small}
    closed = blocked | shouted
    while at < len(texts):
        if at in closed or not is_name_word(doc, at):
            at += 1
            continue
        end = at + 1
        while end < len(texts) and end not in closed:
            if is_name_word(doc, end) or (texts[end] == "-" and _is_bound(doc, end)):
                end += 1
            elif texts[end - 1] == "-" and doc[end].is_alpha and _is_bound(doc, end - 1):
                end += 1
            elif doc[end].lower_ in particles and end + 1 < len(doc) and _continues(doc, end, closed):
                end += 1
            else:
                break
        yield at, end
        at = end


def _is_bound(doc: Doc, at: int) -> bool:
    """A hyphen inside a word, behind a particle ("al - Juburi") or before a syllable ("Jong - un")."""
    if at + 1 < len(doc) and doc[at + 1].is_alpha and doc[at - 1].whitespace_:
        lang = doc.lang_
        if doc[at - 1].lower_ in words(lang, "persons", "particles"):
            return is_name_word(doc, at + 1)
        syllable = (
            doc[at + 1].is_lower
            and len(doc[at + 1]) <= SYLLABLE
            and any(doc[i].text in name_words(lang) for i in range(max(0, at - 2), at))
        )
        return syllable and doc[at + 1].text not in functional(lang)
    return not doc[at - 1].whitespace_ and not doc[at].whitespace_ and at + 1 < len(doc) and doc[at + 1].is_alpha


def _continues(doc: Doc, at: int, closed: set[int]) -> bool:
    """True if a name goes on behind the particle at ``at``."""
    after = at + 2 if doc[at + 1].text == "-" else at + 1
    return after < len(doc) and after not in closed and is_name_word(doc, after)
