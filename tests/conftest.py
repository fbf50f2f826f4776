"""The sample graph and a running server, made once for each worker."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg.store import open_store
from kg.store.base import Store
from tests.running import ARTICLES, SHARED, run_kg, serving


@pytest.fixture(scope="session")
def sample_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """URL of a store with the sample articles; nobody writes to it."""
    url = f"sqlite:{tmp_path_factory.mktemp('sample') / 'kg.db'}"
    done = run_kg("build", str(ARTICLES), "--store", url)
    assert done.returncode == 0, done.stderr
    return url


@pytest.fixture(scope="session")
def sample_store(sample_url: str) -> Iterator[Store]:
    """The sample graph, open for reading."""
    with closing(open_store(sample_url, readonly=True)) as store:
        yield store


@pytest.fixture(scope="session")
def server(sample_url: str) -> Iterator[str]:
    """Address of `kg serve` over the sample graph."""
    with serving(sample_url) as address:
        yield address


@pytest.fixture(scope="session")
def shared() -> Path:
    """Articles and annotations that are not part of the project."""
    if not SHARED.is_dir():
        pytest.skip("needs the annotated articles of ../shared, which are not part of the project")
    return SHARED
