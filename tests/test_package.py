"""The wheel carries all it needs: installed outside the checkout, the commands work."""

import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "examples" / "articles" / "05-pertemuan-vostochny.json"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python of a fresh environment that has the wheel, and its dependencies but not the checkout.

    The dependencies come from this environment over a plain path line, which leaves out the
    checkout's own editable install.
    """
    folder = tmp_path_factory.mktemp("clean env")
    run = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(run, check=True, capture_output=True, timeout=300)
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / "bin" / "python"
    own = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    (wheel,) = folder.glob("*.whl")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index"]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True, timeout=300)
    Path(own, "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def kg(python: Path, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "KG_STORE")}
    command = [str(python), "-m", "kg", *words]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=300, check=False)


def test_package_lives_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    code = "import kg, api, extractors, ontology; print(kg.__file__)"
    done = subprocess.run([installed, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert str(ROOT) not in done.stdout


def test_package_builds_and_asks(installed: Path, tmp_path: Path) -> None:
    assert kg(installed, "extract", str(SAMPLE), "--format", "jsonl", cwd=tmp_path).returncode == 0
    built = kg(installed, "build", str(SAMPLE), cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    asked = kg(installed, "ask", "all statements by US officials about the summit", cwd=tmp_path)
    assert asked.returncode == 0, asked.stderr
    assert "Kirby" in asked.stdout
    assert kg(installed, "check", cwd=tmp_path).returncode == 0


def test_package_serves(installed: Path, tmp_path: Path) -> None:
    assert kg(installed, "build", str(SAMPLE), cwd=tmp_path).returncode == 0
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([installed, "-m", "kg", "serve", "--port", str(port)], cwd=tmp_path)
    try:
        assert get_when_ready(f"http://127.0.0.1:{port}/readyz", server) == 200
        for path in ("/browser/guide.html", "/browser/queries.zip", "/browser/style.grass", "/id/state/US"):
            assert get_when_ready(f"http://127.0.0.1:{port}{path}", server) == 200, path
    finally:
        server.terminate()
        server.wait(timeout=30)


def get_when_ready(url: str, server: subprocess.Popen[bytes]) -> int:
    """Status of the first answer; gives up when the server ends or after a minute."""
    for _ in range(600):
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return int(answer.status)
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer from {url}")
