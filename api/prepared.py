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
    """A document with its plans, for any number of threads; it keeps ``most_plans`` of them."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.document = document
        self._schema = schema
        self._deciding = deciding_variables(document)
        operations = sum(isinstance(d, OperationDefinitionNode) for d in document.definitions)
        self.most_plans: int = min(MOST_PLANS, operations * 2 ** len(self._deciding))
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

    def _decided(self, operation: OperationDefinitionNode, values: Any) -> Any:
        """The values that decide what is asked, as graphql-core holds them."""
        coerced = getattr(values, "coerced", values)
        given = {name: coerced[name] for name in self._deciding if name in coerced}
        wanted = [d for d in operation.variable_definitions or () if d.variable.name.value in given]
        return get_variable_values(self._schema, wanted, given, 1)

    def _plan(self, operation: OperationDefinitionNode, values: Any) -> tuple[Planner, tuple[Step, ...]]:
        coerced = getattr(values, "coerced", values)
        key = (operation.name and operation.name.value, *(coerced.get(name) for name in self._deciding))
        found = self._plans.get(key)
        if found is None:
            # the plan outlives the request: of its values it may hold no more than what decides
            planner = Planner(self._schema, self.document, self._decided(operation, values))
            found = planner, planner.operation(operation)
            if len(self._plans) < self.most_plans:
                self._plans[key] = found
        return found
