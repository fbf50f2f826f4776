"""Every example query runs and gives the answer that lies beside it."""

import json
from pathlib import Path

import httpx
import pytest

QUERIES = sorted((Path(__file__).parents[2] / "examples" / "queries").glob("*.graphql"))


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.stem)
def test_example_gives_its_answer(path: Path, server: str) -> None:
    answer = httpx.post(f"{server}/graphql", json={"query": path.read_text(encoding="utf-8")}, timeout=60).json()
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert answer == expected, f"if the change is meant: make answers (then read the diff of {path.stem}.json)"


def test_examples_are_there() -> None:
    assert len(QUERIES) >= 10


def test_examples_have_something_to_show() -> None:
    for path in QUERIES:
        data = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["data"]
        assert 'totalCount": 0' not in json.dumps(data), path.stem
        assert all(connection.get("nodes", connection.get("edges", [1])) for connection in data.values()), path.stem


def test_editor_starts_with_the_mission_query() -> None:
    editor = Path(__file__).parents[2] / "api" / "static" / "example.graphql"
    assert editor.read_bytes() == QUERIES[0].read_bytes()
