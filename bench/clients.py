"""Clients that ask the same thing again and again, in a process of their own, and note how long each answer takes.

HTTP is spoken over bare sockets with keep-alive: a full client library would cost as much as the servers.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from neo4j import AsyncGraphDatabase

Ask = Callable[[], Awaitable[Any]]

LEAST = 8
"""Answers of each client, however long they take."""


class BadAnswer(Exception):
    """An answer that is none."""


@dataclass(frozen=True, slots=True)
class Timed:
    """Latencies of all answers in seconds, and how many there were a second."""

    seconds: tuple[float, ...]
    rate: float


@dataclass(frozen=True, slots=True)
class HttpTarget:
    """A GraphQL endpoint and what to ask it."""

    url: str
    query: str
    variables: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DriverTarget:
    """A Neo4j and what to ask it in Cypher."""

    url: str
    password: str
    query: str
    variables: Mapping[str, Any]


Target = HttpTarget | DriverTarget


class Connection:
    """One HTTP connection that is kept."""

    def __init__(self, target: HttpTarget) -> None:
        self._target = target
        body = json.dumps({"query": target.query, "variables": target.variables}).encode()
        parts = urlsplit(target.url)
        head = (
            f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
            f"Accept: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._request = head.encode() + body
        self._host, self._port = parts.hostname, parts.port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self) -> bytes:
        """The body of one answer. Raises BadAnswer unless it is 200."""
        if self._writer is None or self._reader is None:
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port, limit=2**22)
        self._writer.write(self._request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        body = await self._body(head, self._reader)
        if " 200 " not in head.split("\r\n", 1)[0]:
            raise BadAnswer(f"{head.splitlines()[0]}: {body[:500]!r}")
        return body

    async def _body(self, head: str, reader: asyncio.StreamReader) -> bytes:
        for line in head.split("\r\n"):
            name, _, value = line.partition(":")
            if name == "content-length":
                return await reader.readexactly(int(value))
        parts = []
        while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
            parts.append(await reader.readexactly(size))
            await reader.readexactly(2)
        await reader.readexactly(2)
        return b"".join(parts)

    def close(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.close()


def answer(target: Target) -> Any:
    """One answer, as JSON values (for Cypher: the one record as a mapping). Raises BadAnswer for GraphQL errors."""
    return asyncio.run(_answer(target))


async def _answer(target: Target) -> Any:
    if isinstance(target, DriverTarget):
        async with _driver(target) as driver, driver.session() as session:
            return await session.execute_read(_record, target.query, dict(target.variables))
    connection = Connection(target)
    found = json.loads(await connection.ask())
    connection.close()
    if found.get("errors"):
        raise BadAnswer(json.dumps(found["errors"])[:2000])
    return found["data"]


def timed(target: Target, clients: int, seconds: float) -> Timed:
    """Have so many clients ask for so long, each waiting for its answer before it asks again."""
    return asyncio.run(_timed(target, clients, seconds))


async def _timed(target: Target, clients: int, seconds: float) -> Timed:
    if isinstance(target, DriverTarget):
        async with _driver(target) as driver:

            async def ask() -> None:
                async with driver.session() as session:
                    await session.execute_read(_record, target.query, dict(target.variables))

            return await _all([ask] * clients, seconds)
    connections = [Connection(target) for _ in range(clients)]
    found = await _all([connection.ask for connection in connections], seconds)
    for connection in connections:
        connection.close()
    return found


async def _all(asks: list[Ask], seconds: float) -> Timed:
    await asyncio.gather(*(ask() for ask in asks))
    took: list[float] = []
    started = time.perf_counter()

    async def client(ask: Ask) -> None:
        done = 0
        while done < LEAST or time.perf_counter() < started + seconds:
            begun = time.perf_counter()
            await ask()
            took.append(time.perf_counter() - begun)
            done += 1

    await asyncio.gather(*(client(ask) for ask in asks))
    return Timed(tuple(took), len(took) / (time.perf_counter() - started))


def _driver(target: DriverTarget) -> Any:
    return AsyncGraphDatabase.driver(target.url, auth=("neo4j", target.password), notifications_min_severity="OFF")


async def _record(tx: Any, query: str, variables: dict[str, Any]) -> dict[str, Any]:
    result = await tx.run(query, variables)
    record = await result.single(strict=True)
    return dict(record)
