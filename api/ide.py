"""``python -m api.ide``: fetch GraphiQL's files from the npm registry into ``api/static/graphiql``.

Versions and hashes are locked in ``api/npm/package-lock.json``; the files are packed into the wheel but never
committed. Without them the server shows a plain form.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE / "static" / "graphiql"
LOCK = HERE / "npm" / "package-lock.json"
FILES = {
    "react.js": "react/umd/react.production.min.js",
    "react-dom.js": "react-dom/umd/react-dom.production.min.js",
    "graphiql.js": "graphiql/graphiql.min.js",
    "graphiql.css": "graphiql/graphiql.min.css",
    "LICENSE-graphiql": "graphiql/LICENSE",
    "LICENSE-react": "react/LICENSE",
    "LICENSE-react-dom": "react-dom/LICENSE",
}


def fetch() -> None:
    """Fetch and place the files; does nothing if those of this lock file are there.

    Raises RuntimeError if npm is missing or fails.
    """
    stamp = TARGET / "package-lock.json"
    if stamp.exists() and stamp.read_bytes() == LOCK.read_bytes():
        return
    if shutil.which("npm") is None:
        raise RuntimeError("npm is not installed; the server shows a plain query form instead")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(HERE / "npm" / name, folder)
        command = ["npm", "ci", "--ignore-scripts"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"npm ci failed: {done.stderr.strip()[-500:]}")
        TARGET.mkdir(parents=True, exist_ok=True)
        for name, source in FILES.items():
            shutil.copy(Path(folder, "node_modules", source), TARGET / name)
    shutil.copy(LOCK, stamp)


def main() -> int:
    """Fetch; status 1 and a reason if that cannot be."""
    try:
        fetch()
    except RuntimeError as exc:
        print(f"api.ide: {exc}", file=sys.stderr)  # noqa: T201 (a command's message)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
