"""An empty store of each kind."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.store import open_store
from kg.store.base import Store

Opener = Callable[[], Store]


@pytest.fixture
def opener(tmp_path: Path) -> Opener:
    """Opens one and the same store, empty at first, as often as it is called."""
    url = f"sqlite:{tmp_path / 'kg.db'}"
    return lambda: open_store(url)


@pytest.fixture
def store(opener: Opener) -> Iterator[Store]:
    """An empty store."""
    opened = opener()
    yield opened
    opened.close()


@pytest.fixture
def other(tmp_path: Path) -> Opener:
    """Opens a second store of the same kind, empty at first."""
    return lambda: open_store(f"sqlite:{tmp_path / 'other.db'}")
