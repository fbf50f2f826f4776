"""What the API answers over the sample graph: filters, pages, ids, errors, cost in store calls."""

import asyncio
import json
from pathlib import Path
from typing import Any, ClassVar

import pytest

from api.context import Context
from api.execution import Executor
from api.lanes import Lanes
from api.schema import core_schema
from api.settings import Settings
from kg.errors import StoreUnavailable
from kg.store.base import Query, Store, Wanted

MISSION = (Path(__file__).parents[2] / "examples" / "queries" / "01-us-officials-on-the-summit.graphql").read_text()


def ask(store: Store, query: str, **variables: Any) -> dict[str, Any]:
    """Run a query that must succeed; give its data."""
    body = answer(store, query, **variables)
    assert "errors" not in body, body["errors"]
    data: dict[str, Any] = body["data"]
    return data


def answer(store: Store, query: str, **variables: Any) -> dict[str, Any]:
    executor = Executor(core_schema(), store, Settings())
    return asyncio.run(executor.run(query, variables, None, only_queries=False)).body


def speakers(data: dict[str, Any]) -> set[str]:
    return {node["speaker"]["name"] for node in data["statements"]["nodes"]}


WHO = 'totalCount nodes { id content act official date speaker { __typename ... on Entity { name(lang: "en") } } }'


def test_answers_hold_evidence_in_the_article(sample_store: Store) -> None:
    query = "{ statements(first: 100) { nodes { content evidence { start end text article { text } } } } }"
    for node in ask(sample_store, query)["statements"]["nodes"]:
        assert node["evidence"]
        for evidence in node["evidence"]:
            assert evidence["article"]["text"][evidence["start"] : evidence["end"]] == evidence["text"]
            assert evidence["text"] == node["content"] or node["content"] in evidence["article"]["text"]


def test_answers_to_the_mission_are_by_us_officials(sample_store: Store) -> None:
    found = ask(sample_store, MISSION)["statements"]
    assert found["totalCount"] == len(found["edges"]) > 5
    for edge in found["edges"]:
        assert edge["node"]["official"]
        assert any(about["__typename"] == "Meeting" for about in edge["node"]["about"])
    names = {edge["node"]["speaker"]["name"] for edge in found["edges"]}
    assert {"Jake Sullivan", "Antony Blinken"} <= names
    assert "Stephen Biegun" not in names, "a former official"


@pytest.mark.parametrize(
    "where",
    [
        '{speaker: {official: true, state: "US"}}',
        '{speaker: {state: "Amerika Serikat", official: true}}',
        '{speaker: {state: "AS", official: true}}',
    ],
)
def test_answers_take_states_by_code_name_and_abbreviation(where: str, sample_store: Store) -> None:
    found = ask(sample_store, f"{{ statements(where: {where}, first: 100) {{ {WHO} }} }}")
    assert found["statements"]["totalCount"] > 10
    assert "Dmitry Peskov" not in speakers(found)


def test_answers_to_not_are_the_rest(sample_store: Store) -> None:
    def count(where: str) -> int:
        return int(ask(sample_store, f"{{ statements(where: {where}) {{ totalCount }} }}")["statements"]["totalCount"])

    everything = count("{}")
    assert count("{act: [DENY]}") + count("{not: {act: [DENY]}}") == everything
    assert count("{or: [{act: [DENY]}, {not: {act: [DENY]}}]}") == everything
    assert count("{or: []}") == everything or count("{or: []}") == 0
    assert count("{act: [DENY], mode: [DIRECT]}") <= count("{act: [DENY]}")


def test_answers_include_narrower_weapons(sample_store: Store) -> None:
    query = "query ($w: String!) { statements(where: {about: {weapon: $w}}, first: 100) { nodes { id } } }"
    ids = {w: {n["id"] for n in ask(sample_store, query, w=w)["statements"]["nodes"]} for w in ("amunisi", "missile")}
    shells = {n["id"] for n in ask(sample_store, query, w="peluru artileri")["statements"]["nodes"]}
    assert shells
    assert shells <= ids["amunisi"]
    assert {n["id"] for n in ask(sample_store, query, w="rudal balistik")["statements"]["nodes"]} <= ids["missile"]


