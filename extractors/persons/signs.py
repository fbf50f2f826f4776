"""How much speaks for a person where a text has capitalised words: what they are, and what stands beside them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from extractors.persons.candidates import Candidate
from extractors.persons.roles import known_at, role_at
from extractors.statements.lexicon import lexicon
from extractors.tokens import texts_of
from extractors.words import Words, name_words, other_words, words
from extractors.zones import Zones
from ontology.gazetteer import people

NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-])*\.?(?:[^\W\d_]\.)*|[^\W\d_](?:\.[^\W\d_])+")

ROMAN = re.compile(r"[IVX]{2,}")

LONGEST = 7
"""Words in a name at most."""


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens ``first`` to ``last`` (exclusive) that may be a name, with what went before them in one run.

    ``titles`` counts titles right before the name; ``led`` is True if other words of the run stand before it;
    ``ends`` is where the run ends.
    """

    first: int
    last: int
    ends: int
    has_title: bool
    led: bool

    @property
    def length(self) -> int:
        """Tokens in the name."""
        return self.last - self.first


def is_name_word(doc: Doc, at: int) -> bool:
    """True for a capitalised word without digits and signs."""
    text = texts_of(doc)[at]
    return text[:1].isupper() and NAME_WORD.fullmatch(text) is not None


def is_behind_particle(doc: Doc, at: int) -> bool:
    """True for the "Lima" of "Marla de Lima"."""
    return at > 1 and doc[at - 1].text in words(doc.lang_, "persons", "particles") and is_name_word(doc, at - 2)


def _is_joint(doc: Doc, at: int) -> bool:
    return doc[at].text in "-."


def run_in(doc: Doc, start: int, end: int, zones: Zones) -> Run | None:
    """The part of a stretch of capitalised words that may be a name: what stands behind titles, roles and bodies."""
    lang = doc.lang_
    titles, barred = words(lang, "persons", "titles"), _barred(lang)
    names = name_words(lang)
    first, has_title, led = start, False, False
    in_office = zones.kind_at(doc[start].idx) == "body" and _holds_office(doc, start)
    for i in range(start, end):
        text = doc[i].text
        if i < first:
            continue  # the second word of a title of two
        is_number = text in "IVX" and i > start and doc[i - 1].text in words(lang, "persons", "numbered")
        if ROMAN.fullmatch(text) or is_number:
            if i == end - 1 and i > first:
                return _made(doc, first, i, end, has_title, led, zones)  # "Austin III"
            first, led = i + 1, True
        elif doc[i : i + 2].text in words(lang, "persons", "titles_of_two") and i + 2 < end:
            first, has_title = i + 2, True
        elif text.rstrip(".") in titles and not _is_name_here(doc, i, start, end):
            first, has_title = i + 1, True
        elif (text in barred and _opens_name(doc, i, start, end)) or (i > start and is_behind_particle(doc, i)):
            continue
        elif _is_given_name(doc, i, end) and zones.kind_at(doc[i].idx) == "body":
            if all(doc[k].text not in names for k in range(first, i)):
                first, led = i, True
        elif (
            text in barred
            or (_is_other(lang, text) and not in_office and not _is_between(doc, i, start, end, names))
            or _is_short_body(doc, i, end)
        ):
            if (
                any(doc[k].text in names for k in range(first, i))
                and i > start
                and not _goes_on(doc, i + 1, end, names)
            ):
                end_of_name = i
                return _made(doc, first, end_of_name, end, has_title, led, zones)
            first, led = i + 1, not has_title
    return _made(doc, first, end, end, has_title, led, zones)


def _is_given_name(doc: Doc, at: int, end: int) -> bool:
    """True for the "Dan" of "Direktur Intelijen Dan Coats": a small word in capitals that is a given name here."""
    lang = doc.lang_
    if doc[at].text not in words(lang, "persons", "small_names") or at + 1 >= end or _starts_sentence(doc, at):
        return False
    return not _is_other(lang, doc[at + 1].text) and doc[at + 1].text not in _barred(lang)


