"""Building: the store is what the articles say now, whatever came before and in whatever order."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest

from kg.build import Report, build, remove
from kg.cli.workers import extract_or_error, extraction
from kg.errors import InputError, JubirError
from kg.identity import article_iri
from kg.model import Article, Evidence
from kg.read import ReadArticle, Rejected, read_articles, read_text
from kg.record import Record
from kg.store.base import Store
from kg.store.sqlite import SqliteStore
from ontology.namespaces import DATA, NS
from tests.running import quads

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples" / "articles").iterdir())
ENCOUNTER = ("participant", "state", "place", "date")
"""What is said of a meeting itself: true only if it took place."""


@cache
def record_of(article: Article) -> Record | JubirError:
    """Extraction is a function of the article alone, so each is extracted once for all tests."""
    return extract_or_error(article)


def extract(articles: Sequence[Article]) -> Iterator[Record | JubirError]:
    return map(record_of, articles)


def quads_of(articles: Iterable[ReadArticle | Rejected], *, batch_size: int = 64) -> str:
    """The graph of a store that never held anything else."""
    with closing(SqliteStore(":memory:")) as store:
        build(articles, store, extract, batch_size=batch_size)
        return quads(store)


def update(store: Store, *paths: Path, batch_size: int = 64) -> Report:
    return build(read_articles(paths), store, extract, batch_size=batch_size)


def read(*paths: Path) -> list[ReadArticle]:
    return [item for item in read_articles(paths) if isinstance(item, ReadArticle)]


@cache
def examples() -> tuple[ReadArticle, ...]:
    """The example articles, read once."""
    return tuple(read(*EXAMPLES))


@cache
def quads_of_examples() -> str:
    return quads_of(examples())


def without(*paths: Path) -> list[ReadArticle]:
    names = {path.name for path in paths}
    return [item for item in examples() if item.article.file not in names]


def build_examples(store: Store, *, batch_size: int = 64) -> Report:
    return build(examples(), store, extract, batch_size=batch_size)


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with closing(SqliteStore(":memory:")) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example articles that may be edited."""
    return Path(copytree(ROOT / "examples" / "articles", tmp_path / "berita"))


def named(folder: Path, start: str) -> Path:
    (path,) = folder.glob(f"{start}*")
    return path


def news(place: str, number: int = 1) -> str:
    """A small article of its own."""
    return (
        f"{place.upper()}, Warta Uji - Menteri Luar Negeri Jepang Fumio Kishida mengatakan di {place} bahwa naskah "
        f'nomor {number} sudah selesai.\n\n"Kami menunggu jawaban ke-{number} dari Korea Selatan," kata Kishida.\n'
    )


# --- unchanged


def test_build_examples_lose_nothing(store: SqliteStore) -> None:
    report = update(store, *EXAMPLES)
    assert (report.added, report.read, report.rejected) == (len(EXAMPLES), len(EXAMPLES), [])
    assert report.facts > 0
    assert not report.dropped


def test_build_again_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with closing(SqliteStore(str(path))) as store:
        update(store, *EXAMPLES)
    before = path.read_bytes()
    with closing(sqlite3.connect(path)) as watcher, closing(SqliteStore(str(path))) as store:
        seen, written = watcher.execute("PRAGMA data_version").fetchone(), store.about()["written"]
        report = update(store, *EXAMPLES)
        assert watcher.execute("PRAGMA data_version").fetchone() == seen
        assert store.about()["written"] == written
    assert (report.unchanged, report.added, report.replaced) == (len(EXAMPLES), 0, 0)
    assert (report.facts, report.read) == (0, len(EXAMPLES))
    assert path.read_bytes() == before


def test_build_again_extracts_nothing(store: SqliteStore) -> None:
    update(store, *EXAMPLES)
    asked: list[Article] = []

    def noting(articles: Sequence[Article]) -> Iterator[Record | JubirError]:
        asked.extend(articles)
        return extract(articles)

    build(read_articles(EXAMPLES), store, noting)
    assert asked == []


def test_build_counts_a_repeated_article_once(store: SqliteStore) -> None:
    report = update(store, *EXAMPLES, EXAMPLES[0])
    assert (report.added, report.repeated) == (len(EXAMPLES), 1)
    assert quads(store) == quads_of_examples()


def test_build_refuses_a_second_text_for_one_address(store: SqliteStore, folder: Path) -> None:
    first = named(folder, "01")
    other = folder / "01-lain.json"
    other.write_text(first.read_text("utf-8").replace("Watson", "Waters"), "utf-8")
    report = update(store, first, other)
    assert (report.added, len(report.rejected)) == (1, 1)
    assert "https://harian-cakrawala.example/2023/09/05/rencana-kunjungan" in report.rejected[0].reason
    assert report.rejected[0].way_out
    assert quads(store) == quads_of(read(first))


