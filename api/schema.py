"""The schema, and ``python -m api.schema``, which writes it down as SDL."""

from functools import cache
from pathlib import Path

import strawberry
from graphql import GraphQLSchema

from api.query import Query
from api.scalars import CONFIG
from api.types import CLASSES

SDL = Path(__file__).with_name("schema.graphql")


@cache
def make_schema() -> strawberry.Schema:
    """The schema, made once a process."""
    return strawberry.Schema(query=Query, types=list(CLASSES.values()), config=CONFIG)


def core_schema() -> GraphQLSchema:
    """The same as graphql-core has it, which runs it."""
    return make_schema()._schema


def sdl() -> str:
    """The schema in the definition language, with a line end."""
    return make_schema().as_str() + "\n"


if __name__ == "__main__":
    SDL.write_text(sdl(), encoding="utf-8")
