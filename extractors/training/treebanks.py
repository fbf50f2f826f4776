"""Universal Dependencies treebanks: reading, tokens as they are written, documents to learn from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word; ``head`` counts words of the sentence from 0 and is its own number for the root."""

    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    space: bool

    @property
    def label(self) -> str:
        """The relation without its subtype."""
        return self.deprel.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence: its text as it was written, its words, and which stretches of words are written as one."""

    text: str
    words: tuple[Word, ...]
    joined: tuple[tuple[int, int], ...] = field(default=())


def trees(file: Path) -> Iterator[Tree]:
    """All sentences of a CoNLL-U file."""
    text, rows = "", []
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line and line[0] != "#":
            rows.append(line.split("\t"))
        elif not line and rows:
            yield _tree(text, rows)
            rows = []
    if rows:
        yield _tree(text, rows)


def _tree(text: str, rows: list[list[str]]) -> Tree:
    joined = []
    unspaced: set[int] = set()
    for row in rows:
        if "-" in row[0]:
            first, last = (int(n) - 1 for n in row[0].split("-"))
            joined.append((first, last + 1))
            unspaced.update(range(first, last + ("SpaceAfter=No" in row[9])))
    words = []
    for row in (row for row in rows if row[0].isdigit()):
        at, head = int(row[0]) - 1, int(row[6]) - 1
        space = at not in unspaced and "SpaceAfter=No" not in row[9]
        feats = "" if row[5] == "_" else row[5]
        words.append(Word(row[1], row[2], row[3], feats, at if head < 0 else head, row[7], space))
    return Tree(text, tuple(words), tuple(joined))


def as_written(tree: Tree) -> Tree:
    """The tree over tokens as they are written: what was split off a word ("ujar" + "nya") goes back to it."""
    kept: list[int] = []
    home = list(range(len(tree.words)))
    for start, end in tree.joined:
        inside = range(start, end)
        head = next((at for at in inside if tree.words[at].head not in inside or tree.words[at].head == at), start)
        for at in inside:
            home[at] = head
    for at in range(len(tree.words)):
        if home[at] == at:
            kept.append(at)
    new = {at: number for number, at in enumerate(kept)}
    whole = {next(iter({home[at] for at in range(start, end)})): (start, end) for start, end in tree.joined}
    words = []
    for at in kept:
        start, end = whole.get(at, (at, at + 1))
        word = tree.words[at]
        form = "".join(tree.words[i].form for i in range(start, end))
        words.append(replace(word, form=form, head=new[home[word.head]], space=tree.words[end - 1].space))
    return Tree(tree.text, tuple(words))


def document(vocab: Vocab, sentences: Sequence[Tree], conventions: str = "GSD") -> Doc:
    """One document of some sentences, in the conventions of the treebank of this name."""
    words = [word for tree in sentences for word in tree.words]
    starts: list[bool | int | None] = [at == 0 for tree in sentences for at in range(len(tree.words))]
    heads: list[int] = []
    for tree in sentences:
        heads += _heads(tree, len(heads))
    return Doc(
        vocab,
        words=[w.form for w in words],
        spaces=[w.space for w in words],
        heads=heads,
        deps=["ROOT" if w.label == "root" else w.label for w in words],
        pos=[w.upos for w in words],
        morphs=[w.feats for w in words],
        lemmas=[w.lemma or w.form for w in words],
        sent_starts=starts,
        user_data={"conventions": conventions},
    )


def _heads(tree: Tree, first: int) -> list[int]:
    return [first + word.head for word in tree.words]
