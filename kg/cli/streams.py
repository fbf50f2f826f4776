"""Standard streams that whoever started us has closed (``>&-``)."""

import errno
import os
import sys


def stand_in() -> None:
    """Put a stream in the place of each that is closed, so that no file of ours gets its number.

    Who uses it gets the error that the system has for a closed one; only what standard error is told goes nowhere.
    """
    if sys.stdin is None:
        sys.stdin = open(_null(os.O_WRONLY), encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = open(_null(os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(_null(os.O_WRONLY), "w", encoding="utf-8")  # noqa: SIM115


def forget_output() -> None:
    """Keep Python from trying at exit to write what could not be written, and complaining."""
    os.dup2(_null(os.O_WRONLY), sys.stdout.fileno())


def way_out(exc: OSError) -> str:
    """What happened to a file or to the output, and what to do about it."""
    if exc.errno == errno.EBADF and exc.filename is None:
        return "standard output is closed; leave it open, or send it to a file"
    return f"{exc.strerror or exc}: {exc.filename or 'output'}; make room or name another file"


def _null(flags: int) -> int:
    number = os.open(os.devnull, flags)
    os.set_inheritable(number, True)  # else programs that we start would have it closed again
    return number
