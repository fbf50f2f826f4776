"""Put the trained parts together to ``id_news``, and round what takes room."""

import json
import logging
import shutil
from typing import Any, cast

import numpy as np
import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from thinc.api import Model
from thinc.types import Floats2d

import extractors.trained as trained
from extractors.training import lemmas, places

log = logging.getLogger(__name__)
BITS = 13
"""Low bits of a weight that are cut off: ten of 23 are kept, which pack well and cost no accuracy."""


def rounded(model: Model[Any, Any]) -> None:
    """Cut the low bits of all weights of a net."""
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name):
                bits = np.ascontiguousarray(node.get_param(name), dtype=np.float32).view(np.uint32)
                half = np.uint32(1 << (BITS - 1))
                kept = (bits + half) & ~np.uint32((1 << BITS) - 1)
                node.set_param(name, cast(Floats2d, kept.view(np.float32)))


def assembled() -> Language:
    """The whole pipeline: sentences first, since the parser keeps to them; names have a net of their own."""
    names, grammar = (spacy.load(places.WORK / part) for part in ("names", "grammar"))
    names.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp = spacy.blank("id")
    vectors = spacy.load(places.WORK / "vectors").vocab
    nlp.vocab.vectors = vectors.vectors
    for key in vectors.vectors:
        nlp.vocab.strings.add(vectors.strings[key])
    nlp.add_pipe("jubir_sentences")
    nlp.add_pipe("ner", source=names)
    for part in ("tok2vec", "morphologizer", "parser"):
        nlp.add_pipe(part, source=grammar)
    table = lemmas.table(nlp.vocab.strings[key] for key in nlp.vocab.vectors if key in nlp.vocab.strings)
    added = nlp.add_pipe("jubir_lemmas")
    assert isinstance(added, trained.Lemmas)
    added.table = table
    for _, component in nlp.pipeline:
        if isinstance(component, TrainablePipe):
            rounded(component.model)
    nlp.meta.update(
        name="news", version="0.1.0", description="Indonesian news: names, sentences, parts of speech, trees, lemmas",
        license="CC BY-SA 4.0", author="the Jubir authors",
    )  # fmt: skip
    return nlp


def keep_strings(nlp: Language) -> None:
    """Keep of the strings on disk only words with a vector and labels; the others came along from the texts."""
    kept = {nlp.vocab.strings[key] for key in nlp.vocab.vectors if key in nlp.vocab.strings}
    kept |= {label for labels in nlp.pipe_labels.values() for label in labels}
    file = places.MODEL / "vocab" / "strings.json"
    file.write_text(json.dumps(sorted(kept), ensure_ascii=False, indent=0), encoding="utf-8")


def main() -> None:
    """Write the pipeline into the package."""
    if places.MODEL.exists():
        shutil.rmtree(places.MODEL)
    nlp = assembled()
    nlp.to_disk(places.MODEL)
    keep_strings(nlp)
    size = sum(file.stat().st_size for file in places.MODEL.rglob("*") if file.is_file())
    log.info("%s: %.1f MB", places.MODEL, size / 1e6)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
