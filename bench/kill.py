"""Kill -9 in mid-load, again and again: is the graph afterwards the one that an undisturbed load makes?

``python -m bench.kill`` kills the loader ten times and the server ten times, each time at another moment of a load
of made-up news, starts again what was killed, loads again and compares N-Quads with those of an undisturbed load.
The moments are spread evenly over the time that an undisturbed load takes.
"""

import argparse
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256

from bench import server
from bench.generator import items, loaded
from bench.measure import publish, table
from kg.store import open_store
from tests.running import quads

TIMES = 10
STATEMENTS = 3_000
BATCH = 16
"""Articles a transaction: few, so that kills fall into many of them."""
TIMEOUT_S = 600


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one kill left: articles stored at that moment, and whether going on made the graph whole."""

    killed: str
    second: float
    articles_left: int
    is_same: bool


def load(url: str, statements: int) -> None:
    """Load so many statements of made-up news; what is there already stays."""
    with closing(open_store(url)) as store:
        report = loaded(items(statements), store, batch_size=BATCH)
    assert not report.rejected, "made-up news must load without loss"


def fingerprint(url: str) -> str:
    """A digest of all N-Quads of a store, sorted."""
    with closing(open_store(url, readonly=True)) as store:
        return sha256(quads(store).encode()).hexdigest()


def _loader(url: str, statements: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bench.kill", "--load", url, "--statements", str(statements)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def _whole(url: str, statements: int) -> None:
    """Load to the end. Raises RuntimeError if that fails."""
    if code := _loader(url, statements).wait(TIMEOUT_S):
        raise RuntimeError(f"the load ended with {code}")


def kills(statements: int, times: int) -> Iterator[Outcome]:
    """Kill the loader and the server in turn, ``times`` each; one outcome a kill."""
    with server.neo4j(folder="kill") as place, place.driver() as driver:
        started = time.perf_counter()
        _whole(place.url, statements)
        seconds, wanted = time.perf_counter() - started, fingerprint(place.url)
        for turn in range(times):
            for killed in ("loader", "server"):
                server.empty(driver)
                moment = seconds * (turn + 1) / (times + 1)
                loader = _loader(place.url, statements)
                time.sleep(moment)
                if killed == "loader":
                    loader.send_signal(signal.SIGKILL)
                else:
                    place.kill_and_start()
                loader.wait(TIMEOUT_S)
                left = _articles(place.url)
                _whole(place.url, statements)
                yield Outcome(killed, moment, left, fingerprint(place.url) == wanted)


def _articles(url: str) -> int:
    with closing(open_store(url)) as store:
        return len(store.sources())


def main() -> int:
    """Read the command line; 1 if any graph came out another."""
    parser = argparse.ArgumentParser(prog="bench.kill", description=__doc__)
    parser.add_argument("--statements", type=int, default=STATEMENTS)
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--load", metavar="URL", help="only load, into this store")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    options = parser.parse_args()
    if options.load:
        load(options.load, options.statements)
        return 0
    found = []
    for outcome in kills(options.statements, options.times):
        print(outcome, flush=True)
        found.append(outcome)
    rows = [(o.killed, o.second, o.articles_left, "yes" if o.is_same else "NO") for o in found]
    head = ("killed", "at second", "articles stored when the load ended", "same N-Quads after going on")
    same = sum(o.is_same for o in found)
    text = (
        f"## Killed in mid-load\n\n{options.statements:,} statements into Neo4j, {BATCH} articles a transaction; "
        "kill -9, start again, load again. "
        f"{same} of {len(found)} graphs are the same as that of an undisturbed load. A load may outlive a restart of "
        f"the server: it tries again.\n\n{table(head, rows)}\n"
    )
    publish("kill", text, write=options.write)
    return 0 if same == len(found) else 1


if __name__ == "__main__":
    sys.exit(main())
