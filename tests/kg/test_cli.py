"""The command line as a user meets it: every command in a process of its own, its output and exit status."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.cli.workers import workers

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name not in ("KG_STORE", "PYTHONIOENCODING")},
    "PYTHONPATH": str(ROOT),
    "PYTHONUTF8": "1",
}
GIVE_UP_S = 120
"""Only ends a test that hangs; no result hangs on it."""

NUMBER = 200
"""Articles of the larger store: several transactions."""

PLACES = ("Osaka", "Kyoto", "Nara", "Kobe", "Sendai", "Nagoya", "Sapporo")
SPEAKERS = (
    "Perdana Menteri Jepang Fumio Kishida",
    "Menteri Pertahanan Jepang Minoru Kihara",
    "Menteri Luar Negeri Indonesia Retno Marsudi",
    "Kementerian Luar Negeri Korea Selatan",
    "Seorang pejabat AS",
)


def news(number: int) -> str:
    """A small article; places and speakers come back in others."""
    place, speaker = PLACES[number % len(PLACES)], SPEAKERS[number % len(SPEAKERS)]
    return f"{place.upper()}, Warta Uji - {speaker} mengatakan naskah “{number}” – yang lama – dibahas di {place}.\n"


def write_news(folder: Path, number: int = NUMBER) -> Path:
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:03}.txt").write_text(news(n), "utf-8")
    return folder


Done = subprocess.CompletedProcess[str]


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "kg", *map(str, words)]


def kg(*words: str | Path, cwd: Path, stdin: str = "", **env: str) -> Done:
    """Run one command to its end."""
    return subprocess.run(
        command(*words), cwd=cwd, env={**ENVIRONMENT, **env}, input=stdin, capture_output=True, text=True,
        encoding="utf-8", errors="backslashreplace", timeout=GIVE_UP_S, check=False,
    )  # fmt: skip


def in_bash(script: str, *words: str | Path, cwd: Path) -> Done:
    """Run a script that has the words of one command as its arguments."""
    return subprocess.run(
        ["bash", "-c", script, "bash", *command(*words)], cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True,
        encoding="utf-8", timeout=GIVE_UP_S, check=False,
    )  # fmt: skip


def assert_told(done: Done, status: int, *parts: str) -> None:
    """The exit status, and on standard error each part, without a traceback."""
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    for part in parts:
        assert part in done.stderr


def shell_status(returncode: int) -> int:
    """What a shell shows: a process that a signal ended has 128 and the signal's number."""
    return returncode if returncode >= 0 else 128 - returncode


