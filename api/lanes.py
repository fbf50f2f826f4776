"""How many requests and reads run at a time, so that dear ones leave room for cheap ones.

A read first runs among the quick ones, for a moment; one that does not end in it starts anew among the few slow ones.
But for what a server elsewhere does, one request computes at a time, as long as it keeps no other waiting for long:
threads of Python that compute side by side are slower together than one after the other.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from typing import TypeVar

from graphql import GraphQLError

from api.errors import coded
from api.settings import Settings
from kg.errors import QueryTimeout
from kg.store.base import Store

T = TypeVar("T")

PATIENCE = 0.4
"""Seconds that a request waits for its turn to compute; then it computes beside the others."""


class Lanes:
    """Admits requests, each into a thread of its own, and the reads that they make."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._quick = threading.BoundedSemaphore(settings.quick_reads)
        self._slow = threading.BoundedSemaphore(settings.slow_reads)
        self._requests = threading.BoundedSemaphore(settings.requests + settings.waiting)
        self._turn = _Turn()
        self._threads = ThreadPoolExecutor(settings.requests, thread_name_prefix="request")

    def start(self, request: Callable[[], T]) -> Future[T]:
        """Begin a request in a thread, or as soon as one is free. Raises a GraphQLError at once if too many wait."""
        if not self._requests.acquire(blocking=False):
            raise busy()
        try:
            future = self._threads.submit(self._turn.compute, request)
        except RuntimeError as exc:  # the pool was shut down
            self._requests.release()
            raise busy() from exc
        future.add_done_callback(lambda _: self._requests.release())
        return future

    def read(self, store: Store, read: Callable[[Store], T], end: float) -> T:
        """Read the store until ``end`` (of `time.monotonic`). Raises QueryTimeout, or a GraphQLError if busy."""
        # a store in this process is work like any other: it is not waited for
        with self._turn.given_up() if store.is_remote else nullcontext():
            return self._read(store, read, end)

    def _read(self, store: Store, read: Callable[[Store], T], end: float) -> T:
        with _place(self._quick, end):
            left = _left(end)
            moment = min(self._settings.moment, left)
            try:
                return _within(store, read, moment)
            except QueryTimeout:
                if moment == left:
                    raise
        with _place(self._slow, end):
            return _within(store, read, _left(end))

    def close(self) -> None:
        """Take no more requests."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class _Turn:
    """Who computes: one thread at a time, and those that have waited long enough."""

    def __init__(self) -> None:
        self._free = threading.Lock()
        self._mine = threading.local()

    def compute(self, request: Callable[[], T]) -> T:
        """Run a request when it is its turn."""
        self._take()
        try:
            return request()
        finally:
            self._give()

    @contextmanager
    def given_up(self) -> Iterator[None]:
        """Let others compute while the calling thread waits for something."""
        had = self._give()
        try:
            yield
        finally:
            if had:
                self._take()

    def _take(self) -> None:
        self._mine.is_held = self._free.acquire(timeout=PATIENCE)

    def _give(self) -> bool:
        held, self._mine.is_held = getattr(self._mine, "is_held", False), False
        if held:
            self._free.release()
        return held


def busy() -> GraphQLError:
    """What a client is told that could not be served in time for others."""
    return coded("the server is busy; try again in a while", "UNAVAILABLE")


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise QueryTimeout("the request took too long; ask for less")
    return left


@contextmanager
def _place(lane: threading.BoundedSemaphore, end: float) -> Iterator[None]:
    if not lane.acquire(timeout=_left(end)):
        raise busy()
    try:
        yield
    finally:
        lane.release()


def _within(store: Store, read: Callable[[Store], T], seconds: float) -> T:
    store.deadline(seconds)
    try:
        return read(store)
    finally:
        store.deadline(None)
