"""How quickly questions are answered: `kg serve` on SQLite and on Neo4j, bare Cypher, and @neo4j/graphql.

``python -m bench.query`` asks six questions of graphs of 10,000 and 100,000 statements, with 1 and 8 clients in a
process of their own, in turn. All four must give the same answer before anything is timed.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from statistics import median
from typing import Any

import httpx
from neo4j import Driver

from bench import graphs
from bench.clients import BadAnswer, DriverTarget, HttpTarget, Target, Timed, answer, timed
from bench.measure import Spread, machine, publish, table
from bench.questions import Question, questions, rows_of_cypher
from bench.server import Place
from tests.neo4j_server.server import free_port
from tests.running import serving

SQLITE, NEO4J, CYPHER, PEER = "Jubir on SQLite", "Jubir on Neo4j", "bare async driver, Cypher", "@neo4j/graphql + yoga"
NODE = Path(__file__).with_name("neo4j-graphql")
CLIENTS = (1, 8)
OWN_INDEX = "bench_statement_text"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the four can be asked; ``index`` is the full-text index over statements."""

    sqlite: str
    neo4j: str
    peer: str
    place: Place
    index: str

    def targets(self, question: Question) -> dict[str, Target]:
        """The same question to all four."""
        ours, cypher, peer = question.ours, question.cypher, question.peer
        variables = {**cypher.variables, "index": self.index}
        return {
            SQLITE: HttpTarget(self.sqlite, ours.text, ours.variables),
            NEO4J: HttpTarget(self.neo4j, ours.text, ours.variables),
            CYPHER: DriverTarget(self.place.direct, self.place.password, cypher.text, variables),
            PEER: HttpTarget(self.peer, peer.text, peer.variables),
        }


# --- what is asked


@contextmanager
def endpoints(statements: int, *, keep: bool) -> Iterator[Endpoints]:
    """All four over a graph of so many statements."""
    with ExitStack() as stack:
        sqlite, place = stack.enter_context(graphs.made(statements, keep=keep))
        with place.driver() as driver:
            index = full_text_index(driver)
        ours = [stack.enter_context(serving(url)) for url in (sqlite, place.url)]
        peer = stack.enter_context(neo4j_graphql(place, index))
        yield Endpoints(f"{ours[0]}/graphql", f"{ours[1]}/graphql", peer, place, index)


def full_text_index(driver: Driver) -> str:
    """A full-text index over the words of statements as they stand, for Cypher and @neo4j/graphql.

    The one that our store makes for people finds words in any form, so it would give another answer; the label
    that nothing bears is there because Neo4j makes no second index of the same labels and properties.
    """
    driver.execute_query(
        f"CREATE FULLTEXT INDEX {OWN_INDEX} IF NOT EXISTS FOR (n:Statement|_None) ON EACH [n.content, n.quote] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}"
    )
    driver.execute_query("CALL db.awaitIndexes(600)")
    return OWN_INDEX


