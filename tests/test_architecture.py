"""The rooms keep their direction: ontology, types < kg < extractors | api < kg.cli."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("kg", "extractors", "api", "ontology")
TYPES = {"kg.model", "kg.record", "kg.errors", "kg.text", "kg.display"}

ALLOWED = {
    "ontology": {"ontology"},
    "types": {"types"},
    "kg": {"ontology", "types", "kg"},
    "extractors": {"ontology", "types", "extractors"},
    "api": {"ontology", "types", "kg.store.base", "api"},
    "kg.cli": {"ontology", "types", "kg", "kg.store.base", "extractors", "api", "kg.cli"},
}


def room_of(module: str) -> str | None:
    if module in TYPES:
        return "types"
    for prefix in ("kg.cli", "kg.__main__"):
        if module == prefix or module.startswith(prefix + "."):
            return "kg.cli"
    if module == "kg.store.base":
        return "kg.store.base"
    top = module.partition(".")[0]
    return top if top in ROOMS else None


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module
            yield from resolved(node.module, [alias.name for alias in node.names])


def resolved(module: str, names: list[str]) -> Iterator[str]:
    """`from kg import model` imports the module kg.model, not only kg."""
    for name in names:
        path = ROOT / Path(*module.split("."), name)
        is_module = path.with_suffix(".py").exists() or path.is_dir()
        yield f"{module}.{name}" if is_module else module


def modules() -> list[Path]:
    found = [p for room in ROOMS for p in sorted((ROOT / room).rglob("*.py"))]
    return [p for p in found if "node_modules" not in p.parts and "training" not in p.parts]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_architecture_imports_point_downwards(path: Path) -> None:
    room = room_of(name_of(path))
    if room == "kg.store.base":
        room = "kg"
    assert room is not None
    allowed = ALLOWED[room] | ({"kg.store.base"} if room == "kg" else set())
    wrong = {name for name in imports_of(path) if (there := room_of(name)) and there not in allowed}
    assert not wrong, f"{name_of(path)} ({room}) may not import {sorted(wrong)}"


def test_architecture_finds_all_rooms() -> None:
    assert {name_of(p).partition(".")[0] for p in modules()} == set(ROOMS)


@pytest.mark.parametrize("module", ["api.app", "kg.cli", "kg.store.base", "ontology", "extractors"])
def test_architecture_import_leaves_spacy_alone(module: str) -> None:
    code = f"import sys, {module}; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
