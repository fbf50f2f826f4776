"""What is particular to Neo4j: what the graph looks like, what goes wrong and what to do about it."""

import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from kg.errors import StoreError, StoreUnavailable, StoreVersionError
from kg.store import open_store
from kg.store.base import Batch
from kg.store.neo4j.schema import VERSION
from tests.running import ARTICLES, ROOT, Neo4j, free_port, run_kg
from tests.store.made import HOSTILE, made, person, statement


@pytest.fixture
def driver(neo4j_server: Neo4j) -> Any:
    """A driver beside the store."""
    with GraphDatabase.driver(neo4j_server.url, auth=("neo4j", neo4j_server.password)) as made_driver:
        yield made_driver


def rows(driver: Driver, query: str, **parameters: Any) -> list[dict[str, Any]]:
    return [record.data() for record in driver.execute_query(query, parameters).records]


def test_neo4j_shows_a_plain_property_graph(neo4j_samples: str, driver: Driver) -> None:
    (row,) = rows(
        driver,
        "MATCH (p:Person {name: 'Jake Sullivan'})-[s:SAID {act: 'warn'}]->(t:Statement)-[:ABOUT]->(m:Meeting),"
        " (t)-[i:IN]->(a:Article)-[:PUBLISHER]->(o:Outlet)"
        " RETURN t.content AS content, i.text AS text, t.url AS url, o.name AS outlet, m.name AS meeting LIMIT 1",
    )
    assert row["content"] == row["text"]
    assert row["url"].startswith("http://127.0.0.1:8000/id/statement/")
    assert row["outlet"] == "Suara Nusantara"
    assert "Kim Jong Un" in row["meeting"]


def test_neo4j_nodes_have_a_short_name_and_their_class_first(neo4j_samples: str, driver: Driver) -> None:
    found = rows(driver, "MATCH (n:Entity) RETURN labels(n) AS labels, n.name AS name, n.iri AS iri, n.url AS url")
    assert len(found) > 200
    for row in found:
        assert row["labels"][-1] == "Entity" and len(row["labels"]) == 2, row
        assert row["name"] and len(row["name"]) <= 130, row
        assert row["iri"].startswith("https://w3id.org/jubir/id/") and row["url"].startswith("http"), row


def test_neo4j_books_are_tied_to_nothing(neo4j_samples: str, driver: Driver) -> None:
    (row,) = rows(
        driver,
        "MATCH (b) WHERE any(l IN labels(b) WHERE l STARTS WITH '_') RETURN count(b) AS books,"
        " count { (b)--() } AS ties LIMIT 1",
    )
    assert row["books"] > 0
    assert row["ties"] == 0


def test_neo4j_has_its_indexes(neo4j_samples: str, driver: Driver) -> None:
    indexes = {row["name"]: row for row in rows(driver, "SHOW INDEXES YIELD name, type, state, options")}
    assert {row["state"] for row in indexes.values()} == {"ONLINE"}
    assert indexes["statement_text"]["options"]["indexConfig"]["fulltext.analyzer"] == "indonesian"
    constraints = {row["name"] for row in rows(driver, "SHOW CONSTRAINTS YIELD name")}
    assert "jubir_entity_iri_unique" in constraints


def test_neo4j_stems_indonesian_for_people(empty_neo4j: Neo4j, driver: Driver) -> None:
    with closing(open_store(empty_neo4j.url)) as store:
        store.write(Batch((made(1, *person("a", "A"), *statement("s", "a", "Ada pengumuman dari istana")),)))
    query = "CALL db.index.fulltext.queryNodes('statement_text', 'umumkan') YIELD node RETURN node.content AS content"
    for _ in range(50):
        if found := rows(driver, query):
            break
        time.sleep(0.1)
    assert [row["content"] for row in found] == ["Ada pengumuman dari istana"]


def test_neo4j_hostile_text_is_data(empty_neo4j: Neo4j, driver: Driver) -> None:
    hostile = HOSTILE + "\x00 `}) DETACH DELETE n"
    with closing(open_store(empty_neo4j.url)) as store:
        store.write(Batch((made(1, *person("a", hostile), *statement("s", "a", hostile), text=hostile),)))
        before = store.stats()
        store.write(Batch((made(2, *person("b", "B")),)))
        assert store.stats()["Person"] == before["Person"] + 1
    (row,) = rows(
        driver, "MATCH (:Person {name: $name})-[:SAID]->(s:Statement) RETURN s.content AS content", name=hostile
    )
    assert row["content"] == hostile


