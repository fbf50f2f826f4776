"""What one request carries: the store behind loaders that ask it for many keys at once."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Generic, Literal, Protocol, TypeVar

from strawberry.dataloader import DataLoader

from api.facts import Facts
from api.lanes import Lanes
from api.settings import Settings
from kg.errors import StoreUnavailable
from kg.model import Sighting
from kg.store.base import Page, Query, Store, StoredArticle, Wanted

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
K_in = TypeVar("K_in", contravariant=True)

Load = Callable[[Sequence[K]], list[V]]
"""Gives the values of many keys, in order."""


class Loader(Protocol[K_in, V]):
    """Gathers keys that are asked for at about the same time, and loads them at once."""

    def load(self, key: K_in) -> Awaitable[V]:
        """The value of a key."""

    def load_many(self, keys: Sequence[K_in]) -> Awaitable[list[V]]:
        """The values of several keys, in order."""

    def prime(self, key: K_in, value: V) -> None:
        """Keep a value that is known already, unless there is one."""


class Loaders(Protocol):
    """Makes loaders of one kind."""

    def __call__(self, load: Load[K, V]) -> Loader[K, V]:
        """A loader that loads in this way."""


def data_loader(load: Load[K, V]) -> Loader[K, V]:
    """A loader for resolvers that run in asyncio, as graphql-core has them."""

    async def loaded(keys: list[K]) -> list[V]:
        return load(keys)

    return DataLoader(load_fn=loaded)


Kind = Literal["facts", "sightings", "publishers"]
"""What is looked up by IRI in one call."""


class Part(Generic[V]):
    """One kind of what a common loader looks up."""

    def __init__(self, loader: Loader[tuple[Kind, str], Any], kind: Kind) -> None:
        self._loader = loader
        self._kind = kind

    def load(self, iri: str) -> Awaitable[V]:
        """What is known of an IRI."""
        return self._loader.load((self._kind, iri))

    def load_many(self, iris: Sequence[str]) -> Awaitable[list[V]]:
        """What is known of several IRIs, in order."""
        return self._loader.load_many([(self._kind, iri) for iri in iris])


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
        self._looked_up = looked_up = loaders(self._look_up)
        self.facts: Part[Facts] = Part(looked_up, "facts")
        self.sightings: Part[tuple[Sighting, ...]] = Part(looked_up, "sightings")
        self.publishers: Part[str | None] = Part(looked_up, "publishers")
        self.articles: Loader[str, StoredArticle | None] = loaders(self._load_articles)
        self.counts: Loader[Query, int] = loaders(self._load_counts)

    async def ask(self, read: Callable[[Store], T]) -> T:
        """Read the store within what is left of the request's time."""
        return self._ask(read)

    async def facts_with_publisher(self, article: str) -> Facts:
        """Facts of an article; its publisher, which will be asked for next, is loaded with them."""
        facts: Facts = (await self._looked_up.load_many([("facts", article), ("publishers", article)]))[0]
        return facts

    def keep(self, page: Page) -> None:
        """Have what came along with a page at hand, so that it is not asked for again."""
        for iri, seen in (page.sightings or {}).items():
            self._looked_up.prime(("sightings", iri), seen)
        if page.linked:
            for iri, facts in page.linked.facts.items():
                self._looked_up.prime(("facts", iri), Facts(facts))
            for iri, name in page.linked.publishers.items():
                self._looked_up.prime(("publishers", iri), name)

    def _ask(self, read: Callable[[Store], T]) -> T:
        if self._broken:
            raise self._broken
        self.calls += 1
        return self._lanes.read(self.store, read, self._end)

    def _look_up(self, keys: Sequence[tuple[Kind, str]]) -> list[Any]:
        wanted: dict[Kind, list[str]] = {"facts": [], "sightings": [], "publishers": []}
        for kind, iri in keys:
            wanted[kind].append(iri)
        asked = Wanted(*map(tuple, wanted.values()))
        found = self._ask(lambda store: store.look_up(asked))
        values: dict[Kind, Callable[[str], Any]] = {
            "facts": lambda iri: Facts(found.facts.get(iri)),
            "sightings": lambda iri: found.sightings.get(iri, ()),
            "publishers": found.publishers.get,
        }
        return [values[kind](iri) for kind, iri in keys]

    def _load_articles(self, iris: Sequence[str]) -> list[StoredArticle | None]:
        found = self._ask(lambda store: store.articles(iris))
        return [found.get(iri) for iri in iris]

    def _load_counts(self, queries: Sequence[Query]) -> list[int]:
        return self._ask(lambda store: [store.count(query) for query in queries])
