"""The sample graph and a running server, made once for each worker."""

import os
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg.store import open_store
from kg.store.base import Store
from tests.neo4j_server.server import Server, fetch_jars, missing_tools
from tests.running import ARTICLES, ROOT, SHARED, Neo4j, run_kg, serving
from tests.running import free_port as free

# a shell that starts the suite in the background has it deaf to Ctrl-C, and with it all programs that it starts
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests on the Neo4j server go to one worker: they empty and fill the same database."""
    for item in items:
        if "neo4j_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("neo4j"))


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


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4j]:
    """A Neo4j of our own on loopback, or the one that KG_TEST_NEO4J names; tests empty it.

    Skips only where Java or Maven are not there; where they are, a server that does not start is a failure.
    """
    if url := os.environ.get("KG_TEST_NEO4J"):
        yield Neo4j(url, os.environ["NEO4J_PASSWORD"], None)
        return
    if lacking := missing_tools():
        pytest.skip(f"needs {' and '.join(lacking)} to run a Neo4j server")
    server = Server(
        home=tmp_path_factory.mktemp("neo4j"),
        lib=fetch_jars(ROOT / ".neo4j" / "lib"),
        password="only-for-tests",
        bolt_port=free(),
        http_port=free(),
    )
    server.configure()
    server.start()
    before = os.environ.get("NEO4J_PASSWORD")
    os.environ["NEO4J_PASSWORD"] = server.password
    try:
        yield Neo4j(server.bolt_url, server.password, server)
    finally:
        server.stop()
        os.environ.pop("NEO4J_PASSWORD")
        if before is not None:
            os.environ["NEO4J_PASSWORD"] = before


@pytest.fixture
def empty_neo4j(neo4j_server: Neo4j) -> Neo4j:
    """The server with nothing in it."""
    neo4j_server.empty()
    return neo4j_server


@pytest.fixture
def neo4j_samples(neo4j_server: Neo4j) -> str:
    """URL of a store in Neo4j with the sample articles."""
    neo4j_server.fill()
    return neo4j_server.url
