"""Whose words they are, and for whom they are said, by kind of wording. All sentences, names and bodies are ours."""

from pathlib import Path

import pytest

from extractors.official import Served, speaks_for_government
from tests.extractors.test_records import record, said


def spoken(text: str, tmp_path: Path) -> list[tuple[str, bool]]:
    """Speakers of a text with whether they are official, in order."""
    return [(s.speaker, s.official) for s in said(record(text, tmp_path))]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Ketika Rudi Hartanto bertanya soal itu, Menteri Sari Wulandari menjawab bahwa kapal sudah dibeli.",
         [("Sari Wulandari", True)]),
        ("Presiden Norwegia Lars Hagen menerima tamu itu sembari berharap perundingan segera dimulai.",
         [("Lars Hagen", True)]),
        ('Presiden Norwegia Lars Hagen mengecam serangan itu dan menyatakan, "Kami tidak akan diam," katanya.',
         [("Lars Hagen", True)]),
        ("Pemerintah Norwegia menangkap tiga orang setelah kapal itu tiba di pelabuhan.", []),
        ("Kapal itu tenggelam di lepas pantai pada malam hari, media Norwegia melaporkan.",
         [("media Norwegia", False)]),
        ("Menurut Kompas, Menteri Sari Wulandari mengatakan bahwa kapal itu sudah dibeli.", [("Sari Wulandari", True)]),
        ("Presiden Norwegia saat ini, Lars Hagen, mengatakan kapal itu sudah dibeli.", [("Lars Hagen", True)]),
        ("Kanselir Jerman Otto Brandt dan Presiden Prancis menuduh perusahaan itu berbohong soal harga.",
         [("Otto Brandt", True), ("Presiden Prancis", True)]),
        ("Norwegia dan Uni Eropa mengecam serangan itu.", [("Norwegia", True), ("Uni Eropa", False)]),
        ("Para nelayan dari negara tersebut menyatakan akan menjual kapal mereka.",
         [("Para nelayan dari negara tersebut", False)]),
        ("Sejumlah analis militer memperkirakan harga kapal akan naik.", [("Sejumlah analis militer", False)]),
        ("Survei yang digelar Yayasan Bahari Raya menyebutkan nelayan makin sedikit.",
         [("Yayasan Bahari Raya", False)]),
        ("Sementara itu Wirabumi, menteri perikanan Norwegia, menilai harga ikan wajar.", [("Wirabumi", True)]),
        ("Ketua Umum Persaudaraan Bahari yang juga Juru Bicara Partai Samudra, Rudi Hartanto meminta nelayan tenang.",
         [("Rudi Hartanto", False)]),
        ('"Harga ikan wajar," demikian bunyi pernyataan para menteri perikanan Norwegia.',
         [("para menteri perikanan Norwegia", True)]),
        ("Puluhan warga berunjuk rasa di Oslo, Norwegia, Sabtu, menuntut harga ikan diturunkan.",
         [("Puluhan warga", False)]),
    ],
)  # fmt: skip
def test_source_is_the_one_that_the_clause_has(text: str, expected: list[tuple[str, bool]], tmp_path: Path) -> None:
    assert spoken(text, tmp_path) == expected


def test_source_met_in_an_office_is_known_by_a_short_name(tmp_path: Path) -> None:
    text = '"Kapal itu rusak," kata juru bicara militer Norwegia, Xandro Qvell Drmic. Drmic mengatakan kapal ditarik.'
    found = record(text, tmp_path)
    assert [(p.name, p.official, p.state) for p in found.persons] == [("Xandro Qvell Drmic", True, "NO")]
    assert [(s.speaker, s.speaker_id, s.official) for s in said(found)] == [("Xandro Qvell Drmic", "p1", True)] * 2


@pytest.mark.parametrize(
    "text, role",
    [
        ("Menteri Perikanan Norwegia, Datuk Rudi Hartanto, berkata bahwa kapal itu dibeli.",
         "Menteri Perikanan Norwegia"),
        ("Kepala eksekutif pemerintah, Dr. Rudi Hartanto, mengatakan bahwa kapal itu dibeli.",
         "Kepala eksekutif pemerintah"),
    ],
)  # fmt: skip
def test_office_stands_before_an_honorific(text: str, role: str, tmp_path: Path) -> None:
    (person,) = record(text, tmp_path).persons
    assert (person.role, person.official) == (role, True)


