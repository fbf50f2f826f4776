"""A bidirectional LSTM on numpy: each word of a sentence sees the whole of it.

The sentences of a batch lie one under another in one matrix, with no padding. They are read side by side, the longest
first, so that the words of one step are a block of rows; both directions are one stack of matrices.
After Hochreiter and Schmidhuber (1997) and Graves and Schmidhuber (2005), without peepholes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Steps:
    """In which order the words of a batch are read.

    ``rows`` (2, words) are rows of the batch, forwards and backwards, step by step; ``counts`` is the number of
    sentences that have a word at each step.
    """

    rows: Ints
    counts: tuple[int, ...]

    @classmethod
    def of(cls, lengths: Sequence[int]) -> "Steps":
        """For sentences of these lengths, none of them empty."""
        given = np.asarray(lengths, dtype=np.int64)
        order = np.argsort(-given, kind="stable")
        first, length = (np.cumsum(given) - given)[order], given[order]
        counts = [int(n) for n in np.searchsorted(-length, -np.arange(length[0]), side="left")]
        ahead = [first[:n] + step for step, n in enumerate(counts)]
        back = [first[:n] + length[:n] - 1 - step for step, n in enumerate(counts)]
        return cls(np.stack([np.concatenate(ahead), np.concatenate(back)]), tuple(counts))

    def before(self) -> Ints:
        """For each word from the second step on, where the word before it stands among the rows."""
        starts = np.cumsum(self.counts) - self.counts
        return np.concatenate([starts[at] + np.arange(n) for at, n in enumerate(self.counts[1:])] or [starts[:0]])


def lstm(width: int, depth_in: int | None = None) -> Model[Any, Any]:
    """A layer from (rows, ``Steps``) to rows twice as wide as ``width``: what was read forwards and backwards."""
    return Model(
        "lstm",
        forward,
        init=_init,
        dims={"nI": depth_in, "nH": width, "nO": 2 * width},
        params={"read": None, "kept": None, "bias": None},
    )


def _init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    width_in, width = model.get_dim("nI"), model.get_dim("nH")
    for name, rows in (("read", width_in), ("kept", width)):
        bound = np.sqrt(6 / (rows + width))
        model.set_param(name, cast(Any, np.random.uniform(-bound, bound, (2, rows, 4 * width)).astype(np.float32)))
    bias = np.zeros((2, 1, 4 * width), dtype=np.float32)
    bias[:, :, width : 2 * width] = 0.5  # at first it remembers
    model.set_param("bias", cast(Any, bias))


def forward(
    model: Model[Any, Any], given: tuple[Floats, Steps], is_train: bool
) -> tuple[Floats, Callable[[Floats], Floats]]:
    """Read the rows in both directions."""
    X, steps = given
    read, kept = cast(Floats, model.get_param("read")), cast(Floats, model.get_param("kept"))
    gates = np.matmul(X[steps.rows], read)
    gates += cast(Floats, model.get_param("bias"))
    states = _states(gates, kept, steps)
    out, _, _ = states

    def backprop(d_out: Floats) -> Floats:
        d_gates = _gradient(_packed(d_out, steps), gates, kept, states, steps)
        later = d_gates[:, steps.counts[0] :]
        model.inc_grad("kept", cast(Any, np.matmul(_turned(out[:, steps.before()]), later)))
        model.inc_grad("read", cast(Any, np.matmul(_turned(X[steps.rows]), d_gates)))
        model.inc_grad("bias", cast(Any, d_gates.sum(axis=1, keepdims=True)))
        d_read = np.matmul(d_gates, _turned(read))
        d_in = np.empty_like(X)
        d_in[steps.rows[0]] = d_read[0]
        d_in[steps.rows[1]] += d_read[1]
        return d_in

    return _unpacked(out, steps), backprop


def _turned(matrices: Floats) -> Floats:
    return matrices.transpose(0, 2, 1)


def _packed(rows: Floats, steps: Steps) -> Floats:
    half = rows.shape[1] // 2
    return np.stack([rows[steps.rows[0], :half], rows[steps.rows[1], half:]])


def _unpacked(packed: Floats, steps: Steps) -> Floats:
    half = packed.shape[2]
    rows = np.empty((packed.shape[1], 2 * half), dtype=np.float32)
    rows[steps.rows[0], :half] = packed[0]
    rows[steps.rows[1], half:] = packed[1]
    return rows


def _states(gates: Floats, kept: Floats, steps: Steps) -> tuple[Floats, Floats, Floats]:
    """Outputs, cells and squashed cells (2, words, width); ``gates`` are squashed in place."""
    width = kept.shape[1]
    out, cells, squashed = (np.empty((2, gates.shape[1], width), dtype=np.float32) for _ in range(3))
    start, before = 0, slice(0, 0)
    for n in steps.counts:
        now = slice(start, start + n)
        gate = gates[:, now]
        if start:
            gate += np.matmul(out[:, before][:, :n], kept)
        _squash(gate, width)
        cell = np.multiply(gate[..., :width], gate[..., 3 * width :], out=cells[:, now])
        if start:
            cell += gate[..., width : 2 * width] * cells[:, before][:, :n]
        np.tanh(cell, out=squashed[:, now])
        np.multiply(squashed[:, now], gate[..., 2 * width : 3 * width], out=out[:, now])
        start, before = start + n, now
    return out, cells, squashed


def _squash(gate: Floats, width: int) -> None:
    """The logistic function of twice the gates, and the hyperbolic tangent of the new values, which stand last.

    tanh x is 2 s - 1, where s is the logistic function of 2 x; numpy is quicker at exp than at tanh.
    """
    gate *= -2
    with np.errstate(over="ignore"):  # what is too large ends as 0
        np.exp(gate, out=gate)
    gate += 1
    np.reciprocal(gate, out=gate)
    new = gate[..., 3 * width :]
    new *= 2
    new -= 1


def _gradient(
    d_out: Floats, gates: Floats, kept: Floats, states: tuple[Floats, Floats, Floats], steps: Steps
) -> Floats:
    """Gradient of what goes into the gates; ``d_out`` is changed."""
    _, cells, squashed = states
    width = kept.shape[1]
    back = np.ascontiguousarray(_turned(kept))
    d_gates = np.empty_like(gates)
    d_cell = np.zeros((2, steps.counts[0], width), dtype=np.float32)
    end = gates.shape[1]
    for at in range(len(steps.counts) - 1, -1, -1):
        n = steps.counts[at]
        now, end = slice(end - n, end), end - n
        enters, forgets, leaves, new = (gates[:, now, i * width : (i + 1) * width] for i in range(4))
        d_now, tanh = d_out[:, now], squashed[:, now]
        cell = d_cell[:, :n]
        cell += d_now * leaves * (1 - tanh * tanh)
        d_gate = d_gates[:, now]
        d_gate[..., :width] = cell * new * 2 * enters * (1 - enters)
        d_gate[..., 2 * width : 3 * width] = d_now * tanh * 2 * leaves * (1 - leaves)
        d_gate[..., 3 * width :] = cell * enters * (1 - new * new)
        if at:
            before = slice(end - steps.counts[at - 1], end)
            d_gate[..., width : 2 * width] = cell * cells[:, before][:, :n] * 2 * forgets * (1 - forgets)
            d_out[:, before][:, :n] += np.matmul(d_gate, back)
        else:
            d_gate[..., width : 2 * width] = 0
        cell *= forgets
    return d_gates
