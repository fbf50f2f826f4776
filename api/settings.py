"""What a server allows; all of it can be set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of one request, and what the server shows.

    ``cost`` counts entities a query may touch (page sizes multiplied down the tree); ``body`` is in bytes,
    ``leaves`` the values it may ask of them. ``repeats`` bounds fields of one name (their number squared, over all
    names), for comparing them is what validation takes longest for. ``text`` is in characters of one value, ``items``
    in values of one list, ``values`` in values of all variables, ``conditions`` in those of one filter, ``answer`` in
    characters of an answer. ``seconds`` is wall time. ``requests``, ``quick_reads`` and ``slow_reads`` run at a time,
    ``waiting`` more requests may wait; a read is slow that takes longer than a ``moment`` (seconds). ``hosts`` are the
    names the server answers to; all, if there are none.
    """

    depth: int = 10
    aliases: int = 30
    directives: int = 30
    tokens: int = 2_000
    cost: int = 5_000
    leaves: int = 20_000
    repeats: int = 40_000
    text: int = 2_000
    items: int = 500
    values: int = 5_000
    conditions: int = 200
    body: int = 256 * 1024
    answer: int = 16 * 1024 * 1024
    seconds: float = 10.0
    requests: int = 32
    waiting: int = 224
    quick_reads: int = 4
    slow_reads: int = 2
    moment: float = 0.25
    hosts: tuple[str, ...] = ()
    ide: bool = True
    introspection: bool = True