def _opens_name(doc: Doc, at: int, start: int, end: int) -> bool:
    """True for the "Agung" of "kata Agung Rai": a word of offices that opens a run, or ends a name."""
    lang = doc.lang_
    if doc[at].text not in words(lang, "persons", "role_names"):
        return False
    if at == start:
        return at + 1 < end and (at == 0 or not _is_role_word(lang, doc[at - 1].lower_))
    return doc[at - 1].text in name_words(lang) and doc[at - 1].text not in words(lang, "persons", "titles")


@cache
def _is_other(lang: str, word: str) -> bool:
    """True for a word counted as no name, and for an unknown one formed like a noun of action."""
    if word in other_words(lang):
        return True
    return word not in name_words(lang) and _derived(lang).fullmatch(word) is not None


@cache
def _derived(lang: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words(lang, "persons", "derived"))))


def _is_between(doc: Doc, at: int, start: int, end: int, names: Words) -> bool:
    """True for the "Hong" of "Li Hong Ri": between two words of names anything is one."""
    return start < at < end - 1 and doc[at - 1].text in names and doc[at + 1].text in names


def _goes_on(doc: Doc, first: int, end: int, names: Words) -> bool:
    """True if a name word follows within the run."""
    return any(doc[i].text in names for i in range(first, end))


def _is_name_here(doc: Doc, at: int, start: int, end: int) -> bool:
    """True for the "Putri" of "Ayu Putri Sari" and the "H" of "Mira H Sari": a title that is a name between names."""
    names = name_words(doc.lang_)
    if len(doc[at]) == 1 and start < at < end - 1:
        return is_name_word(doc, at - 1) and doc[at - 1].text not in _barred(doc.lang_)
    if doc[at].text not in words(doc.lang_, "persons", "name_titles") or at + 1 >= end:
        return False
    return start < at and doc[at - 1].text in names


def _is_short_body(doc: Doc, at: int, end: int) -> bool:
    """True for the letters of a body before a name: "Kepala BKPM Thomas …"."""
    text = doc[at].text
    if len(text) < 3 or not text.isupper() or "." in text or at + 1 >= end:
        return False
    return not doc[at + 1].is_upper and doc[at + 1].is_alpha and text not in name_words(doc.lang_)


def _made(doc: Doc, first: int, last: int, ends: int, has_title: bool, led: bool, zones: Zones) -> Run | None:
    while first < last and _is_joint(doc, first):
        first += 1
    while last > first and (_is_joint(doc, last - 1) or doc[last - 1].text.islower()) and not _is_suffix(doc, last - 1):
        last -= 1
    if not 0 < last - first <= LONGEST or zones.is_silent(doc[first].idx) or _is_credit(doc, first):
        return None
    return Run(first, last, ends, has_title, led)


def _is_suffix(doc: Doc, at: int) -> bool:
    """True for the "un" of "Jong - un"."""
    return doc[at].text.islower() and doc[at - 1].text == "-"


@cache
def _barred(lang: str) -> Words:
    return (
        words(lang, "persons", "not_names")
        | words(lang, "persons", "role_words")
        | words(lang, "organizations", "english")
    )


def _is_credit(doc: Doc, first: int) -> bool:
    """True behind "Fotografer:" and the like."""
    labels = words(doc.lang_, "persons", "credits")
    return first > 1 and doc[first - 1].text == ":" and doc[first - 2].text in labels


def signs_of(doc: Doc, run: Run) -> int:
    """How much speaks for a person: a title, name words, a speech verb beside it, an apposition, an age."""
    lang = doc.lang_
    known = sum(doc[i].text in name_words(lang) for i in range(run.first, run.last))
    length = sum(doc[i].is_alpha for i in range(run.first, run.last))
    if is_named_after(doc, run.first, run.last) or (length == 1 and doc[run.first].is_upper and known == 0):
        return 0
    if length == 1:
        return _signs_of_one(doc, run, known)
    return _signs_of_many(doc, run, known)


