"""Minting IRIs from content: the same thing always gets the same name, with no clock and no chance."""

from hashlib import sha256

from kg.text import slug
from ontology.namespaces import DATA

KEY_LENGTH = 16
"""Hex digits of an article's id (64 bits)."""

PART_LENGTH = 10
"""Hex digits that tell the things of one article apart (40 bits)."""


def digest(*parts: str, length: int = PART_LENGTH) -> str:
    """Hex digits of a hash over the parts, their borders included."""
    joined = "\x1f".join(part.replace("\x1f", " ") for part in parts)
    return sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def article_iri(article_id: str) -> str:
    """The IRI of an article by its id."""
    return f"{DATA}article/{article_id}"


def graph_iri(article_id: str, revision: str) -> str:
    """The named graph that holds the facts of one revision."""
    return f"{DATA}article/{article_id}/{revision}"


def keyed_iri(kind: str, key: str) -> str:
    """The IRI of something the gazetteers or schemes know, or of a state by its code."""
    return f"{DATA}{kind}/{key}"


def local_iri(kind: str, article_id: str, *parts: str) -> str:
    """The IRI of something known from one article only; links join it with its like."""
    return f"{DATA}{kind}/{article_id}-{digest(*parts)}"


def named_iri(kind: str, name: str) -> str:
    """The IRI of something that its name alone identifies (outlets, places, positions)."""
    return f"{DATA}{kind}/{slug(name) or digest(name)}"
