"""Which encounters are found, who takes part, where, when, and how sure. All sentences are ours."""

import json
from pathlib import Path

import pytest

from extractors import extract
from kg.read import ReadArticle, read_articles
from kg.record import MeetingRecord, Record

DAY = "2023-05-05"
"""A Friday."""


def record(text: str, tmp_path: Path, day: str | None = DAY) -> Record:
    """The record of a text that came out on ``day``."""
    path = tmp_path / "warta.json"
    path.write_text(json.dumps({"text": text, "datePublished": day} if day else {"text": text}), encoding="utf-8")
    (item,) = read_articles([path])
    assert isinstance(item, ReadArticle)
    return extract(item.article)


def the_meeting(text: str, tmp_path: Path) -> MeetingRecord:
    """The one meeting of a text."""
    (meeting,) = record(text, tmp_path).meetings
    return meeting


MACRON = "Presiden Prancis Emmanuel Macron"
ERDOGAN = "Presiden Turki Recep Tayyip Erdogan"
BOTH = {"Emmanuel Macron", "Recep Tayyip Erdogan"}


@pytest.mark.parametrize(
    "sentence",
    [
        f"{MACRON} bertemu {ERDOGAN} di Lyon.",
        f"{MACRON} dan mitranya dari Turki, Recep Tayyip Erdogan, mengadakan pembicaraan di Lyon.",
        f"{MACRON} menggelar pertemuan dengan timpalannya dari Turki, Recep Tayyip Erdogan.",
        f'{MACRON} mengumumkan "perpisahan" itu sewaktu melawat ke Ankara dan bertemu {ERDOGAN}.',
        f"{MACRON} memperingatkan {ERDOGAN} soal gandum dalam percakapan telepon yang panjang.",
        f"{MACRON} dan {ERDOGAN} akan duduk bersama di Lyon.",
        f"{MACRON} bertemu {ERDOGAN} di sela-sela KTT G20 di Lyon.",
        f"{MACRON} dan {ERDOGAN} menggelar pertemuan di Lyon.",
        f"{MACRON} menjamu {ERDOGAN} di Lyon.",
        f"{MACRON} menerima {ERDOGAN} di Lyon.",
        f"{ERDOGAN} disambut {MACRON} di Lyon.",
        f"{ERDOGAN} ditemui {MACRON} di Lyon.",
        f"{MACRON} duduk satu meja dengan {ERDOGAN} di Lyon.",
        f"{MACRON} berbicara sekitar tiga jam dengan {ERDOGAN} di Lyon.",
        f"Naskah itu diteken {MACRON} dan {ERDOGAN} di Lyon.",
        f"{MACRON} menerima utusan Ankara, {ERDOGAN}, di Lyon.",
        f"Pertemuan antara {MACRON} dan {ERDOGAN} berlangsung di Lyon.",
        f"Pertemuan {MACRON} di Lyon dengan {ERDOGAN} berjalan lancar.",
        f"Kesepakatan itu dicapai {MACRON} dan {ERDOGAN} dalam pertemuan bilateral.",
        f"Usai bertemu {ERDOGAN}, {MACRON} mengatakan gudang itu sudah penuh.",
        f"Gudang itu sudah penuh, kata {MACRON} setelah bertemu {ERDOGAN}.",
        f"{MACRON} tiba di Ankara untuk menemui {ERDOGAN}.",
        f"{MACRON} tiba di Lyon. Ia kemudian bertemu {ERDOGAN}.",
        f"{MACRON} mengatakan ia akan bertemu {ERDOGAN}.",
        f"{MACRON} tiba di Lyon. Hal itu disampaikannya usai bertemu {ERDOGAN}.",
        f'"Saya bertemu Presiden Turki Recep Tayyip Erdogan kemarin," kata {MACRON}.',
        f"{MACRON} tiba di Lyon bersama para menteri terkait pertemuannya dengan {ERDOGAN}.",
        f"{MACRON} menandatangani perjanjian itu bersama {ERDOGAN} di Lyon.",
        f"{MACRON} tiba di Lyon. Dalam diskusinya dengan {ERDOGAN}, ia menyinggung gudang itu.",
        f"{MACRON} mendatangi kediaman {ERDOGAN} kemarin.",
        f"{MACRON} berbincang-bincang dengan {ERDOGAN} di Lyon.",
        f"Perjanjian itu ditandatangani {MACRON} dan {ERDOGAN} di Lyon.",
        f"{MACRON} mengunjungi {ERDOGAN} di Ankara.",
        f"{MACRON} menyambangi {ERDOGAN} kemarin.",
        f"{MACRON} menerima delegasi Turki yang dipimpin Recep Tayyip Erdogan di Lyon.",
        f"{MACRON} mengungkapkan pertemuan terakhirnya dengan {ERDOGAN}.",
        f"{MACRON}, yang duduk di samping {ERDOGAN}, memuji gandum.",
        f'"Gudang itu penuh," kata {MACRON} dalam jumpa pers bersama {ERDOGAN} di Lyon.',
        f"{MACRON} dijenguk {ERDOGAN} di Lyon.",
        f"{MACRON} berbuka puasa bersama {ERDOGAN} di Lyon.",
        f"{MACRON} bersilaturahmi ke kediaman {ERDOGAN} kemarin.",
    ],
)
def test_meeting_has_its_two_sides(sentence: str, tmp_path: Path) -> None:
    meeting = the_meeting(sentence, tmp_path)
    assert set(meeting.participants) == BOTH
    assert set(meeting.states) == {"FR", "TR"}


@pytest.mark.parametrize(
    "sentence",
    [
        f"{MACRON} menelepon {ERDOGAN}.",
        f"{MACRON} menghubungi {ERDOGAN}.",
        f"{MACRON} dihubungi {ERDOGAN}.",
        f"{MACRON} dan {ERDOGAN} berbicara melalui telepon.",
        f"{MACRON} berbicara dengan {ERDOGAN} lewat telepon.",
        f"Dalam percakapan telepon dengan {ERDOGAN}, {MACRON} meminta pengertian.",
        f"{MACRON} melakukan pembicaraan per telepon dengan {ERDOGAN}.",
        f"{MACRON} mengontak {ERDOGAN} kemarin.",
    ],
)
def test_meeting_by_telephone_is_a_call(sentence: str, tmp_path: Path) -> None:
    meeting = the_meeting(sentence, tmp_path)
    assert (meeting.kind, set(meeting.participants)) == ("call", BOTH)


@pytest.mark.parametrize(
    "sentence, participants, states, place",
    [
        (f"{MACRON} akan berkunjung ke Mongolia.", {"Emmanuel Macron"}, {"FR", "MN"}, "Mongolia"),
        (f"{MACRON} mengunjungi Mongolia dalam perjalanan panjang.", {"Emmanuel Macron"}, {"FR", "MN"}, "Mongolia"),
        (f"{MACRON} melakukan kunjungan mendadak ke Kyiv.", {"Emmanuel Macron"}, {"FR", "UA"}, "Kyiv"),
        (f"Kunjungan {MACRON} ke Mongolia ditunda.", {"Emmanuel Macron"}, {"FR", "MN"}, "Mongolia"),
        (f"{MACRON} bertolak ke Vietnam dan Laos.", {"Emmanuel Macron"}, {"FR", "VN", "LA"}, "Vietnam"),
        (f"{MACRON} mendarat di Adana, Turki.", {"Emmanuel Macron"}, {"FR", "TR"}, "Adana"),
        (f"{MACRON} menerima kunjungan {ERDOGAN} di Lyon.", BOTH, {"FR", "TR"}, "Lyon"),
        (f"{MACRON} mengundang {ERDOGAN} ke Paris.", BOTH, {"FR", "TR"}, "Paris"),
        ("Delegasi Kenya berkunjung ke Mongolia.", set(), {"KE", "MN"}, "Mongolia"),
    ],
)
def test_visit_has_who_goes_who_receives_and_where(
    sentence: str, participants: set[str], states: set[str], place: str, tmp_path: Path
) -> None:
    visit = the_meeting(sentence, tmp_path)
    assert (visit.kind, set(visit.participants), set(visit.states)) == ("visit", participants, states)
    assert visit.place == place


