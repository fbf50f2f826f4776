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


PAGES = {
    "summit": MISSION,
    "meetings": "{ meetings { nodes { name participants { name } states { code } places { name } } } }",
    "persons": '{ persons(where: { name: { contains: "kim" } }) { nodes { name state { code } } } }',
    "words": '{ statements(where: { text: "rusia" }) { totalCount nodes { speaker { ... on Entity { name } } } } }',
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("more", ["", " __schema { queryType { name } }"], ids=["waves", "graphql-core"])
def test_page_with_what_its_fields_lead_to_is_one_read_of_neo4j(
    page: str, more: str, neo4j_server: Neo4j, neo4j_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = PAGES[page]
    with closing(open_store(neo4j_server.url, readonly=True)) as store:
        expected = ask(store, query)
        monkeypatch.setattr("api.execution.Context", Counting)
        Counting.made.clear()
        found = ask(store, query.rstrip().removesuffix("}") + more + "}")
    assert all(part.get("nodes") or part.get("edges") for part in expected.values())
    assert {name: found[name] for name in expected} == expected
    assert Counting.made[-1].calls == 1
