"""How quickly records become a graph in Neo4j: our store against the bare driver and rdflib-neo4j.

``python -m bench.load`` loads the same graph in turn in each way, each time into the emptied database of one
server, and compares. ``--statements 1000000`` is the long run: ours only, first tenth against last.
"""

import argparse
import pickle
import time
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from bench import graphs, server
from bench.generator import items, loaded
from bench.measure import interleaved, machine, peak_mb, publish, table
from bench.peers import (
    Dump,
    Triple,
    as_triples,
    dump,
    exported,
    several_of,
    visible,
    with_driver,
    with_rdflib,
)
from bench.server import Place
from kg.build import Progress

OURS = "Jubir: records through checks, resolving and our store"
CREATE = "bare driver, UNWIND CREATE, batches of 5,000"
MERGE = "bare driver, UNWIND MERGE, batches of 5,000"
RDF = "rdflib-neo4j 1.1, batches of 20,000: the same nodes, properties and relationships"
RDF_SEEN = "rdflib-neo4j 1.1, batches of 20,000: only the graph to be seen"
RDF_ALL = "rdflib-neo4j 1.1, batches of 20,000: our RDF export, the evidence of every fact with it"
SHORT = {
    CREATE: "CREATE",
    MERGE: "MERGE",
    RDF: "rdflib-neo4j",
    RDF_SEEN: "rdflib-neo4j, seen",
    RDF_ALL: "rdflib-neo4j, export",
}
"""Names of the others at the head of the columns that compare with them."""
WITH_EXPORT = "; and a third time our RDF export, in which every fact is a thing with its evidence"
LONG = 200_000
"""From so many statements on, only ours is loaded, once."""


