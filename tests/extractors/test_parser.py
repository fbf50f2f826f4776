"""The parser: its gradients, its trees, what it does with odd documents. Nets are small and untrained."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import fix_random_seed

from extractors.trained.biaffine import Sentences
from extractors.trained.goals import cross_entropy
from extractors.trained.lstm import Steps, lstm
from extractors.trained.parser import Parser
from extractors.trained.parts import LONGEST
from extractors.trained.spanning import best_tree

TREES = [
    ("Menteri itu menutup rapat .", [2, 0, 2, 2, 2], ["nsubj", "det", "ROOT", "obj", "punct"]),
    ("Warga membeli beras di pasar", [1, 1, 1, 4, 1], ["nsubj", "ROOT", "obj", "case", "obl"]),
    ("Hujan turun", [1, 1], ["nsubj", "ROOT"]),
    ("Kabar apa yang ia tunggu ?", [0, 0, 4, 4, 0, 0], ["ROOT", "det", "obj", "nsubj", "acl", "punct"]),
]


def examples(nlp: Language) -> list[Example]:
    found = []
    for text, heads, deps in TREES:
        words = text.split()
        found.append(Example(Doc(nlp.vocab, words), Doc(nlp.vocab, words, heads=heads, deps=deps)))
    return found


def pipeline(seed: int = 0) -> Language:
    nlp = spacy.blank("xx")
    config = {
        "model": {
            "@architectures": "jubir.Biaffine.v1", "width": 8, "depth": 1, "arc_width": 8, "relation_width": 6,
            "dropout": 0.2, "tok2vec": {
                "@architectures": "spacy.HashEmbedCNN.v2", "width": 12, "depth": 1, "embed_size": 200,
                "window_size": 1, "maxout_pieces": 2, "subword_features": True, "pretrained_vectors": None,
            },
        }
    }  # fmt: skip
    nlp.add_pipe("jubir_parser", name="parser", config=config)
    fix_random_seed(seed)
    nlp.initialize(lambda: examples(nlp))
    return nlp


def trained(rounds: int) -> Language:
    nlp = pipeline()
    optimizer = nlp.resume_training()
    optimizer.learn_rate = 0.01
    for _ in range(rounds):
        nlp.update(examples(nlp), sgd=optimizer, drop=0.1)
    return nlp


@pytest.fixture(scope="module")
def untaught() -> Language:
    return pipeline()


def assert_trees(doc: Doc) -> None:
    for sentence in doc.sents:
        assert [token.dep_ for token in sentence].count("ROOT") == 1
        for token in sentence:
            assert token.head in sentence
            assert sentence.root in (token, *token.ancestors)


def best_by_trying(scores: NDArray[np.float64]) -> float:
    """The highest sum over all trees with one root."""
    count = len(scores)
    best = -np.inf
    for heads in product(range(count + 1), repeat=count):
        if heads.count(0) == 1 and all(_leads_up(heads, at) for at in range(1, count + 1)):
            best = max(best, sum(scores[at, head] for at, head in enumerate(heads)))
    return best


def _leads_up(heads: tuple[int, ...], at: int) -> bool:
    for _ in heads:
        at = heads[at - 1]
        if at == 0:
            return True
    return False


@pytest.mark.parametrize("seed", range(40))
def test_parser_best_tree_is_the_best_of_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    count = 1 + seed % 5
    scores = rng.normal(size=(count, count + 1))
    if seed % 2:
        scores[:, 0] += 3  # many words would be the root
    heads = best_tree(scores)
    total = sum(scores[at, 0 if head == at else head + 1] for at, head in enumerate(heads))
    assert total == pytest.approx(best_by_trying(np.where(np.eye(count, count + 1, 1, dtype=bool), -np.inf, scores)))


@pytest.mark.parametrize("count", [1, 2, 7, 60, 200])
def test_parser_best_tree_is_a_tree(count: int) -> None:
    heads = best_tree(np.random.default_rng(count).normal(size=(count, count + 1)))
    assert (heads == np.arange(count)).sum() == 1
    for at in range(count):
        for _ in range(count):
            at = heads[at]
        assert heads[at] == at


def test_parser_best_tree_of_equal_scores_is_always_the_same() -> None:
    assert best_tree(np.zeros((4, 5))).tolist() == [0, 0, 0, 0]


def test_parser_lstm_gradient() -> None:
    np.random.seed(1)
    layer = lstm(3, 4)
    layer.initialize()
    steps, rows = Steps.of([2, 5, 1, 3]), np.random.normal(size=(11, 4)).astype(np.float32)
    weights = np.random.normal(size=(11, 6)).astype(np.float32)

    def value() -> float:
        return float((layer.predict((rows, steps)) * weights).sum())

    _, backprop = layer.begin_update((rows, steps))
    gradient = backprop(weights.copy())
    assert_gradient(rows, gradient, value)
    for name in layer.param_names:
        parameter = np.asarray(layer.get_param(name))
        assert_gradient(parameter, np.asarray(layer.get_grad(name)), value)


def assert_gradient(values, gradient, value) -> None:  # type: ignore[no-untyped-def]
    """The gradient against small steps in some of the values, which are changed in place."""
    flat, wanted = values.reshape(-1), gradient.reshape(-1)
    assert np.shares_memory(flat, values)
    for at in np.random.default_rng(0).choice(flat.size, min(12, flat.size), replace=False):
        kept = flat[at]
        flat[at] = kept + 2e-3
        above = value()
        flat[at] = kept - 2e-3
        below = value()
        flat[at] = kept
        assert (above - below) / 4e-3 == pytest.approx(wanted[at], rel=3e-2, abs=3e-2)


def test_parser_net_gradient(untaught: Language) -> None:
    parser = untaught.get_pipe("parser")
    assert isinstance(parser, Parser)
    arcs, relations = parser.model.get_ref("arcs"), parser.model.get_ref("relations")
    arcs.attrs["share"] = 0.0
    rng = np.random.default_rng(2)
    rows = rng.normal(size=(9, 12)).astype(np.float32)
    goal, labels = np.array([0, 1, 2, 3, 0, 1, 2, 3, 4]), rng.integers(0, len(parser.labels), 9)
    for layer in (arcs, relations):
        for name in layer.param_names:
            shape = np.asarray(layer.get_param(name)).shape
            layer.set_param(name, rng.normal(scale=0.4, size=shape).astype(np.float32))
    above = np.array([1, 1, 1, 1, 6, 6, 6, 6, 6])

    def losses() -> tuple[float, Callable[[], NDArray[np.float32]]]:
        read, back = arcs.begin_update(Sentences(rows, (4, 5), (1, 0)))
        told = [cross_entropy(s, g) for s, g in zip(read.arcs, (goal[:4], goal[4:]), strict=True)]
        scores, back_relations = relations.begin_update((read.dependents, read.heads[above]))
        loss, d_relations = cross_entropy(scores, labels)

        def backprop() -> NDArray[np.float32]:
            d_dependents, d_above = back_relations(d_relations)
            d_heads = np.zeros_like(read.heads)
            np.add.at(d_heads, above, d_above)
            d_rows: NDArray[np.float32] = back([d for _, d in told], d_dependents, d_heads)
            return d_rows

        return sum(loss for loss, _ in told) + loss, backprop

    _, backprop = losses()
    assert_gradient(rows, backprop(), lambda: losses()[0])
    for layer in (arcs, relations):
        for name in layer.param_names:
            gradient = np.array(layer.get_grad(name))
            assert_gradient(np.asarray(layer.get_param(name)), gradient, lambda: losses()[0])


def test_parser_learns_its_examples() -> None:
    nlp = trained(150)
    for text, heads, deps in TREES:
        doc = nlp(Doc(nlp.vocab, text.split()))
        assert [token.head.i for token in doc] == heads
        assert [token.dep_ for token in doc] == deps


def test_parser_learns_the_conventions_of_each_treebank() -> None:
    words, trees = ["Warga", "membeli", "beras"], {"GSD": [1, 1, 1], "CSUI": [2, 2, 2]}
    nlp = pipeline()
    asked = {name: Doc(nlp.vocab, words, user_data={"conventions": name}) for name in trees}
    told = [
        Example(asked[name].copy(), Doc(nlp.vocab, words, heads=heads, deps=["obj"] * 3))
        for name, heads in trees.items()
    ]
    optimizer = nlp.resume_training()
    optimizer.learn_rate = 0.01
    for _ in range(200):
        nlp.update(told, sgd=optimizer)
    for name, heads in trees.items():
        assert [token.head.i for token in nlp(asked[name])] == heads
    assert [token.head.i for token in nlp(Doc(nlp.vocab, words))] == trees["GSD"]


def test_parser_trains_the_same_twice() -> None:
    one, two = (nlp.get_pipe("parser") for nlp in (trained(5), trained(5)))
    assert isinstance(one, Parser) and isinstance(two, Parser)
    assert one.model.to_bytes() == two.model.to_bytes()


def test_parser_survives_the_disk(tmp_path: Path) -> None:
    nlp = trained(3)
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    text = TREES[0][0]
    assert [(t.dep_, t.head.i) for t in again(text)] == [(t.dep_, t.head.i) for t in nlp(text)]


@pytest.mark.parametrize(
    "words", [[], ["Satu"], ["\n"], ["\n", " ", "\n"], ["\n", "Ia", "pulang", "\n\n", "lagi", " "], ["a"] * 50]
)
def test_parser_gives_trees(untaught: Language, words: list[str]) -> None:
    assert_trees(untaught(Doc(untaught.vocab, words)))


def test_parser_keeps_sentences(untaught: Language) -> None:
    words = ["Ia", "pulang", ".", "\n", "Kami", "tidak", ".", "Ya"]
    starts: list[bool | int | None] = [True, False, False, False, True, False, False, True]
    doc = untaught(Doc(untaught.vocab, words, sent_starts=starts))
    assert [token.is_sent_start for token in doc] == starts
    assert_trees(doc)


def test_parser_reads_a_long_sentence_in_parts(untaught: Language) -> None:
    doc = untaught(Doc(untaught.vocab, ["kata", "panjang", "sekali"] * LONGEST))
    assert len(list(doc.sents)) == 1
    assert_trees(doc)
    roots = [
        token.i for token in doc if token.head.i == doc[:].root.i and token.i // LONGEST != doc[:].root.i // LONGEST
    ]
    assert roots
    near = [token for token in doc if token.i not in roots]
    assert all(token.i // LONGEST == token.head.i // LONGEST for token in near)


def test_parser_reads_documents_alone_or_together_alike(untaught: Language) -> None:
    texts = [text for text, _, _ in TREES]
    alone = [[(t.dep_, t.head.i) for t in untaught(text)] for text in texts]
    assert [[(t.dep_, t.head.i) for t in doc] for doc in untaught.pipe(texts)] == alone