def test_office_of_the_time_told_of_is_official_in_the_statement_alone(tmp_path: Path) -> None:
    found = record("Menteri Perikanan Norwegia saat itu, Rudi Hartanto, mengatakan kapal itu dibeli.", tmp_path)
    assert [(p.role, p.official) for p in found.persons] == [("Menteri Perikanan Norwegia saat itu", False)]
    assert [s.official for s in said(found)] == [True]


@pytest.mark.parametrize(
    "role, served, official",
    [
        ("Putra Mahkota", Served(), True),
        ("putra sulung", Served(), False),
        ("Menteri Perlindungan Anak", Served(), True),
        ("pengacara Menteri Perikanan", Served(), False),
        ("Staf Ahli Menteri Perikanan", Served(), True),
        ("Staf Ahli Komisi III DPR", Served(), False),
        ("konsultan bisnis", Served(state=True), False),
        ("Konsul Jenderal RI di Oslo", Served(state=True), True),
        ("Wakil Tetap Norwegia untuk PBB", Served(state=True), True),
        ("Jaksa Mahkamah Pidana Internasional", Served(frozenset({"igo"})), False),
        ("mendiang Raja", Served(), False),
        ("pemimpin oposisi", Served(state=True), False),
        ("Presiden Samudra Airlines", Served(), False),
    ],
)
def test_official_is_told_by_the_words_of_a_role(role: str, served: Served, official: bool) -> None:
    assert bool(speaks_for_government("id", role, served)) is official


@pytest.mark.parametrize(
    "text, act",
    [
        ("Sari Wulandari mengkritisi rencana pembelian kapal itu.", "accuse"),
        ("Sari Wulandari memungkiri bahwa kapal itu sudah dibeli.", "deny"),
        ('"Jual kapal itu," pinta Sari Wulandari.', "urge"),
        ('"Kalian jangan membeli kapal itu, harganya terlalu mahal," kata Sari Wulandari.', "urge"),
        ("Kompas mengatakan kapal itu sudah dibeli tahun lalu.", "report"),
        ("Sari Wulandari meminta maaf atas harga kapal yang mahal.", "say"),
        ("Rencana itu disesalkan oleh Sari Wulandari.", "say"),
    ],
)
def test_act_is_that_of_the_cue_and_of_who_speaks(text: str, act: str, tmp_path: Path) -> None:
    (statement,) = said(record("Sari Wulandari hadir di acara itu. " + text, tmp_path))
    assert statement.act == act


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Kemlu Norwegia menolak usul itu.", [("Kemlu Norwegia", "NO")]),
        ("Panglima Angkatan Bersenjata Norwegia Jenderal Rudi Hartanto datang.",
         [("Angkatan Bersenjata Norwegia", "NO")]),
        ("Tentara Norwegia datang. Kemudian militer Norwegia pergi.", [("Tentara Norwegia", "NO")]),
        ("Partai Samudra menang di Norwegia. Fraksi Samudra menolak usul itu.", [("Partai Samudra", "NO")]),
        ("Juru bicara Kementerian Perikanan Norwegia Xandro Qvell membantah kabar itu.",
         [("Kementerian Perikanan Norwegia", "NO")]),
        ("Kepala Staf Angkatan Laut (KSAL) datang. KSAL lalu pergi.", [("Angkatan Laut", "ID")]),
        ("Mereka bertemu di Samudra International Building kemarin.", []),
        ("Kelompok militan Wirabumi menyerang kapal itu.", [("Wirabumi", None)]),
    ],
)  # fmt: skip
def test_body_has_one_entry_with_its_own_state(
    text: str, expected: list[tuple[str, str | None]], tmp_path: Path
) -> None:
    assert [(o.name, o.state) for o in record(text, tmp_path).organizations] == expected


def test_body_that_bears_arms_is_told_by_the_word_before_it(tmp_path: Path) -> None:
    (body,) = record("Kelompok militan Wirabumi menyerang kapal itu.", tmp_path).organizations
    assert body.kind == "armed_group"
