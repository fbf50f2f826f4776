"""From a request's text to a result: parse, validate, hold to the limits, run."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
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
from api.limits import problem_of, problem_of_variables
from api.settings import Settings
from kg.store.base import Store

REMEMBERED = 256
LONGEST_REMEMBERED = 10_000
MOST_VALIDATION_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result as JSON values. ``refused`` if nothing was run: the answer then has no data key."""

    body: dict[str, Any]
    refused: bool


class Refused(Exception):
    """The request cannot be run as it is; ``errors`` say why."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


class Executor:
    """Runs requests against one store. Documents that were checked once are remembered."""

    def __init__(self, schema: GraphQLSchema, store: Store, settings: Settings) -> None:
        self._schema = schema
        self._store = store
        self._settings = settings
        self._known: OrderedDict[str, DocumentNode] = OrderedDict()

    async def run(
        self, query: str, variables: dict[str, Any] | None, operation: str | None, *, only_queries: bool
    ) -> Outcome:
        """Run one request within the time limit. Never raises for what a client sent."""
        try:
            document = self._document(query)
            self._check_operation(document, operation, only_queries=only_queries)
            if problem := problem_of_variables(variables, self._settings):
                raise Refused([problem])
        except Refused as exc:
            return Outcome({"errors": [formatted(error) for error in exc.errors]}, refused=True)
        try:
            result = await asyncio.wait_for(self._execute(document, variables, operation), self._settings.seconds)
        except TimeoutError:
            error = coded(f"the request took more than {self._settings.seconds:g} s; ask for less", "TOO_COSTLY")
            return Outcome({"data": None, "errors": [formatted(error)]}, refused=False)
        return _outcome(result)

    def _document(self, query: str) -> DocumentNode:
        if query in self._known:
            self._known.move_to_end(query)
            return self._known[query]
        document = self._checked(query)
        if len(query) <= LONGEST_REMEMBERED:
            self._known[query] = document
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return document

    def _checked(self, query: str) -> DocumentNode:
        """The parsed document. Raises Refused if it is not well-formed, not valid, or asks for too much."""
        try:
            document = parse(query, max_tokens=self._settings.tokens)
            if problem := problem_of(document, self._settings):
                raise Refused([problem])
            errors = validate(self._schema, document, max_errors=MOST_VALIDATION_ERRORS)
        except GraphQLError as exc:
            too_long = "tokens" in exc.message or "nested too deeply" in exc.message
            raise Refused([coded(exc.message, "TOO_COSTLY") if too_long else exc]) from exc
        except RecursionError as exc:
            raise Refused([coded("the query nests too deep", "TOO_COSTLY")]) from exc
        if errors:
            raise Refused(errors)
        return document

    def _check_operation(self, document: DocumentNode, name: str | None, *, only_queries: bool) -> None:
        operation = get_operation_ast(document, name)
        if not isinstance(operation, OperationDefinitionNode):
            raise Refused([coded("say with operationName which operation of the document to run", "BAD_USER_INPUT")])
        if only_queries and operation.operation is not OperationType.QUERY:
            raise Refused([coded("GET takes queries only", "BAD_USER_INPUT")])

    async def _execute(
        self, document: DocumentNode, variables: dict[str, Any] | None, operation: str | None
    ) -> ExecutionResult:
        result = execute(
            self._schema,
            document,
            context_value=Context(self._store, self._settings),
            variable_values=variables,
            operation_name=operation,
        )
        return result if isinstance(result, ExecutionResult) else await result


def _outcome(result: ExecutionResult) -> Outcome:
    errors = [formatted(error) for error in result.errors or ()]
    # errors without a path and no data: variables that do not fit, so nothing was run
    refused = result.data is None and bool(errors) and all(e.path is None for e in result.errors or ())
    if refused:
        return Outcome({"errors": errors}, refused=True)
    return Outcome({"data": result.data, **({"errors": errors} if errors else {})}, refused=False)
