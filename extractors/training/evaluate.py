"""Figures of the trained pipeline on texts that it never learnt from, written to ``docs/model.md``."""

import argparse
import json
import logging
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

import extractors.trained as trained
from extractors.training import places
from extractors.training.corpora import Named, named_sentences, refined
from extractors.training.marks import marked
from extractors.training.persons import is_wanted, person_figures
from extractors.training.treebanks import Tree, as_written, trees

log = logging.getLogger(__name__)
FIGURES = places.WORK / "figures.json"
PAGE = places.ROOT / "docs" / "model.md"
LOOSE = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC"}
"""Our labels as the older corpora have them, whose LOC holds states and towns."""
Count = Counter[str]


def f1(count: Count) -> float:
    """F1 in per cent of hits, extras and misses."""
    return 200 * count["hit"] / max(1, 2 * count["hit"] + count["extra"] + count["miss"])


def name_figures(nlp: Language, file: Path) -> dict[str, float]:
    """F1 of spans on a corpus of one token a line, for all labels together and each."""
    counts: dict[str, Count] = {label: Counter() for label in ("all", "PER", "ORG", "LOC")}
    texts = list(named_sentences(file))
    for text, found in zip(texts, _seen(nlp, texts), strict=True):
        for kind, spans in (
            ("hit", found & {*text.spans}),
            ("extra", found - {*text.spans}),
            ("miss", {*text.spans} - found),
        ):
            for _, _, label in spans:
                counts["all"][kind] += 1
                counts[label][kind] += 1
    return {label: f1(count) for label, count in counts.items()}


def _seen(nlp: Language, texts: Iterable[Named]) -> Iterator[set[tuple[int, int, str]]]:
    """Spans that the recogniser finds, in tokens of the corpus."""
    fine = [refined(nlp, text) for text in texts]
    docs = (Doc(nlp.vocab, words=list(text.words), spaces=list(text.spaces)) for text, _ in fine)
    for doc, (_, origin) in zip(nlp.pipe(docs), fine, strict=True):
        yield {(origin[e.start], origin[e.end - 1] + 1, LOOSE[e.label_]) for e in doc.ents if e.label_ in LOOSE}


def own_figures(nlp: Language) -> dict[str, float]:
    """F1 by label on the tenth of our own annotated articles that is not learnt from."""
    gold = list(DocBin().from_disk(places.WORK / "own-dev.spacy").get_docs(nlp.vocab))
    bare = [Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc]) for doc in gold]
    scores = nlp.evaluate([Example(predicted, doc) for predicted, doc in zip(bare, gold, strict=True)])
    by_label = {label: 100 * score["f"] for label, score in sorted(scores["ents_per_type"].items())}
    return {"all": 100 * scores["ents_f"], **by_label}


def tree_figures(nlp: Language, file: Path, conventions: str = "GSD", *, is_adapted: bool = False) -> dict[str, float]:
    """Parts of speech, heads and relations (without subtypes) in per cent, with gold tokens and sentences.

    Sentences are read by the conventions of that treebank; ``is_adapted`` compares as with CSUI: our compound is its
    nmod, and marks are hung by its rule (``marked``).
    """
    bank = list(trees(file))
    count: Count = Counter()
    for tree, doc in zip(bank, _parsed(nlp, bank, conventions), strict=True):
        heads = [token.head.i for token in doc]
        if is_adapted:
            heads = marked(tree.words, heads, [token.dep_ for token in doc])
        for word, token, head in zip(tree.words, doc, heads, strict=True):
            label = {"ROOT": "root", "compound": "nmod" if is_adapted else "compound"}.get(token.dep_, token.dep_)
            count.update(words=1, pos=token.pos_ == word.upos, uas=head == word.head)
            count.update(las=head == word.head and label == word.label)
    return {key: 100 * count[key] / count["words"] for key in ("pos", "uas", "las")}


def _parsed(nlp: Language, bank: Iterable[Tree], conventions: str) -> Iterator[Doc]:
    """The sentences as the grammar reads them by the conventions of a treebank, each one sentence."""
    with nlp.select_pipes(enable=["tok2vec", "morphologizer", "parser"]):
        for tree in bank:
            words, spaces = [w.form for w in tree.words], [w.space for w in tree.words]
            starts: list[bool | int | None] = [at == 0 for at in range(len(words))]
            told = {"conventions": conventions}
            yield nlp(Doc(nlp.vocab, words, spaces, user_data=told, sent_starts=starts))


def lemma_figures(nlp: Language, bank: Iterable[Tree]) -> float:
    """Lemmas in per cent, small letters, without proper nouns, numbers and marks."""
    lemmas = nlp.get_pipe("jubir_lemmas")
    assert isinstance(lemmas, trained.Lemmas)
    words = [w for t in bank for w in t.words if w.upos not in ("PROPN", "NUM", "PUNCT")]
    return 100 * sum(lemmas.lemma(w.form).lower() == w.lemma.lower() for w in words) / len(words)


