"""Annotations of IndoSum articles that hold no word of them: token offsets, and the hash of the tokens they count.

``python -m extractors.training.annotations FOLDER`` turns what annotators wrote beside the articles (rows of labels and
strings, or records along the guidelines) into ``data/names.jsonl``, ``data/records.jsonl`` and, of articles chosen for
the encounters they tell of, ``data/encounters.jsonl``; the recipe joins these with the corpus again. Offsets count all
tokens of an article, end exclusive.
"""

import argparse
import json
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.training import places
from extractors.training.indosum import Line, Story, stories

log = logging.getLogger(__name__)
NAMES = places.OWN / "names.jsonl"
RECORDS = places.OWN / "records.jsonl"
ENCOUNTERS = places.OWN / "encounters.jsonl"
"""Records of articles on encounters; names are not learnt from them."""
LABELS = ("PER", "ORG", "GPE", "LOC", "TITLE", "WEAPON", "EVENT")
TEXTS = frozenset([
    "name", "aliases", "role", "surface", "places", "place", "participants", "evidence", "speaker", "quote",
    "about_persons", "about_weapons", "addressee", "via",
])  # fmt: skip
"""Fields of a record whose strings stand in the article."""

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Tokens:
    """An article's running text with where each token stands in it."""

    text: str
    starts: dict[int, int]
    ends: dict[int, int]
    offsets: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, story: Story) -> "Tokens":
        """Tokens of a story, in ``story.text()``."""
        text, offsets, last = "", [], 0
        for number, line in story.lines():
            text += "" if not text else "\n" if number != last else " "
            offsets += [(len(text) + start, len(text) + end) for start, end in line.offsets]
            text, last = text + line.text, number
        assert text == story.text()
        starts = {start: at for at, (start, _) in enumerate(offsets)}
        return cls(text, starts, {end: at + 1 for at, (_, end) in enumerate(offsets)}, tuple(offsets))

    def find(self, string: str) -> Iterator[tuple[int, int]]:
        """Character spans of a string, however its blanks are written."""
        pattern = r"\s+".join(map(re.escape, string.split()))
        return (match.span() for match in re.finditer(pattern, self.text)) if pattern else iter(())

    def aligned(self, span: tuple[int, int]) -> tuple[int, int] | None:
        """The span in tokens, if it starts and ends with one."""
        start, end = self.starts.get(span[0]), self.ends.get(span[1])
        return (start, end) if start is not None and end is not None else None

    def around(self, span: tuple[int, int]) -> list[int]:
        """Tokens around a span, then how many characters of them to leave out at each side, if any."""
        inside = [at for at, (start, end) in enumerate(self.offsets) if start < span[1] and end > span[0]]
        first, last = inside[0], inside[-1]
        cut = [span[0] - self.offsets[first][0], self.offsets[last][1] - span[1]]
        return [first, last + 1, *(cut if any(cut) else [])]


def spans_of_rows(story: Story, rows: str, dropped: Counter[str]) -> list[Span]:
    """Spans of rows LABEL, string and perhaps numbers of lines. Of overlapping ones the longest counts."""
    tokens, first_of = Tokens.of(story), _line_starts(story)
    found: list[Span] = []
    for row in filter(str.strip, rows.splitlines()):
        label, string, lines = ([*row.split("\t"), "", ""])[:3]
        if label not in LABELS or not string.strip():
            dropped["row that is none"] += 1
            continue
        where = [int(n) for n in re.findall(r"\d+", lines)]
        spans = [span for at in tokens.find(string) if (span := tokens.aligned(at)) and _is_in(span, where, first_of)]
        dropped["string not in the text"] += not spans
        found += [(start, end, label) for start, end in spans]
    titles = [span for span in found if span[2] == "TITLE"]
    return sorted({*longest(span for span in found if span[2] != "TITLE"), *longest(titles)})


def _line_starts(story: Story) -> list[int]:
    starts = [0]
    for _, line in story.lines():
        starts.append(starts[-1] + len(line.offsets))
    return starts


def _is_in(span: tuple[int, int], lines: list[int], starts: list[int]) -> bool:
    known = [n for n in lines if n + 1 < len(starts)]
    return not lines or any(starts[n] <= span[0] and span[1] <= starts[n + 1] for n in known)


def longest(spans: Iterable[Span]) -> list[Span]:
    """Spans without overlaps; the longer wins, then the earlier."""
    kept: list[Span] = []
    taken: set[int] = set()
    for start, end, label in sorted(set(spans), key=lambda s: (s[0] - s[1], s)):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, label))
    return sorted(kept)


