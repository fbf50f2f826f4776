"""Every saved query of Neo4j Browser runs on the sample articles and finds something."""

import json
import re

import pytest
from neo4j import Session

from api.neo4j_browser import SavedQuery, saved_queries
from tests.running import ROOT

QUERIES = saved_queries()
MISSION = ROOT / "examples" / "queries" / "01-us-officials-on-the-summit.json"


def query(title: str) -> SavedQuery:
    return next(query for query in QUERIES if query.title == title)


@pytest.mark.parametrize("saved", QUERIES, ids=lambda saved: saved.title)
def test_queries_find_something(saved: SavedQuery, cypher: Session) -> None:
    result = cypher.run(saved.favourite)
    assert list(result)
    notes = [status.status_description for status in result.consume().gql_status_objects if status.is_notification]
    assert not notes, "the server has something to say against it"


@pytest.mark.parametrize("saved", QUERIES, ids=lambda saved: saved.title)
def test_queries_are_limited_and_only_read(saved: SavedQuery) -> None:
    assert re.search(r"\nLIMIT \d+;$", saved.cypher)
    assert not re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|DROP|LOAD)\b", saved.cypher)
    assert saved.shows.endswith(".")


def test_queries_have_titles_of_their_own() -> None:
    titles = [saved.title for saved in QUERIES]
    assert len(set(titles)) == len(titles) >= 18
    assert all(len(title) <= 40 for title in titles)


def test_queries_leave_the_books_alone(cypher: Session) -> None:
    """No node of the store's own books is ever shown."""
    for saved in QUERIES:
        labels = {label for node in cypher.run(saved.cypher).graph().nodes for label in node.labels}
        assert not {label for label in labels if label.startswith("_")}, saved.title


def test_queries_answer_the_first_question_as_graphql_does(cypher: Session) -> None:
    graph = cypher.run(query("US officials on the summit of 2023").cypher).graph()
    shown = {node["content"] for node in graph.nodes if "Statement" in node.labels}
    answer = json.loads(MISSION.read_text(encoding="utf-8"))["data"]["statements"]
    assert shown == {edge["node"]["content"] for edge in answer["edges"]}
    assert len(shown) == answer["totalCount"]


def test_queries_tell_planned_from_held(cypher: Session) -> None:
    rows = {row["meeting"]: row for row in cypher.run(query("Planned and held meetings").cypher)}
    summit = rows["Kim Jong Un – Vladimir Putin, 2023-09-13"]
    assert set(summit["statuses"]) == {"held", "planned"}
    assert "2023-09-11" in summit["dates"]


def test_queries_tell_planned_places(cypher: Session) -> None:
    rows = {row["meeting"]: row for row in cypher.run(query("Planned and held meetings").cypher)}
    summit = rows["Kim Jong Un – Vladimir Putin, 2023-09-13"]
    assert summit["status"] == "held"
    assert {"Kosmodrom Vostochny", "Vladivostok (planned)"} <= set(summit["places"])