@contextmanager
def neo4j_graphql(place: Place, index: str) -> Iterator[str]:
    """@neo4j/graphql with graphql-yoga in front of the same Neo4j; gives its address."""
    if not (NODE / "node_modules").exists():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=NODE, check=True)
    port = free_port()
    settings = {"NEO4J_URL": place.direct, "NEO4J_PASSWORD": place.password, "FULLTEXT_INDEX": index, "PORT": str(port)}
    process = subprocess.Popen(
        ["node", "server.mjs"],
        cwd=NODE,
        env={**os.environ, "NODE_ENV": "production", **settings},
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        if b"listening" not in process.stdout.readline():
            raise BadAnswer("@neo4j/graphql did not start")
        yield f"http://127.0.0.1:{port}/graphql"
    finally:
        process.terminate()
        process.wait(timeout=30)


# --- the same answer


def check(question: Question, targets: Mapping[str, Target]) -> tuple[int, int]:
    """Raise BadAnswer unless all four give the same; else give how many rows, and the size of our answer in bytes."""
    found = {name: answer(target) for name, target in targets.items()}
    plain = {
        SQLITE: question.rows_of_ours(found[SQLITE]),
        NEO4J: question.rows_of_ours(found[NEO4J]),
        CYPHER: rows_of_cypher(found[CYPHER]),
        PEER: question.rows_of_peer(found[PEER]),
    }
    for name, rows in plain.items():
        if rows != plain[SQLITE]:
            raise BadAnswer(f"{question.name}: {name} says otherwise than {SQLITE}\n{difference(plain[SQLITE], rows)}")
    return len(plain[SQLITE]["rows"]), len(json.dumps(found[SQLITE], ensure_ascii=False).encode())


def difference(left: Any, right: Any) -> str:
    """The first rows that differ, for people."""
    if left.get("total") != right.get("total"):
        return f"totals: {left.get('total')} and {right.get('total')}"
    pair: tuple[dict[str, Any], dict[str, Any]]
    for pair in zip_longest(left["rows"], right["rows"], fillvalue={}):
        a, b = pair
        if a != b:
            fields = [name for name in {*a, *b} if a.get(name) != b.get(name)]
            return "\n".join(f"{name}: {a.get(name)!r}\n{' ' * len(name)}  {b.get(name)!r}" for name in fields)
    return "nothing"


# --- timing


def measure(
    pool: Pool, targets: Mapping[str, Target], *, rounds: int, seconds: float
) -> dict[tuple[str, int], list[Timed]]:
    """All four in turn, in each round with 1 and with 8 clients, the order turned by one each round."""
    found: dict[tuple[str, int], list[Timed]] = {(name, clients): [] for clients in CLIENTS for name in targets}
    names = list(targets)
    for turn in range(rounds):
        for name in (*names[turn % len(names) :], *names[: turn % len(names)]):
            for clients in CLIENTS:
                found[name, clients].append(pool.apply(timed, (targets[name], clients, seconds)))
    return found


def rows_of(found: Mapping[tuple[str, int], list[Timed]]) -> Iterator[tuple[object, ...]]:
    """A row for each of the four: medians over rounds."""
    bare = median(Spread.of(t.seconds).p50 for t in found[CYPHER, 1])
    peer = median(t.rate for t in found[PEER, CLIENTS[-1]])
    for name in dict.fromkeys(name for name, _ in found):
        cells: list[float] = []
        for clients in CLIENTS:
            spreads = [Spread.of(t.seconds) for t in found[name, clients]]
            cells += [median(s.p50 for s in spreads), median(s.p95 for s in spreads)]
        rates = {clients: median(t.rate for t in found[name, clients]) for clients in CLIENTS}
        ratios = (f"{cells[0] / bare:.1f}×", f"{rates[CLIENTS[-1]] / peer:.1f}×")
        yield (name, *cells, rates[CLIENTS[0]], rates[CLIENTS[-1]], *ratios)


HEAD = (
    "asked", "p50 ms, 1 client", "p95", "p50 ms, 8 clients", "p95", "answers/s, 1 client", "8 clients",
    "p50, 1 client, to bare Cypher's", "answers, 8 clients, to @neo4j/graphql's",
)  # fmt: skip


def run(statements: int, *, keep: bool, rounds: int, seconds: float, only: str | None) -> Iterator[str]:
    """The findings for a graph of one size, question by question, in Markdown."""
    yield f"### {statements:,} statements\n"
    context = get_context("spawn")
    with endpoints(statements, keep=keep) as where, context.Pool(1) as pool:
        for question in questions():
            if only and only not in question.name:
                continue
            targets = where.targets(question)
            for target in targets.values():
                pool.apply(timed, (target, CLIENTS[-1], seconds / 2))  # warm: plans, just-in-time compilers, caches
            count, size = check(question, targets)
            found = measure(pool, targets, rounds=rounds, seconds=seconds)
            yield f"{question.name}: {count} rows, {size / 1000:.1f} kB\n\n{table(HEAD, list(rows_of(found)))}"


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bench.query", description=__doc__)
    parser.add_argument("--statements", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0, help="how long clients ask, each time")
    parser.add_argument("--only", help="only questions whose name holds this")
    parser.add_argument("--keep", action="store_true", help="ask graphs that an earlier run has loaded")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    options = parser.parse_args()
    parts = [
        "## Asking\n\nOver HTTP with keep-alive; all four give the same answer. "
        f"Median of {options.rounds} rounds in turn, {options.seconds:g} s each.\n"
    ]
    try:
        for statements in options.statements:
            for part in run(
                statements, keep=options.keep, rounds=options.rounds, seconds=options.seconds, only=options.only
            ):
                print(part, flush=True)
                parts.append(part)
    except (BadAnswer, httpx.HTTPError) as exc:
        sys.exit(f"bench.query: {exc}")
    parts.append(f"Machine: {machine('neo4j', 'graphql-core', 'uvicorn')}, Node {_node()}, Neo4j 5.26, {_peers()}.\n")
    publish("query", "\n".join(parts), write=options.write)


def _node() -> str:
    return (
        subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
        .stdout.strip()
        .removeprefix("v")
    )


def _peers() -> str:
    names = ("@neo4j/graphql", "graphql-yoga", "neo4j-driver")
    lock = json.loads((NODE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return ", ".join(f"{name} {lock[f'node_modules/{name}']['version']}" for name in names)


if __name__ == "__main__":
    main()
