"""From a request's text to a result: parse, validate, hold to the limits, run.

All of it happens in a thread of the request's own (`api.lanes`), so that no request keeps the server from others.
"""

import asyncio
import json
import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute,
    get_operation_ast,
    parse,
    validate,
)

from api.context import Context
from api.errors import coded, formatted
from api.lanes import Lanes, busy
from api.limits import problem_of, problem_of_operation, problem_of_variables
from api.prepared import Prepared
from api.settings import Settings
from kg.errors import StoreUnavailable
from kg.store.base import Store

logger = logging.getLogger(__name__)

REMEMBERED = 256
LONGEST_REMEMBERED = 10_000
MOST_REMEMBERED = 200_000
"""Characters of all documents remembered, each once more for every plan it may have; parsed, a document takes some
hundred times as much, and so does a plan."""

MOST_ERRORS = 20
GAVE_UP = "Validation aborted."
"""What graphql-core says of fragments that lead from one to the next for too long."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result as JSON values. ``refused`` if nothing was run: the answer then has no data key.

    ``written`` is the body as JSON text, made in the request's thread; ``is_mutation`` tells of one sent by GET.
    """

    body: dict[str, Any]
    refused: bool
    is_busy: bool = False
    is_mutation: bool = False
    written: bytes | None = None


class Refused(Exception):
    """The request cannot be run as it is; ``errors`` say why."""

    def __init__(self, errors: list[GraphQLError], *, is_mutation: bool = False) -> None:
        super().__init__(errors[0].message)
        self.errors = errors
        self.is_mutation = is_mutation


