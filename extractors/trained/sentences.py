"""Where sentences start, by marks and words; a quotation is not torn from the words that say who spoke.

Works on tokens alone, so that it costs little and the parser may be left out. Set before the parser, which keeps to it.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

import numpy as np
from spacy.attrs import SENT_START  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc

from extractors.statements.lexicon import read_table
from extractors.statements.lexicon import words as words_of

ENDS = frozenset([".", "?", "!", "…", "...", "?!", "!!", "??", "!?", ". . .", "....", ".."])
OPENING = frozenset("“«„‘([{")
CLOSING = frozenset("”»’)]}")
STRAIGHT = frozenset(['"'])
DIRECTED = {"'": "‘’", "`": "‘’", "´": "‘’", "''": "“”", "``": "“”"}
"""Marks that open where a blank stands before them and close where none does, as those that only open and close."""
PAIRS = {"”": "“", "»": "«"}
ROMAN = frozenset(["I", "V", "X"])
LONGEST = 150
"""Tokens in a quotation at most; a mark with none to match it so near opens nothing."""


@cache
def word_lists(lang: str) -> tuple[frozenset[str], ...]:
    """Words that a full stop follows inside a sentence, those that may also end one, and words that open one."""
    lists = read_table(lang, "sentences.toml")
    return tuple(words_of(lists, key) for key in ("inside", "at_end", "openers"))


@Language.factory("jubir_sentences", assigns=["token.is_sent_start"])
class Sentences:
    """Sets ``token.is_sent_start`` of every token."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._inside, self._at_end, self._openers = word_lists(nlp.lang)

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentences."""
        starts = self.starts(_directed(doc))
        marks = np.array([1 if at in starts else -1 for at in range(len(doc))], dtype=np.int64)
        if len(doc):
            doc.from_array(SENT_START, cast(Any, marks.astype(np.uint64)))  # token by token it takes ten times as long
        return doc

    def starts(self, words: Sequence[str]) -> set[int]:
        """Numbers of the tokens that start a sentence."""
        quotations = quotations_of(words)
        found = {0}
        for at, word in enumerate(words):
            if "\n" in word and word.isspace():
                found.add(at + 1)
            elif word in ENDS or word.endswith((".", "…")):
                after = self._start_after(words, at, quotations)
                if after is not None:
                    found.add(after)
            elif word in self._openers and at and words[at - 1].islower() and words[at - 1].isalpha():
                found.add(at)  # a heading without a full stop stands before
        torn = {at for start, end in quotations for at in range(start + 1, end + 1)}
        torn |= {end + 1 for _, end in quotations if self._goes_on(words, end)}
        breaks = {at for at in found if at and "\n" in words[at - 1]}
        return (found - torn) | {at for at in breaks if at < len(words)} | {0}

    def _start_after(self, words: Sequence[str], at: int, quotations: Sequence[tuple[int, int]]) -> int | None:
        """The token after the end mark at ``at`` and the marks that close with it, if a sentence starts there."""
        ends = {end for _, end in quotations}
        after = at + 1
        while after < len(words) and (words[after] in ENDS or words[after] in CLOSING or after in ends):
            after += 1
        if after >= len(words) or "\n" in words[after]:
            return None
        opens = after
        while opens + 1 < len(words) and (words[opens] in OPENING or words[opens] in STRAIGHT):
            opens += 1
        first = words[opens][:1]
        if not (first.isupper() or first.isdigit() or opens > after):
            return None
        if after == at + 1 and (self._is_abbreviation(words, at) or (words[after] == "(" and _is_short(words, at))):
            return None
        return after

    def _is_abbreviation(self, words: Sequence[str], at: int) -> bool:
        """True if the full stop at ``at`` belongs to a short form that a name or number follows."""
        word = words[at]
        if word in ENDS and word != ".":
            return False
        if word != "." and not _is_kept_by_chance(words, at):
            return word.casefold().rstrip(".") not in self._at_end
        if words[at + 1].rstrip(".").casefold() in self._at_end and words[at + 1] != ".":
            return True
        before, place = (words[at - 1] if at else "", at - 1) if word == "." else (word[:-1], at)
        return before.casefold() in self._inside or (
            before.isupper() and before not in ROMAN and _is_initial(words, place)
        )

    def _goes_on(self, words: Sequence[str], end: int) -> bool:
        """True if the sentence goes on behind the quotation that ends at ``end``: by a comma or small letters."""
        after = end + 1
        if end and words[end - 1] == ",":
            return True
        return after < len(words) and (words[after][:1].islower() or words[after] == ",")


def _directed(doc: Doc) -> list[str]:
    """The words, straight marks of ``DIRECTED`` turned into those that open or close."""
    words = [token.text for token in doc]
    for at in (at for at, word in enumerate(words) if word in DIRECTED):
        is_closing = at > 0 and not doc[at - 1].whitespace_ and words[at - 1] not in OPENING
        words[at] = DIRECTED[words[at]][is_closing]
    return words


def quotations_of(words: Sequence[str]) -> list[tuple[int, int]]:
    """Quotations as numbers of their marks (opening, closing), none longer than ``LONGEST`` or over a line's end."""
    found: list[tuple[int, int]] = []
    opened: dict[str, int] = {}
    for at, word in enumerate(words):
        if "\n" in word:
            opened.clear()
        elif word in STRAIGHT:
            start = opened.pop('"', None)
            if start is not None and at - start <= LONGEST:
                found.append((start, at))
            else:
                opened['"'] = at
        elif word in PAIRS:
            start = opened.pop(PAIRS[word], None)
            if start is not None and at - start <= LONGEST:
                found.append((start, at))
        elif word in PAIRS.values():
            opened[word] = at
    return found


def _is_kept_by_chance(words: Sequence[str], at: int) -> bool:
    """True for a word whose stop the tokenizer keeps on for its last capital ("ConnectU.", "APBN-P.", "II.").

    Lists of short forms ("Drs.") and letters with stops between them ("S.H.") are no such words.
    """
    base = words[at][:-1]
    is_part = at > 0 and words[at - 1] == "-"
    return base[-1:].isupper() and "." not in base and (len(base) > 1 or base in ROMAN or is_part)


def _is_short(words: Sequence[str], at: int) -> bool:
    """True if the word at ``at``, or that before its full stop, is a short one with a capital ("Ltd.")."""
    word = words[at - 1] if words[at] == "." and at else words[at]
    return word[:1].isupper() and len(word) <= 5


def _is_initial(words: Sequence[str], at: int) -> bool:
    """True for a single letter that stands for a name: another word with a capital, or nothing, before it."""
    return len(words[at]) == 1 and (at == 0 or words[at - 1][:1].isupper() or words[at - 1] in STRAIGHT)
