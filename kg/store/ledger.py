"""What a batch changes, worked out once for every store.

A store keeps each article's facts as that article gave them (its *book*), and what follows from all books
together: which IRIs are one (aliases), how many articles support each fact once IRIs are canonical, and
where each entity was sighted. `changes` says how the second part moves when a batch changes the first; it
looks only at the articles that the batch touches, so a batch costs the same whatever the store's size.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kg.identity import article_iri
from kg.model import ArticleFacts, Fact, Link, Sighting
from kg.store.base import Batch

UNSEEN = "metadata"
"""Facts of this extractor say what the page is, not where something was read."""

Aliases = Mapping[str, str]
"""Canonical IRI of each IRI that stands for something under another name."""


class Books(Protocol):
    """What the ledger reads of a store."""

    def contributions_of(self, articles: Sequence[str]) -> dict[str, ArticleFacts]:
        """Books of these articles, by IRI; unknown ones are absent."""

    def links_at(self, iris: Sequence[str]) -> list[Link]:
        """Links that start or end at any of these IRIs."""

    def links_in(self, blocks: Sequence[str]) -> list[Link]:
        """Links of these blocks that no article brought itself."""

    def aliases_of(self, iris: Sequence[str]) -> dict[str, str]:
        """Canonical IRIs of those of these IRIs that are not canonical themselves."""

    def homes_of(self, iris: Sequence[str]) -> dict[str, set[str]]:
        """IRIs of the articles whose books may name each of these IRIs."""


@dataclass(slots=True)
class Changes:
    """How a store's derived part changes. Applying it is all that `Store.write` has to do.

    ``removed`` articles go with their links, memberships and sightings before ``added`` ones come.
    ``links_gone`` and ``links_new`` are all links that change, those of articles included. ``facts``
    counts articles gained or lost by canonical fact; ``sightings`` gives what each (canonical IRI,
    article) is from now on, None if it is gone.
    """

    removed: list[str] = field(default_factory=list)
    added: dict[str, ArticleFacts] = field(default_factory=dict)
    links_gone: list[Link] = field(default_factory=list)
    links_new: list[Link] = field(default_factory=list)
    aliases: dict[str, str | None] = field(default_factory=dict)
    facts: Counter[Fact] = field(default_factory=Counter)
    sightings: dict[tuple[str, str], Sighting | None] = field(default_factory=dict)


def changes(batch: Batch, books: Books) -> Changes:
    """Work out what a batch changes."""
    added = {article_iri(facts.article.id): facts for facts in batch.add}
    old = books.contributions_of(sorted({*batch.remove, *added}))
    result = Changes(removed=sorted(old), added=added)
    _links(batch, old, added, books, result)
    moved = _aliases(books, result)
    _derive(old, added, moved, books, result)
    return result


# --- links and aliases


def _links(
    batch: Batch, old: Mapping[str, ArticleFacts], added: Mapping[str, ArticleFacts], books: Books, result: Changes
) -> None:
    before = Counter(link for facts in old.values() for link in facts.links)
    before.update(books.links_in(sorted(batch.links)))
    after = Counter(link for facts in added.values() for link in facts.links)
    after.update(link for links in batch.links.values() for link in links)
    result.links_gone = _ordered((before - after).elements())
    result.links_new = _ordered((after - before).elements())


def _ordered(links: Iterable[Link]) -> list[Link]:
    return sorted(links, key=lambda x: (x.left, x.right, x.method, x.block))


def _aliases(books: Books, result: Changes) -> dict[str, tuple[str, str]]:
    """Old and new canonical IRI of every IRI whose cluster the changed links move."""
    touched = {iri for link in (*result.links_gone, *result.links_new) for iri in (link.left, link.right)}
    if not touched:
        return {}
    graph = _Links(books, result, touched)
    now: dict[str, str] = {}
    for iri in sorted(touched):
        if iri not in now and not graph.is_leaf(iri):
            cluster = graph.cluster(iri)
            now.update(dict.fromkeys(cluster, graph.representative(cluster)))
    leaves = sorted(touched - set(now))
    known = books.aliases_of(sorted({graph.end_of(leaf) for leaf in leaves} - set(now)))
    for leaf in leaves:
        end = graph.end_of(leaf)
        is_free = end == leaf and graph.is_looked_up(leaf)
        now[leaf] = leaf if is_free else now.get(end) or known.get(end, end)
    before = books.aliases_of(sorted(now))
    moved = {iri: (before.get(iri, iri), main) for iri, main in now.items() if before.get(iri, iri) != main}
    result.aliases = {iri: main if main != iri else None for iri, (_, main) in sorted(moved.items())}
    return moved


class _Links:
    """The links as they will be, seen from the IRIs that changed."""

    def __init__(self, books: Books, result: Changes, touched: set[str]) -> None:
        self._books = books
        self._gone = Counter(result.links_gone)
        self._new = result.links_new
        self._at: dict[str, list[Link]] = {}
        self._changed: dict[str, list[Link]] = {iri: [] for iri in touched}
        for link in (*result.links_gone, *result.links_new):
            self._changed[link.left].append(link)
            self._changed[link.right].append(link)
        # a name that many share has many links; as long as only leaves come and go they need no look
        self._look_up(sorted({link.left for links in self._changed.values() for link in links}))

    def _look_up(self, iris: Sequence[str]) -> None:
        wanted = set(iris) - set(self._at)
        for iri in wanted:
            self._at[iri] = []
        left = Counter(self._gone)
        for link in [*self._books.links_at(sorted(wanted)), *self._new]:
            if left[link] > 0:
                left[link] -= 1
                continue
            for end in {link.left, link.right} & wanted:
                self._at[end].append(link)

    def at(self, iri: str) -> list[Link]:
        """All links at an IRI."""
        if iri not in self._at:
            self._look_up([iri])
        return self._at[iri]

    def is_looked_up(self, iri: str) -> bool:
        """True if `at` knows all links of the IRI already."""
        return iri in self._at

    def is_leaf(self, iri: str) -> bool:
        """True if the IRI has no link left, or only one, by which it stands for another, or only leaves come or go."""
        if iri not in self._at:
            changed = self._changed[iri]
            return all(x.right == iri and x.judgement == "same" and len(self._at[x.left]) <= 1 for x in changed)
        links = self._at[iri]
        return not links or (len(links) == 1 and links[0].left == iri and links[0].judgement == "same")

    def end_of(self, leaf: str) -> str:
        """What a leaf stands for; itself if it has no link."""
        links = self._at.get(leaf)
        return links[0].right if links else leaf

    def cluster(self, start: str) -> set[str]:
        """All IRIs that "same" links join with this one; a "different" judgement cuts its own pair."""
        found, todo = {start}, [start]
        while todo:
            links = self.at(todo.pop())
            apart = {frozenset((x.left, x.right)) for x in links if x.judgement == "different"}
            joined = {
                end
                for x in links
                if x.judgement == "same" and frozenset((x.left, x.right)) not in apart
                for end in (x.left, x.right)
            }
            todo += sorted(joined - found)
            found |= joined
        return found

    def representative(self, cluster: set[str]) -> str:
        """The IRI that links point to and that points to none; the smallest of several."""

        def rank(iri: str) -> tuple[bool, bool, str]:
            same = [x for x in self.at(iri) if x.judgement == "same"]
            return (any(x.left == iri for x in same), not any(x.right == iri for x in same), iri)

        return min(cluster, key=rank) if len(cluster) > 1 else next(iter(cluster))


# --- canonical facts and sightings


def _derive(
    old: Mapping[str, ArticleFacts],
    added: Mapping[str, ArticleFacts],
    moved: Mapping[str, tuple[str, str]],
    books: Books,
    result: Changes,
) -> None:
    """Count what each touched article supported before and supports now."""
    homes = books.homes_of(sorted(iri for iri in moved if iri not in _named(added)))
    bystanders = sorted({home for found in homes.values() for home in found} - set(old) - set(added))
    kept = books.contributions_of(bystanders)
    was, becomes = {**old, **kept}, {**added, **kept}
    names = {iri for facts in (*was.values(), *becomes.values()) for iri in _iris(facts)}
    now = books.aliases_of(sorted(names - set(moved)))
    before = {**now, **{iri: main for iri, (main, _) in moved.items()}}
    after = {**now, **{iri: main for iri, (_, main) in moved.items()}}
    for facts in was.values():
        result.facts.subtract(canonical_facts(facts, before))
    for facts in becomes.values():
        result.facts.update(canonical_facts(facts, after))
    result.facts = Counter({fact: count for fact, count in result.facts.items() if count})
    for home, facts in becomes.items():
        told = sightings_of(facts, after)
        known = sightings_of(facts, before) if home in kept else {}
        for iri in {*told, *known}:
            if told.get(iri) != known.get(iri):
                result.sightings[iri, home] = told.get(iri)


def _named(added: Mapping[str, ArticleFacts]) -> set[str]:
    """Left ends of links that added articles bring: they are named in no other book."""
    return {link.left for facts in added.values() for link in facts.links}


def _iris(facts: ArticleFacts) -> Iterator[str]:
    for evidence in facts.evidence:
        yield evidence.fact.subject
        if evidence.fact.datatype is None:
            yield evidence.fact.object


def canonical_facts(facts: ArticleFacts, aliases: Aliases) -> set[Fact]:
    """The article's facts, each once, subjects and objects canonical."""
    return {_canonical(evidence.fact, aliases) for evidence in facts.evidence}


def _canonical(fact: Fact, aliases: Aliases) -> Fact:
    subject = aliases.get(fact.subject, fact.subject)
    object_ = aliases.get(fact.object, fact.object) if fact.datatype is None else fact.object
    if subject == fact.subject and object_ == fact.object:
        return fact
    return fact._replace(subject=subject, object=object_)


def sightings_of(facts: ArticleFacts, aliases: Aliases) -> dict[str, Sighting]:
    """Where the article tells of each entity, by canonical IRI: the first place in the text."""
    via: dict[str, list[str]] = {}
    for evidence in facts.evidence:
        if evidence.fact.predicate == "via":
            via.setdefault(evidence.fact.subject, []).append(evidence.fact.object)
    found: dict[str, Sighting] = {}
    for e in facts.evidence:
        if e.fact.predicate == "type" and e.extractor != UNSEEN:
            iri = aliases.get(e.fact.subject, e.fact.subject)
            first = found.get(iri)
            if first is None or (e.start, e.end) < (first.start, first.end):
                sources = tuple(dict.fromkeys(via.get(e.fact.subject, ())))
                found[iri] = Sighting(e.article, e.start, e.end, e.quote, e.extractor, sources)
    return found
