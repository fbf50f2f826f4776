"""Stores of the graph. `open_store` is the way in; `kg.store.base` says what a store can do."""
