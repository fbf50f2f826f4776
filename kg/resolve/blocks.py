"""From touched blocks to links: gather the members, decide which are one, name the cluster."""

import json
from collections.abc import Iterable, Sequence

from kg.identity import article_iri
from kg.model import ArticleFacts, Link, Membership
from kg.resolve.meetings import Encounter, encounters_that_are_one
from kg.store.base import Store

BY = "jubir"
METHOD = "same participants, dates within their precision"
SCORE = 0.9

YEARS = range(1900, 2101)
"""Years that a block may be of."""

Member = tuple[Membership, str]
"""A membership and the IRI of the article that gives it."""


def resolve(store: Store, add: Sequence[ArticleFacts], remove: Iterable[str]) -> dict[str, tuple[Link, ...]]:
    """Links of every block that adding and removing these articles touches.

    ``remove`` are article IRIs that go or are replaced. Reads the store, changes nothing.
    """
    leaving = set(remove) | {article_iri(facts.article.id) for facts in add}
    arriving: dict[str, list[Member]] = {}
    for facts in add:
        for membership in facts.blocks:
            arriving.setdefault(membership.key, []).append((membership, article_iri(facts.article.id)))
    touched = store.blocks_of(sorted(leaving)) | set(arriving)
    timeless = {_base(key) for key in touched}
    known = store.block_members(sorted(touched | {f"{base}|" for base in timeless}))
    # a report of no year at all may belong to any: then all years of these participants are looked at together
    joint = {base for base in timeless if f"{base}|" in touched or known[f"{base}|"]}
    years = sorted({f"{base}|{year}" for base in joint for year in YEARS} - set(known))
    known.update(store.block_members(years) if years else {})
    members = {
        key: [*(m for m in found if m[1] not in leaving), *arriving.get(key, ())] for key, found in known.items()
    }
    links = {key: links_of_block(members[key]) for key in touched if _base(key) not in joint}
    for base in sorted(joint):
        keys = [key for key, found in members.items() if _base(key) == base and (found or key in touched)]
        together = links_of_block([member for key in keys for member in members[key]])
        links.update({key: tuple(link for link in together if link.block == key) for key in keys})
    return dict(sorted(links.items()))


def _base(key: str) -> str:
    """A block's key without the year."""
    return key.rpartition("|")[0]


def links_of_block(members: Sequence[Member]) -> tuple[Link, ...]:
    """Links that join what is one encounter, each pointing to the smallest IRI of its cluster.

    A pure function of the set of members: their order makes no difference.
    """
    ordered = sorted(members, key=lambda member: (member[0].iri, member[1]))
    keys = {membership.iri: membership.key for membership, _ in ordered}
    clusters = encounters_that_are_one([_encounter(*member) for member in ordered])
    return tuple(
        Link(iri, cluster[0], "same", SCORE, METHOD, BY, keys[iri])
        for cluster in sorted(sorted(c) for c in clusters)
        for iri in cluster[1:]
    )


def _encounter(membership: Membership, article: str) -> Encounter:
    details = json.loads(membership.details)
    return Encounter(
        iri=membership.iri,
        article=article,
        published=details.get("published"),
        kind=details.get("kind", "meeting"),
        status=details.get("status", "held"),
        date=details.get("date"),
        participants=frozenset(details.get("participants", ())),
    )