@pytest.mark.parametrize(
    "sentence, states",
    [
        ("Kenya dan Mongolia akan menggelar perundingan di Jenewa.", {"KE", "MN"}),
        ("Delegasi Kenya dan Mongolia bertemu di Jenewa.", {"KE", "MN"}),
        ("Pertemuan puncak Kenya-Mongolia di Jenewa berakhir.", {"KE", "MN"}),
        ("Menteri Luar Negeri Kenya dan Mongolia bertemu di Jenewa.", {"KE", "MN"}),
        ("Pemerintah Kenya memanggil Duta Besar Mongolia.", {"KE", "MN"}),
        ("Pertemuan itu dihadiri delegasi dari negara-negara seperti Kenya, Mongolia, dan Laos.", {"KE", "MN", "LA"}),
    ],
)
def test_meeting_may_be_of_states(sentence: str, states: set[str], tmp_path: Path) -> None:
    assert set(the_meeting(sentence, tmp_path).states) == states


@pytest.mark.parametrize(
    "sentence, kind, names",
    [
        (f"{MACRON} menghadiri KTT Pangan Dunia di Jenewa.", "summit", {"Emmanuel Macron"}),
        (f"{MACRON} membuka Konferensi Laut Bersih di Jenewa.", "conference", {"Emmanuel Macron"}),
        (f"Gudang itu penuh, kata {MACRON} di sela-sela Sidang Umum PBB.", "conference", {"Emmanuel Macron"}),
        (f"Forum Gandum di Jenewa dihadiri {MACRON} dan {ERDOGAN}.", "conference", BOTH),
        (f"{MACRON} bertemu dengan sejumlah anggota parlemen.", "meeting", {"Emmanuel Macron"}),
        (f"{MACRON} membuka pertemuan Serikat Petani di Lyon.", "conference", {"Emmanuel Macron"}),
        (f"{MACRON} menghadiri Kongres ke-4 Serikat Petani di Lyon.", "conference", {"Emmanuel Macron"}),
        (
            f"{MACRON} menggelar pertemuan tertutup dengan pimpinan Serikat Petani.",
            "meeting",
            {"Emmanuel Macron", "Serikat Petani"},
        ),
        (f"{MACRON} menerima perwakilan petani di Lyon.", "meeting", {"Emmanuel Macron"}),
        (f"{MACRON} mengumpulkan para menteri di Lyon.", "meeting", {"Emmanuel Macron"}),
        (f"Perwakilan petani menemui {MACRON} di Lyon.", "meeting", {"Emmanuel Macron"}),
        ("Menteri Anna Lowe menyambangi kantor KPK di Jakarta.", "visit", {"Anna Lowe"}),
    ],
)
def test_meeting_may_be_a_gathering_or_with_unnamed_people(
    sentence: str, kind: str, names: set[str], tmp_path: Path
) -> None:
    meeting = the_meeting(sentence, tmp_path)
    assert (meeting.kind, set(meeting.participants)) == (kind, names)


def test_meeting_takes_a_name_that_no_list_holds_right_before_its_verb(tmp_path: Path) -> None:
    meeting = the_meeting(f"Dubes Kenya untuk PBB, Orvando Melik telah menemui {MACRON}.", tmp_path)
    assert set(meeting.participants) == {"Orvando Melik", "Emmanuel Macron"}
    assert "KE" in meeting.states


@pytest.mark.parametrize(
    "sentence",
    [
        f"{MACRON} menerima kabar itu dari Turki.",
        f"{MACRON} menyambut baik usul itu.",
        "Warga Kenya terbang ke Mongolia.",
        f"{MACRON} mengatakan seorang sopir berangkat ke Mongolia.",
        "Wisatawan dari Kenya mengunjungi Mongolia.",
        "Final piala itu dimenangi klub tuan rumah. Pelatih timnas Kenya bertemu pelatih timnas Mongolia usai laga.",
        f"{MACRON} ditemui wartawan di Lyon.",
        "Kenya memulai dialog dengan diri sendiri.",
        f"{MACRON} diam. Dalam rapat dengan panitia, {ERDOGAN} mengungkapkan rencana itu.",
        "Menteri Anna Lowe menyambangi kantor KPK untuk diperiksa penyidik.",
        "Gudang itu penuh, kata Menteri Anna Lowe dalam jumpa pers bersama Menteri Diego Soto.",
        f"Kedua presiden akan berbicara pekan depan, tambah {MACRON}.",
        f"Lokasi yang dikunjungi {MACRON} dijaga polisi.",
    ],
)
def test_no_meeting(sentence: str, tmp_path: Path) -> None:
    assert record(sentence, tmp_path).meetings == ()


@pytest.mark.parametrize(
    "text",
    [
        f"{MACRON} bertemu {ERDOGAN} di Lyon. Dalam pertemuan itu, mereka membahas gandum.",
        f"{MACRON} bertolak ke Turki. Macron akan bertemu {ERDOGAN}.",
        f"{MACRON} tiba di Ankara. Kunjungan tersebut berlangsung dua hari. Ia bertemu {ERDOGAN}.",
        f"{MACRON} bertemu {ERDOGAN} di Lyon. Kedua pemimpin bertemu selama dua jam.",
    ],
)
def test_meeting_is_one_entry_for_all_that_is_told_of_it(text: str, tmp_path: Path) -> None:
    meeting = the_meeting(text, tmp_path)
    assert set(meeting.participants) == BOTH
    assert len(meeting.mentions) > 1


def test_calls_with_different_states_are_different(tmp_path: Path) -> None:
    text = f"{MACRON} dihubungi Menlu Kenya. Macron juga dihubungi Menlu Mongolia."
    assert [set(m.states) for m in record(text, tmp_path).meetings] == [{"FR", "KE"}, {"FR", "MN"}]


MODI = "Perdana Menteri India Narendra Modi"


@pytest.mark.parametrize(
    "text, people",
    [
        (f"{MACRON} bertemu {ERDOGAN} dan, secara terpisah, {MODI} di Lyon.",
         [BOTH, {"Emmanuel Macron", "Narendra Modi"}]),
        (f"{MACRON} berbicara dengan {ERDOGAN}, kemudian dengan {MODI} di Lyon.",
         [BOTH, {"Emmanuel Macron", "Narendra Modi"}]),
        (f"{MACRON} menerima {ERDOGAN} dan {MODI} secara bergantian.", [BOTH, {"Emmanuel Macron", "Narendra Modi"}]),
        (f"{MACRON} menelepon {ERDOGAN} dan {MODI}.", [BOTH, {"Emmanuel Macron", "Narendra Modi"}]),
        (f"{MACRON}, {ERDOGAN}, dan {MODI} berunding di Lyon. Macron juga bertemu Erdogan.",
         [BOTH | {"Narendra Modi"}, BOTH]),
        (f"{MACRON} bertemu {ERDOGAN} di Lyon, Rabu (3/5/2023). Keduanya diperkirakan bertemu lagi.", [BOTH] * 2),
        (f"{MACRON} bertemu {ERDOGAN} di Lyon, Maret 2020. Macron dan Erdogan bertemu di Oslo, Juni 2020.", [BOTH] * 2),
        (f"{MACRON} bertemu {ERDOGAN} di Lyon, Rabu (3/5/2023). Mereka diperkirakan bertemu lagi.", [BOTH] * 2),
        (f"{MACRON} bertemu {ERDOGAN} di Lyon, Rabu (3/5/2023). Mereka akan bertemu lagi dengan wali kota.", [BOTH]),
        (f"{MACRON} dan {ERDOGAN} berpidato. Petani melihat mereka, lalu keduanya bertemu.", [BOTH]),
        (f"{MACRON} bertemu {ERDOGAN} di Lyon, Rabu (3/5/2023). Keduanya akan bertemu lagi. Menteri Luar Negeri Turki "
         "Hakan Fidan akan bertemu Menteri Luar Negeri Prancis Catherine Colonna.",
         [BOTH, BOTH, {"Hakan Fidan", "Catherine Colonna"}]),
        (f"{MACRON} bertemu {ERDOGAN} di Lyon. Petani berkumpul. Mereka bertemu di Oslo pada 2 Februari 2023.", [BOTH]),
        (f"{MACRON} bertemu {ERDOGAN} di Lyon, Rabu (3/5/2023). Menurut Macron, ia menemui Erdogan sekali.", [BOTH]),
        (f"{MACRON} bertemu {ERDOGAN} di Lyon, Rabu (3/5/2023). Pertemuan kedua mereka, Mei 2021, digelar di Oslo.",
         [BOTH] * 2),
        (f"{MACRON} bertemu {ERDOGAN} di Lyon, Rabu (3/5/2023). Pertemuan pertama mereka itu berlangsung singkat.",
         [BOTH]),
        (f"{MACRON} bertemu {ERDOGAN} di Lyon, Rabu (3/5/2023). Macron dan Erdogan sepakat bertemu lagi.", [BOTH] * 2),
        (f"{MACRON} bertemu {ERDOGAN} di Lyon, Rabu (3/5/2023). Macron akan menemui Erdogan pada awal Juli.",
         [BOTH] * 2),
        (f"{MACRON} berencana menemui {ERDOGAN}. Macron sudah beberapa kali menemui Erdogan.", [BOTH] * 2),
        (f"{MACRON} bertemu {ERDOGAN} di Lyon. Pesan itu dari Macron untuk {MODI}. Keduanya bertemu di Oslo.",
         [BOTH, {"Emmanuel Macron", "Narendra Modi"}]),
    ],
)  # fmt: skip
def test_meetings_of_the_same_people_are_told_apart(text: str, people: list[set[str]], tmp_path: Path) -> None:
    assert [set(m.participants) for m in record(text, tmp_path).meetings] == people


