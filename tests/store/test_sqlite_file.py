"""What happens to a SQLite store's file while it is read."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import StoreUnavailable
from kg.store import open_store
from kg.store.base import And, Batch, Match, Not, Or, Query, Store
from tests.store.made import made, person


def written(path: Path, *names: str) -> Path:
    """A store file with these persons."""
    with closing(open_store(f"sqlite:{path}")) as store:
        store.write(Batch(add=tuple(made(n, *person(name, name)) for n, name in enumerate(names))))
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "kept here #1?"
    folder.mkdir()
    return written(folder / "kg.db", "ann")


@pytest.fixture
def reader(path: Path) -> Iterator[Store]:
    with closing(open_store(f"sqlite:{path}", readonly=True)) as store:
        assert store.stats()["Person"] == 1
        yield store


def test_sqlite_reader_never_makes_a_file(path: Path, reader: Store) -> None:
    path.unlink()
    for _ in range(2):
        reader.deadline(5)
        with pytest.raises(StoreUnavailable, match="gone"):
            reader.stats()
        reader.deadline(None)
    assert not path.exists()


def test_sqlite_reader_leaves_nothing_beside_the_file(path: Path) -> None:
    with closing(open_store(f"sqlite:{path}", readonly=True)) as store:
        assert store.stats()["Person"] == 1
        with pytest.raises(StoreUnavailable):
            store.write(Batch(add=(made(9, *person("eve", "Eve")),)))
    assert [file.name for file in path.parent.iterdir()] == ["kg.db"]


def test_sqlite_reader_says_that_the_folder_was_moved(path: Path, reader: Store) -> None:
    away = path.parent.with_name("away")
    path.parent.rename(away)
    with pytest.raises(StoreUnavailable, match="gone"):
        reader.find(Query("Person"))
    away.rename(path.parent)
    assert reader.stats()["Person"] == 1


def test_sqlite_reader_reads_the_file_that_took_the_place(path: Path, reader: Store) -> None:
    written(path.with_name("new.db"), "bob", "cy").replace(path)
    counts: list[int] = [reader.stats()["Person"]]
    threads = [threading.Thread(target=lambda: counts.append(reader.stats()["Person"])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [2] * 5


def test_sqlite_reader_survives_a_file_cut_short(path: Path, reader: Store) -> None:
    whole = path.read_bytes()
    with path.open("r+b") as file:
        file.truncate(4096)
    with pytest.raises(StoreUnavailable):
        reader.facts(["https://w3id.org/jubir/id/person/ann"])
        reader.find(Query("Person", Match(("name",), "contains", ("ann",))))
    path.with_name("whole.db").write_bytes(whole)
    path.with_name("whole.db").replace(path)
    assert reader.stats()["Person"] == 1


def test_sqlite_reader_refuses_what_is_no_store(path: Path, reader: Store) -> None:
    path.with_name("note.txt").write_text("not a store " * 500)
    path.with_name("note.txt").replace(path)
    with pytest.raises(StoreUnavailable):
        reader.stats()


def test_sqlite_close_ends_what_is_being_read(tmp_path: Path) -> None:
    path = written(tmp_path / "kg.db", *(f"p{n}" for n in range(300)))
    reader = open_store(f"sqlite:{path}", readonly=True)
    never = And(tuple(Not(Match(("name",), "contains", (f"no{n}",))) for n in range(150)))
    started, errors = threading.Event(), []

    def read() -> None:
        reader.deadline(60)
        try:
            while True:
                started.set()
                reader.find(Query("Person", Or((never, never))))
        except StoreUnavailable as exc:
            errors.append(exc)

    thread = threading.Thread(target=read)
    thread.start()
    started.wait()
    reader.close()
    thread.join(timeout=30)
    assert [str(error) for error in errors] == ["the store is closed"]
