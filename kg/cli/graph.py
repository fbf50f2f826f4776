"""``kg export``, ``kg check`` and ``kg stats``."""

import argparse
import io
import os
import stat
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.output import print_json, print_table
from kg.cli.rdf_files import read_rdf
from kg.cli.terminal import remark
from kg.config import store_url
from kg.errors import InputError
from kg.rdf import Format
from kg.rdf import export as export_graph
from kg.store import open_store
from kg.store.base import Store

if TYPE_CHECKING:
    from rdflib import Graph


def export(options: argparse.Namespace) -> int:
    """Export; a file is written wholly or not at all, whatever else has the name is written to as it is."""
    with closing(open_store(store_url(options.store), readonly=True)) as store:
        if not options.output:
            export_graph(store, options.format, sys.stdout)
            return 0
        try:
            written = _write(store, options.format, Path(options.output))
            remark(f"{options.output}: {written}", quiet=options.quiet)
        except OSError as exc:
            # writing to a stream gives errors that do not know which file it was
            raise OSError(exc.errno, exc.strerror, options.output) from exc
    return 0


def _write(store: Store, form: Format, path: Path) -> str:
    """Write the graph under this name; gives what was written, in words."""
    if _is_no_file(path):
        # a pipe or a device: a file put in its place would never reach who reads there
        with path.open("w", encoding="utf-8", newline="") as stream:
            export_graph(store, form, stream)
        return f"written as {form}"
    target = Path(os.path.realpath(path))  # a link stays one
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with partial.open("w", encoding="utf-8", newline="") as stream:
            export_graph(store, form, stream)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return f"{target.stat().st_size:,} bytes of {form}"


def _is_no_file(path: Path) -> bool:
    """Whether there is something of another kind than a file. Raises OSError if links go round in a circle."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return False


def check(options: argparse.Namespace) -> int:
    """Check against the shapes; status 1 if there are violations, or a file cannot be used."""
    from ontology.check import violations

    files, bad = _graph_of_files(options.paths) if options.paths else (None, 0)
    if bad and bad == len(options.paths):
        return 1  # nothing was checked, so there is nothing to say of it
    data = files if files is not None else _graph_of_store(store_url(options.store))
    found = violations(data)
    if options.json:
        print_json([{"node": v.node, "path": v.path, "message": v.message} for v in found])
    elif found:
        print_table(("node", "property", "reason"), [(v.node, v.path, v.message) for v in found])
    remark(f"{len(data)} triples, {len(found)} violations", quiet=options.quiet)
    return 1 if found or bad else 0


def _graph_of_files(names: list[str]) -> "tuple[Graph, int]":
    """What the files that can be used say, and how many cannot; each of those is named."""
    from rdflib import Graph

    data, bad = Graph(), 0
    for name in names:
        try:
            dataset = read_rdf(Path(name))
        except InputError as exc:
            bad += 1
            remark(f"kg: {exc}")
            continue
        for s, p, o, _ in dataset.quads():
            data.add((s, p, o))
    return data, bad


def _graph_of_store(url: str) -> "Graph":
    from rdflib import Dataset, Graph

    with closing(open_store(url, readonly=True)) as store:
        text = io.StringIO()
        export_graph(store, "nq", text)
    dataset, data = Dataset(), Graph()
    dataset.parse(data=text.getvalue(), format="nquads")
    for s, p, o, _ in dataset.quads():
        data.add((s, p, o))
    return data


def stats(options: argparse.Namespace) -> int:
    """Counts by class, article and outlet."""
    with closing(open_store(store_url(options.store), readonly=True)) as store:
        counts, about = store.stats(), store.about()
        articles = [stored.article for stored in store.stored_articles()]
    outlets = Counter(article.publisher or "unknown" for article in articles)
    if options.json:
        rows = [{"id": a.id, "file": a.file, "title": a.title, "published": a.published} for a in articles]
        print_json({**about, "counts": counts, "outlets": dict(sorted(outlets.items())), "articles": rows})
        return 0
    print_table(("store", "value"), list(about.items()))
    print_table(("what", "count"), [(name, str(count)) for name, count in counts.items()])
    print_table(("outlet", "articles"), [(name, str(count)) for name, count in sorted(outlets.items())])
    print_table(
        ("article", "file", "published", "title"),
        [(a.id, a.file, a.published or "", a.title or "") for a in articles],
    )
    return 0
