"""The graph as RDF: one named graph per article revision, each fact with its evidence.

An asserted fact is a plain triple. Every fact, asserted or not, also stands as a `jubir:Fact` with its
polarity, certainty, extractor and the span of text it was read from (NIF), so that a denied or planned one
is there to be read and never taken for true. Links stand in a graph of their own.
"""

import heapq
import re
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Literal, TextIO

from rdflib import Dataset, Graph, URIRef
from rdflib import Literal as RdfLiteral

from kg.errors import InputError
from kg.identity import digest, graph_iri
from kg.model import Evidence, Fact, Link
from kg.store.base import Store
from ontology.namespaces import ACT, DATA, NS, RDF_TYPE, WIKIDATA, property_iri, property_name

Format = Literal["nq", "trig", "ttl", "jsonld"]
FORMATS: tuple[Format, ...] = ("nq", "trig", "ttl", "jsonld")

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PREFIXES = {"jubir": NS, "act": ACT, "nif": NIF, "skos": SKOS, "wd": WIKIDATA, "rdf": RDF, "xsd": XSD, "id": DATA}

LINKS_GRAPH = DATA + "graph/links"
LINES_IN_MEMORY = 500_000

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r'[\\"\n\r\t\x00-\x08\x0b\x0c\x0e-\x1f\x7f]')
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')

Quad = tuple[str, str, str, str]
"""Subject, predicate, object and graph as N-Quads terms."""


def export(store: Store, format: Format, stream: TextIO) -> None:
    """Write the whole graph. N-Quads are sorted and need bounded memory; the other forms are made in memory."""
    if format == "nq":
        stream.writelines(sorted_lines(lines(store)))
        return
    dataset = Dataset()
    dataset.parse(data="".join(sorted(lines(store))), format="nquads")
    graph: Graph = dataset if format != "ttl" else _merged(dataset)
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    if format == "jsonld":
        stream.write(graph.serialize(format="json-ld", context=PREFIXES, auto_compact=False))
    else:
        stream.write(graph.serialize(format={"ttl": "turtle", "trig": "trig"}[format]))


def _merged(dataset: Dataset) -> Graph:
    graph = Graph()
    for s, p, o, _ in dataset.quads():
        graph.add((s, p, o))
    return graph


def lines(store: Store) -> Iterator[str]:
    """The graph as N-Quads lines, each once, not sorted."""
    for facts in store.contributions():
        graph = _iri(graph_iri(facts.article.id, facts.article.revision))
        yield from sorted({_line((*triple, graph)) for e in facts.evidence for triple in _triples(e)})
    for link in store.links():
        for triple in _link_triples(link):
            yield _line((*triple, _iri(LINKS_GRAPH)))


def _triples(e: Evidence) -> Iterator[tuple[str, str, str]]:
    """A fact as a plain triple if it is asserted, then the fact as a thing, then its span."""
    fact = e.fact
    subject, predicate, target = _iri(fact.subject), _iri(property_iri(fact.predicate)), _object(fact)
    if fact.asserted:
        yield subject, predicate, target
    node, span = _iri(fact_iri(e)), _iri(f"{e.article}#char={e.start},{e.end}")
    yield node, _iri(RDF_TYPE), _iri(NS + "Fact")
    yield node, _iri(RDF + "subject"), subject
    yield node, _iri(RDF + "predicate"), predicate
    yield node, _iri(RDF + "object"), target
    yield node, _iri(NS + "polarity"), _text(fact.polarity)
    yield node, _iri(NS + "certainty"), _text(fact.certainty)
    yield node, _iri(NS + "extractor"), _text(e.extractor)
    yield node, _iri(NS + "evidence"), span
    yield span, _iri(RDF_TYPE), _iri(NIF + "OffsetBasedString")
    yield span, _iri(NIF + "referenceContext"), _iri(e.article)
    yield span, _iri(NIF + "beginIndex"), _typed(str(e.start), "nonNegativeInteger")
    yield span, _iri(NIF + "endIndex"), _typed(str(e.end), "nonNegativeInteger")
    yield span, _iri(NIF + "anchorOf"), _text(e.quote)


def fact_iri(e: Evidence) -> str:
    """The name of a fact as one extractor read it in one article."""
    f = e.fact
    parts = (f.subject, f.predicate, f.object, f.datatype or "", f.lang or "", f.polarity, f.certainty)
    return f"{DATA}fact/{digest(*parts, e.article, e.extractor, length=20)}"


