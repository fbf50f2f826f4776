"""Where the milliseconds of one mission request go.

``python -m bench.profile_request`` asks the mission's question of a store of each kind in this process, with a clock
around each layer, and over HTTP; ``--calls`` also lists the store's methods and ``--cprofile`` the slowest functions.
"""

import argparse
import asyncio
import cProfile
import json
import pstats
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from statistics import median
from typing import Any

from api.context import Context
from api.execution import Executor
from api.schema import core_schema
from api.settings import Settings
from bench import graphs
from bench.clients import Connection, HttpTarget
from bench.measure import machine, publish, table
from bench.questions import Asked, questions
from kg.store import open_store
from tests.running import serving

WARM, REQUESTS = 20, 60
LAYERS = (
    "store", "lanes: waiting for the store", "parsing, checking, resolving", "JSON",
    "HTTP: `{ __typename }` from the same server", "whole, over HTTP",
)  # fmt: skip
EMPTY = Asked("{ __typename }", {})


class Clocked:
    """A store that notes how long each call of each method takes."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.seconds: dict[str, float] = {}
        self.calls: Counter[str] = Counter()
        self.spans: list[tuple[float, float]] = []

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        if not callable(found) or name == "deadline":
            return found

        def clocked(*args: Any, **options: Any) -> Any:
            started = time.perf_counter()
            try:
                return found(*args, **options)
            finally:
                ended = time.perf_counter()
                self.spans.append((started, ended))
                self.seconds[name] = self.seconds.get(name, 0.0) + ended - started
                self.calls[name] += 1

        return clocked

    def busy(self) -> float:
        """Seconds since the last time asked in which at least one call was running."""
        total, reached = 0.0, 0.0
        for started, ended in sorted(self.spans):
            total += max(0.0, ended - max(started, reached))
            reached = max(reached, ended)
        self.spans.clear()
        return total

    def reset(self) -> None:
        """Forget what was noted."""
        self.seconds.clear()
        self.calls.clear()


class _Waiting:
    """How long a request waits for the store in all, lanes included."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def wrap(self, ask: Callable[..., Any]) -> Callable[..., Any]:
        def waited(context: Context, read: Any) -> Any:
            started = time.perf_counter()
            try:
                return ask(context, read)
            finally:
                self.seconds += time.perf_counter() - started

        return waited


def layers(url: str, asked: Asked, *, cprofile: bool) -> tuple[dict[str, float], dict[str, float], dict[str, int]]:
    """Median milliseconds by layer; the store's milliseconds and calls by method, a request."""
    with closing(open_store(url, readonly=True)) as opened, serving(url) as address:
        store = Clocked(opened)
        executor = Executor(core_schema(), store, Settings())
        served = {a: Connection(HttpTarget(f"{address}/graphql", a.text, a.variables)) for a in (asked, EMPTY)}
        found = asyncio.run(_requests(executor, store, asked, served))
        per_request = {name: seconds * 1000 / REQUESTS for name, seconds in store.seconds.items()}
        calls = {name: n // REQUESTS for name, n in store.calls.items()}
        if cprofile:
            _functions(Executor(core_schema(), opened, Settings()), asked)
    return found, per_request, calls


async def _requests(
    executor: Executor, store: Clocked, asked: Asked, served: Mapping[Asked, Connection]
) -> dict[str, float]:
    """Ask in this process and over HTTP in turn."""
    rows: list[tuple[float, ...]] = []
    original = Context._ask
    try:
        for number in range(WARM + REQUESTS):
            if number == WARM:
                store.reset()
            waiting = _Waiting()
            Context._ask = waiting.wrap(original)  # type: ignore[method-assign]
            store.busy()
            started = time.perf_counter()
            outcome = await executor.run(asked.text, dict(asked.variables), None, only_queries=False)
            ran = time.perf_counter() - started
            in_store = store.busy()
            started = time.perf_counter()
            json.dumps(outcome.body, ensure_ascii=False, separators=(",", ":")).encode()
            written = time.perf_counter() - started
            assert "errors" not in outcome.body, outcome.body
            over_http = {a: await _took(connection) for a, connection in served.items()}
            rows.append(
                (
                    in_store,
                    waiting.seconds - in_store,
                    ran - waiting.seconds,
                    written,
                    over_http[EMPTY],
                    over_http[asked],
                )
            )
    finally:
        Context._ask = original  # type: ignore[method-assign]
        for connection in served.values():
            connection.close()
    return {name: median(row[i] for row in rows[WARM:]) * 1000 for i, name in enumerate(LAYERS)}


async def _took(connection: Connection) -> float:
    started = time.perf_counter()
    await connection.ask()
    return time.perf_counter() - started


def _functions(executor: Executor, asked: Asked) -> None:
    """Print the slowest functions of the thread that answers a request."""
    profile = cProfile.Profile()
    for number in range(WARM + REQUESTS):
        if number == WARM:
            profile.enable()
        executor._run(asked.text, dict(asked.variables), None, False, time.monotonic() + 60)
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(40)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bench.profile_request", description=__doc__)
    parser.add_argument("--statements", type=int, default=10_000)
    parser.add_argument("--keep", action="store_true", help="use the graphs that bench.query has loaded")
    parser.add_argument("--question", type=int, default=1, help="1 (the mission's) to 6, as in bench.questions")
    parser.add_argument("--calls", action="store_true", help="list the store's methods")
    parser.add_argument("--cprofile", action="store_true", help="list the slowest functions; times are then inflated")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    options = parser.parse_args()
    question = questions()[options.question - 1]
    columns: dict[str, dict[str, float]] = {}
    with graphs.made(options.statements, keep=options.keep) as (sqlite, place):
        for name, url in (("SQLite", sqlite), ("Neo4j", place.url)):
            columns[name], seconds, calls = layers(url, question.ours, cprofile=options.cprofile)
            if options.calls:
                slowest = sorted(seconds, key=lambda method: -seconds[method])
                print(
                    name,
                    table(("store's method", "ms a request", "calls"), [(m, seconds[m], calls[m]) for m in slowest]),
                )
    rows = [(layer, *(found[layer] for found in columns.values())) for layer in LAYERS]
    text = (
        f"## Inside a request\n\n{question.name}, {options.statements:,} statements; medians of {REQUESTS} "
        f"requests by one client.\n\n{table(('ms', *columns), rows)}\nMachine: {machine('graphql-core', 'neo4j')}.\n"
    )
    publish("profile", text, write=options.write)


if __name__ == "__main__":
    main()
