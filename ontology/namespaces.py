"""The names of names: where terms and things of ours live as IRIs."""

from typing import Final

NS: Final = "https://w3id.org/jubir/ns#"
"""Terms: ``NS + "Person"`` is the class, ``NS + "speaker"`` the property."""

DATA: Final = "https://w3id.org/jubir/id/"
"""Things: ``DATA + "state/US"``, ``DATA + "person/vladimir-putin"``."""

ACT: Final = "https://w3id.org/jubir/act/"
"""Speech acts (a SKOS scheme): ``ACT + "deny"``."""

WEAPON: Final = DATA + "weapon/"
"""Weapon concepts (a SKOS scheme): ``WEAPON + "ballistic-missile"``."""

WIKIDATA: Final = "http://www.wikidata.org/entity/"
"""Wikidata entities: ``WIKIDATA + "Q159"``."""

RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
EXACT_MATCH: Final = "http://www.w3.org/2004/02/skos/core#exactMatch"

_BORROWED: Final = {"type": RDF_TYPE, "exactMatch": EXACT_MATCH}


def property_iri(name: str) -> str:
    """The IRI of a predicate by its local name; "type" and "exactMatch" are borrowed terms."""
    return _BORROWED.get(name, NS + name)


def property_name(iri: str) -> str:
    """The local name of a predicate by its IRI, the reverse of `property_iri`."""
    return next((name for name, there in _BORROWED.items() if there == iri), iri.removeprefix(NS))
