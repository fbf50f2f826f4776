"""Scalars of the schema: partial dates and JSON."""

import re
from datetime import date
from typing import Any, NewType

import strawberry
from strawberry.schema.config import StrawberryConfig

from kg.errors import QueryError

_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def partial_date(value: object) -> str:
    """Check a full or partial ISO date ("2023", "2023-09", "2023-09-13"). Raises QueryError."""
    if isinstance(value, str) and _PARTIAL.fullmatch(value):
        try:
            date.fromisoformat((value + "-01-01")[:10])
            return value
        except ValueError:
            pass
    shown = repr(value[:40]) if isinstance(value, str) else f"{str(value)[:40]} without quotes"
    raise QueryError(f'not a date: {shown}; write "2023", "2023-09" or "2023-09-13"')


PartialDate = NewType("PartialDate", str)
Json = NewType("Json", object)


def _as_is(value: Any) -> Any:
    return value


CONFIG = StrawberryConfig(
    scalar_map={
        PartialDate: strawberry.scalar(
            name="PartialDate",
            description="A date as precise as is known: 2023, 2023-09 or 2023-09-13.",
            serialize=str,
            parse_value=partial_date,
        ),
        Json: strawberry.scalar(name="JSON", description="Any JSON value.", serialize=_as_is, parse_value=_as_is),
    }
)
