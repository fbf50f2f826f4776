"""The server: GraphQL, pages of entities, files for Neo4j Browser, health, and the editor's files."""

from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.context import Context
from api.entity_pages import EntityPages
from api.execution import Executor
from api.http import Endpoint
from api.neo4j_browser import browser_files
from api.schema import core_schema
from api.settings import Settings
from kg.errors import JubirError
from kg.store.base import Store

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


def create_app(store: Store, settings: Settings | None = None) -> Starlette:
    """An ASGI app over an open store; the caller closes the store."""
    chosen = settings or Settings()
    endpoint = Endpoint(Executor(core_schema(), store, chosen), chosen)
    pages = EntityPages(store, chosen)

    async def graphql(request: Request) -> Response:
        return await endpoint(request)

    async def entity(request: Request) -> Response:
        return await pages(request)

    async def ready(request: Request) -> Response:
        try:
            await Context(store, chosen).ask(lambda s: s.canonical(["urn:ready"]))
        except JubirError as exc:
            return PlainTextResponse(f"not ready: {exc}\n", 503)
        return PlainTextResponse("ready\n")

    routes: list[Route | Mount] = [
        Route("/", _home),
        Route("/graphql", graphql, methods=["GET", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "HEAD"]),
        Route("/id/{kind}/{tail}", entity),
        Route("/browser/{name}", browser_files, methods=["GET", "OPTIONS"]),
        Route("/healthz", _healthy),
        Route("/readyz", ready),
    ]
    if chosen.ide:
        routes.append(Mount("/static", StaticFiles(directory=Path(str(files("api").joinpath("static"))))))
    return Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)])


async def _home(request: Request) -> Response:
    return RedirectResponse("/graphql")


async def _healthy(request: Request) -> Response:
    return PlainTextResponse("ok\n")
