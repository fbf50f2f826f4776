"""Hostile requests get an error with a code, soon, while others are answered."""

import asyncio
import json

import httpx
import pytest

from api.execution import Executor
from api.schema import core_schema
from api.settings import Settings
from kg.store.base import Store


def nested(depth: int) -> str:
    """A query that goes back and forth between statements and what contradicts them."""
    return "{ statements { nodes { " + "contradicts { " * depth + "id" + " }" * depth + " } } }"


HOSTILE = {
    "aliases": "{ " + " ".join(f"a{i}: __typename" for i in range(400)) + " }",
    "aliases of lists": "{ " + " ".join(f"a{i}: states {{ totalCount }}" for i in range(31)) + " }",
    "depth 11": nested(11),
    "depth 150": nested(150),
    "depth 1000": nested(1000),
    "nesting beyond the parser": "{" + "a{" * 5000 + "b" + "}" * 5000 + "}",
    "tokens": "{ " + "__typename " * 5000 + "}",
    "cost": "{ statements(first: 100) { nodes "
    "{ contradicts { contradicts { about { ... on Meeting { participants { id } } } } } } } }",
    "cost over a variable": "query ($n: Int!) { statements(first: $n) { nodes "
    "{ contradicts { contradicts { about { ... on Meeting { states { id name } } } } } } } }",
    "fragment cycle": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "fragment on itself": "fragment A on Query { ...A } { ...A }",
    "fragments that double": "{ ...F0 } "
    + " ".join(f"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}" for i in range(60))
    + " fragment F60 on Query { states { nodes { id } } }",
    "fragments in a row": "{ ...F0 } "
    + " ".join(f"fragment F{i} on Query {{ ...F{i + 1} }}" for i in range(240))
    + " fragment F240 on Query { __typename }",
    "directives": "{ __typename " + "@include(if: true) " * 200 + "}",
    "introspection in circles": "{ __schema { types " + "{ fields { type " * 12 + "{ name }" + " } }" * 12 + " } }",
    "huge number": "{ states(first: " + "9" * 400 + ") { totalCount } }",
    "huge text": '{ search(text: "' + "a" * 200_000 + '") { totalCount } }',
    "huger number": "{ states(first: " + "9" * 5_000 + ") { totalCount } }",
    "repeats": "{ statements { nodes { " + "addressee { id } " * 480 + "} } }",
    "half a pair in a cursor": '{ states(after: "WyJcdWQ4MDAiLCJhIl0=") { totalCount } }',
    "cursor of a text": '{ states(after: "ImFiIg==") { totalCount } }',
    "filter of many parts": "{ meetings(where: {participants: [" + '"x" ' * 100 + "]}) { totalCount } "
    'persons(where: {text: "'
    + "x " * 999
    + '"}) { totalCount } statements(where: {or: ['
    + ("{or: [" + '{text: "x"} ' * 60 + "]} ") * 2
    + "]}) { totalCount } }",
    "page over the limit": "{ states(first: 101) { totalCount } }",
    "page below zero": "{ states(first: -1) { totalCount } }",
    "foreign cursor": '{ states(after: "eyJhIjoxfQ==") { totalCount } }',
    "foreign id": '{ statements(where: {article: "\\u0000"}) { totalCount } }',
    "date": '{ statements(where: {date: {from: "13 September"}}) { totalCount } }',
}
CODES = {"BAD_USER_INPUT", "TOO_COSTLY"}


@pytest.mark.parametrize("name", HOSTILE)
def test_limits_refuse(name: str, server: str) -> None:
    body = {"query": HOSTILE[name], "variables": {"n": 100}}
    response = httpx.post(f"{server}/graphql", json=body, timeout=60)
    errors = response.json()["errors"]
    assert {e["extensions"]["code"] for e in errors} <= CODES
    assert all(len(e["message"]) < 600 and "Traceback" not in e["message"] for e in errors)
    assert not response.json().get("data") or set(response.json()["data"].values()) == {None}
    assert httpx.get(f"{server}/readyz").status_code == 200