# --- edited

EDITS = [
    ("01", "Shoigu", "Gerasimov"),
    ("01", "mengatakan bahwa perundingan", "membantah bahwa perundingan"),
    ("02", '"datePublished": "2023-09-06"', '"datePublished": "2023-09-07"'),
    ("03", '"name": "Lensa Dunia"', '"name": "Lensa Benua"'),
    ("04", "Timur Jauh Rusia", "Moskow"),
    ("05", '"headline": "Kim', '"headline": "Kabar: Kim'),
    ("05", "Rabu (13/9/2023)", "Jumat (15/12/2023)"),
    ("06", "Peskov pada Kamis", "Zakharova pada Kamis"),
    ("07", "Tidak ada kesepakatan apa pun", "Belum ada kesepakatan apa pun"),
    ("09", "Yoon", "Park"),
    ("10", "April 2019", "Mei 2018"),
    ("13", "Pyongyang", "Wonsan"),
]


@pytest.mark.parametrize("start, old, new", EDITS, ids=[f"{start} {new}" for start, _, new in EDITS])
def test_build_replaces_an_edited_article_exactly(
    start: str, old: str, new: str, store: SqliteStore, folder: Path
) -> None:
    update(store, folder)
    path = named(folder, start)
    text = path.read_text("utf-8")
    assert old in text, "the edit would change nothing"
    path.write_text(text.replace(old, new), "utf-8")
    report = update(store, folder)
    assert (report.replaced, report.added, report.unchanged) == (1, 0, len(EXAMPLES) - 1)
    assert quads(store) == quads_of(read(folder))


def test_build_undoes_an_edit_that_is_taken_back(store: SqliteStore, folder: Path) -> None:
    update(store, folder)
    before, path = quads(store), named(folder, "05")
    text = path.read_bytes()
    path.write_bytes(text.replace(b"Vostochny", b"Baikonur"))
    update(store, folder)
    assert quads(store) != before
    path.write_bytes(text)
    update(store, folder)
    assert quads(store) == before


def test_build_replaces_several_edited_articles_in_small_batches(store: SqliteStore, folder: Path) -> None:
    update(store, folder, batch_size=3)
    for path in folder.iterdir():
        path.write_text(path.read_text("utf-8").replace("Rusia", "Belarus"), "utf-8")
    report = update(store, folder, batch_size=2)
    assert report.replaced + report.unchanged == len(EXAMPLES)
    assert quads(store) == quads_of(read(folder))


def test_build_follows_json_lines_that_are_edited_in_place(store: SqliteStore, tmp_path: Path) -> None:
    path = tmp_path / "banyak.jsonl"
    path.write_text("".join(json.dumps({"text": news(place)}) + "\n" for place in ("Osaka", "Kyoto", "Nara")))
    update(store, path)
    path.write_text("".join(json.dumps({"text": news(place)}) + "\n" for place in ("Osaka", "Kobe", "Nara")))
    update(store, path)
    assert quads(store) == quads_of(read(path))


def texts(store: SqliteStore) -> list[str]:
    return sorted(stored.article.text for stored in store.stored_articles())


def test_build_keeps_an_article_that_moves_before_its_successor(store: SqliteStore, tmp_path: Path) -> None:
    later, moved = tmp_path / "b.txt", tmp_path / "a.txt"
    later.write_text(news("Osaka"))
    update(store, tmp_path)
    later.rename(moved)
    later.write_text(news("Kyoto"))
    update(store, tmp_path)
    assert texts(store) == sorted([news("Osaka"), news("Kyoto")])


def test_build_keeps_an_article_that_moves_behind_its_successor(store: SqliteStore, tmp_path: Path) -> None:
    earlier, moved = tmp_path / "a.txt", tmp_path / "b.txt"
    earlier.write_text(news("Osaka"))
    update(store, tmp_path)
    earlier.rename(moved)
    earlier.write_text(news("Kyoto"))
    update(store, tmp_path)
    assert texts(store) == sorted([news("Osaka"), news("Kyoto")])


def test_build_keeps_json_lines_below_an_inserted_one(store: SqliteStore, tmp_path: Path) -> None:
    path = tmp_path / "banyak.jsonl"
    rows = [json.dumps({"text": news(place)}) + "\n" for place in ("Osaka", "Kyoto", "Nara")]
    path.write_text("".join(rows[1:]))
    update(store, path)
    path.write_text("".join(rows))
    update(store, path)
    assert texts(store) == sorted(news(place) for place in ("Osaka", "Kyoto", "Nara"))


# --- removed


