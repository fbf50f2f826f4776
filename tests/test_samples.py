"""The graph of the sample articles: one node a meeting, and the same bytes on every Python."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.running import ARTICLES, ROOT, run_kg


@pytest.mark.parametrize("version", ["python3.12", "python3.13"])
def test_samples_give_the_same_graph_on_other_pythons(version: str, sample_url: str, tmp_path: Path) -> None:
    python = shutil.which(version)
    if python is None or subprocess.run([python, "-c", "import spacy, rdflib"], capture_output=True).returncode:
        pytest.skip(f"{version} with the dependencies is not at hand")
    run = [python, "-m", "kg", "build", str(ARTICLES), "--store", f"sqlite:{tmp_path / 'kg.db'}"]
    subprocess.run(run, cwd=ROOT, check=True, capture_output=True)
    here = run_kg("export", "--store", sample_url).stdout
    assert run_kg("export", "--store", f"sqlite:{tmp_path / 'kg.db'}").stdout == here


def test_samples_share_one_node_for_the_summit_and_another_for_an_earlier_one(sample_url: str) -> None:
    done = run_kg("export", "--store", sample_url)
    same = [line for line in done.stdout.splitlines() if "/meeting/" in line and "exactMatch" in line]
    assert len(same) >= 5, "reports of the summit are linked"
    assert len({line.split()[2] for line in same if "/meeting/" in line.split()[2]}) == 2