def test_limits_refuse_too_costly_with_that_code(server: str) -> None:
    for name in (
        "aliases",
        "depth 11",
        "depth 1000",
        "tokens",
        "cost",
        "nesting beyond the parser",
        "directives",
        "fragments in a row",
        "repeats",
    ):
        response = httpx.post(f"{server}/graphql", json={"query": HOSTILE[name]}, timeout=60)
        assert response.json()["errors"][0]["extensions"]["code"] == "TOO_COSTLY", name


@pytest.mark.parametrize("value", ["x" * 5_000, ["x"] * 5_000, [["x" * 5_000]]], ids=["text", "list", "nested"])
def test_limits_hold_for_variables(value: object, server: str) -> None:
    query = "query ($in: [String!]) { persons(where: { name: { in: $in } }) { totalCount } }"
    response = httpx.post(f"{server}/graphql", json={"query": query, "variables": {"in": value}}, timeout=60)
    assert response.json()["errors"][0]["extensions"]["code"] == "TOO_COSTLY"


def test_limits_refuse_ten_thousand_aliases_and_a_megabyte(server: str) -> None:
    for query in ("{ " + " ".join(f"a{i}: __typename" for i in range(10_000)) + " }", "# " + "x" * 1_000_000):
        response = httpx.post(f"{server}/graphql", json={"query": query}, timeout=60)
        assert response.status_code in (200, 400, 413)
        assert response.json()["errors"][0]["extensions"]["code"] in CODES


def test_limits_allow_what_is_reasonable(server: str) -> None:
    settings = Settings()
    query = "{ " + " ".join(f"a{i}: __typename" for i in range(settings.aliases)) + " }"
    assert "errors" not in httpx.post(f"{server}/graphql", json={"query": query}).json()
    assert "errors" not in httpx.post(f"{server}/graphql", json={"query": nested(6)}).json()


def test_limits_answer_others_meanwhile(server: str) -> None:
    with httpx.Client(base_url=server, timeout=60) as client:
        for query in HOSTILE.values():
            client.post("/graphql", json={"query": query})
            answer = client.post("/graphql", json={"query": "{ states(first: 1) { totalCount } }"}).json()
            assert answer["data"]["states"]["totalCount"] > 0


def test_limits_reckon_fields_alike_in_fragments(server: str) -> None:
    queries = (
        "{ meetings(first: 100) { nodes { states { code } } } }",
        "{ meetings(first: 100) { nodes { states { ... on State { code } } } } }",
        "{ meetings(first: 100) { nodes { states { ...S } } } } fragment S on State { code }",
    )
    answers = [httpx.post(f"{server}/graphql", json={"query": query}, timeout=60).json() for query in queries]
    assert answers[0]["data"]
    assert answers == [answers[0]] * 3
    pages = (
        "{ ...P } fragment P on Query { states(first: 100) { ...C } } fragment C on StateConnection { nodes { ...S } } "
    )
    deep = pages + "fragment S on State { " + " ".join(f"a{i}: id" for i in range(29)) + " } "
    assert "errors" not in httpx.post(f"{server}/graphql", json={"query": deep}, timeout=60).json()


def test_limits_hold_for_the_length_of_an_answer(sample_store: Store) -> None:
    texts = "{ " + " ".join(f"a{i}: articles(first: 20) {{ nodes {{ text }} }}" for i in range(20)) + " }"
    whole = asyncio.run(Executor(core_schema(), sample_store, Settings()).run(texts, None, None, only_queries=True))
    assert whole.written is not None
    assert json.loads(whole.written) == whole.body
    short = Settings(answer=len(whole.written) // 4)
    refused = asyncio.run(Executor(core_schema(), sample_store, short).run(texts, None, None, only_queries=True)).body
    assert (refused["data"], refused["errors"][0]["extensions"]["code"]) == (None, "TOO_COSTLY")
    assert "smaller pages" in refused["errors"][0]["message"]
