"""From exceptions to GraphQL errors with a code; what is not meant for clients is masked and logged."""

import logging
from typing import Any, Literal

from graphql import GraphQLError

from kg.errors import InputError, QueryError, QueryTimeout, StoreUnavailable

logger = logging.getLogger(__name__)

Code = Literal["BAD_USER_INPUT", "TOO_COSTLY", "UNAVAILABLE", "INTERNAL"]

CODES: tuple[tuple[type[Exception], Code], ...] = (
    (QueryTimeout, "TOO_COSTLY"),
    (QueryError, "BAD_USER_INPUT"),
    (InputError, "BAD_USER_INPUT"),
)
LONGEST_MESSAGE = 500


def coded(message: str, code: Code) -> GraphQLError:
    """A GraphQL error of ours."""
    return GraphQLError(message, extensions={"code": code})


def formatted(error: GraphQLError) -> dict[str, Any]:
    """The error as a client sees it."""
    told = dict(error.formatted)
    message, code = _told(error)
    told["message"] = message if len(message) <= LONGEST_MESSAGE else message[:LONGEST_MESSAGE] + "…"
    told["extensions"] = {**(error.extensions or {}), "code": code}
    return told


def _told(error: GraphQLError) -> tuple[str, str]:
    """Message and code: ours as they are, GraphQL's own as bad input, anything else masked."""
    cause = error.original_error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    if isinstance(cause, StoreUnavailable):
        # names files of the server, which are no client's business
        logger.warning("%s: %s", error.path, cause)
        return "the store cannot be read just now; try again in a while", "UNAVAILABLE"
    for kind, code in CODES:
        if isinstance(cause, kind):
            return str(cause), code
    if cause is None or isinstance(cause, GraphQLError):
        own = (error.extensions or {}).get("code")
        return error.message, own if isinstance(own, str) else "BAD_USER_INPUT"
    logger.error("unexpected error in %s", error.path, exc_info=cause)
    return "internal error; it was logged", "INTERNAL"
