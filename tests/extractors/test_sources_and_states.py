"""Who says what in news from abroad, and of which state people and bodies are. All sentences and names are ours."""

from pathlib import Path

import pytest

from kg.record import StatementRecord
from tests.extractors.test_records import record


def speakers(text: str, tmp_path: Path) -> list[str]:
    """The speakers of a text, in order."""
    return [statement.speaker for statement in record(text, tmp_path).statements]


def last(text: str, tmp_path: Path) -> StatementRecord:
    """The last statement of a text."""
    return record(text, tmp_path).statements[-1]


def state_of(name: str, text: str, tmp_path: Path) -> str | None:
    """The state of the one person or body of a name."""
    found = record(text, tmp_path)
    people = [(person.name, person.state) for person in found.persons]
    (state,) = (told for named, told in (*people, *((o.name, o.state) for o in found.organizations)) if named == name)
    return state


@pytest.mark.parametrize(
    "text, speaker",
    [
        ("Seorang saksi mata mengatakan jalan itu ditutup.\n\nPresiden Gabon Omar Sissoko dengan cepat mengutuk "
         'serangan itu dan menyatakan, "Pelakunya akan dihukum berat," katanya di Twitter.', "Omar Sissoko"),
        ('Joko Prasetyo mengatakan siap. Warga di sana akan tetap memilih dia, "ujarnya kepada Warta, Selasa.',
         "Joko Prasetyo"),
        ('Perdana Menteri Belgia Charles Micher juga "menyesalkan" keputusan menterinya yang mendukung Lima.',
         "Charles Micher"),
        ("Ani Sari tiba di Lima. Suami dari Rina Sumarwati ini mengaku tidak tahu.", "Ani Sari"),
        ("Menteri Joko Prasetyo menyambut baik langkah itu.", "Joko Prasetyo"),
        ('Menteri Joko Prasetyo angkat bicara, "Itu bagus sekali."', "Joko Prasetyo"),
        ("Joko Prasetyo merasa, surat itu tidak jelas.", "Joko Prasetyo"),
        ("Data Kementerian Perdagangan menunjukkan bahwa ekspor gandum naik.", "Kementerian Perdagangan"),
        ("Dilansir Wartapos, kapal itu tenggelam.", "Wartapos"),
        ("Dilansir dari laman Kabar Samudra, kapal itu tenggelam.", "Kabar Samudra"),
        ('Menteri Joko Prasetyo menjawab, "tegas saya katakan gandum cukup."', "Joko Prasetyo"),
        ("Pihak terkait mengungkapkan bahwa kapal itu tenggelam.", "Pihak terkait"),
        ("Harian Bogota Pos terbit. Namun, harian Bogota Pos melaporkan bahwa kapal itu tenggelam.", "Bogota Pos"),
    ],
)  # fmt: skip
def test_source_is_found(text: str, speaker: str, tmp_path: Path) -> None:
    assert last(text, tmp_path).speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Komisi Pemberantasan Korupsi berdiri lama. Berdasarkan pantauan, Joko Prasetyo ditahan kemarin.",
        "Menurut laporan, harga gandum naik.",
        "Saat digeledah, polisi menemukan satu karung gandum di mobil itu.",
        "Joko Prasetyo berkeras menghadiri pertemuan di sana.",
        "Joko Prasetyo menunjukkan foto itu kepada warga.",
        "Sebuah penelitian menunjukkan kopi baik bagi jantung.",
        "Dikutip Senin, harga gandum naik.",
        "Mengutip Pancasila, harga gandum naik.",
        "Dilansir dari Presiden Peru, kapal itu tenggelam.",
        "Menteri Joko Prasetyo meninjau gudang. Survei itu menunjukkan bahwa harga gandum naik.",
        "Menurut harian Bogota",
    ],
)
def test_nobody_says_what_no_source_tells(text: str, tmp_path: Path) -> None:
    assert speakers(text, tmp_path) == []


def test_day_is_no_speaker(tmp_path: Path) -> None:
    assert "Senin" not in speakers("Salah satu jemaat di sana, Senin mengatakan ia berharap damai.", tmp_path)


def test_study_is_of_who_made_it_and_its_maker_is_not_who_speaks_on(tmp_path: Path) -> None:
    study = "Studi Universitas Tirtasari menunjukkan, kopi mahal."
    text = f'Dosen Joko Prasetyo mengatakan panen turun. {study} "Itu benar," katanya.'
    assert speakers(text, tmp_path) == ["Joko Prasetyo", "Universitas Tirtasari", "Joko Prasetyo"]


def test_person_and_body_say_something_together(tmp_path: Path) -> None:
    text = "Menteri Joko Prasetyo dan Partai Tirta Jaya yang mengusungnya menyebut sidang itu tidak adil."
    assert speakers(text, tmp_path) == ["Joko Prasetyo", "Partai Tirta Jaya"]


