"""The graph in Neo4j 5, over Bolt: for more than fits a laptop, and for people to look at."""

from kg.store.neo4j.store import Neo4jStore

__all__ = ["Neo4jStore"]
