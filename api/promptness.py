"""Connections whose requests do not begin in time are closed; a server can hold only so many."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

SECONDS = 10.0
"""How long the headers of a request may take, from the connection or the request's first byte on."""


class PromptProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, to clients that say in time what they want."""

    seconds = SECONDS

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._giving_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Expect a request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Read on; the time runs as long as the headers are not complete."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to expect any more."""
        self._rest()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._rest()
        elif self._giving_up is None:
            self._giving_up = self.loop.call_later(self.seconds, self._give_up)

    def _rest(self) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None

    def _give_up(self) -> None:
        self._giving_up = None
        # after an answer the connection is idle again, which uvicorn has a time of its own for
        if not self.transport.is_closing():
            self.transport.close()
