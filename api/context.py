"""What one request carries: the store behind loaders that ask it for many keys at once."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from strawberry.dataloader import DataLoader

from api.facts import Facts
from api.lanes import Lanes
from api.settings import Settings
from kg.errors import StoreUnavailable
from kg.model import Sighting
from kg.store.base import Query, Store, StoredArticle

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
K_in = TypeVar("K_in", contravariant=True)

Load = Callable[[Sequence[K]], list[V]]
"""Gives the values of many keys, in order."""


class Loader(Protocol[K_in, V]):
    """Gathers keys that are asked for at about the same time, and loads them at once."""

    async def load(self, key: K_in) -> V:
        """The value of a key."""

    async def load_many(self, keys: Sequence[K_in]) -> list[V]:
        """The values of several keys, in order."""


class Loaders(Protocol):
    """Makes loaders of one kind."""

    def __call__(self, load: Load[K, V]) -> Loader[K, V]:
        """A loader that loads in this way."""


def data_loader(load: Load[K, V]) -> Loader[K, V]:
    """A loader for resolvers that run in asyncio, as graphql-core has them."""

    async def loaded(keys: list[K]) -> list[V]:
        return load(keys)

    return DataLoader(load_fn=loaded)  # type: ignore[return-value]


class Context:
    """One request's view of the store. Only what is here talks to it; ``calls`` counts how often.

    A request has a thread to itself, so reads simply wait in it. ``broken`` is why the store is not to be asked.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        lanes: Lanes,
        end: float,
        loaders: Loaders = data_loader,
        broken: StoreUnavailable | None = None,
    ) -> None:
        self.store = store
        self.settings = settings
        self.calls = 0
        self._lanes = lanes
        self._end = end
        self._broken = broken
        self.facts: Loader[str, Facts] = loaders(self._load_facts)
        self.sightings: Loader[str, tuple[Sighting, ...]] = loaders(self._load_sightings)
        self.articles: Loader[str, StoredArticle | None] = loaders(self._load_articles)
        self.publishers: Loader[str, str | None] = loaders(self._load_publishers)
        self.counts: Loader[Query, int] = loaders(self._load_counts)

    async def ask(self, read: Callable[[Store], T]) -> T:
        """Read the store within what is left of the request's time."""
        return self._ask(read)

    def _ask(self, read: Callable[[Store], T]) -> T:
        if self._broken:
            raise self._broken
        self.calls += 1
        return self._lanes.read(self.store, read, self._end)

    def _load_facts(self, iris: Sequence[str]) -> list[Facts]:
        found = self._ask(lambda store: store.facts(iris))
        return [Facts(found.get(iri, ())) for iri in iris]

    def _load_sightings(self, iris: Sequence[str]) -> list[tuple[Sighting, ...]]:
        found = self._ask(lambda store: store.sightings(iris))
        return [found.get(iri, ()) for iri in iris]

    def _load_articles(self, iris: Sequence[str]) -> list[StoredArticle | None]:
        found = self._ask(lambda store: store.articles(iris))
        return [found.get(iri) for iri in iris]

    def _load_publishers(self, iris: Sequence[str]) -> list[str | None]:
        found = self._ask(lambda store: store.publishers(iris))
        return [found.get(iri) for iri in iris]

    def _load_counts(self, queries: Sequence[Query]) -> list[int]:
        return self._ask(lambda store: [store.count(query) for query in queries])
