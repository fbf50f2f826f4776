"""Names of people, bodies, places, weapons and events: all corpora in one scheme of labels."""

import json
import logging
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.training import places
from extractors.training.annotations import NAMES, RECORDS, Tokens, annotated, brought_back, longest
from extractors.training.corpora import Named, named_sentences, refined, without
from ontology.gazetteer import states

log = logging.getLogger(__name__)
CARVED = ("PER", "ORG", "GPE", "LOC", "EVENT")
"""What stands inside a title and is labelled by itself: older corpora know no titles, and a name is worth more."""


@cache
def lists() -> dict[str, Any]:
    """Word lists of the recipe."""
    return tomllib.loads((Path(__file__).parent / "labelling.toml").read_text("utf-8"))


@cache
def _date() -> re.Pattern[str]:
    words = lists()["dates"]
    day, month = "|".join(words["days"]), "|".join(words["months"])
    number = r"\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?\d{2,4})?"
    return re.compile(
        rf"\b(?:(?:{day})\b(?:\s\w+)?(?:,?\s?\(\s?{number}\s?\))?(?:,?\s\d{{1,2}}\s(?:{month})(?:\s\d{{4}})?)?"
        rf"|{number}|(?:\d{{1,2}}\s)?(?:{month})\s\d{{4}}|\d{{1,2}}\s(?:{month})|[Tt]ahun\s\d{{4}})(?!\w)"
    )


def document(nlp: Language, text: Named) -> Doc:
    """A document of the text, in our tokens."""
    fine, _ = refined(nlp, text)
    doc = Doc(nlp.vocab, words=list(fine.words), spaces=list(fine.spaces))
    doc.ents = [Span(doc, start, end, label) for start, end, label in longest(fine.spans)]
    return doc


def from_characters(nlp: Language, text: str, spans: Iterable[tuple[int, int, str]]) -> Doc:
    """A document of a running text with spans of characters; a title gives way to what stands in it."""
    doc = nlp.make_doc(text)
    found = [(s.start, s.end, label) for a, b, label in spans if (s := doc.char_span(a, b, alignment_mode="expand"))]
    inner = longest(span for span in found if span[2] != "TITLE")
    titles = [part for span in found if span[2] == "TITLE" for part in _carved(span, inner)]
    doc.ents = [Span(doc, start, end, label) for start, end, label in longest([*inner, *titles])]
    return doc


