"""Printing: tables for people, JSON for programs, progress on standard error."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from kg.build import Progress as BuildProgress
from kg.cli.terminal import printable, printable_json, remark

WIDTH_IN_A_PIPE = 120


def console() -> Console:
    """Standard output as rich sees it; a fixed width where nobody looks."""
    width = None if sys.stdout.isatty() else WIDTH_IN_A_PIPE
    return _Console(width=width, highlight=False, soft_wrap=False)


class _Console(Console):
    """Leaves a pipe that nobody reads to `kg.cli.main`, which ends every command alike."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str | None = None) -> None:
    """A table that wraps long cells; neither title nor cells are ever read as markup."""
    table = Table(
        title=Text(printable(title)) if title else None,
        title_justify="left",
        show_lines=False,
        pad_edge=False,
        expand=False,
    )
    for name in columns:
        table.add_column(name, overflow="fold", vertical="top")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    console().print(table)


def print_json(value: object, *, indent: int | None = 2) -> None:
    """One JSON document, on one line if ``indent`` is None."""
    print(printable_json(json.dumps(value, ensure_ascii=False, indent=indent)))


@contextmanager
def building(*, quiet: bool) -> Iterator[object]:
    """A function that shows how far a build is: a bar on a terminal, plain lines elsewhere."""
    if quiet:
        yield lambda progress: None
    elif sys.stderr.isatty():
        bar = Progress(
            TextColumn("building"), BarColumn(), MofNCompleteColumn(), TextColumn("articles"), TimeElapsedColumn(),
            console=Console(stderr=True),
        )  # fmt: skip
        with bar:
            task = bar.add_task("build", total=None)
            yield lambda p: bar.update(task, completed=p.read)
    else:
        yield _plain_line


def _plain_line(progress: BuildProgress) -> None:
    remark(f"{progress.read} articles read, {progress.written} written, {progress.facts} facts")
