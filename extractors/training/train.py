"""Train one part of the pipeline: a configuration, its documents, and what the part starts from."""

import argparse
import json
import logging
from pathlib import Path

import spacy
from spacy import util
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from thinc.api import use_ops

import extractors.trained  # noqa: F401  (registers the parser)
from extractors.training import noise, places, reader  # noqa: F401  (what the configurations name)


def run(config: str, train_on: Path, choose_by: Path, out: Path, overrides: dict[str, object]) -> None:
    """Train by ``config`` and write the best round to ``out``. Deterministic for one version of spaCy and thinc."""
    paths: dict[str, object] = {"paths.train": str(train_on), "paths.dev": str(choose_by)}
    paths["paths.vectors"] = str(places.WORK / "vectors")
    loaded = util.load_config(Path(__file__).parent / config, overrides=paths | overrides, interpolate=False)
    with use_ops("numpy", use_blis=False):  # matrices are multiplied by numpy's OpenBLAS, several times as fast
        nlp = init_nlp(loaded)
        out.with_suffix(".run").mkdir(parents=True, exist_ok=True)
        train(nlp, out.with_suffix(".run"))
    best = spacy.load(out.with_suffix(".run") / "model-best")
    best.to_disk(out)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("config")
    parser.add_argument("name", help="files NAME-train.spacy and NAME-dev.spacy of the work folder; the result is NAME")
    parser.add_argument("--out")
    parser.add_argument("--set", nargs="*", default=[], dest="overrides", help="section.key=value of the configuration")
    words = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    data = [places.WORK / f"{words.name}-{part}.spacy" for part in ("train", "dev")]
    overrides = {k: _value(v) for k, _, v in (o.partition("=") for o in words.overrides)}
    run(words.config, data[0], data[1], places.WORK / (words.out or words.name), overrides)


def _value(text: str) -> object:
    """A value of a configuration as it is written there."""
    try:
        return json.loads(text)
    except ValueError:
        return text


if __name__ == "__main__":
    main()
