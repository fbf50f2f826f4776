"""`kg serve` from its start to its end, as a process."""

import http.client
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from kg.cli.serving import allowed_hosts
from tests.running import ROOT, run_kg, serving


@contextmanager
def started(store: str, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`kg serve` on a free port; gives the process and the address that it announces."""
    command = [sys.executable, "-m", "kg", "serve", "--store", store, "--port", "0", *options]
    process = subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    try:
        assert process.stderr
        line = process.stderr.readline()
        yield process, line.partition(" at ")[2].partition("/graphql")[0]
    finally:
        process.kill()
        process.communicate()


def get(address: str, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{address}{path}", headers=headers, timeout=60)


def test_serving_announces_an_address_that_answers(sample_url: str) -> None:
    with started(sample_url) as (_, address):
        assert not address.endswith(":0")
        assert get(address, "/healthz").text == "ok\n"


def test_serving_ends_quietly_when_interrupted(sample_url: str) -> None:
    with started(sample_url) as (process, address):
        assert get(address, "/readyz").status_code == 200
        host, _, port = address.removeprefix("http://").rpartition(":")
        half = socket.create_connection((host, int(port)))
        half.sendall(b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n")
        half.sendall(b"content-length: 100\r\n\r\n{")
        assert get(address, "/healthz").status_code == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        half.close()
    assert errors == ""
    assert process.returncode == 130


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000", "[::1]", "kg.example:80"])
def test_serving_answers_to_its_names(host: str, named: str) -> None:
    assert get(named, "/healthz", host=host).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:8000", "127.0.0.1.evil.example", "[::2]", ""])
def test_serving_answers_to_no_other_name(host: str, named: str) -> None:
    for path in ("/graphql?query={__typename}", "/healthz"):
        answer = get(named, path, host=host)
        assert (answer.status_code, "data" in answer.text) == (421, False)


@pytest.fixture(scope="module")
def named(sample_url: str) -> Iterator[str]:
    with serving(sample_url, "--allow-host", "kg.example") as address:
        yield address


def test_serving_on_all_addresses_answers_to_any_name_unless_some_are_given() -> None:
    assert allowed_hosts("0.0.0.0", []) == ()
    assert "kg.example" in allowed_hosts("0.0.0.0", ["kg.example"])


@pytest.mark.parametrize(
    "options, advice",
    [
        (("--host", "no.such.host.invalid"), "--host"),
        (("--port", "abc"), "not a number from 0 to 65535"),
        (("--host", "192.0.2.1"), "--host"),
    ],
)
def test_serving_says_why_it_cannot_listen(options: tuple[str, ...], advice: str, sample_url: str) -> None:
    done = run_kg("serve", "--store", sample_url, *options)
    assert done.returncode in (1, 2)
    assert advice in done.stderr
    assert "GraphQL at" not in done.stderr
    assert "Traceback" not in done.stderr


def test_serving_says_that_the_port_is_taken(sample_url: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = run_kg("serve", "--store", sample_url, "--port", str(other.getsockname()[1]))
    assert done.returncode == 1
    assert "--port" in done.stderr
    assert "GraphQL at" not in done.stderr


def test_serving_lives_through_the_loss_of_its_store(sample_url: str, tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    shutil.copyfile(sample_url.removeprefix("sqlite:"), path)
    query = "/graphql?query={articles{totalCount}}"
    with serving(f"sqlite:{path}") as address:
        assert get(address, query).json()["data"]["articles"]["totalCount"] == 13
        path.rename(tmp_path / "away.db")
        lost = get(address, query)
        assert lost.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
        ready = get(address, "/readyz")
        assert ready.status_code == 503
        assert str(tmp_path) not in lost.text + ready.text
        assert not path.exists()
        (tmp_path / "away.db").rename(path)
        assert get(address, query).json()["data"]["articles"]["totalCount"] == 13


def test_serving_names_all_its_methods(server: str) -> None:
    host, _, port = server.removeprefix("http://").rpartition(":")
    for method in ("TRACE", "PUT", "HEAD", "BREW"):
        connection = http.client.HTTPConnection(host, int(port), timeout=60)
        connection.request(method, "/graphql")
        answer = connection.getresponse()
        assert (answer.status, answer.getheader("allow")) == (405, "GET, POST, OPTIONS")
        connection.close()
