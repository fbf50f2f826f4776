"""Finding files, reading their bytes, and giving each to the reader of its form."""

import codecs
import io
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.read.article import article_from
from kg.read.html import parts_of_html
from kg.read.jsons import parts_of_json, parts_of_json_lines
from kg.read.parts import Parts, decoded
from kg.read.types import ReadArticle, Rejected

MAX_BYTES = 10 * 1024 * 1024
"""A news article is a few kilobytes; a larger file is something else or many articles (use .jsonl)."""

MAX_BYTES_OF_MANY = 2 * 1024 * 1024 * 1024
"""Files of one article a line are read line by line."""

SUFFIXES = (".txt", ".html", ".htm", ".json", ".jsonl")


def read_articles(paths: Sequence[Path]) -> Iterator[ReadArticle | Rejected]:
    """Read files and, recursively and in sorted order, folders.

    Whatever cannot be used comes as `Rejected` and its neighbours go on. In a folder, hidden files and files
    of other kinds are passed over; a file that is named must be of a kind that we read.
    """
    for path in paths:
        if _is_folder(path):
            yield from _folder(path)
        else:
            yield from _file(path)


def read_text(data: bytes, name: str) -> ReadArticle:
    """One plain-text article from bytes. Raises InputError if there is no text in them."""
    parts = Parts(text=decoded(data), file=name)
    return ReadArticle(article_from(parts), name)


def _is_folder(path: Path) -> bool:
    """As `Path.is_dir`; what cannot even be looked at (a name too long) is no folder, and `_file` says why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _folder(folder: Path) -> Iterator[ReadArticle | Rejected]:
    closed: list[OSError] = []
    found = list(_files_below(folder, closed.append))
    for error in closed:
        reason = f"the folder cannot be listed: {error.strerror}"
        yield Rejected(shown(error.filename or folder), reason, "check its permissions")
    if not found and not closed:
        reason = "the folder holds no article"
        yield Rejected(shown(folder), reason, f"put files ending in {', '.join(SUFFIXES)} there")
    for path in found:
        yield from _file(path)


def _files_below(folder: Path, onerror: Callable[[OSError], None]) -> Iterator[Path]:
    """Article files below a folder, sorted; links to folders are not followed, so there are no loops."""
    for root, folders, names in os.walk(folder, onerror=onerror):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and path.suffix.lower() in SUFFIXES:
                yield path


def _file(path: Path) -> Iterator[ReadArticle | Rejected]:
    try:
        yield from _articles_in(path)
    except InputError as exc:
        reason, _, way_out = str(exc).partition("; ")
        yield Rejected(shown(path), reason, way_out)
    except OSError as exc:
        yield Rejected(shown(path), f"cannot be read: {exc.strerror or exc}", "check the path and its permissions")


def _articles_in(path: Path) -> Iterator[ReadArticle | Rejected]:
    """The articles of one file. Raises InputError (reason; way out) if the whole file is unusable."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        _check_is_file(path)
        raise InputError(f"files ending in {suffix or 'nothing'} are not read; use {', '.join(SUFFIXES)}")
    _check_is_file(path)
    if suffix == ".jsonl":
        yield from _many(path)
        return
    text = decoded(_bytes(path))
    if suffix == ".json":
        yield from _several(path, parts_of_json(text, shown(path.name)))
    else:
        parts = Parts(text=text, file=shown(path.name)) if suffix == ".txt" else parts_of_html(text, shown(path.name))
        yield _made(parts, path, None)


def _check_is_file(path: Path) -> None:
    """Refuse what is not there, and what could block for ever (pipes, devices)."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise InputError("there is no such file or folder; check the path") from None
    if not stat.S_ISREG(mode):
        raise InputError("not a regular file; copy its text into a file")


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise InputError(
            f"{size / 1e6:.0f} MB are too much for one article (at most {MAX_BYTES // 1048576} MB); "
            "split it, one article a file or a line of .jsonl"
        )
    return path.read_bytes()


def _several(path: Path, found: list[Parts]) -> Iterator[ReadArticle | Rejected]:
    for number, parts in enumerate(found, 1):
        try:
            yield _made(parts, path, number if len(found) > 1 else None)
        except InputError as exc:
            reason, _, way_out = str(exc).partition("; ")
            place = f"{shown(path)}#{number}" if len(found) > 1 else shown(path)
            yield Rejected(place, reason, way_out)


def _many(path: Path) -> Iterator[ReadArticle | Rejected]:
    empty = True
    with path.open("rb") as stream:
        for number, line in enumerate(_lines(stream), 1):
            if line is None:
                reason = f"more than {MAX_BYTES // 1048576} MB in one line are too much for one article"
                yield Rejected(f"{shown(path)}:{number}", reason, "write one article a line")
            elif line.strip():
                yield _one_line(path, line, number)
            empty = empty and line is not None and not line.strip()
    if empty:
        raise InputError("the file is empty; write one article a line")


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines of a stream in UTF-8; None for one that is too long, which is never held as a whole.

    Raises InputError for UTF-16 that is broken or does not say that it is such.
    """
    start = stream.read(2)
    stream.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from _lines_of_utf_16(stream)
        return
    if b"\x00" in start:
        raise InputError("the file is UTF-16 without a byte-order mark, or binary; save it as UTF-8")
    while line := stream.readline(MAX_BYTES + 1):
        if len(line) <= MAX_BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_BYTES)
        yield None


def _lines_of_utf_16(stream: BinaryIO) -> Iterator[bytes | None]:
    with io.TextIOWrapper(stream, encoding="utf-16", newline="\n") as text:
        try:
            while line := text.readline(MAX_BYTES):
                is_whole = len(line) < MAX_BYTES
                while len(line) == MAX_BYTES and not line.endswith("\n"):
                    line = text.readline(MAX_BYTES)
                yield line.encode("utf-8") if is_whole else None
        except UnicodeDecodeError as exc:
            raise InputError(f"the file says it is utf-16 but is not ({exc.reason}); save it as UTF-8") from exc


def _one_line(path: Path, line: bytes, number: int) -> ReadArticle | Rejected:
    try:
        return _made(parts_of_json_lines(decoded(line), shown(path.name)), path, number)
    except InputError as exc:
        reason, _, way_out = str(exc).partition("; ")
        return Rejected(f"{shown(path)}:{number}", reason, way_out)


def _made(parts: Parts, path: Path, row: int | None) -> ReadArticle:
    article = article_from(parts)
    place = shown(path.absolute()) if row is None else f"{shown(path.absolute())}#{row}"
    return ReadArticle(article, article.url or place)


def shown(path: str | Path) -> str:
    """The name as text that any store and terminal takes: bytes that are no UTF-8 as ``\\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