def test_head_of_state_calls_his_officials_to_him(tmp_path: Path) -> None:
    called = the_meeting(f"{MACRON} memanggil Menteri Luar Negeri Prancis Catherine Colonna, Kamis.", tmp_path)
    assert set(called.participants) == {"Emmanuel Macron", "Catherine Colonna"}
    assert record(f"{MACRON} memanggil {ERDOGAN} tukang gandum.", tmp_path).meetings == ()


def test_one_of_no_known_state_is_not_at_home_where_he_goes(tmp_path: Path) -> None:
    meeting = the_meeting("Pangeran Arvid mengunjungi resmi Kanada pekan ini.", tmp_path)
    assert (meeting.participants, meeting.states, meeting.place) == (("Arvid",), ("CA",), "Kanada")


@pytest.mark.parametrize(
    "sentence",
    [
        f"{ERDOGAN} tidak mengundang {MACRON} untuk bertemu.",
        f"{ERDOGAN} batal mengundang {MACRON} untuk bertemu.",
        f"{MACRON} mengundang kritik {ERDOGAN} untuk bertemu.",
        f"{MACRON} memanggil Menteri Luar Negeri Prancis Catherine Colonna sebagai pengkhianat.",
        f"Kalau {MACRON} memanggil Menteri Luar Negeri Prancis Catherine Colonna, semua beres.",
        f"{MODI} membahas hubungan Prancis dengan {ERDOGAN}.",
        f"{MACRON} bertemu pengusaha dalam negeri dan {MODI} membuka pameran.",
    ],
)
def test_nobody_meets_who_is_not_asked_or_only_spoken_of(sentence: str, tmp_path: Path) -> None:
    assert record(sentence, tmp_path).meetings == ()


def test_pair_at_hand_meets_not_who_speaks_of_one_of_it(tmp_path: Path) -> None:
    text = (
        f"{MACRON} bertemu {ERDOGAN} di Lyon. Juru bicara Rusia Dmitry Peskov mengomentari sikap Macron. "
        "Keduanya bertemu dua jam."
    )
    assert set(the_meeting(text, tmp_path).participants) == BOTH


def test_bare_noun_behind_many_visits_finds_the_meeting(tmp_path: Path) -> None:
    goals = (
        "Jepang Brasil Kanada Mesir Kenya India China Rusia Italia Spanyol Jerman Inggris Belgia Belanda Polandia Irak "
    )
    goals += "Iran Qatar Kuwait Yaman Thailand Vietnam Laos Kamboja"
    visits = " ".join(f"{MACRON} mengunjungi {goal} pada 2023." for goal in goals.split())
    text = f"{MACRON} bertemu {ERDOGAN} di Lyon. {visits} Kedua pemimpin bertemu dua jam. Pertemuan berjalan alot."
    first, *others = record(text, tmp_path).meetings
    assert (set(first.participants), len(first.mentions)) == (BOTH, 3)
    assert len(others) == len(goals.split())


def test_visit_may_go_to_a_seat_of_government(tmp_path: Path) -> None:
    meeting = the_meeting(f"{MACRON} dijadwalkan bertandang ke Gedung Putih pekan depan.", tmp_path)
    assert (meeting.kind, set(meeting.states), meeting.place) == ("visit", {"FR", "US"}, "Gedung Putih")


def test_pair_that_closed_a_gathering_meets_no_others(tmp_path: Path) -> None:
    text = (
        f"{MACRON} dan {ERDOGAN} menutup pertemuan puncak itu di Lyon. Keduanya lebih dulu berbincang dua jam. "
        "Menteri Luar Negeri Turki Hakan Fidan bertemu Menteri Luar Negeri Prancis Catherine Colonna."
    )
    people = [set(m.participants) for m in record(text, tmp_path).meetings]
    assert people == [BOTH, {"Hakan Fidan", "Catherine Colonna"}]


def test_meeting_with_a_delegation_is_the_visit_of_who_leads_it(tmp_path: Path) -> None:
    text = f"{ERDOGAN} akan berkunjung ke Prancis. Delegasi Turki itu akan bertemu {MACRON}."
    assert set(the_meeting(text, tmp_path).participants) == BOTH


@pytest.mark.parametrize(
    "words, status",
    [
        ("akan bertemu", "planned"),
        ("dijadwalkan bertemu", "planned"),
        ("bertemu", "held"),
        ("telah bertemu", "held"),
        ("tidak bertemu", "denied"),
        ("membantah bertemu", "denied"),
    ],
)
def test_meeting_status_is_in_its_words(words: str, status: str, tmp_path: Path) -> None:
    assert the_meeting(f"{MACRON} {words} {ERDOGAN}.", tmp_path).status == status


@pytest.mark.parametrize(
    "text, status",
    [
        (f"Setelah lama direncanakan, pertemuan antara {MACRON} dan {ERDOGAN} akhirnya digelar.", "held"),
        (f"{MACRON} tiba di Turki. Gandum mungkin dibahas dalam pertemuan itu.", "planned"),
        (f"{MACRON} telah sampai di Ankara untuk bertemu {ERDOGAN}.", "planned"),
        (f"Pertemuan {MACRON} dan {ERDOGAN} dipuji. Pertemuan itu akan menjadi yang pertama.", "planned"),
        (f"{MACRON} dijadwalkan bertemu {ERDOGAN}. Keduanya bertemu guna membahas gandum.", "planned"),
        (f"{MACRON} akan bertemu {ERDOGAN}, lalu pulang.", "planned"),
        (f"{MACRON} akan bertemu {ERDOGAN} lalu pulang.", "planned"),
        (f"{MACRON} pernah bertemu {ERDOGAN} beberapa waktu lalu.", "past"),
        (f"{MACRON} meminta bertemu {ERDOGAN}.", "planned"),
        (f"Rencana pertemuan {MACRON} dan {ERDOGAN} dibantah.", "denied"),
    ],
)
def test_meeting_status_is_in_all_that_is_told_of_it(text: str, status: str, tmp_path: Path) -> None:
    assert the_meeting(text, tmp_path).status == status


def test_meeting_of_whom_another_tells_of(tmp_path: Path) -> None:
    meeting = the_meeting(f"{MACRON} disebut Raja Salman menemui {ERDOGAN}.", tmp_path)
    assert set(meeting.participants) == BOTH


def test_gathering_of_this_year_is_not_past_and_has_the_state_for_its_place(tmp_path: Path) -> None:
    meeting = the_meeting(f"{MACRON} menghadiri Konferensi Gandum tahun 2023 di Turki.", tmp_path)
    assert (meeting.status, meeting.place) == ("held", "Turki")


def test_meeting_called_off_is_denied(tmp_path: Path) -> None:
    meeting = the_meeting(f"Pertemuan antara {MACRON} dan {ERDOGAN} batal digelar.", tmp_path)
    assert meeting.status == "denied"


