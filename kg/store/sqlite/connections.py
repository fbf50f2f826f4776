"""Connections of the SQLite store: one per reading thread, one writer; errors in our words.

A reader notices when its file is gone or another one has taken its place (`mv new.db kg.db`), and reads what is there.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
        self._all: dict[sqlite3.Connection, Identity | None] = {}
        self._guard = threading.Lock()
        self._closed = False
        self.write_lock = threading.Lock()
        self._memory_name = f"file:jubir-{id(self)}?mode=memory&cache=shared"
        with self.errors():
            self._first_look()

    def _first_look(self) -> None:
        if self.path != ":memory:":
            self._check_file(Path(self.path))
        if not self.readonly:
            prepare(self._open(), self.path)
        elif self.path == ":memory:":
            prepare_nothing(self._open(), self.path)
        else:
            prepare_nothing(self._open(self._identity()), self.path)

    def _check_file(self, path: Path) -> None:
        if path.is_dir():
            raise StoreError(f"{path} is a folder; name a file, for instance sqlite:{path / 'kg.db'}")
        if path.exists():
            return
        if self._must_exist:
            raise StoreError(f"there is no store at {path}; make one with: kg build PATH --store sqlite:{path}")
        if not path.absolute().parent.is_dir():
            raise StoreError(f"the folder {path.absolute().parent} does not exist; make it first")

    def _open(self, identity: "Identity | None" = None) -> sqlite3.Connection:
        if self.path == ":memory:":
            connection = sqlite3.connect(self._memory_name, uri=True, **_OPTIONS)  # type: ignore[call-overload]
        elif self.readonly:
            # never makes a file (but may clear up the log beside it), and maps none: one cut short would kill us
            connection = sqlite3.connect(f"{Path(self.path).absolute().as_uri()}?mode=rw", uri=True, **_OPTIONS)  # type: ignore[call-overload]
            connection.execute("PRAGMA query_only = ON")
        else:
            connection = sqlite3.connect(self.path, **_OPTIONS)  # type: ignore[call-overload]
            version_of(connection, self.path)  # nothing of another program's file is changed, not even its journal mode
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA mmap_size = 268435456")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{READER_CACHE_KB if self.readonly else WRITER_CACHE_KB}")
        self._watch(connection)
        with self._guard:
            self._all[connection] = identity
        self._local.connection = connection
        return connection  # type: ignore[no-any-return]

    def here(self) -> sqlite3.Connection:
        """The calling thread's connection. Raises StoreUnavailable once the store is closed, or its file is gone."""
        if self._closed:
            raise StoreUnavailable("the store is closed")
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if not self.readonly or self.path == ":memory:":
            return connection if connection is not None else self._open()
        identity = self._identity()
        if connection is not None and self._all.get(connection) == identity:
            return connection
        if connection is not None:
            self._drop(connection)
        return self._reopened(identity)

    def _identity(self) -> "Identity":
        """Which file is there. Raises StoreUnavailable if none is."""
        try:
            found = Path(self.path).stat()
        except OSError as exc:
            raise StoreUnavailable(f"{self.path} is gone ({exc.strerror}); put it back, or build it anew") from exc
        return found.st_dev, found.st_ino

    def _reopened(self, identity: "Identity") -> sqlite3.Connection:
        """A connection to the file that is there now. Raises StoreUnavailable if it is none of ours."""
        connection = self._open(identity)
        try:
            prepare_nothing(connection, self.path)
        except (StoreError, sqlite3.Error) as exc:
            self._drop(connection)
            reason = self._translated(exc) if isinstance(exc, sqlite3.Error) else exc
            raise StoreUnavailable(str(reason)) from exc
        return connection

    def _drop(self, connection: sqlite3.Connection) -> None:
        """Close the calling thread's connection; the next read opens one anew."""
        self._local.connection = None
        with self._guard:
            self._all.pop(connection, None)
        connection.close()

    def deadline(self, seconds: float | None) -> None:
        """Let reads of the calling thread fail once ``seconds`` have passed from now."""
        self._local.end = None if seconds is None else time.monotonic() + seconds
        connection = getattr(self._local, "connection", None)
        if connection is not None and not self._closed:
            self._watch(connection)

    def _watch(self, connection: sqlite3.Connection) -> None:
        """Have the connection look at the clock now and then, and whether the store was closed."""
        end: float | None = getattr(self._local, "end", None)
        if end is None:
            connection.set_progress_handler(None, 0)
        else:
            connection.set_progress_handler(lambda: self._closed or time.monotonic() > end, STEPS_BETWEEN_LOOKS)

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn SQLite's errors into ours, naming the file and the way out."""
        try:
            yield
        except sqlite3.Error as exc:
            if self._closed:
                raise StoreUnavailable("the store is closed") from exc
            connection = getattr(self._local, "connection", None)
            if self.readonly and connection is not None and _is_spoilt(exc):
                self._drop(connection)
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
            return StoreUnavailable(
                f"{self.path} is not a Jubir store or is damaged; name another file or build it anew"
            )
        return StoreError(f"{self.path}: {exc}")

    def close(self) -> None:
        """Close all connections; what other threads are reading ends with StoreUnavailable."""
        self._closed = True
        own = getattr(self._local, "connection", None)
        with self._guard:
            for connection in self._all:
                if not self.readonly:
                    # what is left in the log would spoil another file that takes this one's place
                    with suppress(sqlite3.Error):
                        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                if not self.readonly or connection is own:
                    connection.close()
                else:
                    # must not be closed while its thread reads; it goes with the thread
                    connection.interrupt()
            self._all.clear()


def _is_spoilt(exc: sqlite3.Error) -> bool:
    """True if the file was written over under the connection, so that what it remembers of it is wrong."""
    name = getattr(exc, "sqlite_errorname", "")
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR")) or "no such table" in str(exc)


Identity = tuple[int, int]
"""Device and number of a file."""

READER_CACHE_KB = 8_192
WRITER_CACHE_KB = 65_536

# SQLite keeps prepared statements; a large one takes megabytes
_OPTIONS = {"timeout": BUSY_TIMEOUT_S, "isolation_level": None, "check_same_thread": False, "cached_statements": 32}


def prepare_nothing(connection: sqlite3.Connection, path: str) -> None:
    """Check that a store opened for reading is one of ours and not newer. Raises as `prepare` does."""
    if version_of(connection, path) == 0:
        raise StoreError(f"{path} is empty; fill it with: kg build PATH --store sqlite:{path}")
    prepare(connection, path)
