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
    keys = sorted(store.blocks_of(sorted(leaving)) | set(arriving))
    members = store.block_members(keys)
    return {
        key: links_of_block(key, [*(m for m in members[key] if m[1] not in leaving), *arriving.get(key, ())])
        for key in keys
    }


def links_of_block(key: str, members: Sequence[Member]) -> tuple[Link, ...]:
    """Links that join what is one encounter, each pointing to the smallest IRI of its cluster.

    A pure function of the set of members: their order makes no difference.
    """
    ordered = sorted(members, key=lambda member: (member[0].iri, member[1]))
    clusters = encounters_that_are_one([_encounter(*member) for member in ordered])
    return tuple(
        Link(iri, cluster[0], "same", SCORE, METHOD, BY, key)
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
