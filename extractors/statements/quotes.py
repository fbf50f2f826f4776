"""Quotations in running text: curly, straight and mixed marks, one of which may be missing.

Works on one paragraph at a time, in one pass. A mark's part (opening or closing) is read from what
stands beside it, not from its shape: papers type “ for ” and the other way round.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

DOUBLE = '"“”„«»'
SINGLE = "‘’"
_CLOSERS = " \t\n.,;:!?)]}—–-…"
_MARK = re.compile(f"[{DOUBLE}]")
_SENTENCE_END = re.compile(r"[.?!] (?=[(\[]*[A-Z0-9])")
_LONGEST_CUE = 40


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


class _Paragraph:
    """Cues and sentences of ``text[low:high]``, found once, so that no mark searches the text anew."""

    def __init__(self, text: str, low: int, high: int, cue: re.Pattern[str]) -> None:
        self.text, self.low, self.high, self.cue = text, low, high, cue
        self._cues = [match.span() for match in cue.finditer(text, low, high)]
        self._sentence_ends = [match.start() for match in _SENTENCE_END.finditer(text, low, high)]
        self._tail = low + len(text[low:high].rstrip(" .,"))

    def first_cue(self, start: int, end: int) -> int | None:
        """Give where the first cue between ``start`` and ``end`` (a mark, or the paragraph's end) has its comma."""
        at = bisect_left(self._cues, (start, start))
        known = self._cues[at][0] if at < len(self._cues) and self._cues[at][1] <= end else None
        # one that a mark follows directly is a cue only for who reads up to this mark
        cut = self.cue.search(self.text, max(start, end - _LONGEST_CUE), end)
        starts = [*([known] if known is not None else []), *([cut.start()] if cut else [])]
        return min(starts) + 1 if starts else None

    def sentence_start(self, low: int, at: int) -> int:
        """Give where the sentence that goes on at ``at`` begins, not before ``low``."""
        index = bisect_right(self._sentence_ends, at - 4) - 1
        return self._sentence_ends[index] + 2 if index >= 0 and self._sentence_ends[index] >= low else low

    def ends_at(self, at: int) -> bool:
        """True if only blanks and stops follow the mark at ``at``."""
        return self._tail == at + 1


def quotes_in(text: str, low: int, high: int, cue: re.Pattern[str], links: frozenset[str]) -> list[Quote]:
    """Give the quotations of the paragraph ``text[low:high]`` in order.

    ``cue`` matches a comma or stop followed by a cue of attribution; where a mark is missing, the
    quotation ends at that comma, or begins with the sentence in which the closing mark stands. Words of ``links``
    between two quotations keep them apart.
    """
    found: list[Quote] = []
    opened: int | None = None
    paragraph = _Paragraph(text, low, high, cue)
    for match in _MARK.finditer(text, low, high):
        at = match.start()
        if opened is None:
            opened = _unopened(paragraph, at, found)
        elif _opens(text, at, low, high) and not paragraph.ends_at(at):
            if cue.match(text, at - 2) or cue.match(text, at - 1):
                found.append(Quote(opened, at + 1, opened + 1, at))
                opened = None
                continue
            stop = paragraph.first_cue(opened + 1, at)
            if stop is not None:
                found.append(Quote(opened, stop, opened + 1, stop))
                opened = at
        elif _closes(text, at, low, high) or text[at] == "”":
            found.append(Quote(opened, at + 1, opened + 1, at))
            opened = None
    if opened is not None:
        found.extend(_unclosed(paragraph, opened))
    return _joined(text, found, links) + _single(text, low, high, found)


def _unopened(paragraph: _Paragraph, at: int, found: list[Quote]) -> int | None:
    """Give where a quotation opens at this mark; a closing mark alone completes one in ``found``."""
    text, low, high, cue = paragraph.text, paragraph.low, paragraph.high, paragraph.cue
    # "…, "ujarnya": the last mark stands by the wrong word
    torn_off = cue.match(text, at - 2) is not None and _MARK.search(text, at + 1, high) is None
    if not torn_off and (_opens(text, at, low, high) or not _closes(text, at, low, high)):
        return at
    follows = torn_off or cue.match(text, at - 1) or cue.match(text, at + 1) or cue.match(text, at)
    start = paragraph.sentence_start(max(low, found[-1].end if found else low), at)
    if follows and at - start > 10 and paragraph.first_cue(start, at - 1) is None:
        found.append(Quote(start, at + 1, start, at))
    return None


def _unclosed(paragraph: _Paragraph, opened: int) -> list[Quote]:
    high = paragraph.high
    stop = paragraph.first_cue(opened + 1, high)
    if stop is not None:
        return [Quote(opened, stop, opened + 1, stop)]
    if high - opened > 40:
        end = opened + len(paragraph.text[opened:high].rstrip())
        return [Quote(opened, end, opened + 1, end)]
    return []


def _joined(text: str, found: list[Quote], links: frozenset[str]) -> list[Quote]:
    """Join what straight marks inside a quotation have torn (``"bantuan" dasar "dari …"``)."""
    out: list[Quote] = []
    for quote in found:
        gap = text[out[-1].end : quote.start] if out else ""
        tight = out and re.fullmatch(r"\s*[^\s.,;:!?]+\s*", gap)
        if tight and text[out[-1].inner_end - 1] not in ".,!?" and gap.strip() not in links:
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
