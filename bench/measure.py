"""Timing side by side, and telling what came of it."""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

K = TypeVar("K")

RESULTS = Path(__file__).parents[1] / "docs" / "benchmarks.md"


@dataclass(frozen=True, slots=True)
class Spread:
    """Durations of many requests, in milliseconds."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Spread":
        """The spread of at least two durations given in seconds."""
        cuts = quantiles(seconds, n=20, method="inclusive")
        return cls(median(seconds) * 1000, cuts[18] * 1000)


def interleaved(runs: Mapping[K, Callable[[], float]], repeats: int) -> dict[K, list[float]]:
    """Run all of them in turn, again and again, so that a busy moment of the machine hits each alike.

    Every run gives its own figure; the order turns by one each time.
    """
    found: dict[K, list[float]] = {name: [] for name in runs}
    names = list(runs)
    for turn in range(repeats):
        for name in (*names[turn % len(names) :], *names[: turn % len(names)]):
            found[name].append(runs[name]())
    return found


def peak_mb() -> int:
    """The most memory that this process has held so far, in MB.

    Not ``ru_maxrss``: a started process inherits that from its parent.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found.group(1)) // 1024 if found else 0


def machine(*packages: str) -> str:
    """What this was measured on, in words; no names of hosts."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    parts = [f"{cores} cores", f"{memory:.0f} GB of memory", f"Python {platform.python_version()}"]
    if shutil.which("java"):
        said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
        parts += [f"Java {found.group(1)}"] if (found := re.search(r'version "([^"]+)"', said)) else []
    parts += [f"{name} {version(name)}" for name in packages]
    return ", ".join(parts)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; numbers get thousands commas, floats one decimal under 100."""
    lines = [head, ["---"] * len(head), *([_cell(value) for value in row] for row in rows)]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def publish(section: str, text: str, *, write: bool) -> None:
    """Print a program's findings; with ``write`` also put them in their section of docs/benchmarks.md."""
    print(text)
    if not write:
        return
    start, end = f"<!-- {section} -->", f"<!-- end of {section} -->"
    before = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    block = f"{start}\n{text.strip()}\n{end}"
    if start in before:
        after = re.sub(re.escape(start) + ".*?" + re.escape(end), lambda _: block, before, flags=re.DOTALL)
    else:
        after = f"{before.rstrip()}\n\n{block}\n"
    RESULTS.write_text(after, encoding="utf-8")
    print(f"written to {RESULTS.name}", file=sys.stderr)
