"""Persons with a nickname in quotation marks between their names. All sentences are ours."""

from pathlib import Path

import pytest

from kg.record import PersonRecord
from tests.extractors.test_records import record


def persons(text: str, tmp_path: Path) -> list[PersonRecord]:
    return list(record(text, tmp_path).persons)


@pytest.mark.parametrize(
    "name",
    [
        'Budi "Bagong" Santoso',
        "Budi 'Bagong' Santoso",
        "Budi “Bagong” Santoso",
        "Budi ‘Bagong’ Santoso",
        'Budi "Gus Bagong" Santoso',
    ],
)
def test_name_around_a_nickname_is_of_one_person(name: str, tmp_path: Path) -> None:
    (person,) = persons(f"Menteri Agama {name} tiba di Lima. Santoso mengatakan siap.", tmp_path)
    assert (person.name, person.role, person.aliases) == (name, "Menteri Agama", ("Santoso",))


def test_nickname_between_two_apostrophes_has_one_mark_in_the_name(tmp_path: Path) -> None:
    text = "Menteri Agama Budi ''Bagong'' Santoso tiba di Lima."
    (person,) = persons(text, tmp_path)
    assert person.name == 'Budi "Bagong" Santoso'
    assert [mention.text for mention in person.mentions] == ["Budi ''Bagong'' Santoso"]


@pytest.mark.parametrize(
    "name, key",
    [
        ('Ferdinand "Bongbong" Marcos Jr', "ferdinand-marcos-jr"),  # by the name without it
        ('Budi "Bongbong" Marcos', "ferdinand-marcos-jr"),  # by it for a first name
        ('Budi "Bongbong" Johnson', None),  # a last name alone is not enough
    ],
)
def test_whom_the_gazetteer_has_is_known_with_a_nickname(name: str, key: str | None, tmp_path: Path) -> None:
    (person,) = persons(f"Presiden {name} tiba di Lima.", tmp_path)
    assert (person.name, person.key) == (name, key)


@pytest.mark.parametrize(
    "text",
    [
        'Joko Widodo "Maju" Prabowo Subianto hadir di Lima.',  # two people of the gazetteer
        'Menteri Joko Prasetyo "sangat" Budi Santoso di Lima.',  # no name between the marks
        'Menteri Joko Prasetyo tiba. "Bagong" Budi Santoso pulang.',  # nobody before it
        'Menteri Joko Prasetyo tiba di Lima bersama Budi Santoso, "Bagong".',  # nobody behind it
        'Menteri Joko Prasetyo tiba bersama Budi Santoso "Bagong Gus Dur Maju" Santoso.',  # too long for one
    ],
)
def test_quotation_marks_between_names_are_not_always_a_nickname(text: str, tmp_path: Path) -> None:
    assert not any('"' in person.name for person in persons(text, tmp_path))


def test_headline_does_not_join_names_around_a_verb(tmp_path: Path) -> None:
    text = 'Joko Prasetyo "Sindir" Budi Santoso\n\nJoko Prasetyo dan Budi Santoso tiba di Lima.'
    assert sorted(person.name for person in persons(text, tmp_path)) == ["Budi Santoso", "Joko Prasetyo"]
