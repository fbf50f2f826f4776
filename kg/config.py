"""Settings from the environment; secrets come from nowhere else."""

import os

DEFAULT_STORE = "sqlite:kg.db"
DEFAULT_PUBLIC_URL = "http://127.0.0.1:8000"


def store_url(option: str | None) -> str:
    """Where the graph is: the option, else KG_STORE, else kg.db in the current folder."""
    return option or os.environ.get("KG_STORE") or DEFAULT_STORE


def public_url() -> str:
    """Where `kg serve` is reached from outside, for links in the graph: KG_PUBLIC_URL, else its default address."""
    return (os.environ.get("KG_PUBLIC_URL") or DEFAULT_PUBLIC_URL).rstrip("/")
