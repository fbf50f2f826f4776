"""Tables of the SQLite store, and which files it takes.

``book`` and ``text`` of ``article``, ``link`` and ``block`` are what articles gave; all else follows from them
(`kg.store.ledger`). A row of ``fact`` is one fact of the whole graph: ``cs`` and ``co`` are canonical nodes, ``n``
the number of articles that support it, ``k`` repeats short literals for indexed comparison, ``fold`` is the
case- and accent-free form of names.
"""

import sqlite3

from kg.errors import StoreError, StoreVersionError

VERSION = 3
APPLICATION_ID = 0x4A554249  # "JUBI"

TABLES = """
CREATE TABLE node (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, caption TEXT);
CREATE TABLE alias (iri TEXT PRIMARY KEY, node INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX alias_node ON alias (node);
CREATE TABLE name (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE article (
    id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, source TEXT NOT NULL UNIQUE, revision TEXT NOT NULL,
    key TEXT NOT NULL, file TEXT NOT NULL, url TEXT, title TEXT, lang TEXT NOT NULL, published TEXT,
    publisher TEXT, zones TEXT NOT NULL, evidences INTEGER NOT NULL, book BLOB NOT NULL, text TEXT NOT NULL
);
CREATE INDEX article_key ON article (key);
CREATE INDEX article_url ON article (url);
CREATE INDEX article_file ON article (file);
CREATE TABLE fact (
    id INTEGER PRIMARY KEY, cs INTEGER NOT NULL, p INTEGER NOT NULL, co INTEGER, value TEXT, datatype TEXT, lang TEXT,
    polarity TEXT NOT NULL, certainty TEXT NOT NULL, n INTEGER NOT NULL, k TEXT, fold TEXT
);
CREATE INDEX fact_subject ON fact (cs, p);
CREATE INDEX fact_object ON fact (co, p, cs) WHERE co IS NOT NULL;
CREATE INDEX fact_value ON fact (p, k, cs) WHERE k IS NOT NULL;
CREATE INDEX fact_fold ON fact (p, fold, cs) WHERE fold IS NOT NULL;
CREATE VIRTUAL TABLE fact_text USING fts5 (value, content='', tokenize='ascii');
CREATE TABLE sighting (
    node INTEGER NOT NULL, article INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    extractor TEXT NOT NULL, via TEXT NOT NULL, PRIMARY KEY (node, article)
) WITHOUT ROWID;
CREATE INDEX sighting_article ON sighting (article);
CREATE TABLE block (
    key TEXT NOT NULL, iri TEXT NOT NULL, article INTEGER NOT NULL, details TEXT NOT NULL,
    PRIMARY KEY (key, iri, article)
) WITHOUT ROWID;
CREATE INDEX block_article ON block (article);
CREATE INDEX block_iri ON block (iri);
CREATE TABLE link (
    id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT NOT NULL, judgement TEXT NOT NULL, score REAL NOT NULL,
    method TEXT NOT NULL, by TEXT NOT NULL, block TEXT NOT NULL, article INTEGER
);
CREATE INDEX link_a ON link (a);
CREATE INDEX link_b ON link (b);
CREATE INDEX link_block ON link (block) WHERE article IS NULL;
CREATE INDEX link_article ON link (article) WHERE article IS NOT NULL;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def version_of(connection: sqlite3.Connection, path: str) -> int:
    """The file's version; 0 for one that holds nothing. Raises StoreError if it is someone else's."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if owner != APPLICATION_ID and tables:
        raise StoreError(f"{path} is an SQLite database of another program; name another file")
    return int(version)


def prepare(connection: sqlite3.Connection, path: str) -> None:
    """Make the tables in a new file. Raises StoreVersionError for a file of another version."""
    version = version_of(connection, path)
    if version > VERSION:
        raise StoreVersionError(
            f"{path} was written by a newer Jubir (store version {version}, this one reads {VERSION}); "
            "update Jubir or build into another file"
        )
    if version == VERSION:
        return
    if version:
        raise StoreVersionError(
            f"{path} was written before the first release (store version {version}, this one reads {VERSION}); "
            "build the articles into another file"
        )
    connection.executescript(
        "BEGIN IMMEDIATE;" + TABLES + f"PRAGMA application_id = {APPLICATION_ID};"
        f"PRAGMA user_version = {VERSION}; COMMIT;"
    )
