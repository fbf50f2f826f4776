"""The Neo4j that the benchmarks use: a server of its own under .bench/, emptied between runs."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from neo4j import Driver, GraphDatabase

from tests.neo4j_server.server import Server, fetch_jars, free_port

HOME = Path(".bench")
HEAP_MB = 2048
ROWS_A_TRANSACTION = 10_000


@dataclass(slots=True)
class Place:
    """Where a Neo4j can be reached. ``url`` is for ``kg --store`` (the password goes by environment)."""

    url: str
    direct: str
    password: str
    server: Server
    pid: int

    def cpu_seconds(self) -> float:
        """Processor time that the server has taken so far; a busy machine stretches it less than wall time."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def kill_and_start(self) -> None:
        """End the server with SIGKILL and start it again at the same address."""
        self.server.stop(kill=True)
        self.pid = self.server.start()

    def driver(self) -> Driver:
        """A driver; the caller closes it."""
        return GraphDatabase.driver(self.direct, auth=("neo4j", self.password), notifications_min_severity="OFF")


@contextmanager
def neo4j(*, heap_mb: int = HEAP_MB, keep: bool = False, folder: str = "neo4j") -> Iterator[Place]:
    """A running server, empty unless ``keep``; NEO4J_PASSWORD is set for stores and children meanwhile."""
    home = HOME / folder
    if not keep:
        shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)
    password = _password(home / "password")
    running = Server(home / "home", fetch_jars(HOME / "lib"), password, free_port(), free_port(), heap_mb)
    running.stop()
    running.configure()
    pid = running.start()
    before = os.environ.get("NEO4J_PASSWORD")
    os.environ["NEO4J_PASSWORD"] = password
    try:
        yield Place(running.bolt_url, running.direct_url, password, running, pid)
    finally:
        running.stop()
        if before is None:
            del os.environ["NEO4J_PASSWORD"]
        else:
            os.environ["NEO4J_PASSWORD"] = before


def _password(file: Path) -> str:
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(12), encoding="utf-8")
    return file.read_text(encoding="utf-8")


def empty(driver: Driver) -> None:
    """Take out everything: constraints, indexes, nodes, relationships."""
    for row in driver.execute_query("SHOW CONSTRAINTS YIELD name").records:
        driver.execute_query(f"DROP CONSTRAINT `{row['name']}`")
    for row in driver.execute_query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").records:
        driver.execute_query(f"DROP INDEX `{row['name']}`")
    with driver.session() as session:
        for pattern in ("()-[x]->()", "(x)"):
            session.run(
                f"MATCH {pattern} CALL (x) {{ DELETE x }} IN TRANSACTIONS OF {ROWS_A_TRANSACTION} ROWS"
            ).consume()
        session.run("CALL db.clearQueryCaches()").consume()


def size(driver: Driver) -> tuple[int, int]:
    """How many nodes and relationships there are."""
    nodes = driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"]
    return nodes, driver.execute_query("MATCH ()-[r]->() RETURN count(r) AS n").records[0]["n"]
