"""Runs a planned operation: the fields' own resolvers, called directly, in waves.

A resolver that awaits a loader waits until all that can run without the store has run; then everything that was
waited for is loaded at once, each kind with one call, and all go on. So the store is asked as often as entities lie
below one another in the question, and no event loop is needed. What goes wrong here is not told: graphql-core then
runs the operation anew and words its errors.
"""

from collections.abc import Coroutine, Generator, Sequence
from types import CoroutineType
from typing import Any, Generic

from api.context import K, Load, V
from api.plan import Asked, Selection, Step


class _Pause:
    """Waits for the next wave."""

    def __await__(self) -> Generator[None, None, None]:
        yield


_PAUSE = _Pause()


class WaveLoader(Generic[K, V]):
    """Loads with one call what all resolvers of a wave wait for; keeps it for the request."""

    def __init__(self, load: Load[K, V]) -> None:
        self._load = load
        self._found: dict[K, V] = {}
        self._wanted: dict[K, None] = {}

    async def load(self, key: K) -> V:
        """The value of a key."""
        if key not in self._found:
            self._wanted[key] = None
            await _PAUSE
        return self._found[key]

    async def load_many(self, keys: Sequence[K]) -> list[V]:
        """The values of several keys, in order."""
        missing = [key for key in keys if key not in self._found]
        if missing:
            self._wanted.update(dict.fromkeys(missing))
            await _PAUSE
        return [self._found[key] for key in keys]

    def prime(self, key: K, value: V) -> None:
        """Keep a value that is known already, unless there is one."""
        self._found.setdefault(key, value)

    def flush(self) -> None:
        """Load what is waited for."""
        if self._wanted:
            wanted, self._wanted = [*self._wanted], {}
            self._found.update(zip(wanted, self._load(wanted), strict=True))


class WaveLoaders:
    """Makes loaders, and has all of them load."""

    def __init__(self) -> None:
        self._made: list[WaveLoader[Any, Any]] = []

    def __call__(self, load: Load[K, V]) -> WaveLoader[K, V]:
        """A loader that loads in this way."""
        loader = WaveLoader(load)
        self._made.append(loader)
        return loader

    def flush(self) -> None:
        """Load what is waited for."""
        for loader in self._made:
            loader.flush()


class Waves:
    """One run of a plan."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._given: dict[Step, dict[str, Any]] = {}
        self._waiting: list[tuple[Coroutine[None, None, Any], dict[str, Any], Step]] = []
        self._told: dict[tuple[int, int], tuple[Any, dict[str, Any]]] = {}

    def data(self, steps: Sequence[Step], loaders: WaveLoaders) -> dict[str, Any]:
        """What is asked at the top. Raises whatever goes wrong in a resolver, and Unplanned."""
        told: dict[str, Any] = {}
        self._tell(None, steps, told)
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            loaders.flush()
            for resolving, into, step in waiting:
                self._advance(resolving, into, step)
        return told

    def object(self, value: Any, selection: Selection) -> dict[str, Any]:
        """What is asked of an object, told once however often the object comes."""
        key = (id(selection), id(value))
        if key in self._told:
            return self._told[key][1]
        told: dict[str, Any] = {}
        # with the value, lest another object gets its id
        self._told[key] = (value, told)
        self._tell(value, selection.steps(type(value)), told)
        return told

    def _tell(self, value: Any, steps: Sequence[Step], told: dict[str, Any]) -> None:
        for step in steps:
            found = step.resolve(value, **self._arguments(step)) if step.arguments else step.resolve(value)
            if type(found) is CoroutineType:
                self._advance(found, told, step)
            else:
                told[step.key] = step.complete(self, found)

    def _arguments(self, step: Step) -> dict[str, Any]:
        given = self._given.get(step)
        if given is None and step.arguments:
            given = self._given[step] = step.arguments(self._asked)
        return given or {}

    def _advance(self, resolving: Coroutine[None, None, Any], told: dict[str, Any], step: Step) -> None:
        try:
            resolving.send(None)
        except StopIteration as done:
            told[step.key] = step.complete(self, done.value)
        else:
            # the place among the fields is kept
            told[step.key] = None
            self._waiting.append((resolving, told, step))
