"""The server that the tests and `make neo4j` run."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import run
from sys import executable

import pytest

from tests.neo4j_server.server import missing_tools
from tests.running import ROOT

FETCH = "import pathlib, sys; from tests.neo4j_server.server import fetch_jars; fetch_jars(pathlib.Path(sys.argv[1]))"


@pytest.mark.xdist_group("neo4j")
def test_jars_asked_for_by_two_at_once_are_fetched_once(tmp_path: Path) -> None:
    if lacking := missing_tools():
        pytest.skip(f"needs {' and '.join(lacking)} to fetch a Neo4j server")
    counter, calls, lib = tmp_path / "bin" / "mvn", tmp_path / "calls", tmp_path / "new" / "lib"
    counter.parent.mkdir()
    counter.write_text(f'#!/bin/sh\necho called >> "{calls}"\nexec {shutil.which("mvn")} "$@"\n', encoding="utf-8")
    counter.chmod(0o755)
    path = os.pathsep.join((str(counter.parent), os.environ["PATH"]))

    def fetch(_: int) -> tuple[int, str]:
        command = [executable, "-c", FETCH, str(lib)]
        done = run(command, env=os.environ | {"PATH": path}, cwd=ROOT, capture_output=True, text=True, check=False)
        return done.returncode, done.stderr

    with ThreadPoolExecutor() as pool:
        assert list(pool.map(fetch, range(2))) == [(0, ""), (0, "")]
    assert calls.read_text(encoding="utf-8").splitlines() == ["called"]
    assert list(lib.glob("neo4j-5.26.*.jar"))
