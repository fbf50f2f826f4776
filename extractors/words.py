"""Word lists of a language, read once from its folder under ``extractors/lang``."""

import tomllib
from functools import cache
from importlib.resources import files

from kg.errors import InputError

Words = frozenset[str]


@cache
def entity_table(lang: str) -> dict[str, dict[str, object]]:
    """The language's ``entities.toml``. Raises InputError for an unknown language."""
    source = files("extractors").joinpath("lang", lang, "entities.toml")
    if not source.is_file():
        raise InputError(f"no pipeline for the language {lang!r}; known: id")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def words(lang: str, section: str, key: str) -> Words:
    """A list of words as a set."""
    found = entity_table(lang)[section][key]
    if not isinstance(found, list):
        raise TypeError(f"{section}.{key} of {lang}/entities.toml is no list")
    return frozenset(str(word) for word in found)


@cache
def mapping(lang: str, *path: str) -> dict[str, str]:
    """A table of single values, as strings."""
    found: object = entity_table(lang)
    for key in path:
        if not isinstance(found, dict):
            raise TypeError(f"{'.'.join(path)} of {lang}/entities.toml is no table")
        found = found[key]
    if not isinstance(found, dict):
        raise TypeError(f"{'.'.join(path)} of {lang}/entities.toml is no table")
    return {str(k): str(v) for k, v in found.items() if not isinstance(v, list | dict)}


@cache
def _signed_words(lang: str) -> dict[str, Words]:
    """The language's ``names.tsv``: its words by their sign."""
    text = files("extractors").joinpath("lang", lang, "names.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    found: dict[str, set[str]] = {}
    for word, sign in rows:
        found.setdefault(sign, set()).add(word)
    return {sign: frozenset(signed) for sign, signed in found.items()}


def name_words(lang: str) -> Words:
    """Words that stand in names of persons."""
    signed = _signed_words(lang)
    return _joined(signed["name"], signed["home"])


def home_name_words(lang: str) -> Words:
    """Those that stand in names of people of the language's own country."""
    return _signed_words(lang)["home"]


@cache
def _joined(first: Words, second: Words) -> Words:
    return first | second


def other_words(lang: str) -> Words:
    """Capitalised words that hardly ever stand in names of persons."""
    return _signed_words(lang)["other"]
