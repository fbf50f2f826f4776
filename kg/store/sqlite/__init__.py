"""The embedded store: one SQLite file, readable while a build writes."""

from kg.store.sqlite.store import SqliteStore

__all__ = ["SqliteStore"]
