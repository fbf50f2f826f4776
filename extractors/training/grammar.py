"""Treebanks in one scheme: the conventions of GSD 2.17, tokens both split and as they are written."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractors.training import places
from extractors.training.marks import with_marks
from extractors.training.relabel import Relabeller, Renewal, learnt
from extractors.training.treebanks import Tree, Word, as_written, document, trees

CLITIC = "nya"
VOICE = {"me": "Voice=Act", "di": "Voice=Pass", "te": "Voice=Pass"}
"""Voice of a verb by its first two letters, where no treebank has the word."""


def compounds(new: Sequence[Tree]) -> Relabeller:
    """Tells compounds from other noun modifiers, as GSD does; CSUI and PUD call both nmod."""
    blind = [
        replace(t, words=tuple(replace(w, deprel="nmod") if w.label == "compound" else w for w in t.words)) for t in new
    ]
    return learnt(
        (tree, at, told.words[at].label)
        for tree, told in zip(blind, new, strict=True)
        for at, word in enumerate(tree.words)
        if word.label == "nmod"
    )


def with_compounds(tree: Tree, told: Relabeller) -> Tree:
    """The tree with nmod told from compound."""
    words = tuple(
        replace(w, deprel=told.label(tree, at)) if w.label == "nmod" else w for at, w in enumerate(tree.words)
    )
    return replace(tree, words=words)


class Clitics:
    """Splits -nya off words of release 2.0, which keeps it on, as the later treebanks do."""

    def __init__(self, known: Iterable[Tree]) -> None:
        whole: Counter[str] = Counter()
        split: Counter[str] = Counter()
        self._last: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
        for tree in known:
            ends = {end - 1: start for start, end in tree.joined if tree.words[end - 1].form == CLITIC}
            for at, word in enumerate(tree.words):
                if at in ends:
                    split["".join(w.form for w in tree.words[ends[at] : at + 1]).lower()] += 1
                    self._last[tree.words[at - 1].upos][word.upos, word.feats, word.deprel] += 1
                elif word.form.lower().endswith(CLITIC):
                    whole[word.form.lower()] += 1
        self._whole = {form for form, n in whole.items() if n >= split[form]}

    def split(self, tree: Tree) -> Tree:
        """The tree with each clitic as a word that hangs on its host."""
        new: list[int] = []
        words: list[Word] = []
        for word in tree.words:
            new.append(len(words))
            if not self._is_split(word):
                words.append(word)
                continue
            upos, feats, deprel = self._last[word.upos].most_common(1)[0][0]
            words.append(replace(word, form=word.form[: -len(CLITIC)], space=False))
            words.append(Word(CLITIC, CLITIC, upos, feats, -1, deprel, word.space))
        turned = [replace(w, head=at - 1 if w.head < 0 else new[w.head]) for at, w in enumerate(words)]
        joined = tuple((at, at + 2) for at in new if at + 1 < len(words) and words[at + 1].head < 0)
        return Tree(tree.text, tuple(turned), joined)

    def _is_split(self, word: Word) -> bool:
        low = word.form.lower()
        long_enough = low.endswith(CLITIC) and len(low) > len(CLITIC) + 2
        return (
            long_enough and low not in self._whole and word.upos in self._last and word.upos in ("NOUN", "VERB", "ADJ")
        )


def with_features(tree: Tree, told: dict[tuple[str, str], str]) -> Tree:
    """The tree with morphological features out of the other treebanks, else by the form of the word."""
    words = tuple(replace(w, feats=w.feats or told.get((w.form.lower(), w.upos), _guessed(w))) for w in tree.words)
    return replace(tree, words=words)


def _guessed(word: Word) -> str:
    if word.upos == "NOUN":
        return "Number=Plur" if re.fullmatch(r"(\w+)-\1\w*", word.form.lower()) else "Number=Sing"
    return VOICE.get(word.form[:2].lower(), "") if word.upos == "VERB" else ""


def known_features(known: Iterable[Tree]) -> dict[tuple[str, str], str]:
    """The usual features of each word and part of speech."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for word in (word for tree in known for word in tree.words):
        counts[word.form.lower(), word.upos][word.feats] += 1
    return {key: found.most_common(1)[0][0] for key, found in counts.items()}


def today() -> tuple[list[Tree], list[Tree]]:
    """Trees of today's conventions to learn from: those of GSD, and those of CSUI and PUD in its terms."""
    gsd = list(trees(places.GSD / "id_gsd-ud-dev.conllu"))
    told = compounds(gsd)
    others = [*trees(places.CSUI / "id_csui-ud-train.conllu"), *trees(places.PUD / "id_pud-ud-test.conllu")]
    return gsd, [with_marks(with_compounds(tree, told)) for tree in others]


def renewed(gsd: Sequence[Tree], others: Sequence[Tree]) -> Iterator[Tree]:
    """Trees of release 2.0 in today's conventions, clitics split off."""
    renewal = Renewal.of(list(trees(places.GSD_OLD / "id-ud-dev.conllu")), gsd)
    clitics, features = Clitics([*gsd, *others]), known_features([*gsd, *others])
    for tree in trees(places.GSD_OLD / "id-ud-train.conllu"):
        yield with_marks(with_features(clitics.split(renewal.renewed(tree)), features))


def chosen(others: Sequence[Tree]) -> list[Tree]:
    """Trees to choose the best round by, which nothing is learnt from: a fifth of CSUI."""
    return list(others[: len(list(trees(places.CSUI / "id_csui-ud-train.conllu"))) : 5])


def recent(vocab: Vocab, gsd: Sequence[Tree], others: Sequence[Tree]) -> list[Doc]:
    """Trees of today's conventions to learn from, without those to choose by."""
    texts = {tree.text for tree in chosen(others)}
    return _documents(vocab, gsd) + _documents(vocab, (tree for tree in others if tree.text not in texts), "CSUI")


def _documents(vocab: Vocab, bank: Iterable[Tree], conventions: str = "GSD") -> list[Doc]:
    return [document(vocab, [tree], conventions) for tree in bank]


def corpora(vocab: Vocab) -> tuple[list[Doc], list[Doc]]:
    """Documents of the treebanks to learn from, GSD of today twice, and to choose the best round by."""
    gsd, others = today()
    texts = {tree.text for tree in chosen(others)}
    new, old = [tree for tree in others if tree.text not in texts], list(renewed(gsd, others))
    train = recent(vocab, gsd, others) + _documents(vocab, gsd)
    train += _documents(vocab, (as_written(tree) for tree in gsd if tree.joined))
    train += _documents(vocab, (as_written(tree) for tree in new if tree.joined), "CSUI")
    train += _documents(vocab, (tree if at % 2 else as_written(tree) for at, tree in enumerate(old)))
    return train, _documents(vocab, chosen(others), "CSUI")