def test_neo4j_of_another_program_is_left_alone(empty_neo4j: Neo4j, driver: Driver) -> None:
    driver.execute_query("CREATE (:Person {name: 'Somebody else'})")
    with pytest.raises(StoreError, match="another program"):
        open_store(empty_neo4j.url)
    assert rows(driver, "MATCH (n) RETURN count(n) AS n") == [{"n": 1}]


def test_neo4j_of_a_newer_version_is_refused(empty_neo4j: Neo4j, driver: Driver) -> None:
    open_store(empty_neo4j.url).close()
    driver.execute_query("MATCH (s:_Store) SET s.version = $version", {"version": VERSION + 1})
    for readonly in (False, True):
        with pytest.raises(StoreVersionError, match="newer Jubir"):
            open_store(empty_neo4j.url, readonly=readonly)


def test_neo4j_that_is_empty_says_how_to_fill_it(empty_neo4j: Neo4j) -> None:
    done = run_kg("ask", "all statements by US officials", "--store", empty_neo4j.url)
    assert done.returncode == 1
    assert "kg build PATH" in done.stderr


def test_neo4j_that_is_down_is_named() -> None:
    with pytest.raises(StoreUnavailable, match="does not answer"):
        open_store(f"bolt://127.0.0.1:{free_port()}")


def test_neo4j_wrong_password_is_told(empty_neo4j: Neo4j, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "not-this-one")
    with pytest.raises(StoreUnavailable, match="NEO4J_PASSWORD") as caught:
        open_store(empty_neo4j.url.replace("neo4j://", "bolt://"))
    assert "not-this-one" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["neo4j://", "neo4j://neo4j:geheim@localhost:7687", "neo4j://localhost:port", "bolt://h?x=1"]
)
def test_neo4j_address_is_checked(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert "geheim" not in str(caught.value)


def build_command(url: str) -> list[str]:
    return [sys.executable, "-m", "kg", "build", str(ARTICLES), "--store", url]


@pytest.mark.parametrize("delay", [0.5, 0.9, 1.3, 1.7, 2.1])
def test_neo4j_loader_killed_goes_on_where_it_was(delay: float, empty_neo4j: Neo4j, sample_url: str) -> None:
    loader = subprocess.Popen(build_command(empty_neo4j.url), cwd=ROOT, stderr=subprocess.DEVNULL)
    time.sleep(delay)
    loader.kill()
    loader.wait()
    done = subprocess.run(build_command(empty_neo4j.url), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with closing(open_store(empty_neo4j.url)) as one, closing(open_store(sample_url, readonly=True)) as two:
        assert one.stats() == two.stats()
        assert exported(empty_neo4j.url) == exported(sample_url)


@pytest.mark.parametrize("delay", [1.2, 1.8])
def test_neo4j_server_killed_loses_nothing_it_confirmed(delay: float, empty_neo4j: Neo4j, sample_url: str) -> None:
    if empty_neo4j.server is None:
        pytest.skip("the server that KG_TEST_NEO4J names is not ours to kill")
    loader = subprocess.Popen(build_command(empty_neo4j.url), cwd=ROOT, stderr=subprocess.DEVNULL)
    time.sleep(delay)
    empty_neo4j.server.stop(kill=True)
    empty_neo4j.server.start()
    # it may have ended with an error or have waited for the server
    loader.wait(timeout=300)
    done = subprocess.run(build_command(empty_neo4j.url), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert exported(empty_neo4j.url) == exported(sample_url)


def exported(url: str) -> str:
    done = run_kg("export", "--format", "nq", "--store", url)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_neo4j_password_is_never_told(empty_neo4j: Neo4j, tmp_path: Path) -> None:
    done = run_kg("build", str(ARTICLES), "--store", empty_neo4j.url, "--verbose", "--report", str(tmp_path / "r.json"))
    told = done.stdout + done.stderr + (tmp_path / "r.json").read_text()
    assert os.environ["NEO4J_PASSWORD"] not in told
