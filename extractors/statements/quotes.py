"""Quotations in running text: curly, straight and mixed marks, one of which may be missing.

Works on one paragraph at a time, in one pass. A mark's part (opening or closing) is read from what
stands beside it, not from its shape: papers type “ for ” and the other way round.
"""

import re
from dataclasses import dataclass

DOUBLE = '"“”„«»'
SINGLE = "‘’"
_CLOSERS = " \t\n.,;:!?)]}—–-…"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation from its opening to its closing mark (``end`` exclusive); inner without marks."""

    start: int
    end: int
    inner_start: int
    inner_end: int


def _opens(text: str, at: int, low: int, high: int) -> bool:
    before = text[at - 1] if at > low else " "
    after = text[at + 1] if at + 1 < high else " "
    if before.isspace() or before in "([—–-/":
        return not after.isspace() or before in "([" or at == low
    return text[at] in "“„«" and not after.isspace() and after not in _CLOSERS and before in ",:;."


def _closes(text: str, at: int, low: int, high: int) -> bool:
    after = text[at + 1] if at + 1 < high else " "
    before = text[at - 1] if at > low else " "
    return (after in _CLOSERS or after.isspace() or text[at] == "”") and not (
        before.isspace() and not after.isspace() and text[at] != "”"
    )


def _first_cue(cue: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    found = cue.search(text, start, end)
    return found.start() + 1 if found else None


def _sentence_start(text: str, low: int, at: int) -> int:
    stops = [text.rfind(mark, low, at - 2) for mark in (". ", "? ", "! ")]
    return max(low, max(stops) + 2 if max(stops) >= 0 else low)


def quotes_in(text: str, low: int, high: int, cue: re.Pattern[str]) -> list[Quote]:
    """Give the quotations of the paragraph ``text[low:high]`` in order.

    ``cue`` matches a comma or stop followed by a cue of attribution; where a mark is missing, the
    quotation ends at that comma, or begins with the sentence in which the closing mark stands.
    """
    found: list[Quote] = []
    opened: int | None = None
    for match in re.compile(f"[{DOUBLE}]").finditer(text, low, high):
        at = match.start()
        if opened is None:
            opened = _unopened(text, at, low, high, found, cue)
        elif _opens(text, at, low, high) and not _closes_after_all(text, at, high):
            if cue.match(text, at - 2) or cue.match(text, at - 1):
                found.append(Quote(opened, at + 1, opened + 1, at))
                opened = None
                continue
            stop = _first_cue(cue, text, opened + 1, at)
            if stop is not None:
                found.append(Quote(opened, stop, opened + 1, stop))
                opened = at
        elif _closes(text, at, low, high) or text[at] == "”":
            found.append(Quote(opened, at + 1, opened + 1, at))
            opened = None
    if opened is not None:
        found.extend(_unclosed(text, opened, high, cue))
    return _joined(text, found) + _single(text, low, high, found)


def _closes_after_all(text: str, at: int, high: int) -> bool:
    """True for a mark spaced like an opening one that ends the paragraph all the same."""
    return not text[at + 1 : high].strip(" .,")


def _unopened(text: str, at: int, low: int, high: int, found: list[Quote], cue: re.Pattern[str]) -> int | None:
    """Give where a quotation opens at this mark; a closing mark alone completes one in ``found``."""
    if _opens(text, at, low, high) or not _closes(text, at, low, high):
        return at
    follows = cue.match(text, at - 1) or cue.match(text, at + 1) or cue.match(text, at)
    start = _sentence_start(text, max(low, found[-1].end if found else low), at)
    if follows and at - start > 10 and not cue.search(text, start, at - 1):
        found.append(Quote(start, at + 1, start, at))
    return None


def _unclosed(text: str, opened: int, high: int, cue: re.Pattern[str]) -> list[Quote]:
    stop = _first_cue(cue, text, opened + 1, high)
    if stop is not None:
        return [Quote(opened, stop, opened + 1, stop)]
    if high - opened > 40:
        end = len(text[:high].rstrip())
        return [Quote(opened, end, opened + 1, end)]
    return []


def _joined(text: str, found: list[Quote]) -> list[Quote]:
    """Join what straight marks inside a quotation have torn (``"bantuan" dasar "dari …"``)."""
    out: list[Quote] = []
    for quote in found:
        gap = text[out[-1].end : quote.start] if out else ""
        tight = out and re.fullmatch(r"\s*[^\s.,;:!?]+\s*", gap)
        if tight and text[out[-1].inner_end - 1] not in ".,!?" and gap.strip() not in ("dan", "atau", "serta"):
            last = out.pop()
            quote = Quote(last.start, quote.end, last.inner_start, quote.inner_end)
        out.append(quote)
    return out


_SINGLE = re.compile(r"(?<![\w’])‘([^‘’\n]{2,300})’(?!\w)|(?<!\w)'\s?([^'\n]{3,200})'(?!\w)")


def _single(text: str, low: int, high: int, doubles: list[Quote]) -> list[Quote]:
    taken = iter(sorted(doubles, key=lambda q: q.start))
    current = next(taken, None)
    out = []
    for match in _SINGLE.finditer(text, low, high):
        while current is not None and current.end <= match.start():
            current = next(taken, None)
        if current is None or match.end() <= current.start:
            group = 1 if match.group(1) is not None else 2
            out.append(Quote(match.start(), match.end(), match.start(group), match.end(group)))
    return out
