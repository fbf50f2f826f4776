"""How SQLite goes about queries whose cost must not grow with the square of the answer."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kg.store import open_store
from kg.store.base import And, Batch, Match, Order
from kg.store.sqlite.translate import Translator, page_sql
from ontology.namespaces import NS
from tests.store.made import iri, made, person, statement


def test_sqlite_plan_orders_by_the_values_of_each_row(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with closing(open_store(f"sqlite:{path}")) as store:
        said = (*person("ann", "Ann"), *statement("s1", "ann", "Kami siap", date="2023-09-12"))
        store.write(Batch(add=(made(1, *said),)))
    with closing(sqlite3.connect(path)) as connection:
        found = Translator(connection).query(NS + "Statement", Match(("speaker",), "eq", (iri("person", "ann"),)))
        sql = page_sql(found, Order("date", descending=True), 1, None, 50)
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql.text}", sql.parameters)]
    steps = [step for step in plan if step.startswith("SEARCH v ")]
    assert steps
    assert all("fact_subject (cs=? AND p=?)" in step for step in steps)


def steps_to_answer(path: Path, others: int) -> int:
    """Virtual machine steps for what one of ``others`` + 1 speakers said, counted and in order."""
    with closing(open_store(f"sqlite:{path}")) as store:
        for n in range(others + 1):
            said = (*person(f"p{n}", f"P{n}"), *statement(f"s{n}", f"p{n}", "Kami siap", date="2023-09-12"))
            store.write(Batch(add=(made(n, *said),)))
    where = And((Match(("speaker",), "eq", (iri("person", "p0"),)), Match(("date",), "not_before", ("2023",))))
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1

    with closing(sqlite3.connect(path)) as connection:
        connection.set_progress_handler(step, 1)
        sql = page_sql(
            Translator(connection).query(NS + "Statement", where), Order("date"), 1, None, 50, is_counted=True
        )
        assert len(connection.execute(sql.text, sql.parameters).fetchall()) == 1
    return steps


def test_sqlite_answers_with_as_much_work_however_much_else_there_is(tmp_path: Path) -> None:
    few, many = steps_to_answer(tmp_path / "few.db", 40), steps_to_answer(tmp_path / "many.db", 400)
    assert many < 1.2 * few
