"""What each part of the extraction earns: ``python -m extractors.training.stages``, or ``make evaluation``.

Annotated articles are extracted by rules alone, then with the trained recogniser of names, then with the trained
decisions too, and ``docs/evaluation.md`` is written: F1 with bootstrap intervals, accuracies, and how far the five
articles that everybody looked at are ahead of those that nobody did.
"""

import argparse
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from extractors.pipeline import WITHOUT, extract_article
from extractors.training import places
from kg.evaluate import TASKS, Gold, Scores, evaluate, read_gold
from kg.read.files import read_text

log = logging.getLogger(__name__)
PAGE = places.ROOT / "docs" / "evaluation.md"
STAGES = {
    "rules alone": frozenset(WITHOUT),
    "+ trained recogniser": frozenset(WITHOUT) - {"names"},
    "+ trained decisions": frozenset[str](),
}
ATTRIBUTES = {
    "statement": ("speaker", "official", "mode", "act", "quote"),
    "person": ("official", "state"),
    "meeting": ("status", "date", "place"),
}
"""Accuracies that are shown, over what was found."""


@dataclass(frozen=True, slots=True)
class Articles:
    """A set of annotated articles."""

    name: str
    gold: Mapping[str, Gold]
    folder: Path

    def scores(self, without: frozenset[str]) -> Scores:
        """Figures of the extraction without some of its trained parts."""
        files = (self.folder / f"{stem}.txt" for stem in self.gold)
        articles = (read_text(file.read_bytes(), file.name).article for file in files)
        return evaluate(self.gold, [extract_article(article, without) for article in articles])


def sets(shared: Path) -> list[Articles]:
    """The five articles, the third that is kept for testing, and the rest, which rules were made from."""
    gold, indosum = read_gold(shared / "gold"), read_gold(shared / "gold-indosum")
    held = {stem for stem in indosum if places.is_kept_for_testing(stem)}
    return [
        Articles("five articles of 2023", gold, shared / "articles"),
        Articles("held out", {k: v for k, v in indosum.items() if k in held}, shared / "gold-indosum"),
        Articles("learnt from", {k: v for k, v in indosum.items() if k not in held}, shared / "gold-indosum"),
    ]


def table(head: list[str], rows: Iterator[list[str]]) -> str:
    """Rows as a table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def f1_rows(stages: Mapping[str, Scores]) -> Iterator[list[str]]:
    """A task a row: how many there are, and F1 with its interval at each stage."""
    for task in TASKS:
        totals = [scores.total(task) for scores in stages.values()]
        intervals = [scores.interval(task) for scores in stages.values()]
        cells = [f"{t.f1:.3f} ({low:.2f}–{high:.2f})" for t, (low, high) in zip(totals, intervals, strict=True)]
        yield [task, str(totals[-1].hits + totals[-1].misses), *cells]


def attribute_rows(stages: Mapping[str, Scores]) -> Iterator[list[str]]:
    """An attribute a row: of how many at the last stage, and the share that is right at each."""
    for task, names in ATTRIBUTES.items():
        totals = [scores.total(task) for scores in stages.values()]
        for name in names:
            shares = [f"{t.accuracy(name):.3f}" if t.asked[name] else "–" for t in totals]
            yield [f"{task}: {name}", str(totals[-1].asked[name]), *shares]


def gap_rows(last: Mapping[str, Scores]) -> Iterator[list[str]]:
    """A task a row: F1 of each set with all parts, and how far the first is ahead of the second."""
    for task in TASKS:
        values = [scores.total(task).f1 for scores in last.values()]
        yield [task, *(f"{value:.3f}" for value in values), f"{values[0] - values[1]:+.3f}"]


def page(found: Mapping[str, Mapping[str, Scores]]) -> str:
    """All tables: by set of articles and stage, then the gap."""
    parts = []
    for name, stages in found.items():
        size = len(next(iter(stages.values())).articles)
        parts.append(f"### {name.capitalize()}: {size} articles")
        parts.append(table(["F1 (95 %)", "n", *stages], f1_rows(stages)))
        parts.append(table(["of those found, right", "n", *stages], attribute_rows(stages)))
    last = {name: list(stages.values())[-1] for name, stages in found.items()}
    parts.append("### The gap")
    parts.append(table(["F1, all parts", *last, "first − second"], gap_rows(last)))
    return "\n\n".join(parts)


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, nargs="?", default=places.SHARED, help="folder of the annotated articles")
    shared = parser.parse_args().shared
    found = {
        articles.name: {stage: articles.scores(without) for stage, without in STAGES.items()}
        for articles in sets(shared)
    }
    template = (Path(__file__).parent / "evaluation.md").read_text("utf-8")
    PAGE.write_text(template.replace("{figures}", page(found)), "utf-8")
    log.info("%s", page(found))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
