"""The questions room: GraphQL over a store, limits, pages. Never imports spaCy."""