def test_meeting_weeks_before_the_news_is_past(tmp_path: Path) -> None:
    text = f"{MACRON} bertemu {ERDOGAN} pada 2 Maret 2023."
    assert the_meeting(text, tmp_path).status == "past"


def test_meeting_is_no_older_for_what_it_is_the_first_since(tmp_path: Path) -> None:
    meeting = the_meeting(f"Ini kunjungan pertama {MACRON} ke Mongolia sejak hubungan dibuka tahun 1965.", tmp_path)
    assert (meeting.status, meeting.date) == ("held", "2023-05")


def test_arrival_is_no_meeting_yet(tmp_path: Path) -> None:
    meeting = the_meeting(f"{MACRON} telah tiba di Turki. Ia akan bertemu {ERDOGAN}.", tmp_path)
    assert meeting.status == "planned"


@pytest.mark.parametrize(
    "where, place",
    [
        ("di Lyon", "Lyon"),
        ("di KTT Pangan, Jenewa", "Jenewa"),
        ("di Istana Kelabu", "Istana Kelabu"),
        ("di Turki", None),
    ],
)
def test_meeting_place(where: str, place: str | None, tmp_path: Path) -> None:
    assert record(f"{MACRON} bertemu {ERDOGAN} {where}.", tmp_path).meetings[0].place == place


def test_gathering_is_held_in_the_town_it_names(tmp_path: Path) -> None:
    found = the_meeting(f"{MACRON} menghadiri KTT Iklim di Antalya, Turki.", tmp_path)
    assert (found.place, found.states) == ("Antalya", ("FR", "TR"))


def test_meeting_names_a_president_without_his_office(tmp_path: Path) -> None:
    text = f"Presiden Joko Widodo tiba di Lyon. Presiden Jokowi bertemu {MACRON}."
    found = record(text, tmp_path)
    assert "Presiden Jokowi" not in {p.name for p in found.persons}
    assert {"Joko Widodo", "Emmanuel Macron"} in [set(m.participants) for m in found.meetings]


def test_meeting_place_may_stand_before(tmp_path: Path) -> None:
    assert the_meeting(f"Di Lyon, {MACRON} bertemu {ERDOGAN}.", tmp_path).place == "Lyon"
    assert the_meeting(f"{MACRON} datang ke Istana Kelabu menemui {ERDOGAN}.", tmp_path).place == "Istana Kelabu"


@pytest.mark.parametrize(
    "words, iso",
    [
        ("pekan lalu", "2023-04"),
        ("pada bulan Maret", "2023-03"),
        ("awal Juni", "2022-06"),
        ("pada Juni dan Juli 2019", "2019-07"),
        ("pekan depan", "2023-05"),
        ("tiga hari lalu", "2023-05-02"),
        ("dua bulan lalu", "2023-03"),
        ("lima tahun silam", "2018"),
        ("kemarin", "2023-05-04"),
        ("pada 2-4 Mei", "2023-05-02"),
        ("pada 8 hingga 9 Mei 2023", "2023-05-08"),
    ],
)
def test_date_counts_from_publication(words: str, iso: str, tmp_path: Path) -> None:
    assert the_meeting(f"{MACRON} bertemu {ERDOGAN} {words}.", tmp_path).date == iso


@pytest.mark.parametrize(
    "rest, iso",
    [
        ("Anggaran 2017 sudah disusun untuk 2017.", "2017-03-27"),
        ("Anggaran 2016 sudah disusun, bukan sebelum 2016.", "2017-03-27"),
        ("Gudang itu sudah penuh.", None),
        ("Gudang itu dibangun pada 1960 dan 1960.", None),
    ],
)
def test_date_without_a_year_is_of_the_year_the_text_names(rest: str, iso: str | None, tmp_path: Path) -> None:
    text = f"{MACRON} bertemu {ERDOGAN}, Senin (27/3). {rest}"
    (meeting,) = record(text, tmp_path, None).meetings
    assert meeting.date == iso


def test_full_date_of_another_year_than_the_days_dates_nothing_else(tmp_path: Path) -> None:
    """The fourth of May 2023 was a Thursday, that of 2007 was none."""
    rest = "Macron pulang pada Jumat (5/5). Gudang dibangun pada 2 November 2007."
    (meeting,) = record(f"{MACRON} bertemu {ERDOGAN}, Kamis (4/5). {rest}", tmp_path, None).meetings
    assert meeting.date is None


def test_days_of_the_year_before_agree_with_a_full_date(tmp_path: Path) -> None:
    text = f"Paris, 2 Januari 2023 - {MACRON} bertemu {ERDOGAN}, Jumat (30/12). Macron pulang pada Sabtu (31/12)."
    (meeting,) = record(text, tmp_path, None).meetings
    assert meeting.date == "2022-12-30"


def test_date_in_a_name_dates_nothing(tmp_path: Path) -> None:
    text = f"{MACRON} bertemu {ERDOGAN} di Universitas 17 Agustus 1945, Senin."
    (meeting,) = record(text, tmp_path, None).meetings
    assert meeting.date is None


# --- what statements are about


def about(text: str, tmp_path: Path) -> list[tuple[str, ...]]:
    """The meetings that each statement of a text is about."""
    return [s.about.meetings for s in record(text, tmp_path).statements]


NEWS = f"{MACRON} bertemu {ERDOGAN} di Lyon, Kamis (4/5/2023).\n\n"


@pytest.mark.parametrize(
    "statement",
    [
        '"Kami membahas harga gandum," kata Macron.',
        "Macron mengatakan kedua pemimpin sepakat menurunkan harga gandum.",
        "Menurut Macron, pertemuan itu berjalan lancar.",
        "Dalam pertemuan tersebut, Macron mengatakan harga gandum terlalu tinggi.",
    ],
)
def test_statement_about_a_meeting(statement: str, tmp_path: Path) -> None:
    assert about(NEWS + statement, tmp_path)[-1] == ("m1",)


@pytest.mark.parametrize(
    "statement",
    [
        '"Gudang itu sudah penuh," kata seorang pedagang usai pertemuan itu.',
        "Seorang pedagang mengatakan gudang itu sudah penuh.",
    ],
)
def test_statement_not_about_a_meeting(statement: str, tmp_path: Path) -> None:
    assert about(NEWS + statement, tmp_path)[-1] == ()


def test_statement_goes_on_about_the_meeting_that_its_speaker_named(tmp_path: Path) -> None:
    goes_on = 'Menurut Macron, pertemuan itu berjalan lancar. "Gudang itu sudah penuh," katanya.'
    assert about(NEWS + goes_on, tmp_path)[-2:] == [("m1",), ("m1",)]


@pytest.mark.parametrize(
    "statement",
    [
        'Menurut Macron, pertemuan itu berjalan lancar. "Gudang di Kanada itu sudah penuh," katanya.',
        'Menurut Macron, pertemuan itu berjalan lancar. "Gudang itu sudah penuh," kata seorang pedagang.',
    ],
)
def test_statement_of_others_or_other_states_does_not_go_on(statement: str, tmp_path: Path) -> None:
    assert about(NEWS + statement, tmp_path)[-1] == ()


def test_statement_that_names_another_meeting_is_about_that_one(tmp_path: Path) -> None:
    other = "Macron mengatakan kedua negara siap membeli gandum jika Menteri Anna Lowe bertemu Menteri Diego Soto."
    assert about(NEWS + other, tmp_path)[-1] == ("m2",)


ENVOY = "Juru bicara pemerintah Kanada Anna Lowe"


def test_meeting_of_both_leaders_is_of_the_heads_named_before(tmp_path: Path) -> None:
    text = (
        f"{MACRON} akan bertemu {ERDOGAN} di Lyon.\n\n"
        f"{ENVOY} bertemu Menteri Pertanian Turki Ibrahim Yumakli kemarin.\n\n"
        "Kedua pemimpin terakhir kali bertemu pada Maret 2021."
    )
    (earlier,) = (m for m in record(text, tmp_path).meetings if m.date == "2021-03")
    assert set(earlier.participants) == BOTH


