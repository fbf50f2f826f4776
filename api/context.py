"""What one request carries: the store behind loaders that ask it for many keys at once."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from strawberry.dataloader import DataLoader

from api.facts import Facts
from api.lanes import Lanes
from api.settings import Settings
from kg.errors import QueryTimeout
from kg.model import Sighting
from kg.store.base import Query, Store, StoredArticle

T = TypeVar("T")


class Context:
    """One request's view of the store. Only what is here talks to it; ``calls`` counts how often.

    A request has a thread to itself, so reads simply wait in it.
    """

    def __init__(self, store: Store, settings: Settings, lanes: Lanes, end: float) -> None:
        self.store = store
        self.settings = settings
        self.calls = 0
        self._lanes = lanes
        self._end = end
        self._facts: DataLoader[str, Facts] = DataLoader(load_fn=self._load_facts)
        self.sightings: DataLoader[str, tuple[Sighting, ...]] = DataLoader(load_fn=self._load_sightings)
        self.articles: DataLoader[str, StoredArticle | None] = DataLoader(load_fn=self._load_articles)
        self.counts: DataLoader[Query, int] = DataLoader(load_fn=self._load_counts)

    async def ask(self, read: Callable[[Store], T]) -> T:
        """Read the store within what is left of the request's time."""
        self.calls += 1
        return self._lanes.read(self.store, read, self._end)

    async def facts(self, iri: str) -> Facts:
        """Facts of the cluster of an IRI. Raises QueryTimeout when the request's time is over."""
        if time.monotonic() > self._end:
            raise QueryTimeout("the request took too long; ask for less")
        return await self._facts.load(iri)

    async def _load_facts(self, iris: Sequence[str]) -> list[Facts]:
        found = await self.ask(lambda store: store.facts(iris))
        made = {iri: Facts(facts) for iri, facts in found.items()}
        return [made[iri] if iri in made else Facts() for iri in iris]

    async def _load_sightings(self, iris: Sequence[str]) -> list[tuple[Sighting, ...]]:
        found = await self.ask(lambda store: store.sightings(iris))
        return [found.get(iri, ()) for iri in iris]

    async def _load_articles(self, iris: Sequence[str]) -> list[StoredArticle | None]:
        found = await self.ask(lambda store: store.articles(iris))
        return [found.get(iri) for iri in iris]

    async def _load_counts(self, queries: Sequence[Query]) -> list[int]:
        return await self.ask(lambda store: [store.count(query) for query in queries])
