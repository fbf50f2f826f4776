"""``kg export``, ``kg check`` and ``kg stats``."""

import argparse
import io
import os
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

from kg.cli.output import print_json, print_table
from kg.cli.terminal import remark
from kg.config import store_url
from kg.errors import InputError
from kg.rdf import export as export_graph
from kg.store import open_store

CHECKED_SUFFIXES = {
    ".nq": "nquads",
    ".trig": "trig",
    ".ttl": "turtle",
    ".jsonld": "json-ld",
    ".nt": "nt",
    ".rdf": "xml",
}


def export(options: argparse.Namespace) -> int:
    """Export; a file is written wholly or not at all."""
    with closing(open_store(store_url(options.store), readonly=True)) as store:
        if not options.output:
            export_graph(store, options.format, sys.stdout)
            return 0
        target = Path(options.output)
        partial = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with partial.open("w", encoding="utf-8", newline="") as stream:
                export_graph(store, options.format, stream)
            partial.replace(target)
            remark(f"{target}: {target.stat().st_size:,} bytes of {options.format}", quiet=options.quiet)
        except OSError as exc:
            # writing to a stream gives errors that do not know which file it was
            raise OSError(exc.errno, exc.strerror, str(target)) from exc
        finally:
            partial.unlink(missing_ok=True)
    return 0


def check(options: argparse.Namespace) -> int:
    """Check against the shapes; status 1 if there are violations."""
    from rdflib import Dataset, Graph

    from ontology.check import violations

    data = Graph()
    if options.paths:
        for path in options.paths:
            _parse(data, Path(path))
    else:
        with closing(open_store(store_url(options.store), readonly=True)) as store:
            text = io.StringIO()
            export_graph(store, "nq", text)
        dataset = Dataset()
        dataset.parse(data=text.getvalue(), format="nquads")
        for s, p, o, _ in dataset.quads():
            data.add((s, p, o))
    found = violations(data)
    if options.json:
        print_json([{"node": v.node, "path": v.path, "message": v.message} for v in found])
    elif found:
        print_table(("node", "property", "reason"), [(v.node, v.path, v.message) for v in found])
    remark(f"{len(data)} triples, {len(found)} violations", quiet=options.quiet)
    return 1 if found else 0


def _parse(data: object, path: Path) -> None:
    """Read an RDF file into the graph. Raises InputError if it cannot be read or parsed."""
    from rdflib import Dataset, Graph

    assert isinstance(data, Graph)
    form = CHECKED_SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise InputError(f"{path}: not an RDF file; known endings: {', '.join(CHECKED_SUFFIXES)}")
    dataset = Dataset()
    try:
        dataset.parse(data=path.read_text(encoding="utf-8"), format=form)
    except OSError as exc:
        raise InputError(f"{path}: {exc.strerror}; check the path") from exc
    except Exception as exc:  # each of rdflib's parsers has errors of its own, without a common base
        raise InputError(f"{path}: not valid {form}: {' '.join(str(exc).split())[:200]}") from exc
    for s, p, o, _ in dataset.quads():
        data.add((s, p, o))


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