class Documents:
    """Documents that were checked once, the latest used, up to a number and a size."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Prepared] = OrderedDict()
        self._size = 0
        self._guard = threading.Lock()

    def get(self, query: str) -> Prepared | None:
        """The document of this text, if it is remembered."""
        with self._guard:
            if query in self._known:
                self._known.move_to_end(query)
            return self._known.get(query)

    def add(self, query: str, document: Prepared) -> None:
        """Remember; forget those that were not used for longest."""
        if len(query) > LONGEST_REMEMBERED:
            return
        with self._guard:
            if query not in self._known:
                self._size += _weight(query, document)
            self._known[query] = document
            while len(self._known) > REMEMBERED or self._size > MOST_REMEMBERED:
                self._size -= _weight(*self._known.popitem(last=False))


def _weight(query: str, document: Prepared) -> int:
    return len(query) * (1 + document.most_plans)


class Executor:
    """Runs requests against one store."""

    def __init__(self, schema: GraphQLSchema, store: Store, settings: Settings, lanes: Lanes | None = None) -> None:
        self._schema = schema
        self._store = store
        self._settings = settings
        self._lanes = lanes or Lanes(settings)
        self._documents = Documents()

    async def run(
        self, query: str, variables: dict[str, Any] | None, operation: str | None, *, only_queries: bool
    ) -> Outcome:
        """Run one request within the time limit. Never raises for what a client sent."""
        end = time.monotonic() + self._settings.seconds
        try:
            running = self._lanes.start(partial(self._run, query, variables, operation, only_queries, end))
        except GraphQLError as exc:
            return Outcome({"errors": [formatted(exc)]}, refused=True, is_busy=True)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(running), self._settings.seconds)
        except TimeoutError:
            if running.cancel():  # it never began
                return Outcome({"errors": [formatted(busy())]}, refused=True, is_busy=True)
            error = coded(f"the request took more than {self._settings.seconds:g} s; ask for less", "TOO_COSTLY")
            return Outcome({"data": None, "errors": [formatted(error)]}, refused=False)

    def _run(
        self, query: str, variables: dict[str, Any] | None, name: str | None, only_queries: bool, end: float
    ) -> Outcome:
        outcome = self._ran(query, variables, name, only_queries, end)
        if _characters(outcome.body, {}) > self._settings.answer:
            error = coded("the answer is too long; ask for fewer texts of articles, or smaller pages", "TOO_COSTLY")
            outcome = Outcome({"data": None, "errors": [formatted(error)]}, refused=False)
        return replace(outcome, written=json_bytes(outcome.body))

    def _ran(
        self, query: str, variables: dict[str, Any] | None, name: str | None, only_queries: bool, end: float
    ) -> Outcome:
        try:
            if problem := problem_of_variables(variables, self._settings):
                raise Refused([problem])
            known = self._documents.get(query)
            prepared = known or Prepared(self._schema, self._parsed(query))
            operation = _operation(prepared.document, name, only_queries=only_queries)
            if problem := problem_of_operation(prepared.document, operation, variables, self._settings):
                raise Refused([problem])
            if not known:
                self._validate(prepared.document)
                self._documents.add(query, prepared)
        except Refused as exc:
            errors = [formatted(error) for error in exc.errors]
            return Outcome({"errors": errors}, refused=True, is_mutation=exc.is_mutation)
        return self._answered(prepared, operation, variables or {}, name, end)

    def _answered(
        self,
        prepared: Prepared,
        operation: OperationDefinitionNode,
        variables: dict[str, Any],
        name: str | None,
        end: float,
    ) -> Outcome:
        """In waves where that goes well, else as graphql-core has it, which tells what is wrong."""
        context = partial(Context, self._store, self._settings, self._lanes, end)
        try:
            data = prepared.answer(operation, variables, context)
        except Exception as exc:
            logger.debug("not in waves: %r", exc)
            # a store that could not be read is not tried again, for that takes seconds
            broken = exc if isinstance(exc, StoreUnavailable) else None
            running = self._execute(prepared.document, variables, name, context(broken=broken))
            return _outcome(asyncio.run(running))
        return Outcome({"data": data}, refused=False)

    def _parsed(self, query: str) -> DocumentNode:
        """Raises Refused if it is not well-formed, or too long to be looked at."""
        try:
            document = parse(query, max_tokens=self._settings.tokens)
            problem = problem_of(document, self._settings)
        except GraphQLError as exc:
            too_long = "tokens" in exc.message or "nested too deeply" in exc.message
            raise Refused([coded(exc.message, "TOO_COSTLY") if too_long else exc]) from exc
        except RecursionError as exc:
            raise Refused([coded("the query nests too deep", "TOO_COSTLY")]) from exc
        if problem:
            raise Refused([problem])
        return document

    def _validate(self, document: DocumentNode) -> None:
        """Raises Refused if the document is not valid."""
        try:
            errors = validate(self._schema, document, max_errors=MOST_ERRORS)
        except RecursionError as exc:
            raise Refused([coded("the query nests too deep", "TOO_COSTLY")]) from exc
        if errors and errors[0].message == GAVE_UP:
            raise Refused([coded("the query nests too deep", "TOO_COSTLY")])
        if errors:
            raise Refused(errors)

    async def _execute(
        self, document: DocumentNode, variables: dict[str, Any], operation: str | None, context: Context
    ) -> ExecutionResult:
        result = execute(
            self._schema, document, context_value=context, variable_values=variables, operation_name=operation
        )
        return result if isinstance(result, ExecutionResult) else await result


def _operation(document: DocumentNode, name: str | None, *, only_queries: bool) -> OperationDefinitionNode:
    operation = get_operation_ast(document, name)
    if not isinstance(operation, OperationDefinitionNode):
        raise Refused([coded("say with operationName which operation of the document to run", "BAD_USER_INPUT")])
    if only_queries and operation.operation is not OperationType.QUERY:
        raise Refused([coded("GET takes queries only; use POST", "BAD_USER_INPUT")], is_mutation=True)
    return operation


def _outcome(result: ExecutionResult) -> Outcome:
    found = result.errors or []
    errors = [formatted(error) for error in found[:MOST_ERRORS]]
    # errors without a path and no data: variables that do not fit, so nothing was run
    refused = result.data is None and bool(errors) and all(e.path is None for e in found)
    if refused:
        return Outcome({"errors": errors}, refused=True)
    return Outcome({"data": result.data, **({"errors": errors} if errors else {})}, refused=False)


def json_bytes(body: object) -> bytes:
    """JSON text in UTF-8, as short as can be."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _characters(value: object, known: dict[int, int]) -> int:
    """About how long a value is as JSON; what stands in it many times is counted as often, but looked at once."""
    if isinstance(value, str):
        return len(value) + 3
    if not isinstance(value, dict | list):
        return 6
    found = known.get(id(value))
    if found is None:
        inside = value.items() if isinstance(value, dict) else (("", item) for item in value)
        found = known[id(value)] = 2 + sum(len(key) + 4 + _characters(item, known) for key, item in inside)
    return found