def _link_triples(link: Link) -> Iterator[tuple[str, str, str]]:
    left, right = _iri(link.left), _iri(link.right)
    if link.judgement == "same":
        yield left, _iri(SKOS + "exactMatch"), right
    node = _iri(f"{DATA}link/{digest(link.left, link.right, link.method, link.by, length=20)}")
    yield node, _iri(RDF_TYPE), _iri(NS + "Link")
    yield node, _iri(NS + "left"), left
    yield node, _iri(NS + "right"), right
    yield node, _iri(NS + "judgement"), _text(link.judgement)
    yield node, _iri(NS + "score"), _typed(f"{link.score:.4f}", "decimal")
    yield node, _iri(NS + "method"), _text(link.method)
    yield node, _iri(NS + "by"), _text(link.by)


# --- terms


def _iri(iri: str) -> str:
    return f"<{_NOT_IN_IRI.sub(lambda m: f'%{ord(m.group()):02X}', iri)}>"


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match.group()) or f"\\u{ord(match.group()):04X}"


def _text(value: str) -> str:
    return f'"{_SPECIAL.sub(_escape, value)}"'


def _typed(value: str, datatype: str) -> str:
    return f"{_text(value)}^^<{XSD}{datatype}>"


def _object(fact: Fact) -> str:
    if fact.datatype is None:
        return _iri(fact.object)
    if fact.datatype == "langString":
        return f"{_text(fact.object)}@{fact.lang}"
    return _text(fact.object) if fact.datatype == "string" else _typed(fact.object, fact.datatype)


def _line(quad: Quad) -> str:
    return " ".join(quad) + " .\n"


# --- sorting with bounded memory


def sorted_lines(unsorted: Iterable[str], *, in_memory: int = LINES_IN_MEMORY) -> Iterator[str]:
    """The lines in code-point order, each once; sorted runs beyond ``in_memory`` lines go to temporary files."""
    source = iter(unsorted)
    first = sorted(set(islice(source, in_memory)))
    with tempfile.TemporaryDirectory(prefix="jubir-sort-") as folder:
        runs: list[Iterable[str]] = [first]
        files: list[IO[str]] = []
        while more := sorted(set(islice(source, in_memory))):
            path = Path(folder, str(len(files)))
            path.write_text("".join(more), encoding="utf-8", newline="")
            files.append(path.open(encoding="utf-8", newline=""))
            runs.append(files[-1])
        last = None
        for line in heapq.merge(*runs):
            if line != last:
                yield line
            last = line
        for file in files:
            file.close()


# --- reading back


def evidence_from_graph(dataset: Dataset) -> Iterator[Evidence]:
    """Facts with evidence as `export` wrote them, ordered by article, start and fact.

    Raises InputError if a fact lacks a part.
    """
    found = [_evidence(dataset, node, span) for node, span in _facts_with_spans(dataset)]
    yield from sorted(found, key=lambda e: (e.article, e.start, e.end, e.fact.subject, e.fact.predicate, e.fact.object))


def _facts_with_spans(dataset: Dataset) -> Iterator[tuple[URIRef, URIRef]]:
    for node, _, span, _ in dataset.quads((None, URIRef(NS + "evidence"), None, None)):
        yield URIRef(str(node)), URIRef(str(span))


def _evidence(dataset: Dataset, node: URIRef, span: URIRef) -> Evidence:
    target = _value(dataset, node, RDF + "object")
    fact = Fact(
        subject=str(_value(dataset, node, RDF + "subject")),
        predicate=property_name(str(_value(dataset, node, RDF + "predicate"))),
        object=str(target),
        datatype=_datatype(target),
        lang=target.language if isinstance(target, RdfLiteral) else None,
        polarity=str(_value(dataset, node, NS + "polarity")),  # type: ignore[arg-type]
        certainty=str(_value(dataset, node, NS + "certainty")),  # type: ignore[arg-type]
    )
    return Evidence(
        fact,
        str(_value(dataset, span, NIF + "referenceContext")),
        int(str(_value(dataset, span, NIF + "beginIndex"))),
        int(str(_value(dataset, span, NIF + "endIndex"))),
        str(_value(dataset, span, NIF + "anchorOf")),
        str(_value(dataset, node, NS + "extractor")),
    )


def _value(dataset: Dataset, subject: URIRef, predicate: str) -> URIRef | RdfLiteral:
    for _, _, value, _ in dataset.quads((subject, URIRef(predicate), None, None)):
        if isinstance(value, URIRef | RdfLiteral):
            return value
    raise InputError(f"{subject} has no {predicate}; it was not written by `kg export`")


def _datatype(value: URIRef | RdfLiteral) -> str | None:
    if isinstance(value, URIRef):
        return None
    if value.language:
        return "langString"
    return str(value.datatype).removeprefix(XSD) if value.datatype else "string"
