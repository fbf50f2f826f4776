"""A build brings the store up to date and nothing more; the same articles give the same graph."""

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from ontology.namespaces import ACT, DATA, property_iri
from tests.running import ARTICLES, ROOT, run_kg

SAMPLES = sorted(ARTICLES.iterdir())


def build(folder: Path, *paths: Path, store: str = "kg.db", options: tuple[str, ...] = ()) -> dict[str, object]:
    """Build and give the report."""
    names = [str(p) for p in paths]
    done = run_kg("build", *names, "--store", f"sqlite:{folder / store}", "--json", *options)
    assert done.returncode == 0, done.stderr
    report: dict[str, object] = json.loads(done.stdout)
    return report


def quads(folder: Path, store: str = "kg.db") -> str:
    done = run_kg("export", "--store", f"sqlite:{folder / store}")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines == sorted(lines)
    return done.stdout


def changes(path: Path) -> int:
    """How often the file was written, as SQLite counts it."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return int.from_bytes(path.read_bytes()[24:28], "big")


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> str:
    """N-Quads of the sample articles."""
    folder = tmp_path_factory.mktemp("expected")
    build(folder, ARTICLES)
    return quads(folder)


def test_build_twice_writes_nothing(tmp_path: Path) -> None:
    first = build(tmp_path, ARTICLES)
    assert first["added"] == len(SAMPLES)
    before = changes(tmp_path / "kg.db")
    second = build(tmp_path, ARTICLES)
    assert (second["added"], second["replaced"], second["unchanged"]) == (0, 0, len(SAMPLES))
    assert changes(tmp_path / "kg.db") == before


@pytest.mark.parametrize("how", ["order", "jobs", "hash"])
def test_build_does_not_depend_on(how: str, expected: str, tmp_path: Path) -> None:
    shuffled = random.Random(7).sample(SAMPLES, len(SAMPLES))
    if how == "order":
        build(tmp_path, *shuffled)
    elif how == "jobs":
        build(tmp_path, *shuffled, options=("--jobs", "2"))
    else:
        command = [sys.executable, "-m", "kg", "build", str(ARTICLES), "--store", f"sqlite:{tmp_path / 'kg.db'}"]
        env = {"PYTHONHASHSEED": "12345", "PATH": "/usr/bin:/bin", "LANG": "C"}
        subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
    assert quads(tmp_path) == expected


@pytest.mark.parametrize("version", ["python3.12", "python3.13"])
def test_build_does_not_depend_on_the_version_of_python(version: str, expected: str, tmp_path: Path) -> None:
    python = shutil.which(version)
    if python is None or subprocess.run([python, "-c", "import spacy, rdflib"], capture_output=True).returncode:
        pytest.skip(f"{version} with the dependencies is not at hand")
    run = [python, "-m", "kg", "build", str(ARTICLES), "--store", f"sqlite:{tmp_path / 'kg.db'}"]
    subprocess.run(run, cwd=ROOT, check=True, capture_output=True)
    assert quads(tmp_path) == expected


def test_build_replaces_an_edited_article_exactly(tmp_path: Path) -> None:
    edited = tmp_path / "articles"
    shutil.copytree(ARTICLES, edited)
    build(tmp_path, edited)
    target = edited / SAMPLES[4].name
    item = json.loads(target.read_text(encoding="utf-8"))
    key = next(k for k in ("articleBody", "text") if k in item)
    item[key] = item[key].replace("Kirby", "Kirbysen") + "\n\nMenteri Luar Negeri Jepang menyatakan keprihatinan."
    target.write_text(json.dumps(item), encoding="utf-8")
    report = build(tmp_path, edited)
    assert (report["added"], report["replaced"], report["unchanged"]) == (0, 1, len(SAMPLES) - 1)
    build(tmp_path, edited, store="fresh.db")
    assert quads(tmp_path) == quads(tmp_path, "fresh.db")
    assert "Kirbysen" in quads(tmp_path)


def test_remove_any_article_leaves_no_trace(expected: str, tmp_path: Path) -> None:
    build(tmp_path, ARTICLES)
    shutil.copy(tmp_path / "kg.db", tmp_path / "all.db")
    for path in SAMPLES[:: max(1, len(SAMPLES) // 4)]:
        shutil.copy(tmp_path / "all.db", tmp_path / "kg.db")
        done = run_kg("remove", path.name, "--store", f"sqlite:{tmp_path / 'kg.db'}")
        assert done.returncode == 0, done.stderr
        build(tmp_path, *(p for p in SAMPLES if p != path), store=f"without-{path.stem}.db")
        assert quads(tmp_path) == quads(tmp_path, f"without-{path.stem}.db") != expected


def test_build_goes_on_beside_bad_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(SAMPLES[0], tmp_path / "in" / "a.json")
    (tmp_path / "in" / "b.json").write_text("{")
    (tmp_path / "in" / "c.txt").write_bytes(b"")
    shutil.copy(SAMPLES[8], tmp_path / "in" / "d.txt")
    store = f"sqlite:{tmp_path / 'kg.db'}"
    report_file = tmp_path / "report.json"
    done = run_kg("build", str(tmp_path / "in"), "--store", store, "--report", str(report_file))
    assert done.returncode == 1
    for name in ("b.json", "c.txt"):
        assert name in done.stderr
    report = json.loads(report_file.read_text(encoding="utf-8"))
    assert report["added"] == 2
    assert len(report["rejected"]) == 2


def test_build_joins_the_meeting_of_several_articles(sample_url: str) -> None:
    done = run_kg("export", "--store", sample_url)
    same = [line for line in done.stdout.splitlines() if "/meeting/" in line and "exactMatch" in line]
    assert len(same) >= 5, "reports of the summit are linked"
    summit = {line.split()[2] for line in same if "/meeting/" in line.split()[2]}
    assert len(summit) == 2, "one node stands for the summit of 2023, another for that of 2019"


def test_build_asserts_nothing_that_is_only_said(sample_url: str) -> None:
    """A denial or accusation is a statement; what it claims is no fact about those it names."""
    lines = run_kg("export", "--store", sample_url).stdout.splitlines()
    acts = [line for line in lines if f"<{property_iri('act')}>" in line]
    assert any(line.split()[2] in (f"<{ACT}deny>", f"<{ACT}accuse>") for line in acts)
    told = {line.split()[1].strip("<>") for line in lines if line.startswith(f"<{DATA}state/")}
    assert told <= {property_iri(name) for name in ("type", "name", "code", "exactMatch")}
