"""Articles out of JSON: schema.org NewsArticle (also inside @graph), or plain objects with the same ideas."""

import json
from collections.abc import Mapping
from typing import Any

from kg.errors import InputError
from kg.read.parts import Parts

TEXT_KEYS = ("articleBody", "text", "body", "content")
TITLE_KEYS = ("headline", "title", "name")
DATE_KEYS = ("datePublished", "published", "date", "publishedAt")
PUBLISHER_KEYS = ("publisher", "source", "outlet", "provider")
URL_KEYS = ("url", "@id", "mainEntityOfPage", "link")
LANG_KEYS = ("inLanguage", "lang", "language")


def parts_of_json(text: str, file: str) -> list[Parts]:
    """The articles of a JSON document: one, a list, or a graph. Raises InputError if it holds none."""
    found = [item for item in _objects(_parsed(text)) if _text_of(item)]
    if not found:
        raise InputError(f"no article in the JSON; give an object with one of: {', '.join(TEXT_KEYS)}")
    return [_parts(item, file) for item in found]


def parts_of_json_lines(line: str, file: str) -> Parts:
    """The article of one line. Raises InputError if the line is no article."""
    found = parts_of_json(line, file)
    if len(found) > 1:
        raise InputError("more than one article in a line; write each in a line of its own")
    return found[0]


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as exc:
        raise InputError(
            f"broken JSON ({exc.msg}, line {exc.lineno}, column {exc.colno}); mend or leave it out"
        ) from exc
    except (RecursionError, ValueError) as exc:
        raise InputError("JSON that nests too deep or holds impossible numbers; simplify it") from exc


def _objects(value: object) -> list[Mapping[str, Any]]:
    """Objects that may be articles: the value, members of a list, members of @graph."""
    if isinstance(value, list):
        return [item for item in value if isinstance(item, dict)]
    if isinstance(value, dict):
        graph = value.get("@graph")
        return [value, *(_objects(graph) if isinstance(graph, list) else [])]
    return []


def _text_of(item: Mapping[str, Any]) -> str | None:
    return _first(item, TEXT_KEYS)


def _parts(item: Mapping[str, Any], file: str) -> Parts:
    lang = _first(item, LANG_KEYS)
    return Parts(
        text=_text_of(item) or "",
        file=file,
        url=_first(item, URL_KEYS),
        title=_first(item, TITLE_KEYS),
        lang=lang.partition("-")[0].lower() if lang else None,
        published=_first(item, DATE_KEYS),
        publisher=_first(item, PUBLISHER_KEYS),
    )


def _first(item: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    """The first of these keys that holds text, or an object that has a name or id."""
    for key in keys:
        value = item.get(key)
        if isinstance(value, dict):
            value = value.get("name") or value.get("@id")
        if isinstance(value, str) and value.strip():
            return value
    return None
