"""Names, constraints and indexes of the graph in Neo4j, and how an older database is brought up to date.

Nodes that people look at bear the label of their class and `Entity`. Nodes whose labels start with an underscore are
the store's books (`kg.store.ledger`): `_Book` an article with its facts, `_Facts` all facts of one entity with their
support, `_Alias` an IRI that stands for another, `_Link` and `_Member` what joins IRIs, `_Store` the version.
"""

import re
from functools import cache

from kg.errors import OntologyError, StoreError, StoreVersionError
from kg.store.neo4j.connection import Connection
from ontology.namespaces import NS
from ontology.schemes import classes, terms

VERSION = 2

NO_EDGE = frozenset({"type", "exactMatch", "act"})
"""Links that are a label or a property of the node, for they lead out of the graph."""

EDGES = {"speaker": ("SAID", True), "article": ("IN", False)}
"""Relationship type and whether it is turned round, where that is not just the predicate's name."""

TURNED = frozenset(kind for kind, is_turned in EDGES.values() if is_turned)
"""Types of relationships that lead to the entity whose fact they are."""

SEARCHED = ("name", "alias", "title", "content", "quote")
"""Predicates that full text looks through; `_Facts` holds their words under the same names."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")

# the first names used get the lowest ids, and a node's labels are shown in the order of ids: classes come first
_CAPTIONED = dict.fromkeys(classes(), "name")
_RANGES = (
    ("Statement", "date"),
    ("Meeting", "date"),
    ("Article", "published"),
    ("State", "code"),
    ("Weapon", "concept"),
)
_UNIQUE = (("Entity", "iri"), ("_Book", "iri"), ("_Facts", "iri"), ("_Alias", "iri"), ("_Store", "id"))
_LOOKED_UP = (
    ("_Book", "source"), ("_Book", "key"), ("_Book", "url"), ("_Book", "file"), ("_Alias", "main"),
    ("_Link", "left"), ("_Link", "right"), ("_Link", "block"), ("_Link", "article"),
    ("_Member", "key"), ("_Member", "iri"), ("_Member", "article"),
)  # fmt: skip


def _commands() -> list[str]:
    indexes = [*_CAPTIONED.items(), *_RANGES, *_LOOKED_UP]
    made = [f"CREATE INDEX {_index(*pair)} IF NOT EXISTS FOR (n:{pair[0]}) ON (n.{pair[1]})" for pair in indexes]
    made += [
        f"CREATE CONSTRAINT {_index(label, key)}_unique IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
        for label, key in _UNIQUE
    ]
    named = "|".join(name for name in classes() if name != "Statement")
    made += [
        # for people in Neo4j Browser: words in any form
        "CREATE FULLTEXT INDEX statement_text IF NOT EXISTS FOR (n:Statement) ON EACH [n.content, n.quote]"
        " OPTIONS {indexConfig: {`fulltext.analyzer`: 'indonesian'}}",
        f"CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:{named}) ON EACH [n.name, n.aliases]"
        " OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}",
        # for the API: exactly the words that the SQLite store compares
        "CREATE FULLTEXT INDEX fact_words IF NOT EXISTS FOR (n:_Facts)"
        f" ON EACH [{', '.join(f'n.{name}' for name in SEARCHED)}]"
        " OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
    ]
    return made


def _index(label: str, key: str) -> str:
    return f"jubir_{label.strip('_').lower()}_{key.lower()}"


@cache
def edge(predicate: str) -> tuple[str, bool]:
    """Relationship type of a predicate, and True if it runs from object to subject. From the ontology only."""
    term = terms().get(predicate)
    if term is None or not term.is_link or predicate in NO_EDGE or not _NAME.fullmatch(predicate):
        raise OntologyError(f"{predicate} is no link between entities")
    return EDGES.get(predicate) or (re.sub(r"(?<!^)(?=[A-Z])", "_", predicate).upper(), False)


@cache
def is_edge(predicate: str) -> bool:
    """True if a fact of this predicate is a relationship of its own."""
    term = terms().get(predicate)
    return term is not None and term.is_link and predicate not in NO_EDGE


def label(class_iri: str) -> str | None:
    """The label of a class; None for what the ontology does not know."""
    name = class_iri.removeprefix(NS)
    return name if name in classes() else None


def version_of(connection: Connection) -> int:
    """The database's version; 0 if it is empty. Raises StoreError if it holds someone else's data."""
    (row,) = connection.read(
        "OPTIONAL MATCH (s:_Store {id: 1}) RETURN s.version AS version, EXISTS { MATCH (n) WHERE n <> s OR s IS NULL }"
        " AS is_used"
    )
    if row["version"] is None and row["is_used"]:
        raise StoreError(f"{connection.url} holds data of another program; name an empty database")
    return int(row["version"] or 0)


def prepare(connection: Connection) -> None:
    """Make constraints and indexes in an empty database. Raises StoreVersionError for one of another version."""
    version = version_of(connection)
    check(connection, version)
    if version == VERSION:
        return
    connection.define(_commands())
    connection.run("CALL db.awaitIndexes(300)")
    connection.run(f"MERGE (s:_Store {{id: 1}}) SET s.version = {VERSION}")


def check(connection: Connection, version: int) -> None:
    """Raises StoreVersionError for another version than this one's, unless the database is empty (0)."""
    if version > VERSION:
        raise StoreVersionError(
            f"{connection.url} was written by a newer Jubir (store version {version}, this one reads {VERSION}); "
            "update Jubir or build into another database"
        )
    if 0 < version < VERSION:
        raise StoreVersionError(
            f"{connection.url} was written before the first release (store version {version}, this one reads "
            f"{VERSION}); build the articles into an empty database"
        )
