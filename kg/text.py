"""Folding names for comparison: case, accents and punctuation away."""

import re
import unicodedata
from functools import lru_cache

_NO_WORD = re.compile(r"[\W_]+")

_TYPOGRAPHY = dict.fromkeys(map(ord, "“”„‘’‚–—…«»•·\u00a0"), " ")
"""What the press writes besides ASCII; with it gone most texts need no more than lower case."""


SHORT = 80
"""Texts up to this many characters are names more often than not, and names come again and again."""


def folded(text: str) -> str:
    """The text lower-cased, without accents, each run of punctuation or space one space."""
    return _remembered(text) if len(text) <= SHORT else _folded(text)


def _folded(text: str) -> str:
    text = text.translate(_TYPOGRAPHY)
    if text.isascii():
        return _NO_WORD.sub(" ", text.lower()).strip()
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return _NO_WORD.sub(" ", bare.casefold()).strip()


_remembered = lru_cache(maxsize=8192)(_folded)


_NO_ACCENT = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "’": "'"})
"""Letters that differ by more than a mark, as names are respelt without them."""


def plain(text: str) -> str:
    """The text with its case, but without marks on letters: "Erdoğan" → "Erdogan"; never empty unless it was."""
    if text.isascii():
        return text
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return bare.translate(_NO_ACCENT) or text


def slug(text: str) -> str:
    """ASCII letters, digits and hyphens, fit for an IRI; empty if nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _NO_WORD.sub("-", plain.lower()).strip("-")


def words(text: str) -> list[str]:
    """The words that full-text search compares, the same in every store."""
    return folded(text).split()
