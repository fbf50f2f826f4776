"""The trained pipeline ``id_news``: names, sentences, parts of speech, trees and lemmas of Indonesian news.

Made by ``make model`` from published corpora; what it reaches is in ``docs/model.md``.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import spacy
from spacy import util
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from thinc.api import use_ops

from extractors.tokens import BoundedTokenizer, texts_of
from extractors.trained.embedding import once_a_form
from extractors.trained.lemmas import Lemmas
from extractors.trained.parser import Parser
from extractors.trained.sentences import Sentences
from extractors.trained.threads import one_thread
from extractors.trained.transitions import names_of
from kg.errors import InputError

__all__ = ["Lemmas", "NameSpan", "Parser", "Sentences", "load", "names", "once_a_form"]

PIECE = 160
"""Tokens at most in a piece of text that is read by itself; a piece ends with a line or sentence."""

AT_ONCE = 32
"""Pieces that are read side by side, which is quicker; memory stays bounded however long a text is."""

GRAMMAR = ("tok2vec", "morphologizer", "parser", "jubir_lemmas")
"""Parts that names and sentences do without."""


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Tokens ``start`` to ``end`` (exclusive) are a name; label as in ``docs/model.md`` (PER, ORG, GPE, LOC, …)."""

    start: int
    end: int
    label: str


@cache
def load(lang: str = "id", *, with_grammar: bool = True) -> Language:
    """The trained pipeline of a language, read once a process. Raises InputError where there is none.

    Without grammar only sentences and names are there, which is several times as fast.
    """
    nlp = _read(lang, exclude=() if with_grammar else GRAMMAR)
    nlp.max_length = 50_000_000
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)
    return nlp


def _read(lang: str, exclude: tuple[str, ...], config: dict[str, object] | None = None) -> Language:
    source = files("extractors").joinpath("lang", lang, "model")
    if not source.is_dir():
        raise InputError(f"no trained pipeline for the language {lang!r}; known: id")
    # numpy's own OpenBLAS multiplies matrices several times as fast as thinc's BLIS
    with as_file(source) as folder, use_ops("numpy", use_blis=False):
        # the tokenizer on disk is that of spaCy's Indonesian, whose 32,000 special cases take seconds to read twice
        return spacy.load(folder, exclude=("tokenizer", *exclude), config=config or {})


@util.registry.tokenizers("jubir.blanks.v1")  # type: ignore[untyped-decorator]
def blanks() -> Callable[[Language], Callable[[str], Doc]]:
    """A tokenizer that parts at blanks, for a pipeline that is only ever given tokens."""
    return lambda nlp: lambda text: Doc(nlp.vocab, words=text.split())


@cache
def _recogniser(lang: str) -> Language:
    """The recogniser of names alone."""
    without = (*GRAMMAR, "jubir_sentences")
    return _read(lang, without, {"nlp": {"tokenizer": {"@tokenizers": "jubir.blanks.v1"}}})


def names(doc: Doc, lang: str = "id") -> list[NameSpan]:
    """The names in a document of any pipeline, in its own tokens, in order.

    Read in pieces that end at the end of a line or sentence, so that time and memory grow with the length alone. A name
    that is seen with several labels has the commonest of them everywhere.
    """
    nlp = _recogniser(lang)
    ner = nlp.get_pipe("ner")
    assert isinstance(ner, TrainablePipe)
    found = []
    with one_thread():
        for pieces in util.minibatch(_pieces(doc, nlp), AT_ONCE):  # type: ignore[no-untyped-call]
            for piece, of_piece in zip(pieces, names_of(ner, pieces), strict=True):
                first = piece.user_data["first"]
                found += [NameSpan(first + start, first + end, label) for start, end, label in of_piece]
    return _agreed(doc, found)


def _agreed(doc: Doc, found: list[NameSpan]) -> list[NameSpan]:
    """The names with one label for one form; no person is a single word that the text has in small letters too."""
    small = {text for text in texts_of(doc) if text.islower()}
    forms = [doc[name.start : name.end].text for name in found]
    counts: dict[str, Counter[str]] = {}
    for form, name in zip(forms, found, strict=True):
        counts.setdefault(form, Counter())[name.label] += 1
    labels = {form: count.most_common(1)[0][0] for form, count in counts.items()}
    agreed = (NameSpan(n.start, n.end, labels[form]) for form, n in zip(forms, found, strict=True))
    return [n for n, form in zip(agreed, forms, strict=True) if n.label != "PER" or form.lower() not in small]


def _pieces(doc: Doc, nlp: Language) -> Iterator[Doc]:
    """Copies of stretches of the document for another pipeline, each with the number of its first token."""
    words = texts_of(doc)
    spaces = doc.to_array("SPACY").astype(bool).tolist()
    start = 0
    while start < len(words):
        end = _end_of_piece(words, start)
        yield Doc(nlp.vocab, words=words[start:end], spaces=spaces[start:end], user_data={"first": start})
        start = end


def _end_of_piece(words: list[str], start: int) -> int:
    """Where a piece ends: with a line within ``PIECE`` tokens, else with a sentence, else with a part of one."""
    limit = start + PIECE
    if limit >= len(words):
        return len(words)
    back = range(limit - 1, start + PIECE // 2, -1)
    for is_end in (lambda word: "\n" in word, (".", "?", "!").__contains__, (",", ";", ":", "-").__contains__):
        end = next((at + 1 for at in back if is_end(words[at])), None)
        if end:
            return end
    return limit
