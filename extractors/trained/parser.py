"""The parser of the trained pipeline: the best tree over each sentence.

It keeps to the sentences that are marked before it, and takes a document without any for one sentence. Trees follow the
conventions of the treebank GSD, or those of CSUI where ``doc.user_data["conventions"]`` is "CSUI".
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.pipeline.dep_parser import parser_score  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Config, Model, Optimizer, set_dropout_rate

from extractors.trained.biaffine import CONVENTIONS, Scored, Sentences
from extractors.trained.goals import cross_entropy, goal_of
from extractors.trained.lstm import Floats, Ints
from extractors.trained.parts import Part, groups, parts
from extractors.trained.spanning import best_tree
from extractors.trained.table import Table
from extractors.trained.threads import one_thread

ROOT = "ROOT"
BLANK = "dep"
"""Relation of blanks to the word before them, and of parts of a long sentence to its first."""
DEFAULT = """
[model]
@architectures = "jubir.Biaffine.v1"
width = 128
depth = 2
arc_width = 128
relation_width = 48
dropout = 0.33

[model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96
"""
Gradient = tuple[list[Floats], Floats, Floats]
Scores = tuple[list[Floats], Callable[[Ints], Floats]]
"""Of each sentence of a group the scores of its arcs; then, for the row of each word's head, those of the relations."""


@Language.factory(
    "jubir_parser",
    assigns=["token.dep", "token.head"],
    default_config=dict(Config().from_str(DEFAULT)),
    default_score_weights={"dep_uas": 0.5, "dep_las": 0.5},
)
def made(nlp: Language, name: str, model: Model[list[Doc], list[Floats]]) -> "Parser":
    """The component of a pipeline."""
    return Parser(nlp.vocab, model, name)


class Parser(TrainablePipe):  # type: ignore[misc]
    """Sets ``token.head`` and ``token.dep_``, each sentence one tree with one root."""

    def __init__(self, vocab: Vocab, model: Model[list[Doc], list[Floats]], name: str) -> None:
        super().__init__(vocab, model, name, labels=[])
        self.scorer = parser_score

    @property
    def labels(self) -> tuple[str, ...]:
        """Relations, that of the root aside."""
        return tuple(self.cfg["labels"])

    @property
    def label_data(self) -> list[str]:
        """Relations, for the next training to start from."""
        return list(self.cfg["labels"])

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        labels: Sequence[str] | None = None,
    ) -> None:
        """Take the relations out of the examples, and draw the first weights."""
        examples = list(get_examples())
        seen = {token.dep_ for example in examples for token in example.reference if token.has_dep()}
        self.cfg["labels"] = sorted(labels or seen - {ROOT})
        self.model.get_ref("relations").set_dim("nO", len(self.labels))
        self.model.initialize(X=[example.predicted for example in examples[:10]])

    def predict(self, docs: Iterable[Doc]) -> list[NDArray[np.uint64]]:
        """For each document heads (how far off) and relations (keys of strings) of its tokens, as (tokens, 2)."""
        docs = list(docs)
        with one_thread():
            vectors = cast(list[Floats], self.model.predict(docs))
            return best_trees(docs, self.labels, lambda group: self.scores(docs, group, vectors))

    def scores(self, docs: Sequence[Doc], group: Sequence[Part], vectors: Sequence[Floats]) -> Scores:
        """How well every arc and relation fits in parts of documents whose words have these vectors."""
        read: Scored = self.model.get_ref("arcs").predict(sentences_of(docs, group, vectors))
        relations = self.model.get_ref("relations")
        return read.arcs, lambda above: cast(Floats, relations.predict((read.dependents, read.heads[above])))

    def set_annotations(self, docs: Iterable[Doc], scores: Sequence[NDArray[np.uint64]]) -> None:
        """Write what was predicted into the documents."""
        for doc, table in zip(docs, scores, strict=True):
            if len(doc):
                doc.from_array(["HEAD", "DEP"], cast(Any, table))

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from examples: cross-entropy of heads over the words of the sentence, and of relations."""
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        examples = list(examples)
        docs = [example.predicted for example in examples]
        group = list(parts(docs))
        if not group:
            return losses
        set_dropout_rate(self.model, drop)
        vectors, back_vectors = self.model.begin_update(docs)
        read, back_arcs = self.model.get_ref("arcs").begin_update(sentences_of(docs, group, vectors))
        loss, gradient = self.get_loss(examples, read)
        losses[self.name] += loss
        d_vectors = [np.zeros_like(rows) for rows in vectors]
        ends = np.cumsum([len(part.words) for part in group])[:-1]
        for part, rows in zip(group, np.split(back_arcs(*gradient), ends), strict=True):
            d_vectors[part.document][part.words] = rows
        back_vectors(d_vectors)
        if sgd is not None:
            self.finish_update(sgd)
        return losses

    def get_loss(self, examples: Iterable[Example], scores: Scored) -> tuple[float, Gradient]:
        """Loss of heads and of the relations below the right heads, and the gradient of all that was scored."""
        examples = list(examples)
        group = list(parts([example.predicted for example in examples]))
        goals = [goal_of(examples[part.document], part, self.labels) for part in group]
        told = [cross_entropy(own, goal.columns) for own, goal in zip(scores.arcs, goals, strict=True)]
        firsts = np.cumsum([0, *(len(part.words) for part in group[:-1])])
        heads = np.concatenate([goal.heads + first for goal, first in zip(goals, firsts, strict=True)])
        loss, *d_words = self._relation_loss(scores, heads, np.concatenate([goal.relations for goal in goals]))
        return loss + sum(own for own, _ in told), ([gradient for _, gradient in told], d_words[0], d_words[1])

    def _relation_loss(self, scores: Scored, heads: Ints, wanted: Ints) -> tuple[float, Floats, Floats]:
        """Loss of the relations that are known, with the gradient of dependents and heads."""
        known = np.flatnonzero(wanted >= 0)
        pairs = (scores.dependents[known], scores.heads[heads[known]])
        told, backprop = self.model.get_ref("relations").begin_update(pairs)
        loss, d_told = cross_entropy(told, wanted[known])
        d_dependents, d_heads = np.zeros_like(scores.dependents), np.zeros_like(scores.heads)
        d_dependents[known], d_above = backprop(d_told)
        np.add.at(d_heads, heads[known], d_above)
        return loss, d_dependents, d_heads


def best_trees(
    docs: Sequence[Doc], labels: Sequence[str], scored: Callable[[Sequence[Part]], Scores]
) -> list[NDArray[np.uint64]]:
    """For each document heads (how far off) and relations (keys of strings) of its tokens, by what ``scored`` says."""
    if not docs:
        return []
    root, blank, *others = (docs[0].vocab.strings.add(label) for label in (ROOT, BLANK, *labels))
    tables, keys = [Table(doc, root, blank) for doc in docs], np.array(others, dtype=np.uint64)
    for group in groups(parts(docs)):
        arcs, relations_below = scored(group)
        heads = [best_tree(scores) for scores in arcs]
        ends = np.cumsum([len(part.words) for part in group])
        above = np.concatenate([h + end - len(h) for h, end in zip(heads, ends, strict=True)])
        relations = np.split(keys[relations_below(above).argmax(axis=1)], ends[:-1])
        for part, own, told in zip(group, heads, relations, strict=True):
            tables[part.document].put(part, own, told)
    return [table.whole() for table in tables]


def sentences_of(docs: Sequence[Doc], group: Sequence[Part], vectors: Sequence[Floats]) -> Sentences:
    """Parts of documents for the net, by the conventions of GSD where ``doc.user_data["conventions"]`` says nothing.

    Raises ValueError where it says what no treebank is called.
    """
    lengths = tuple(len(part.words) for part in group)
    rows = np.concatenate([vectors[part.document][part.words] for part in group])
    return Sentences(rows, lengths, tuple(_convention_of(docs[part.document]) for part in group))


def _convention_of(doc: Doc) -> int:
    name = doc.user_data.get("conventions", CONVENTIONS[0])
    if name not in CONVENTIONS:
        raise ValueError(f'doc.user_data["conventions"] is {name!r}; it can be one of {", ".join(CONVENTIONS)}')
    return CONVENTIONS.index(name)
