"""Persons that an article names, from the names of the recogniser alone, held against annotated articles."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

import extractors.trained as trained
from extractors.training import places
from extractors.zones import Zones
from kg.read import ReadArticle, read_articles

ALIAS = frozenset(["(", "alias", "atau", ", alias", "( alias", ", atau"])
"""What stands between two names of one person."""
LEAST = 4
"""Letters of a short form that starts a word of the full name ("Enggar" for "Enggartiasto")."""


def person_figures(nlp: Language, folder: Path, texts: Path, *, divisible: bool | None) -> dict[str, float]:
    """Precision, recall and F1 of persons per article, by the scorer of the shared folder, from names alone."""
    tool = places.SHARED / "tools" / "score.py"
    files = sorted(file for file in folder.glob("*.json") if is_wanted(file, divisible))
    work = places.WORK / "persons"
    work.mkdir(parents=True, exist_ok=True)
    for old in work.iterdir():
        old.unlink()
    records = []
    for file in files:
        (work / file.name).write_bytes(file.read_bytes())
        (read,) = read_articles([(texts / file.name).with_suffix(".txt")])
        assert isinstance(read, ReadArticle)
        persons = [{"name": name} for name in person_names(nlp.make_doc(read.article.text), Zones(read.article))]
        records.append({"article": {"file": f"{file.stem}.txt", "text": read.article.text}, "persons": persons})
    lines = "".join(json.dumps(record) + "\n" for record in records)
    done = subprocess.run(
        [sys.executable, str(tool), str(work), "-", "--json"], input=lines, capture_output=True, text=True, check=True
    )
    person: dict[str, float] = json.loads(done.stdout)["person"]
    return {key: 100 * person[key] for key in ("precision", "recall", "f1")}


def is_wanted(file: Path, divisible: bool | None) -> bool:
    """Whether an article is for testing (``divisible``), for learning, or (None) in any case wanted."""
    return divisible is None or places.is_kept_for_testing(file.stem) is divisible


def person_names(doc: Doc, zones: Zones) -> list[str]:
    """Persons that a document names outside bylines and links, each once by its fullest form."""
    seen = [doc[n.start : n.end] for n in trained.names(doc) if n.label == "PER"]
    spans = [span for span in seen if not zones.is_silent(span.start_char) and _is_sure(span, seen)]
    other = _introduced(doc, spans)
    names: list[str] = []
    for name in sorted({_name(span) for span in spans}, key=lambda n: (-len(n.split()), n)):
        forms = [name, *other.get(name, [])]
        if not any(is_form_of(form, full) for form in forms for full in names):
            names.append(name)
    return names


def _is_sure(span: Span, seen: list[Span]) -> bool:
    """False for a single word that stands once and in no longer name: often a word with a capital and nothing more."""
    alike = sum(span.text in other.text.split() for other in seen)
    return len(span) > 1 or alike > 1


def _name(span: Span) -> str:
    words = span.text.split()
    return " ".join(words[1:] if len(words) > 1 and words[0].islower() else words)


def _introduced(doc: Doc, spans: list[Span]) -> dict[str, list[str]]:
    """Names that stand beside another with "alias" or a bracket between, both ways."""
    found: dict[str, list[str]] = {}
    for one, two in pairwise(spans):
        if doc[one.end : two.start].text.casefold() in ALIAS:
            found.setdefault(_name(two), []).append(_name(one))
            found.setdefault(_name(one), []).append(_name(two))
    return found


def is_form_of(name: str, full: str) -> bool:
    """True for a run of words of the full name, its initials, the start of a word, or starts of two ("Setnov")."""
    words, low = full.casefold().split(), name.casefold()
    if f" {low} " in f" {' '.join(words)} ":
        return True
    if name.isupper() and 1 < len(name) <= LEAST:
        return low in "".join(word[0] for word in words)
    if " " in low:
        return False
    starts = any(word.startswith(low) for word in words) and len(low) >= LEAST
    return starts or any(_is_blend(low, one, two) for n, one in enumerate(words) for two in words[n + 1 :])


def _is_blend(low: str, one: str, two: str) -> bool:
    cuts = range(2, len(low) - 1)
    return len(low) > LEAST and any(one.startswith(low[:cut]) and two.startswith(low[cut:]) for cut in cuts)
