"""What a reader takes out of a file, before it becomes an article; and bytes as text."""

import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from kg.errors import InputError

BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one article as its file gives them; dates and addresses not yet checked."""

    text: str
    file: str
    url: str | None = None
    title: str | None = None
    lang: str | None = None
    published: str | None = None
    publisher: str | None = None


def decoded(data: bytes) -> str:
    """Bytes as text: by byte-order mark, else UTF-8, else the encoding that fits best.

    Raises InputError for empty and for binary data.
    """
    if not data.strip():
        raise InputError("the file is empty; put an article in it")
    for mark, encoding in BOMS.items():
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\x00" in data[:SAMPLE]:
        raise InputError("the file is binary, not text; give the article as text or HTML")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as exc:
        raise InputError(f"the file says it is {encoding} but is not ({exc.reason}); save it as UTF-8") from exc


def _guessed(data: bytes) -> str:
    best = from_bytes(data[:SAMPLE]).best()
    if best is None or len(CONTROLS.findall(str(best))) > len(str(best)) / 100:
        raise InputError("the encoding of the text cannot be told; save it as UTF-8")
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError as exc:
        raise InputError(f"the encoding of the text is not one ({best.encoding} breaks); save it as UTF-8") from exc
