"""What people read in a terminal: one line a message, and nothing that could steer the terminal."""

import logging
import re
import sys
import unicodedata

_STEERING = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What JSON may hold as it is, and a terminal should not get."""


def printable(text: str) -> str:
    r"""The text on one line, with what could steer a terminal or turn the writing round made visible: ``\x1b``.

    Everything that people read goes through here, since names of files, titles and arguments are anybody's.
    """
    return text if text.isprintable() else "".join(map(_visible, text))


def printable_json(text: str) -> str:
    """A JSON document with its invisible characters as JSON's own escapes: another spelling of the same values."""
    return _STEERING.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def say(text: str) -> None:
    """A line of the result for people, on standard output."""
    print(printable(text))


def remark(text: str, *, quiet: bool = False) -> None:
    """A line for the person at the terminal, on standard error."""
    if not quiet:
        print(printable(text), file=sys.stderr)


class PrintableFormatter(logging.Formatter):
    """One line a log message, then its traceback."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The message on one line."""
        return printable(super().formatMessage(record))

    def formatException(self, ei) -> str:  # type: ignore[no-untyped-def]
        """The traceback, each line of it printable."""
        return "\n".join(map(printable, super().formatException(ei).split("\n")))


def _visible(char: str) -> str:
    if char.isprintable():
        return char
    return " " if unicodedata.category(char) == "Zs" else char.encode("unicode_escape").decode("ascii")
