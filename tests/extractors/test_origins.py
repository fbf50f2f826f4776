"""Which state people are of where only their names and the article tell. All names but the gazetteer's are ours."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.persons.naming import HIGH, LOW, UNKNOWN, naming, runs
from extractors.persons.origin import SIGNS
from extractors.pipeline import extract_article
from extractors.training.origins import Choice, fitted, table_of
from kg.read.files import read_text
from ontology.gazetteer import states


def state_of(name: str, text: str, without: frozenset[str] = frozenset()) -> str | None:
    """The state of the person of a name in a text."""
    article = read_text(text.encode(), "warta.txt").article
    (person,) = (p for p in extract_article(article, without).persons if p.name == name)
    return person.state


@pytest.mark.parametrize(
    "name, likelier, less",
    [
        ("Taras Marchenyuk", "UA", "DE"),
        ("Gabor Szenkuti", "HU", "SE"),
        ("Fu Zhiqing", "CN", "KP"),
        ("Laksmi Prabandini", "ID", "MM"),
        ("Cemal Yıldırak", "TR", "ID"),
        ("Nawaf bin Fahdan", "SA", "IR"),
        ("Ernesto Villasenor", "MX", "US"),
        ("Caroline Hartwood", "US", "CN"),
    ],
)
def test_letters_tell_where_a_name_is_given(name: str, likelier: str, less: str) -> None:
    table = naming()
    assert table.likeness(name, likelier) > table.likeness(name, less)


def test_names_in_other_letters_and_states_of_no_tradition_tell_nothing() -> None:
    assert naming().likeness("习", "CN") == 0.0
    assert naming().likeness("Ani Sari", "??") == UNKNOWN


@given(st.text(), st.sampled_from(["ID", "US", "KP", "??"]))
def test_any_text_has_a_likeness(name: str, state: str) -> None:
    assert LOW <= naming().likeness(name, state) <= HIGH
    assert all(len(run) == 3 for run in runs(name))


def test_table_has_states_of_the_gazetteer_and_a_weight_for_each_sign() -> None:
    table = naming()
    assert set(table.columns) <= set(states())
    assert set(table.weights) == set(SIGNS)
    assert {len(row) for row in table.rows.values()} == {len(set(table.columns.values()))}


def test_name_weighs_more_than_the_state_beside_it() -> None:
    told = "Menteri Luar Negeri Gabor Szenkuti menuding politikus Swedia menghina Hongaria. Swedia membantah."
    assert state_of("Gabor Szenkuti", told) == "HU"
    assert state_of("Gabor Szenkuti", told, frozenset({"origins"})) == "SE"


def test_office_weighs_more_than_the_name() -> None:
    assert state_of("Taras Marchenyuk", "Menteri Luar Negeri Kanada Taras Marchenyuk tiba di Kyiv, Ukraina.") == "CA"


def test_nobody_is_of_a_state_that_nothing_speaks_for() -> None:
    told = "Tes itu digelar di Iran, Mesir, Peru dan Kenya. Hasil Wu Zhang dan Ivanov Petrovic belum diketahui."
    article = read_text(told.encode(), "warta.txt").article
    assert {p.state for p in extract_article(article).persons} == {None}


def test_own_state_of_an_office_comes_before_those_it_deals_with() -> None:
    told = "Direktur Jenderal Amerika dan Eropa Kemlu RI Budi Santoso mengatakan tamu itu datang."
    assert state_of("Budi Santoso", told) == "ID"


def test_weights_are_learnt() -> None:
    low, high = np.zeros(len(SIGNS)), np.eye(len(SIGNS))[0]
    told = [Choice("a", np.array([low, high]), 1), Choice("b", np.array([high, low]), 0)]
    beta = fitted(told * 20)
    assert beta[0] > 1
    assert np.allclose(beta[1:], 0)


def test_table_tells_traditions_apart() -> None:
    letters = "bcdfghklmnprst"
    ends = [one + other for one in letters for other in letters]
    traditions, rows = table_of(
        [(t, head + end) for t, head in (("northern", "ar"), ("southern", "lu")) for end in ends]
    )
    assert traditions == ["northern", "southern"]
    assert rows["^ar"][0] > rows["^ar"][1]
    assert rows["^lu"][0] < rows["^lu"][1]
