"""The graph room: types, reading, building, resolving, stores, RDF, command line."""
