"""The page that tells what each trained part of the extraction earns."""

import json
from pathlib import Path

import pytest

from extractors.pipeline import extract_article, load, read_up_to
from extractors.training import places, stages
from extractors.training.origins import PERSONS
from kg.read import ReadArticle, read_articles
from tests.test_evaluate import EMPTY

TEXT = "Menteri Pertahanan Sari Lestari tiba di Jakarta pada Senin.\n"


def test_the_recogniser_adds_only_persons_that_it_sees() -> None:
    for read in read_articles([places.ROOT / "examples" / "articles"]):
        assert isinstance(read, ReadArticle)
        rules = {p.name for p in extract_article(read.article, frozenset({"names"})).persons}
        assert rules
        fresh = {p.name for p in extract_article(read.article).persons} - rules
        doc = read_up_to(PERSONS, read.article)
        assert fresh <= {doc[n.start : n.end].text for n in doc._.names if n.label == "PER"}, read.source


def test_the_trained_decision_left_out_is_told_so() -> None:
    told = [load("id", without).get_pipe_config("jubir_statements") for without in (frozenset(), frozenset({"about"}))]
    assert [config["is_trained"] for config in told] == [True, False]


def test_the_recogniser_left_out_reads_nothing() -> None:
    assert "jubir_names" in load().pipe_names
    assert "jubir_names" not in load("id", frozenset({"names"})).pipe_names


def test_an_unknown_part_cannot_be_left_out() -> None:
    with pytest.raises(KeyError, match="weather"):
        load("id", frozenset({"weather"}))


def test_every_third_article_is_kept_for_testing(tmp_path: Path) -> None:
    assert [places.is_kept_for_testing(stem) for stem in ("t03", "t04", "u012")] == [True, False, True]
    person = {"name": "Sari Lestari", "aliases": [], "official": True, "state": "ID"}
    for folder, stem in (("gold", "one"), ("gold-indosum", "t03"), ("gold-indosum", "t04")):
        texts = tmp_path / ("articles" if folder == "gold" else folder)
        for made in (tmp_path / folder, texts):
            made.mkdir(exist_ok=True)
        (tmp_path / folder / f"{stem}.json").write_text(json.dumps({**EMPTY, "persons": [person]}))
        (texts / f"{stem}.txt").write_text(TEXT)
    found = {a.name: {"all": a.scores(frozenset())} for a in stages.sets(tmp_path)}
    assert [len(each["all"].articles) for each in found.values()] == [1, 1, 1]
    rows = stages.page(found).splitlines()
    assert sum(row.startswith("| person | 1 | 1.000 (1.00–1.00) |") for row in rows) == 3
    assert "| person | 1.000 | 1.000 | 1.000 | +0.000 |" in rows
