"""GraphQL over HTTP as its specification has it, against a real server."""

import json
from collections.abc import Iterator

import httpx
import pytest

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    """A client of the sample server."""
    with httpx.Client(base_url=server, timeout=60) as made:
        yield made


def post(client: httpx.Client, body: object, accept: str = GRAPHQL) -> httpx.Response:
    return client.post("/graphql", json=body, headers={"accept": accept})


def code_of(response: httpx.Response) -> str:
    return str(response.json()["errors"][0]["extensions"]["code"])


@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
def test_http_answers_in_the_type_that_is_accepted(client: httpx.Client, accept: str) -> None:
    response = post(client, {"query": "{ __typename }"}, accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    assert response.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    "body",
    [
        {"query": "{"},
        {"query": "{ unknownField }"},
        {"query": "query ($n: Int!) { statements(first: $n) { totalCount } }"},
        {"query": "query A { __typename } query B { __typename }"},
    ],
    ids=["syntax", "validation", "variable", "operation"],
)
def test_http_refuses_with_400_only_in_the_newer_type(client: httpx.Client, body: dict[str, str]) -> None:
    newer, older = post(client, body), post(client, body, JSON)
    assert (newer.status_code, older.status_code) == (400, 200)
    for response in (newer, older):
        assert "data" not in response.json()
        assert code_of(response) == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'[{"query":"{__typename}"}]',
        b"1",
        b'{"query":1}',
        b'{"variables":{}}',
        b"\xff\xfe",
        b'{"query":"{__typename}","variables":{"n":NaN}}',
        b'{"query":"{__typename}","extensions":{"n":-Infinity}}',
    ],
)
def test_http_refuses_bodies_that_are_no_request(client: httpx.Client, body: bytes) -> None:
    response = client.post("/graphql", content=body, headers={"content-type": JSON})
    assert response.status_code == 400
    assert code_of(response) == "BAD_USER_INPUT"


def test_http_takes_an_empty_operation_name_for_none(client: httpx.Client) -> None:
    body = {"query": "query A { __typename }", "operationName": ""}
    assert post(client, body).json() == {"data": {"__typename": "Query"}}
    assert client.get("/graphql", params=body).json() == {"data": {"__typename": "Query"}}


def test_http_refuses_other_content_types(client: httpx.Client) -> None:
    body = json.dumps({"query": "{ __typename }"}).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        assert client.post("/graphql", content=body, headers={"content-type": kind}).status_code == 415, kind


def test_http_takes_get_for_queries_only(client: httpx.Client) -> None:
    ok = client.get("/graphql", params={"query": "{ __typename }"}, headers={"accept": GRAPHQL})
    assert (ok.status_code, ok.json()) == (200, {"data": {"__typename": "Query"}})
    mutation = client.get("/graphql", params={"query": "mutation { x }"}, headers={"accept": GRAPHQL})
    assert mutation.status_code in (400, 405)
    asked = {"query": "query ($n: Int) { states(first: $n) { totalCount } }", "variables": '{"n": 1}'}
    assert "data" in client.get("/graphql", params=asked).json()


def test_http_names_its_methods(client: httpx.Client) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        response = client.request(method, "/graphql")
        assert response.status_code == 405
        assert "POST" in response.headers["allow"]


def test_http_refuses_types_it_does_not_speak(client: httpx.Client) -> None:
    assert post(client, {"query": "{ __typename }"}, "image/png").status_code == 406


def test_http_shows_browsers_an_editor_that_needs_no_other_host(client: httpx.Client) -> None:
    page = client.get("/graphql", headers={"accept": "text/html,application/xhtml+xml"})
    assert page.status_code == 200
    assert "text/html" in page.headers["content-type"]
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "https://" not in page.text
    assert "http://" not in page.text


def test_http_health_and_readiness(client: httpx.Client) -> None:
    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").text == "ready\n"


def test_http_keeps_static_files_to_their_folder(client: httpx.Client) -> None:
    for path in ("/static/../settings.py", "/static/..%2fsettings.py", "/static/%2e%2e/settings.py"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        ("*/*", JSON),
        ("application/json;q=0, */*", GRAPHQL),
        ("application/json;q=0.1, */*", GRAPHQL),
        ("application/json, */*", JSON),
        (f"{JSON};q=0.5, {GRAPHQL}", GRAPHQL),
        ("application/*;q=0.3, text/plain", JSON),
    ],
)
def test_http_weighs_what_is_accepted(client: httpx.Client, accept: str, answered: str) -> None:
    response = post(client, {"query": "{ __typename }"}, accept)
    assert (response.status_code, response.headers["content-type"]) == (200, f"{answered}; charset=utf-8")


@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
def test_http_allows_no_mutation_by_get(client: httpx.Client, accept: str) -> None:
    parameters = {"query": "query A { __typename } mutation B { x }", "operationName": "B"}
    response = client.get("/graphql", params=parameters, headers={"accept": accept})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert "use POST" in response.json()["errors"][0]["message"]
