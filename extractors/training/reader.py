"""Reads treebanks for training with the tokens that they have, which spaCy's own reader joins anew ("ujar", "nya")."""

from collections.abc import Callable, Iterator
from pathlib import Path

from spacy import util
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example


@util.registry.readers("jubir.Treebank.v1")  # type: ignore[untyped-decorator]
def treebank(path: Path) -> Callable[[Language], Iterator[Example]]:
    """Examples of documents, each without annotation beside itself."""

    def read(nlp: Language) -> Iterator[Example]:
        for doc in DocBin().from_disk(path).get_docs(nlp.vocab):
            words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
            yield Example(Doc(nlp.vocab, words=words, spaces=spaces, user_data=dict(doc.user_data)), doc)

    return read