def _signs_of_one(doc: Doc, run: Run, known: int) -> int:
    lang = doc.lang_
    text = doc[run.last - 1].text
    if not known and (_is_other(lang, text) or run.led):
        return 0
    title, speaks = 2 * run.has_title + 4 * _has_rank(doc, run.first), _speaks_next(doc, run.last)
    if not known and run.has_title and _takes_field(doc, run.first - 1):
        title, speaks = 1, 0
    beside = 2 * _is_said_by(doc, run.first) + 2 * _is_role(doc, run.first - 1) + speaks
    beside += 2 * _is_apposed(doc, run) * known + _is_introduced(doc, run.first)
    beside += _apposition(doc, run.last) * (doc[run.last : run.last + 1].text == "(")
    beside += 2 * _holds_office(doc, run.first) * _ends_phrase(doc, run.last)
    unlikely = not known and not title and _starts_sentence(doc, run.first)
    return known + title + beside - 2 * unlikely - _is_placed(doc, run)


def _has_rank(doc: Doc, first: int) -> bool:
    """True right behind a rank: "Kompol Budi", "Ajun Komisaris Polisi Budi"; the rank itself is known by others."""
    ranks = words(doc.lang_, "official", "ranks")
    at = first - 1 if first and doc[first - 1].text in ranks else first - 2
    if at < 0 or doc[at].text not in ranks or not doc[first - 1].text[:1].isupper():
        return False
    return at == 0 or doc[at - 1].lower_ not in lexicon(doc.lang_).speakers.roles  # "Direktur |Jenderal| Pajak"


def _signs_of_many(doc: Doc, run: Run, known: int) -> int:
    lang = doc.lang_
    signs = 2 * run.has_title + min(known, 2)
    if known and not run.led and not any(_is_other(lang, doc[i].text) for i in range(run.first, run.last)):
        signs += 1
    if not known and not run.led and not _starts_sentence(doc, run.first) and doc[run.first - 1].is_lower:
        signs += 1
    signs += 2 * _is_said_by(doc, run.first) + _speaks_next(doc, run.last) + _is_introduced(doc, run.first)
    signs += 2 * (_is_role(doc, run.first - 1) or _holds_office(doc, run.first))
    return signs + _apposition(doc, run.last) + 2 * _is_apposed(doc, run) - 2 * _is_placed(doc, run)


def _is_placed(doc: Doc, run: Run) -> bool:
    """True right behind "di" or "ke": a place, if nothing tells otherwise."""
    before = doc[run.first - 1].text if run.first else ""
    return before in words(doc.lang_, "persons", "of_places")


def _ends_phrase(doc: Doc, last: int) -> bool:
    """True before a mark, a link or a verb of saying: nothing of the office goes on."""
    if last >= len(doc) or not doc[last].is_alpha:
        return True
    joins = words(doc.lang_, "persons", "list_joints") | words(doc.lang_, "persons", "either")
    return doc[last].lower_ in joins or bool(_speaks_next(doc, last))


def is_named_after(doc: Doc, first: int, last: int) -> bool:
    """True for the "Sudirman" of "Jalan Jenderal Sudirman": a street or building of that name; and for a credit."""
    lang = doc.lang_
    at = first - 1
    passed = words(lang, "persons", "titles")
    if last - first == 1 and doc[first].text not in name_words(lang):
        passed = passed | _barred(lang)
    while at >= 0 and (doc[at].text.rstrip(".") in passed or _joins_names(doc, at)):
        if doc[at].lower_ in words(lang, "persons", "sites"):
            return True
        at -= 1
    if last < len(doc) and doc[last].text.startswith("/"):
        return True
    if at >= 0 and doc[at].text in words(lang, "persons", "named_days") and not _starts_sentence(doc, at):
        return True
    if at > 0 and doc[at - 1 : at + 1].text.lower() in words(lang, "persons", "offices_of_sites"):
        return False  # "Wali |Kota| Ani"
    return at >= 0 and doc[at].lower_.rstrip(".") in words(lang, "persons", "sites")


