"""Quotation marks that are two apostrophes, ''so'': read as one mark, while everything keeps its place."""

import re
from dataclasses import replace

from kg.model import Mention
from kg.record import Record, StatementRecord

TWO = "''"
_TWO = re.compile(r"(?<!')''(?!')")
_BEFORE_OPENING = " \t\n([—–-"


def with_one_mark(text: str) -> str:
    """The text, of the same length, with one mark and a blank in place of two apostrophes; the mark is by its word."""
    return _TWO.sub(_one, text) if TWO in text else text


def _one(two: re.Match[str]) -> str:
    opens = two.start() == 0 or two.string[two.start() - 1] in _BEFORE_OPENING
    return ' "' if opens else '" '


def as_written(record: Record, marked: str) -> Record:
    """A record of ``marked``, the text with one mark, as the text of its article has it."""
    text = record.article.text
    if marked == text:
        return record

    def seen(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return tuple(replace(m, text=text[m.start : m.end]) for m in mentions)

    return replace(
        record,
        persons=tuple(replace(item, mentions=seen(item.mentions)) for item in record.persons),
        states=tuple(replace(item, mentions=seen(item.mentions)) for item in record.states),
        organizations=tuple(replace(item, mentions=seen(item.mentions)) for item in record.organizations),
        weapons=tuple(replace(item, mentions=seen(item.mentions)) for item in record.weapons),
        meetings=tuple(replace(item, mentions=seen(item.mentions)) for item in record.meetings),
        statements=tuple(_said(statement, marked, text) for statement in record.statements),
    )


def _said(statement: StatementRecord, marked: str, text: str) -> StatementRecord:
    start, end, quote, cue = statement.start, statement.end, statement.quote, statement.cue
    if text[max(0, start - 1) : start + 1] == TWO:
        start -= 1
    if text[end - 1 : end + 1] == TWO:
        end += 1
    if quote is not None and quote not in text and (at := marked.find(quote, statement.start)) >= 0:
        quote = text[at : at + len(quote)]
    cue = replace(cue, text=text[cue.start : cue.end]) if cue is not None else None
    return replace(statement, start=start, end=end, quote=quote, cue=cue)
