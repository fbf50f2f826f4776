"""The vocabulary in Python's hands: terms of the classes' files, weapons and speech acts.

Reads the ``.ttl`` files beside it, once, on first use.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A property: its local name, class it belongs to, and what it points to.

    ``range`` is a class name for links between entities, else an XSD local name ("date",
    "string", "boolean"…) or "langString".
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