def stood_off(value: Any, tokens: Tokens, dropped: Counter[str], is_text: bool = False) -> Any:
    """A record with token offsets in place of every string that stands in the article; our own words stay."""
    if isinstance(value, dict):
        return {k: stood_off(v, tokens, dropped, k in TEXTS) for k, v in value.items() if k not in ("article", "lang")}
    if isinstance(value, list):
        return [stood_off(item, tokens, dropped, is_text) for item in value]
    if is_text and isinstance(value, str):
        spans = list(tokens.find(value))
        if spans:
            whole = [span for span in spans if tokens.aligned(span)]
            return tokens.around((whole or spans)[0])
        dropped["string not in the text"] += 1
    return value


def brought_back(value: Any, tokens: Tokens) -> Any:
    """The record with its strings again: what ``stood_off`` took out."""
    if isinstance(value, dict):
        return {key: brought_back(item, tokens) for key, item in value.items()}
    if isinstance(value, list) and len(value) in (2, 4) and all(type(item) is int for item in value):
        left, right = value[2:] or (0, 0)
        return tokens.text[tokens.offsets[value[0]][0] + left : tokens.offsets[value[1] - 1][1] - right]
    return [brought_back(item, tokens) for item in value] if isinstance(value, list) else value


def agreement(first: dict[str, list[Span]], second: dict[str, list[Span]]) -> dict[str, tuple[float, int]]:
    """F1 of equal spans by label over articles that both hold, with the number of spans of the first."""
    both = sorted(first.keys() & second.keys())
    found = {}
    for label in LABELS:
        one = {(i, *s) for i in both for s in first[i] if s[2] == label}
        other = {(i, *s) for i in both for s in second[i] if s[2] == label}
        if one or other:
            found[label] = (2 * len(one & other) / (len(one) + len(other)), len(one))
    return found


def _read(folder: Path, pattern: str, by_id: dict[str, Story]) -> Iterator[tuple[Story, Path]]:
    for file in sorted(folder.glob(pattern)):
        if story := by_id.get(file.stem):
            yield story, file


def _write(file: Path, rows: Iterable[dict[str, Any]]) -> None:
    file.parent.mkdir(exist_ok=True)
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
    file.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    log.info("%s: %d articles", file.name, len(lines))


def convert(folder: Path) -> None:
    """Write the files of offsets; say what was dropped and how far two annotators agree."""
    by_id = {story.id: story for story in reversed(list(stories(places.INDOSUM)))}
    dropped: Counter[str] = Counter()
    names = {s: spans_of_rows(s, f.read_text("utf-8"), dropped) for s, f in _read(folder, "ner/b*/*.tsv", by_id)}
    twice = {
        s.id: spans_of_rows(s, f.read_text("utf-8"), Counter()) for s, f in _read(folder, "ner/twice/*.tsv", by_id)
    }
    _write(NAMES, ({"id": s.id, "sha256": s.sha256, "spans": spans} for s, spans in names.items()))
    for target, pattern in ((RECORDS, "full/b*/*.json"), (ENCOUNTERS, "encounters/b*/*.json")):
        records = []
        for story, file in _read(folder, pattern, by_id):
            record = stood_off(json.loads(file.read_text("utf-8")), Tokens.of(story), dropped)
            records.append({"id": story.id, "sha256": story.sha256, **record})
        _write(target, records)
    log.info("dropped: %s", dict(dropped))
    for label, (f1, number) in agreement({s.id: spans for s, spans in names.items()}, twice).items():
        log.info("agreement %s: F1 %.3f of %d", label, f1, number)


def annotated(file: Path) -> Iterator[tuple[Story, dict[str, Any]]]:
    """Each story of an annotation file with what it says. Raises ValueError where the corpus has other tokens."""
    rows = {row["id"]: row for row in map(json.loads, file.read_text("utf-8").splitlines())} if file.exists() else {}
    for story in stories(places.INDOSUM):
        if (row := rows.pop(story.id, None)) is None:
            continue
        if row.pop("sha256") != story.sha256:
            raise ValueError(f"{places.INDOSUM.name}: tokens of {story.id} are not those that were annotated")
        yield story, row


def lines_of(story: Story) -> list[Line]:
    """The sentences of a story in order."""
    return [line for _, line in story.lines()]


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    convert(parser.parse_args().folder)
