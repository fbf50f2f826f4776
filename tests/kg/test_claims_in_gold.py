"""No act that somebody denies or accuses another of stands in the graph as a fact.

Walks all denials and accusations of the annotated articles, where those are at hand.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors import extract
from kg.facts import facts_from_record
from kg.model import Evidence
from kg.read import ReadArticle, read_articles
from ontology.namespaces import DATA

WORLD = tuple(f"{DATA}{kind}/" for kind in ("state", "person", "organization", "weapon"))
"""Between these a fact would say that something was done; what they are called or belong to is no act."""
BELONGING = {"state", "position", "memberOf", "broader", "concept", "sameAs", "exactMatch"}
ENCOUNTER = ("participant", "place", "date")


def contested(gold: Path) -> Iterator[tuple[Path, list[str]]]:
    """Files of articles with the passages in which somebody denies or accuses."""
    for path in sorted(gold.glob("*.json")):
        statements = json.loads(path.read_text(encoding="utf-8"))["statements"]
        if passages := [s["evidence"] for s in statements if s["act"] in ("deny", "accuse")]:
            yield path, passages


def evidence_of(path: Path) -> tuple[str, list[Evidence]]:
    """The text of an article and all that the graph would hold of it."""
    (item,) = read_articles([path])
    assert isinstance(item, ReadArticle)
    facts = facts_from_record(extract(item.article), item.article, path.name)
    return item.article.text, list(facts.evidence)


def stretches(text: str, passages: list[str]) -> list[tuple[int, int]]:
    """Where the passages stand in a text."""
    starts = ((text.find(passage), len(passage)) for passage in passages)
    return [(start, start + length) for start, length in starts if start >= 0]


@pytest.mark.parametrize("folders", [("gold", "articles"), ("gold-indosum", "gold-indosum")], ids=lambda f: f[0])
def test_claims_in_gold_are_never_affirmed_facts(folders: tuple[str, str], shared: Path) -> None:
    gold, articles = (shared / name for name in folders)
    seen = 0
    for path, passages in contested(gold):
        text, evidence = evidence_of(articles / f"{path.stem}.txt")
        where = stretches(text, passages)
        seen += len(where)
        acts = [
            e.fact
            for e in evidence
            if e.fact.asserted and any(low <= e.start < high for low, high in where) and _is_act(e)
        ]
        assert acts == [], path.stem
    assert seen, "there are denials and accusations to walk"


def _is_act(evidence: Evidence) -> bool:
    """True for what says that one of the world did something to another."""
    fact = evidence.fact
    between = fact.subject.startswith(WORLD) and fact.object.startswith(WORLD)
    return between and fact.predicate not in BELONGING


def denied_meetings(gold: Path) -> Iterator[tuple[Path, list[str]]]:
    """Files of articles with the passages that name a meeting which did not take place."""
    for path in sorted(gold.glob("*.json")):
        meetings = json.loads(path.read_text(encoding="utf-8"))["meetings"]
        if passages := [text for m in meetings if m["status"] == "denied" for text in m["evidence"]]:
            yield path, passages


@pytest.mark.parametrize("folders", [("gold", "articles"), ("gold-indosum", "gold-indosum")], ids=lambda f: f[0])
def test_meetings_denied_in_gold_are_never_affirmed(folders: tuple[str, str], shared: Path) -> None:
    gold, articles = (shared / name for name in folders)
    for path, passages in denied_meetings(gold):
        text, evidence = evidence_of(articles / f"{path.stem}.txt")
        where = stretches(text, passages)
        told = [e for e in evidence if e.fact.predicate in ENCOUNTER and e.extractor == "meetings"]
        affirmed = [e.fact for e in told if e.fact.asserted and any(low <= e.start < high for low, high in where)]
        assert affirmed == [], path.stem
