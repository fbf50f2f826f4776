"""What a page on an entity shows, read from the store in a few calls."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.display import SINGLE, best_name, prevailing
from kg.model import Known, Sighting
from kg.store.base import Match, Order, Query, Store, StoredArticle
from ontology.namespaces import DATA, NS

MOST = 50
"""Articles, and entries of one list, on a page."""

Facts = tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """Entities that point to the one shown: ``total`` of class ``kind``, the first of them in ``iris``."""

    heading: str
    kind: str
    total: int
    iris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """An entity with all that its page names. ``around`` holds the facts of every entity that is linked to."""

    iri: str
    facts: Facts
    sightings: tuple[Sighting, ...] = ()
    articles: Mapping[str, StoredArticle] = field(default_factory=dict)
    lists: tuple[Listed, ...] = ()
    around: Mapping[str, Facts] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The name of its class."""
        return next((o.removeprefix(NS) for o in objects(self.facts, "type")), "Thing")

    @property
    def support(self) -> int:
        """How many articles tell of it."""
        return max((known.articles for known in self.facts if known.fact.predicate == "type"), default=0)

    def name(self, iri: str) -> str:
        """The name of the entity or of one that it is linked to; the end of the IRI if there is none."""
        facts = self.facts if iri == self.iri else self.around.get(iri, ())
        return best_name(facts, "en") or iri.rpartition("/")[2]


# class -> (heading, class of what is listed, predicate that points here)
LISTS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "Article": (("Statements in this article", "Statement", "article"),),
    "Group": (("Statements", "Statement", "speaker"),),
    "Meeting": (("Statements about it", "Statement", "about"),),
    "Organization": (("Statements", "Statement", "speaker"), ("Statements about it", "Statement", "about")),
    "Outlet": (("Articles", "Article", "publisher"),),
    "Person": (("Statements", "Statement", "speaker"), ("Statements about this person", "Statement", "about")),
    "Place": (("Meetings here", "Meeting", "place"),),
    "Position": (("Held by", "Person", "position"),),
    "State": (
        ("Statements for it", "Statement", "speakerState"),
        ("Statements about it", "Statement", "about"),
    ),
    "Weapon": (("Statements about it", "Statement", "about"),),
}
NEWEST_FIRST = {"Statement": Order("date", descending=True), "Article": Order("published", descending=True)}


def objects(facts: Facts, predicate: str) -> list[str]:
    """Objects of a predicate, each once, best supported first."""
    return list(dict.fromkeys(known.fact.object for known in facts if known.fact.predicate == predicate))


def value(facts: Facts, predicate: str) -> str | None:
    """The object of a predicate that counts most."""
    if predicate in SINGLE:
        return prevailing(predicate, (known for known in facts if known.fact.predicate == predicate))
    return next(iter(objects(facts, predicate)), None)


def read_view(store: Store, iri: str) -> View | None:
    """The view of an entity by its canonical IRI; None if the store has no facts of it."""
    facts = store.facts([iri]).get(iri)
    if not facts:
        return None
    bare = View(iri, facts)
    if bare.kind in ("Article", "Outlet"):
        # an article is shown as a whole, an outlet through its articles
        sightings: tuple[Sighting, ...] = ()
        articles = store.articles([iri])
    else:
        sightings = store.sightings([iri], limit=MOST).get(iri, ())
        articles = store.articles([sighting.article for sighting in sightings])
    lists = tuple(_listed(store, iri, *entry) for entry in LISTS.get(bare.kind, ()))
    linked = [known.fact.object for known in facts if known.fact.object.startswith(DATA)]
    wanted = {*linked[: 4 * MOST], *articles, *(one for entry in lists for one in entry.iris)}
    return View(iri, facts, sightings, articles, lists, store.facts(sorted(wanted)))


def _listed(store: Store, iri: str, heading: str, kind: str, predicate: str) -> Listed:
    query = Query(kind, Match((predicate,), "eq", (iri,)), NEWEST_FIRST.get(kind, Order()), limit=MOST)
    found = store.find(query)
    total = store.count(query) if found.has_next else len(found.rows)
    return Listed(heading, kind, total, tuple(row.iri for row in found.rows))
