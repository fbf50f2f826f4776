"""The way to a Neo4j server: sessions, deadlines, retries; errors in our words."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

from neo4j import GraphDatabase, ManagedTransaction, NotificationMinimumSeverity, Query, Record, Session
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DatabaseError,
    DriverError,
    Forbidden,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from kg.errors import JubirError, QueryTimeout, StoreError, StoreUnavailable

OLDEST = (5, 26)
"""Version that has all the Cypher used here: relationship types as parameters came last."""

TRIES = 5
FIRST_PAUSE_S = 0.5
FETCH_SIZE = 1000

# what goes wrong is told by the error that follows; the driver would say it first, in its own words
logging.getLogger("neo4j").addHandler(logging.NullHandler())
logging.getLogger("neo4j").propagate = False

T = TypeVar("T")


class Connection:
    """One server and one database of it. Safe to use from several threads."""

    def __init__(self, url: str) -> None:
        self.url = url
        address, self.database = _parts(url)
        user = os.environ.get("NEO4J_USERNAME") or "neo4j"
        password = os.environ.get("NEO4J_PASSWORD")
        self._local = threading.local()
        self._closed = False
        try:
            self._driver = GraphDatabase.driver(
                address,
                auth=(user, password) if password else None,
                connection_acquisition_timeout=30,
                connection_timeout=10,
                max_transaction_retry_time=30,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                user_agent="jubir",
            )
        except (ConfigurationError, ValueError) as exc:
            raise StoreError(f"{url} is no address of a Neo4j server: {exc}") from exc
        try:
            with self.errors():
                self._check_version(self._driver.get_server_info().agent)
        except BaseException:
            self._driver.close()
            raise

    def _check_version(self, agent: str) -> None:
        """Refuse servers that lack what is used here; since 2025 the year stands where the major version stood."""
        numbers = agent.rpartition("/")[2].split(".")
        version = tuple(int("".join(filter(str.isdigit, part)) or 0) for part in numbers[:2])
        if version < OLDEST:
            wanted = ".".join(map(str, OLDEST))
            raise StoreError(f"{self.url} is {agent}; Jubir needs Neo4j {wanted} or later")

    # --- reading

    def read(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[Record]:
        """All rows of a query, within the calling thread's deadline."""
        with self.errors(), self._session() as session:
            return self._again(lambda: list(session.run(self._timed(text), dict(parameters or {}))))

    def stream(self, text: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Record]:
        """Rows one after the other, for results that do not fit memory."""
        with self.errors(), self._session() as session:
            yield from session.run(self._timed(text), dict(parameters or {}))

    def deadline(self, seconds: float | None) -> None:
        """Let reads of the calling thread fail once ``seconds`` have passed from now."""
        self._local.end = None if seconds is None else time.monotonic() + seconds

    def _timed(self, text: str) -> Query:
        end = getattr(self._local, "end", None)
        if end is None:
            return Query(text)  # all texts are ours, values are parameters
        left = end - time.monotonic()
        if left <= 0:
            raise QueryTimeout("the query took too long; narrow it")
        return Query(text, timeout=left)

    # --- writing

    def write(self, work: Callable[[ManagedTransaction], T]) -> T:
        """Run ``work`` in one transaction; again if the server went away or did not confirm the commit.

        ``work`` must do no harm when it is done twice.
        """

        def once() -> T:
            with self._session() as session:
                return session.execute_write(work)

        with self.errors():
            return self._again(once)

    def define(self, commands: Sequence[str]) -> None:
        """Schema commands, all in one transaction: one wait for the disk instead of dozens."""

        def work(tx: ManagedTransaction) -> None:
            for command in commands:
                tx.run(command).consume()

        self.write(work)

    def run(self, text: str) -> None:
        """A schema command or procedure, in a transaction of its own."""
        with self.errors(), self._session() as session:
            session.run(text).consume()

    def _again(self, work: Callable[[], T]) -> T:
        """Try again, with growing pauses, what fails for reasons that pass."""
        pause = FIRST_PAUSE_S
        for left in range(TRIES - 1, -1, -1):
            try:
                return work()
            except (IncompleteCommit, ServiceUnavailable, SessionExpired, TransientError) as exc:
                if left == 0 or _is_timeout(exc):
                    raise
                time.sleep(pause)
                pause *= 2
        raise AssertionError("unreachable")

    def _session(self) -> Session:
        if self._closed:
            raise StoreError("the store is closed")
        return self._driver.session(database=self.database, fetch_size=FETCH_SIZE)

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn the driver's errors into ours, naming the server and the way out."""
        try:
            yield
        except JubirError:
            raise
        except (DriverError, Neo4jError) as exc:
            raise self._translated(exc) from exc

    def _translated(self, exc: DriverError | Neo4jError) -> Exception:
        if _is_timeout(exc):
            return QueryTimeout("the query took too long; narrow it")
        if isinstance(exc, AuthError) and not isinstance(exc, Forbidden):
            return StoreUnavailable(
                f"{self.url} does not know this user and password; set NEO4J_USERNAME (else neo4j) and NEO4J_PASSWORD"
            )
        if isinstance(exc, Forbidden):
            return StoreUnavailable(f"this user may not do that in {self.url}; use one that may write and make indexes")
        if isinstance(exc, ServiceUnavailable | SessionExpired | IncompleteCommit):
            return StoreUnavailable(f"{self.url} does not answer; start Neo4j there or name another address ({exc})")
        if isinstance(exc, ClientError) and (exc.code or "").endswith("DatabaseNotFound"):
            return StoreError(f"{self.url}: there is no such database; leave it out or name another")
        if isinstance(exc, TransientError | DatabaseError):
            return StoreUnavailable(f"{self.url}: {exc.message}; try again")
        return StoreError(f"{self.url}: {exc}")

    def close(self) -> None:
        """Close all connections."""
        self._closed = True
        self._driver.close()


def _is_timeout(exc: Exception) -> bool:
    return isinstance(exc, Neo4jError) and "TransactionTimedOut" in (exc.code or "")


def _parts(url: str) -> tuple[str, str | None]:
    """Address and database of neo4j://HOST:PORT[/DATABASE]. Raises StoreError for what a URL must not hold."""
    try:
        split = urlsplit(url)
        has_secret = split.username is not None or split.password is not None
        host, _ = split.hostname, split.port
    except ValueError as exc:
        raise StoreError(f"{url} is no address; write neo4j://HOST:PORT, for instance neo4j://localhost:7687") from exc
    if has_secret:
        raise StoreError("no user or password in the address; set NEO4J_USERNAME and NEO4J_PASSWORD")
    if not host or split.query or split.fragment:
        raise StoreError(f"{url} is no address; write neo4j://HOST:PORT, for instance neo4j://localhost:7687")
    return f"{split.scheme}://{split.netloc}", split.path.strip("/") or None
