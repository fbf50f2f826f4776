"""Connections of the SQLite store: one per reading thread, one writer; errors in our words."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import QueryTimeout, StoreError, StoreUnavailable
from kg.store.sqlite.schema import prepare, version_of

BUSY_TIMEOUT_S = 5.0
STEPS_BETWEEN_LOOKS = 20_000
"""Virtual machine steps between two looks at the clock (about a millisecond)."""


class Connections:
    """Opens, hands out and closes the connections of one file."""

    def __init__(self, path: str, *, readonly: bool, must_exist: bool) -> None:
        self.path = path
        self._must_exist = must_exist
        self.readonly = readonly
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._closed = False
        self.write_lock = threading.Lock()
        self._memory_name = f"file:jubir-{id(self)}?mode=memory&cache=shared"
        with self.errors():
            self._first_look()

    def _first_look(self) -> None:
        if self.path != ":memory:":
            self._check_file(Path(self.path))
        connection = self._open()
        if self.readonly:
            prepare_nothing(connection, self.path)
        else:
            prepare(connection, self.path)

    def _check_file(self, path: Path) -> None:
        if path.is_dir():
            raise StoreError(f"{path} is a folder; name a file, for instance sqlite:{path / 'kg.db'}")
        if path.exists():
            return
        if self._must_exist:
            raise StoreError(f"there is no store at {path}; make one with: kg build PATH --store sqlite:{path}")
        if not path.absolute().parent.is_dir():
            raise StoreError(f"the folder {path.absolute().parent} does not exist; make it first")

    def _open(self) -> sqlite3.Connection:
        if self.path == ":memory:":
            connection = sqlite3.connect(self._memory_name, uri=True, **_OPTIONS)  # type: ignore[call-overload]
        else:
            connection = sqlite3.connect(self.path, **_OPTIONS)  # type: ignore[call-overload]
            if not self.readonly:
                version_of(
                    connection, self.path
                )  # nothing of another program's file is changed, not even its journal mode
                connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA mmap_size = 268435456")
        with self._guard:
            self._all.append(connection)
        self._local.connection = connection
        return connection  # type: ignore[no-any-return]

    def here(self) -> sqlite3.Connection:
        """The calling thread's connection. Raises StoreError once the store is closed."""
        if self._closed:
            raise StoreError("the store is closed")
        connection = getattr(self._local, "connection", None)
        return connection if connection is not None else self._open()

    def deadline(self, seconds: float | None) -> None:
        """Let reads of the calling thread fail once ``seconds`` have passed from now."""
        connection = self.here()
        if seconds is None:
            connection.set_progress_handler(None, 0)
            return
        end = time.monotonic() + seconds
        connection.set_progress_handler(lambda: time.monotonic() > end, STEPS_BETWEEN_LOOKS)

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn SQLite's errors into ours, naming the file and the way out."""
        try:
            yield
        except sqlite3.Error as exc:
            raise self._translated(exc) from exc

    def _translated(self, exc: sqlite3.Error) -> Exception:
        name = getattr(exc, "sqlite_errorname", "")
        if name == "SQLITE_INTERRUPT":
            return QueryTimeout("the query took too long; narrow it")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return StoreUnavailable(f"{self.path} is locked by another process; wait until it is done, then try again")
        if name == "SQLITE_FULL":
            return StoreUnavailable(f"no room to write {self.path}: the disk is full; make room, then build again")
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
            return StoreUnavailable(f"{self.path} cannot be opened or written; check its permissions and its folder's")
        if name.startswith("SQLITE_IOERR"):
            return StoreUnavailable(f"{self.path} cannot be read or written (is the disk full or gone?): {exc}")
        if name in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
            return StoreError(f"{self.path} is not a Jubir store or is damaged; name another file or build it anew")
        return StoreError(f"{self.path}: {exc}")

    def close(self) -> None:
        """Close all connections, whichever thread opened them."""
        self._closed = True
        with self._guard:
            for connection in self._all:
                connection.close()
            self._all.clear()


_OPTIONS = {"timeout": BUSY_TIMEOUT_S, "isolation_level": None, "check_same_thread": False}


def prepare_nothing(connection: sqlite3.Connection, path: str) -> None:
    """Check that a store opened for reading is one of ours and not newer. Raises as `prepare` does."""
    if version_of(connection, path) == 0:
        raise StoreError(f"{path} is empty; fill it with: kg build PATH --store sqlite:{path}")
    prepare(connection, path)
    connection.execute("PRAGMA query_only = ON")
