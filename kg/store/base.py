"""What every store can do, in the words of the domain; no query language crosses this border.

A query is data (`Query`): a type, a condition over predicate paths, an order that ends in the id,
and a page by keyset. Each store translates it.

Reading after linking: all IRIs that `Link`s join are one *cluster*, named by its canonical IRI.
Every method that returns entities returns canonical IRIs and merges the facts of the cluster;
every method that takes IRIs accepts any member.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from kg.model import Article, ArticleFacts, KnownFacts, Link, Membership, Sighting

Operator = Literal["eq", "in", "contains", "starts_with", "not_before", "not_after", "text", "exists", "below"]


@dataclass(frozen=True, slots=True)
class Match:
    """A value reached over ``path`` (1 to 3 predicate names; () is the entity itself) fits.

    Operators: "eq"/"in" compare literals exactly (as stored), or IRIs by cluster; "contains" and
    "starts_with" ignore case and diacritics; "not_before"/"not_after" compare ISO dates, where a
    partial date stands for the whole period and fits if any day of it does; "text" is full text,
    all words, over the literal; "exists" needs no value; "below" takes concept IRIs and fits these
    and (given by the caller as values) their narrower ones, so it reads like "in".
    Only asserted values count, except on claims (statements), where all do.
    """

    path: tuple[str, ...]
    operator: Operator
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """At least one entity reached over ``path`` fulfils ``where`` (all of it, the same entity)."""

    path: tuple[str, ...]
    where: "Condition"


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; an empty And is always true."""

    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds; an empty Or is always false."""

    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


Condition = Match | Some | And | Or | Not


@dataclass(frozen=True, slots=True)
class Order:
    """Sort by the value of ``predicate`` that counts (`kg.display`; missing ones last), then by IRI.

    "name" sorts by the name that people see.
    """

    predicate: str | None = None
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in an ordered result: the sort value (None if missing) and IRI of the last row seen."""

    value: str | None
    iri: str


@dataclass(frozen=True, slots=True)
class Query:
    """Entities of a class that fulfil a condition, one page of them. ``type`` is a class name.

    ``is_counted`` asks for the number over all pages too, ``with_facts`` for the facts of the page's entities,
    ``with_sightings`` for where articles tell of them and ``with_linked`` for the facts of all that these predicates
    lead to from them ("article": their publishers too), where these can be had along the way.
    """

    type: str
    where: Condition = field(default_factory=And)
    order: Order = field(default_factory=Order)
    after: Cursor | None = None
    limit: int = 20
    is_counted: bool = False
    with_facts: bool = False
    with_sightings: bool = False
    with_linked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Canonical IRIs in order, each with the cursor that stands for it.

    ``total`` is over all pages; ``facts`` and ``sightings`` are as `Store.facts` and `Store.sightings` give them,
    ``linked`` as `Store.look_up` does; each is None if it was not found on the way.
    """

    rows: tuple[Cursor, ...] = ()
    has_next: bool = False
    total: int | None = None
    facts: Mapping[str, KnownFacts] | None = None
    sightings: Mapping[str, tuple[Sighting, ...]] | None = None
    linked: "Found | None" = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What one transaction changes. Applied wholly or not at all.

    ``remove`` are article IRIs whose facts go first (replaced revisions included by the caller).
    ``links`` gives, for every block key named, *all* links of that block from now on; links that an
    article brings itself (`ArticleFacts.links`) come and go with it.
    """

    add: tuple[ArticleFacts, ...] = ()
    remove: tuple[str, ...] = ()
    links: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the store holds it."""

    iri: str
    source: str
    article: Article


@dataclass(frozen=True, slots=True)
class Wanted:
    """IRIs of which something is to be known, by what."""

    facts: tuple[str, ...] = ()
    sightings: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What is known, by the IRI as it was given; unknown ones are absent."""

    facts: Mapping[str, KnownFacts] = field(default_factory=dict)
    sightings: Mapping[str, tuple[Sighting, ...]] = field(default_factory=dict)
    publishers: Mapping[str, str | None] = field(default_factory=dict)


class Store(Protocol):
    """A graph of sourced facts. One writer, many readers; safe to use from several threads."""

    url: str
    batch_size: int
    """Articles that a batch should hold: enough to be quick, few enough to lose little."""
    is_remote: bool
    """True if reading is mostly waiting for a server elsewhere."""

    def write(self, batch: Batch) -> None:
        """Apply a batch in one transaction. Raises StoreUnavailable if locked, full or gone."""

    def sources(self) -> dict[str, tuple[str, str]]:
        """Give every stored article's source as key, with (article IRI, revision)."""

    def blocks_of(self, articles: Sequence[str]) -> set[str]:
        """Block keys of all entities that these articles contribute."""

    def block_members(self, keys: Sequence[str]) -> dict[str, tuple[tuple[Membership, str], ...]]:
        """For each block key, its members, each with its article's IRI, sorted by both IRIs."""

    def facts(self, iris: Sequence[str]) -> dict[str, KnownFacts]:
        """Facts of the whole cluster of each IRI (the key as given), subjects and objects canonical.

        Each fact once, ordered by predicate, then best supported first, then by object; so the first of a
        predicate is the one that most articles give. An unknown IRI is absent from the result.
        """

    def sightings(self, iris: Sequence[str], *, limit: int | None = None) -> dict[str, tuple[Sighting, ...]]:
        """Where articles tell of the cluster of each IRI: one sighting an article, ordered by article IRI.

        At most ``limit`` an IRI, if given. An unknown IRI is absent from the result.
        """

    def canonical(self, iris: Sequence[str]) -> dict[str, str]:
        """The canonical IRI of each IRI that has facts, itself or through what it stands for."""

    def articles(self, iris: Sequence[str]) -> dict[str, StoredArticle]:
        """Articles by IRI; unknown ones are absent."""

    def look_up(self, wanted: Wanted) -> Found:
        """Several kinds of things at once: `facts`, `sightings`, and publishers of articles as these name them."""

    def find_articles(self, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Article IRIs by id, IRI, URL, source or file name, as a user may give them."""

    def find(self, query: Query) -> Page:
        """One page of a query. Raises QueryTimeout past the deadline."""

    def count(self, query: Query) -> int:
        """How many entities fulfil the query's condition, over all pages."""

    def search(self, text: str, *, types: Sequence[str], after: Cursor | None, limit: int) -> Page:
        """Entities by name or alias in any language: exact first, then full text, then by IRI."""

    def count_search(self, text: str, *, types: Sequence[str]) -> int:
        """How many entities `search` finds, over all pages."""

    def stored_articles(self) -> Iterator[StoredArticle]:
        """Every article, ordered by IRI. Bounded memory."""

    def contributions(self) -> Iterator[ArticleFacts]:
        """All that each article gave, as it was written, ordered by article IRI. Bounded memory."""

    def links(self) -> Iterator[Link]:
        """Every link, ordered by left, right, method and block."""

    def stats(self) -> dict[str, int]:
        """Counts: one entry per class name (clusters), plus "Fact" (each once), "Evidence", "Link"."""

    def about(self) -> dict[str, str]:
        """What the store says of itself: "store" (its URL), "version", "written" (UTC time or "never")."""

    def deadline(self, seconds: float | None) -> None:
        """Limit every following read of the calling thread; None takes the limit off."""

    def close(self) -> None:
        """Release the store; further calls raise StoreError."""
