"""A real Neo4j Community server on loopback, from Maven Central artefacts, for tests and for trying out."""
