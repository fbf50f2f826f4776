"""Dear requests leave room for cheap ones, and all have an end."""

import asyncio
import threading
import time
from typing import Any

import pytest
from graphql import GraphQLError, OperationDefinitionNode, parse

from api.execution import Documents, Executor
from api.lanes import Lanes
from api.limits import problem_of_operation, problem_of_variables
from api.prepared import Prepared
from api.schema import core_schema
from api.settings import Settings
from kg.errors import QueryTimeout

SLOW = Settings(moment=0.01, quick_reads=1, slow_reads=1, requests=3, waiting=0)


class Gate:
    """A store whose slow reads last until they are let go, or their deadline passes."""

    is_remote = False

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.running = threading.Semaphore(0)
        self._left = threading.local()

    def deadline(self, seconds: float | None) -> None:
        """Note what is left."""
        self._left.seconds = seconds

    def read_long(self) -> str:
        """Wait."""
        if self._left.seconds > 1:
            self.running.release()
        if not self.opened.wait(self._left.seconds):
            raise QueryTimeout("too long")
        return "long"


def end(seconds: float = 60) -> float:
    return time.monotonic() + seconds


def test_lanes_let_cheap_reads_pass_dear_ones() -> None:
    lanes, gate = Lanes(SLOW), Gate()
    store: Any = gate
    dear = [lanes.start(lambda: lanes.read(store, lambda _: gate.read_long(), end())) for _ in range(2)]
    assert gate.running.acquire(timeout=60)
    assert lanes.read(store, lambda s: "quick", end()) == "quick"
    assert not any(future.done() for future in dear)
    gate.opened.set()
    assert [future.result(timeout=60) for future in dear] == ["long", "long"]


def test_lanes_compute_one_after_the_other() -> None:
    lanes, computing = Lanes(Settings()), threading.Lock()

    def compute() -> bool:
        alone = computing.acquire(blocking=False)
        time.sleep(0.01)
        if alone:
            computing.release()
        return alone

    assert all(future.result(timeout=60) for future in [lanes.start(compute) for _ in range(8)])


def test_lanes_let_others_compute_while_a_server_elsewhere_reads() -> None:
    lanes, gate = Lanes(Settings()), Gate()
    store: Any = gate
    store.is_remote = True
    waiting = lanes.start(lambda: lanes.read(store, lambda s: gate.opened.wait(60), end()))

    def compute() -> str:
        gate.opened.set()
        return "computed"

    assert lanes.start(compute).result(timeout=60) == "computed"
    assert waiting.result(timeout=60)


def test_lanes_refuse_what_is_too_much_at_once() -> None:
    lanes, wait = Lanes(SLOW), threading.Event()
    running = [lanes.start(wait.wait) for _ in range(SLOW.requests)]
    with pytest.raises(GraphQLError, match="busy"):
        lanes.start(wait.wait)
    wait.set()
    for future in running:
        future.result(timeout=60)


def test_lanes_say_so_to_those_who_waited_in_vain() -> None:
    lanes, gate = Lanes(SLOW), Gate()
    store: Any = gate
    dear = lanes.start(lambda: lanes.read(store, lambda _: gate.read_long(), end()))
    assert gate.running.acquire(timeout=60)
    with pytest.raises(GraphQLError, match="busy"):
        lanes.read(store, lambda _: gate.read_long(), end(0.1))
    gate.opened.set()
    dear.result(timeout=60)


def test_lanes_full_is_told_without_running() -> None:
    lanes, wait = Lanes(SLOW), threading.Event()
    for _ in range(SLOW.requests):
        lanes.start(wait.wait)
    store: Any = Gate()
    executor = Executor(core_schema(), store, SLOW, lanes)
    outcome = asyncio.run(executor.run("{ __typename }", None, None, only_queries=True))
    wait.set()
    assert outcome.is_busy
    assert outcome.body["errors"][0]["extensions"]["code"] == "UNAVAILABLE"