def _carved(title: tuple[int, int, str], inner: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The title up to the first name inside it."""
    start, end, label = title
    cut = min((a for a, b, x in inner if x in CARVED and a < end and b > start), default=end)
    if start < cut:
        yield start, cut, label


def own_articles(nlp: Language) -> Iterator[Doc]:
    """Articles in which every name is labelled."""
    for story, row in annotated(NAMES):
        tokens = Tokens.of(story)
        spans = [(tokens.offsets[a][0], tokens.offsets[b - 1][1], label) for a, b, label in row["spans"]]
        yield from_characters(nlp, tokens.text, spans)


def recorded_articles(nlp: Language) -> Iterator[Doc]:
    """Articles with records along the guidelines: persons, bodies and weapons are labelled, other names are not all."""
    for story, row in annotated(RECORDS):
        tokens = Tokens.of(story)
        yield from_record(nlp, tokens.text, brought_back(row, tokens))
    for file in sorted(places.GOLD.glob("*.json")):
        if not places.is_kept_for_testing(file.stem):
            text = file.with_suffix(".txt").read_text("utf-8")
            yield from_record(nlp, text, json.loads(file.read_text("utf-8")))


def from_record(nlp: Language, text: str, record: dict[str, Any]) -> Doc:
    """A document with the names that a record lists, wherever they stand."""
    named = [(name, "PER") for p in record["persons"] for name in (p["name"], *p["aliases"])]
    named += [(name, "ORG") for o in record["orgs"] for name in (o["name"], *o["aliases"]) if name[:1].isupper()]
    named += [(name, "WEAPON") for w in record["weapons"] for name in (w["surface"], *w["aliases"])]
    named += [(name, "LOC") for name in record.get("places", [])]
    named += [(name, "GPE") for code in record["states"] if code in states() for name in states()[code].names]
    spans = [(*match.span(), label) for name, label in named if name for match in re.finditer(_whole(name), text)]
    return from_characters(nlp, text, spans)


def _whole(name: str) -> str:
    words = r"\s+".join(map(re.escape, name.split()))
    return rf"(?<![\w-]){words}(?![\w-])"


def older(nlp: Language, which: str) -> list[Doc]:
    """Sentences of the older corpora to learn from ("train") or to choose by ("dev"); never one of a test."""
    part = {"train": ("train.txt", "train.01.tsv", "train.txt"), "dev": ("dev.txt", "dev.01.tsv", "valid.txt")}[which]
    files = [folder / name for folder, name in zip((places.IDNER, places.NERUI, places.NERGRIT), part, strict=True)]
    unwanted = [*named_sentences(places.IDNER / "test.txt"), *named_sentences(places.NERUI / "test.01.tsv")]
    if which == "train":
        unwanted += [*named_sentences(places.IDNER / "dev.txt"), *named_sentences(places.NERUI / "dev.01.tsv")]
    found = without((text for file in files for text in named_sentences(file)), unwanted)
    return [document(nlp, text) for text in found]


def with_dates(doc: Doc) -> Doc:
    """The document with dates labelled where no name is."""
    spans = [(e.start, e.end, e.label_) for e in doc.ents]
    taken = {i for start, end, _ in spans for i in range(start, end)}
    for match in _date().finditer(doc.text):
        span = doc.char_span(*match.span())
        if span is not None and taken.isdisjoint(range(span.start, span.end)):
            spans.append((span.start, span.end, "DATE"))
    doc.ents = [Span(doc, start, end, label) for start, end, label in longest(spans)]
    return doc


def is_polity(name: str) -> bool:
    """Whether a place is a state, province, town, rather than a site or a stretch of land or water."""
    sites = lists()["sites"]
    return name.split()[0].casefold() not in sites["heads"] and name.casefold() not in sites["names"]


def completed(doc: Doc, seen: Doc, added: frozenset[str]) -> Doc:
    """The document with what a recogniser saw of labels that the corpus lacks, and with states told from sites."""
    told = {(e.start, e.end): e.label_ for e in seen.ents}
    spans = []
    for e in doc.ents:
        label = told.get((e.start, e.end), "GPE" if is_polity(e.text) else "LOC") if e.label_ == "LOC" else e.label_
        spans.append((e.start, e.end, label if label in ("GPE", "LOC") or e.label_ != "LOC" else "GPE"))
    taken = {i for start, end, _ in spans for i in range(start, end)}
    spans += [
        (e.start, e.end, e.label_) for e in seen.ents if e.label_ in added and taken.isdisjoint(range(e.start, e.end))
    ]
    doc.ents = [Span(doc, start, end, label) for start, end, label in longest(spans)]
    return doc


def all_completed(docs: list[Doc], recogniser: Language | None, added: frozenset[str]) -> list[Doc]:
    """Documents completed by a recogniser; without one, by the lists alone."""
    vocab = recogniser.vocab if recogniser else None
    bare = [Doc(vocab or d.vocab, words=[t.text for t in d], spaces=[bool(t.whitespace_) for t in d]) for d in docs]
    seen: Iterable[Doc] = recogniser.pipe(bare) if recogniser else bare
    return [completed(doc, other, added) for doc, other in zip(docs, seen, strict=True)]


OLDER_LACK = frozenset({"TITLE", "WEAPON", "EVENT"})
RECORDS_LACK = frozenset({"TITLE", "EVENT", "GPE", "LOC"})


def corpora(nlp: Language, recogniser: Language | None) -> tuple[list[Doc], list[Doc]]:
    """What to learn from and what to choose the best round by; every tenth article of our own is of the second kind."""
    own = list(own_articles(nlp))
    records = all_completed(list(recorded_articles(nlp)), recogniser, RECORDS_LACK)
    train = [*all_completed(older(nlp, "train"), recogniser, OLDER_LACK), *records]
    dev = all_completed(older(nlp, "dev"), recogniser, OLDER_LACK)
    dated: Callable[[list[Doc]], list[Doc]] = lambda docs: [with_dates(doc) for doc in docs]  # noqa: E731
    train += [doc for n, doc in enumerate(own) if n % 10]
    dev += [doc for n, doc in enumerate(own) if not n % 10]
    return dated(train), dated(dev)
