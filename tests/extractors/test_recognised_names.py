"""Names that the trained recogniser sees: where bodies end before them, when they are persons. All names are ours."""

from pathlib import Path

import pytest

from tests.extractors.test_records import record


def persons(text: str, tmp_path: Path) -> list[tuple[str, str | None]]:
    """The persons of a text with their roles, in order."""
    return [(person.name, person.role) for person in record(text, tmp_path).persons]


def bodies(text: str, tmp_path: Path) -> list[str]:
    """The organisations of a text, in order."""
    return [body.name for body in record(text, tmp_path).organizations]


@pytest.mark.parametrize(
    "text, person, body",
    [
        ('"Mobil itu kami tarik," kata Sekretaris DPRD Kota Bekasi Junaidi di Bekasi. Junaidi menyesal.',
         ("Junaidi", "Sekretaris DPRD Kota Bekasi"), "DPRD Kota Bekasi"),
        ('"Itu penting," ujar Direktur Eksekutif Departemen Komunikasi BI Darsono di Jakarta. '
         "Melalui itu, lanjut Darsono, orang belajar.",
         ("Darsono", "Direktur Eksekutif Departemen Komunikasi BI"), "Departemen Komunikasi BI"),
        ("Ani Sari ditemui Ketua Majelis Rendah Maroko Abdelhaq Bensaleh di gedung parlemen, Selasa.",
         ("Abdelhaq Bensaleh", "Ketua Majelis Rendah Maroko"), "Majelis Rendah Maroko"),
        ("Direktur Pengaturan, Perizinan, dan Pengawasan Pinjaman OJK Hendrik Pasagi menuturkan itu wajar.",
         ("Hendrik Pasagi", "Direktur Pengaturan, Perizinan, dan Pengawasan Pinjaman OJK"), "OJK"),
    ],
)  # fmt: skip
def test_body_ends_before_who_serves_it(text: str, person: tuple[str, str], body: str, tmp_path: Path) -> None:
    assert person in persons(text, tmp_path)
    assert body in bodies(text, tmp_path)


@pytest.mark.parametrize(
    "text, person",
    [
        ("Polisi memeriksa rumah Hambani. Dakwaan atas Hambani dibacakan hari ini.", ("Hambani", None)),
        ("Seorang penggagas produk ini, Azar Talibzadeh. Produk itu laku.", ("Azar Talibzadeh", None)),
        ("Bagi oposisi di Berlin, lawatan kilat Kanselir Hennig Brackmeier adalah sinyal kacau.",
         ("Hennig Brackmeier", "Kanselir")),
        ("Menteri Agama Zainal Mustafa berbincang dengan Menteri Haji Arab Saudi Turki Al-Harith.",
         ("Turki Al-Harith", "Menteri Haji Arab Saudi")),
    ],
)  # fmt: skip
def test_recognised_names_are_persons(text: str, person: tuple[str, str | None], tmp_path: Path) -> None:
    assert person in persons(text, tmp_path)


def test_first_name_is_no_state(tmp_path: Path) -> None:
    told = "Zainal Mustafa menemui Turki Al-Harith di Jeddah."
    assert "TR" not in {state.code for state in record(told, tmp_path).states}


def test_day_is_no_person(tmp_path: Path) -> None:
    assert persons("Perundingan dimulai di Kairo, Ahad (16/11). Edisi Ahad menurunkan laporan itu.", tmp_path) == []


def test_office_with_a_stem_of_saying_in_it_is_known_again(tmp_path: Path) -> None:
    told = "Ketua Umum Partai Tani Budi Santoso menolak. Ketua Umum Partai Tani menambahkan bahwa harga naik."
    assert record(told, tmp_path).statements[-1].speaker == "Budi Santoso"
