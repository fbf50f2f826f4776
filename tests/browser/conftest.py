"""One connected Neo4j Browser for all tests that drive it, over the sample articles."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from neo4j import GraphDatabase, Session
from playwright.sync_api import Page

from tests.browser.window import Window, chromium_page
from tests.running import ROOT, Neo4j

IMAGES = ROOT / "docs" / "images"
Photograph = Callable[[str, Page], None]


@pytest.fixture(scope="module")
def filled(neo4j_server: Neo4j) -> Neo4j:
    """The server with the sample articles; nobody writes to it while the module runs."""
    neo4j_server.fill()
    return neo4j_server


@pytest.fixture(scope="module")
def cypher(filled: Neo4j) -> Iterator[Session]:
    """A session that may only read the sample graph."""
    driver = GraphDatabase.driver(filled.url, auth=("neo4j", filled.password))
    with driver, driver.session(default_access_mode="READ") as session:
        yield session


@pytest.fixture(scope="module")
def window(filled: Neo4j) -> Iterator[Window]:
    """A Neo4j Browser, logged in, its graph filled."""
    with chromium_page() as page:
        opened = Window(page)
        opened.connect(f"http://127.0.0.1:{filled.http_port}/browser/", filled.password)
        yield opened


@pytest.fixture
def photograph(tmp_path: Path) -> Photograph:
    """Takes a screenshot; with KG_SCREENSHOTS=1 into docs/images."""

    def take(name: str, page: Page) -> None:
        page.mouse.move(0, 0)
        folder = IMAGES if os.environ.get("KG_SCREENSHOTS") == "1" else tmp_path
        folder.mkdir(exist_ok=True)
        page.screenshot(path=folder / name)

    return take
