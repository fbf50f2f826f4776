"""What a server keeps of documents that it has seen is bounded, whatever came with them."""

import asyncio
from itertools import product

from graphql import parse

from api.execution import MOST_REMEMBERED, Documents, Executor
from api.prepared import Prepared
from api.schema import core_schema
from api.settings import Settings
from kg.store.base import Store

SCHEMA = core_schema()
DECISIONS = """query ($a: Boolean!, $b: Boolean!, $c: Boolean!) {
    a: __typename @include(if: $a) b: __typename @include(if: $b) c: __typename @include(if: $c) %s
}"""


def test_remembered_plans_hold_no_values_of_a_request(sample_store: Store) -> None:
    query = "query ($on: Boolean!, $text: String!) { __typename @include(if: $on) search(text: $text) { totalCount } }"
    executor = Executor(SCHEMA, sample_store, Settings())
    asked = executor.run(query, {"on": True, "text": "a long text"}, None, only_queries=False)
    assert "errors" not in asyncio.run(asked).body
    found = executor._documents.get(query)
    assert found is not None
    ((planner, _),) = found._plans.values()
    assert "a long text" not in repr(planner._variables)
    assert "True" in repr(planner._variables)


def test_remembered_documents_weigh_what_their_plans_may() -> None:
    documents = Documents()
    for number in range(200):
        query = DECISIONS % f"y{number}: __typename #{'#' * 1_000}\n"
        documents.add(query, Prepared(SCHEMA, parse(query)))
    kept = len(documents._known)
    assert 1 <= kept <= MOST_REMEMBERED / (1_000 * (1 + 8))


def test_remembered_plans_are_one_for_each_decision(sample_store: Store) -> None:
    query = DECISIONS % "states(first: 1) { totalCount }"
    executor = Executor(SCHEMA, sample_store, Settings())
    for values in product((True, False), repeat=3):
        for _ in range(2):
            asked = executor.run(query, dict(zip("abc", values, strict=True)), None, only_queries=False)
            assert "errors" not in asyncio.run(asked).body
    found = executor._documents.get(query)
    assert found is not None
    assert len(found._plans) == found.most_plans == 8