@pytest.mark.parametrize(
    "sentence",
    [
        f'"Kami mendesak Prancis untuk menghentikan perundingan dengan Turki," kata {ENVOY}.',
        f"{ENVOY} mengatakan perundingan dengan Turki berjalan lambat.",
        f"Menurut Anna Lowe, {MACRON} bertemu {ERDOGAN} di Lyon.",
    ],
)
def test_meeting_is_not_of_those_who_tell_of_it(sentence: str, tmp_path: Path) -> None:
    meetings = record(f"{ENVOY} tiba di Lyon.\n\n{sentence}", tmp_path).meetings
    assert all("Anna Lowe" not in m.participants for m in meetings)


# --- encounters of other news than those the rules were first made for

LOWE = "Menteri Luar Negeri Kanada Anna Lowe"
SOTO = "Menteri Luar Negeri Peru Diego Soto"
TWO = {"Anna Lowe", "Diego Soto"}


@pytest.mark.parametrize(
    "sentence",
    [
        f"{LOWE} berkunjung ke rumah pribadi {SOTO}, Jumat.",
        f"{LOWE} melakukan percakapan yang panjang dengan {SOTO}.",
        f"{LOWE} terlibat perbincangan yang berlangsung singkat dengan {SOTO}.",
        f"{LOWE} berbicara via telepon dengan {SOTO}.",
        f"{LOWE} menerima telepon dari {SOTO}.",
        f"Bertemu {SOTO}, {LOWE} memuji gudang itu.",
        f"LIMA - Bertemu {SOTO}, {LOWE} memuji gudang itu.",
        f"{LOWE} tiba di Lima ketika ia bertemu {SOTO}.",
        f"{LOWE} dan {SOTO} dipertemukan di Lima.",
        f"{LOWE} bermain golf dengan {SOTO}.",
        f"{LOWE} dan {SOTO} berbincang di beranda.",
        f"{LOWE} dan {SOTO} sempat bertegur sapa di Lima.",
        f"{LOWE} membahas Chile dengan {SOTO} di Lima.",
        f"{LOWE} menemui mendiang {SOTO} di Lima.",
        "Anna Lowe menemui Menteri Dalam Negeri Peru Diego Soto di Lima.",
        "Pertemuan antara Anna Lowe dan Menteri Dalam Negeri Peru Diego Soto berlangsung lama.",
        f"Pertemuan antara Kanada yang diwakili {LOWE} dan Peru yang diwakili {SOTO} berlangsung lama.",
        f"{LOWE} mengundang {SOTO} guna membahas gandum.",
        f"{LOWE} mengaku telah mengundang {SOTO} untuk bertemu pekan depan.",
        f"{LOWE} tiba Jumat pagi. Ia dan {SOTO} bersua untuk pertama kali.",
        f"{LOWE} pulang ke Ottawa. Perjumpaan ketiganya dengan {SOTO} di Lima berlangsung singkat.",
        f"Percakapan antara {LOWE} dengan Menteri Luar Negeri Peru, Dr. Diego Soto, berlangsung lama.",
        f"{LOWE} didampingi Menteri Pertanian Ibrahim Malik menerima kunjungan {SOTO}.",
        f"{LOWE} mendapat telepon dari {SOTO}.",
        f"{LOWE} dan {SOTO} berbicara selama satu jam lewat telepon.",
        f"{LOWE} menggelar telewicara dengan {SOTO}.",
        f"{LOWE} melakukan komunikasi dengan {SOTO}.",
        f"{LOWE} berpelukan dengan {SOTO}.",
        f"{LOWE} terbang ke Lima dan memeluk {SOTO}.",
        f"{LOWE} dan {SOTO} melakukan olahraga golf bersama.",
        f"{LOWE} dan {SOTO} membicarakan gandum di Lima.",
        f"{LOWE} dan {SOTO} menandatangani perjanjian di Lima.",
        f"{LOWE} disambut hangat oleh {SOTO}.",
        f"{LOWE} mengunjungi pasar. {SOTO} menjemputnya di bandara.",
        f"{LOWE} diundang {SOTO} ke Lima.",
        f"{LOWE} melakukan blusukan ke pasar bersama {SOTO}.",
        f"{LOWE} dan {SOTO} menonton parade di Lima.",
        f"{LOWE}, adik Ibrahim Malik, makan siang bersama {SOTO}.",
        f"{LOWE} makan siang bersama istri Ibrahim Malik, {SOTO}.",
        f"Utusan Meksiko Ibrahim Malik mempertemukan {LOWE} dengan {SOTO}.",
        f"{LOWE} mengatakan {SOTO} meneleponnya.",
        f"{LOWE} mengatakan {SOTO} kembali menelepon saya.",
        f"Menurut {LOWE}, {SOTO} bertemu dengannya.",
        f"{LOWE} tiba di Lima, Peru, pada Jumat (5/5) untuk menemui {SOTO}.",
        f"{LOWE} menggelar pertemuan di Lima yang dihadiri {SOTO}.",
        f"{LOWE} mengundang {SOTO} makan siang di rumahnya.",
        f"{LOWE} didatangi {SOTO} di rumah sakit.",
        f"{LOWE} membesuk suaminya, {SOTO}, di rumah sakit.",
        f"{LOWE} sowan kepada {SOTO}.",
        f"{LOWE} naik kereta bersama {SOTO}.",
        f"Menurut {LOWE}, ia sudah bertemu {SOTO}.",
        f"Usai pertemuannya dengan {LOWE}, {SOTO} pulang.",
        f"{LOWE} berjanji kepada {SOTO} saat keduanya bertemu.",
        f"{LOWE} menemui sejumlah pejabat, antara lain {SOTO}.",
        "Anna Lowe, menteri Kanada, membahas sengketa ikan dengan mitranya, Menteri Luar Negeri Peru Diego Soto.",
        f"{LOWE} menyampaikan keprihatinan Kanada kepada {SOTO} di Lima.",
        f"{LOWE} mengucapkan selamat kepada {SOTO} lewat telepon.",
        f"Juru bicara mengatakan kontak telepon antara {LOWE} dan {SOTO} sedang diatur.",
        f"{LOWE} menerima surat kepercayaan dari delapan duta besar, termasuk {SOTO}.",
        f"Menantu Presiden Kanada Ibrahim Malik, Anna Lowe, tiba di Lima dan bertemu {SOTO}.",
        f"{LOWE} menjamu makan malam pejabat senior Peru, Diego Soto, di Ottawa.",
        f"Dalam pembicaraan mereka hari Kamis, {LOWE} dan {SOTO} menyepakati gandum.",
        f"{LOWE} membujuk {SOTO} untuk menjual gandum dalam pertemuan di Lima.",
        f"{LOWE} dan {SOTO} berbicara selama tiga jam.",
        f"{LOWE} dan {SOTO} terlibat perbincangan singkat.",
        f"{LOWE} naik kereta api menuju Chile untuk bertemu {SOTO}.",
    ],
)
def test_meeting_in_many_words_has_its_two_sides(sentence: str, tmp_path: Path) -> None:
    meeting = the_meeting(sentence, tmp_path)
    assert set(meeting.participants) == TWO


@pytest.mark.parametrize(
    "sentence",
    [
        f"Kedatangan {LOWE} dan {SOTO} disambut tarian. Keduanya disambut tarian.",
        f"Perwira dari militer Peru menghadap. {LOWE} membaca koran.",
        f"{LOWE} berkoordinasi dengan Kementerian Luar Negeri Kanada.",
        f"{LOWE} menunggu di ruang rapat paripurna.",
        f"{LOWE} mengirim surat ke Peru.",
        f"{LOWE} mengatakan acara dilanjutkan. Setelah itu agenda dilanjutkan dengan pertemuan dengan para petani.",
        f"{LOWE} menyesalkan batalnya pertemuan antara Soto dan Prado.",
        f"{LOWE} menonton film tentang {SOTO}.",
        f"{LOWE} menyampaikan keprihatinan Kanada kepada {SOTO} lewat surat.",
        f"{LOWE} dan Menteri Pertanian Kanada Ibrahim Malik tertawa. Keduanya berpelukan.",
        f"Menteri Pertanian Ibrahim Malik pulang. {LOWE} bertemu dengan petani.",
        f"{LOWE} dan suaminya, Ibrahim Malik dari Kanada, tertawa. Keduanya menonton film.",
        f"{LOWE} dan {SOTO} berbicara di depan wartawan.",
        f"Pasar yang didatangi {LOWE} itu tutup.",
        f"{LOWE} menonton film dengan aktor {SOTO}.",
        f"{LOWE} dan Menteri Pertanian Kanada Ibrahim Malik menandatangani surat.",
    ],
)
def test_meeting_is_none_without_two_who_meet(sentence: str, tmp_path: Path) -> None:
    assert not record(sentence, tmp_path).meetings


