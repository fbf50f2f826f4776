"""Stores of the graph. `open_store` is the way in; `kg.store.base` says what a store can do."""

from kg.errors import StoreError
from kg.store.base import Store


def open_store(url: str, *, readonly: bool = False, must_exist: bool = False) -> Store:
    """Open the store that ``url`` names: ``sqlite:PATH`` or ``neo4j://HOST:PORT[/DATABASE]``.

    ``must_exist`` refuses to make a store that is not there; ``readonly`` refuses writes as well. Raises StoreError
    (unknown kind, not a store), StoreUnavailable (cannot be reached) or StoreVersionError.
    """
    scheme, _, rest = url.partition(":")
    if scheme == "sqlite" and rest:
        from kg.store.sqlite import SqliteStore

        return SqliteStore(rest, readonly=readonly, must_exist=must_exist or readonly)
    if scheme in ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"):
        from kg.store.neo4j import Neo4jStore

        return Neo4jStore(url, readonly=readonly, must_exist=must_exist or readonly)
    raise StoreError(f"unknown store {url!r}; write sqlite:PATH or neo4j://HOST:PORT, for instance sqlite:kg.db")
