"""Ctrl-C that no library can swallow.

Python answers Ctrl-C with an exception at whatever line runs just then. Where that line is called from C, as
happens while spaCy loads, the exception is printed or dropped and the program goes on. So it is also noted here.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_noted = threading.Event()


@contextmanager
def noting() -> Iterator[None]:
    """Note Ctrl-C in here. Leaves alone a process that was started deaf to it, and other threads than the main one."""
    _noted.clear()
    is_ours = threading.current_thread() is threading.main_thread()
    if not is_ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, _note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def heed() -> None:
    """Raise KeyboardInterrupt if there was a Ctrl-C that got lost."""
    if _noted.is_set():
        raise KeyboardInterrupt


def _note(number: int, frame: FrameType | None) -> None:
    _noted.set()
    raise KeyboardInterrupt
