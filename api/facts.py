"""The facts of one entity, as the fields of the schema look them up."""

from collections.abc import Mapping, Sequence
from typing import Any

from kg.display import SINGLE, best_name, prevailing
from kg.model import Known, KnownFacts

NAMING = ("name", "title", "participant", "date")
"""Predicates that a name is made of."""


class Facts:
    """Facts of an entity by predicate, best supported first; empty for one that the store does not know.

    ``entity`` is what the schema makes of them, once it was asked for.
    """

    def __init__(self, facts: KnownFacts | None = None) -> None:
        self._found: Mapping[str, Sequence[Known]] = facts.by_predicate if facts else {}
        # after a merge the facts' subject is the canonical IRI
        self.subject: str | None = facts[0].fact.subject if facts else None
        self.entity: Any = None

    def values(self, predicate: str) -> list[str]:
        """Objects of a predicate, each once, best supported first."""
        return list(dict.fromkeys(k.fact.object for k in self._found.get(predicate, ())))

    def value(self, predicate: str) -> str | None:
        """The object of a predicate that counts."""
        found = self._found.get(predicate, ())
        if len(found) > 1 and predicate in SINGLE:
            return prevailing(predicate, found)
        return found[0].fact.object if found else None

    def name(self, lang: str | None = None) -> str | None:
        """The best name there is."""
        return best_name([k for predicate in NAMING for k in self._found.get(predicate, ())], lang)
