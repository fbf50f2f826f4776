"""A document that may be run, with the plans made for it."""

from collections.abc import Callable
from typing import Any

from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode
from graphql.execution.values import get_variable_values

from api.context import Context
from api.plan import Asked, Planner, Step, Unplanned, deciding_variables
from api.waves import WaveLoaders, Waves

MOST_PLANS = 16
"""For one document; a plan is made anew for other values of what decides what is asked."""


class Prepared:
    """A document with its plans, for any number of threads."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.document = document
        self._schema = schema
        self._deciding = deciding_variables(document)
        self._plans: dict[tuple[object, ...], tuple[Planner, tuple[Step, ...]]] = {}

    def answer(
        self, operation: OperationDefinitionNode, variables: dict[str, Any], context: Callable[..., Context]
    ) -> dict[str, Any]:
        """An operation's data, found in waves. Raises Unplanned, and whatever goes wrong on the way."""
        values: Any = get_variable_values(self._schema, operation.variable_definitions or (), variables, 1)
        if isinstance(values, list):
            raise Unplanned("variables that do not fit")
        planner, steps = self._plan(operation, values)
        loaders = WaveLoaders()
        asked = Asked(context(loaders), planner.fragments, values)
        return Waves(asked).data(steps, loaders)

    def _plan(self, operation: OperationDefinitionNode, values: Any) -> tuple[Planner, tuple[Step, ...]]:
        coerced = getattr(values, "coerced", values)
        key = (operation.name and operation.name.value, *(coerced.get(name) for name in self._deciding))
        found = self._plans.get(key)
        if found is None:
            planner = Planner(self._schema, self.document, values)
            found = planner, planner.operation(operation)
            if len(self._plans) < MOST_PLANS:
                self._plans[key] = found
        return found
