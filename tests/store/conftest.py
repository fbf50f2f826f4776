"""An empty store of each kind."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.store import open_store
from kg.store.base import Store

Opener = Callable[[], Store]
KINDS = ["sqlite", pytest.param("neo4j", marks=pytest.mark.xdist_group("neo4j"))]


@pytest.fixture(params=KINDS)
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Opens one and the same store, empty at first, as often as it is called."""
    url = f"sqlite:{tmp_path / 'kg.db'}"
    if request.param == "neo4j":
        url = request.getfixturevalue("empty_neo4j").url
    return lambda: open_store(url)


@pytest.fixture
def store(opener: Opener) -> Iterator[Store]:
    """An empty store."""
    opened = opener()
    yield opened
    opened.close()


@pytest.fixture
def other(tmp_path: Path) -> Opener:
    """Opens a second store, empty at first; in SQLite, whatever the first one is."""
    return lambda: open_store(f"sqlite:{tmp_path / 'other.db'}")
