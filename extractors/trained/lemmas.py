"""Lemmas of Indonesian words: a table, and what clitics and doubling leave when they are taken off.

The table is made by the recipe (``extractors/training/lemmas.py``) and lies beside the weights of the pipeline.
"""

import json
from pathlib import Path
from typing import Self

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import ensure_path

CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")
SHORTEST = 3
"""Letters that stay at least when a clitic is taken off."""


@Language.factory("jubir_lemmas", assigns=["token.lemma"])
class Lemmas:
    """Sets ``token.lemma_``: in small letters, but a proper noun as it is written (where parts of speech are set)."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.table: dict[str, str] = {}
        self._known: dict[str, str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Give every token its lemma."""
        for token in doc:
            token.lemma_ = token.text if token.pos_ == "PROPN" else self.lemma(token.text)
        return doc

    def lemma(self, form: str) -> str:
        """The lemma of a word by itself."""
        if form not in self._known:
            if len(self._known) > 100_000:  # a service that runs for months does not keep all it ever read
                self._known.clear()
            self._known[form] = self._made(form.lower())
        return self._known[form]

    def _made(self, form: str) -> str:
        if found := self.table.get(form):
            return found
        for clitic in CLITICS:
            host = form.removesuffix(clitic)
            if host != form and len(host) >= SHORTEST and (host in self.table or clitic == "nya"):
                return self._made(host)
        first, hyphen, second = form.partition("-")
        if hyphen and second.startswith(first):
            return self.table.get(first, first)
        return form

    def to_disk(self, path: str | Path, exclude: tuple[str, ...] = ()) -> None:
        """Write the table, sorted, a word and its lemma a line."""
        lines = [f"{form}\t{lemma}\n" for form, lemma in sorted(self.table.items())]
        Path(ensure_path(path)).mkdir(parents=True, exist_ok=True)
        (Path(path) / "lemmas.tsv").write_text("".join(lines), encoding="utf-8")

    def from_disk(self, path: str | Path, exclude: tuple[str, ...] = ()) -> Self:
        """Read the table."""
        rows = (line.split("\t") for line in (Path(path) / "lemmas.tsv").read_text(encoding="utf-8").splitlines())
        self.table = {row[0]: row[1] for row in rows}
        return self

    def to_bytes(self, exclude: tuple[str, ...] = ()) -> bytes:
        """The table as bytes."""
        return json.dumps(self.table, sort_keys=True).encode()

    def from_bytes(self, data: bytes, exclude: tuple[str, ...] = ()) -> Self:
        """The table from bytes."""
        self.table = json.loads(data)
        return self
