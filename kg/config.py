"""Settings from the environment; secrets come from nowhere else."""

import os

DEFAULT_STORE = "sqlite:kg.db"


def store_url(option: str | None) -> str:
    """Where the graph is: the option, else KG_STORE, else kg.db in the current folder."""
    return option or os.environ.get("KG_STORE") or DEFAULT_STORE
