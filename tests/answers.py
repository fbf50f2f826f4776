"""``python -m tests.answers`` writes the answers of the example queries anew, from the sample articles."""

import json
import tempfile
from pathlib import Path

import httpx

from tests.running import ARTICLES, ROOT, run_kg, serving


def main() -> None:
    """Build the sample graph, serve it, ask, write."""
    with tempfile.TemporaryDirectory() as folder:
        store = f"sqlite:{Path(folder, 'kg.db')}"
        run_kg("build", str(ARTICLES), "--store", store, "--quiet").check_returncode()
        with serving(store) as address:
            for path in sorted((ROOT / "examples" / "queries").glob("*.graphql")):
                asked = {"query": path.read_text(encoding="utf-8")}
                answer = httpx.post(f"{address}/graphql", json=asked, timeout=60).json()
                text = json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
                path.with_suffix(".json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
