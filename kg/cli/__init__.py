"""The command line: where the rooms meet. Exit status: 0 done, 1 not all done, 2 wrong call, 130 interrupted."""

import io
import logging
import os
import sys
from collections.abc import Sequence

from kg.cli.interrupts import heed, noting
from kg.cli.terminal import PrintableFormatter, remark
from kg.errors import JubirError

INTERRUPTED = 130

TALKATIVE = ("courlan", "htmldate", "neo4j", "readability", "trafilatura")
"""Libraries that log what our own message says better, since it names the file."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    from kg.cli.parser import make_parser

    options = make_parser().parse_args(arguments)
    level = logging.WARNING if options.quiet else logging.DEBUG if options.verbose else logging.WARNING
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # N-Quads and JSON are UTF-8 by definition, whatever the terminal is set to
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    _log_from(level)
    try:
        with noting():
            status = int(options.run(options))
            sys.stdout.flush()
            heed()
    except JubirError as exc:
        remark(f"kg: {exc}")
        return 1
    except KeyboardInterrupt:
        remark("kg: interrupted; what was committed is kept")
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()  # whoever read it has enough
        return 0
    except OSError as exc:
        remark(f"kg: {exc.strerror or exc}: {exc.filename or 'output'}; make room or name another file")
        _forget_output()
        return 1
    return status


def _log_from(level: int) -> None:
    """Log to standard error from a level on."""
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(PrintableFormatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[stream])
    if level > logging.DEBUG:
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _forget_output() -> None:
    """Keep Python from trying at exit to write what could not be written, and complaining."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
