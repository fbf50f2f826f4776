"""Trees of raw news by several parsers together, for the parser that ships to learn from beside the treebanks.

Parsers that differ by their first weights alone err on different words, so what they give together is better than what
any of them gives; one that learns from it keeps most of that (Hinton and others, 2015; Kuncoro and others, 2016).
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

import numpy as np
import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc

from extractors.trained.biaffine import CONVENTIONS
from extractors.trained.goals import probabilities
from extractors.trained.lstm import Floats
from extractors.trained.parser import ROOT, Parser, Scores, best_trees
from extractors.trained.parts import Part
from extractors.training import places
from extractors.training.grammar import Clitics
from extractors.training.indosum import stories
from extractors.training.marks import with_marks
from extractors.training.treebanks import Tree, Word, document

CATEGORY = "tajuk utama"
"""Articles of IndoSum on politics, the economy, the world."""
SENTENCES = 12_000
LENGTHS = range(5, 61)
"""Tokens that a sentence has."""
AT_ONCE = 400
"""Sentences that are read side by side."""


def sentences(nlp: Language) -> list[Doc]:
    """Sentences of articles that nothing is tested on, drawn by chance, as tokens."""
    rows = (places.GOLD / "SOURCES.tsv").read_text("utf-8").splitlines()
    left_out = {fields[1] for fields in (row.split("\t") for row in rows) if places.is_kept_for_testing(fields[0])}
    found = [
        line.text
        for story in stories(places.INDOSUM)
        if story.category == CATEGORY and story.id not in left_out
        for _, line in story.lines()
    ]
    random.Random(5).shuffle(found)
    docs = (doc for doc in map(nlp.make_doc, found) if len(doc) in LENGTHS)
    return [doc for doc, _ in zip(docs, range(SENTENCES), strict=False)]


class Together:
    """Parsers whose probabilities are averaged, with their taggers."""

    def __init__(self, pipelines: Sequence[Language]) -> None:
        self._pipelines = pipelines
        self.language = pipelines[0]

    def read(self, docs: Sequence[Doc]) -> Iterator[Doc]:
        """The documents with parts of speech and trees, each one sentence."""
        for first in range(0, len(docs), AT_ONCE):
            some = docs[first : first + AT_ONCE]
            self._annotate(some)
            yield from some

    def _annotate(self, docs: Sequence[Doc]) -> None:
        vectors, tags = [], []
        for nlp in self._pipelines:
            _pipe(nlp, "tok2vec").set_annotations(docs, _pipe(nlp, "tok2vec").predict(docs))
            tags.append(_pipe(nlp, "morphologizer").model.predict(docs))
            vectors.append([cast(Floats, doc.tensor) for doc in docs])
        told = [np.mean(of_doc, axis=0).argmax(axis=1) for of_doc in zip(*tags, strict=True)]
        _pipe(self.language, "morphologizer").set_annotations(docs, told)
        parser = _parser(self.language)
        parser.set_annotations(docs, best_trees(docs, parser.labels, lambda group: self._scores(docs, group, vectors)))
        for doc in docs:
            doc.tensor = np.zeros((0, 0), dtype=np.float32)

    def _scores(self, docs: Sequence[Doc], group: Sequence[Part], vectors: Sequence[Sequence[Floats]]) -> Scores:
        """Probabilities, so that as many heads as can be expected are right."""
        told = [_parser(nlp).scores(docs, group, own) for nlp, own in zip(self._pipelines, vectors, strict=True)]
        arcs = [_mean(of_sentence) for of_sentence in zip(*(arcs for arcs, _ in told), strict=True)]
        return arcs, lambda above: _mean([relations(above) for _, relations in told])


def _pipe(nlp: Language, name: str) -> TrainablePipe:
    return cast(TrainablePipe, nlp.get_pipe(name))


def _parser(nlp: Language) -> Parser:
    return cast(Parser, nlp.get_pipe("parser"))


def _mean(scores: Sequence[Floats]) -> Floats:
    return cast(Floats, np.mean([probabilities(own) for own in scores], axis=0))


def tree_of(doc: Doc) -> Tree:
    """The tree of a document that is one sentence."""
    words = (
        Word(t.text, t.text, t.pos_, str(t.morph), t.head.i, "root" if t.dep_ == ROOT else t.dep_, bool(t.whitespace_))
        for t in doc
    )
    return Tree(doc.text, tuple(words))


def silver(known: Iterable[Tree], names: Sequence[str]) -> list[Doc]:
    """Sentences of news with the trees that the pipelines of these names in the work folder give together.

    In every other one clitics are split off, as ``known`` trees have them; both kinds are read by each convention.
    """
    together, clitics = Together([spacy.load(places.WORK / name) for name in names]), Clitics(known)
    drawn = sentences(together.language)
    for at, doc in enumerate(drawn):
        doc.user_data["conventions"] = CONVENTIONS[at // 2 % len(CONVENTIONS)]
    docs = list(together.read(drawn))
    split = [_bare(_document(clitics.split(tree_of(doc)), doc)) for doc in docs[1::2]]
    read = [*docs[::2], *together.read(split)]
    return [_document(with_marks(tree), doc) for doc, tree in ((doc, tree_of(doc)) for doc in read) if _is_sound(tree)]


def _document(tree: Tree, like: Doc) -> Doc:
    return document(like.vocab, [tree], conventions=like.user_data["conventions"])


def _is_sound(tree: Tree) -> bool:
    """False where a mark is the root: such a sentence was misread, or has no words."""
    return all(word.upos != "PUNCT" for at, word in enumerate(tree.words) if word.head == at)


def _bare(doc: Doc) -> Doc:
    """The tokens alone."""
    words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
    return Doc(doc.vocab, words=words, spaces=spaces, user_data=dict(doc.user_data))
