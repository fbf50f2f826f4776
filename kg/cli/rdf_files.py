"""RDF files as `kg check` takes them: anybody's, so nothing but the file itself is ever opened."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from rdflib import Dataset

FORMS = {
    ".nq": "nquads",
    ".trig": "trig",
    ".ttl": "turtle",
    ".jsonld": "json-ld",
    ".nt": "nt",
    ".rdf": "xml",
}

NAMES = {"nquads": "N-Quads", "trig": "TriG", "turtle": "Turtle", "json-ld": "JSON-LD", "nt": "N-Triples", "xml": "XML"}

LONGEST = 80
"""Characters of a file that a message shows at most."""

_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_PLACE = re.compile(r"^\S*?:(\d+):\d+: ")
"""What rdflib puts before its errors in RDF/XML."""


def read_rdf(path: Path) -> "Dataset":
    """The graphs of a file. Raises InputError (what is wrong; the way out) if it cannot be used."""
    from rdflib import Dataset

    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise InputError(f"{path}: not an RDF file; known endings: {', '.join(FORMS)}")
    text = _text(path)
    dataset = Dataset()
    try:
        if form == "json-ld":
            _refuse_other_documents(path, text)
        dataset.parse(data=text, format=form)
    except InputError:
        raise
    except Exception as exc:  # each of rdflib's parsers has errors of its own, without a common base
        raise InputError(f"{path}: not valid {NAMES[form]}: {_fault(exc, form, text)}; correct the file") from exc
    return dataset


def _text(path: Path) -> str:
    try:
        # the mark that some editors begin UTF-8 with is no part of the text
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as exc:
        raise InputError(f"{path}: not UTF-8 ({exc.reason} at byte {exc.start}); save it as UTF-8") from exc
    except OSError as exc:
        raise InputError(f"{path}: {exc.strerror or exc}; check the path") from exc


def _refuse_other_documents(path: Path, text: str) -> None:
    """Raise InputError if the JSON-LD names contexts that rdflib would open, on the network or on this machine."""

    def refuse(pairs: list[tuple[str, object]]) -> None:
        for key, value in pairs:
            named = value if key == "@import" else next(_strings(value), None) if key == "@context" else None
            if named is not None:
                place = str(named)[:LONGEST]
                raise InputError(f"{path}: {key} names another document ({place}); put the context itself in its place")

    # called for every object, however deep, and with keys that are there twice
    json.loads(text, object_pairs_hook=refuse)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _fault(exc: Exception, form: str, text: str) -> str:
    """What is wrong and in which line, without what parsers add for those who write parsers."""
    from xml.sax import SAXParseException

    from rdflib.plugins.parsers.notation3 import BadSyntax

    if isinstance(exc, BadSyntax):
        return _in_line(exc.lines + 1, exc._why)
    if isinstance(exc, json.JSONDecodeError):
        return _in_line(exc.lineno, exc.msg)
    if isinstance(exc, SAXParseException):
        return _in_line(exc.getLineNumber(), exc.getMessage())
    if form in ("nquads", "nt") and (number := _bad_line(text, form)):
        line = _LINE_ENDS.split(text)[number - 1].strip()
        return _in_line(number, f"no statement: {line[:LONGEST]}{'…' if len(line) > LONGEST else ''}")
    message = str(exc)
    if place := _PLACE.match(message):
        return _in_line(int(place[1]), message[place.end() :])
    return f"its parser gives up ({' '.join(message.split())[:LONGEST] or type(exc).__name__})"


def _in_line(number: int | None, what: str) -> str:
    return f"line {number}: {' '.join(what.split())[: 2 * LONGEST]}"


def _bad_line(text: str, form: str) -> int | None:
    """The first line that is no statement, counted from 1: each is one by itself, and rdflib does not count them."""
    lines = _LINE_ENDS.split(text)
    low, high = 0, len(lines)
    if _parses("\n".join(lines), form):
        return None
    # of the first `low` lines all are good, and among the first `high` is a bad one
    while high - low > 1:
        middle = (low + high) // 2
        if _parses("\n".join(lines[low:middle]), form):
            low = middle
        else:
            high = middle
    return high


def _parses(text: str, form: str) -> bool:
    from rdflib import Dataset

    try:
        Dataset().parse(data=f"{text}\n", format=form)
    except Exception:  # whatever the parser says of it, that it does not parse is the answer
        return False
    return True
