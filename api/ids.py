"""Opaque ids and cursors: base64 that says nothing a client should build upon."""

import base64
import binascii
import json

from kg.errors import QueryError
from kg.store.base import Cursor
from ontology.namespaces import DATA

LONGEST = 2_000


def node_id(type_name: str, iri: str) -> str:
    """The id of an entity: base64 of "Type:key"."""
    return base64.b64encode(f"{type_name}:{iri.removeprefix(DATA)}".encode()).decode("ascii")


def iri_of(node: str) -> str:
    """The IRI that an id stands for; an IRI is taken as it is. Raises QueryError for anything else."""
    if node.startswith(DATA):
        return node
    try:
        text = base64.b64decode(node.encode("ascii"), validate=True).decode("utf-8")
    except (ValueError, binascii.Error) as exc:
        raise QueryError(f"not an id: {node[:80]!r}; take ids from answers of this API") from exc
    kind, colon, key = text.partition(":")
    if not (kind.isalpha() and colon and key) or len(text) > LONGEST:
        raise QueryError(f"not an id: {node[:80]!r}; take ids from answers of this API")
    return DATA + key


def cursor_text(cursor: Cursor) -> str:
    """A cursor for clients."""
    raw = json.dumps([cursor.value, cursor.iri], ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(raw.encode("utf-8")).decode("ascii")


def cursor_from(text: str | None) -> Cursor | None:
    """The place a client's cursor stands for. Raises QueryError if it is none of ours."""
    if text is None:
        return None
    try:
        found = json.loads(base64.b64decode(text.encode("ascii"), validate=True))
        if not isinstance(found, list) or len(found) != 2:
            raise ValueError("not a pair")
        value, iri = found
        if not isinstance(iri, str) or not (value is None or isinstance(value, str)):
            raise ValueError("not a pair of texts")
        f"{value}{iri}".encode()  # half of a surrogate pair cannot be looked up
    except (ValueError, RecursionError) as exc:
        raise QueryError(f"not a cursor: {text[:80]!r}; take it from pageInfo or an edge") from exc
    return Cursor(value, iri)
