"""How SQLite goes about queries whose cost must not grow with the square of the answer."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kg.store import open_store
from kg.store.base import Batch, Match, Order
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
