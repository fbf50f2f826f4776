"""The same graph of made-up news twice, in SQLite and in Neo4j, kept from one run to the next under .bench/."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from bench import server
from bench.generator import items, loaded
from bench.server import Place
from kg.store import open_store

Load = Callable[[str], object]
"""Loads the graph into the store at a URL."""


@contextmanager
def made(statements: int, load: Load | None = None, *, keep: bool = False) -> Iterator[tuple[str, Place]]:
    """The URL of the SQLite store, and the Neo4j that runs meanwhile.

    ``keep`` uses what an earlier run has loaded to the end.
    """
    folder, file = f"neo4j-{statements}", server.HOME / f"{statements}.db"
    done = server.HOME / folder / "loaded"
    known = keep and done.exists()
    with server.neo4j(keep=known, folder=folder) as place:
        sqlite = f"sqlite:{file}"
        if not known:
            for old in server.HOME.glob(f"{file.name}*"):
                old.unlink()
            for url in (sqlite, place.url):
                print(f"loading {statements:,} statements into {url.partition(':')[0]}", flush=True)
                (load or _loader(statements))(url)
            done.touch()
        yield sqlite, place


def _loader(statements: int) -> Load:
    def load(url: str) -> None:
        with closing(open_store(url)) as store:
            loaded(items(statements), store)

    return load
