"""Parsers read side by side: the trees that they give together."""

from collections.abc import Sequence

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extractors import trained
from extractors.trained.parser import Parser
from extractors.training.silver import Together

SENTENCES = ("Menteri itu membuka rapat kemarin .", "Warga membeli beras .", "Hujan turun .")


def bare(nlp: Language) -> list[Doc]:
    return [Doc(nlp.vocab, text.split()) for text in SENTENCES]


def trees(docs: Sequence[Doc]) -> list[list[tuple[str, int, str]]]:
    return [[(token.pos_, token.head.i, token.dep_) for token in doc] for doc in docs]


def unsure() -> Language:
    """The shipped pipeline with a parser to which all trees are the same."""
    nlp = trained.load.__wrapped__("id")
    parser = nlp.get_pipe("parser")
    assert isinstance(parser, Parser)
    for node in (parser.model.get_ref("arcs"), parser.model.get_ref("relations")):
        for name in node.param_names:
            node.set_param(name, np.zeros_like(node.get_param(name)))
    return nlp


def test_parsers_that_agree_give_the_trees_of_each() -> None:
    nlp = trained.load()
    told = trees(list(Together([nlp, nlp]).read(bare(nlp))))
    assert told == trees([nlp(doc) for doc in bare(nlp)])
    assert [[label for _, _, label in tree].count("ROOT") for tree in told] == [1, 1, 1]


def test_parser_that_knows_nothing_leaves_the_tree_to_the_other() -> None:
    nlp = trained.load()
    alone = trees([nlp(doc) for doc in bare(nlp)])
    assert trees(list(Together([nlp, unsure()]).read(bare(nlp)))) == alone
    assert trees(list(unsure().pipe(bare(nlp)))) != alone
