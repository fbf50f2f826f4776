"""Words of the command line. Commands are imported only when they run, so that --help is quick."""

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import NoReturn

from kg.cli.terminal import printable

EPILOG = "Exit status: 0 all was done, 1 something was not, 2 wrong command line, 130 interrupted."


class _Parser(argparse.ArgumentParser):
    """Names wrong words as it was given them, but never as they steer a terminal."""

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


def _lazily(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        return int(getattr(import_module(f"kg.cli.{module}"), function)(options))

    return run


def _number(lowest: int, highest: int | None, what: str) -> Callable[[str], int]:
    """Reads a number within bounds; says ``what`` is wanted if it is none."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = lowest - 1
        if number < lowest or (highest is not None and number > highest):
            raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
        return number

    return read


def _path(way_out: str) -> Callable[[str], str]:
    """Reads a path; refuses an empty one, as a shell makes of a variable that is not set: it is never a folder."""

    def read(text: str) -> str:
        if not text:
            raise argparse.ArgumentTypeError(f"{text!r} is an empty path; {way_out}")
        return text

    return read


_given = _path("give a file or folder, or . for the current folder")
_written = _path("give the name of a file")
_positive = _number(1, None, "a number from 1 on")
_first = _number(1, 100, "a number from 1 to 100")
_port = _number(0, 65535, "a number from 0 to 65535 (0: any free port)")


def _common(default: object) -> _Parser:
    """Options that every command takes, before or after its name."""
    common = _Parser(add_help=False, argument_default=default)
    common.add_argument("--store", metavar="URL", help="sqlite:PATH or neo4j://HOST:PORT (KG_STORE; else sqlite:kg.db)")
    common.add_argument("--quiet", action="store_true", help="no progress and no remarks")
    common.add_argument("--verbose", action="store_true", help="tell what is being done")
    common.add_argument("--json", action="store_true", help="results as JSON instead of tables")
    return common


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = _Parser(
        prog="kg", description="Who said what in the news, as a graph.", epilog=EPILOG, parents=[_common(None)]
    )
    parser.set_defaults(quiet=False, verbose=False, json=False)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    after = _common(argparse.SUPPRESS)

    def command(name: str, module: str, function: str, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, epilog=EPILOG, parents=[after])
        made.set_defaults(run=_lazily(module, function))
        return made

    _add_build(command)
    _add_extract(command)
    _add_ask_and_serve(command)
    _add_graph_commands(command)
    return parser


Command = Callable[[str, str, str, str], argparse.ArgumentParser]


def _add_build(command: Command) -> None:
    build = command("build", "building", "build", "Read articles, extract, resolve and write them to the store.")
    build.add_argument(
        "paths", nargs="+", type=_given, metavar="PATH", help="files and folders (.txt .html .json .jsonl)"
    )
    build.add_argument("--jobs", type=_positive, default=1, help="processes that extract (default: %(default)s)")
    build.add_argument("--report", type=_written, metavar="FILE", help="write the report as JSON")
    copy = command("copy", "building", "copy", "Bring all articles of one store, with their facts, into another.")
    copy.add_argument("source", metavar="FROM", help="sqlite:PATH or neo4j://HOST:PORT")
    copy.add_argument("target", metavar="TO", help="the same; made if it is not there, and keeps what it has")
    remove = command("remove", "building", "remove", "Take articles out of the store, exactly.")
    remove.add_argument(
        "articles", nargs="+", metavar="ARTICLE", help="id, IRI, URL, path, or file name if no other has it"
    )


def _add_extract(command: Command) -> None:
    extract = command("extract", "extracting", "extract", "Print the extraction record of each file, in order.")
    extract.add_argument(
        "files", nargs="+", type=_given, metavar="FILE", help="files, or - for one text from standard input"
    )
    extract.add_argument(
        "--format", choices=("jsonl", "json", "table"), default=None, help="default: table, or jsonl in a pipe"
    )
    extract.add_argument("--jobs", type=_positive, default=1, help="processes (default: %(default)s)")
    extract.add_argument("--explain", action="store_true", help="show what found each statement (with table)")
    evaluate = command(
        "eval", "evaluating", "evaluate_articles", "Precision, recall and F1 against annotated articles."
    )
    evaluate.add_argument("gold", type=_given, metavar="GOLD_DIR", help="folder of annotations, one JSON an article")
    evaluate.add_argument("articles", nargs="+", type=_given, metavar="ARTICLE", help="the article files")
    evaluate.add_argument("--jobs", type=_positive, default=1, help="processes (default: %(default)s)")


def _add_ask_and_serve(command: Command) -> None:
    ask = command("ask", "asking", "ask", "Answer a question in words, in English or Indonesian.")
    ask.add_argument("question", metavar="QUESTION", help='e.g. "all statements by US officials about the summit"')
    ask.add_argument("--first", type=_first, default=20, help="statements to show, 1 to 100 (default: %(default)s)")
    serve = command("serve", "serving", "serve", "Serve the graph over GraphQL.")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument("--port", type=_port, default=8000, help="port to listen on, 0 for any (default: %(default)s)")
    serve.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME",
        help="a name to answer to besides localhost, may be given again (default: any, if others can reach it)",
    )  # fmt: skip
    serve.add_argument("--no-ide", action="store_true", help="no query editor for browsers and no introspection pages")


def _add_graph_commands(command: Command) -> None:
    export = command("export", "graph", "export", "Write the whole graph as RDF; N-Quads are sorted.")
    export.add_argument("--format", choices=("nq", "trig", "ttl", "jsonld"), default="nq", help="default: %(default)s")
    export.add_argument(
        "-o", "--output", type=_written, metavar="FILE", help="file to write (default: standard output)"
    )
    check = command("check", "graph", "check", "Check the store, or RDF files, against the shapes (SHACL).")
    check.add_argument("paths", nargs="*", type=_given, metavar="PATH", help="RDF files instead of the store")
    command("stats", "graph", "stats", "Counts by type, article and outlet.")
