"""How many requests and reads run at a time, so that dear ones leave room for cheap ones.

A read first runs among the quick ones, for a moment; one that does not end in it starts anew among the few slow ones.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from graphql import GraphQLError

from api.errors import coded
from api.settings import Settings
from kg.errors import QueryTimeout
from kg.store.base import Store

T = TypeVar("T")


class Lanes:
    """Admits requests, each into a thread of its own, and the reads that they make."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._quick = threading.BoundedSemaphore(settings.quick_reads)
        self._slow = threading.BoundedSemaphore(settings.slow_reads)
        self._requests = threading.BoundedSemaphore(settings.requests)
        self._threads = ThreadPoolExecutor(settings.requests, thread_name_prefix="request")

    def start(self, request: Callable[[], T]) -> Future[T]:
        """Begin a request in a thread. Raises a GraphQLError at once if there are too many."""
        if not self._requests.acquire(blocking=False):
            raise busy()
        try:
            future = self._threads.submit(request)
        except RuntimeError as exc:  # the pool was shut down
            self._requests.release()
            raise busy() from exc
        future.add_done_callback(lambda _: self._requests.release())
        return future

    def read(self, store: Store, read: Callable[[Store], T], end: float) -> T:
        """Read the store until ``end`` (of `time.monotonic`). Raises QueryTimeout, or a GraphQLError if busy."""
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
