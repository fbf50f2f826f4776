"""What a person is called besides the name: role, state, and whether that speaks for a government."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter

from spacy.tokens import Doc

from extractors.gazetteers import Known, state_of
from extractors.official import (
    GOVERNING,
    Served,
    serves_many_states,
    speaks_for_government,
    with_full_names,
    without_post,
)
from extractors.organizations import BodyAt
from extractors.statements.lexicon import lexicon
from extractors.tokens import texts_of
from extractors.words import words
from kg.record import OrganizationRecord
from kg.text import folded
from ontology.gazetteer import KnownPerson, Office

LONGEST_ROLE = 14
"""Words in a role at most."""

YEAR = 4
"""Digits of a year."""
LONGEST_GIVING = 4
"""Words of "telah resmi dilantik" at most."""

LONGEST_COUNTERPART = 5
"""Words of "timpalannya dari Korea Selatan" at most."""

STOPS = frozenset('.!?;:()"“”\n')


@dataclass(frozen=True, slots=True)
class Role:
    """A role as the text words it, with the state it serves if that is said."""

    text: str
    state: str | None
    official: bool
    is_new: bool = False
    """True if the text tells that the office is given."""


def role_at(doc: Doc, start: int, end: int, others: Set[int] = frozenset()) -> Role | None:
    """The role beside the name at tokens ``start`` to ``end``: before it, or behind a comma.

    ``others`` are tokens of other persons' names; no role reaches over one.
    """
    if (led := _led(doc, start)) is not None:
        return led
    if (alike := _counterpart(doc, start, others)) is not None:
        return alike
    if (given := _given(doc, start, end, others)) is not None:
        return given
    polite = _before_honorifics(doc, start)
    office = _before(doc, polite, others) if polite < start else None
    return office or _before(doc, start, others) or _behind(doc, end, others)


def _led(doc: Doc, start: int) -> Role | None:
    """The body or people a name behind "yang diketuai" leads: "majelis hakim yang diketuai X"; None for no state's."""
    leading, links = words(doc.lang_, "persons", "leading"), lexicon(doc.lang_).clauses.relative
    at = start - 2 if start > 1 and doc[start - 1].lower_ in lexicon(doc.lang_).speakers.agent_marks else start - 1
    if at < 2 or doc[at].lower_ not in leading or doc[at - 1].lower_ not in links:
        return None
    end = at - 1
    if end > 3 and doc[end - 1].text == ")" and doc[end - 3].text == "(":
        end -= 3  # "tim jaksa penuntut umum (JPU) yang …"
    low = end
    while low > max(0, at - LONGEST_ROLE) and _belongs(doc, low - 1) and not doc[low - 1].is_punct:
        low -= 1
    return _role(doc, low, end) if low < end else None


def _counterpart(doc: Doc, start: int, others: Set[int]) -> Role | None:
    """The office of whom a name is the counterpart of: "Menteri Pertanian A dan timpalannya dari X, |B|"."""
    like = words(doc.lang_, "persons", "counterparts")
    at = start - 1 if start and doc[start - 1].text == "," else start
    first = next((i for i in range(at - 1, max(-1, at - LONGEST_COUNTERPART), -1) if doc[i].lower_ in like), None)
    if first is None or any(i in others for i in range(first, at)):
        return None
    named = next((i for i in range(first - 1, max(-1, first - LONGEST_ROLE), -1) if i in others), None)
    if named is None:
        return None
    while named > 0 and named - 1 in others:
        named -= 1
    head = _head(doc, named - 1, max(-1, named - 1 - LONGEST_ROLE), others, named - 1)
    own = _role(doc, head, named) if head is not None else None
    if own is None:
        return None
    inside = [known.key for known in _known_in(doc._.known, first, at) if known.kind == "state"]
    return Role(doc[first:at].text.strip(" ,"), inside[0] if inside else None, own.official)


