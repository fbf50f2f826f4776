"""Tokens of any text in time linear in its length."""

import re
from collections.abc import Callable, Iterator

from spacy.tokens import Doc

LONGEST = 200
"""Characters without a blank that are cut in one piece; longer than any word and nearly any address."""

_TOO_LONG = re.compile(rf"\S{{{LONGEST + 1},}}")


class BoundedTokenizer:
    """A tokenizer whose work on a stretch without blanks is bounded.

    spaCy takes affixes off such a stretch one by one and looks at all the rest each time, so 20,000
    brackets in a row cost minutes. Stretches longer than ``LONGEST`` are therefore cut into pieces first;
    the text of the Doc stays the same.
    """

    def __init__(self, tokenizer: Callable[[str], Doc]) -> None:
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        """Tokens of ``text``."""
        if _TOO_LONG.search(text) is None:
            return self._tokenizer(text)
        words: list[str] = []
        spaces: list[bool] = []
        doc = None
        for piece in _pieces(text):
            doc = self._tokenizer(piece)
            words += [token.text for token in doc]
            spaces += [bool(token.whitespace_) for token in doc]
        assert doc is not None
        return Doc(doc.vocab, words=words, spaces=spaces)


def texts_of(doc: Doc) -> list[str]:
    """The texts of all tokens, read once a Doc: making a token anew for each look at its text costs more."""
    texts: list[str] | None = doc.user_data.get("texts")
    if texts is None:
        texts = doc.user_data["texts"] = [token.text for token in doc]
    return texts


def _pieces(text: str) -> Iterator[str]:
    """Stretches that together are the text, cut only inside what is too long."""
    start = 0
    for match in _TOO_LONG.finditer(text):
        for at in range(match.start() + LONGEST, match.end(), LONGEST):
            yield text[start:at]
            start = at
    yield text[start:]
