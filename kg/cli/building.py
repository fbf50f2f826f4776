"""``kg build``, ``kg copy`` and ``kg remove``."""

import argparse
import json
import os
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from kg.build import Report
from kg.build import build as build_graph
from kg.build import remove as remove_articles
from kg.cli.output import building, print_json
from kg.cli.terminal import remark
from kg.cli.workers import extraction
from kg.config import store_url
from kg.copying import Copied
from kg.copying import copy as copy_graph
from kg.errors import InputError
from kg.read import read_articles
from kg.store import open_store

DEFAULT_NEO4J_PORT = 7687


def build(options: argparse.Namespace) -> int:
    """Build; status 1 if anything was rejected."""
    if options.report:
        _check_report(Path(options.report))
    started = time.perf_counter()
    with closing(open_store(store_url(options.store))) as store, extraction(options.jobs) as extract:
        articles = read_articles([Path(p) for p in options.paths])
        with building(quiet=options.quiet) as show:
            report = build_graph(articles, store, extract, progress=show)  # type: ignore[arg-type]
    told = as_json(report, time.perf_counter() - started)
    if options.report:
        Path(options.report).write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if options.json:
        print_json(told)
    else:
        _tell(report, told, quiet=options.quiet)
    for rejected in report.rejected:
        remark(f"kg: {rejected.path}: {rejected.reason}{'; ' + rejected.way_out if rejected.way_out else ''}")
    return 1 if report.rejected else 0


def _check_report(path: Path) -> None:
    """Raise InputError if no report can be written there: better before the work than after it."""
    if not path.parent.is_dir():
        raise InputError(f"{path}: the folder {path.parent} does not exist; make it first, or name another file")
    if path.is_dir():
        raise InputError(f"{path} is a folder; name a file for the report")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise InputError(f"{path}: no permission to write there; name another file for the report")


def as_json(report: Report, seconds: float) -> dict[str, object]:
    """The report as JSON values; ``seconds`` is wall time."""
    return {
        "read": report.read,
        "added": report.added,
        "replaced": report.replaced,
        "unchanged": report.unchanged,
        "repeated": report.repeated,
        "facts": report.facts,
        "dropped": dict(sorted(report.dropped.items())),
        "rejected": [{"path": r.path, "reason": r.reason, "way_out": r.way_out} for r in report.rejected],
        "seconds": round(seconds, 2),
    }


def _tell(report: Report, told: dict[str, object], *, quiet: bool) -> None:
    parts = [f"{told[name]} {name}" for name in ("added", "replaced", "unchanged", "repeated") if told[name]]
    remark(
        f"{report.read} articles: {', '.join(parts) or 'none'}; {report.facts} facts in {told['seconds']} s",
        quiet=quiet,
    )
    for reason, count in sorted(report.dropped.items()):
        remark(f"{count} facts left out: {reason}", quiet=quiet)
    for reason, count in sorted(Counter(r.reason for r in report.rejected).items()):
        remark(f"{count} rejected: {reason}", quiet=quiet)


def copy(options: argparse.Namespace) -> int:
    """Copy. Raises InputError if both names are the same store."""
    if _place(options.source) == _place(options.target):
        raise InputError(f"{options.source} cannot be copied onto itself ({options.target}); name another store")

    def show(done: Copied) -> None:
        remark(f"{done.articles} articles, {done.facts} facts", quiet=options.quiet)

    with (
        closing(open_store(options.source, readonly=True)) as source,
        closing(open_store(options.target)) as target,
    ):
        done = copy_graph(source, target, progress=show)
    if options.json:
        print_json({"articles": done.articles, "facts": done.facts, "links": done.links})
    remark(f"copied {done.articles} articles to {options.target}", quiet=options.quiet)
    return 0


def _place(url: str) -> tuple[object, ...]:
    """Where the store is, however it is spelled: the same for two names of one file, or of one database."""
    scheme, _, rest = url.partition(":")
    if scheme == "sqlite":
        try:
            found = Path(rest).stat()
        except OSError:  # not there yet
            return (scheme, os.path.realpath(rest))
        return (scheme, found.st_dev, found.st_ino)
    try:
        split = urlsplit(url)
        return ("neo4j", split.hostname, split.port or DEFAULT_NEO4J_PORT, split.path.strip("/"))
    except ValueError:  # no address at all; the store says so when it is opened
        return (url,)


def remove(options: argparse.Namespace) -> int:
    """Remove; raises InputError (status 1) if a name is not known, after removing the others."""
    with closing(open_store(store_url(options.store), must_exist=True)) as store:
        gone = remove_articles(store, options.articles)
    remark(f"{len(gone)} removed", quiet=options.quiet)
    return 0
