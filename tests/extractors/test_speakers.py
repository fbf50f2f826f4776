"""Who is named, who speaks, and for whom: one kind of wording a row. All sentences, names and bodies are ours."""

from pathlib import Path

import pytest

from extractors.official import Served, own_part, speaks_for_government
from extractors.persons.clipping import clips
from tests.extractors.test_records import record


def names(text: str, tmp_path: Path) -> list[str]:
    """Names of the persons of a text, in order."""
    return [person.name for person in record(text, tmp_path).persons]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Kapal itu dibeli dari artis Ratih Hasibalun kemarin.", ["Ratih Hasibalun"]),
        ("Sidang itu menghadirkan Rina Sumarwati, Joko Prasetyo, dan Dewi Anggraeni.",
         ["Rina Sumarwati", "Joko Prasetyo", "Dewi Anggraeni"]),
        ("Polisi menangkap Bambang Wirakusuma alias Abu Rafli di kota itu.", ["Bambang Wirakusuma"]),
        ("Kepala BKPX Thomas Wirandi membuka acara itu.", ["Thomas Wirandi"]),
        ("Wakil Ketua MPR Suwandana, menolak usul itu.", ["Suwandana"]),
        ('"Kami siap," kata Zuhair al - Jaburi di sana.', ["Zuhair al - Jaburi"]),
        ("Acara itu digelar di Jalan Jenderal Ahmad Sutopo kemarin.", []),
        ("Mereka berkumpul di Taman Nasional Karinga, kata warga.", []),
        ("Kapal USS Robert Harris tiba kemarin.", []),
        ("Foto itu dibuat kemarin. (Andrew Miller/Pool via Warta)", []),
        ("Komandan Kodam III Rudi Hartanto hadir.", ["Rudi Hartanto"]),
        ("Mira H Sari datang, lalu Mira Sari pulang.", ["Mira H Sari"]),
        ("Wakil Ketua MPR Bambang Wirakusuma datang. Wakil Ketua MPR Bamwira, menolak usul itu.",
         ["Bambang Wirakusuma"]),
    ],
)  # fmt: skip
def test_persons_are_told_from_other_capitals(text: str, expected: list[str], tmp_path: Path) -> None:
    assert names(text, tmp_path) == expected


def test_person_behind_the_name_of_a_body_is_no_part_of_it(tmp_path: Path) -> None:
    found = record("Pengamat politik dari Universitas Tirtasari Joko Prasetyo menilai usul itu lemah.", tmp_path)
    assert [p.name for p in found.persons] == ["Joko Prasetyo"]
    assert [o.name for o in found.organizations] == ["Universitas Tirtasari"]
    assert [(s.speaker, s.official) for s in found.statements] == [("Joko Prasetyo", False)]


@pytest.mark.parametrize(
    "role, served, official",
    [
        ("Anggota Pansus Angket KPK", Served(), False),
        ("Ketua Komisi III DPR", Served(frozenset({"government"})), False),
        ("Juru Bicara KPK", Served(), True),
        ("calon presiden", Served(), False),
        ("mantan Menteri Luar Negeri", Served(), False),
        ("pengamat militer", Served(), False),
        ("Direktur Kerja Sama ASEAN Kemlu", Served(), True),
        ("Sekretaris Jenderal ASEAN", Served(frozenset({"igo"})), False),
        ("Duta Besar Norwegia untuk PBB", Served(state=True), True),
        ("juru bicara Daya Samudra", Served(), False),
        ("kepala bidang riset", Served(frozenset({"other"})), False),
        ("Kepala Desa Sukamaju", Served(), True),
        ("Sertu", Served(), True),
        ("istri presiden", Served(), False),
        ("Presiden Amerika Serikat", Served(state=True), True),
        ("Direktur Utama PT Daya Samudra", Served(), False),
    ],
)
def test_role_speaks_for_a_government(role: str, served: Served, official: bool) -> None:
    assert bool(speaks_for_government("id", role, served)) is official


def test_role_without_a_telling_word_tells_nothing() -> None:
    assert speaks_for_government("id", "penjahit ulung") is None