def test_answers_come_in_pages_without_gap_or_repeat(sample_store: Store) -> None:
    order = "orderBy: {field: DATE, direction: DESC}"
    query = f"query ($a: String) {{ statements(first: 7, after: $a, {order}) {{ totalCount edges {{ cursor node {{ id date }} }} pageInfo {{ hasNextPage endCursor }} }} }}"  # noqa: E501
    seen: list[str] = []
    after = None
    while True:
        page = ask(sample_store, query, a=after)["statements"]
        seen += [edge["node"]["id"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        assert after == page["edges"][-1]["cursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(seen) == len(set(seen)) == page["totalCount"]
    whole = ask(sample_store, f"{{ statements(first: 100, {order}) {{ nodes {{ id date }} }} }}")["statements"]["nodes"]
    assert [n["id"] for n in whole] == seen[:100]
    dates = [n["date"] for n in whole]
    known = [d for d in dates if d]
    assert dates == sorted(known, reverse=True) + [None] * (len(dates) - len(known))


def test_answers_find_every_entity_again_by_its_id(sample_store: Store) -> None:
    query = (
        "{ persons(first: 100) { nodes { id } } states(first: 100) { nodes { id } } meetings { nodes { id } } "
        "organizations(first: 100) { nodes { id } } weapons(first: 100) { nodes { id } } articles { nodes { id } } }"
    )
    ids = [node["id"] for connection in ask(sample_store, query).values() for node in connection["nodes"]]
    assert len(ids) > 60
    for at in range(0, len(ids), 50):
        part = ids[at : at + 50]
        found = ask(sample_store, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=part)["nodes"]
        assert [node["id"] for node in found] == part


def test_answers_to_unknown_ids_are_null(sample_store: Store) -> None:
    unknown = "UGVyc29uOnBlcnNvbi9ub2JvZHk="
    assert ask(sample_store, f'{{ node(id: "{unknown}") {{ id }} nodes(ids: ["{unknown}"]) {{ id }} }}') == {
        "node": None,
        "nodes": [None],
    }


def test_answers_name_things_in_the_language_asked_for(sample_store: Store) -> None:
    query = '{ states(where: {code: "US"}) { nodes { id_: name(lang: "id") en: name(lang: "en") name xx: name(lang: "xx") } } }'  # noqa: E501
    (node,) = ask(sample_store, query)["states"]["nodes"]
    assert (node["id_"], node["en"]) == ("Amerika Serikat", "United States")
    assert node["xx"] == node["name"]


@pytest.mark.parametrize(
    "hostile", ["'", '"', "%", "_", "\\", "'; DROP TABLE fact; --", "\u202e", "*", "a OR b", "NEAR("]
)
def test_answers_to_hostile_texts_are_just_empty(hostile: str, sample_store: Store) -> None:
    query = """query ($t: String!) {
      search(text: $t) { totalCount }
      statements(where: {text: $t}) { totalCount }
      persons(where: {name: {contains: $t}}) { totalCount }
      organizations(where: {name: {startsWith: $t}}) { totalCount }
    }"""
    for connection in ask(sample_store, query, t=hostile).values():
        assert connection["totalCount"] == 0
    assert ask(sample_store, "{ statements { totalCount } }")["statements"]["totalCount"] > 50


class Counting(Context):
    """Remembers every context made, so that a test can read the calls."""

    made: ClassVar[list[Context]] = []

    def __init__(self, store: Store, settings: Settings, lanes: Lanes, end: float, **how: Any) -> None:
        super().__init__(store, settings, lanes, end, **how)
        self.made.append(self)


@pytest.mark.parametrize("first", [2, 30])
def test_answers_cost_a_bounded_number_of_store_calls(
    first: int, sample_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.execution.Context", Counting)
    Counting.made.clear()
    ask(sample_store, MISSION.replace("first: 50", f"first: {first}"))
    (context,) = Counting.made
    assert 0 < context.calls <= 4


EVIDENCE = "evidence { text article { publisher } }"


def asked_of(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[Query]:
    """What a store is asked from here on, in order."""
    asked: list[Query] = []
    find = store.find

    def noted(query: Query) -> object:
        asked.append(query)
        return find(query)

    monkeypatch.setattr(store, "find", noted)
    return asked


@pytest.mark.parametrize(
    ("query", "is_asked_for"),
    [
        (f"{{ statements {{ nodes {{ {EVIDENCE} }} }} }}", True),
        (f"{{ statements {{ edges {{ node {{ {EVIDENCE} }} }} }} }}", True),
        (f"{{ statements {{ nodes {{ ...F }} }} }} fragment F on Statement {{ {EVIDENCE} }}", True),
        (
            "{ statements { ...C } } fragment C on StatementConnection { nodes { ... on Statement { ...F } } } "
            f"fragment F on Statement {{ {EVIDENCE} }}",
            True,
        ),
        (f"{{ statements {{ nodes {{ contradicts {{ {EVIDENCE} }} }} }} }}", False),
        ("{ statements { nodes { content } } }", False),
    ],
    ids=["nodes", "edges", "fragment", "fragments in fragments", "further down", "nowhere"],
)
def test_evidence_comes_along_with_statements_that_are_asked_for_it(
    query: str, is_asked_for: bool, sample_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_of(sample_store, monkeypatch)
    ask(sample_store, query)
    assert [query.with_sightings for query in asked] == [is_asked_for]
    assert ["article" in query.with_linked for query in asked] == [is_asked_for]


@pytest.mark.parametrize(
    ("query", "predicates"),
    [
        ("{ statements { nodes { speaker { ... on Entity { name } } about { name } } } }", ("speaker", "about")),
        ("{ statements { edges { node { speakerState { code } } } } }", ("speakerState",)),
        ("{ statements { nodes { contradicts { speaker { ... on Entity { name } } } } } }", ("contradicts",)),
        ("{ statements { nodes { evidence { text } } } }", ()),
        ("{ meetings { nodes { places { name } states { code } participants { name } } } }",
         ("participant", "state", "place")),
        ("{ persons { nodes { state { code } } } }", ("state",)),
        ("{ organizations { nodes { state { code } } } }", ("state",)),
        ("{ states { nodes { code } } }", ()),
    ],
)  # fmt: skip
def test_what_fields_lead_to_comes_along_with_a_page(
    query: str, predicates: tuple[str, ...], sample_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_of(sample_store, monkeypatch)
    ask(sample_store, query)
    assert [query.with_linked for query in asked] == [predicates]


class Broken:
    """A store that fails in a way nobody foresaw, and in one that was."""

    is_remote = False

    def __init__(self, error: Exception) -> None:
        self._error = error

    def deadline(self, seconds: float | None) -> None:
        """Nothing to limit."""

    def find(self, query: Query) -> None:
        """Fail."""
        raise self._error

    def look_up(self, wanted: Wanted) -> None:
        """Fail."""
        raise self._error


def test_answers_mask_what_nobody_foresaw(caplog: pytest.LogCaptureFixture) -> None:
    store: Any = Broken(RuntimeError("password=hunter2 at /etc/passwd"))
    body = answer(store, "{ statements { totalCount nodes { id } } }")
    assert "hunter2" not in json.dumps(body)
    assert body["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert "hunter2" in caplog.text


def test_answers_say_that_the_store_is_away_but_not_where(caplog: pytest.LogCaptureFixture) -> None:
    store: Any = Broken(StoreUnavailable("/data/kg.db is gone"))
    body = answer(store, "{ statements { nodes { id } } }")
    assert "/data" not in json.dumps(body)
    assert "/data" in caplog.text
    assert body["errors"][0]["extensions"]["code"] == "UNAVAILABLE"


@pytest.mark.parametrize(
    "text, code",
    [("USA", "US"), ("AS", "US"), ("Amerika Serikat", "US"), ("united states", "US"), ("Korut", "KP"), ("RUS", "RU")],
)
def test_answers_find_states_by_their_usual_names(text: str, code: str, sample_store: Store) -> None:
    query = (
        "query ($t: String!, $a: String, $n: Int!) { search(text: $t, first: $n, after: $a) "
        "{ totalCount nodes { id ... on State { code aliases } } pageInfo { hasNextPage endCursor } } }"
    )
    found = ask(sample_store, query, t=text, n=100)["search"]
    assert found["nodes"][0]["code"] == code
    assert {"US": "USA", "KP": "Korut", "RU": "Federasi Rusia"}[code] in found["nodes"][0]["aliases"]
    seen: list[str] = []
    page: dict[str, Any] = {"pageInfo": {"endCursor": None, "hasNextPage": True}}
    while page["pageInfo"]["hasNextPage"]:
        page = ask(sample_store, query, t=text, n=1, a=page["pageInfo"]["endCursor"])["search"]
        seen += [node["id"] for node in page["nodes"]]
    assert seen == [node["id"] for node in found["nodes"]]
    assert len(seen) == len(set(seen)) == found["totalCount"]


def test_answers_to_words_of_a_meeting_take_all_its_names(sample_store: Store) -> None:
    def names(text: str) -> set[str]:
        query = "query ($t: String) { meetings(where: {text: $t}) { nodes { name } } }"
        return {node["name"] for node in ask(sample_store, query, t=text)["meetings"]["nodes"]}

    both = names("Putin Vostochny")
    assert both
    assert both <= names("Putin") & names("Vostochny")
    assert names("Putin Zorblax") == names("...") == set()


@pytest.mark.parametrize(
    "where, everything",
    [
        ("{participants: []}", True), ("{states: []}", True), ("{kind: []}", False), ("{status: []}", False),
        ("{place: {in: []}}", False),
    ],
)  # fmt: skip
def test_answers_to_empty_lists(where: str, everything: bool, sample_store: Store) -> None:
    query = f"{{ all: meetings {{ totalCount }} some: meetings(where: {where}) {{ totalCount }} }}"
    found = ask(sample_store, query)
    assert found["some"]["totalCount"] == (found["all"]["totalCount"] if everything else 0)


def test_answers_to_dates_without_quotes_say_so_and_where(sample_store: Store) -> None:
    (error,) = answer(sample_store, "{ statements(where: {date: {from: 2023}}) { totalCount } }")["errors"]
    assert "without quotes" in error["message"]
    assert error["locations"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    query = "query ($d: PartialDate) { statements(where: {date: {from: $d}}) { totalCount } }"
    (error,) = answer(sample_store, query, d="yesterday")["errors"]
    assert "not a date: 'yesterday'" in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


NAMES_OF_SPEAKERS = """{ statements(first: 100, where: {speaker: {kind: STATE}}) {
  nodes { speaker { ... on Entity { aliases } } } } }"""


@pytest.mark.parametrize("operator", ["eq", "contains", "startsWith"])
def test_states_that_speak_are_found_by_the_names_they_show(operator: str, sample_store: Store) -> None:
    shown = ask(sample_store, NAMES_OF_SPEAKERS)
    names = {alias for node in shown["statements"]["nodes"] for alias in node["speaker"]["aliases"]}
    assert names
    where = f"{{speaker: {{kind: STATE, name: {{{operator}: $n}}}}}}"
    for name in sorted(names):
        found = ask(sample_store, f"query ($n: String!) {{ statements(where: {where}) {{ totalCount }} }}", n=name)
        assert found["statements"]["totalCount"], name
    none = ask(sample_store, f"query ($n: String!) {{ statements(where: {where}) {{ totalCount }} }}", n="—")
    assert none["statements"]["totalCount"] == 0


@pytest.mark.parametrize("where", ['{contains: ""}', "{}"])
def test_speakers_of_any_name_are_all(where: str, sample_store: Store) -> None:
    any_name = ask(sample_store, f"{{ statements(where: {{speaker: {{name: {where}}}}}) {{ totalCount }} }}")
    assert any_name == ask(sample_store, "{ statements { totalCount } }")


@pytest.mark.parametrize("kind", ["persons", "states", "organizations", "weapons"])
def test_aliases_are_other_names(kind: str, sample_store: Store) -> None:
    for node in ask(sample_store, f"{{ {kind}(first: 100) {{ nodes {{ name aliases }} }} }}")[kind]["nodes"]:
        assert node["name"] not in node["aliases"]