@pytest.mark.parametrize(
    "text, goals",
    [
        (f"{LOWE} mengatakan dia segera mengunjungi Mesir dan juga berencana melakukan perjalanan ke Turki.", 2),
        (f"{LOWE} akan mengunjungi Mesir. Lowe kemudian akan berkunjung ke Kairo.", 1),
        (f"Kanada mengirim {LOWE} ke Lima, Peru.", 1),
        (f"{LOWE} akan mengunjungi Mesir pekan depan. Kunjungan {SOTO} ke Kanada ditunda.", 2),
    ],
)
def test_visits_are_told_apart_by_where_they_go(text: str, goals: int, tmp_path: Path) -> None:
    visits = [m for m in record(text, tmp_path).meetings if m.kind == "visit"]
    assert len(visits) == goals


def test_gatherings_are_told_apart_by_name(tmp_path: Path) -> None:
    text = f"{MACRON} menghadiri KTT G20 di Roma, Italia. {MACRON} akan menghadiri KTT NATO di Madrid, Spanyol."
    assert [m.states[-1] for m in record(text, tmp_path).meetings] == ["IT", "ES"]


@pytest.mark.parametrize(
    "sentence, status",
    [
        (f"{LOWE} tiba di Lima pada Kamis (4/5/2023) untuk bertemu {SOTO}.", "held"),
        (f"{LOWE} berniat bertemu {SOTO}.", "planned"),
        (f"{LOWE} menghadiri pertemuan dengan {SOTO} mulai pekan depan.", "planned"),
        (f"{LOWE} mengancam akan membatalkan pertemuannya dengan {SOTO}.", "planned"),
        (f"{LOWE} tidak berencana untuk bertemu {SOTO}.", "denied"),
        (f"Sebelumnya, {LOWE} bertemu {SOTO} pada Senin (1/5/2023).", "past"),
        (f"Bulan lalu, {LOWE} bertemu {SOTO}.", "past"),
        (f"{LOWE} bertemu {SOTO} untuk pertama kali sejak hubungan putus pada 1997 lalu.", "held"),
    ],
)
def test_meeting_status_in_many_words(sentence: str, status: str, tmp_path: Path) -> None:
    assert the_meeting(sentence, tmp_path).status == status


@pytest.mark.parametrize(
    "sentence, place",
    [
        (f"{LOWE} berada di Lima Jumat pagi untuk bertemu {SOTO}.", "Lima"),
        (f"{LOWE} menuju ke Lima, Peru, untuk melakukan pertemuan dengan {SOTO}.", "Lima"),
        (f"{LOWE} menyambangi kediaman {SOTO}.", "kediaman Diego Soto"),
        (f"{LOWE} menerima kunjungan {SOTO} yang didampingi istrinya di Istana Rideau.", "Istana Rideau"),
    ],
)
def test_meeting_place_in_many_words(sentence: str, place: str, tmp_path: Path) -> None:
    assert the_meeting(sentence, tmp_path).place == place


def test_meeting_ahead_is_on_the_next_such_day(tmp_path: Path) -> None:
    text = f"Menjelang pertemuan antara {LOWE} dan {SOTO}, Minggu, gudang itu ditutup."
    assert the_meeting(text, tmp_path).date == "2023-05-07"


@pytest.mark.parametrize(
    "sentence, meeting",
    [
        ("Dalam pertemuan di Lyon itu, Macron menawarkan gandum.", 0),
        ("Dalam pertemuan di Lima itu, Lowe menawarkan gandum.", 1),
        ("Kunjungan Diego Soto ke kampus ditunda.", 1),
        ("Perundingan berjalan alot.", 0),
        ("Macron menilai pembicaraan berjalan alot.", 0),
        ("Perundingan itu berjalan alot.", 1),
        ("Lowe menilai perundingan itu berjalan alot.", 1),
    ],
)
def test_meeting_is_resumed_by_place_and_by_whose_it_is(sentence: str, meeting: int, tmp_path: Path) -> None:
    text = f"{MACRON} bertemu {ERDOGAN} di Lyon. {LOWE} bertemu {SOTO} di Lima.\n\n{sentence}"
    meetings = record(text, tmp_path).meetings
    assert max(range(2), key=lambda i: meetings[i].mentions[-1].start) == meeting


def test_meeting_is_resumed_before_it_is_told_in_full(tmp_path: Path) -> None:
    text = (
        f"Dua puluh pengusaha mendatangi gedung itu.\n\nDalam pertemuan tersebut, {LOWE} memuji gandum.\n\n"
        f"Pertemuan Anna Lowe dan {SOTO} berlangsung satu jam."
    )
    assert len(the_meeting(text, tmp_path).mentions) == 2


def test_meeting_behind_another_has_the_same_subject(tmp_path: Path) -> None:
    text = f"{MACRON} dijamu Menlu Turki Hakan Fidan dalam resepsi, lalu diterima {ERDOGAN} keesokan harinya."
    found = [set(m.participants) for m in record(text, tmp_path).meetings]
    assert found == [{"Emmanuel Macron", "Hakan Fidan"}, BOTH]


def test_delegations_that_negotiate_meet(tmp_path: Path) -> None:
    meeting = the_meeting("Delegasi Ukraina dan Rusia kembali berunding di Istanbul.", tmp_path)
    assert set(meeting.states) == {"UA", "RU"}
    assert record("Ukraina dan Rusia berunding soal gandum.", tmp_path).meetings == ()


def test_summit_resumes_the_meeting_that_is_called_one(tmp_path: Path) -> None:
    text = (
        f"Menlu Turki mengumumkan pertemuan puncak antara {MACRON} dan {ERDOGAN}. "
        "Menlu AS Antony Blinken bertemu Menlu Turki Hakan Fidan di Ankara. "
        "Blinken membantah KTT itu dibatalkan."
    )
    found = record(text, tmp_path)
    (summit,) = [m for m in found.meetings if set(m.participants) == BOTH]
    assert summit.id in found.statements[-1].about.meetings


def test_office_with_a_short_form_in_brackets_stands_before_who_is_met(tmp_path: Path) -> None:
    meeting = the_meeting("Bos toko Diego Soto menemui Menteri Dagang (Mendag), Anna Lowe, di Lima.", tmp_path)
    assert set(meeting.participants) == {"Diego Soto", "Anna Lowe"}
    meeting = the_meeting("Diego Soto pulang setelah menemui Menkominfo Anna Lowe di Lima.", tmp_path)
    assert set(meeting.participants) == {"Diego Soto", "Anna Lowe"}


def test_named_gathering_is_no_reference_to_a_meeting(tmp_path: Path) -> None:
    text = f"{MACRON} bertemu {ERDOGAN}. Macron tertawa dalam Pertemuan Serikat Petani di Lima."
    assert [m.place for m in record(text, tmp_path).meetings if set(m.participants) == BOTH] == [None]


def test_spokesman_tells_of_meetings_that_are_not_his(tmp_path: Path) -> None:
    text = f"Juru bicara Diego Soto mengungkapkan pertemuannya dengan {MACRON}."
    assert "Diego Soto" not in [name for m in record(text, tmp_path).meetings for name in m.participants]


def test_who_leads_and_who_follows_a_meeting_attend_it(tmp_path: Path) -> None:
    meeting = the_meeting(f"Rapat itu dipimpin {MACRON} dan dihadiri {ERDOGAN}.", tmp_path)
    assert set(meeting.participants) == BOTH
    text = "Perundingan gandum dimulai di Wina. Pertemuan itu diikuti wakil-wakil Iran, Rusia, dan China."
    assert set(the_meeting(text, tmp_path).states) == {"IR", "RU", "CN"}
    assert record("Gempa itu diikuti susulan. Langkah Iran itu diikuti Rusia dan China.", tmp_path).meetings == ()


