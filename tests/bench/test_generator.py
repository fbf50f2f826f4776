"""The made-up news of the benchmarks: the same every time, and as good as extracted news."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from bench.generator import Item, items, loaded
from kg.model import Mention
from kg.read.article import article_from
from kg.read.parts import Parts
from kg.store import open_store

STATEMENTS = 10_000


@pytest.fixture(scope="module")
def fifty() -> list[Item]:
    """Articles from all over the years."""
    return list(islice(items(STATEMENTS), 0, 1000, 20))


def mentions(item: Item) -> Iterable[Mention]:
    record = item.record
    groups = (record.persons, record.states, record.organizations, record.weapons, record.meetings)
    yield from (mention for group in groups for row in group for mention in row.mentions)
    yield from (s.cue for s in record.statements if s.cue)


def test_generator_gives_the_same_for_a_seed(fifty: list[Item]) -> None:
    assert list(islice(items(STATEMENTS), 0, 1000, 20)) == fifty
    assert list(islice(items(STATEMENTS, seed=2), 0, 1000, 20)) != fifty


def test_generator_offsets_name_what_stands_there(fifty: list[Item]) -> None:
    wrong = [m for item in fifty for m in mentions(item) if item.read.article.text[m.start : m.end] != m.text]
    assert not wrong


def test_generator_quotes_stand_in_their_statements(fifty: list[Item]) -> None:
    said = [(s, item.read.article.text[s.start : s.end]) for item in fifty for s in item.record.statements]
    assert all(text.endswith(".") and (s.quote is None or f'"{s.quote},"' in text) for s, text in said)
    assert any(s.quote for s, _ in said)


def test_generator_makes_articles_as_the_reader_would(fifty: list[Item]) -> None:
    made = fifty[0].read.article
    parts = Parts(made.text, made.file, made.url, made.title, made.lang, made.published, made.publisher)
    assert replace(article_from(parts), zones=()) == replace(made, zones=())


def test_generator_tells_of_the_summit_as_often_at_any_size() -> None:
    assert [_about_the_summit(size) for size in (10_000, 30_000)] == [93, 93]


def _about_the_summit(size: int) -> int:
    summit = (item for item in items(size) if item.read.article.file.startswith("summit-2023"))
    said = (s for item in summit for s in item.record.statements)
    return sum(s.official and s.state == "US" and bool(s.about.meetings) for s in said)


def test_generator_builds_without_loss(fifty: list[Item], tmp_path: Path) -> None:
    with closing(open_store(f"sqlite:{tmp_path / 'kg.db'}")) as store:
        report = loaded(iter(fifty), store)
        counts = store.stats()
    assert (report.added, report.rejected, dict(report.dropped)) == (50, [], {})
    assert counts["Statement"] > 300
    assert counts["Meeting"] > 0
