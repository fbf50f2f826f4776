"""What the documents tell a reader to type works as typed, and prints what they say."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)


def commands(path: Path) -> list[str]:
    """Lines after "$ " in console blocks, in order."""
    blocks = BLOCK.findall(path.read_text(encoding="utf-8"))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def kg_commands() -> list[tuple[Path, list[str]]]:
    """Each document's `kg` commands; `make` and servers have tests of their own."""
    found = [(path, [c for c in commands(path) if c.startswith("kg ")]) for path in DOCS]
    return [(path, lines) for path, lines in found if lines]


@pytest.mark.parametrize("path, lines", kg_commands(), ids=lambda v: v.name if isinstance(v, Path) else "")
def test_readme_commands_run(path: Path, lines: list[str], tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    for line in lines:
        if line.startswith("kg serve"):
            continue
        words = shlex.split(line, comments=True)
        done = subprocess.run(
            [sys.executable, "-m", "kg", *words[1:]],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, f"{path.name}: {line}\n{done.stderr}"
        assert done.stdout or done.stderr, f"{path.name}: {line} printed nothing"


def test_readme_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+):", makefile, re.M))
    named = {m for path in DOCS for m in re.findall(r"^\$ make ([\w-]+)", path.read_text("utf-8"), re.M)}
    assert {"demo", "test"} <= named
    assert named <= targets
