"""Quotation marks that are two apostrophes, ''so'': read as one mark, while everything keeps its place."""

import re
from dataclasses import replace

from kg.record import StatementRecord

TWO = "''"
_TWO = re.compile(r"(?<!')''(?!')")
_BEFORE_OPENING = " \t\n([—–-"


def with_one_mark(text: str) -> str:
    """The text, of the same length, with one mark and a blank in place of two apostrophes; the mark is by its word."""
    return _TWO.sub(_one, text) if TWO in text else text


def _one(two: re.Match[str]) -> str:
    opens = two.start() == 0 or two.string[two.start() - 1] in _BEFORE_OPENING
    return ' "' if opens else '" '


def as_written(statement: StatementRecord, marked: str, text: str) -> StatementRecord:
    """A statement found in ``marked``, the text with one mark, as it stands in ``text``."""
    start, end, quote = statement.start, statement.end, statement.quote
    if text[max(0, start - 1) : start + 1] == TWO:
        start -= 1
    if text[end - 1 : end + 1] == TWO:
        end += 1
    if quote is not None and quote not in text and (at := marked.find(quote, statement.start)) >= 0:
        quote = text[at : at + len(quote)]
    return replace(statement, start=start, end=end, quote=quote)