def test_nameless_meeting_is_not_of_who_meet_elsewhere(tmp_path: Path) -> None:
    text = f"Perundingan gandum dimulai lagi di Wina, Senin (4/9/2023). Di London, {MACRON} bertemu {ERDOGAN}."
    meeting = the_meeting(text, tmp_path)
    assert (meeting.place, meeting.date) == ("London", "2023-05")  # the month of the news


def test_clause_set_off_before_dates_something_else(tmp_path: Path) -> None:
    text = f"Kantor itu ramai, Senin (4/9/2023). {MACRON}, yang dilantik pada Februari, bertemu {ERDOGAN}."
    assert the_meeting(text, tmp_path).date != "2023-02"


def test_who_meets_before_another_is_who_the_sentence_begins_with(tmp_path: Path) -> None:
    found = record(f"{MACRON} menemui {ERDOGAN} sebelum menemui Presiden China Xi Jinping.", tmp_path).meetings
    assert {"Emmanuel Macron", "Xi Jinping"} in [set(m.participants) for m in found]
    text = f"Diego Soto mengatakan, di sana {MACRON} akan bertemu {ERDOGAN}."
    assert [set(m.participants) for m in record(text, tmp_path).meetings] == [BOTH]


def test_who_begins_a_sentence_with_another_goes_on_with_her(tmp_path: Path) -> None:
    text = f"{MACRON} dan istrinya, Anna Lowe, tiba di Ankara dan diterima {ERDOGAN}."
    assert set(the_meeting(text, tmp_path).participants) == {*BOTH, "Anna Lowe"}


def test_kin_told_of_by_a_name_is_who_was_spoken_of(tmp_path: Path) -> None:
    text = f"{MACRON} gemar berlayar. Putra Ibrahim Malik itu lalu menemui {ERDOGAN}."
    assert set(the_meeting(text, tmp_path).participants) == BOTH


def test_envoy_is_called_in_by_a_ministry(tmp_path: Path) -> None:
    text = "Duta Besar Peru untuk Kanada Diego Soto dipanggil Kementerian Luar Negeri Kanada."
    meeting = the_meeting(text, tmp_path)
    assert (set(meeting.states), meeting.participants[0]) == ({"PE", "CA"}, "Diego Soto")
    assert record("Petani Diego Soto dipanggil Kementerian Luar Negeri Kanada.", tmp_path).meetings == ()


def test_last_of_three_states_that_a_verb_follows_is_one_of_them(tmp_path: Path) -> None:
    meeting = the_meeting("Pertemuan trilateral Mesir, Kanada, dan Meksiko digelar di Lima, Kamis.", tmp_path)
    assert set(meeting.states) == {"EG", "CA", "MX"}


def test_ministers_of_two_states_meet(tmp_path: Path) -> None:
    assert set(the_meeting("Menteri Luar Negeri Peru dan Kanada membahas gandum.", tmp_path).states) == {"PE", "CA"}


def test_who_leads_a_gathering_that_others_attend_is_there(tmp_path: Path) -> None:
    meeting = the_meeting(f"{MACRON} memimpin rapat terbatas yang juga dihadiri {ERDOGAN}.", tmp_path)
    assert set(meeting.participants) == BOTH
    meeting = the_meeting(f"{LOWE} akan menghadiri pertemuan menteri luar negeri ASEAN di Manila.", tmp_path)
    assert (meeting.participants, meeting.status) == (("Anna Lowe",), "planned")


def test_who_is_met_where_one_has_come_to_is_what_one_came_for(tmp_path: Path) -> None:
    text = f"{MACRON} dijadwalkan tiba di Brussels untuk berunding dengan {ERDOGAN}."
    meeting = the_meeting(text, tmp_path)
    assert (set(meeting.participants), meeting.place) == (BOTH, "Brussels")


def test_day_behind_a_place_is_no_part_of_it(tmp_path: Path) -> None:
    assert the_meeting(f"{MACRON} tiba di Ankara Senin malam.", tmp_path).place == "Ankara"


def test_who_is_met_first_is_met_apart(tmp_path: Path) -> None:
    text = f"Sebelum bertemu Presiden China Xi Jinping, {MACRON} lebih dulu bertemu {ERDOGAN}."
    assert BOTH in [set(m.participants) for m in record(text, tmp_path).meetings]


def test_official_is_called_in_by_who_leads_the_state(tmp_path: Path) -> None:
    text = "Kapolri Jenderal Hasan Basri dipanggil Presiden Joko Widodo ke Istana."
    assert set(the_meeting(text, tmp_path).participants) == {"Hasan Basri", "Joko Widodo"}


def test_seat_that_is_gone_to_meets_nobody(tmp_path: Path) -> None:
    text = "Kapolri Jenderal Hasan Basri menyambangi Kantor KPK untuk bertemu pimpinan DPR."
    assert the_meeting(text, tmp_path).participants == ("Hasan Basri", "DPR")


def test_all_who_come_are_received(tmp_path: Path) -> None:
    meeting = the_meeting(f"{MACRON} menerima kedatangan {ERDOGAN} dan Presiden China Xi Jinping.", tmp_path)
    assert set(meeting.participants) == {*BOTH, "Xi Jinping"}
    meeting = the_meeting("Pimpinan KPK menerima kunjungan Kapolri Jenderal Hasan Basri.", tmp_path)
    assert meeting.participants == ("Hasan Basri", "KPK")


def test_visit_told_again_with_company_is_the_same(tmp_path: Path) -> None:
    text = (
        f"{MACRON} tiba di Ankara dan diterima {ERDOGAN}. Kunjungan Macron dan Presiden China Xi Jinping ke Turki usai."
    )
    assert len(record(text, tmp_path).meetings) == 2
    text = (
        f"{MACRON} tiba di Ankara dan diterima {ERDOGAN}. Kunjungan Macron dan Menteri Prancis Luc Petit ke Turki usai."
    )
    assert set(the_meeting(text, tmp_path).participants) == {*BOTH, "Luc Petit"}


def test_who_appears_before_a_body_of_his_state_attends(tmp_path: Path) -> None:
    text = "Komisi III DPR menggelar rapat dengar pendapat dengan Kapolri Jenderal Hasan Basri."
    assert the_meeting(text, tmp_path).participants == ("Komisi III DPR", "Hasan Basri")
    meeting = the_meeting("Komisi III DPR menggelar rapat dengar pendapat dengan petani.", tmp_path)
    assert (meeting.kind, meeting.participants) == ("conference", ("Komisi III DPR",))


@pytest.mark.parametrize(
    "behind",
    [
        f"di Paris, Selasa (2/5), kemudian terbang ke Lima untuk menemui {SOTO}.",
        f"di Paris dan kemudian {SOTO} di Lima.",
        f"di rumahnya dan sempat berbincang dengan {SOTO}.",
    ],
)
def test_who_is_met_after_another_is_met_by_the_same(behind: str, tmp_path: Path) -> None:
    found = record(f"{LOWE} menemui {MACRON} {behind}", tmp_path).meetings
    assert [set(m.participants) for m in found] == [{"Anna Lowe", "Emmanuel Macron"}, TWO]


def test_who_goes_is_not_whom_a_clause_on_him_names(tmp_path: Path) -> None:
    text = f"{MACRON}, yang baru menerima {ERDOGAN} di Paris, mendadak terbang ke Lima, Peru."
    assert (("Emmanuel Macron",), "Lima") in [(m.participants, m.place) for m in record(text, tmp_path).meetings]


def test_delegation_goes_and_a_group_is_met_by_those_who_speak_for_it(tmp_path: Path) -> None:
    meeting = the_meeting("Delegasi China yang dipimpin Menteri Perdagangan Luo Yi akan ke Lima.", tmp_path)
    assert (meeting.participants, set(meeting.states), meeting.status) == (("Luo Yi",), {"CN", "PE"}, "planned")
    meeting = the_meeting(f"{LOWE} memulai perundingan dengan wakil Taliban di Lima.", tmp_path)
    assert set(meeting.participants) == {"Anna Lowe", "Taliban"}


