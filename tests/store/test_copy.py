"""`kg copy` between stores of both kinds."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from kg.copying import copy
from kg.model import Link
from kg.store import open_store
from kg.store.base import Batch, Store
from tests.running import quads, run_kg
from tests.store.made import iri, made, person
from tests.store.test_store import everything


def test_copy_is_the_same_graph(sample_store: Store, store: Store) -> None:
    done = copy(sample_store, store, batch_size=5)
    assert done.articles == 13
    assert quads(store) == quads(sample_store)
    assert store.stats() == sample_store.stats()


def test_copy_can_be_run_again(sample_store: Store, store: Store) -> None:
    copy(sample_store, store, batch_size=5)
    before = everything(store)
    copy(sample_store, store, batch_size=3)
    assert everything(store) == before


def test_copy_keeps_what_is_there_and_takes_judgements_along(store: Store, other: Callable[[], Store]) -> None:
    judged = Link(iri("person", "bob"), iri("person", "ann"), "same", 1.0, "hand", "tester")
    with closing(other()) as source:
        source.write(Batch((made(1, *person("ann", "Ann"), *person("bob", "Bob")),), links={"": (judged,)}))
        store.write(Batch((made(2, *person("cy", "Cy")),)))
        copy(source, store)
    assert store.canonical([iri("person", name) for name in ("ann", "bob", "cy")]) == {
        iri("person", "ann"): iri("person", "ann"),
        iri("person", "bob"): iri("person", "ann"),
        iri("person", "cy"): iri("person", "cy"),
    }


def test_copy_on_the_command_line_goes_both_ways(sample_url: str, empty_neo4j: object, tmp_path: Path) -> None:
    url = empty_neo4j.url  # type: ignore[attr-defined]
    there = run_kg("copy", sample_url, url)
    assert there.returncode == 0, there.stderr
    back = f"sqlite:{tmp_path / 'back.db'}"
    assert run_kg("copy", url, back).returncode == 0
    with closing(open_store(sample_url, readonly=True)) as one, closing(open_store(back, readonly=True)) as two:
        assert everything(one) == everything(two)


def test_copy_onto_itself_is_refused(sample_url: str) -> None:
    done = run_kg("copy", sample_url, sample_url)
    assert done.returncode == 1
    assert "onto itself" in done.stderr
