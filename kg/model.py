"""The core types: text (articles, mentions), claim (facts, evidence), world (entities, links).

All frozen: a value that was checked stays checked. Offsets count Unicode code points of
``Article.text``; ``end`` is exclusive (as in NIF and Web Annotation). What comes by the hundred thousand is a
named tuple, for these are quickest to make, hash and compare.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

ZoneKind = Literal["title", "heading", "dateline", "byline", "caption", "body", "link", "credit"]
Polarity = Literal["affirmed", "denied"]
Certainty = Literal["certain", "alleged", "planned"]
Judgement = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of an article's text that plays one part on the page."""

    start: int
    end: int
    kind: ZoneKind


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as read: canonical text and what the page says of itself.

    ``id`` is minted from the URL where there is one, else from the content; ``revision`` from the
    content always, so an edited article keeps its id where it can and changes its revision.
    ``text`` is NFC with ``\\n`` line ends. ``file`` is the bare file name, never a path.
    ``published`` is an ISO 8601 date (may be partial). ``zones`` are sorted, do not overlap, and
    cover every non-blank character of ``text``.
    """

    id: str
    revision: str
    file: str
    text: str
    url: str | None = None
    title: str | None = None
    lang: str = "id"
    published: str | None = None
    publisher: str | None = None
    zones: tuple[Zone, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where something is named."""

    start: int
    end: int
    text: str


class Fact(NamedTuple):
    """A subject-predicate-object triple, with how firmly its source holds it.

    ``subject`` is an IRI. ``predicate`` is the local name of an ontology property ("speaker"; its
    IRI is ``ontology.property_iri(predicate)``), or "type" with a class name's IRI as object.
    ``datatype`` is None when ``object`` is an IRI, else the local name of an XSD datatype
    ("string", "boolean", "integer", "date", "gYearMonth", "gYear", "anyURI") or "langString",
    in which case ``lang`` is set.
    """

    subject: str
    predicate: str
    object: str
    datatype: str | None = None
    lang: str | None = None
    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"

    @property
    def asserted(self) -> bool:
        """True if the fact may be read as true of the world: neither denied, alleged nor planned."""
        return self.polarity == "affirmed" and self.certainty == "certain"


class Evidence(NamedTuple):
    """Why a fact is there: ``article.text[start:end] == quote``, found by ``extractor``.

    ``article`` is the article's IRI (``DATA + "article/" + Article.id``).
    """

    fact: Fact
    article: str
    start: int
    end: int
    quote: str
    extractor: str


class Known(NamedTuple):
    """A fact of the whole graph and how many articles support it; subject and object are canonical."""

    fact: Fact
    articles: int


class KnownFacts(tuple[Known, ...]):
    """The facts of one entity, best supported first within a predicate; never changed, so threads may share it."""

    by_predicate: dict[str, list[Known]]
    """The same by predicate, in the same order."""

    @classmethod
    def of(cls, facts: Iterable[Known]) -> "KnownFacts":
        """These facts, grouped once."""
        made = cls(facts)
        made.by_predicate = {}
        for known in made:
            made.by_predicate.setdefault(known.fact.predicate, []).append(known)
        return made


class Sighting(NamedTuple):
    """Where one article tells of an entity: the place that made it known, a statement's own words.

    ``article`` is the article's IRI, ``text`` its characters from ``start`` to ``end``; ``via`` are the
    sources in between that the article names (statements only).
    """

    article: str
    start: int
    end: int
    text: str
    extractor: str
    via: tuple[str, ...] = ()


class Link(NamedTuple):
    """A judgement that two IRIs name one thing (or do not); reversible.

    ``right`` is the IRI that stands for both. ``block`` is the key under which a machine compared
    or named them, empty for a person's judgement. ``score`` is 0 to 1.
    """

    left: str
    right: str
    judgement: Judgement
    score: float
    method: str
    by: str
    block: str = ""


class Membership(NamedTuple):
    """An entity's place in a block, the set in which it may meet its like from other articles.

    ``details`` holds what the comparison needs to know of it, as JSON with sorted keys.
    """

    iri: str
    key: str
    details: str = "{}"


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """All that one revision of an article gives to the graph.

    ``source`` is where it was read (URL, else absolute path): a later article from the same source
    replaces this one. ``links`` hold whatever else the store has and go with the article; ``blocks``
    are for what can only be told by comparison with other articles.
    """

    article: Article
    source: str
    evidence: tuple[Evidence, ...] = ()
    links: tuple[Link, ...] = ()
    blocks: tuple[Membership, ...] = ()