def _given(doc: Doc, start: int, end: int, others: Set[int]) -> Role | None:
    """The office that a name is told to be given: "melantik X |sebagai Menteri Y|", "X dilantik |menjadi Y|"."""
    giving, given, once = (words(doc.lang_, "persons", name) for name in ("giving", "given", "once"))
    at = end
    while at < min(len(doc), end + LONGEST_GIVING) and (
        doc[at].lower_ in given or doc[at].lower_ in lexicon(doc.lang_).clauses.adverbs
    ):
        at += 1
    is_given = any(doc[i].lower_ in given for i in range(end, at))
    low = start
    while low > max(0, start - LONGEST_ROLE) and doc[low - 1].text not in STOPS and low - 1 not in others:
        low -= 1
    is_given = is_given or any(doc[i].lower_ in giving for i in range(low, start))
    # "pernah ditunjuk", "pada 1999": an office of another time
    told = range(low, min(len(doc), at + LONGEST_ROLE))
    if any(doc[i].lower_ in once or (doc[i].is_digit and len(doc[i]) == YEAR) for i in told):
        return None
    if not is_given or at + 1 >= len(doc) or doc[at].lower_ not in words(doc.lang_, "persons", "as"):
        return None
    last = at + 1
    while last < min(len(doc), at + LONGEST_ROLE) and last not in others and _belongs(doc, last):
        last += 1
    role = _role(doc, at + 1, last) if last > at + 1 else None
    return replace(role, is_new=True) if role else None


def _before_honorifics(doc: Doc, start: int) -> int:
    """Where the honorifics and ranks before a name begin, if a comma parts them from an office; else ``start``."""
    at = start
    single, of_two = words(doc.lang_, "persons", "honorifics"), words(doc.lang_, "persons", "titles_of_two")
    while at > 0 and (doc[at - 1].text.rstrip(".") in single or doc[max(0, at - 2) : at].text in of_two):
        at -= 1 if doc[at - 1].text.rstrip(".") in single else 2
    return at if at > 0 and doc[at - 1].text == "," else start


def _before(doc: Doc, start: int, others: Set[int]) -> Role | None:
    """A role that runs up to the name, perhaps with a comma between."""
    at = start - 1
    if at > 1 and doc[at].text[:1].isupper() and doc[at - 1].text == "," and not _is_title(doc, at):
        at -= 1  # "Direktur … Kemlu, Lalu Iqbal …": a word of rank that no list has
    if at > 0 and doc[at].text == ",":
        at -= 1
    owner, low = at, max(-1, at - LONGEST_ROLE)
    while owner > low and owner in others:
        owner -= 1
    head = _head(doc, owner, low, others, at)
    if head is None or (owner < at and not _is_relational(doc, head)) or _is_possessor(doc, head, at, start):
        return None
    return _role(doc, head, at + 1)


def _head(doc: Doc, first: int, low: int, others: Set[int], at: int) -> int | None:
    """The furthest head of a role, going back from ``first``; None if none is bound to what follows."""
    heads = lexicon(doc.lang_).speakers.roles
    head = None
    aside = _asides(doc, low, at)
    for i in range(first, low, -1):
        token = doc[i]
        if i in aside:
            continue
        if token.text == "," and i != at + 1 and _lists_fields(doc, i, at):
            continue
        if i in others or token.text in STOPS or token.is_space or (token.text == "," and i != at + 1):
            break
        if head is not None and first == at and token.lower_ in words(doc.lang_, "persons", "of_another"):
            break
        if token.lower_.rstrip(".") in heads or _is_title(doc, i):
            head = i
        elif not _belongs(doc, i):
            break
    return head


def _lists_fields(doc: Doc, comma: int, at: int) -> bool:
    """True for a comma of "Direktur Pengaturan|,| Perizinan|,| dan Pengawasan …": capitals run on to a link."""
    links = lexicon(doc.lang_).clauses.coordinators
    if comma == 0 or not doc[comma - 1].text[:1].isupper():
        return False
    for i in range(comma + 1, at):
        if doc[i].lower_ in links:
            return doc[i + 1].text[:1].isupper()
        if not doc[i].text[:1].isupper() and doc[i].text != ",":
            return False
    return False


def _asides(doc: Doc, low: int, at: int) -> set[int]:
    """Tokens of a short form in brackets, "(Sekda)", and of a state or region between commas, ", Turki,"."""
    found: set[int] = set()
    texts = texts_of(doc)
    for i in range(max(0, low), at - 1):
        if texts[i] == "(" and texts[i + 2] == ")":
            found.update(range(i, i + 3))
    last = texts[at].lower()
    for time in lexicon(doc.lang_).speakers.times:
        first = at - time.count(" ")
        if time.endswith(last) and first > low and doc[first : at + 1].text.lower() == time:
            found.update(range(first, at + 1))
    i = at
    while i > low and (known := known_at(doc._.known, i)) and known.kind in ("state", "place", "capital"):
        i -= 1
    if i < at and doc[i].text == "," and doc[at + 1].text == ",":
        found.update(range(i, at + 1))
    return found