Point = tuple[float, float, int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """One load: wall and processor time in seconds and peak memory of the loading process.

    ``curve`` is by which second, and which second of processor time, how many articles were written.
    """

    seconds: float
    cpu_seconds: float
    peak_mb: int
    curve: tuple[Point, ...] = ()
    facts: int = 0


def load_ours(url: str, statements: int, file: Path | None = None) -> Loaded:
    """Load through the normal path; records are ready in a file, which is read beforehand, or made up on the way."""
    from kg.store import open_store

    curve: list[Point] = []
    news = iter(pickle.loads(file.read_bytes())) if file else items(statements)
    started, cpu = time.perf_counter(), time.process_time()

    def note(progress: Progress) -> None:
        curve.append((time.perf_counter() - started, time.process_time() - cpu, progress.written))

    with closing(open_store(url)) as store:
        report = loaded(news, store, progress=note)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    assert not report.rejected and not report.dropped, "made-up news must load without loss"
    return Loaded(seconds, cpu, peak_mb(), tuple(curve), report.facts)


def load_peer(kind: str, place: Place, file: Path) -> Loaded:
    """Load the dumped graph in another way; reading the dump takes no time off it."""
    graph: Dump | tuple[list[Triple], list[str]] = pickle.loads(file.read_bytes())
    started, cpu = time.perf_counter(), time.process_time()
    if isinstance(graph, Dump):
        with_driver(place, graph, merge=kind == MERGE)
    else:
        with_rdflib(place, *graph)
    return Loaded(time.perf_counter() - started, time.process_time() - cpu, peak_mb())


def _elsewhere(function: object, *arguments: object) -> Loaded:
    """The result of a function run in a process of its own, so that memory is its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)  # type: ignore[arg-type]


def compare(statements: int, repeats: int, *, with_export: bool, write: bool) -> None:
    """All ways in turn; the table, in Markdown."""
    ways = (OURS, CREATE, MERGE, RDF, RDF_SEEN, *([RDF_ALL] if with_export else []))
    with server.neo4j() as place, place.driver() as driver:
        records = server.HOME / "records.pickle"
        records.write_bytes(pickle.dumps(list(items(statements))))
        files: dict[str, Path] = {}
        runs: dict[str, list[tuple[Loaded, float]]] = {name: [] for name in ways}
        sizes: dict[str, int] = {}

        def run(name: str) -> float:
            server.empty(driver)
            before = place.cpu_seconds()
            if name == OURS:
                result = _elsewhere(load_ours, place.url, statements, records)
            else:
                result = _elsewhere(load_peer, name, place, files[name])
            sizes[name] = sum(server.size(driver))
            runs[name].append((result, place.cpu_seconds() - before))
            print(f"{name}: {result.seconds:.1f} s, {sizes[name]:,} nodes and relationships", flush=True)
            return result.seconds

        run(OURS)
        graph = dump(driver)
        files |= _written(graph, exported(place.url) if with_export else None)
        for name in files:
            run(name)  # the server's just-in-time compiler has seen everything once
        for found in runs.values():
            found.clear()
        seconds = interleaved({name: partial(run, name) for name in runs}, repeats)
        for file in {*files.values(), records}:
            file.unlink()
    assert sizes[CREATE] == sizes[MERGE] == sizes[OURS], "not the same graph"
    took = {name: median(found) for name, found in seconds.items()}
    rows = [
        (
            name, sizes[name], took[name],
            *(f"{took[other] / took[name]:.2f}×" for other in ways[1:]),
            median(r.cpu_seconds for r, _ in runs[name]), median(cpu for _, cpu in runs[name]),
            max(r.peak_mb for r, _ in runs[name]),
        )
        for name in runs
    ]  # fmt: skip
    head = (
        "load", "nodes and relationships", "seconds", *(f"to {SHORT[other]}" for other in ways[1:]),
        "processor s, loader", "processor s, server", "peak MB, loader",
    )  # fmt: skip
    text = (
        f"## Loading\n\n{_what(graph, statements)} Median of {repeats} runs in turn on one server, each into the "
        f"emptied database; “to” says how many times as quick.\n\n{table(head, rows)}\n"
        "The bare driver gets finished rows, rdflib-neo4j finished triples: once all that the bare driver gets (a node "
        "more for each passage, as RDF has no properties on relationships), once without the books, which hold the "
        f"evidence of every fact and the articles' texts{WITH_EXPORT if with_export else ''}. Jubir gets ready "
        "extraction records, makes facts of them, checks, resolves and counts them.\n\n"
        f"Machine: {machine('neo4j', 'rdflib-neo4j')}, Neo4j 5.26 with {server.HEAP_MB} MB of heap.\n"
    )
    publish("load", text, write=write)


def _written(graph: Dump, export: list[Triple] | None) -> dict[str, Path]:
    """What each of the others loads, in files."""
    whole, seen = list(as_triples(graph)), list(as_triples(visible(graph)))
    contents: dict[str, object] = {
        "dump": graph, "triples": (whole, several_of(whole)), "seen": (seen, several_of(seen)),
    }  # fmt: skip
    files = {CREATE: "dump", MERGE: "dump", RDF: "triples", RDF_SEEN: "seen"}
    if export is not None:
        contents["export"], files[RDF_ALL] = (export, several_of(export)), "export"
    for name, content in contents.items():
        (server.HOME / f"{name}.pickle").write_bytes(pickle.dumps(content))
    return {kind: server.HOME / f"{name}.pickle" for kind, name in files.items()}


def _what(graph: Dump, statements: int) -> str:
    shown = visible(graph)
    books = len(graph.nodes) - len(shown.nodes)
    return (
        f"{statements:,} statements: {len(shown.nodes):,} nodes and {len(shown.relationships):,} relationships to be "
        f"seen, {books:,} more nodes in the store's books."
    )


def long_run(statements: int, url: str | None, *, write: bool) -> None:
    """One big load: does it slow down, does memory grow?

    Without a ``url`` into SQLite and into Neo4j; both stay where ``bench.query --keep`` finds them.
    """
    found: dict[str, Loaded] = {}
    if url:
        found[url] = _elsewhere(load_ours, url, statements)
    else:
        with graphs.made(statements, lambda store: found.update({store: _elsewhere(load_ours, store, statements)})):
            pass
    head = (
        "store", "statements", "facts", "seconds", "articles/s", "first tenth", "last tenth", "last to first",
        "by processor time", "peak MB",
    )  # fmt: skip
    text = (
        "## A long load\n\nArticles a second in the first and the last tenth; how much longer an article takes in the "
        "last than in the first, by the clock and by processor time of the loading process; peak memory of it.\n\n"
        f"{table(head, [_long_row(store, statements, result) for store, result in found.items()])}\n"
        f"Machine: {machine('neo4j')}, Neo4j with {server.HEAP_MB} MB of heap.\n"
    )
    publish("load-long", text, write=write)


def _long_row(store: str, statements: int, result: Loaded) -> tuple[object, ...]:
    first, last = (_tenth(result.curve, 0, first=is_first) for is_first in (True, False))
    worked = _tenth(result.curve, 1, first=True) / _tenth(result.curve, 1, first=False)
    return (
        "SQLite" if store.startswith("sqlite") else "Neo4j", statements, result.facts, result.seconds,
        result.curve[-1][2] / result.seconds, first, last, f"{first / last:.2f}×", f"{worked:.2f}×", result.peak_mb,
    )  # fmt: skip


def _tenth(curve: tuple[Point, ...], clock: int, *, first: bool) -> float:
    """Articles a second in the first or the last tenth of a load, by the wall's (0) or the processor's clock (1)."""
    total = curve[-1][2]
    low, high = (0.0, total / 10) if first else (total * 9 / 10, float(total))
    return (high - low) / (_when(curve, clock, high) - _when(curve, clock, low))


def _when(curve: tuple[Point, ...], clock: int, articles: float) -> float:
    """The second at which so many articles were written, batches taken as even in themselves."""
    points = [(0.0, 0), *((point[clock], point[2]) for point in curve)]
    for (t0, n0), (t1, n1) in pairwise(points):
        if n0 <= articles <= n1 and n1 > n0:
            return t0 + (t1 - t0) * (articles - n0) / (n1 - n0)
    return points[-1][0]


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bench.load", description=__doc__)
    parser.add_argument("--statements", type=int, default=12_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--store", help="for a long run: another store, such as sqlite:.bench/long.db")
    parser.add_argument("--export", action="store_true", help="rdflib-neo4j loads all of our RDF too: minutes a time")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    options = parser.parse_args()
    if options.store or options.statements >= LONG:
        long_run(options.statements, options.store, write=options.write)
    else:
        compare(options.statements, options.repeats, with_export=options.export, write=options.write)


if __name__ == "__main__":
    main()
