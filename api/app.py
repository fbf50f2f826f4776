"""The server: GraphQL, pages of entities, files for Neo4j Browser, health, and the editor's files."""

import asyncio
import logging
import time
from importlib.resources import files
from pathlib import Path

from graphql import GraphQLError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.entity_pages import EntityPages
from api.execution import Executor
from api.http import Endpoint
from api.lanes import Lanes
from api.neo4j_browser import browser_files
from api.schema import core_schema
from api.settings import Settings
from kg.errors import JubirError
from kg.store.base import Store

logger = logging.getLogger(__name__)

SECURITY_HEADERS = {
    b"content-security-policy": b"default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    b"font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"x-frame-options": b"DENY",
    b"cache-control": b"no-store",
}


class SecurityHeaders:
    """Adds headers that keep browsers from doing more than they should."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; mark the response."""

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message.get("headers", [])}
                message["headers"] = [
                    *message.get("headers", []),
                    *((name, text) for name, text in SECURITY_HEADERS.items() if name not in own),
                ]
            await send(message)

        await self._app(scope, receive, marked)


class KnownHosts:
    """Refuses requests under a name that is not the server's, as a page elsewhere could have its visitors send."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self._app = app
        self._hosts = {bare_host(host) for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 421."""
        app: ASGIApp = self._app
        if self._hosts and scope["type"] == "http":
            named = bare_host(dict(scope["headers"]).get(b"host", b"").decode("latin-1"))
            if named not in self._hosts:
                app = PlainTextResponse("this server does not go by that name; see kg serve --allow-host\n", 421)
        await app(scope, receive, send)


def bare_host(host: str) -> str:
    """The name in a Host header, without port and brackets, in lower case."""
    text = host.strip().lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text if text.count(":") > 1 else text.partition(":")[0]


class Farewell:
    """Answers what is cut off when the server stops, instead of letting it fail."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; if it is cancelled, answer 503."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except asyncio.CancelledError:
            if not begun and scope["type"] == "http":
                await PlainTextResponse("the server is stopping\n", 503)(scope, receive, send)


def create_app(store: Store, settings: Settings | None = None) -> Starlette:
    """An ASGI app over an open store; the caller closes the store."""
    chosen = settings or Settings()
    lanes = Lanes(chosen)
    endpoint = Endpoint(Executor(core_schema(), store, chosen, lanes), chosen)
    pages = EntityPages(store, chosen, lanes)

    async def entity(request: Request) -> Response:
        return await pages(request)

    def ready(request: Request) -> Response:
        try:
            lanes.read(store, lambda s: s.canonical(["urn:ready"]), time.monotonic() + chosen.seconds)
        except (JubirError, GraphQLError) as exc:
            logger.warning("not ready: %s", exc)
            return PlainTextResponse("not ready: the store cannot be read; the log says why\n", 503)
        return PlainTextResponse("ready\n")

    routes: list[Route | Mount] = [
        Route("/", _home),
        Route("/graphql", endpoint),
        Route("/id/{kind}/{tail}", entity),
        Route("/browser/{name}", browser_files, methods=["GET", "OPTIONS"]),
        Route("/healthz", _healthy),
        Route("/readyz", ready),
    ]
    if chosen.ide:
        routes.append(Mount("/static", StaticFiles(directory=Path(str(files("api").joinpath("static"))))))
    middleware = [Middleware(SecurityHeaders), Middleware(KnownHosts, hosts=chosen.hosts), Middleware(Farewell)]
    return Starlette(routes=routes, middleware=middleware)


async def _home(request: Request) -> Response:
    return RedirectResponse("/graphql")


async def _healthy(request: Request) -> Response:
    return PlainTextResponse("ok\n")
