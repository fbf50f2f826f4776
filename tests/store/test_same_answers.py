"""Every example query gives the same answer over Neo4j as the one that lies beside it."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from kg.store import open_store
from tests.api.test_answers import MISSION, Counting, ask
from tests.running import ROOT, Neo4j, serving

QUERIES = sorted((ROOT / "examples" / "queries").glob("*.graphql"))


@pytest.fixture(scope="module")
def neo4j_address(neo4j_server: Neo4j) -> Iterator[str]:
    """`kg serve` over the sample articles in Neo4j."""
    neo4j_server.fill()
    with serving(neo4j_server.url) as address:
        yield address


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.stem)
def test_example_gives_the_same_answer_on_neo4j(path: Path, neo4j_address: str) -> None:
    question = {"query": path.read_text(encoding="utf-8")}
    answer = httpx.post(f"{neo4j_address}/graphql", json=question, timeout=60).json()
    assert answer == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def test_summit_question_is_one_read_of_neo4j(
    neo4j_server: Neo4j, neo4j_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.execution.Context", Counting)
    Counting.made.clear()
    with closing(open_store(neo4j_server.url, readonly=True)) as store:
        assert ask(store, MISSION)["statements"]["totalCount"]
    (context,) = Counting.made
    assert context.calls == 1
