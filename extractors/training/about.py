"""Learns what makes a statement one about a meeting: ``python -m extractors.training.about``, or ``make about``.

The rules' records of annotated articles give pairs of a statement and a meeting, each with its signs
(``extractors.about_features``) and, where both are annotated, whether the one is about the other. A ridge logistic
regression, fitted by Newton's method, weighs the signs; its weights go to ``extractors/lang/id/about.tsv``. Before that
it is told how the decision fares on articles that it did not learn from, a sixth of them at a time.

Learnt from: IndoSum articles, by our stand-off annotations (``data/records.jsonl`` and ``data/encounters.jsonl``), and
the annotated folder beside the checkout without every third article, which is kept for testing.
"""

import argparse
import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.about_features import SIGNS, Pairs, Said, Weights
from extractors.pipeline import extract_article
from extractors.training import places
from extractors.training.annotations import ENCOUNTERS, RECORDS, Tokens, annotated, brought_back
from kg.evaluate import Gold, evaluate, is_about
from kg.model import Article
from kg.read.files import read_text
from kg.record import Record, StatementRecord

log = logging.getLogger(__name__)
TARGET = places.ROOT / "extractors" / "lang" / "id" / "about.tsv"
NAMES = tuple(SIGNS)
WITHOUT = frozenset({"about"})
RIDGE = 5.0
THRESHOLD = 0.3
"""A pair is taken from this probability on; below a half, since most pairs that the rules leave are none."""
FOLDS = 6
STEPS = 40

HEAD = """\
# What each sign of a statement and a meeting adds to the log odds that the one is about the other; "(start)" is what
# every pair has, a pair from "(threshold)" on is taken. extractors/about_features.py says what the signs are.
# Learnt 2026-11 by `make about` from our annotations of IndoSum articles (CC BY-SA 4.0).
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair that the record has: its signs, whether the rules took it, and what the annotation says, if anything."""

    signs: tuple[str, ...]
    by_rule: bool
    is_about: bool | None


@dataclass(frozen=True, slots=True)
class Learnt:
    """The pairs of one article, and how many the annotation has for its statements that are found."""

    article: str
    pairs: tuple[Pair, ...]
    wanted: int


def corpus(folder: Path) -> Iterator[tuple[Article, Gold]]:
    """Every article to learn from with its annotation."""
    for story, row in chain(annotated(RECORDS), annotated(ENCOUNTERS)):
        tokens = Tokens.of(story)
        article = read_text(tokens.text.encode(), f"{story.id}.txt").article
        yield replace(article, published=row["published"]), brought_back(row, tokens)
    for file in sorted(folder.glob("*.json")):
        if not places.is_kept_for_testing(file.stem):
            article = read_text(file.with_suffix(".txt").read_bytes(), f"{file.stem}.txt").article
            yield article, json.loads(file.read_text(encoding="utf-8"))


def pairs_of(record: Record, gold: Gold) -> Iterator[Pair]:
    """The weighed pairs of a record that was made without the trained decision."""
    told, names = is_about(gold, record), {person.id: person.name for person in record.persons}
    pairs = Pairs(record.article.text, record.meetings, record.article.lang)
    for statement in record.statements:
        about = statement.about
        persons = {names[person] for person in about.persons}
        for index, signs in pairs.signs(_said(statement), set(about.states), persons):
            meeting = record.meetings[index].id
            yield Pair(signs, meeting in about.meetings, told.get((statement.id, meeting)))


def _said(statement: StatementRecord) -> Said:
    """A statement as its pairs see it; where the speaker's phrase stands does not count there."""
    s = statement
    return Said(s.start, s.end, s.start, s.start, s.speaker, s.act, s.mode, s.state, s.official)


def learnt_from(folder: Path) -> Iterator[Learnt]:
    """Extract every article by rules and join it with its annotation."""
    for article, gold in corpus(folder):
        record = extract_article(article, WITHOUT)
        counted = evaluate({Path(article.file).stem: gold}, [record]).total("about-meeting")
        yield Learnt(article.file, tuple(pairs_of(record, gold)), counted.hits + counted.misses)


def fitted(pairs: Iterable[Pair], ridge: float = RIDGE, threshold: float = THRESHOLD) -> Weights:
    """Weights by Newton's method, rounded to two decimals; the start is not held back by the ridge."""
    known = [pair for pair in pairs if pair.is_about is not None]
    x = np.array([[1.0, *(float(name in pair.signs) for name in NAMES)] for pair in known])
    y = np.array([float(bool(pair.is_about)) for pair in known])
    held: NDArray[np.float64] = np.full(x.shape[1], ridge)
    held[0] = 0.0
    beta: NDArray[np.float64] = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-(x @ beta)))
        slope = x.T @ (p - y) + held * beta
        beta = beta - np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(held), slope)
    start, *of_sign = (round(float(value), 2) + 0.0 for value in beta)
    odds = round(float(np.log(threshold / (1 - threshold))), 2)
    return Weights(start, odds, dict(zip(NAMES, of_sign, strict=True)))


@dataclass(slots=True)
class Figures:
    """Hits and extras of a decision, and how many there are."""

    hits: int = 0
    extras: int = 0
    wanted: int = 0

    def add(self, article: Learnt, learnt: Weights | None) -> None:
        """Count the pairs of an article in: those of the rules, and of ``learnt`` if given."""
        taken = [pair for pair in article.pairs if pair.by_rule or (learnt and learnt.takes(pair.signs))]
        self.hits += sum(pair.is_about is True for pair in taken)
        self.extras += sum(pair.is_about is False for pair in taken)
        self.wanted += article.wanted

    def __str__(self) -> str:
        f1 = 2 * self.hits / max(self.hits + self.extras + self.wanted, 1)
        return f"F1 {f1:.3f} ({self.hits} hits, {self.extras} extras, of {self.wanted})"


def crossed(articles: list[Learnt]) -> tuple[Figures, Figures]:
    """Figures of the rules, and with the decision on articles that it did not learn from."""
    rules, both = Figures(), Figures()
    for fold in range(FOLDS):
        rest = (pair for at, one in enumerate(articles) if at % FOLDS != fold for pair in one.pairs)
        learnt = fitted(rest)
        for one in articles[fold::FOLDS]:
            rules.add(one, None)
            both.add(one, learnt)
    return rules, both


def written(learnt: Weights) -> str:
    """The table of weights as it is kept."""
    rows = {"(start)": learnt.start, "(threshold)": learnt.threshold, **learnt.of_sign}
    return HEAD + "".join(f"{name}\t{value}\n" for name, value in rows.items())


def main() -> None:
    """Write the weights anew; the log tells the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotated", type=Path, nargs="?", default=places.GOLD)
    articles = sorted(learnt_from(parser.parse_args().annotated), key=lambda one: one.article)
    rules, both = crossed(articles)
    log.info("%d articles; rules: %s; with what is learnt from the others: %s", len(articles), rules, both)
    TARGET.write_text(written(fitted(pair for one in articles for pair in one.pairs)), encoding="utf-8")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
