"""Longer prefixes as features of a word: Indonesian derives by them ("menyerang", "penyerang", "diserang")."""

from collections.abc import Callable

from spacy import util
from spacy.attrs import PREFIX  # type: ignore[import-not-found]
from spacy.language import Language

LETTERS = 3
"""Of a prefix; spaCy's default is one letter."""


def prefix(word: str) -> str:
    """The first letters, small."""
    return word[:LETTERS].lower()


@util.registry.callbacks("jubir.prefixes.v1")  # type: ignore[untyped-decorator]
def with_prefixes() -> Callable[[Language], Language]:
    """For ``nlp.after_creation``: words have prefixes of three letters, those that the tokenizer knows already too."""

    def changed(nlp: Language) -> Language:
        nlp.vocab.lex_attr_getters[PREFIX] = prefix  # type: ignore[attr-defined]
        for word in nlp.vocab:
            word.prefix_ = prefix(word.orth_)
        return nlp

    return changed