def test_lanes_documents_are_remembered_up_to_a_size() -> None:
    documents = Documents()
    texts = [f"{{ __typename }} # {number} {'x' * 9_000}" for number in range(60)]
    for text in texts:
        documents.add(text, Prepared(core_schema(), parse(text)))
    kept = [text for text in texts if documents.get(text)]
    assert kept == texts[-len(kept) :]
    assert 0 < sum(map(len, kept)) <= 200_000


def problem(query: str, **variables: Any) -> str | None:
    document = parse(query)
    (operation,) = (d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    found = problem_of_operation(document, operation, variables, Settings())
    return found.message if found else None


EACH = "{ ...F } } fragment F on Entity { aliases " + " ".join(f"b{n}: name" for n in range(19)) + " }"
ABOUT = "{ about { id contradicts { about { evidence { article { id } } } } } }"


@pytest.mark.parametrize(
    "query, variables, reason",
    [
        ("query ($i: [ID!]!) { nodes(ids: $i) " + EACH, {"i": ["x"] * 100}, None),
        ("query ($i: [ID!]!) { nodes(ids: $i) { ...F } " + "b: nodes(ids: $i) " + EACH, {"i": ["x"] * 100}, "aliases"),
        ("query ($i: [ID!]!) { " + " ".join(f"a{n}: nodes(ids: $i) {ABOUT}" for n in range(3)) + "}", {"i": ["x"] * 100}, "cost"),  # noqa: E501
        ("query ($i: [ID!]!) { " + " ".join(f"a{n}: nodes(ids: $i) {ABOUT}" for n in range(3)) + "}", {"i": ["x"]}, None),  # noqa: E501
        ("{ nodes(ids: [" + '"x" ' * 100 + "]) { ... on Statement { contradicts " + ABOUT + " } } }", {}, "cost"),
        ("query ($n: Int!) { statements(first: $n) { nodes " + ABOUT + " } }", {"n": 100}, "cost"),
        ("query ($n: Int!) { statements(first: $n) { nodes " + ABOUT + " } }", {"n": 2}, None),
        ("query ($n: Int! = 2) { statements(first: $n) { nodes " + ABOUT + " } }", {}, None),
        ("query ($n: Int! = 100) { statements(first: $n) { nodes " + ABOUT + " } }", {}, "cost"),
        ('{ ask(question: "q", first: 100) { statements { nodes ' + ABOUT + " } } }", {}, "cost"),
        ('{ ask(question: "q", first: 100) { statements(first: 2) { nodes ' + ABOUT + " } } }", {}, None),
        ('{ ask(question: "q", first: 2) { statements { nodes ' + ABOUT + " } } }", {}, None),
        ("{ statements(first: 100) { nodes { " + "name " * 199 + "} } }", {}, None),
        ("{ statements(first: 100) { nodes { " + "name " * 201 + "} } }", {}, "values"),
    ],
)  # fmt: skip
def test_lanes_cost_counts_what_is_asked_for(query: str, variables: dict[str, Any], reason: str | None) -> None:
    found = problem(query, **variables)
    assert (reason or "") in (found or "")
    assert bool(found) == bool(reason)


def test_lanes_variables_are_limited_together() -> None:
    assert problem_of_variables({"w": [{"or": [{}] * 400}] * 10}, Settings()) is None
    assert problem_of_variables({"w": [{"or": [{}] * 400}] * 13}, Settings()) is not None


def test_lanes_let_some_wait_for_a_place() -> None:
    lanes, wait = Lanes(Settings(requests=1, waiting=2)), threading.Event()
    running = [lanes.start(wait.wait) for _ in range(3)]
    with pytest.raises(GraphQLError, match="busy"):
        lanes.start(wait.wait)
    wait.set()
    assert all(future.result(timeout=60) for future in running)


def test_lanes_tell_who_waited_in_vain_that_they_are_busy() -> None:
    settings, wait = Settings(requests=1, waiting=1, seconds=0.2), threading.Event()
    lanes = Lanes(settings)
    first = lanes.start(wait.wait)
    store: Any = Gate()
    outcome = asyncio.run(
        Executor(core_schema(), store, settings, lanes).run("{ __typename }", None, None, only_queries=True)
    )
    wait.set()
    assert first.result(timeout=60)
    assert outcome.is_busy
