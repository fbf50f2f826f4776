"""The vocabulary in Python's hands: terms of the classes' files, weapons and speech acts.

Reads the ``.ttl`` files beside it, once, on first use; rdflib is imported only then.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ontology.namespaces import ACT, NS, WEAPON

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

CLASS_FILES = (
    "article", "core", "group", "meeting", "organization", "outlet", "person", "place", "position", "state",
    "statement", "weapon",
)  # fmt: skip
SCHEME_FILES = ("acts", "weapons")
NOT_IN_GRAPH = frozenset({"Fact", "Link"})
"""Classes that only the RDF form has; in the store they are rows."""

OWL = "http://www.w3.org/2002/07/owl#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True, slots=True)
class Term:
    """A property: its local name, the classes it belongs to (none: any), and what it points to.

    ``ranges`` are class names for links between entities, else XSD local names ("date", "string") or
    "langString".
    """

    name: str
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    is_link: bool


@dataclass(frozen=True, slots=True)
class WeaponConcept:
    """A kind of weapon in the scheme; ``labels_id``/``labels_en`` start with the preferred label."""

    key: str
    labels_id: tuple[str, ...]
    labels_en: tuple[str, ...]
    broader: str | None
    wikidata: str | None


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """One of the eleven acts, with its names, definitions and its codes in CAMEO and PLOVER."""

    key: str
    label_id: str
    label_en: str
    definition_id: str
    definition_en: str
    codes: tuple[str, ...]


@cache
def graph(*names: str) -> Graph:
    """The files named (all of them by default) as one RDF graph; treat it as read-only."""
    from rdflib import Graph

    found = Graph()
    for name in names or (*CLASS_FILES, *SCHEME_FILES):
        found.parse(data=files(__package__).joinpath(f"{name}.ttl").read_text(encoding="utf-8"), format="turtle")
    return found


@cache
def classes() -> tuple[str, ...]:
    """Names of the classes that entities of the graph may have, sorted."""
    from rdflib import OWL, RDF

    found = (str(s).removeprefix(NS) for s in graph(*CLASS_FILES).subjects(RDF.type, OWL.Class))
    return tuple(sorted(name for name in found if "/" not in name and _is_class(name)))


def _is_class(name: str) -> bool:
    return name[:1].isupper() and name not in NOT_IN_GRAPH


@cache
def terms() -> dict[str, Term]:
    """All properties by local name."""
    from rdflib import OWL, RDF

    source = graph(*CLASS_FILES)
    found: dict[str, Term] = {}
    for kind, is_link in ((OWL.ObjectProperty, True), (OWL.DatatypeProperty, False)):
        for subject in source.subjects(RDF.type, kind):
            name = str(subject).removeprefix(NS)
            found[name] = Term(name, _named(subject, "domain"), _named(subject, "range"), is_link)
    return dict(sorted(found.items()))


def _named(subject: Node, predicate: str) -> tuple[str, ...]:
    """Local names of a property's domain or range, unions taken apart."""
    from rdflib import URIRef
    from rdflib.collection import Collection

    source = graph(*CLASS_FILES)
    for value in source.objects(subject, URIRef(RDFS + predicate)):
        union = source.value(value, URIRef(OWL + "unionOf"))
        members = Collection(source, union) if union is not None else [value]
        return tuple(sorted(str(member).rpartition("#")[2] for member in members))
    return ()


@cache
def weapons() -> dict[str, WeaponConcept]:
    """All weapon concepts by key, sorted."""
    from rdflib import RDF, URIRef

    source = graph("weapons")
    concepts = sorted(str(s) for s in source.subjects(RDF.type, URIRef(SKOS + "Concept")))
    return {iri.removeprefix(WEAPON): _weapon(source, iri) for iri in concepts}


def _weapon(source: Graph, iri: str) -> WeaponConcept:
    from rdflib import URIRef

    subject = URIRef(iri)
    broader = source.value(subject, URIRef(SKOS + "broader"))
    match = source.value(subject, URIRef(SKOS + "exactMatch"))
    return WeaponConcept(
        key=iri.removeprefix(WEAPON),
        labels_id=_labels(source, iri, "id"),
        labels_en=_labels(source, iri, "en"),
        broader=str(broader).removeprefix(WEAPON) if broader else None,
        wikidata=str(match).rpartition("/")[2] if match else None,
    )


def _labels(source: Graph, iri: str, lang: str) -> tuple[str, ...]:
    """Preferred label first, then the others, sorted."""
    from rdflib import Literal, URIRef

    def of(kind: str) -> list[str]:
        values = source.objects(URIRef(iri), URIRef(SKOS + kind))
        return sorted(str(v) for v in values if isinstance(v, Literal) and v.language == lang)

    return (*of("prefLabel"), *of("altLabel"))


@cache
def _children() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for concept in weapons().values():
        if concept.broader:
            found.setdefault(concept.broader, []).append(concept.key)
    return {key: tuple(sorted(below)) for key, below in found.items()}


def narrower(key: str) -> tuple[str, ...]:
    """The concept and all below it, sorted; empty for an unknown key."""
    if key not in weapons():
        return ()
    below = {key}
    todo = [key]
    while todo:
        for child in _children().get(todo.pop(), ()):
            if child not in below:
                below.add(child)
                todo.append(child)
    return tuple(sorted(below))


@cache
def acts() -> dict[str, SpeechAct]:
    """The speech acts by key, sorted."""
    from rdflib import RDF, Literal, URIRef

    source = graph("acts")
    found: dict[str, SpeechAct] = {}
    for subject in sorted(source.subjects(RDF.type, URIRef(SKOS + "Concept")), key=str):

        def text(predicate: str, lang: str, subject: Node = subject) -> str:
            values = source.objects(subject, URIRef(SKOS + predicate))
            return next((str(v) for v in values if isinstance(v, Literal) and v.language == lang), "")

        key = str(subject).removeprefix(ACT)
        codes = tuple(sorted(str(note) for note in source.objects(subject, URIRef(SKOS + "note"))))
        found[key] = SpeechAct(
            key,
            text("prefLabel", "id"),
            text("prefLabel", "en"),
            text("definition", "id"),
            text("definition", "en"),
            codes,
        )
    return found