@pytest.mark.parametrize("gone", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_build_removal_leaves_no_trace(gone: Path, store: SqliteStore) -> None:
    build_examples(store)
    remove(store, [gone.name])
    assert quads(store) == quads_of(without(gone))


def test_build_removal_of_all_leaves_nothing(store: SqliteStore) -> None:
    build_examples(store)
    remove(store, [path.name for path in EXAMPLES])
    assert quads(store) == ""
    assert set(store.stats().values()) <= {0}


def test_build_removal_is_undone_by_building_again(store: SqliteStore) -> None:
    build_examples(store)
    before = quads(store)
    remove(store, [path.name for path in EXAMPLES[3:9]])
    build_examples(store)
    assert quads(store) == before


NAMES: list[tuple[str, Callable[[ReadArticle], str]]] = [
    ("id", lambda item: item.article.id),
    ("IRI", lambda item: article_iri(item.article.id)),
    ("URL", lambda item: item.article.url or ""),
    ("file name", lambda item: item.article.file),
]


@pytest.mark.parametrize("name", [row[1] for row in NAMES], ids=[row[0] for row in NAMES])
def test_build_removal_knows_an_article_by(name: Callable[[ReadArticle], str], store: SqliteStore) -> None:
    item = examples()[0]
    build_examples(store)
    assert remove(store, [name(item)]) == [article_iri(item.article.id)]


def test_build_removal_knows_a_text_by_its_path(store: SqliteStore) -> None:
    (path,) = (path for path in EXAMPLES if path.suffix == ".txt")
    build_examples(store)
    assert len(remove(store, [str(path)])) == 1


def test_build_removal_names_what_it_does_not_know_and_removes_the_rest(store: SqliteStore) -> None:
    update(store, *EXAMPLES[:3])
    with pytest.raises(InputError, match=r"tidak-ada\.txt.*; "):
        remove(store, ["tidak-ada.txt", EXAMPLES[0].name])
    assert quads(store) == quads_of(examples()[1:3])


# --- order, chance, processes


@pytest.mark.parametrize("seed", range(6))
def test_build_order_of_articles_makes_no_difference(seed: int) -> None:
    shuffled = list(examples())
    random.Random(seed).shuffle(shuffled)
    assert quads_of(shuffled, batch_size=seed + 1) == quads_of_examples()


def test_build_one_by_one_makes_no_difference(store: SqliteStore) -> None:
    for path in reversed(EXAMPLES):
        update(store, path)
    assert quads(store) == quads_of_examples()


BUILD_AND_PRINT = """
import sys
from pathlib import Path
from kg.build import build
from kg.cli.workers import extraction
from kg.rdf import export
from kg.read import read_articles
from kg.store.sqlite import SqliteStore

store = SqliteStore(":memory:")
with extraction(1) as extract:
    build(read_articles([Path(name) for name in sys.argv[1:]]), store, extract)
sys.stdout.reconfigure(encoding="utf-8")
export(store, "nq", sys.stdout)
"""


def test_build_hash_seed_makes_no_difference() -> None:
    command = [sys.executable, "-c", BUILD_AND_PRINT, *map(str, EXAMPLES)]
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    assert done.stdout.decode("utf-8") == quads_of_examples()


def test_build_number_of_processes_makes_no_difference(store: SqliteStore) -> None:
    with extraction(2) as in_two_processes:
        build(examples(), store, in_two_processes)
    assert quads(store) == quads_of_examples()


# --- trouble


def test_build_goes_on_after_an_article_that_cannot_be_extracted(store: SqliteStore) -> None:
    def stumbling(articles: Sequence[Article]) -> Iterator[Record | JubirError]:
        for article in articles:
            troubled = article.file == EXAMPLES[4].name
            yield InputError(f"{article.file} breaks off") if troubled else record_of(article)

    report = build(examples(), store, stumbling)
    assert report.added == len(EXAMPLES) - 1
    (rejected,) = report.rejected
    assert EXAMPLES[4].name in rejected.reason
    assert quads(store) == quads_of(without(EXAMPLES[4]))


def test_build_reports_rejected_files_and_goes_on(store: SqliteStore, folder: Path) -> None:
    named(folder, "03").write_text('{"articleBody": "terpotong', "utf-8")
    named(folder, "09").write_bytes(b"")
    report = update(store, folder)
    assert (report.added, report.read) == (len(EXAMPLES) - 2, len(EXAMPLES))
    assert [Path(item.path).name[:2] for item in report.rejected] == ["03", "09"]


@pytest.mark.parametrize("stop", [0, 1, 5, 7, 12])
def test_build_interrupted_keeps_whole_batches_and_goes_on_later(stop: int, store: SqliteStore) -> None:
    calls = iter(range(1000))

    def interrupted(articles: Sequence[Article]) -> Iterator[Record | JubirError]:
        for article in articles:
            if next(calls) == stop:
                raise KeyboardInterrupt
            yield record_of(article)

    with pytest.raises(KeyboardInterrupt):
        build(examples(), store, interrupted, batch_size=3)
    kept = stop // 3 * 3
    assert quads(store) == quads_of(examples()[:kept])
    report = build_examples(store)
    assert (report.unchanged, report.added) == (kept, len(EXAMPLES) - kept)
    assert quads(store) == quads_of_examples()


def test_build_takes_a_file_name_that_is_no_utf_8(tmp_path: Path, store: SqliteStore) -> None:
    path = tmp_path / os.fsdecode(b"berita-\xff.txt")
    path.write_text(news("Osaka"))
    (tmp_path / "z.txt").write_text(news("Kyoto"))
    update(store, tmp_path)
    assert news("Kyoto") in texts(store)


# --- claims are not facts


def facts(store: SqliteStore) -> list[Evidence]:
    return [e for facts in store.contributions() for e in facts.evidence]


def meetings(store: SqliteStore) -> set[str]:
    is_a = ("type", NS + "Meeting")
    return {e.fact.subject for e in facts(store) if (e.fact.predicate, e.fact.object) == is_a}


def told(text: str, store: SqliteStore) -> SqliteStore:
    build([read_text(f"MOSKWA, Warta Uji - {text}\n".encode(), "uji.txt")], store, extract)
    return store


MEETING = "Vladimir Putin bertemu Kim Jong Un di Moskow pada 2 Mei 2023"


def test_build_asserts_a_meeting_that_is_told_as_held(store: SqliteStore) -> None:
    told(f"{MEETING}.", store)
    asserted = {e.fact.predicate for e in facts(store) if e.fact.subject in meetings(store) and e.fact.asserted}
    assert asserted >= {"participant", "place", "date"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"Tidak pernah ada pertemuan antara Putin dan Kim Jong Un," kata Peskov.', id="denied in a quote"),
        pytest.param("Vladimir Putin berencana bertemu Kim Jong Un di Moskow pada 2 Mei 2024.", id="planned"),
        pytest.param(f"Kremlin membantah bahwa {MEETING}.", id="denied"),
        pytest.param(f"Amerika Serikat menuduh {MEETING}.", id="accused"),
        pytest.param(f"Kabar bahwa {MEETING} tidak benar, kata Peskov.", id="called untrue"),
        pytest.param(MEETING.replace("bertemu", "diduga bertemu") + ".", id="presumed"),
        pytest.param(MEETING.replace("bertemu", "tidak bertemu") + ".", id="negated"),
    ],
)
def test_build_asserts_nothing_of_a_meeting_that_is(text: str, store: SqliteStore) -> None:
    told(text, store)
    assert meetings(store), "the meeting is there to be asked for"
    asserted = {
        (e.fact.predicate, e.fact.object)
        for e in facts(store)
        if e.fact.subject in meetings(store) and e.fact.predicate in ENCOUNTER and e.fact.asserted
    }
    assert asserted == set()


