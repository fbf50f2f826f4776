"""GraphQL over HTTP: one request in, one response out, as the specification has it."""

import asyncio
import json
import logging
import time
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from api.errors import coded, formatted
from api.execution import Executor, Outcome, json_bytes
from api.pages import ide_page
from api.settings import Settings

logger = logging.getLogger(__name__)

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
HTML = "text/html"
METHODS = "GET, POST, OPTIONS"


class BadRequest(Exception):
    """A request that is no GraphQL request; ``status`` says in which way."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Endpoint:
    """Answers /graphql."""

    def __init__(self, executor: Executor, settings: Settings) -> None:
        self._executor = executor
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One response for one request, whatever was sent."""
        request = Request(scope, receive)
        started = time.perf_counter()
        response = await self._respond(request)
        took = (time.perf_counter() - started) * 1000
        logger.info("%s %s %d %.1f ms", request.method, request.url.path, response.status_code, took)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": METHODS})
        if request.method not in ("GET", "POST"):
            return _error(405, "use GET or POST", JSON, {"Allow": METHODS})
        media = accepted(request.headers.get("accept"))
        if request.method == "GET" and "query" not in request.query_params and media == HTML:
            return ide_page(self._settings)
        if media is None:
            return _error(406, f"accept {GRAPHQL} or {JSON}", JSON)
        form = JSON if media == HTML else media
        try:
            query, variables, operation = await asyncio.wait_for(self._parameters(request), self._settings.seconds)
        except TimeoutError:
            return _error(408, "the request did not arrive in time; send it again", form, {"Connection": "close"})
        except BadRequest as exc:
            return _error(exc.status, str(exc), form)
        except ClientDisconnect:
            return Response(status_code=400)
        outcome = await self._executor.run(query, variables, operation, only_queries=request.method == "GET")
        return _answer(outcome, form)

    async def _parameters(self, request: Request) -> tuple[str, dict[str, Any] | None, str | None]:
        """Query, variables and operation name. Raises BadRequest."""
        if request.method == "GET":
            return _checked(_from_url(request))
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != JSON:
            raise BadRequest(415, f"send the request as {JSON}")
        charset = request.headers.get("content-type", "").lower().partition("charset=")[2].strip(' "')
        if charset and charset.partition(";")[0].strip(' "') not in ("utf-8", "utf8"):
            raise BadRequest(415, "send the request in UTF-8")
        return _checked(_loaded(await self._body(request)))

    async def _body(self, request: Request) -> bytes:
        """The body, read no further than the limit."""
        parts, size = [], 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > self._settings.body:
                raise BadRequest(413, f"the request is over {self._settings.body // 1024} kB; send less")
            parts.append(chunk)
        return b"".join(parts)


def _from_url(request: Request) -> dict[str, Any]:
    found: dict[str, Any] = {k: v for k, v in request.query_params.items() if k in ("query", "operationName")}
    for name in ("variables", "extensions"):
        if text := request.query_params.get(name):
            found[name] = _loaded(text.encode("utf-8", "replace"))
    return found


def _loaded(body: bytes) -> Any:
    """JSON of a request. Raises BadRequest for what is none, or could be stored nowhere."""
    try:
        found = json.loads(body.decode("utf-8"), parse_constant=_no_json)
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as exc:
        raise BadRequest(400, "the request holds half of a surrogate pair") from exc
    except (ValueError, RecursionError) as exc:
        raise BadRequest(400, "the request is no JSON in UTF-8") from exc
    return found


def _no_json(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _checked(found: Any) -> tuple[str, dict[str, Any] | None, str | None]:
    """The parameters, each of its type. Raises BadRequest."""
    if isinstance(found, list):
        raise BadRequest(400, "one request at a time; batches are not taken")
    if not isinstance(found, dict):
        raise BadRequest(400, "the request is no JSON object")
    query, variables, operation = found.get("query"), found.get("variables"), found.get("operationName")
    if not isinstance(query, str):
        raise BadRequest(400, "the request has no query")
    if not (variables is None or isinstance(variables, dict)):
        raise BadRequest(400, "variables are a JSON object")
    if not (operation is None or isinstance(operation, str)):
        raise BadRequest(400, "operationName is a text")
    if not (found.get("extensions") is None or isinstance(found["extensions"], dict)):
        raise BadRequest(400, "extensions are a JSON object")
    # no operation has an empty name; clients that send a form leave it so
    return query, variables, operation or None


def accepted(header: str | None) -> str | None:
    """The media type to answer in; None if the client takes none of ours."""
    if not header or not header.strip():
        return JSON
    weights = dict(_weights(header))
    found = []
    for number, offer in enumerate((GRAPHQL, JSON, HTML)):
        # a page is for those who name it; of two that only a pattern lets through, clients of old expect the older
        patterns = () if offer == HTML else ("application/*", "*/*")
        named = next((pattern for pattern in (offer, *patterns) if pattern in weights), None)
        if named is not None and weights[named] > 0:
            found.append((weights[named], named == offer, -number if named == offer else number, offer))
    return max(found)[-1] if found else None


def _weights(header: str) -> list[tuple[str, float]]:
    """Media types with their weights; parameters other than q and charset make a type of its own."""
    found = []
    for part in header.split(",")[:50]:
        media, *parameters = [piece.strip().lower() for piece in part.split(";")]
        weight = 1.0
        for parameter in parameters:
            name, _, text = parameter.partition("=")
            if name.strip() == "q":
                try:
                    weight = float(text)
                except ValueError:
                    weight = 0.0
            elif name.strip() == "charset" and text.strip(' "') not in ("utf-8", "utf8"):
                weight = 0.0
        found.append((media, weight))
    return found


def _answer(outcome: Outcome, form: str) -> Response:
    """200 for all that ran; what was refused is 400 in the newer media type, 200 in the older; 503 if too many ask.

    A mutation by GET is 405 in both.
    """
    data = outcome.written or json_bytes(outcome.body)
    if outcome.is_busy:
        return _response(data, 503, form, {"Retry-After": "5"})
    if outcome.is_mutation:
        return _response(data, 405, form, {"Allow": "POST"})
    return _response(data, 400 if outcome.refused and form == GRAPHQL else 200, form)


def _error(status: int, message: str, form: str, headers: dict[str, str] | None = None) -> Response:
    return _json({"errors": [formatted(coded(message, "BAD_USER_INPUT"))]}, status, form, headers)


def _json(body: object, status: int, form: str, headers: dict[str, str] | None = None) -> Response:
    return _response(json_bytes(body), status, form, headers)


def _response(data: bytes, status: int, form: str, headers: dict[str, str] | None = None) -> Response:
    return Response(data, status, headers, media_type=f"{form}; charset=utf-8")


__all__ = ["BadRequest", "Endpoint", "HTMLResponse", "accepted"]
