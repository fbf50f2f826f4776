"""Pages of entities: evidence in its article, and nothing of an article that could do harm."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from html import unescape
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.html import element, page
from api.settings import Settings
from kg.identity import article_iri
from kg.model import ArticleFacts, Evidence, Fact, Zone
from kg.store import open_store
from kg.store.base import And, Batch, Query, Store
from ontology.namespaces import DATA
from tests.running import flat
from tests.store.made import HOSTILE, iri, made, person, same, statement

MARK = re.compile(r'<mark id="([^"]+)">(.*?)</mark>', re.DOTALL)
ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(1)>&lt;'


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    """A client of the sample server, which has no store of its own."""
    with httpx.Client(base_url=server, timeout=60) as opened:
        yield opened


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with closing(open_store(f"sqlite:{tmp_path / 'kg.db'}")) as store:
        yield store


def get(store: Store, path: str, **settings: float) -> httpx.Response:
    """The answer of a server over the store."""
    transport = httpx.ASGITransport(create_app(store, Settings(**settings)))  # type: ignore[arg-type]

    async def asked() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://kg.example") as client:
            return await client.get(path)

    return asyncio.run(asked())


def paths(store: Store, kind: str) -> list[str]:
    return ["/id/" + row.iri.removeprefix(DATA) for row in store.find(Query(kind, And(), limit=500)).rows]


def words(page: str) -> str:
    """The page as it reads, without markup and style."""
    bare = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return flat(unescape(re.sub(r"<[^>]+>", " ", bare)))


def test_statement_pages_mark_the_words_in_each_article(client: httpx.Client, sample_store: Store) -> None:
    iris = [DATA + path.removeprefix("/id/") for path in paths(sample_store, "Statement")]
    sightings = sample_store.sightings(iris)
    assert len(iris) > 100
    for one in iris:
        page = client.get("/id/" + one.removeprefix(DATA)).text
        expected = {f"in-{s.article.rpartition('/')[2]}": flat(s.text) for s in sightings[one]}
        assert {name: flat(unescape(text)) for name, text in MARK.findall(page)} == expected


def test_statement_page_tells_all_there_is_to_know(client: httpx.Client, sample_store: Store) -> None:
    (copy,) = (path for path in paths(sample_store, "Statement") if _is_wire_copy(sample_store, path))
    page = client.get(copy).text
    text = words(page)
    for shown in ("via TASS", "Lensa Dunia", "Warta Timur", "2023-09-14", "Where it was read (2 articles)"):
        assert shown in text, shown
    for link in (
        'href="/id/person/dmitry-peskov"',
        'href="/id/outlet/warta-timur"',
        'href="https://lensadunia.example/',
    ):
        assert link in page, link


def _is_wire_copy(store: Store, path: str) -> bool:
    one = DATA + path.removeprefix("/id/")
    return len(store.sightings([one])[one]) > 1


@pytest.mark.parametrize("kind", ["Article", "Group", "Meeting", "Organization", "Outlet", "Person", "Place", "Weapon"])
def test_entity_pages_show_every_entity(kind: str, client: httpx.Client, sample_store: Store) -> None:
    for path in paths(sample_store, kind):
        response = client.get(path)
        assert response.status_code == 200, path
        assert words(response.text).count(kind) >= 1


def test_entity_page_links_only_to_pages_that_are_there(client: httpx.Client) -> None:
    seen: set[str] = set()
    waiting = ["/id/state/US"]
    while waiting and len(seen) < 120:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path)
        assert response.status_code == 200, path
        found = re.findall(r'href="(/id/[^"#]+)', response.text)
        waiting += [link for link in dict.fromkeys(found) if link not in seen]
    assert len(seen) == 120


def test_meeting_page_tells_what_was_only_planned(client: httpx.Client, sample_store: Store) -> None:
    texts = [words(client.get(path).text) for path in paths(sample_store, "Meeting")]
    assert any("Vladivostok planned" in text and "status held" in text for text in texts)


def test_entity_page_is_safe_to_open(client: httpx.Client) -> None:
    response = client.get("/id/state/US")
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/id/person/nobody", "/id/nothing/US", "/id/state/%00", "/id/state/US'--",
        "/id/statement/" + "a" * 5000, "/id/state/%ff", "/id/%E2%80%AE/x",
    ],
)  # fmt: skip
def test_entity_page_of_the_unknown_is_not_found(path: str, client: httpx.Client) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "text/html" in response.headers["content-type"]


def test_entity_page_redirects_to_the_name_that_counts(small: Store) -> None:
    small.write(
        Batch(
            add=(made(1, *person("ann-1", "Ann")), made(2, *person("ann-2", "Ann B"))),
            links={"p": (same(iri("person", "ann-1"), iri("person", "ann-2"), "p"),)},
        )
    )
    response = get(small, "/id/person/ann-1")
    assert (response.status_code, response.headers["location"]) == (308, "/id/person/ann-2")
    page = words(get(small, "/id/person/ann-2").text)
    assert "Also: Ann B" in page or "Also: Ann" in page
    assert "Where it was read (2 articles)" in page


@pytest.mark.parametrize("evil", [HOSTILE, ATTACK, "javascript:alert(1)"], ids=["cypher", "html", "js"])
def test_entity_pages_escape_all_that_comes_from_articles(evil: str, small: Store) -> None:
    facts = evil_article(evil)
    small.write(Batch(add=(facts,)))
    for path in ("/id/person/ann", "/id/statement/s1", "/id/article/a1"):
        page = get(small, path).text
        assert flat(evil) in words(page), path
        assert "<script" not in page
        assert "<img" not in page
        assert not re.search(r'(?:href|src)="(?!/id/|https?://)', page)


def evil_article(evil: str) -> ArticleFacts:
    """An article whose text, address, title and names are all the same attack."""
    facts = (*person("ann", evil), *statement("s1", "ann", evil))
    facts += (
        Fact(iri("person", "ann"), "exactMatch", evil),
        Fact(iri("person", "ann"), "role", evil, "langString", evil),
    )
    built = made(1, *facts, text=evil)
    zones = (Zone(0, 3, "title"),)
    article = replace(built.article, url=evil, title=evil, publisher=evil, published=evil, zones=zones)
    extra = Evidence(Fact(article_iri("a1"), "url", evil, "anyURI"), article_iri("a1"), 0, 0, "", evil)
    return replace(built, article=article, evidence=(*built.evidence, extra))


def test_entity_page_shows_fifty_articles_and_counts_all(small: Store) -> None:
    small.write(Batch(add=tuple(made(number, *person("ann", "Ann")) for number in range(1, 61))))
    page = get(small, "/id/person/ann").text
    assert page.count("<mark") == 50
    assert "Where it was read (60 articles)" in words(page)
    assert "The first 50 of 60." in words(page)


def test_entity_page_shows_no_more_than_fifty_values(small: Store) -> None:
    ann = iri("person", "ann")
    roles = tuple(Fact(ann, "role", f"peran {number}", "string") for number in range(70))
    small.write(Batch(add=(made(1, *person("ann", "Ann"), *roles),)))
    assert "and 20 more" in words(get(small, "/id/person/ann").text)


def test_entity_page_marks_words_that_go_over_paragraphs(small: Store) -> None:
    text = "Judul\nSatu dua.\n\nTiga empat.\nLima."
    facts = made(1, *person("ann", "Ann"), *statement("s1", "ann", "dua. Tiga"), text=text)
    start, end = text.index("dua"), text.index(" empat")
    placed = tuple(
        e._replace(start=start, end=end, quote=text[start:end]) if "/statement/" in e.fact.subject else e
        for e in facts.evidence
    )
    small.write(Batch(add=(replace(facts, evidence=placed),)))
    page = get(small, "/id/statement/s1").text
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", page) == ["dua.", "Tiga"]
    assert page.count('id="in-a1"') == 1


def test_entity_page_says_when_it_takes_too_long(small: Store) -> None:
    small.write(Batch(add=(made(1, *person("ann", "Ann")),)))
    response = get(small, "/id/person/ann", seconds=0.0)
    assert response.status_code == 503
    assert "too long" in response.text


def test_page_is_sent_even_with_half_a_character() -> None:
    assert b"<p>?</p>" in page("Half", element("p", "\udc80")).body
