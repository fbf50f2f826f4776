"""Threads of numpy's matrices."""

from contextlib import AbstractContextManager
from functools import cache
from typing import cast

from threadpoolctl import ThreadpoolController


@cache
def _threads() -> ThreadpoolController:
    """The threads of numpy's OpenBLAS."""
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """While it lasts matrices are multiplied by one thread: several wait for one another longer than they work."""
    return cast(AbstractContextManager[object], _threads().limit(limits=1, user_api="blas"))