def _is_relational(doc: Doc, head: int) -> bool:
    return doc[head].lower_ in lexicon(doc.lang_).speakers.relational


def _is_possessor(doc: Doc, head: int, at: int, start: int) -> bool:
    """True for whom "kuasa hukum X" and "putra sulung X" are of: X is not the lawyer, and not the son.

    Nor is he the role of a noun of action: "tersangka pembunuhan X".
    """
    if at + 1 < start:
        return False
    small = all(doc[i].text.islower() for i in range(head + 1, at + 1))
    kin = words(doc.lang_, "persons", "of_another")
    return (small and doc[head].lower_ in kin) or bool(at > head and _actions(doc.lang_).fullmatch(doc[at].text))


@cache
def _actions(lang: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words(lang, "persons", "action_nouns"))))


def _is_title(doc: Doc, i: int) -> bool:
    return doc[i].text.rstrip(".") in words(doc.lang_, "persons", "titles")


def _belongs(doc: Doc, i: int) -> bool:
    """A word that may stand inside a role: a capitalised one, or a small one that is no verb and no mere link."""
    lang = doc.lang_
    text = doc[i].text
    if text[:1].isupper() or text in ("-", ".", "/"):
        return True
    lex = lexicon(lang)
    if text in lex.speakers.posting or text in lex.clauses.coordinators:
        return True
    if text in lex.speakers.placing:
        return doc[i + 1].text[:1].isupper() or doc[i + 1].text in words(lang, "persons", "fields")
    is_verb = text.startswith(tuple(lex.clauses.verb_prefixes)) and text not in words(lang, "persons", "role_nouns")
    return text.isalpha() and text not in _outside(lang) and not is_verb


@cache
def _outside(lang: str) -> frozenset[str]:
    """Small words that link clauses or tell of saying: none stands inside a role."""
    lex = lexicon(lang)
    linking = lex.clauses.prepositions | lex.clauses.subordinators | lex.clauses.connectives | lex.clauses.adverbs
    linking |= lex.cues.complementizers | lex.speakers.demonstratives | lex.clauses.relative
    return linking | lex.cues.active.keys() | lex.cues.passive.keys() | lex.cues.after.keys() | lex.cues.via.keys()


def _behind(doc: Doc, end: int, others: Set[int]) -> Role | None:
    """A role in apposition: ", pakar … di Stimson Center"."""
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    first = doc[end + 1].lower_
    if first in lexicon(doc.lang_).clauses.relative:
        return None
    heads = lexicon(doc.lang_).speakers.roles
    if first not in heads and first not in words(doc.lang_, "persons", "appositions"):
        return None
    last, verbs = end + 1, tuple(words(doc.lang_, "persons", "tail_verbs"))
    while last < len(doc) and last - end <= LONGEST_ROLE:
        token = doc[last]
        if token.text in STOPS or token.text == "," or token.is_space or token.lower_.startswith(verbs):
            break
        if token.lower_ in lexicon(doc.lang_).clauses.relative:
            break
        owned = last <= end + 3 and _is_relational(doc, end + 1)
        if (last in others and not owned) or token.lower_ in lexicon(doc.lang_).cues.via:
            break
        last += 1
    role = _role(doc, end + 1, last)
    leads_any = first in words(doc.lang_, "official", "heads_of_any") and last == end + 2 and last in others
    return replace(role, official=False) if role and leads_any else role


def _role(doc: Doc, start: int, end: int) -> Role | None:
    whole = doc[start:end].text.strip(" ,-")
    end = _before_rank(doc, start, end)
    text = doc[start:end].text.strip(" ,-")
    if not text:
        return None
    state = None if _serves_many_there(doc.lang_, text) else _state(doc, start, end)
    bodies = _bodies_in(doc, start, end)
    kinds = {known.kind for known in _known_in(doc._.known, start, end)}
    by_city = "capital" in kinds and "state" not in kinds
    served = Served(frozenset(body.kind for body in bodies), state is not None, by_city)
    is_official = any(speaks_for_government(doc.lang_, with_full_names(told, bodies), served) for told in (text, whole))
    return Role(text, state, is_official)


