"""Where a text may name a person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens ``start`` to ``end`` (exclusive) name a person; ``key`` if the gazetteer knows whom."""

    start: int
    end: int
    key: str | None
