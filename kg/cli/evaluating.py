"""``kg eval``."""

import argparse
from pathlib import Path

from kg.cli.extracting import AT_ONCE
from kg.cli.output import print_json, print_table
from kg.cli.terminal import remark
from kg.cli.workers import extraction
from kg.errors import InputError, JubirError
from kg.evaluate import TASKS, Scores, Tally, evaluate, read_gold
from kg.read import Rejected, read_articles
from kg.record import Record


def evaluate_articles(options: argparse.Namespace) -> int:
    """Print the figures of the articles against the annotations, and what was missed."""
    scores = evaluate(read_gold(Path(options.gold)), _records(options.articles, options.jobs))
    if options.json:
        print_json({"figures": {task: _figures(scores, task) for task in scores.tasks}, "misses": _misses(scores)})
        return 0
    rows = [_row(scores, task) for task in TASKS]
    print_table(("task", "precision", "recall", "F1", "95 %", "n", "of those found, right"), rows)
    parts = [(task, scores.total(task)) for task in scores.tasks if task not in TASKS]
    print_table(("part", "recall", "n", "extra"), [_part(part, tally) for part, tally in parts])
    if not options.quiet:
        print_table(("article", "what", "task", "text"), [(m.article, m.what, m.task, m.text) for m in scores.misses])
    return 0


def _records(names: list[str], jobs: int) -> list[Record]:
    """Extract every article; an article that cannot be used would spoil the figures, so it is an error."""
    records: list[Record] = []
    items = list(read_articles([Path(name) for name in names]))
    if rejected := [item for item in items if isinstance(item, Rejected)]:
        for item in rejected:
            remark(f"kg: {item.path}: {item.reason}{'; ' + item.way_out if item.way_out else ''}")
        raise InputError(
            f"{len(rejected)} articles cannot be used; correct them, or leave them and their annotations out"
        )
    articles = [item.article for item in items if not isinstance(item, Rejected)]
    with extraction(jobs) as run:
        for at in range(0, len(articles), AT_ONCE):
            for result in run(articles[at : at + AT_ONCE]):
                if isinstance(result, JubirError):
                    raise result
                records.append(result)
    remark(f"{len(records)} articles")
    return records


def _row(scores: Scores, task: str) -> tuple[str, ...]:
    tally = scores.total(task)
    low, high = scores.interval(task)
    right = ", ".join(f"{name} {tally.accuracy(name):.3f}" for name in tally.asked)
    n = str(tally.hits + tally.misses)
    return (task, f"{tally.precision:.3f}", f"{tally.recall:.3f}", f"{tally.f1:.3f}", f"{low:.2f}–{high:.2f}", n, right)


def _part(part: str, tally: Tally) -> tuple[str, ...]:
    n = tally.hits + tally.misses
    extra = "–" if part.startswith("statement") else str(tally.extras)  # statements have parts only as annotated
    return (part, f"{tally.recall:.3f}" if n else "–", str(n), extra)


def _figures(scores: Scores, task: str) -> dict[str, object]:
    tally = scores.total(task)
    return {
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        "interval": [round(value, 4) for value in scores.interval(task)],
        "gold": tally.hits + tally.misses,
        **{f"{name} accuracy": round(tally.accuracy(name), 4) for name in tally.asked},
    }


def _misses(scores: Scores) -> list[dict[str, str]]:
    return [{"article": m.article, "what": m.what, "task": m.task, "text": m.text} for m in scores.misses]
