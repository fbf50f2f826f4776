"""Tables of the SQLite store, and how a file of an older version is brought up to date.

A row of ``fact`` is one fact with one evidence. ``s``/``o`` are the nodes as written, ``cs``/``co`` the
canonical ones after linking, so that a query never has to follow links. ``k`` repeats short literals
for indexed comparison; ``fold`` is the case- and accent-free form of names.
"""

import sqlite3

from kg.errors import StoreError, StoreVersionError

VERSION = 1
APPLICATION_ID = 0x4A554249  # "JUBI"

TABLES = """
CREATE TABLE node (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, canonical INTEGER NOT NULL);
CREATE INDEX node_canonical ON node (canonical);
CREATE TABLE name (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE article (
    id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, source TEXT NOT NULL UNIQUE, revision TEXT NOT NULL,
    key TEXT NOT NULL, file TEXT NOT NULL, url TEXT, title TEXT, lang TEXT NOT NULL, published TEXT,
    publisher TEXT, zones TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX article_key ON article (key);
CREATE INDEX article_url ON article (url);
CREATE INDEX article_file ON article (file);
CREATE TABLE fact (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL, s INTEGER NOT NULL, p INTEGER NOT NULL, o INTEGER,
    value TEXT, datatype TEXT, lang TEXT, polarity TEXT NOT NULL, certainty TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, extractor INTEGER NOT NULL,
    cs INTEGER NOT NULL, co INTEGER, k TEXT, fold TEXT
);
CREATE INDEX fact_subject ON fact (cs, p);
CREATE INDEX fact_object ON fact (co, p, cs) WHERE co IS NOT NULL;
CREATE INDEX fact_value ON fact (p, k, cs) WHERE k IS NOT NULL;
CREATE INDEX fact_fold ON fact (p, fold, cs) WHERE fold IS NOT NULL;
CREATE INDEX fact_article ON fact (article);
CREATE VIRTUAL TABLE fact_text USING fts5 (
    value, content='fact', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
);
CREATE TABLE block (key TEXT NOT NULL, node INTEGER NOT NULL, article INTEGER NOT NULL,
    PRIMARY KEY (key, node, article)) WITHOUT ROWID;
CREATE INDEX block_article ON block (article);
CREATE TABLE link (
    id INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL, judgement TEXT NOT NULL,
    score REAL NOT NULL, method TEXT NOT NULL, by TEXT NOT NULL, block TEXT NOT NULL
);
CREATE INDEX link_a ON link (a);
CREATE INDEX link_b ON link (b);
CREATE INDEX link_block ON link (block);
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
    """Make the tables in a new file. Raises StoreVersionError for a file of a newer version."""
    version = version_of(connection, path)
    if version > VERSION:
        raise StoreVersionError(
            f"{path} was written by a newer Jubir (store version {version}, this one reads {VERSION}); "
            "update Jubir or build into another file"
        )
    if version == VERSION:
        return
    connection.executescript(
        "BEGIN IMMEDIATE;" + TABLES + f"PRAGMA application_id = {APPLICATION_ID};"
        f"PRAGMA user_version = {VERSION}; COMMIT;"
    )
