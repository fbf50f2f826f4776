"""Questions in words, in two languages, over the sample graph and the articles."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.ask import answer
from kg.store.base import Store
from tests.api.test_answers import ask
from tests.running import run_kg

SAME = [
    ("all statements by US officials about the summit", "semua pernyataan pejabat AS tentang KTT"),
    ("statements by Dmitry Peskov about the summit", "pernyataan Dmitry Peskov tentang pertemuan puncak"),
    ("statements by the United States about Russia", "pernyataan Amerika Serikat tentang Rusia"),
    ("all statements by South Korean officials about North Korea", "semua pernyataan pejabat Korsel tentang Korut"),
    ("statements by Russian officials about ammunition", "pernyataan pejabat Rusia tentang amunisi"),
    (
        "statements by US officials about the summit since September 2023",
        "pernyataan pejabat AS tentang KTT sejak September 2023",
    ),
    ("statements by analysts about North Korea", "pernyataan para analis tentang Korea Utara"),
]


@pytest.mark.parametrize("english, indonesian", SAME)
def test_ask_answers_the_same_in_both_languages(english: str, indonesian: str, sample_store: Store) -> None:
    one, other = answer(sample_store, english, first=100), answer(sample_store, indonesian, first=100)
    assert one.reading.is_understood
    assert not one.reading.unknown
    assert not other.reading.unknown
    assert [row.iri for row in one.rows] == [row.iri for row in other.rows]
    assert one.reading.as_json() == other.reading.as_json()


def test_ask_finds_something(sample_store: Store) -> None:
    found = answer(sample_store, SAME[0][0], first=100)
    assert found.total == len(found.rows) > 5
    assert "US" in found.reading.interpretation
    assert "2019" in " ".join(found.reading.others), "the earlier meeting is listed, not mixed in"


@pytest.mark.parametrize(
    "question, lost",
    [
        ("all statements by Zorblax officials about the summit", "Zorblax"),
        ("all statements by US officials about quantum knitting", "quantum knitting"),
        ("what is the weather", "weather"),
        ("statements by US officials about the summit since yesteryear", "yesteryear"),
    ],
)
def test_ask_lists_what_it_cannot_use(question: str, lost: str, sample_store: Store) -> None:
    assert lost in " ".join(answer(sample_store, question, first=5).reading.unknown)


def test_ask_answers_nothing_when_nothing_was_understood(sample_store: Store) -> None:
    found = answer(sample_store, "good morning", first=5)
    assert (found.total, found.rows) == (0, ())
    assert found.reading.unknown


def test_ask_prints_the_same_as_table_and_json(sample_url: str) -> None:
    question = SAME[0][0]
    table = run_kg("ask", question, "--store", sample_url)
    plain = run_kg("ask", question, "--store", sample_url, "--json")
    assert (table.returncode, plain.returncode) == (0, 0)
    found: dict[str, Any] = json.loads(plain.stdout)
    assert found["interpretation"] in " ".join(table.stdout.split())
    for row in found["statements"]:
        assert row["speaker"] in " ".join(table.stdout.replace("│", " ").split())


@pytest.fixture(scope="module")
def news(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """URL of a store built from the five real articles."""
    url = f"sqlite:{tmp_path_factory.mktemp('news') / 'kg.db'}"
    done = run_kg("build", str(shared / "articles"), "--store", url)
    assert done.returncode == 0, done.stderr
    return url


def us_officials(gold: Path) -> list[tuple[str, dict[str, Any]]]:
    """Annotated statements by US officials, with the article's stem."""
    found = []
    for path in sorted(gold.glob("*.json")):
        for statement in json.loads(path.read_text(encoding="utf-8"))["statements"]:
            if statement["official"] and statement["state"] == "US" and not statement.get("optional"):
                found.append((path.stem, statement))
    return found


def rows_of(question: str, store: str) -> list[dict[str, Any]]:
    done = run_kg("ask", question, "--store", store, "--json", "--first", "100")
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, Any]] = json.loads(done.stdout)["statements"]
    return rows


def matching(rows: list[dict[str, Any]], statements: list[tuple[str, dict[str, Any]]]) -> int:
    """How many of the annotated statements share a stretch of 40 characters or all of theirs with a row."""
    contents = [" ".join(row["content"].split()) for row in rows]
    wanted = [" ".join(statement["evidence"].split())[:60] for _, statement in statements]
    return sum(any(text in content or content[:60] in text for content in contents) for text in wanted)


def test_ask_fulfils_the_mission_on_real_articles(shared: Path, news: str) -> None:
    gold = us_officials(shared / "gold")
    sure = [g for g in gold if g[1]["about_meetings"]]
    maybe = [g for g in gold if g[1]["about_meetings_maybe"]]
    for question in SAME[0]:
        rows = rows_of(question, news)
        assert matching(rows, sure) == len(sure) >= 2
        assert matching(rows, maybe) >= 4
        assert len(rows) <= len(sure) + len(maybe)
        speakers = " ".join(row["speaker"] for row in rows)
        assert not any(name in speakers for name in ("Schuster", "Madden", "Easley"))


def test_ask_finds_all_us_officials_on_real_articles(shared: Path, news: str) -> None:
    gold = us_officials(shared / "gold")
    rows = rows_of("all statements by US officials", news)
    assert matching(rows, gold) >= 10
    assert len(rows) <= len(gold)


