"""Full check of a graph against the shapes, with pySHACL, in words that a person can act on."""

from dataclasses import dataclass

from rdflib import RDF, SH, Graph
from rdflib.term import Node

from ontology.schemes import CLASS_FILES, graph


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a shape: where, on which property, and why."""

    node: str
    path: str
    message: str


def violations(data: Graph) -> list[Violation]:
    """All violations of the shapes in ``data``, sorted; empty if the graph is as it should be."""
    from pyshacl import validate

    _, report, _ = validate(data, shacl_graph=graph(*CLASS_FILES), inference="none", advanced=False)
    found = [_violation(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)]
    return sorted(set(found))


def _violation(report: Graph, result: Node) -> Violation:
    def value(predicate: Node) -> str:
        return str(report.value(result, predicate) or "")

    return Violation(value(SH.focusNode), value(SH.resultPath), value(SH.resultMessage))
