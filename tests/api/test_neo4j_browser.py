"""Files for Neo4j Browser, as `kg serve` gives them to any site."""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from api.neo4j_browser import PLACE_OF_QUERY, browser_file, guide, saved_queries
from tests.running import ROOT


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    """A client of the sample server."""
    with httpx.Client(base_url=server, timeout=60) as made:
        yield made


@pytest.mark.parametrize(
    "name, kind",
    [
        ("queries.cypher", "text/plain; charset=utf-8"),
        ("queries.zip", "application/zip"),
        ("style.grass", "text/plain; charset=utf-8"),
        ("guide.html", "text/html; charset=utf-8"),
    ],
)
def test_browser_files_are_open_to_any_site(name: str, kind: str, client: httpx.Client) -> None:
    for response in (client.get(f"/browser/{name}"), client.head(f"/browser/{name}")):
        assert response.status_code == 200
        assert response.headers["content-type"] == kind
        assert response.headers["access-control-allow-origin"] == "*"
        assert response.headers["x-content-type-options"] == "nosniff"


def test_browser_files_answer_the_preflight_of_neo4j_browser(client: httpx.Client) -> None:
    asked = {
        "origin": "http://127.0.0.1:7474",
        "access-control-request-method": "GET",
        "access-control-request-headers": "cache-control,pragma",
    }
    response = client.options("/browser/guide.html", headers=asked)
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["access-control-allow-headers"] == "cache-control, pragma"


def test_browser_files_are_those_and_no_others(client: httpx.Client) -> None:
    for name in ("", "other.html", "../settings.py", "..%2fsettings.py", "%2e%2e%2fapp.py"):
        assert client.get(f"/browser/{name}").status_code == 404, name
    assert client.post("/browser/guide.html").status_code == 405


def test_browser_files_open_nothing_else(client: httpx.Client) -> None:
    for path in ("/graphql?query={__typename}", "/id/state/US", "/readyz"):
        response = client.get(path, headers={"origin": "https://elsewhere.example"})
        assert "access-control-allow-origin" not in response.headers, path


def test_guide_runs_saved_queries_and_nothing_else() -> None:
    page = guide("http://127.0.0.1:8000/")
    shown = [unescape(code) for code in re.findall(r"<pre [^>]*>(.*?)</pre>", page, re.DOTALL)]
    by_title = {saved.title: saved.cypher for saved in saved_queries()}
    assert shown == [by_title[title] for title in PLACE_OF_QUERY.findall(browser_file("guide.html"))]
    assert len(shown) >= 6
    assert page.count("<slide ") == 6
    assert not PLACE_OF_QUERY.search(page)


def test_guide_links_to_the_server_it_came_from(client: httpx.Client) -> None:
    page = client.get("/browser/guide.html", headers={"host": "localhost:8080"}).text
    assert 'data-exec="style http://localhost:8080/browser/style.grass"' in page


def test_guide_escapes_where_it_came_from() -> None:
    assert "<script>" not in guide('http://"><script>alert(1)</script>/')


def test_favourites_hold_each_query_with_its_title(client: httpx.Client) -> None:
    archive = zipfile.ZipFile(io.BytesIO(client.get("/browser/queries.zip").content))
    texts = [archive.read(name).decode("utf-8") for name in archive.namelist()]
    assert [text.splitlines()[0] for text in texts] == [f"// {saved.title}" for saved in saved_queries()]
    assert "\n\n".join(text.strip() for text in texts) == browser_file("queries.cypher").strip()


def test_style_has_a_rule_for_each_class() -> None:
    style = browser_file("style.grass")
    styled = set(re.findall(r"^node\.(\w+) \{", style, re.MULTILINE))
    documented = re.search(r"labelled with its class \((.*?)\)", _docs(), re.DOTALL)
    assert documented
    assert styled == set(re.findall(r"`(\w+)`", documented[1]))
    assert style.count("caption: '{name}';") == len(styled)


def test_style_names_only_relationships_that_there_are() -> None:
    styled = set(re.findall(r"^relationship\.(\w+) \{", browser_file("style.grass"), re.MULTILINE))
    assert styled <= set(re.findall(r"`([A-Z_]+)`", _docs()))


def _docs() -> str:
    return (ROOT / "docs" / "neo4j.md").read_text(encoding="utf-8")