def until(holds: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait for a state that the process brings about; fails if it ends before."""
    for _ in range(GIVE_UP_S * 50):
        if holds():
            return
        assert process.poll() is None, "the process ended too early"
        time.sleep(0.02)
    raise AssertionError("waited in vain")


def quads(folder: Path) -> str:
    done = kg("export", cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass(frozen=True)
class Built:
    """A folder with articles in "berita" and their store in kg.db, and what the build said."""

    folder: Path
    done: Done
    quads: str


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A store that one undisturbed build has made; not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    write_news(folder / "berita")
    done = kg("build", "berita", "--json", "--report", "laporan.json", cwd=folder)
    return Built(folder, done, quads(folder))


@pytest.fixture
def large(built: Built, tmp_path: Path) -> Path:
    """A folder with a copy of that store as kg.db."""
    shutil.copy(built.folder / "kg.db", tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def five(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the first five articles, what removing the others leaves."""
    folder = tmp_path_factory.mktemp("five")
    shutil.copy(built.folder / "kg.db", folder)
    done = kg("remove", *(f"{n:03}.txt" for n in range(5, NUMBER)), cwd=folder)
    assert_told(done, 0, f"{NUMBER - 5} removed")
    return folder


@pytest.fixture
def small(five: Path, tmp_path: Path) -> Path:
    """A folder with a copy of the store of five articles as kg.db."""
    shutil.copy(five / "kg.db", tmp_path)
    return tmp_path


# --- build


def test_cli_build_succeeds_and_reports(built: Built) -> None:
    assert_told(built.done, 0, f"{NUMBER} articles read, {NUMBER} written")
    told = json.loads(built.done.stdout)
    assert (told["read"], told["added"], told["rejected"], told["dropped"]) == (NUMBER, NUMBER, [], {})
    assert told["facts"] > NUMBER


def test_cli_build_writes_the_report(built: Built) -> None:
    assert json.loads((built.folder / "laporan.json").read_text("utf-8")) == json.loads(built.done.stdout)


def test_cli_build_again_changes_no_byte(built: Built, large: Path) -> None:
    before = (large / "kg.db").read_bytes()
    done = kg("build", built.folder / "berita", "--json", cwd=large)
    assert_told(done, 0)
    told = json.loads(done.stdout)
    assert (told["unchanged"], told["facts"]) == (NUMBER, 0)
    assert (large / "kg.db").read_bytes() == before


def test_cli_build_with_two_processes_makes_the_same_graph(built: Built, tmp_path: Path) -> None:
    done = kg("build", built.folder / "berita", "--jobs", "2", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert quads(tmp_path) == built.quads


def test_cli_build_names_each_rejected_file_and_keeps_the_good(tmp_path: Path) -> None:
    folder = write_news(tmp_path / "berita", 1)
    (folder / "kosong.txt").write_bytes(b"")
    (folder / "putus.json").write_text('{"text": "Kabar', "utf-8")
    (folder / "hilang.txt").symlink_to("entah-di-mana.txt")
    (folder / "baris.jsonl").write_text('{"text": "Kabar\n{"text": "Kabar yang utuh."}\n', "utf-8")
    done = kg("build", "berita", "tidak-ada.txt", "--report", "laporan.json", cwd=tmp_path)
    bad = ["baris.jsonl:1", "hilang.txt", "kosong.txt", "putus.json", "tidak-ada.txt"]
    assert_told(done, 1, *bad, "2 added")
    rejected = json.loads((tmp_path / "laporan.json").read_text("utf-8"))["rejected"]
    assert [Path(item["path"]).name for item in rejected] == bad
    assert all(item["reason"] and item["way_out"] for item in rejected)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_cli_build_names_a_file_without_permission(tmp_path: Path) -> None:
    path = write_news(tmp_path / "berita", 1) / "000.txt"
    path.chmod(0)
    assert_told(kg("build", "berita", cwd=tmp_path), 1, "000.txt", "Permission denied")


def test_cli_build_says_where_the_report_cannot_go(tmp_path: Path) -> None:
    done = kg("build", "tidak-ada.txt", "--report", "tak/ada/laporan.json", cwd=tmp_path)
    assert_told(done, 1, "tak/ada/laporan.json")


@pytest.mark.parametrize(
    "report, part", [("tak/ada/laporan.json", "tak/ada does not exist"), ("berita", "berita is a folder")]
)
def test_cli_build_looks_before_the_work_whether_the_report_can_be_written(
    report: str, part: str, tmp_path: Path
) -> None:
    write_news(tmp_path / "berita", 1)
    assert_told(kg("build", "berita", "--report", report, cwd=tmp_path), 1, part, "name a")
    assert [path.name for path in tmp_path.iterdir()] == ["berita"]


def test_cli_build_with_more_processes_than_articles_makes_the_same_graph(tmp_path: Path) -> None:
    """A million processes would end the machine, had they been started."""
    write_news(tmp_path / "berita", 3)
    assert_told(kg("build", "berita", cwd=tmp_path, KG_STORE="sqlite:satu.db"), 0)
    assert_told(kg("build", "berita", "--jobs", "1000000", cwd=tmp_path), 0, "3 added")
    assert quads(tmp_path) == kg("export", cwd=tmp_path, KG_STORE="sqlite:satu.db").stdout


@pytest.mark.parametrize(
    "jobs, articles, started", [(1000, 3, 3), (2, 64, 2), (10**6, 10**6, 4 * (os.cpu_count() or 1)), (2, 0, 1)]
)
def test_cli_workers_are_no_more_than_are_of_use(jobs: int, articles: int, started: int) -> None:
    assert workers(jobs, articles) == started


# --- copy


@pytest.mark.parametrize("name", ["kg.db", "./kg.db", "tautan.db", "berita/../kg.db"])
def test_cli_copy_knows_a_store_by_its_other_names(name: str, small: Path) -> None:
    (small / "berita").mkdir()
    (small / "tautan.db").symlink_to("kg.db")
    before = (small / "kg.db").read_bytes()
    assert_told(kg("copy", "sqlite:kg.db", f"sqlite:{name}", cwd=small), 1, "onto itself", name, "name another store")
    assert (small / "kg.db").read_bytes() == before


def test_cli_copy_knows_a_server_by_its_other_names(tmp_path: Path) -> None:
    done = kg("copy", "neo4j://127.0.0.1:7687", "bolt://127.0.0.1/", cwd=tmp_path)
    assert_told(done, 1, "onto itself")


# --- extract


def test_cli_extract_reads_standard_input(tmp_path: Path) -> None:
    done = kg("extract", "-", cwd=tmp_path, stdin=news(3))
    assert_told(done, 0)
    (line,) = done.stdout.splitlines()
    record = json.loads(line)
    assert record["article"]["text"] == news(3)
    assert [s["state"] for s in record["statements"]] == ["KR"]


def test_cli_extract_keeps_the_order_and_names_what_it_cannot_read(tmp_path: Path) -> None:
    write_news(tmp_path / "berita", 6)
    files = [f"berita/{n:03}.txt" for n in (4, 1, 5, 0, 3, 2)]
    done = kg("extract", *files, "tidak-ada.txt", "--format", "json", "--jobs", "2", cwd=tmp_path)
    assert_told(done, 1, "tidak-ada.txt")
    found = [record["article"]["file"] for record in json.loads(done.stdout)]
    assert found == [Path(name).name for name in files]


def test_cli_extract_shows_tables(tmp_path: Path) -> None:
    write_news(tmp_path / "berita", 1)
    done = kg("extract", "berita/000.txt", "--format", "table", "--explain", cwd=tmp_path)
    assert_told(done, 0)
    assert "Fumio Kishida" in done.stdout


@pytest.mark.parametrize("stdin", ["", " \n", "\x00\x01"])
def test_cli_extract_refuses_standard_input_without_text(stdin: str, tmp_path: Path) -> None:
    assert_told(kg("extract", "-", cwd=tmp_path, stdin=stdin), 1, "kg: -: ")


# --- ask


def test_cli_ask_tells_how_it_read_the_question(small: Path) -> None:
    done = kg("ask", "all statements by Japan", cwd=small)
    assert_told(done, 0)
    assert "Japan" in done.stdout
    assert "Fumio Kishida" in done.stdout


def test_cli_ask_gives_json(small: Path) -> None:
    done = kg("ask", "semua pernyataan Jepang", "--first", "1", "--json", cwd=small)
    assert_told(done, 0)
    told = json.loads(done.stdout)
    assert (len(told["statements"]), told["totalCount"], told["unknown"]) == (1, 2, [])


def test_cli_ask_names_words_it_cannot_use(small: Path) -> None:
    assert_told(kg("ask", "statements by xylophone quux", cwd=small), 1, "xylophone quux")


# --- serve


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=GIVE_UP_S) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_cli_serve_answers_until_interrupted(small: Path) -> None:
    port = free_port()
    server = subprocess.Popen(command("serve", "--port", str(port)), cwd=small, env=ENVIRONMENT, stderr=subprocess.PIPE)
    try:
        until(lambda: answers(f"http://127.0.0.1:{port}/readyz"), server)
        assert answers(f"http://127.0.0.1:{port}/healthz")
        server.send_signal(signal.SIGINT)
        _, stderr = server.communicate(timeout=GIVE_UP_S)
    finally:
        server.kill()
        server.wait()
    assert shell_status(server.returncode) == 130
    assert b"Traceback" not in stderr


def test_cli_serve_says_that_the_port_is_taken(small: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert_told(kg("serve", "--port", port, cwd=small), 1, f"127.0.0.1:{port}", "--port")


# --- export


@pytest.mark.parametrize("form", ["nq", "trig", "ttl", "jsonld"])
def test_cli_export_writes_a_file_that_check_accepts(form: str, small: Path) -> None:
    done = kg("export", "--format", form, "-o", f"graf.{form}", cwd=small)
    assert_told(done, 0)
    assert done.stdout == ""
    assert sorted(path.name for path in small.iterdir()) == [f"graf.{form}", "kg.db"]
    checked = kg("check", f"graf.{form}", cwd=small)
    assert_told(checked, 0, " 0 violations")
    assert not checked.stderr.startswith("0 triples")


def test_cli_export_prints_what_it_would_write(five: Path, small: Path) -> None:
    assert kg("export", "-o", "graf.nq", cwd=small).returncode == 0
    assert (small / "graf.nq").read_text("utf-8") == quads(five)


def test_cli_export_leaves_an_old_file_alone_when_it_fails(large: Path) -> None:
    (large / "graf.nq").write_text("lama", "utf-8")
    done = in_bash('ulimit -f 100; exec "$@"', "export", "-o", "graf.nq", cwd=large)
    assert_told(done, 1, "make room")
    assert (large / "graf.nq").read_text("utf-8") == "lama"
    assert sorted(path.name for path in large.iterdir() if path.name.startswith((".", "g"))) == ["graf.nq"]


def test_cli_export_names_the_file_that_has_no_room(large: Path) -> None:
    done = in_bash('ulimit -f 100; exec "$@"', "export", "-o", "graf.nq", cwd=large)
    assert_told(done, 1, "graf.nq")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_cli_export_is_utf_8_whatever_the_terminal(encoding: str, five: Path, small: Path) -> None:
    done = kg("export", cwd=small, PYTHONIOENCODING=encoding)
    assert_told(done, 0)
    assert done.stdout == quads(five)


def test_cli_export_says_where_it_cannot_write(small: Path) -> None:
    assert_told(kg("export", "-o", "tak/ada/graf.nq", cwd=small), 1, "graf.nq")


def test_cli_export_writes_into_a_pipe_and_leaves_it_one(five: Path, small: Path) -> None:
    os.mkfifo(small / "pipa")
    done = in_bash('cat pipa > dibaca & "$@"; status=$?; wait; exit $status', "export", "-o", "pipa", cwd=small)
    assert_told(done, 0, "pipa")
    assert (small / "pipa").is_fifo()
    assert (small / "dibaca").read_text("utf-8") == quads(five)


def test_cli_export_leaves_a_link_to_itself_alone(small: Path) -> None:
    (small / "graf.nq").symlink_to("graf.nq")
    assert_told(kg("export", "-o", "graf.nq", cwd=small), 1, "graf.nq; ")
    assert (small / "graf.nq").is_symlink()


@pytest.mark.parametrize("is_there", [True, False])
def test_cli_export_writes_the_file_behind_a_link(is_there: bool, five: Path, small: Path) -> None:
    (small / "lain").mkdir()
    (small / "graf.nq").symlink_to("lain/asli.nq")
    if is_there:
        (small / "lain" / "asli.nq").write_text("lama", "utf-8")
    assert_told(kg("export", "-o", "graf.nq", cwd=small), 0, "graf.nq")
    assert (small / "graf.nq").is_symlink()
    assert (small / "lain" / "asli.nq").read_text("utf-8") == quads(five)
    assert [path.name for path in (small / "lain").iterdir()] == ["asli.nq"]


# --- remove


def test_cli_remove_leaves_what_was_never_there(five: Path, small: Path) -> None:
    assert_told(kg("remove", "000.txt", "001.txt", cwd=small), 0, "2 removed")
    kept = json.loads(kg("stats", "--json", cwd=small).stdout)["articles"]
    assert sorted(article["file"] for article in kept) == ["002.txt", "003.txt", "004.txt"]


def test_cli_remove_names_what_is_not_there(small: Path) -> None:
    assert_told(kg("remove", "tidak-ada.txt", "000.txt", cwd=small), 1, "tidak-ada.txt", "kg stats")
    assert json.loads(kg("stats", "--json", cwd=small).stdout)["counts"]["Article"] == 4


@pytest.fixture
def two_folders(tmp_path: Path) -> Path:
    """A folder with kg.db, built from d1 and d2, which hold different articles called a.txt, and lines b.jsonl."""
    for number, name in enumerate(("d1", "d2")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(news(number), "utf-8")
    lines = (json.dumps({"text": news(n)}) for n in range(2, 5))
    (tmp_path / "d1" / "b.jsonl").write_text("\n".join(lines), "utf-8")
    assert kg("build", "d1", "d2", cwd=tmp_path).returncode == 0
    return tmp_path


def sources(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "kg.db")) as connection:
        return sorted(
            source.removeprefix(f"{folder}/") for (source,) in connection.execute("SELECT source FROM article")
        )


ALL = ["d1/a.txt", "d1/b.jsonl#1", "d1/b.jsonl#2", "d1/b.jsonl#3", "d2/a.txt"]


def test_cli_remove_takes_none_of_two_that_share_a_file_name(two_folders: Path) -> None:
    done = kg("remove", "a.txt", cwd=two_folders)
    assert_told(done, 1, f"{two_folders}/d1/a.txt, {two_folders}/d2/a.txt", "path or id")
    assert sources(two_folders) == ALL


@pytest.mark.parametrize(
    "name, gone",
    [
        ("d1/a.txt", ALL[:1]),
        ("./d2/../d1/a.txt", ALL[:1]),
        ("d1/b.jsonl", ALL[1:4]),
        ("b.jsonl", ALL[1:4]),
        ("d1/b.jsonl#2", ALL[2:3]),
    ],
)
def test_cli_remove_takes_what_a_path_names(name: str, gone: list[str], two_folders: Path) -> None:
    assert_told(kg("remove", name, cwd=two_folders), 0, f"{len(gone)} removed")
    assert sources(two_folders) == [source for source in ALL if source not in gone]


def test_cli_remove_takes_a_path_whose_file_is_gone(two_folders: Path) -> None:
    shutil.rmtree(two_folders / "d2")
    assert_told(kg("remove", "a.txt", cwd=two_folders / "d1", KG_STORE=f"sqlite:{two_folders}/kg.db"), 1, "path or id")
    assert_told(kg("remove", "./a.txt", cwd=two_folders / "d1", KG_STORE=f"sqlite:{two_folders}/kg.db"), 0, "1 removed")
    assert_told(kg("remove", "d2/a.txt", cwd=two_folders), 0, "1 removed")


# --- what a terminal gets

ODD = "e\x1b]0;X\x07\x9b\u202e[/b]\nkg: x"
"""Steers a terminal, turns the writing round, is markup of rich, and makes a line of its own."""

SHOWN = r"e\x1b]0;X\x07\x9b\u202e[/b]\nkg: x"


def assert_harmless(done: Done) -> None:
    assert "Traceback" not in done.stderr
    for stream in (done.stdout, done.stderr):
        assert all(char.isprintable() or char == "\n" for char in stream), stream
        assert not any(line.startswith("kg: x") for line in stream.splitlines())


@pytest.mark.parametrize(
    "words",
    [
        ("build", f"{ODD}.txt"), ("build", "."), ("extract", f"{ODD}.txt"), ("eval", ODD, ODD), ("remove", ODD),
        ("stats", "--store", f"sqlite:{ODD}"), ("stats", "--store", ODD), ("export", "-o", f"{ODD}/x"),
        ("check", f"{ODD}.ttl"), ("ask", ODD), (ODD,), ("stats", ODD),
        ("serve", "--port", ODD), ("build", "--verbose", "."), ("build", "000.txt", "--report", f"{ODD}/x"),
    ],
    ids=lambda words: " ".join(words[:2]).encode("unicode_escape").decode(),
)  # fmt: skip
def test_cli_messages_show_odd_names_and_words_without_obeying_them(words: Sequence[str], small: Path) -> None:
    (small / f"{ODD.replace('/', '')}.txt").write_text("", "utf-8")
    (small / "000.txt").write_text(news(0), "utf-8")
    done = kg(*words, cwd=small)
    assert_harmless(done)
    assert r"\x1b]0;X\x07" in done.stderr + done.stdout


def test_cli_tables_show_odd_titles_without_obeying_them(tmp_path: Path) -> None:
    article = {"headline": ODD, "publisher": ODD, "articleBody": f"{news(1)} {ODD.replace(chr(10), ' ')}"}
    (tmp_path / "[bold]a.json").write_text(json.dumps(article), "utf-8")
    for words in (("extract", "[bold]a.json", "--format", "table"), ("build", "."), ("stats",), ("ask", "Jepang")):
        done = kg(*words, cwd=tmp_path)
        assert_harmless(done)
        assert "MarkupError" not in done.stderr
    table = kg("extract", "[bold]a.json", "--format", "table", cwd=tmp_path).stdout
    assert r"[bold]a.json: e\x1b]0;X\x07\x9b\u202e[/b] kg: x" in table


def test_cli_json_spells_out_what_steers_a_terminal_and_means_the_same(tmp_path: Path) -> None:
    text = f"{news(1)} {ODD} \u2028 “a” \x7f"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    for form in ("json", "jsonl"):
        done = kg("extract", "a.txt", "--format", form, cwd=tmp_path)
        assert_harmless(done)
        found = json.loads(done.stdout)
        assert ODD in (found if form == "jsonl" else found[0])["article"]["text"]


def test_cli_says_nothing_of_a_bad_page_but_its_name_and_reason(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body></body></html>", "utf-8")
    done = kg("extract", "a.html", cwd=tmp_path)
    assert_told(done, 1, "a.html: no article text was found")
    assert len(done.stderr.splitlines()) == 1


def test_cli_build_says_once_how_far_it_is(tmp_path: Path) -> None:
    write_news(tmp_path / "berita", 2)
    assert kg("build", "berita", cwd=tmp_path).stderr.count("2 articles read") == 1


# --- check

BROKEN_SHAPE = """
@prefix jubir: <https://w3id.org/jubir/ns#> .
<https://w3id.org/jubir/id/statement/uji> a jubir:Statement .
"""


def test_cli_check_of_the_store_finds_nothing(small: Path) -> None:
    assert_told(kg("check", cwd=small), 0, " 0 violations")


def test_cli_check_prints_each_violation_with_node_and_reason(tmp_path: Path) -> None:
    (tmp_path / "uji.ttl").write_text(BROKEN_SHAPE, "utf-8")
    done = kg("check", "uji.ttl", cwd=tmp_path)
    assert_told(done, 1, "violations")
    assert "https://w3id.org/jubir/id/statement/uji" in done.stdout
    assert "speaker" in done.stdout


def test_cli_check_gives_json(tmp_path: Path) -> None:
    (tmp_path / "uji.ttl").write_text(BROKEN_SHAPE, "utf-8")
    done = kg("check", "uji.ttl", "--json", cwd=tmp_path)
    assert_told(done, 1)
    found = json.loads(done.stdout)
    assert {violation["node"] for violation in found} == {"https://w3id.org/jubir/id/statement/uji"}
    assert all(violation["message"] for violation in found)


@pytest.mark.parametrize(
    "name, content",
    [("a.ttl", b"<a> <b>"), ("a.nq", b"kabar"), ("a.jsonld", b"{"), ("a.trig", b"\xff\x00"), ("a.txt", b"kabar")],
)
def test_cli_check_names_a_file_that_is_no_rdf(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert_told(kg("check", name, cwd=tmp_path), 1, name)


def test_cli_check_names_a_missing_file(tmp_path: Path) -> None:
    assert_told(kg("check", "tidak-ada.ttl", cwd=tmp_path), 1, "tidak-ada.ttl")


@pytest.mark.parametrize(
    "name, content, parts",
    [
        ("a.ttl", b"@prefix a: <http://a/> .\n\na:b a:c [ .\n", ("line 3: ']' expected",)),
        ("a.trig", b"<http://a> <http://b> 'x'^^ .", ("gives up",)),
        (
            "a.nq",
            b"<http://a> <http://b> <http://c> .\n\nkabar buruk\n<http://a>",
            ("line 3: no statement: kabar buruk",),
        ),
        ("a.nt", b"<http://a> <http://b> <http://c> .\r\n<a> kabar .\r\n", ("line 2: no statement: <a> kabar .",)),
        ("a.jsonld", b'{"@id":\n "http://a" "b"}', ("line 2: Expecting",)),
        ("a.rdf", b"<a>\n</b>", ("line 2: mismatched tag",)),
        ("a.ttl", "# caf\u00e9".encode("cp1252"), ("UTF-8", "byte 5", "save it as UTF-8")),
    ],
)
def test_cli_check_says_what_is_wrong_and_where(
    name: str, content: bytes, parts: Sequence[str], tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    done = kg("check", name, cwd=tmp_path)
    assert_told(done, 1, name, *parts)
    assert len(done.stderr.splitlines()) == 1
    for noise in ("^", "[ \\t]", "b'", "at <>"):
        assert noise not in done.stderr.replace("'x'^^", "")


def test_cli_check_takes_utf_8_as_windows_saves_it(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<http://a> <http://b> <http://c> .", "utf-8-sig")
    assert_told(kg("check", "a.ttl", cwd=tmp_path), 0, "1 triples")


def test_cli_check_names_each_bad_file_and_checks_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("kabar", "utf-8")
    (tmp_path / "b.ttl").write_text(BROKEN_SHAPE, "utf-8")
    (tmp_path / "c.ttl").write_text("<http://a> <http://b> <http://c> .", "utf-8")
    done = kg("check", "a.ttl", "b.ttl", "tidak-ada.nq", "c.ttl", cwd=tmp_path)
    assert_told(done, 1, "kg: a.ttl: ", "kg: tidak-ada.nq: ", "2 triples")
    assert "https://w3id.org/jubir/id/statement/uji" in done.stdout
    assert_told(kg("check", "a.ttl", "c.ttl", cwd=tmp_path), 1, "kg: a.ttl: ", " 0 violations")


@pytest.mark.parametrize(
    "document",
    [
        '{"@context": "PLACE", "@type": "uji"}',
        '{"@context": [{"a": "http://a/"}, ["PLACE"]], "a": "b"}',
        '{"@context": {"@import": "PLACE"}, "uji": "b"}',
        '{"@context": {"a": {"@id": "http://a/", "@context": "PLACE"}}, "a": {"uji": "b"}}',
        '[{"http://a/b": {"\\u0040context": "PLACE", "uji": "b"}}]',
        '{"@context": "PLACE", "@context": {}, "uji": "b"}',
    ],
)
@pytest.mark.parametrize("kind", ["file", "server", "beside"])
def test_cli_check_opens_nothing_but_the_file(kind: str, document: str, tmp_path: Path) -> None:
    (tmp_path / "konteks.jsonld").write_text('{"@context": {"uji": "http://a/uji"}}', "utf-8")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.setblocking(False)
        places = {
            "file": (tmp_path / "konteks.jsonld").as_uri(),
            "server": f"http://127.0.0.1:{listener.getsockname()[1]}/konteks",
            "beside": "konteks.jsonld",
        }
        (tmp_path / "a.jsonld").write_text(document.replace("PLACE", places[kind]), "utf-8")
        done = kg("check", "a.jsonld", cwd=tmp_path)
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert_told(done, 1, "a.jsonld: ", places[kind][:60], "put the context itself")
    assert "triples" not in done.stderr


def test_cli_check_takes_a_context_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_text('{"@context": [null, {"uji": "http://a/uji"}], "uji": "b"}', "utf-8")
    assert_told(kg("check", "a.jsonld", cwd=tmp_path), 0, "1 triples, 0 violations")


# --- stats


def test_cli_stats_shows_store_counts_and_articles(small: Path) -> None:
    done = kg("stats", cwd=small)
    assert_told(done, 0)
    for part in ("sqlite:kg.db", "Statement", "Warta Uji", "000.txt"):
        assert part in done.stdout


def test_cli_stats_gives_json(small: Path) -> None:
    told = json.loads(kg("stats", "--json", cwd=small).stdout)
    assert (told["counts"]["Article"], told["counts"]["Statement"]) == (5, 5)
    assert told["outlets"] == {"Warta Uji": 5}
    assert sorted(article["file"] for article in told["articles"]) == [f"{n:03}.txt" for n in range(5)]


# --- eval


def test_cli_eval_measures_against_annotations(tmp_path: Path) -> None:
    write_news(tmp_path / "berita", 1)
    (tmp_path / "emas").mkdir()
    empty: dict[str, object] = {name: [] for name in ("orgs", "weapons", "meetings", "statements")}
    person = {"name": "Fumio Kishida", "aliases": [], "state": "JP", "official": True, "role": None, "wikidata": None}
    gold = {"article": "000.txt", "lang": "id", "published": None, "persons": [person], "states": ["JP"], **empty}
    (tmp_path / "emas" / "000.json").write_text(json.dumps(gold), "utf-8")
    done = kg("eval", "emas", "berita/000.txt", "--json", cwd=tmp_path)
    assert_told(done, 0)
    assert json.loads(done.stdout)


def test_cli_eval_names_every_broken_annotation(tmp_path: Path) -> None:
    write_news(tmp_path / "berita", 1)
    (tmp_path / "emas").mkdir()
    for name, text in (("a", "{"), ("b", '{"persons": []}'), ("c", json.dumps({key: [] for key in GOLD}))):
        (tmp_path / "emas" / f"{name}.json").write_text(text, "utf-8")
    done = kg("eval", "emas", "berita", cwd=tmp_path)
    assert_told(done, 1, "emas/a.json: cannot be read", "emas/b.json: lacks", "; correct them, or")
    assert "c.json" not in done.stderr


def test_cli_eval_says_what_to_put_into_a_folder_without_annotations(tmp_path: Path) -> None:
    write_news(tmp_path / "berita", 1)
    assert_told(kg("eval", "berita", "berita", cwd=tmp_path), 1, "no annotations (*.json); put one JSON an article")


def test_cli_eval_names_every_article_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "emas").mkdir()
    (tmp_path / "emas" / "a.json").write_text(json.dumps({key: [] for key in GOLD}), "utf-8")
    done = kg("eval", "emas", "a.txt", "b.txt", cwd=tmp_path)
    assert_told(done, 1, "kg: a.txt: ", "kg: b.txt: ", "check the path", "2 articles cannot be used; ")


# --- options


@pytest.mark.parametrize(
    "words",
    [
        ("build", ""), ("build", "a.txt", ""), ("extract", ""), ("check", ""), ("eval", "", "a.txt"), ("eval", ".", ""),
        ("build", "a.txt", "--report", ""), ("export", "-o", ""),
    ],
    ids=repr,
)  # fmt: skip
def test_cli_empty_path_is_not_the_current_folder(words: Sequence[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(news(1), "utf-8")
    done = kg(*words, cwd=tmp_path)
    assert_told(done, 2, "'' is an empty path; give ")
    assert not done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["bangun"],
        ["build"],
        ["build", "a.txt", "--jobs", "0"],
        ["build", "a.txt", "--jobs", "dua"],
        ["build", "a.txt", "--warna"],
        ["extract"],
        ["extract", "-", "--format", "xml"],
        ["ask"],
        ["ask", "a", "b"],
        ["ask", "a", "--first", "0"],
        ["ask", "a", "--first", "101"],
        ["export", "--format", "pdf"],
        ["remove"],
        ["eval", "emas"],
        ["serve", "--port", "http"],
        ["stats", "--store"],
    ],
    ids=" ".join,
)
def test_cli_wrong_words_give_status_2(words: Sequence[str], tmp_path: Path) -> None:
    done = kg(*words, cwd=tmp_path)
    assert_told(done, 2, "usage: kg")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("port", ["65536", "-1"])
def test_cli_port_out_of_range_gives_status_2(port: str, small: Path) -> None:
    assert_told(kg("serve", "--port", port, cwd=small), 2, "usage: kg")


@pytest.mark.parametrize("name", ["", "build", "extract", "ask", "serve", "export", "remove", "check", "stats", "eval"])
def test_cli_help_succeeds(name: str, tmp_path: Path) -> None:
    done = kg(*name.split(), "--help", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"usage: kg {name}".strip() in done.stdout


@pytest.mark.parametrize(
    "words, store",
    [
        (["--store", "sqlite:lain.db", "stats"], ""),
        (["stats", "--store", "sqlite:lain.db"], ""),
        (["stats"], "sqlite:lain.db"),
        (["stats", "--store", "sqlite:lain.db"], "sqlite:tidak-ada.db"),
    ],
    ids=["before", "after", "environment", "option first"],
)
def test_cli_store_is_found_by_option_or_environment(words: Sequence[str], store: str, small: Path) -> None:
    (small / "kg.db").rename(small / "lain.db")
    done = kg(*words, "--json", cwd=small, KG_STORE=store)
    assert_told(done, 0)
    assert json.loads(done.stdout)["store"] == "sqlite:lain.db"


# --- stores that cannot be used

READING = (["ask", "statements by Japan"], ["serve"], ["export"], ["check"], ["stats"])
USING = (*READING, ["remove", "000.txt"])


@pytest.mark.parametrize("words", USING, ids=lambda words: str(words[0]))
def test_cli_missing_store_is_named_and_not_made(words: Sequence[str], tmp_path: Path) -> None:
    assert_told(kg(*words, cwd=tmp_path), 1, "kg.db", "kg build")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [["stats"], ["export"], ["remove", "000.txt"], ["build", "a.txt"]], ids=" ".join)
def test_cli_store_of_a_newer_version_is_left_alone(words: Sequence[str], small: Path) -> None:
    (small / "a.txt").write_text(news(1), "utf-8")
    with closing(sqlite3.connect(small / "kg.db")) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = (small / "kg.db").read_bytes()
    assert_told(kg(*words, cwd=small), 1, "kg.db", "newer", "99")
    assert (small / "kg.db").read_bytes() == before


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def test_cli_build_into_a_locked_store_says_so(small: Path) -> None:
    (small / "baru.txt").write_text(news(77), "utf-8")
    with locked(small / "kg.db"):
        done = kg("build", "baru.txt", cwd=small)
    assert_told(done, 1, "kg.db", "locked", "try again")
    assert json.loads(kg("stats", "--json", cwd=small).stdout)["counts"]["Article"] == 5


def test_cli_remove_from_a_locked_store_says_so(small: Path) -> None:
    with locked(small / "kg.db"):
        done = kg("remove", "000.txt", cwd=small)
    assert_told(done, 1, "kg.db", "locked", "try again")


def test_cli_store_is_readable_while_it_is_locked(five: Path, small: Path) -> None:
    with locked(small / "kg.db"):
        assert quads(small) == quads(five)


@pytest.mark.parametrize("words", [["stats"], ["build", "a.txt"]], ids=lambda words: str(words[0]))
@pytest.mark.parametrize("content", [b"bukan basis data " * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_cli_file_that_is_no_store_is_named_and_left_alone(
    content: bytes, words: Sequence[str], tmp_path: Path
) -> None:
    (tmp_path / "kg.db").write_bytes(content)
    (tmp_path / "a.txt").write_text(news(1), "utf-8")
    assert_told(kg(*words, cwd=tmp_path), 1, "kg.db")
    assert (tmp_path / "kg.db").read_bytes() == content


def foreign(path: Path) -> Path:
    """A database of another program."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE resep (nama TEXT)")
        connection.commit()
    return path


@pytest.mark.parametrize("words", [["stats"], ["build", "a.txt"]], ids=lambda words: str(words[0]))
def test_cli_database_of_another_program_gets_no_tables(words: Sequence[str], tmp_path: Path) -> None:
    path = foreign(tmp_path / "kg.db")
    (tmp_path / "a.txt").write_text(news(1), "utf-8")
    assert_told(kg(*words, cwd=tmp_path), 1, "another program")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("resep",)]


def test_cli_database_of_another_program_is_named(tmp_path: Path) -> None:
    foreign(tmp_path / "kg.db")
    assert_told(kg("stats", cwd=tmp_path), 1, "kg.db")


@pytest.mark.parametrize(
    "url, part",
    [
        ("sqlite:map", "map"),
        ("sqlite:tak/ada/kg.db", "tak/ada"),
        ("mysql:kg", "mysql:kg"),
        ("neo4j://127.0.0.1:1", "neo4j://127.0.0.1:1 does not answer"),
        ("kg.db", "kg.db"),
        ("sqlite:", "sqlite:PATH"),
    ],
)
def test_cli_store_that_cannot_be_reached_is_named(url: str, part: str, tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "a.txt").write_text(news(1), "utf-8")
    assert_told(kg("build", "a.txt", "--store", url, cwd=tmp_path), 1, part)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "map"]


# --- no room


def test_cli_build_on_a_full_disk_says_so_and_leaves_a_readable_store(built: Built, tmp_path: Path) -> None:
    done = in_bash('ulimit -f 400; exec "$@"', "build", built.folder / "berita", cwd=tmp_path)
    assert_told(done, 1, "kg.db", "full")
    assert_told(kg("check", cwd=tmp_path), 0, " 0 violations")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [["export"], ["stats"], ["stats", "--json"]], ids=" ".join)
def test_cli_output_on_a_full_disk_says_so(words: Sequence[str], small: Path) -> None:
    assert_told(in_bash('"$@" > /dev/full', *words, cwd=small), 1, "No space left", "make room")


# --- closed pipes


def test_cli_export_into_head_ends_quietly(built: Built) -> None:
    done = in_bash('set -o pipefail; "$@" | head -1', "export", cwd=built.folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == built.quads[: built.quads.index("\n") + 1]


@pytest.mark.parametrize(
    "words",
    [
        ["export"],
        ["export", "--format", "ttl"],
        ["stats", "--json"],
        ["ask", "statements by Japan", "--json"],
        ["ask", "statements by Japan"],
        ["stats"],
    ],
    ids=" ".join,
)
def test_cli_output_that_nobody_reads_is_no_trouble(words: Sequence[str], small: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            command(*words), cwd=small, env=ENVIRONMENT, stdout=writer, stderr=subprocess.PIPE, text=True,
            timeout=GIVE_UP_S, check=False,
        )  # fmt: skip
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


# --- closed streams


@pytest.mark.parametrize(
    "words",
    [
        ["export"],
        ["export", "--format", "ttl"],
        ["stats"],
        ["stats", "--json"],
        ["ask", "statements by Japan"],
        ["--help"],
    ],
    ids=" ".join,
)
def test_cli_output_that_is_closed_is_told(words: Sequence[str], small: Path) -> None:
    done = in_bash('"$@" >&-', *words, cwd=small)
    assert_told(done, 1, "kg: standard output is closed; ")
    assert len(done.stderr.splitlines()) == 1


def test_cli_extract_tells_that_its_input_is_closed_and_reads_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(news(1), "utf-8")
    done = in_bash('"$@" <&-', "extract", "-", "a.txt", cwd=tmp_path)
    assert_told(done, 1, "kg: -: standard input cannot be read: Bad file descriptor; ")
    assert len(done.stderr.splitlines()) == 1
    assert json.loads(done.stdout)["article"]["file"] == "a.txt"


def test_cli_remarks_go_nowhere_else_when_their_stream_is_closed(small: Path) -> None:
    assert_told(in_bash('"$@" 2>&-', "export", "-o", "graf.nq", cwd=small), 0)
    done = in_bash('"$@" 2>&-', "check", "tidak-ada.nq", cwd=small)
    assert (done.returncode, done.stdout) == (1, "")


def test_cli_build_needs_none_of_the_streams(built: Built, tmp_path: Path) -> None:
    """Workers and the store must not come to stand where the streams stood."""
    done = in_bash('"$@" <&- >&- 2>&-', "build", built.folder / "berita", "--jobs", "2", cwd=tmp_path)
    assert_told(done, 0)
    assert quads(tmp_path) == built.quads


# --- interruption


def articles_in(path: Path) -> int:
    """How many articles have been committed; -1 while there is no store."""
    if not path.exists():
        return -1
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.OperationalError:
        return -1


def full_pipe() -> tuple[int, int]:
    """A pipe that takes nothing more: who writes to it waits until somebody reads."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        while True:
            os.write(writer, b"." * 4096)
    except BlockingIOError:
        os.set_blocking(writer, True)
    return reader, writer


@dataclass(frozen=True)
class Stopped:
    """How a command ended that was sent a signal, in the shell's words, and what it said."""

    status: int
    stderr: str


def stopped_build(articles: Path, folder: Path, number: int) -> Stopped:
    """Build in a folder, and send the signal ``number`` once the first articles are committed.

    The build cannot run past its first line of progress, because standard error takes nothing: so the signal
    always comes in the middle, however fast or slow the machine is.
    """
    reader, writer = full_pipe()
    build = subprocess.Popen(command("build", articles), cwd=folder, env=ENVIRONMENT, stderr=writer)
    os.close(writer)
    try:
        until(lambda: articles_in(folder / "kg.db") > 0, build)
        build.send_signal(number)
        with os.fdopen(reader, "rb") as stream:
            said = stream.read().decode("utf-8").lstrip(".")
        return Stopped(shell_status(build.wait(timeout=GIVE_UP_S)), said)
    finally:
        build.kill()
        build.wait()


def test_cli_build_interrupted_keeps_what_was_committed(built: Built, tmp_path: Path) -> None:
    end = stopped_build(built.folder / "berita", tmp_path, signal.SIGINT)
    assert end.status == 130
    assert "interrupted" in end.stderr
    assert "Traceback" not in end.stderr
    kept = articles_in(tmp_path / "kg.db")
    assert 0 < kept < NUMBER
    assert_told(kg("check", cwd=tmp_path), 0, " 0 violations")


def test_cli_build_killed_leaves_a_store_that_the_next_build_completes(built: Built, tmp_path: Path) -> None:
    end = stopped_build(built.folder / "berita", tmp_path, signal.SIGKILL)
    assert end.status == 137
    kept = articles_in(tmp_path / "kg.db")
    assert 0 < kept < NUMBER
    told = json.loads(kg("build", built.folder / "berita", "--json", cwd=tmp_path).stdout)
    assert (told["unchanged"], told["added"]) == (kept, NUMBER - kept)
    assert quads(tmp_path) == built.quads


def has_open(process: subprocess.Popen[bytes], path: Path) -> bool:
    folder = Path(f"/proc/{process.pid}/fd")
    return any(os.path.realpath(link) == str(path) for link in folder.iterdir())


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="sees in /proc when the store is open")
def test_cli_remove_interrupted_while_it_waits_for_the_store_changes_nothing(five: Path, small: Path) -> None:
    with locked(small / "kg.db"):
        waiting = subprocess.Popen(command("remove", "000.txt"), cwd=small, env=ENVIRONMENT, stderr=subprocess.PIPE)
        try:
            until(lambda: has_open(waiting, small / "kg.db"), waiting)
            waiting.send_signal(signal.SIGINT)
        except BaseException:
            waiting.kill()
            raise
    _, said = waiting.communicate(timeout=GIVE_UP_S)
    assert shell_status(waiting.returncode) == 130
    assert b"Traceback" not in said
    assert quads(small) == quads(five)


NOTE_HANDLER = """
import os, pathlib, signal, sys
if "--multiprocessing-fork" in sys.orig_argv:
    found = signal.getsignal(signal.SIGINT) is signal.SIG_IGN or signal.SIGINT in signal.pthread_sigmask(0, [])
    pathlib.Path(os.environ["NOTES"], str(os.getpid())).write_text("deaf" if found else "hears")
"""


def test_cli_workers_leave_ctrl_c_to_their_parent_from_the_first_moment(tmp_path: Path) -> None:
    """Python runs sitecustomize at the very start of a process."""
    (tmp_path / "hook").mkdir()
    (tmp_path / "notes").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(NOTE_HANDLER, "utf-8")
    write_news(tmp_path / "berita", 1)
    path = f"{tmp_path / 'hook'}{os.pathsep}{ROOT}"
    kg("build", "berita", "--jobs", "2", cwd=tmp_path, PYTHONPATH=path, NOTES=str(tmp_path / "notes"))
    notes = [note.read_text("utf-8") for note in (tmp_path / "notes").iterdir()]
    if not notes:
        pytest.fail("no worker was started")
    assert set(notes) == {"deaf"}


def test_cli_extract_interrupted_while_it_reads_gives_130(tmp_path: Path) -> None:
    reading = subprocess.Popen(
        command("extract", "-"), cwd=tmp_path, env=ENVIRONMENT, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert reading.stdin is not None
    try:
        reading.stdin.write(b"Kabar. " * 20_000)  # more than a pipe holds: the command has begun to read
        reading.stdin.flush()
        reading.send_signal(signal.SIGINT)
        reading.stdin.close()
        assert reading.stderr is not None
        said = reading.stderr.read().decode("utf-8")
        assert shell_status(reading.wait(timeout=GIVE_UP_S)) == 130
    finally:
        reading.kill()
        reading.wait()
    assert "Traceback" not in said


GOLD = ("meetings", "orgs", "persons", "statements", "states", "weapons")
LOSES_CTRL_C = """
import os, signal, sys, time
import extractors.pipeline
from kg.cli import main

load = extractors.pipeline.load

def losing(*options):
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)
    except KeyboardInterrupt:
        pass
    return load(*options)

extractors.pipeline.load = losing
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("words", [("build", "berita"), ("extract", "berita"), ("eval", "emas", "berita")])
def test_cli_ctrl_c_counts_though_a_library_loses_it(words: Sequence[str], tmp_path: Path) -> None:
    write_news(tmp_path / "berita", 2)
    (tmp_path / "emas").mkdir()
    (tmp_path / "emas" / "000.json").write_text(json.dumps({key: [] for key in GOLD}), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LOSES_CTRL_C, *words], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True,
        timeout=GIVE_UP_S, check=False,
    )  # fmt: skip
    assert_told(done, 130, "interrupted")
    assert not done.stdout
    if words[0] == "build":
        assert articles_in(tmp_path / "kg.db") == 0