def _joins_names(doc: Doc, at: int) -> bool:
    """True inside the "Soekarno - " of "Soekarno - Hatta"."""
    names = name_words(doc.lang_)
    if doc[at].text == "-":
        return at > 0 and doc[at - 1].text in names
    return at + 1 < len(doc) and doc[at + 1].text == "-" and doc[at].text in names


def _is_said_by(doc: Doc, first: int) -> bool:
    """True right behind a cue of speech: "kata Budi", "menurut Budi"."""
    before = doc[first - 1].lower_ if first else ""
    return before in words(doc.lang_, "persons", "speech_before")


def _is_introduced(doc: Doc, first: int) -> int:
    """2 behind "bernama", 1 behind a word that persons stand behind more often than others."""
    lang = doc.lang_
    before = doc[first - 1].lower_ if first else ""
    if before in words(lang, "persons", "naming"):
        return 2
    return int(before in words(lang, "persons", "of_persons"))


def is_in_office(doc: Doc, first: int, last: int) -> bool:
    """True for several words behind an office of a state or body ("Menteri Peru |X Y|"), a rank, or one that speaks."""
    if last - first < 2 or role_at(doc, first, last) is None:
        return False
    speaks = _speaks_next(doc, last) or (doc[last : last + 1].text == "," and _speaks_next(doc, last + 1))
    return speaks > 0 or _holds_office(doc, first) or is_behind_rank(doc, first)


def is_behind_rank(doc: Doc, first: int) -> bool:
    """True behind a rank or office that names follow: "Kanselir |X Y|", "Perdana Menteri |X Y|"."""
    lang = doc.lang_
    ranks = words(lang, "persons", "honorifics") | words(lang, "persons", "before_names")
    return first > 0 and (doc[first - 1].text in ranks or doc[max(0, first - 2) : first].text in ranks)


def ends_name_in_office(doc: Doc, at: int) -> bool:
    """True for the "Juwana" of "pengamat … Universitas X |Wirandi Juwana| menilai": the second word behind a body."""
    if at < 2 or at - 2 not in doc._.in_names or at - 1 in doc._.in_names or not is_name_word(doc, at - 1):
        return False
    before, lang = doc[at - 1].text, doc.lang_
    if before in _barred(lang) or before in words(lang, "persons", "titles") or _is_other(lang, before):
        return False
    return _speaks_next(doc, at + 1) > 0 and role_at(doc, at - 1, at - 1) is not None


def _speaks_next(doc: Doc, last: int) -> int:
    """1 before a verb of saying."""
    if last >= len(doc):
        return 0
    after = doc[last].lower_
    lang = doc.lang_
    return int(after in words(lang, "persons", "speech_after") or after in lexicon(lang).cues.active)


def _starts_sentence(doc: Doc, at: int) -> bool:
    """True where a capital tells nothing: at the start, behind a stop, a quotation mark or a new line."""
    return at == 0 or doc[at - 1].text in '.!?:"“”|' or doc[at - 1].is_space or "\n" in doc[at - 1].text


def _is_role(doc: Doc, at: int) -> bool:
    """True if the word at ``at`` is a role in small letters ("analis Budi"), perhaps graded ("peneliti senior")."""
    lang = doc.lang_
    if at < 0:
        return False
    if _is_role_word(lang, doc[at].lower_) and doc[at].is_lower:
        return True
    grades = words(lang, "persons", "grades")
    return at > 0 and doc[at].lower_ in grades and _is_role_word(lang, doc[at - 1].lower_)


def _is_role_word(lang: str, word: str) -> bool:
    if word in words(lang, "persons", "not_before_names"):
        return False
    return word in words(lang, "persons", "appositions") or word in lexicon(lang).speakers.roles


def _takes_field(doc: Doc, at: int) -> bool:
    """True for a title that its field follows ("Kepala Distrik"), so that one unknown word may be no name."""
    return doc[at].text.rstrip(".") in words(doc.lang_, "persons", "with_field")