@pytest.mark.parametrize(
    "text",
    [
        "Mesir, Kanada dan Meksiko menegur Chile. Itu disampaikan usai pertemuan tiga negara di Lima.",
        "Gandum Mesir, Kanada, dan Meksiko langka. Menteri Pertanian ketiga negara itu bertemu di Lima.",
    ],
)
def test_as_many_states_meet_as_were_named(text: str, tmp_path: Path) -> None:
    assert the_meeting(text, tmp_path).states[:3] == ("EG", "CA", "MX")


def test_more_states_than_were_named_do_not_meet(tmp_path: Path) -> None:
    text = "Mesir dan Kanada menegur Chile. Itu disampaikan usai pertemuan lima negara di Lima."
    assert record(text, tmp_path).meetings == ()


def test_place_is_not_named_behind_a_word_that_points_back(tmp_path: Path) -> None:
    assert the_meeting(f"Di rumah itu {MACRON} bertemu {ERDOGAN}.", tmp_path).place is None


def test_meeting_of_others_is_none_of_that_at_hand(tmp_path: Path) -> None:
    text = f"{MACRON} bertemu {ERDOGAN}, Rabu. Setelah pertemuan para menteri, gandum murah."
    assert "pertemuan" not in [mention.text for mention in the_meeting(text, tmp_path).mentions]


def test_holder_of_an_office_that_was_told_of_is_met(tmp_path: Path) -> None:
    text = f"Emir Qatar Hasan Malik tiba. {LOWE} akan menerima emir itu di Ottawa."
    assert {"Anna Lowe", "Hasan Malik"} in [set(m.participants) for m in record(text, tmp_path).meetings]


def test_who_is_met_on_an_earlier_visit_is_what_it_was_for(tmp_path: Path) -> None:
    text = f"Gandum langka, Jumat (5/5/2023). {MACRON} mengunjungi Ankara pada Maret. Ia bertemu {ERDOGAN}."
    meeting = the_meeting(text, tmp_path)
    assert (set(meeting.participants), meeting.date, meeting.status) == (BOTH, "2023-03", "past")


def test_meeting_of_another_year_is_past_whatever_it_was_for(tmp_path: Path) -> None:
    text = f"Gandum langka, Jumat (5/5/2023). {MACRON} ke luar negeri pada April 2019 untuk bertemu {ERDOGAN}."
    (meeting,) = record(text, tmp_path, None).meetings
    assert (meeting.date, meeting.status) == ("2019-04", "past")


def test_month_somebody_is_asked_for_is_the_next_one(tmp_path: Path) -> None:
    text = f"Panen gagal, Jumat (5/5/2023). {MACRON} mengirim undangan agar Soto menghadiri KTT G20 di Lima pada Juli."
    assert [m.date for m in record(text, tmp_path).meetings] == ["2023-07"]


CALLED = (
    f"{MACRON} bertemu {ERDOGAN} di Lyon, Kamis.\n\nSehari sebelumnya, Macron menelepon Presiden Mesir Sameh Fathi. "
)


@pytest.mark.parametrize(
    "sentence, meetings",
    [
        ("Dalam percakapan itu, menurut Fathi, Macron meminta gandum.", ("m2",)),
        ("Istana Mesir menyatakan, dalam percakapan 20 menit itu Macron meminta gandum.", ("m2",)),
        ("Menteri Turki Anna Lowe menggambarkan perundingan itu lancar.", ("m1",)),
        ("Fathi mengatakan, dalam pembicaraan dengan Macron ia meminta gandum.", ("m2",)),
    ],
)
def test_conversation_is_the_call_and_negotiations_are_not(
    sentence: str, meetings: tuple[str, ...], tmp_path: Path
) -> None:
    found = record(CALLED + sentence, tmp_path)
    assert [meeting.kind for meeting in found.meetings] == ["summit", "call"]
    assert found.statements[-1].about.meetings == meetings


def test_meeting_pointed_at_before_a_comma_is_the_last_one(tmp_path: Path) -> None:
    text = (
        "Turki dan Prancis menggelar perundingan di Lyon, Kamis. Perundingan itu lancar. "
        "Menteri Peru Diego Soto bertemu Menteri Kenya Anna Lowe di Lima. Pertemuan itu, kata dia, berjalan lancar."
    )
    assert record(text, tmp_path).statements[-1].about.meetings == ("m2",)


def test_bare_noun_means_the_meeting_of_its_paragraph(tmp_path: Path) -> None:
    text = (
        f"{MACRON} bertemu {ERDOGAN} di Lyon, Kamis. Pertemuan itu lancar. Macron puas dengan pertemuan itu.\n\n"
        + "Gandum langka, dan semua pasar tutup. " * 20
        + "\n\nMenteri Peru Diego Soto menemui Menteri Kenya Anna Lowe di Lima. "
        + "Gandum langka, dan semua pasar tutup. " * 8
        + "Semuanya hadir di awal pertemuan."
    )
    assert len(record(text, tmp_path).meetings[1].mentions) == 2


def test_person_of_a_quotation_is_not_meant_outside_it(tmp_path: Path) -> None:
    text = (
        'Menlu Joko Prasetyo terbang ke Peru. "Pesan Menteri Kuba Anna Lowe harus dipakai," urainya.\n\n'
        "Menlu Kenya Diego Soto meneleponnya."
    )
    assert [set(m.participants) for m in record(text, tmp_path).meetings if m.kind == "call"] == [
        {"Diego Soto", "Joko Prasetyo"}
    ]


def test_main_clause_tells_who_spoke_with_somebody(tmp_path: Path) -> None:
    call = f"Dalam percakapan telepon dengan {ERDOGAN} pekan lalu, {MACRON} berjanji pulang."
    text = f'"Baik," kata juru bicara Kenya Anna Lowe.\n\n{call}'
    assert set(the_meeting(text, tmp_path).participants) == BOTH


def test_leaders_to_meet_are_not_delegations_that_met(tmp_path: Path) -> None:
    ahead = f"Pertemuan {MACRON} dengan {ERDOGAN} akan diadakan bulan depan."
    text = f"Delegasi Turki dan Prancis mengadakan pembicaraan di Lyon. {ahead}"
    assert [(m.status, len(m.participants)) for m in record(text, tmp_path).meetings] == [("held", 0), ("planned", 2)]


def test_visit_pointed_at_by_its_place_is_the_one_told(tmp_path: Path) -> None:
    text = (
        f"{MACRON} tiba di Ankara, Kamis. {ERDOGAN} menerima undangan untuk bertandang ke Paris. "
        "Pejabat Kenya mengatakan Nairobi tahu rencana kunjungan ke Ankara itu."
    )
    found = record(text, tmp_path)
    assert len(found.meetings) == 2
    assert found.statements[-1].about.meetings == ("m1",)


@pytest.mark.parametrize(
    "text, kind",
    [
        (f"Soal itu dibahas {MACRON} dan {ERDOGAN} lewat sambungan telepon pada 28 April.", "call"),
        (f"{MACRON} dan {ERDOGAN} mengakhiri pertemuan puncak pertama mereka di Lyon.", "summit"),
        (f"{MACRON} bersama {ERDOGAN} meluncurkan satelit di Lyon.", "summit"),
    ],
)
def test_meeting_is_told_by_what_two_do_with_it(text: str, kind: str, tmp_path: Path) -> None:
    meeting = the_meeting(text, tmp_path)
    assert (meeting.kind, set(meeting.participants)) == (kind, BOTH)


@pytest.mark.parametrize("wish", ["menyerukan dialog", "mendorong perundingan"])
def test_talks_only_called_for_are_none(wish: str, tmp_path: Path) -> None:
    assert record(f"{MACRON} {wish} dengan Turki.", tmp_path).meetings == ()


def test_place_for_a_meeting_is_no_call_for_one(tmp_path: Path) -> None:
    text = f"Lyon dipilih sebagai tempat bagi pertemuan {MACRON} dan {ERDOGAN}."
    assert set(the_meeting(text, tmp_path).participants) == BOTH


def test_day_of_the_news_is_the_one_in_brackets(tmp_path: Path) -> None:
    met = f"{MACRON} juga bertemu {ERDOGAN}."
    text = f"Aturan itu berlaku mulai 1 Januari 2024, demikian diumumkan Kamis (24/8/2023). {met}"
    (meeting,) = record(text, tmp_path, None).meetings
    assert meeting.date == "2023-08"
