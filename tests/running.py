"""Starting the program as a user does, and reading all that a store holds."""

import io
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from neo4j import GraphDatabase

from kg.rdf import export
from kg.store.base import Store
from tests.neo4j_server.server import Server

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "examples" / "articles"
SHARED = ROOT.parent / "shared"


def quads(store: Store) -> str:
    """The whole graph as sorted N-Quads."""
    out = io.StringIO()
    export(store, "nq", out)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Neo4j:
    """A Neo4j to test with; ``server`` is None for one that somebody else started."""

    url: str
    password: str
    server: Server | None

    @property
    def http_port(self) -> int:
        """Where Neo4j Browser is."""
        assert self.server is not None, "the Browser's port is known only of a server of our own"
        return self.server.http_port

    def empty(self) -> None:
        """Take everything out of it; constraints and indexes stay."""
        driver = GraphDatabase.driver(self.url, auth=("neo4j", self.password))
        with driver, driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()

    def fill(self) -> None:
        """Put the sample articles, and nothing else, into it."""
        self.empty()
        done = run_kg("build", str(ARTICLES), "--store", self.url)
        assert done.returncode == 0, done.stderr


def run_kg(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """`kg` in a process of its own."""
    command = [sys.executable, "-m", "kg", *words]
    return subprocess.run(command, cwd=cwd or ROOT, capture_output=True, text=True, timeout=300, check=False)


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(store: str, *options: str) -> Iterator[str]:
    """`kg serve` over a store; gives its address and stops it at the end."""
    port = free_port()
    command = [sys.executable, "-m", "kg", "serve", "--store", store, "--port", str(port), "--quiet", *options]
    process = subprocess.Popen(command, cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return when the server answers; fail when it ends or a minute has passed."""
    for _ in range(600):
        assert process.poll() is None, "the server ended"
        try:
            if httpx.get(f"{address}/readyz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"no answer from {address}")


def flat(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())