def _holds_office(doc: Doc, first: int) -> bool:
    """True behind an office whose body, state or place is named: "juru bicara Pentagon Sabrina Singh"."""
    at = first - 2 if first > 1 and doc[first - 1].text == "," else first - 1
    if at > 2 and doc[at].text == ")" and doc[at - 2].text == "(":
        at -= 3  # its short form: "Badan Pangan Nasional (Bapanas) …"
    known = known_at(doc._.known, at)
    is_behind = at in doc._.in_names or (known is not None and known.kind != "person" and known.end == at + 1)
    return is_behind and role_at(doc, first, first) is not None


def _is_apposed(doc: Doc, run: Run) -> bool:
    """True behind a role and a comma where speech follows: "peneliti pusat itu, Budi Santoso(,) mengatakan"."""
    first, last = run.first, run.last
    if not first or last + 1 >= len(doc) or doc[first - 1].text != ",":
        return False
    after = doc[last + 1] if doc[last].text == "," else doc[last]
    lang = doc.lang_
    speaks = after.lower_ in words(lang, "persons", "speech_after") or after.lower_ in lexicon(lang).cues.active
    return speaks or role_at(doc, first, first) is not None


def _apposition(doc: Doc, last: int) -> int:
    """2 for a role or an age behind the name."""
    if last + 1 >= len(doc) or doc[last].text not in (",", "("):
        return 0
    following = doc[last + 1]
    if doc[last].text == "(":
        return 2 if following.is_digit and len(following) == 2 else 0
    roles = lexicon(doc.lang_).speakers.roles
    is_role = following.lower_ in words(doc.lang_, "persons", "appositions") or following.lower_ in roles
    return 2 if is_role and following.is_lower else 0


def listed_beside(doc: Doc, found: list[Candidate], runs: list[Run]) -> list[Candidate]:
    """All of ``found``, with runs that share a list or "alias" with one of them, in order."""
    taken = {i for c in found for i in range(c.start, c.end)}
    free = [run for run in runs if run.first not in taken]
    for ordered in (free, free[::-1]):
        for run in ordered:
            if run.first not in taken and _stands_beside(doc, run, taken):
                found.append(Candidate(run.first, run.last, None))
                taken.update(range(run.first, run.last))
    return sorted(found, key=lambda c: c.start)


def _stands_beside(doc: Doc, run: Run, taken: set[int]) -> bool:
    lang = doc.lang_
    joins = words(lang, "persons", "list_joints")
    text = [doc[i].text for i in range(run.first, run.last)]
    if any(_is_other(lang, word) for word in text) or run.led or is_named_after(doc, run.first, run.last):
        return False
    if run.first > 1 and doc[run.first - 1].lower_ in words(lang, "persons", "alias") and run.first - 2 in taken:
        return True
    unknown = not any(word in name_words(lang) for word in text)
    if len(text) == 1 and (text[0] in words_of_known() or (unknown and not _in_list(doc, run, taken, joins))):
        return False
    return any(at in taken for at in _neighbours(doc, run, joins))


@cache
def words_of_known() -> Counter[str]:
    """Words in names of the gazetteer, each with how many have it: one alone may be short for one of them."""
    return Counter(word for person in people().values() for word in set(person.name.split()))


def _in_list(doc: Doc, run: Run, taken: set[int], joins: Words) -> bool:
    """True between two persons of a list."""
    sides = list(_neighbours(doc, run, joins))
    return len(sides) == 2 and all(at in taken for at in sides)


def _neighbours(doc: Doc, run: Run, joins: Words) -> Iterator[int]:
    """Tokens that end or begin what a comma, "dan" or both join to the run."""
    before = run.first - 1 - run.has_title
    while before > run.first - 4 and before >= 0 and doc[before].lower_ in joins:
        before -= 1
    if 0 <= before < run.first - 1 - run.has_title:
        yield before
    after = run.ends
    while after < min(run.ends + 3, len(doc)) and doc[after].lower_ in joins:
        after += 1
    if run.ends < after < len(doc):
        yield after
