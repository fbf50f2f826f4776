"""Persons: names found and told from titles, short forms joined, state, role and office decided."""

from extractors.persons.component import Persons

__all__ = ["Persons"]