def test_speaker_with_nothing_but_a_name_is_a_person_of_the_record(tmp_path: Path) -> None:
    found = record('"Saya melihat api," kata Rina.', tmp_path)
    assert [person.name for person in found.persons] == ["Rina"]
    assert found.statements[0].speaker_id == found.persons[0].id


def test_statement_that_goes_on_in_other_words_is_mixed(tmp_path: Path) -> None:
    text = '"Saya mundur hari ini," kata Joko Prasetyo sambil menambahkan bahwa keputusan itu berlaku segera.'
    assert last(text, tmp_path).mode == "mixed"
    assert last('"Saya mundur hari ini," kata Joko Prasetyo sambil menunjuk kapal itu.', tmp_path).mode == "direct"


@pytest.mark.parametrize(
    "text, kind, state",
    [
        ("Gudang di Turin terbakar. Kapal dari Manchester dan Liverpool tiba. Otoritas setempat mengatakan api padam.",
         "group", "IT"),
        ("Otoritas Turki mengatakan api padam.", "state", "TR"),
        ("Kapal Kenya dan kapal Peru tiba. Para pejabat mengatakan api padam.", "group", "KE"),
    ],
)  # fmt: skip
def test_unnamed_who_govern_are_of_where_the_news_is(text: str, kind: str, state: str, tmp_path: Path) -> None:
    statement = last(text, tmp_path)
    assert (statement.kind, statement.state, statement.official) == (kind, state, True)


@pytest.mark.parametrize(
    "text, name, state",
    [
        ("Presiden Peru tiba. Kepala Polisi Turin, Mario Verdi, hadir.", "Mario Verdi", "IT"),
        ("Presiden Peru tiba. Kepala Polresta Sukamaju Joko Prasetyo hadir.", "Joko Prasetyo", "ID"),
        ("Kapal Peru tiba. Wali Kota Levaro - Perrin, Luis Soto, mengatakan api padam.", "Luis Soto", "PE"),
        ("Koordinator PBB di Sudan, Anna Lowe, mengatakan gandum langka.", "Anna Lowe", None),
        ('"Gandum langka," ujar Anna Lowe, Perwakilan Khusus Sekjen PBB untuk Sudan.', "Anna Lowe", None),
        ("Duta Besar Peru untuk PBB, Luis Soto, mengatakan gandum langka di Sudan.", "Luis Soto", "PE"),
        ("Menlu Rina Sumarwati mengaku dihubungi Menlu Belanda.", "Rina Sumarwati", "ID"),
        ("Menlu Luis Soto, kata orang, bertemu Menlu Kenya Anna Lowe. Peru siap.", "Anna Lowe", "KE"),
        ("Gempa di Peru. Pusat Tsunami Pasifik menyatakan laut tenang.", "Pusat Tsunami Pasifik", None),
        ("Gempa di Peru. Pusat Tsunami Tirta yang berbasis di Hawaii menyatakan laut tenang.",
         "Pusat Tsunami Tirta", "US"),
        ("Kejahatan di Kenya naik, menurut Kejaksaan Agung setempat.", "Kejaksaan Agung", "KE"),
        ("Kejahatan di Kenya naik, menurut Kejaksaan Agung.", "Kejaksaan Agung", "ID"),
        ("Kejahatan di Jakarta naik, menurut Kejaksaan Agung setempat.", "Kejaksaan Agung", "ID"),
    ],
)  # fmt: skip
def test_state_is_that_of_the_place_or_of_none(text: str, name: str, state: str | None, tmp_path: Path) -> None:
    assert state_of(name, text, tmp_path) == state


@pytest.mark.parametrize(
    "text, official",
    [
        ('Presiden Gabon Omar Sissoko melantik Idris Mahmud sebagai Menteri Sosial. "Saya siap," kata Idris.', True),
        ('Idris Mahmud resmi dilantik menjadi Kepala Staf Angkatan Udara. "Saya siap," kata Idris.', True),
        ('Idris Mahmud ditunjuk sebagai pelatih tim. "Saya siap," kata Idris.', False),
        ('Idris Mahmud akan dilantik sebagai Menteri Sosial. "Saya siap," kata Idris.', False),
        ("Pada 1999 Idris Mahmud diangkat menjadi Menteri Sosial. Idris Mahmud mengatakan gandum cukup.", False),
        ("Idris Mahmud pernah ditunjuk menjadi Menteri Sosial. Idris Mahmud mengatakan gandum cukup.", False),
        ("Pemimpin redaksi Kabar Samudra, Idris Mahmud, mengatakan koran itu tutup.", False),
        ("Pemimpin daerah Samudra Timur, Idris Mahmud, mengatakan jalan itu ditutup.", True),
    ],
)
def test_office_that_is_given_counts(text: str, official: bool, tmp_path: Path) -> None:
    assert last(text, tmp_path).official is official