def sentence_figures(nlp: Language, file: Path) -> dict[str, float]:
    """F1 of sentences on raw text, sentences joined by blanks as in the treebank."""
    text, gold = "", set()
    for tree in trees(file):
        gold.add((len(text), len(text) + len(tree.text.strip())))
        text += tree.text.strip() + " "
    doc = trained.load(with_grammar=False)(text)
    found = {(s.start_char, s.start_char + len(s.text.rstrip())) for s in doc.sents if s.text.strip()}
    hit = len(found & gold)
    return {
        "precision": 100 * hit / len(found),
        "recall": 100 * hit / len(gold),
        "f1": 200 * hit / (len(found) + len(gold)),
    }


def speed_figures(texts: list[str]) -> dict[str, float]:
    """Words (as blanks part them) a second of processor time on one core: the whole pipeline, and names alone."""
    words = sum(len(text.split()) for text in texts)
    figures = {}
    for name, nlp in (("whole", trained.load()), ("names", trained.load(with_grammar=False))):
        list(nlp.pipe(texts[:5]))
        started = time.process_time()
        list(nlp.pipe(texts))
        figures[name] = words / (time.process_time() - started)
    return figures


def measured() -> dict[str, Any]:
    """All figures."""
    nlp, light = trained.load(), trained.load(with_grammar=False)
    found: dict[str, Any] = {"names": {}, "trees": {}, "sentences": {}, "persons": {}}
    for name, file in (
        ("idner-news-2k test", places.IDNER / "test.txt"),
        ("nerui fold 1 test", places.NERUI / "test.01.tsv"),
    ):
        found["names"][name] = name_figures(light, file)
    found["own"] = own_figures(light)
    gsd, csui = places.GSD / "id_gsd-ud-test.conllu", places.CSUI / "id_csui-ud-test.conllu"
    found["trees"]["GSD test"] = tree_figures(nlp, gsd)
    found["trees"]["CSUI test"] = tree_figures(nlp, csui, "CSUI", is_adapted=True)
    found["trees"]["CSUI test, compared as found"] = tree_figures(nlp, csui, "CSUI")
    found["trees"]["CSUI test, read as GSD"] = tree_figures(nlp, csui)
    found["sentences"] = {"GSD test": sentence_figures(nlp, gsd), "CSUI test": sentence_figures(nlp, csui)}
    found["lemmas"] = {"CSUI test": lemma_figures(nlp, trees(csui)), "GSD test": lemma_figures(nlp, trees(gsd))}
    found["lemmas"]["CSUI test, as written"] = lemma_figures(nlp, map(as_written, trees(csui)))
    if (places.SHARED / "tools" / "score.py").exists():
        gold = places.SHARED / "gold"
        found["persons"]["five articles of 2023"] = person_figures(
            light, gold, places.SHARED / "articles", divisible=None
        )
        found["persons"]["62 articles held out"] = person_figures(light, places.GOLD, places.GOLD, divisible=True)
    texts = [f.read_text("utf-8") for f in sorted(places.GOLD.glob("*.txt")) if is_wanted(f, False)]
    found["speed"] = speed_figures(texts)
    return found


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page-only", action="store_true", help="write the page from figures measured before")
    if not parser.parse_args().page_only:
        FIGURES.write_text(json.dumps(measured(), indent=1), "utf-8")
    figures = json.loads(FIGURES.read_text("utf-8"))
    template = (Path(__file__).parent / "model.md").read_text("utf-8")
    PAGE.write_text(template.replace("{figures}", tables(figures)), "utf-8")
    log.info("%s", tables(figures))


def tables(figures: dict[str, Any]) -> str:
    """The figures as tables."""
    rows = ["| names | all | PER | ORG | LOC |", "|---|---|---|---|---|"]
    rows += [f"| {n} | {' | '.join(f'{v:.1f}' for v in f.values())} |" for n, f in figures["names"].items()]
    rows += [
        "",
        "| own articles, a tenth held out | " + " | ".join(figures["own"]) + " |",
        "|---" * (len(figures["own"]) + 1) + "|",
    ]
    rows += ["| F1 | " + " | ".join(f"{v:.1f}" for v in figures["own"].values()) + " |"]
    rows += ["", "| persons of an article, names alone | precision | recall | F1 |", "|---|---|---|---|"]
    rows += [f"| {n} | {' | '.join(f'{v:.1f}' for v in f.values())} |" for n, f in figures["persons"].items()]
    rows += ["", "| gold tokens and sentences | UPOS | UAS | LAS |", "|---|---|---|---|"]
    rows += [f"| {n} | {' | '.join(f'{v:.1f}' for v in f.values())} |" for n, f in figures["trees"].items()]
    rows += ["", "| sentences, raw text | precision | recall | F1 |", "|---|---|---|---|"]
    rows += [f"| {n} | {' | '.join(f'{v:.1f}' for v in f.values())} |" for n, f in figures["sentences"].items()]
    rows += ["", "| lemmas | accuracy |", "|---|---|", *(f"| {n} | {v:.1f} |" for n, v in figures["lemmas"].items())]
    rows += ["", "| words a second, one core | |", "|---|---|"]
    rows += [f"| {n} | {round(v, -2):,.0f} |" for n, v in figures["speed"].items()]
    return "\n".join(rows)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