def _serves_many_there(lang: str, role: str) -> bool:
    """True for who serves a body of many states in one of them: "Koordinator PBB |di| Sudan"."""
    head = without_post(lang, role)
    return head != role and serves_many_states(lang, head)


def _before_rank(doc: Doc, start: int, end: int) -> int:
    """Where an office ends before its holder's rank: "Kapolda Riau| Irjen Pol", "Kepala Bareskrim| Komisaris Jenderal".

    Not a rank is the word behind another of office: "Direktur |Jenderal|".
    """
    ranks = words(doc.lang_, "official", "ranks") | words(doc.lang_, "persons", "abbreviated")
    more = words(doc.lang_, "official", "rank_tails")
    roles = lexicon(doc.lang_).speakers.roles
    first, at = end, end
    while at > start + 1 and (doc[at - 1].text.rstrip(".") in ranks or doc[at - 1].text in more):
        at -= 1
        if doc[at].text.rstrip(".") in ranks and doc[at - 1].text not in ranks and doc[at - 1].lower_ not in roles:
            first = at
    return first


def _bodies_in(doc: Doc, start: int, end: int) -> list[OrganizationRecord]:
    """Organisations with a mention wholly in the stretch of tokens, in the article's order."""
    low, high = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    mentions: Sequence[BodyAt] = doc._.body_mentions
    first, last = (bisect_left(mentions, at, key=attrgetter("start")) for at in (low, high))
    found = sorted({at.index for at in mentions[first:last] if at.end <= high})
    return [doc._.organizations[index] for index in found]


def _state(doc: Doc, start: int, end: int) -> str | None:
    """The state of a role: one named in it, else that of a body in it, else home for its own posts, else a place's.

    Where an envoy is sent ("untuk Myanmar") is not whom he serves.
    """
    lang = doc.lang_
    posting = lexicon(lang).speakers.posting
    inside = [known for known in _known_in(doc._.known, start, end) if doc[known.start - 1].lower_ not in posting]
    served = _served_at_end(doc, start, end)
    if served is not None and all(known.end <= served[0] for known in inside if known.kind == "state"):
        return served[1]  # "Direktur Jenderal Amerika |Kemlu|"
    for kind in ("state", "capital"):
        for known in inside:
            if known.kind == kind:
                return known.key
    bodies = _bodies_in(doc, start, end)
    if bodies and (owners := [str(body.state) for body in bodies if body.state]):
        return owners[0]
    if doc[start].text.rstrip(".") in words(lang, "official", "national_titles"):
        return lexicon(lang).speakers.default_state
    text = f" {folded(doc[start:end].text)} "
    if any(f" {word} " in text for word in words(lang, "official", "national_words")):
        return lexicon(lang).speakers.default_state
    return next((state_of(known) for known in inside if known.kind == "place"), None)


def _served_at_end(doc: Doc, start: int, end: int) -> tuple[int, str] | None:
    """The body of a state that an office ends with: where it begins, and whose it is."""
    low, high = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    mentions: Sequence[BodyAt] = doc._.body_mentions
    at = bisect_left(mentions, high, key=attrgetter("start")) - 1
    if at < 0 or mentions[at].end != high or mentions[at].start <= low:
        return None
    body = doc._.organizations[mentions[at].index]
    span = doc.char_span(mentions[at].start, high)
    return (span.start, body.state) if span is not None and body.state and body.kind in GOVERNING else None


def known_at(known: Sequence[Known], at: int) -> Known | None:
    """What the gazetteers know the token ``at`` as a part of; ``known`` is in order and without overlaps."""
    index = bisect_right(known, at, key=attrgetter("start")) - 1
    return known[index] if index >= 0 and at < known[index].end else None


def _known_in(known: Sequence[Known], start: int, end: int) -> Iterator[Known]:
    """Those that lie wholly in the stretch of tokens; ``known`` is in order and without overlaps."""
    for at in range(bisect_left(known, start, key=attrgetter("start")), len(known)):
        if known[at].end > end:
            return
        yield known[at]


def office_on(person: KnownPerson, day: str | None) -> Office | None:
    """The office held on a day (ISO, perhaps partial); a governmental one before others; None without a day."""
    if day is None:
        return None
    held = [o for o in person.offices if (o.start or "") <= day and (o.end is None or day[: len(o.end)] <= o.end)]
    return max(held, key=lambda o: (o.governmental, o.start or ""), default=None)
