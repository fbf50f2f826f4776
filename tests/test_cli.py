"""The command line as promised: exit status, streams, messages, and nothing half-written."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import ARTICLES, ROOT, run_kg

QUESTION = "all statements by US officials about the summit"


def news(folder: Path, count: int) -> Path:
    """Articles enough for a build to be interrupted."""
    folder.mkdir()
    for i in range(count):
        text = (
            f"JAKARTA, Warta - Menteri Luar Negeri Jepang mengatakan pertemuan ke-{i} berjalan lancar.\n\n"
            f'"Kami memantau kapal nomor {i} setiap hari," kata juru bicara Kementerian Pertahanan Korea Selatan.\n\n'
            f"Para pejabat AS memperingatkan Korea Utara agar tidak menjual {i} peluru artileri kepada Rusia.\n"
        )
        (folder / f"{i:04d}.txt").write_text(text * 3, encoding="utf-8")
    return folder


def no_trace(done: subprocess.CompletedProcess[str]) -> None:
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stderr.startswith(("kg: ", "usage: ")) or "kg: " in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("ask", QUESTION),
        ("stats",),
        ("stats", "--json"),
        ("export", "--format", "nq"),
        ("export", "--format", "trig"),
        ("export", "--format", "ttl"),
        ("export", "--format", "jsonld"),
        ("check",),
    ],
    ids=" ".join,
)
def test_cli_reads_the_store(words: tuple[str, ...], sample_url: str) -> None:
    done = run_kg(*words, "--store", sample_url)
    assert done.returncode == 0, done.stderr
    assert done.stdout or words == ("check",)


@pytest.mark.parametrize("words", [(), ("build",), ("nonsense",), ("ask",), ("export", "--format", "xml"), ("build", "x", "--jobs", "0"), ("ask", "x", "--first", "101")])  # fmt: skip  # noqa: E501
def test_cli_refuses_a_wrong_command_line(words: tuple[str, ...]) -> None:
    done = run_kg(*words)
    assert done.returncode == 2
    assert "usage" in done.stderr


@pytest.mark.parametrize(
    "words",
    [("build",), ("extract",), ("ask",), ("serve",), ("export",), ("remove",), ("check",), ("stats",), ("eval",)],
)
def test_cli_explains_itself(words: tuple[str, ...]) -> None:
    done = run_kg(*words, "--help")
    assert done.returncode == 0
    assert "Exit status" in done.stdout


@pytest.mark.parametrize("words", [("ask", QUESTION), ("stats",), ("export",), ("check",), ("serve",)], ids=" ".join)
def test_cli_says_what_to_do_where_there_is_no_store(words: tuple[str, ...], tmp_path: Path) -> None:
    done = run_kg(*words, "--store", f"sqlite:{tmp_path / 'none.db'}")
    assert done.returncode == 1
    no_trace(done)
    assert "none.db" in done.stderr
    assert "kg build" in done.stderr
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("url", ["mysql:x", "kg.db", "sqlite:", "neo4j"])
def test_cli_names_the_stores_it_knows(url: str) -> None:
    done = run_kg("stats", "--store", url)
    assert done.returncode == 1
    assert "sqlite:" in done.stderr
    no_trace(done)


def test_cli_extracts_from_standard_input() -> None:
    text = "Juru bicara Kremlin Dmitry Peskov mengatakan pertemuan itu akan berlangsung di Vladivostok."
    command = [sys.executable, "-m", "kg", "extract", "-", "--format", "jsonl"]
    done = subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=True)
    (record,) = map(json.loads, done.stdout.splitlines())
    assert record["article"]["text"] == text
    assert [s["speaker"] for s in record["statements"]] == ["Dmitry Peskov"]


def test_cli_extracts_in_the_order_given_whatever_the_jobs() -> None:
    files = [str(p) for p in sorted(ARTICLES.iterdir(), reverse=True)]
    one = run_kg("extract", *files, "--format", "jsonl")
    two = run_kg("extract", *files, "--format", "jsonl", "--jobs", "2")
    assert one.stdout == two.stdout
    assert [json.loads(line)["article"]["file"] for line in one.stdout.splitlines()] == [Path(f).name for f in files]


def test_cli_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    done = run_kg("extract", str(tmp_path / "no.txt"), str(next(ARTICLES.glob("*.txt"))), "--format", "jsonl")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert "no.txt" in done.stderr


def test_cli_leaves_quietly_when_the_reader_does(sample_url: str) -> None:
    command = f"{sys.executable} -m kg export --store '{sample_url}' | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_cli_writes_an_export_whole_or_not_at_all(sample_url: str, tmp_path: Path) -> None:
    target = tmp_path / "graph.nq"
    limited = f"ulimit -f 8; exec {sys.executable} -m kg export --store '{sample_url}' -o '{target}'"
    done = subprocess.run(["bash", "-c", limited], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert list(tmp_path.iterdir()) == []
    assert run_kg("export", "--store", sample_url, "-o", str(target)).returncode == 0
    assert target.stat().st_size > 10_000


def test_cli_checks_files_and_names_what_is_wrong(sample_url: str, tmp_path: Path) -> None:
    good = tmp_path / "good.nq"
    assert run_kg("export", "--store", sample_url, "-o", str(good)).returncode == 0
    assert run_kg("check", str(good)).returncode == 0
    bad = tmp_path / "bad.ttl"
    bad.write_text(
        "@prefix j: <https://w3id.org/jubir/ns#> . <https://w3id.org/jubir/id/statement/x> a j:Statement .", "utf-8"
    )
    done = run_kg("check", str(bad))
    assert done.returncode == 1
    assert "statement/x" in done.stdout.replace("\n", "")
    (tmp_path / "broken.ttl").write_text("@prefix j: <", "utf-8")
    broken = run_kg("check", str(tmp_path / "broken.ttl"))
    assert broken.returncode == 1
    no_trace(broken)


def test_cli_removes_by_any_name_and_reports_unknown_ones(tmp_path: Path) -> None:
    store = f"sqlite:{tmp_path / 'kg.db'}"
    files = sorted(ARTICLES.glob("*.json"))[:2]
    assert run_kg("build", *map(str, files), "--store", store).returncode == 0
    done = run_kg("remove", files[0].name, "nobody", "--store", store)
    assert done.returncode == 1
    assert "nobody" in done.stderr
    stats = json.loads(run_kg("stats", "--json", "--store", store).stdout)
    assert [a["file"] for a in stats["articles"]] == [files[1].name]


def test_cli_waits_for_no_lock_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    article = str(next(ARTICLES.glob("*.txt")))
    assert run_kg("build", article, "--store", f"sqlite:{path}").returncode == 0
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    done = run_kg("build", *map(str, sorted(ARTICLES.glob("*.json"))[:1]), "--store", f"sqlite:{path}")
    holder.close()
    assert done.returncode == 1
    assert "locked" in done.stderr
    assert str(path) in done.stderr
    no_trace(done)


def test_cli_refuses_a_store_of_a_newer_version(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    assert run_kg("build", str(next(ARTICLES.glob("*.txt"))), "--store", f"sqlite:{path}").returncode == 0
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    for words in (("stats",), ("build", str(ARTICLES))):
        done = run_kg(*words, "--store", f"sqlite:{path}")
        assert done.returncode == 1
        assert "newer" in done.stderr
        no_trace(done)


def test_cli_leaves_files_of_others_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (a)")
    before = path.read_bytes()
    (tmp_path / "text.db").write_text("bukan basis data, melainkan teks biasa " * 20)
    for name in ("other.db", "text.db"):
        done = run_kg("build", str(ARTICLES), "--store", f"sqlite:{tmp_path / name}")
        assert done.returncode == 1
        no_trace(done)
    assert path.read_bytes() == before


def test_cli_says_so_when_the_disk_is_full(tmp_path: Path) -> None:
    store = f"sqlite:{tmp_path / 'kg.db'}"
    assert run_kg("build", str(next(ARTICLES.glob("*.txt"))), "--store", store).returncode == 0
    before = run_kg("export", "--store", store).stdout
    limit = max(p.stat().st_size for p in tmp_path.iterdir()) // 1024 + 8
    folder = news(tmp_path / "in", 64)
    limited = f"ulimit -f {limit}; exec {sys.executable} -m kg build '{folder}' --store '{store}'"
    done = subprocess.run(["bash", "-c", limited], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    no_trace(done)
    assert "disk" in done.stderr
    assert run_kg("export", "--store", store).stdout == before


def started(folder: Path, store: str, *options: str) -> subprocess.Popen[str]:
    """A build that has written its first batch."""
    command = [sys.executable, "-m", "kg", "build", str(folder), "--store", store, *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    line = process.stderr.readline()
    assert "written" in line, line
    return process


@pytest.mark.parametrize("options", [(), ("--jobs", "2")], ids=["one job", "two jobs"])
def test_cli_keeps_what_was_committed_when_interrupted(options: tuple[str, ...], tmp_path: Path) -> None:
    folder, store = news(tmp_path / "in", 260), f"sqlite:{tmp_path / 'kg.db'}"
    process = started(folder, store, *options)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "Traceback" not in errors
    assert "interrupted" in errors
    articles = json.loads(run_kg("stats", "--json", "--store", store).stdout)["counts"]["Article"]
    assert 0 < articles < 260
    assert run_kg("export", "--store", store).returncode == 0


def test_cli_goes_on_after_being_killed(tmp_path: Path) -> None:
    folder, store = news(tmp_path / "in", 150), f"sqlite:{tmp_path / 'kg.db'}"
    for _ in range(2):
        process = started(folder, store)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL
    assert run_kg("build", str(folder), "--store", store).returncode == 0
    assert run_kg("build", str(folder), "--store", f"sqlite:{tmp_path / 'calm.db'}").returncode == 0
    assert (
        run_kg("export", "--store", store).stdout
        == run_kg("export", "--store", f"sqlite:{tmp_path / 'calm.db'}").stdout
    )


def test_cli_says_so_when_the_port_is_taken(server: str, sample_url: str) -> None:
    done = run_kg("serve", "--store", sample_url, "--port", server.rpartition(":")[2])
    assert done.returncode == 1
    assert "--port" in done.stderr
    no_trace(done)


def test_cli_takes_the_store_from_the_environment(sample_url: str, tmp_path: Path) -> None:
    env = {**os.environ, "KG_STORE": sample_url}
    command = [sys.executable, "-m", "kg", "stats", "--json"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["store"] == sample_url
