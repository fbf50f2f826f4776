"""Neo4j Browser as a person uses it: style, guide, saved queries, and from a node to the sentence that says so."""

import pytest
from neo4j import Session

from api.neo4j_browser import browser_file, favourites, saved_queries
from tests.browser.conftest import Photograph
from tests.browser.window import SIZE, Window, captions, colours
from tests.running import flat

CYPHER = {saved.title: saved.cypher for saved in saved_queries()}
SETTLED_MS = 5_000
"""The drawn graph has come to rest by then."""

ZOOMED_MS = 1_000


@pytest.fixture(scope="module")
def styled(window: Window, server: str) -> Window:
    """The Browser with our colours."""
    window.fetch(f":style {server}/browser/style.grass", "node.Statement")
    return window


def styled_as(kind: str) -> str:
    """Colour that style.grass gives to nodes of this class."""
    return browser_file("style.grass").split(f"node.{kind} {{")[1].split(" color: ")[1].split(";")[0]


def test_browser_opens_the_guide(styled: Window, server: str, photograph: Photograph) -> None:
    frame = styled.fetch(f":play {server}/browser/guide.html", "1 / 6")
    frame.get_by_test_id("nextSlide").click()
    frame.get_by_text("2 / 6").wait_for()
    runnable = frame.locator("pre.runnable").first
    query = CYPHER["US officials on the summit of 2023"]
    assert flat(runnable.inner_text()).endswith(flat(query))
    photograph("browser-guide.png", styled.page)
    runnable.click()
    drawn = styled.press_run(query)
    drawn.locator("svg g.node").first.wait_for()
    assert "Jake Sullivan" in captions(drawn)


def test_browser_shows_names_and_colours(styled: Window, photograph: Photograph) -> None:
    frame = styled.show(CYPHER["US officials on the summit of 2023"])
    written = captions(frame)
    assert {"Jake Sullivan", "Adrienne Watson", "John Kirby", "Antony Blinken"} <= set(written)
    assert any(caption.startswith("Jake Sullivan: ") for caption in written), "statements show who said what"
    assert any("Putin" in caption and "2023-09" in caption for caption in written), "the meeting shows who and when"
    assert colours(frame) == {styled_as(kind) for kind in ("Person", "Group", "Statement", "Meeting")}
    said = frame.locator("svg g.relationship text").all_text_contents()
    assert "SAID warn" in said
    frame.locator("button[title=Fullscreen]").click()
    styled.page.wait_for_timeout(SETTLED_MS)
    frame.get_by_label("zoom-to-fit").click()
    styled.page.wait_for_timeout(ZOOMED_MS)
    photograph("browser-summit.png", styled.page)
    frame.locator("button[title='Close fullscreen']").click()


@pytest.mark.parametrize(
    "title, caption",
    [("Contradictions as a graph", "Amerika Serikat"), ("From speaker to outlet", "Dmitry Peskov")],
)
def test_browser_draws_saved_queries(title: str, caption: str, styled: Window) -> None:
    assert caption in captions(styled.show(CYPHER[title]))


def test_browser_takes_all_queries_as_favourites(styled: Window) -> None:
    styled.drop(favourites())
    styled.page.get_by_test_id("expandFolder-Jubir").click()
    for title in CYPHER:
        styled.page.get_by_test_id(f"scriptTitle-{title}").wait_for()
    styled.page.get_by_test_id("navigationFavorites").click()


def test_browser_leads_from_a_node_to_its_sentence(
    styled: Window, server: str, cypher: Session, photograph: Photograph
) -> None:
    """The page of a wire copy, told by two outlets, marks the sentence in the text of both."""
    (row,) = cypher.run(
        "MATCH (:Person {name: 'Dmitry Peskov'})-[:SAID]->(s:Statement)-[:IN]->(a:Article)"
        " WITH s, collect(a.iri) AS articles ORDER BY size(articles) DESC, s.iri LIMIT 1 RETURN s AS node, articles"
    )
    node, articles = row
    address = f"{server}/id/{node['url'].partition('/id/')[2]}"
    with styled.page.context.new_page() as page:
        page.goto(address)
        photograph("evidence.png", page)
        assert page.locator("mark").count() == len(articles) == 2
        for article in articles:
            fragment = "in-" + article.rpartition("/")[2]
            page.goto(f"{address}#{fragment}")
            mark = page.locator(f"#{fragment}")
            assert flat(mark.inner_text()) == node["content"]
            assert 0 <= mark.evaluate("mark => mark.getBoundingClientRect().top") < SIZE["height"], "scrolled to"
