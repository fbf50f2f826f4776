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
