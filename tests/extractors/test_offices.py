"""Persons behind offices, units and forms of address of all kinds. All names are ours."""

from pathlib import Path

import pytest

from tests.extractors.test_records import record


@pytest.mark.parametrize(
    "office",
    [
        "Wali Kota", "Wakil Wali Kota", "Wamenlu", "Menparekraf", "Menristekdikti", "Penjabat", "Negosiator",
        "Kardinal", "Kapendam", "Dirjen Pajak", "Kasat Reskrim", "Juru Runding",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["Budi Santoso", "Jantje Wowor"])
def test_office_is_no_part_of_the_name(office: str, name: str, tmp_path: Path) -> None:
    found = record(f"{office} {name} membantah kabar itu. {name.split()[0]} lalu pulang.", tmp_path)
    assert [(person.name, person.role) for person in found.persons] == [(name, office)]


@pytest.mark.parametrize(
    "text, name, role",
    [
        ("Mantan Kasdam XVI/Pattimura Izaac Latumahina tiba.", "Izaac Latumahina", "Mantan Kasdam XVI/Pattimura"),
        ("Komandan Korem 121/Wirasakti Brigjen TNI Agus Wiratmoko tiba.", "Agus Wiratmoko", "Brigjen TNI"),
        ("Utusan khusus ASEAN untuk Myanmar, Tan Sri Rosli Abdul Mokhtar, akhirnya tiba di Naypyidaw.",
         "Rosli Abdul Mokhtar", "Utusan khusus ASEAN untuk Myanmar"),
        ("Bupati Wahyudi mengatakan siap.", "Wahyudi", "Bupati"),
        ("Kemarin ia bertemu dengan Bupati Ingrid Vestergaard di Jakarta.", "Ingrid Vestergaard", "Bupati"),
    ],
)  # fmt: skip
def test_units_and_forms_of_address_are_no_part_of_the_name(text: str, name: str, role: str, tmp_path: Path) -> None:
    assert [(person.name, person.role) for person in record(text, tmp_path).persons] == [(name, role)]


def test_town_is_no_person(tmp_path: Path) -> None:
    assert record("Kota Budi Santoso sepi. Bupati Kudus mengatakan siap.", tmp_path).persons == ()
