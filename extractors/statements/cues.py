"""Candidate cues in a unit: words that may attribute content to a source.

Finding is generous; whether a cue counts is decided with its speaker (``speakers``).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from extractors.statements.lexicon import Lexicon, lexicon
from extractors.statements.units import Unit, Word
from kg.record import Act

CueKind = Literal["after", "active", "object", "passive", "according", "via", "said"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word: ``first``/``last`` are word indices in the unit (inclusive); ``own`` marks the "-nya" of who speaks.

    ``of_object`` marks that of what is spoken of.
    """

    kind: CueKind
    first: int
    last: int
    start: int
    end: int
    word: str
    act: Act
    own: bool = False
    of_object: bool = False


@lru_cache(maxsize=4)
def _other_readings(lang: str) -> re.Pattern[str]:
    stretches = sorted(lexicon(lang).cues.other_readings, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, stretches)) + r")\b", re.IGNORECASE)


@lru_cache(maxsize=4)
def _stems(lang: str) -> frozenset[str]:
    """All words that may be a cue, without the clitic that some take."""
    c = lexicon(lang).cues
    tables = (c.after, c.after_strict, c.according, c.active, c.seeing, c.via, c.passive, c.object_voice, c.thus)
    return frozenset(word for table in tables for word in table) | {phrase.split()[0] for phrase in c.phrases}


def cues_in(unit: Unit, lex: Lexicon, lang: str = "id") -> list[Cue]:
    """Give the unit's candidate cues in order."""
    barred = {
        index
        for match in _other_readings(lang).finditer(unit.masked)
        if match.group()[1:].islower() or unit.masked[match.end() : match.end() + 1] != ","  # "Kata Sandi, …"
        for index in range(unit.index_at(unit.start + match.start()), unit.index_at(unit.start + match.end()))
    }
    found, stems = [], _stems(lang)
    for index, word in enumerate(unit.words):
        if index in barred or (word.lower not in stems and _stem(word.lower, lex)[0] not in stems):
            continue
        cue = _cue_at(unit, index, word, lex)
        if cue is not None:
            found.append(cue)
    return found


def _stem(lower: str, lex: Lexicon) -> tuple[str, bool]:
    clitic = lex.clauses.clitic
    is_own = lower.endswith(clitic) and len(lower) > len(clitic) + 2
    return (lower.removesuffix(clitic), True) if is_own else (lower, False)


def _cue_at(unit: Unit, index: int, word: Word, lex: Lexicon) -> Cue | None:
    cues = lex.cues
    stem, own = _stem(word.lower, lex)
    before = unit.words[index - 1] if index else None
    following = unit.words[index + 1] if index + 1 < len(unit.words) else None
    if following and (act := cues.phrases.get(phrase := f"{word.lower} {following.lower}")):
        return Cue("active", index, index + 1, word.start, following.end, phrase, cast(Act, act))
    tables: tuple[tuple[CueKind, dict[str, str]], ...] = (
        ("after", cues.after),
        ("after", cues.after_strict),
        ("according", cues.according),
        ("active", cues.active),
        ("active", cues.seeing),
        ("via", cues.via),
        ("passive", cues.passive),
        ("object", cues.object_voice),
    )
    if word.lower in cues.thus and index + 1 < len(unit.words) and unit.words[index + 1].lower in cues.said_nouns:
        return Cue("according", index, index, word.start, word.end, word.lower, "say")
    whole = any(word.lower in table for _, table in tables)
    stem, own = (word.lower, False) if whole else (stem, own)
    for kind, table in tables:
        act = table.get(stem)
        if act is None or (own and kind in ("via", "object")):
            continue
        if stem in cues.viewpoint and (own or before is not None):
            continue
        if own and kind == "active":
            # "-nya" is what is spoken of, not who speaks: "membantahnya"; behind "dengan" the subject is further off
            if before is None or before.lower in lex.clauses.prepositions or stem in cues.finding:
                continue
            return Cue(kind, index, index, word.start, word.end, stem, cast(Act, act), of_object=True)
        if kind == "after" and not own and stem in cues.active and before and before.text[0].isalnum():
            continue  # right behind its subject it is the verb: "X bilang Y datang"
        if kind == "after" and not _may_follow(unit, index, before, stem in cues.after_strict, own, lex):
            continue
        after = unit.words[index + 1].lower if index + 1 < len(unit.words) else ""
        act = cues.idioms.get(f"{word.lower} {after}", act)
        return Cue(kind, index, index, word.start, word.end, word.lower, cast(Act, act), own)
    return None


def _may_follow(unit: Unit, index: int, before: Word | None, strict: bool, own: bool, lex: Lexicon) -> bool:
    """True if a bare stem here may close content: after a quotation, a comma, or at the start."""
    if before is None:
        return own or not strict or _opens_with_source(unit, index)
    if unit.words[index].lower in lex.cues.text_cues and index + 1 < len(unit.words):
        return unit.words[index + 1].lower in lex.cues.said_nouns or before.text in "”,"
    if before.text != "”" and unit.words[index].lower in lex.cues.thus and not _names_source(unit, index + 1, lex):
        return False  # "demikian |bunyi deklarasi itu|"
    bounded = before.text in ("”", ",", "“", "-", "--", "–", ")") or before.text[-1] in ".!?"
    if bounded or before.lower in lex.cues.thus:
        return True
    if strict or before.lower in lex.cues.not_after:
        return False
    if own:
        return before.lower in lex.clauses.particles or _near_quote(unit, index)
    return _names_source(unit, index + 1, lex)


def _names_source(unit: Unit, index: int, lex: Lexicon) -> bool:
    """True if a word begins a name, an office or is a pronoun of one."""
    word = unit.words[index] if index < len(unit.words) else None
    return word is not None and (
        word.text[0].isupper() or word.lower in lex.speakers.single or word.lower in lex.speakers.roles
    )


def _opens_with_source(unit: Unit, index: int) -> bool:
    """True for "Lanjut Sari, …": a name set off behind the first word."""
    return [w.text for w in unit.words[index + 2 : index + 3]] == [","] and unit.words[index + 1].text[0].isupper()


def _near_quote(unit: Unit, index: int) -> bool:
    return any(word.text == "”" for word in unit.words[max(0, index - 3) : index])
