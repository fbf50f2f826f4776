"""Clients that never say what they want do not keep their connections."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
import uvicorn
from starlette.responses import PlainTextResponse

from api.promptness import PromptProtocol

ASKED = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


class Hasty(PromptProtocol):
    """Waits two seconds."""

    seconds = 2.0


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, int]]:
    """A server of one word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        app = PlainTextResponse("ok")
        server = uvicorn.Server(uvicorn.Config(app, http=Hasty, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield listener.getsockname()
        server.should_exit = True
        thread.join(20)


def until_closed(client: socket.socket, drip: bytes) -> bytes:
    """What the server says until it closes, while a byte is sent now and then. Raises TimeoutError if it does not."""
    client.settimeout(0.1)
    found, end = b"", time.monotonic() + 30
    while time.monotonic() < end:
        try:
            client.sendall(drip)
            part = client.recv(1_000)
        except TimeoutError:
            continue
        except OSError:
            return found
        if not part:
            return found
        found += part
    raise TimeoutError


@pytest.mark.parametrize("start, drip", [(b"", b""), (ASKED + b"X: ", b"a")], ids=["nothing", "headers without end"])
def test_promptness_closes_what_never_begins(start: bytes, drip: bytes, address: tuple[str, int]) -> None:
    with socket.create_connection(address) as client:
        client.sendall(start)
        assert until_closed(client, drip) == b""


def test_promptness_closes_a_second_request_that_never_begins(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as client:
        client.sendall(ASKED + b"\r\n")
        assert client.recv(1_000).startswith(b"HTTP/1.1 200")
        client.sendall(ASKED + b"X: ")
        assert until_closed(client, b"a").count(b"HTTP/1.1 200") == 0


def test_promptness_answers_who_asks(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as client:
        for _ in range(3):
            client.sendall(ASKED + b"\r\n")
            found = b""
            while not found.endswith(b"ok"):
                found += client.recv(1_000)
            assert found.startswith(b"HTTP/1.1 200")
