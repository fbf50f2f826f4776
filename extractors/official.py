"""Whether a role speaks for a government: its words are weighed by class, the first class that is there decides.

Former and would-be holders never do; who serves the secretariat of a parliament does; legislators, private callings and
civic bodies do not, whatever body they deal with ("Anggota Pansus Angket KPK"); ministries, police, courts and agencies
do; international bodies and companies do not; then offices of state do. What is left is told by the bodies named in the
role and by its head.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.statements.lexicon import lexicon
from extractors.words import Words, words
from kg.record import OrganizationRecord
from kg.text import folded

PRIVATE = frozenset({"armed_group", "company", "igo", "media", "party", "research"})
"""Kinds of bodies whose people speak for no government."""

GOVERNING = frozenset({"government", "military"})


@dataclass(frozen=True, slots=True)
class Served:
    """What is named in a role beside its words: kinds of bodies, and whether a state is, perhaps by a city alone."""

    kinds: frozenset[str] = frozenset()
    state: bool = False
    by_city: bool = False


NOTHING = Served()


@lru_cache(maxsize=4096)
def speaks_for_government(lang: str, role: str, served: Served = NOTHING) -> bool | None:
    """Say whether a role speaks for a government; None if neither its words nor what it names tells."""
    text = f" {folded(own_part(lang, role))} "
    spoken = text.split()
    for section, answer in _classes(lang):
        if (found := section.search(text)) and not _is_field(lang, text, found):
            return answer and not _heads_a_club(lang, role, found, served)
    if served.kinds & GOVERNING:
        return True
    if served.kinds & PRIVATE:
        return False
    heads = lexicon(lang).speakers.roles
    known = [word for word in spoken if word in heads]
    is_serving = bool(known) and known[0] in words(lang, "official", "serving_heads")
    heads_field = bool(known) and known[0] in words(lang, "official", "field_heads")
    is_lower_head = heads_field and role.split()[0].islower()
    if served.kinds and not served.state and (is_serving or heads_field):
        return False
    if _prefixed(lang).search(text):
        return True
    if not known:
        return None
    if is_serving or is_lower_head:
        return served.state or not _names_a_body(lang, role, known[0])
    return all(heads[word] for word in known if word not in lexicon(lang).speakers.deputies) and heads[known[-1]]


def with_full_names(role: str, bodies: Iterable[OrganizationRecord]) -> str:
    """The role with the full names of those bodies in it that only their name tells of: "Ketua AJI", an alliance."""
    return " ".join([role, *(body.name for body in bodies if body.kind == "other" and body.name not in role)])


def serves_many_states(lang: str, role: str) -> bool:
    """True for an office of an international body ("Sekretaris Jenderal PBB"); its holder is of no state there."""
    text = f" {folded(own_part(lang, role))} "
    bodies = _pattern(words(lang, "official", "international"))
    offices = _pattern(words(lang, "official", "strong"))
    return bodies.search(text) is not None and offices.search(text) is None


def _is_field(lang: str, text: str, found: re.Match[str]) -> bool:
    """True for what an office before it deals with: "Menteri Perlindungan |Anak|"."""
    if found.group() not in words(lang, "official", "field_callings"):
        return False
    sections = ("strong", "official_words", "field_bodies")
    offices = (_pattern(words(lang, "official", section)) for section in sections)
    return any(office.search(text, 0, found.start()) for office in offices)


def _heads_a_club(lang: str, role: str, found: re.Match[str], served: Served) -> bool:
    """True for "Presiden |Persib|" and "Presiden |Madrid|": an office by the word alone, of no state's name."""
    head = found.group().split()[-1]
    if (
        (served.state and not served.by_city)
        or served.kinds & GOVERNING
        or head not in words(lang, "official", "heads_of_any")
    ):
        return False
    return any(word[:1].isupper() for word in _behind(role, head)[:1])


def private_callings(lang: str) -> Words:
    """Words of callings that serve nobody's government."""
    return words(lang, "official", "private_heads")


def own_part(lang: str, role: str) -> str:
    """The role without where its holder is sent: "Duta Besar AS untuk PBB"."""
    if not _pattern(words(lang, "official", "sent")).search(f" {folded(role)} "):
        return role
    return without_post(lang, role)


def without_post(lang: str, role: str) -> str:
    """The role up to where its holder is: "Koordinator PBB |di Sudan|"."""
    return _posts(lang).split(role, maxsplit=1)[0]


@cache
def _posts(lang: str) -> re.Pattern[str]:
    speakers = lexicon(lang).speakers
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, sorted(speakers.posting | speakers.placing)))})\s")


def _names_a_body(lang: str, role: str, head: str) -> bool:
    """True if capitalised words stand behind a head in small letters, or more than an office's behind any."""
    tails = words(lang, "official", "head_tails")
    return any(word[:1].isupper() for word in _behind(role, head) if folded(word) not in tails)


def _behind(role: str, head: str) -> list[str]:
    """The words of a role behind its head."""
    spoken = role.split()
    at = next((i for i, word in enumerate(spoken) if folded(word) == head), 0)
    return spoken[at + 1 :]


@cache
def _classes(lang: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Patterns of the classes of words, the deciding one first, with what each says."""
    sections = (
        ("never", False),
        ("secretariats", True),
        ("legislative", False),
        ("crown", True),
        ("private_heads", False),
        ("civic", False),
        ("strong", True),
        ("international", False),
        ("private_words", False),
        ("official_words", True),
    )
    return tuple((_pattern(words(lang, "official", section)), answer) for section, answer in sections)


@cache
def _pattern(section: Words) -> re.Pattern[str]:
    """A pattern of whole words; one that ends in "*" stands for the beginning of a word."""
    forms = (re.escape(word).replace(r"\*", r"\w*") for word in sorted(section, key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<=\s)(?:{'|'.join(forms)})(?=\s)")


@cache
def _prefixed(lang: str) -> re.Pattern[str]:
    return _pattern(words(lang, "official", "short_offices"))
