"""Learns which names are given where: ``python -m extractors.training.origins``, or ``make origins``.

States that name their people alike share a tradition (``origins.toml``). How much commoner three letters in a row are
in names of one tradition than in those of all is counted in lists of given and family names by Faker (MIT), in the
gazetteer of people, and in IndoSum articles, where an office tells the state ("Presiden Peru X"). Then it is weighed
against what else speaks for a state (``extractors.persons.origin``): a conditional logit, fitted by Newton's method to
persons of annotated articles whose state neither the gazetteer nor an office tells. Both go to
``extractors/lang/id/origins.tsv``. It is told how often the likeliest state is right on articles not learnt from, a
sixth of them at a time.

Nothing is learnt from the articles that are annotated for testing.
"""

import argparse
import logging
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from importlib import import_module
from math import log as logarithm
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from extractors.persons.component import role_of
from extractors.persons.naming import STEP, ZERO, naming, runs
from extractors.persons.origin import SIGNS, page_of, signs_of_states
from extractors.pipeline import read_up_to
from extractors.training import places
from extractors.training.about import corpus
from extractors.training.indosum import stories
from kg.evaluate import Gold, same_name
from kg.model import Article
from kg.read.files import read_text
from ontology.gazetteer import people

log = logging.getLogger(__name__)
TARGET = places.ROOT / "extractors" / "lang" / "id" / "origins.tsv"
PERSONS = "jubir_persons"
MOST_RUNS = 4_000
"""Runs of letters that are kept: the commonest over all traditions."""
PRIOR = 300.0
"""Runs of letters as they are everywhere that are counted in with those of a tradition."""
OFTEN = 3
"""Times that a word counts at most."""
RIDGE = 0.5
FOLDS = 6
STEPS = 30

HEAD = """\
# How names are given: which states share a tradition; what each sign of a state weighs (extractors/persons/origin.py
# says what they are); and, for three letters in a row of a name, a sign a tradition: how much commoner they are there
# than elsewhere, from "T" (as common) by a quarter of log odds a letter of the alphabet.
# Learnt 2026-11 by `make origins` from lists of names of Faker (MIT), our gazetteer of people, names in IndoSum
# articles and our annotations of them (CC BY-SA 4.0).
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """A person of an article whose state is to be told: the candidates with their signs, and which is right."""

    article: str
    signs: NDArray[np.float64]
    right: int


def listed(locales: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Names of Faker's lists by tradition, in Latin letters."""
    respelt: Callable[[str], str] = import_module("anyascii").anyascii
    for tradition, names in locales.items():
        for locale in names:
            provider = import_module(f"faker.providers.person.{locale}").Provider
            is_romanized = any("romanized" in attribute for attribute in dir(provider))
            for attribute in dir(provider):
                if "name" not in attribute or attribute == "language_names":
                    continue
                if is_romanized and "romanized" not in attribute:
                    continue
                values = getattr(provider, attribute)
                if isinstance(values, tuple | list | dict):
                    yield from ((tradition, respelt(v)) for v in values if isinstance(v, str) and "{" not in v)


def spans_of(doc: Doc) -> Iterator[list[tuple[int, int]]]:
    """The mentions of each person in tokens."""
    for person in doc._.persons:
        found = (doc.char_span(m.start, m.end, alignment_mode="expand") for m in person.mentions)
        yield sorted((span.start, span.end) for span in found if span is not None)


def told_in_news(skipped: Set[str]) -> Iterator[tuple[str, str]]:
    """Names of IndoSum articles with the state that an office tells; once each."""
    found: set[tuple[str, str]] = set()
    read_already: set[str] = set()
    for story in stories(places.INDOSUM):
        if story.id in skipped or story.id in read_already:
            continue
        read_already.add(story.id)
        doc = read_up_to(PERSONS, read_text(story.text().encode(), f"{story.id}.txt").article)
        spans = list(spans_of(doc))
        inside = {i for of_one in spans for start, end in of_one for i in range(start, end)}
        for person, own in zip(doc._.persons, spans, strict=True):
            role = role_of(doc, own, inside)
            state = person.state if person.key else role.state if role else None
            if state:
                found.add((person.name, state))
    yield from sorted(found)


