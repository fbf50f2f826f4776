"""Which relation a word has to its head: a product of the two for each relation."""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from thinc.api import Model

from extractors.trained.lstm import Floats


def relations(width: int) -> Model[Any, Any]:
    """A layer from (words as dependents, their heads), both ``width`` wide, to scores of relations (nO)."""
    return Model("relations", forward, init=_init, dims={"nI": width, "nO": None}, params={"pairs": None})


def _init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    rows = model.get_dim("nI") + 1
    model.set_param("pairs", cast(Any, np.zeros((rows, model.get_dim("nO") * rows), dtype=np.float32)))


def forward(
    model: Model[Any, Any], given: tuple[Floats, Floats], is_train: bool
) -> tuple[Floats, Callable[[Floats], tuple[Floats, Floats]]]:
    """Scores (words, relations) of words as dependents (words, width) of their heads (words, width)."""
    ones = np.ones((len(given[0]), 1), dtype=np.float32)
    dependents, heads = (np.concatenate([part, ones], axis=1) for part in given)
    pairs = cast(Floats, model.get_param("pairs"))
    asked = (dependents @ pairs).reshape(len(ones), model.get_dim("nO"), -1)

    def backprop(d_scores: Floats) -> tuple[Floats, Floats]:
        d_asked = (d_scores[:, :, None] * heads[:, None, :]).reshape(len(ones), -1)
        model.inc_grad("pairs", cast(Any, dependents.T @ d_asked))
        d_heads = np.matmul(d_scores[:, None, :], asked)[:, 0]
        return (d_asked @ pairs.T)[:, :-1], d_heads[:, :-1]

    return np.matmul(asked, heads[:, :, None])[:, :, 0], backprop