@pytest.mark.parametrize("verb", ["menuduh", "membantah", "mengklaim"])
def test_build_asserts_no_delivery_that_is_only_claimed(verb: str, store: SqliteStore) -> None:
    told(f"Menteri Luar Negeri Ukraina {verb} Korea Utara mengirim peluru artileri ke Rusia.", store)
    things = tuple(f"{DATA}{kind}/" for kind in ("state", "person", "organization", "weapon"))
    between = {
        (e.fact.subject, e.fact.predicate, e.fact.object)
        for e in facts(store)
        if e.fact.subject.startswith(things) and e.fact.object.startswith(things)
    }
    assert {triple for triple in between if triple[1] != "state"} == set()


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_build_asserts_nothing_of_meetings_denied_or_planned(path: Path, store: SqliteStore) -> None:
    update(store, path)
    found = facts(store)
    unreal = {e.fact.subject for e in found if e.fact.predicate == "status" and e.fact.object in ("denied", "planned")}
    asserted = [e.fact for e in found if e.fact.subject in unreal and e.fact.predicate in ENCOUNTER and e.fact.asserted]
    assert asserted == []


def test_build_writes_plain_triples_only_for_asserted_facts(store: SqliteStore) -> None:
    build_examples(store)
    plain = {tuple(line.split(" ", 2)[:2]) for line in quads(store).splitlines()}
    asserted = {(e.fact.subject, e.fact.predicate) for e in facts(store) if e.fact.asserted}
    withheld = {(e.fact.subject, e.fact.predicate) for e in facts(store) if not e.fact.asserted} - asserted
    assert withheld, "the examples hold denied or planned facts"
    assert not {(f"<{subject}>", f"<{NS}{predicate}>") for subject, predicate in withheld} & plain