def table_of(names: Iterable[tuple[str, str]]) -> tuple[list[str], dict[str, str]]:
    """Traditions in order, and the row of each run of letters. ``names`` come with their tradition."""
    words: dict[str, Counter[str]] = {}
    for tradition, name in names:
        words.setdefault(tradition, Counter()).update(name.split())
    counts = {
        tradition: sum((Counter(dict.fromkeys(runs(w), min(n, OFTEN))) for w, n in own.items()), Counter[str]())
        for tradition, own in sorted(words.items())
    }
    totals = {tradition: own.total() for tradition, own in counts.items()}
    everywhere: Counter[str] = Counter()
    for tradition, own in counts.items():
        for run, number in own.items():
            everywhere[run] += number / totals[tradition]  # type: ignore[assignment]  # shares, not numbers
    whole = sum(everywhere.values())
    kept = sorted(everywhere, key=lambda run: (-everywhere[run], run))[:MOST_RUNS]
    return list(counts), {
        run: "".join(_sign(counts[t][run], totals[t], everywhere[run] / whole) for t in counts) for run in sorted(kept)
    }


def _sign(count: int, total: int, share: float) -> str:
    odds = logarithm((count + PRIOR * share) / (total + PRIOR) / share)
    return chr(ord(ZERO) + round(odds / STEP))


def choices(folder: Path) -> Iterator[Choice]:
    """Persons of annotated articles whose state is to be guessed."""
    for article, gold in corpus(folder):
        yield from choices_in(article, gold)


def choices_in(article: Article, gold: Gold) -> Iterator[Choice]:
    """Those of one article whose state neither the gazetteer nor an office tells, but the annotation does."""
    doc = read_up_to(PERSONS, article)
    spans = list(spans_of(doc))
    inside = {i for of_one in spans for start, end in of_one for i in range(start, end)}
    page = page_of(doc, article.published)
    for person, own in zip(doc._.persons, spans, strict=True):
        role = role_of(doc, own, inside)
        if person.key or (role and role.state):
            continue
        states = {p["state"] for p in gold["persons"] for n in (p["name"], *p["aliases"]) if same_name(n, person.name)}
        signs = signs_of_states(doc, own, page)
        if len(states) == 1 and (state := states.pop()) in signs:
            yield Choice(article.file, np.array(list(signs.values())), list(signs).index(state))


def fitted(known: list[Choice]) -> NDArray[np.float64]:
    """Weights of the signs, by Newton's method."""
    beta: NDArray[np.float64] = np.zeros(len(SIGNS))
    for _ in range(STEPS):
        slope, bend = -RIDGE * beta, RIDGE * np.eye(len(SIGNS))
        for one in known:
            odds = one.signs @ beta
            p = np.exp(odds - odds.max())
            p /= p.sum()
            mean = p @ one.signs
            slope = slope + one.signs[one.right] - mean
            bend = bend + (one.signs * p[:, None]).T @ one.signs - np.outer(mean, mean)
        beta = beta + np.linalg.solve(bend, slope)
    return beta


def right(known: Iterable[Choice], beta: NDArray[np.float64]) -> int:
    """How many of the likeliest states are right."""
    return sum(int(np.argmax(one.signs @ beta)) == one.right for one in known)


def written(states: Mapping[str, str], traditions: list[str], rows: Mapping[str, str], beta: Iterable[float]) -> str:
    """The table as it is kept."""
    head = [f"(tradition)\t{name}\t{states[name]}" for name in traditions]
    head += [f"(weight)\t{sign}\t{round(float(value), 2) + 0.0}" for sign, value in zip(SIGNS, beta, strict=True)]
    return HEAD + "".join(f"{line}\n" for line in [*head, *(f"{run}\t{row}" for run, row in rows.items())])


def main() -> None:
    """Write the table anew; the log tells how often it is right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotated", type=Path, nargs="?", default=places.GOLD)
    folder = parser.parse_args().annotated
    made = tomllib.loads((Path(__file__).parent / "origins.toml").read_text(encoding="utf-8"))
    states: dict[str, str] = made["traditions"]
    tradition_of = {state: tradition for tradition, own in states.items() for state in own.split()}
    skipped = {line.split("\t")[1] for line in (folder / "SOURCES.tsv").read_text(encoding="utf-8").splitlines()}
    told = [*((p.name, p.state) for p in people().values()), *told_in_news(skipped)]
    named = [(tradition_of[state], name) for name, state in told if state in tradition_of]
    traditions, rows = table_of([*((t, n) for t, n in sorted(set(listed(made["locales"])))), *named])
    TARGET.write_text(written(states, traditions, rows, [0.0] * len(SIGNS)), encoding="utf-8")
    naming.cache_clear()
    known = list(choices(folder))
    articles = sorted({one.article for one in known})
    fold = {article: at % FOLDS for at, article in enumerate(articles)}
    hits = sum(
        right((o for o in known if fold[o.article] == k), fitted([o for o in known if fold[o.article] != k]))
        for k in range(FOLDS)
    )
    log.info("%d persons of %d articles; right on those not learnt from: %d", len(known), len(articles), hits)
    TARGET.write_text(written(states, traditions, rows, fitted(known)), encoding="utf-8")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
