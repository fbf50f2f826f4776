"""Making an `Article`: canonical text, ids from content, checked metadata, zones."""

import re
import unicodedata
from datetime import date, datetime
from hashlib import sha256
from urllib.parse import urlsplit

from kg.errors import InputError
from kg.identity import KEY_LENGTH, digest
from kg.model import Article
from kg.read.parts import Parts
from kg.read.zones import publisher_in, zones_of

LANGUAGES = ("id",)
"""Languages with a pipeline; what is written in another is read as the first."""

_SURROGATES = re.compile(r"[\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_PARTIAL_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_STARTS_WITH_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}(?!\d)")


def article_from(parts: Parts) -> Article:
    """The article of these parts. Raises InputError if there is no text."""
    text = canonical_text(parts.text)
    if not any(char.isprintable() and not char.isspace() for char in text):
        raise InputError("there is no text in it; put an article in it")
    title = _line(parts.title)
    url = _address(parts.url)
    published = iso_date(parts.published)
    publisher = _line(parts.publisher) or publisher_in(text)
    content = (url or "", title or "", published or "", publisher or "", text)
    return Article(
        id=digest(url, length=KEY_LENGTH) if url else digest(*content, length=KEY_LENGTH),
        revision=sha256("\x1f".join(content).encode("utf-8")).hexdigest()[:KEY_LENGTH],
        file=_clean(parts.file),
        text=text,
        url=url,
        title=title,
        lang=parts.lang if parts.lang in LANGUAGES else LANGUAGES[0],
        published=published,
        publisher=publisher,
        zones=zones_of(text),
    )


def canonical_text(text: str) -> str:
    """NFC, one kind of line end, no mark or NUL; everything else stays, so that quotations can be found."""
    unified = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    return unicodedata.normalize("NFC", _clean(unified))


def _clean(text: str) -> str:
    """Without what no UTF-8 file or database holds: lone surrogates and NUL."""
    return _SURROGATES.sub("\ufffd", text).replace("\x00", "\ufffd")


def _line(text: str | None) -> str | None:
    return " ".join(canonical_text(text).split()) or None if text else None


def _address(url: str | None) -> str | None:
    """The URL without fragment, if it is one of the web."""
    if not url:
        return None
    try:
        found = urlsplit(_clean(url).strip())
    except ValueError:
        return None
    if found.scheme not in ("http", "https") or not found.netloc or re.search(r"\s", url.strip()):
        return None
    return found._replace(fragment="").geturl()


def iso_date(text: str | None) -> str | None:
    """The day of a date or time as publishers write it, None if it is none."""
    if not text:
        return None
    text = text.strip()
    if _PARTIAL_DATE.fullmatch(text):
        return text if _is_real(text) else None
    if not _STARTS_WITH_DAY.match(text):
        return None
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        start = _PARTIAL_DATE.match(text)
        return start.group() if start and len(start.group()) == 10 and _is_real(start.group()) else None


def _is_real(partial: str) -> bool:
    try:
        date.fromisoformat((partial + "-01-01")[:10])
    except ValueError:
        return False
    return True
