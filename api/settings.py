"""What a server allows; all of it can be set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of one request, and what the server shows.

    ``cost`` counts entities a query may touch (page sizes multiplied down the tree); ``body`` is in bytes,
    ``text`` is in characters of one value, ``items`` in values of one list, ``seconds`` is wall time.
    """

    depth: int = 10
    aliases: int = 30
    directives: int = 30
    tokens: int = 2_000
    cost: int = 5_000
    text: int = 2_000
    items: int = 500
    body: int = 256 * 1024
    seconds: float = 10.0
    ide: bool = True
    introspection: bool = True