def meeting_of(question: str, store: Store) -> tuple[str, dict[str, Any], list[str]]:
    """The date of the meeting that a question is read to be about, the filter without it, what was not used."""
    reading = answer(store, question, first=1).reading
    filters = reading.as_json()
    about = filters.pop("about", {})
    assert isinstance(about, dict)
    (name,) = (said.removeprefix("about: ") for said in reading.said if said.startswith("about: "))
    return name.rpartition(", ")[2], filters, reading.unknown


@pytest.mark.parametrize(
    "topic, date, rest",
    [
        ("about the summit in 2019", "2019-04-25", {}),
        ("about the 2019 summit", "2019-04-25", {}),
        ("about the summit on 25 April 2019", "2019-04-25", {}),
        ("about the summit between Kim and Putin on 13 September 2023", "2023-09-13", {}),
        ("about the summit since 12 September 2023", "2023-09-13", {"date": {"from": "2023-09-12"}}),
        ("about the summit in 2019 since 2020", "2019-04-25", {"date": {"from": "2020"}}),
        ("about the summit in 1999", "2023-09-13", {"date": {"from": "1999", "to": "1999"}}),
        ("since 2020 about the summit in 2019", "2019-04-25", {"date": {"from": "2020"}}),
    ],
)
def test_ask_takes_a_date_for_the_meeting_where_one_fits(
    topic: str, date: str, rest: dict[str, Any], sample_store: Store
) -> None:
    assert meeting_of(f"all statements {topic}", sample_store) == (date, rest, [])


@pytest.mark.parametrize("topic", ["KTT 2019", "KTT tahun 2019", "KTT pada April 2019", "KTT pada tahun 2019"])
def test_ask_takes_a_date_for_the_meeting_in_indonesian(topic: str, sample_store: Store) -> None:
    assert meeting_of(f"semua pernyataan tentang {topic}", sample_store) == ("2019-04-25", {}, [])


@pytest.mark.parametrize(
    "when, bounds",
    [
        ("before 13 September 2023", {"to": "2023-09-12"}),
        ("before 1 September 2023", {"to": "2023-08-31"}),
        ("before September 2023", {"to": "2023-08"}),
        ("before January 2023", {"to": "2022-12"}),
        ("until 13 September 2023", {"to": "2023-09-13"}),
        ("after 2023-09-13", {"from": "2023-09-14"}),
        ("after December 2022", {"from": "2023-01"}),
        ("after 2022", {"from": "2023"}),
        ("since 2022", {"from": "2022"}),
        ("since September 13, 2023", {"from": "2023-09-13"}),
        ("on 13 September 2023", {"from": "2023-09-13", "to": "2023-09-13"}),
        ("in September 2023", {"from": "2023-09", "to": "2023-09"}),
        ("since 2022 until 2023", {"from": "2022", "to": "2023"}),
    ],
)
def test_ask_bounds_the_time_of_speaking(when: str, bounds: dict[str, str], sample_store: Store) -> None:
    for question in (
        f"all statements {when}",
        f"statements by US officials {when}",
        f"what did US officials say {when}",
    ):
        reading = answer(sample_store, question, first=1).reading
        assert (reading.as_json()["date"], reading.unknown) == (bounds, []), question


@pytest.mark.parametrize(
    "question",
    [
        "all statements about the summit",
        "statements about missiles",
        "all statements about North Korea since 2023-09-05",
        "all statements since 2023-09-05",
        "semua pernyataan pada September 2023",
        "show all statements about Vladimir Putin",
        SAME[0][0],
    ],
)
def test_ask_needs_no_speaker_and_shows_the_filter_that_ran(question: str, sample_store: Store) -> None:
    asked = ask(
        sample_store,
        "query ($q: String!) { ask(question: $q) { filter unknown statements { totalCount } } }",
        q=question,
    )
    again = "query ($w: StatementFilter) { statements(where: $w) { totalCount } }"
    total = asked["ask"]["statements"]["totalCount"]
    assert asked["ask"]["unknown"] == []
    assert total > 0
    assert ask(sample_store, again, w=asked["ask"]["filter"])["statements"]["totalCount"] == total


def test_ask_shows_a_filter_for_nothing_where_nothing_was_understood(sample_store: Store) -> None:
    shown = answer(sample_store, "bla bla", first=5).reading.as_json()
    again = "query ($w: StatementFilter) { statements(where: $w) { totalCount } }"
    assert ask(sample_store, again, w=shown)["statements"]["totalCount"] == 0


@pytest.mark.parametrize(
    "outer, inner, count",
    [("(first: 3)", "", 3), ("(first: 3)", "(first: 5)", 5), ("(first: 3)", "(first: 20)", 20), ("", "", 20)],
)
def test_ask_takes_the_page_size_said_last(outer: str, inner: str, count: int, sample_store: Store) -> None:
    question = f'question: "{SAME[0][0]}"'.replace("US officials", "all").replace("by all ", "")
    query = f"{{ ask({question} {outer.strip('()')}) {{ statements{inner} {{ nodes {{ id }} }} }} }}"
    assert len(ask(sample_store, query)["ask"]["statements"]["nodes"]) == count
    of_variable = query.replace("{ ask", "query ($n: Int) { ask", 1).replace("statements{", "statements(first: $n) {")
    of_variable = of_variable.replace("statements {", "statements(first: $n) {")
    if not inner:
        assert len(ask(sample_store, of_variable)["ask"]["statements"]["nodes"]) == count
        assert len(ask(sample_store, of_variable, n=2)["ask"]["statements"]["nodes"]) == 2
