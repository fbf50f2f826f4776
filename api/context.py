"""What one request carries: the store behind loaders that ask it for many keys at once."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from strawberry.dataloader import DataLoader

from api.settings import Settings
from kg.errors import QueryTimeout
from kg.model import Known, Sighting
from kg.store.base import Query, Store, StoredArticle

T = TypeVar("T")


class Context:
    """One request's view of the store. Only what is here talks to it; ``calls`` counts how often."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self.calls = 0
        self._end = time.monotonic() + settings.seconds
        self.facts: DataLoader[str, tuple[Known, ...]] = DataLoader(load_fn=self._load_facts)
        self.sightings: DataLoader[str, tuple[Sighting, ...]] = DataLoader(load_fn=self._load_sightings)
        self.articles: DataLoader[str, StoredArticle | None] = DataLoader(load_fn=self._load_articles)
        self.counts: DataLoader[Query, int] = DataLoader(load_fn=self._load_counts)

    async def ask(self, read: Callable[[Store], T]) -> T:
        """Run a read of the store in a thread, within what is left of the request's time."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise QueryTimeout("the request took too long; ask for less")
        self.calls += 1
        return await asyncio.to_thread(self._within, left, read)

    def _within(self, seconds: float, read: Callable[[Store], T]) -> T:
        self.store.deadline(seconds)
        try:
            return read(self.store)
        finally:
            self.store.deadline(None)

    async def _load_facts(self, iris: Sequence[str]) -> list[tuple[Known, ...]]:
        found = await self.ask(lambda store: store.facts(iris))
        return [found.get(iri, ()) for iri in iris]

    async def _load_sightings(self, iris: Sequence[str]) -> list[tuple[Sighting, ...]]:
        found = await self.ask(lambda store: store.sightings(iris))
        return [found.get(iri, ()) for iri in iris]

    async def _load_articles(self, iris: Sequence[str]) -> list[StoredArticle | None]:
        found = await self.ask(lambda store: store.articles(iris))
        return [found.get(iri) for iri in iris]

    async def _load_counts(self, queries: Sequence[Query]) -> list[int]:
        return await self.ask(lambda store: [store.count(query) for query in queries])
