"""Bring the corpora into documents to learn from, in the work folder.

``own``: the articles in which every name is labelled. ``names``: all corpora of names, completed by the recogniser that
was trained on ``own``. ``trees``: the treebanks. ``grammar``: those, and news with the trees that the parsers that
were trained on ``trees`` give it.
"""

import argparse
import logging
from collections import Counter

import spacy
from spacy.tokens import Doc, DocBin

from extractors.training import grammar, labelling, places, silver, wording

log = logging.getLogger(__name__)
SENTENCES = 2000
"""Sentences of our own making among those to learn names from."""


def write(name: str, docs: list[Doc]) -> None:
    """Write documents and say what they hold."""
    places.WORK.mkdir(exist_ok=True)
    DocBin(docs=docs, store_user_data=True).to_disk(places.WORK / f"{name}.spacy")
    labels = Counter(e.label_ for doc in docs for e in doc.ents)
    log.info("%s: %d documents, %d tokens %s", name, len(docs), sum(map(len, docs)), dict(labels.most_common()))


def own() -> None:
    """Documents for the first recogniser."""
    nlp = spacy.blank("id")
    docs = [labelling.with_dates(doc) for doc in labelling.own_articles(nlp)]
    wording.write_names(docs)
    write("own-train", [doc for n, doc in enumerate(docs) if n % 10])
    write("own-dev", [doc for n, doc in enumerate(docs) if not n % 10])


def all_names() -> None:
    """Documents for the recogniser that ships."""
    nlp = spacy.blank("id")
    train, dev = labelling.corpora(nlp, spacy.load(places.WORK / "own"))
    wording.write_names(train)
    write("names-train", [*train, *wording.sentences(nlp, SENTENCES, seed=11)])
    write("names-dev", dev)


def trees() -> None:
    """Documents for the parsers that read raw news."""
    train, dev = grammar.corpora(spacy.blank("id").vocab)
    write("trees-train", train)
    write("trees-dev", dev)


def with_silver() -> None:
    """Documents for the tagger and parser that ship; trees of today's conventions once more, for their weight.

    Raises FileNotFoundError where no parsers have been trained.
    """
    parsers = sorted(place.name for place in places.WORK.glob("parser-?"))
    if not parsers:
        raise FileNotFoundError(f"no parsers in {places.WORK}; train them with `make model-parsers`")
    gsd, others = grammar.today()
    vocab = spacy.blank("id").vocab
    banks, dev = (
        list(DocBin().from_disk(places.WORK / f"trees-{part}.spacy").get_docs(vocab)) for part in ("train", "dev")
    )
    write("grammar-train", [*banks, *grammar.recent(vocab, gsd, others), *silver.silver([*gsd, *others], parsers)])
    write("grammar-dev", dev)


STEPS = {"own": own, "names": all_names, "trees": trees, "grammar": with_silver}


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=STEPS)
    STEPS[parser.parse_args().step]()