@pytest.mark.parametrize("line_end", ["\n", " \n"])
def test_quotation_goes_on_to_its_source_on_the_next_line(line_end: str, tmp_path: Path) -> None:
    torn = f'"Harga gandum yang tinggi itu membuat kami semua tenang,{line_end}kata Joko Prasetyo, petani di sana.'
    text = f"Ani Sari mengatakan panen turun.\n\n{torn}"
    assert speakers(text, tmp_path) == ["Ani Sari", "Joko Prasetyo"]


def test_outlet_reports_not_what_others_find(tmp_path: Path) -> None:
    text = "Gandum hilang, demikian laporan Xinhua. Begitu mereka menemukannya, gandum itu dibakar."
    assert speakers(text, tmp_path) == ["Xinhua"]


def test_dead_are_not_meant_by_a_part_of_their_name(tmp_path: Path) -> None:
    text = "Menteri Omar Sissoko tiba. Gudang itu milik mendiang Menteri Joko Sissoko. Semua menunggu Sissoko di sana."
    assert [p.name for p in record(text, tmp_path).persons if p.aliases == ("Sissoko",)] == ["Omar Sissoko"]


@pytest.mark.parametrize(
    "text, speaker",
    [
        ("Riyadh waktu itu membantah ada pertemuan.", "Riyadh"),
        ("Pengamat politik Universitas Airlangga Budi Santoso melihat pertemuan itu sebagai kemajuan.", "Budi Santoso"),
        ("Seorang anggota delegasi membisikkan bahwa suasana sempat dingin.", "Seorang anggota delegasi"),
        ("Menteri Budi Santoso buru-buru menyangkal kabar bahwa jalan itu ditutup.", "Budi Santoso"),
    ],
)
def test_source_is_found_around_times_and_manners(text: str, speaker: str, tmp_path: Path) -> None:
    assert last(text, tmp_path).speaker == speaker


def test_who_only_sees_something_says_nothing(tmp_path: Path) -> None:
    assert speakers("Polisi melihat korban di jalan. Ani Sari melihat rumah itu terbakar.", tmp_path) == []


@pytest.mark.parametrize(
    "text, official",
    [
        ("Menteri Pertanian Budi Santoso dan timpalannya, Ruth Castell, makan. Castell menjanjikan vaksin.", True),
        ("Pengusaha Budi Santoso dan mitranya dari Peru, Ruth Castell, makan. Castell menjanjikan vaksin.", False),
        ('"Tidak ada," kata Kepala Biro Humas Setjen DPR Budi Santoso.', True),
        ('"Tidak ada," kata anggota DPR Budi Santoso.', False),
        ("Menteri Pertanian Budi Santoso tiba. Santoso, mantan gubernur Bali, berjanji akan menanam padi.", True),
    ],
)
def test_standing_is_that_of_counterpart_and_secretariat_and_time(text: str, official: bool, tmp_path: Path) -> None:
    assert last(text, tmp_path).official is official


def test_who_stands_beside_somebody_has_not_his_office(tmp_path: Path) -> None:
    text = "Wakil Presiden Kanada Ruth Castell tiba di Peru. Berdiri di samping Presiden Juan Ramos di Istana Lima, "
    assert last(text + "Castell menyebut korupsi sebagai masalah.", tmp_path).state == "CA"


def test_two_apostrophes_are_a_quotation_mark(tmp_path: Path) -> None:
    text = "''Saya ini cuma makmum,'' seloroh Menteri Agama Budi Santoso. Ia pulang."
    statement = last(text, tmp_path)
    assert (statement.speaker, statement.mode) == ("Budi Santoso", "direct")
    assert text[statement.start : statement.end].startswith("''Saya ini")
    assert statement.quote == "Saya ini cuma makmum,"


def test_mention_over_two_apostrophes_is_the_text_as_written(tmp_path: Path) -> None:
    text = "Menteri Luar Negeri Budi Santoso bertemu dengan ''sahabat lama'' Presiden Peru Ana Ramos."
    (meeting,) = record(text, tmp_path).meetings
    assert [mention.text for mention in meeting.mentions] == ["bertemu dengan ''sahabat lama'' Presiden Peru Ana Ramos"]


def test_short_form_is_of_the_body_that_the_longer_name_ends_with(tmp_path: Path) -> None:
    text = "Pansus Hak Angket Komisi Pemberantasan Korupsi (KPK) dinilai boros. Sikap KPK tegas."
    kinds = {body.name: (body.kind, len(body.mentions)) for body in record(text, tmp_path).organizations}
    assert kinds["KPK"] == ("government", 2)