@pytest.mark.parametrize(
    "text, speaker, kind",
    [
        ("Pihak KPK menyatakan kasus itu selesai.", "KPK", "org"),
        ("Sumber yang dekat dengan keluarga Joko Prasetyo mengatakan kapal itu karam.", "Sumber", "person"),
        ("Presiden Joko Widodo datang. Kepala Negara mengatakan kapal itu penting.", "Joko Widodo", "person"),
        ("Dubes Norwegia, Ingrid Solberg, tiba. Duta Besar Norwegia mengatakan kapal itu penting.",
         "Ingrid Solberg", "person"),
        ("Ketua tim hukum Wirandi Sutopo, Joko Prasetyo, mengatakan kliennya sakit.", "Joko Prasetyo", "person"),
        ('Kapal itu karam. "Kami akan menolong para awak kapal itu," demikian pernyataan Angkatan Laut Jepang.',
         "Angkatan Laut Jepang", "org"),
        ("Daya Samudra Foundation (DSF) berdiri. DSF mengatakan kapal itu penting.", "Daya Samudra Foundation", "org"),
        ("Ketua tim, menurut maskapai Cakra Buana, sudah pulang.", "Cakra Buana", "org"),
        ("Panen itu memicu kritik dari sejumlah warga Norwegia yang menyebut hutan rusak.",
         "sejumlah warga Norwegia", "group"),
        ("Seorang nelayan kepada kantor berita Reuters mengatakan ombak tinggi.", "Seorang nelayan", "person"),
        ("Banyak pihak menyerukan agar pelabuhan dibuka.", "Banyak pihak", "group"),
        ("Menurut survei Reuters, Joe Biden unggul di kota itu.", "Reuters", "org"),
        ("Berdasarkan data yang dimiliki Kementerian Kesehatan, flu itu reda.", "Kementerian Kesehatan", "org"),
    ],
)  # fmt: skip
def test_speaker_is_resolved(text: str, speaker: str, kind: str, tmp_path: Path) -> None:
    found = record(text, tmp_path).statements
    assert [(s.speaker, s.kind) for s in found][-1:] == [(speaker, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "Joko Prasetyo mungkin menginginkan bahwa kapal itu dijual.",
        "Jika polisi menolak, kapal itu pulang ke pelabuhan.",
        "Kantor berita Warta Uji merilis foto kapal itu dari udara.",
        "Joko Prasetyo bersaksi di sidang itu kemarin.",
    ],
)
def test_supposition_condition_and_picture_are_no_statements(text: str, tmp_path: Path) -> None:
    assert record(text, tmp_path).statements == ()


def test_quotation_alone_in_its_paragraph_is_of_whom_was_quoted_last(tmp_path: Path) -> None:
    text = (
        '"Kapal itu sudah tua," kata Joko Prasetyo di pelabuhan.\n\nKapal itu dibuat tahun 1970.\n\n'
        '"Kami akan menjualnya pada akhir tahun ini."'
    )
    assert [(s.speaker, s.mode) for s in record(text, tmp_path).statements] == [("Joko Prasetyo", "direct")] * 2


@pytest.mark.parametrize(
    "text, name, kind",
    [
        ("Penumpang maskapai Cakra Buana tertahan.", "Cakra Buana", "company"),
        ("Ia kader partai Fajar Baru di sana.", "Fajar Baru", "party"),
        ("Kabar itu dimuat koran Warta Kirana.", "Warta Kirana", "media"),
        ("Badan Meteorologi, Klimatologi dan Geofisika meminta warga waspada.",
         "Badan Meteorologi, Klimatologi dan Geofisika", "government"),
        ("Usul itu dibahas di Kongres kemarin.", "Kongres", "government"),
    ],
)  # fmt: skip
def test_bodies_behind_common_nouns_and_in_lists(text: str, name: str, kind: str, tmp_path: Path) -> None:
    assert [(o.name, o.kind) for o in record(text, tmp_path).organizations] == [(name, kind)]


@pytest.mark.parametrize("text", ["Sebanyak 25 ribu tentara Jepang berlatih.", "Helikopter militer Jepang jatuh."])
def test_troops_and_gear_are_no_bodies(text: str, tmp_path: Path) -> None:
    assert record(text, tmp_path).organizations == ()


def test_party_and_its_short_name_are_one_body(tmp_path: Path) -> None:
    found = record("Kader Partai Golkar berkumpul. Menurut mereka, Golkar siap.", tmp_path).organizations
    assert [len(body.mentions) for body in found] == [2]


@pytest.mark.parametrize(
    "short, name, is_cut",
    [
        ("wirakus", "wirakusuma lestari", True),
        ("wiles", "wirakusuma lestari", True),
        ("wirlst", "wirakusuma lestari", False),
        ("wirkles", "wirakusuma lestari", False),
        ("wir", "wirakusuma lestari", False),
        ("wirakus", "wirakusuma", False),
        ("lestari", "wirakusuma lestari", False),
    ],
)
def test_name_cut_short(short: str, name: str, is_cut: bool) -> None:
    assert clips(short, name.split()) is is_cut


@pytest.mark.parametrize(
    "role, own", [("Duta Besar Norwegia di PBB", "Duta Besar Norwegia"), ("Kepala Polisi di Lyon",) * 2]
)
def test_own_part_of_a_role_is_without_where_its_holder_is_sent(role: str, own: str) -> None:
    assert own_part("id", role) == own


def test_envoy_speaks_for_the_state_that_sends_him(tmp_path: Path) -> None:
    text = "Duta Besar Norwegia untuk Indonesia Arne Solberg mengatakan kapal itu aman. Menurut Solberg, badai reda."
    assert [(s.state, s.official) for s in record(text, tmp_path).statements] == [("NO", True)] * 2
