"""Which reports of a meeting become one, in whatever order they come."""

import json
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest

from kg.identity import article_iri
from kg.model import ArticleFacts, Fact, Membership
from kg.resolve import resolve
from kg.store import open_store
from kg.store.base import Batch, Store
from ontology.namespaces import NS
from tests.store.made import iri, made

REPORTS = {
    1: ("2023", "2023-09-13", "held"),
    2: ("2023", "2023-09", "held"),
    3: ("2019", "2019-04-25", "past"),
    4: ("", None, "held"),
    5: ("2023", "2023-12-31", "held"),
}
"""Year of the block, date and status of a report, by number of its article."""


def report(number: int) -> ArticleFacts:
    year, date, status = REPORTS[number]
    meeting = iri("meeting", f"m{number}")
    details = {"date": date, "kind": "summit", "participants": ["kim", "putin"], "published": None, "status": status}
    block = Membership(meeting, f"meeting|KP|RU|{year}", json.dumps(details, sort_keys=True))
    return made(number, Fact(meeting, "type", NS + "Meeting"), blocks=(block,))


def write(store: Store, add: tuple[ArticleFacts, ...], remove: tuple[str, ...] = ()) -> None:
    store.write(Batch(add, remove, resolve(store, add, remove)))


def clusters(store: Store) -> dict[str, str]:
    found = store.canonical([iri("meeting", f"m{number}") for number in REPORTS])
    return {one.rpartition("/")[2]: main.rpartition("/")[2] for one, main in found.items()}


ONE_SUMMIT = {"m1": "m1", "m2": "m1", "m3": "m3", "m4": "m1", "m5": "m5"}


@pytest.mark.parametrize("order", list(permutations(REPORTS))[::7])
def test_resolve_does_not_mind_the_order(order: tuple[int, ...], tmp_path: Path) -> None:
    with closing(open_store(f"sqlite:{tmp_path / 'kg.db'}")) as store:
        for number in order:
            write(store, (report(number),))
        assert clusters(store) == ONE_SUMMIT


@pytest.mark.parametrize("gone", sorted(REPORTS))
def test_resolve_forgets_what_is_removed(gone: int, tmp_path: Path) -> None:
    with closing(open_store(f"sqlite:{tmp_path / 'kg.db'}")) as store, closing(open_store("sqlite::memory:")) as other:
        write(store, tuple(report(number) for number in REPORTS))
        write(store, (), (article_iri(f"a{gone}"),))
        write(other, tuple(report(number) for number in REPORTS if number != gone))
        assert clusters(store) == clusters(other)
        assert sorted(store.links(), key=repr) == sorted(other.links(), key=repr)
