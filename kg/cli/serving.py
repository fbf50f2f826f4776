"""``kg serve``."""

import argparse
import logging
import socket
from contextlib import closing
from typing import TYPE_CHECKING

from kg.cli.terminal import remark
from kg.config import store_url
from kg.errors import JubirError
from kg.store import open_store

if TYPE_CHECKING:
    import uvicorn
    from starlette.applications import Starlette

    from kg.store.base import Store

LOOPBACK = ("localhost", "127.0.0.1", "::1")
INTERRUPTED = 130


def serve(options: argparse.Namespace) -> int:
    """Serve until interrupted; status 130 then, 1 if it cannot listen."""
    from api.app import create_app
    from api.settings import Settings

    with (
        closing(open_store(store_url(options.store), readonly=True)) as store,
        closing(_listening(options)) as listener,
    ):
        hosts = allowed_hosts(options.host, options.allow_host)
        settings = Settings(ide=not options.no_ide, introspection=not options.no_ide, hosts=hosts)
        server = _server(create_app(store, settings), store)
        # connections are taken from here on; they wait until the server is ready
        port = listener.getsockname()[1]
        host = f"[{options.host}]" if ":" in options.host else options.host
        remark(f"GraphQL at http://{host}:{port}/graphql; stop with Ctrl-C", quiet=options.quiet)
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:
            return INTERRUPTED
    return 0


def allowed_hosts(host: str, named: list[str]) -> tuple[str, ...]:
    """Names that the server answers to; none means any."""
    if host in LOOPBACK or host.startswith("127."):
        return (*LOOPBACK, host, *named)
    return (*LOOPBACK, host, *named) if named else ()


def _listening(options: argparse.Namespace) -> socket.socket:
    """A socket that listens. Raises JubirError with the way out."""
    place = f"{options.host}:{options.port}"
    try:
        found = socket.getaddrinfo(options.host, options.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
    except (OSError, UnicodeError) as exc:
        raise JubirError(f"there is no host {options.host!r}; name an address of this machine with --host") from exc
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except PermissionError as exc:
        listener.close()
        raise JubirError(f"may not listen on {place}; choose a port from 1024 on with --port") from exc
    except OSError as exc:
        listener.close()
        taken = "choose another port with --port, or an address of this machine with --host"
        raise JubirError(f"cannot listen on {place} ({exc.strerror}); {taken}") from exc
    return listener


def _server(app: "Starlette", store: "Store") -> "uvicorn.Server":
    """A server that ends what it reads when it is stopped."""
    import uvicorn

    from api.promptness import PromptProtocol

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            # who is cut off is told so by the app; uvicorn's word on it would look like a fault
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
            store.close()
            await super().shutdown(sockets)

    config = uvicorn.Config(
        app, http=PromptProtocol, log_level="warning", access_log=False, server_header=False,
        timeout_graceful_shutdown=2,
    )  # fmt: skip
    return Server(config)
