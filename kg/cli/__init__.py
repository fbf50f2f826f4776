"""The command line: where the rooms meet. Exit status: 0 done, 1 not all done, 2 wrong call, 130 interrupted."""

import argparse
import io
import logging
import sys
from collections.abc import Sequence

from kg.cli.interrupts import heed, noting
from kg.cli.streams import forget_output, stand_in, way_out
from kg.cli.terminal import PrintableFormatter, remark
from kg.errors import JubirError

INTERRUPTED = 130

TALKATIVE = ("courlan", "htmldate", "neo4j", "readability", "trafilatura")
"""Libraries that log what our own message says better, since it names the file."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    stand_in()
    try:
        options = _options(arguments)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # N-Quads and JSON are UTF-8 by definition, whatever the terminal is set to
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        _log_from(logging.DEBUG if options.verbose and not options.quiet else logging.WARNING)
        with noting():
            status = int(options.run(options))
            sys.stdout.flush()
            if status != INTERRUPTED:  # else the command took note of it itself
                heed()
    except JubirError as exc:
        remark(f"kg: {exc}")
        return 1
    except KeyboardInterrupt:
        remark("kg: interrupted; what was committed is kept")
        return INTERRUPTED
    except BrokenPipeError:
        forget_output()  # whoever read it has enough
        return 0
    except OSError as exc:
        remark(f"kg: {way_out(exc)}")
        forget_output()
        return 1
    return status


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The words of the command line. Raises SystemExit after --help, which is out by then, and for wrong ones."""
    from kg.cli.parser import make_parser

    try:
        return make_parser().parse_args(arguments)
    except SystemExit:
        sys.stdout.flush()
        raise


def _log_from(level: int) -> None:
    """Log to standard error from a level on."""
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(PrintableFormatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[stream])
    if level > logging.DEBUG:
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
