"""From touched blocks to links: gather the candidates, decide, name the cluster."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.identity import article_iri
from kg.model import ArticleFacts, Evidence, Link
from kg.resolve.meetings import Encounter, encounters_that_are_one
from kg.store.base import Store
from kg.text import folded
from ontology.gazetteer import people as people_by_key
from ontology.namespaces import DATA

BY = "jubir"
PERSON = DATA + "person/"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity of a block as one article tells it; ``values`` are its literals and IRIs by predicate."""

    iri: str
    article: str
    published: str | None
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def resolve(store: Store, add: Sequence[ArticleFacts], remove: Iterable[str]) -> dict[str, tuple[Link, ...]]:
    """Links of every block that adding and removing these articles touches.

    ``remove`` are article IRIs that go or are replaced. Reads the store, changes nothing.
    """
    arriving = {article_iri(facts.article.id) for facts in add}
    leaving = set(remove) | arriving
    keys = store.blocks_of(sorted(leaving)) | {key for facts in add for _, key in facts.blocks}
    members = store.block_members(sorted(keys))
    staying = {key: [(iri, home) for iri, home in found if home not in leaving] for key, found in members.items()}
    known = _known_candidates(store, staying)
    fresh = _fresh_candidates(add)
    return {
        key: links_of_block(key, [*(known[pair] for pair in staying[key]), *fresh.get(key, ())]) for key in sorted(keys)
    }


def _known_candidates(
    store: Store, staying: Mapping[str, Sequence[tuple[str, str]]]
) -> dict[tuple[str, str], Candidate]:
    """Candidates that the store holds, by (entity IRI, article IRI)."""
    crowded = [pairs for pairs in staying.values() if pairs]
    pairs = sorted({pair for found in crowded for pair in found})
    facts = store.raw_facts([iri for iri, _ in pairs])
    people = {e.fact.object for rows in facts.values() for e in rows if e.fact.predicate == "participant"}
    facts.update(store.raw_facts(sorted(iri for iri in people if not _is_known(iri) and iri not in facts)))
    homes = store.articles(sorted({home for _, home in pairs}))
    published = {iri: found.article.published for iri, found in homes.items()}
    return {(iri, home): _candidate(iri, home, published.get(home), facts) for iri, home in pairs}


def _fresh_candidates(add: Sequence[ArticleFacts]) -> dict[str, list[Candidate]]:
    """Candidates of the articles that are being added, by block."""
    found: dict[str, list[Candidate]] = {}
    for article in add:
        facts: dict[str, tuple[Evidence, ...]] = {}
        for evidence in article.evidence:
            facts[evidence.fact.subject] = (*facts.get(evidence.fact.subject, ()), evidence)
        home = article_iri(article.article.id)
        for iri, key in article.blocks:
            found.setdefault(key, []).append(_candidate(iri, home, article.article.published, facts))
    return found


def _candidate(iri: str, article: str, published: str | None, facts: Mapping[str, tuple[Evidence, ...]]) -> Candidate:
    values: dict[str, tuple[str, ...]] = {}
    for evidence in facts.get(iri, ()):
        if evidence.article == article:
            fact = evidence.fact
            values[fact.predicate] = (*values.get(fact.predicate, ()), fact.object)
    people = values.get("participant", ())
    values["participant"] = tuple(sorted({_person_key(person, facts) for person in people}))
    return Candidate(iri, article, published, values)


def _person_key(iri: str, facts: Mapping[str, tuple[Evidence, ...]]) -> str:
    """What two articles would both call a participant: the gazetteer's IRI, else the name."""
    if _is_known(iri):
        return iri
    names = [e.fact.object for e in facts.get(iri, ()) if e.fact.predicate == "name"]
    return folded(min(names)) if names else iri.removeprefix(DATA)


def _is_known(iri: str) -> bool:
    return iri.removeprefix(PERSON) in people_by_key()


def links_of_block(key: str, candidates: Sequence[Candidate]) -> tuple[Link, ...]:
    """Links that join what is one in a block, each pointing to the smallest IRI of its cluster."""
    ordered = sorted(candidates, key=lambda c: (c.iri, c.article))
    if key.startswith("meeting|"):
        clusters = encounters_that_are_one([_encounter(c) for c in ordered])
        method, score = "same participants, dates within their precision", 0.9
    else:
        clusters = [sorted({c.iri for c in ordered})]
        method, score = f"same {key.partition('|')[0]} name and state", 0.9
        if key.startswith("statement|"):
            method, score = "same words of the same speaker", 0.95
    return tuple(
        Link(iri, cluster[0], "same", score, method, BY, key)
        for cluster in sorted(sorted(c) for c in clusters)
        for iri in cluster[1:]
    )


def _encounter(candidate: Candidate) -> Encounter:
    values = candidate.values
    return Encounter(
        iri=candidate.iri,
        article=candidate.article,
        published=candidate.published,
        kind=min(values.get("kind", ("meeting",))),
        status=min(values.get("status", ("held",))),
        date=min(values.get("date", ()), default=None),
        participants=frozenset(values.get("participant", ())),
    )
