"""Articles out of web pages: trafilatura finds the text and what the page says of itself."""

import re

from kg.errors import InputError
from kg.read.parts import Parts

MOST_ATTRIBUTES = 1000
"""Of one tag; the parser compares each with all before it, so that many more than any page has would keep it busy."""

_TAG = re.compile(r"""<[a-zA-Z](?:=\s*+(?:"[^"]*+"|'[^']*+')|[^>])*+""")
_QUOTED = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_ATTRIBUTE = re.compile(r"[^\s/]+")
_NUMBERED = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold (https://www.w3.org/TR/xml/#charsets); one of them makes trafilatura drop the whole text."""


def parts_of_html(html: str, file: str) -> Parts:
    """The main text and metadata of a page. Raises InputError if the page has no article."""
    import trafilatura

    _check_tags(html)
    found = trafilatura.bare_extraction(
        _of_characters(html),
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        favor_recall=True,
        no_fallback=False,
    )
    if found is None or isinstance(found, dict) or not found.text or not found.text.strip():
        raise InputError("no article text was found in the page; save the article as text")
    return Parts(
        text=found.text,
        file=file,
        url=found.url,
        title=found.title,
        published=found.date,
        publisher=found.sitename,
    )


def _check_tags(html: str) -> None:
    """Raise InputError for a tag with so many attributes that the page is no article."""
    for match in _TAG.finditer(html):
        tag = match.group()
        if len(tag) > 2 * MOST_ATTRIBUTES and len(_ATTRIBUTE.findall(_QUOTED.sub(" ", tag))) > MOST_ATTRIBUTES:
            raise InputError(f"a tag of the page has over {MOST_ATTRIBUTES} attributes; save the article as text")


def _of_characters(html: str) -> str:
    """The page with a blank for what is no character, as it is or as a reference (``&#x1b;``)."""
    return _NO_CHARACTER.sub(" ", _NUMBERED.sub(_told, html))


def _told(reference: re.Match[str]) -> str:
    """The reference, or a blank if it tells of no character."""
    hexadecimal, decimal = reference.groups()
    digits = (hexadecimal or decimal).lstrip("0")
    if len(digits) > 7:
        return " "
    code = int(digits or "0", 16 if hexadecimal else 10)
    return " " if code > 0x10FFFF or _NO_CHARACTER.match(chr(code)) else reference.group()
