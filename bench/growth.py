"""Does a question take longer on a larger graph? The summit question on two sizes, side by side, on both stores.

``python -m bench.growth`` asks graphs of 10,000 and 1,000,000 statements in turn, over HTTP, with one client in a
process of its own. ``--keep`` asks graphs that an earlier run has loaded; loading a million takes most of an hour.
"""

import argparse
from contextlib import ExitStack
from multiprocessing import get_context
from statistics import median

from bench import graphs
from bench.clients import HttpTarget, answer, timed
from bench.measure import Spread, machine, publish, table
from bench.questions import questions
from tests.running import serving

SIZES = (10_000, 1_000_000)


def asked(sizes: list[int], *, keep: bool, rounds: int, seconds: float) -> list[tuple[object, ...]]:
    """A row for each store and size: medians of the rounds' p50 and p95 in milliseconds, and p95 to the smallest."""
    question = questions()[0].ours
    rows: list[tuple[object, ...]] = []
    targets: dict[tuple[str, int], HttpTarget] = {}
    with ExitStack() as stack:
        pool = stack.enter_context(get_context("spawn").Pool(1))
        for size in sizes:
            sqlite, place = stack.enter_context(graphs.made(size, keep=keep))
            for name, url in (("SQLite", sqlite), ("Neo4j", place.url)):
                served = stack.enter_context(serving(url))
                targets[name, size] = HttpTarget(f"{served}/graphql", question.text, question.variables)
                answer(targets[name, size])  # raises if it is none
                pool.apply(timed, (targets[name, size], 1, seconds))  # warm: plans, just-in-time compilers, caches
        found: dict[tuple[str, int], list[Spread]] = {key: [] for key in targets}
        for _ in range(rounds):
            for key, target in targets.items():
                found[key].append(Spread.of(pool.apply(timed, (target, 1, seconds)).seconds))
    for name, size in sorted(found):
        spreads, least = found[name, size], found[name, min(sizes)]
        p95 = median(s.p95 for s in spreads)
        growth = p95 / median(s.p95 for s in least)
        rows.append((f"Jubir on {name}", size, median(s.p50 for s in spreads), p95, f"{growth:.2f}×"))
    return rows


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bench.growth", description=__doc__)
    parser.add_argument("--statements", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3.0, help="how long the client asks, each time")
    parser.add_argument("--keep", action="store_true", help="ask graphs that an earlier run has loaded")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    o = parser.parse_args()
    rows = asked(o.statements, keep=o.keep, rounds=o.rounds, seconds=o.seconds)
    text = (
        "## Asking larger graphs\n\nThe summit question over HTTP, one client; both graphs hold the same 93 statements "
        f"on it. Medians of {o.rounds} rounds in turn, {o.seconds:g} s each.\n\n"
        f"{table(('asked', 'statements', 'p50 ms', 'p95 ms', 'p95 to the smallest'), rows)}\n"
        f"Machine: {machine('neo4j', 'uvicorn')}.\n"
    )
    publish("growth", text, write=o.write)


if __name__ == "__main__":
    main()
