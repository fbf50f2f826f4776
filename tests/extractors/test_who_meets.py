"""Who meets whom, told by descriptions, offices, twos and threes; meetings before and to come. All names are ours."""

from pathlib import Path

import pytest

from tests.extractors.test_records import record

KENYA, PERU = "Samuel Otieno", "Juan Ramos"
TWO = f"Presiden Kenya {KENYA} akan bertemu Presiden Peru {PERU} di Lima. "


def told(text: str, tmp_path: Path) -> list[tuple[str, str, frozenset[str]]]:
    """Each meeting of a text: kind, status, and who takes part."""
    return [(m.kind, m.status, frozenset(m.participants)) for m in record(text, tmp_path).meetings]


@pytest.mark.parametrize(
    "text, kind, who",
    [
        (f"Presiden Kenya {KENYA} tiba. Sabtu lalu pemimpin 74 tahun itu menelepon Presiden Peru {PERU}.", "call",
         {KENYA, PERU}),
        (f"Presiden Peru {PERU} berpidato. Politikus berhaluan kiri-tengah yang menghadapi pemilu itu juga "
         f"telah menelepon Presiden Kenya {KENYA} untuk meminta sokongan.", "call", {KENYA, PERU}),
        (f"Menteri Luar Negeri Kenya {KENYA} batal datang. Menteri Luar Negeri Peru {PERU} kecewa. Sebagai jalan "
         "tengah, kedua menlu berbicara lewat telepon.", "call", {KENYA, PERU}),
        (f"Menteri Luar Negeri Kenya {KENYA} lelah. Dengan Menteri Luar Negeri Peru {PERU}, Otieno juga sempat "
         "berbicara lewat telepon.", "call", {KENYA, PERU}),
        (f"Menteri Luar Negeri Kenya {KENYA} lelah. Menteri Luar Negeri Peru {PERU} mengajaknya sarapan, Selasa pagi.",
         "meeting", {KENYA, PERU}),
        (f"Presiden Kenya {KENYA} telah diundang ke Lima pada bulan September, dan ia akan datang.", "visit",
         {KENYA}),
        (f"Raja Peru mengirim surat kepada Presiden Kenya {KENYA} dan mengundangnya ke Lima.", "visit", {KENYA}),
        (f"Menteri Pertahanan Peru {PERU} puas. Menteri Pertahanan Kenya {KENYA}, yang empat mata dengan Ramos, "
         "setuju.", "meeting", {KENYA, PERU}),
        (f"Penandatanganan itu disaksikan langsung oleh Presiden Kenya {KENYA} dan Presiden Peru {PERU}.", "summit",
         {KENYA, PERU}),
        (f"Jumat malam Menteri Kenya {KENYA} menyantap ceviche di Lima bersama Wakil Presiden Peru {PERU}.", "meeting",
         {KENYA, PERU}),
        (f"Di Lima, Presiden Kenya {KENYA} duduk empat jam bersama Presiden Peru {PERU}.", "summit", {KENYA, PERU}),
        (f"Menteri Kenya {KENYA} dan Menteri Peru {PERU} ngopi bareng di hotel.", "meeting", {KENYA, PERU}),
        (f"Menteri Kenya {KENYA} tiba. Politikus 61 tahun itu akan singgah di Lima guna menemui Menteri Peru {PERU}.",
         "meeting", {KENYA, PERU}),
        (f"Menteri Kenya {KENYA} tiba. Pertemuan dengan Menteri Peru {PERU} terpaksa batal.", "meeting", {KENYA, PERU}),
        (f"Menteri Kenya {KENYA} tiba. Otieno diajak Menteri Peru {PERU} makan malam di kapal.", "meeting",
         {KENYA, PERU}),
        (f"Menteri Pertahanan Peru {PERU} melakukan kunjungan kehormatan kepada Presiden Kenya {KENYA}.", "visit",
         {KENYA, PERU}),
        (f"Menteri Peru {PERU} tiba. Dengan Menteri Kenya {KENYA} ia akan berbincang.", "meeting", {KENYA, PERU}),
        (f'"Saya ditelepon Presiden Peru {PERU} tadi malam," kata Presiden Kenya {KENYA}.', "call", {KENYA, PERU}),
        (f"Lewat telepon, Presiden Kenya {KENYA} meminta Presiden Peru {PERU} menahan diri.", "call", {KENYA, PERU}),
        (f"Presiden Kenya {KENYA} melakukan kontak dengan Presiden Peru {PERU}.", "call", {KENYA, PERU}),
        ("Zainal Hasan datang ke rumah Made Suarta untuk membahas koalisi.", "visit", {"Zainal Hasan", "Made Suarta"}),
        (f"Direktur Intelijen Kenya {KENYA} terbang ke Lima pada Mei.", "visit", {KENYA}),
        (f"Panglima Peru {PERU} tiba. Ia diterima koleganya, Chief of Staff (CS) Letnan {KENYA}.", "meeting",
         {KENYA, PERU}),
        (f"Presiden Kenya {KENYA} mengundang Presiden Peru {PERU}, Presiden Chile Pedro Gomez, dan Perdana Menteri "
         "Jepang Shigeru Amamiya ke Nairobi.", "visit", {KENYA, PERU, "Pedro Gomez", "Shigeru Amamiya"}),
    ],
)  # fmt: skip
def test_meeting_has_who_is_meant(text: str, kind: str, who: set[str], tmp_path: Path) -> None:
    assert (kind, frozenset(who)) in [(found, people) for found, _, people in told(text, tmp_path)]


def test_who_goes_on_is_who_began(tmp_path: Path) -> None:
    text = f"Presiden Kenya {KENYA} tiba. Sang presiden akan menemui Perdana Menteri Jepang Haruto Kirishima, lalu "
    found = told(text + f"menjamu Menteri Luar Negeri Peru {PERU}.", tmp_path)
    assert [people for *_, people in found if len(people) > 1] == [{KENYA, "Haruto Kirishima"}, {KENYA, PERU}]


@pytest.mark.parametrize(
    "behind, status",
    [
        ("Pertemuan perdana mereka di Singapura, delapan bulan lalu, gagal.", "past"),
        ("Mereka baru sekali bertemu, yakni ketika Ramos dilantik dua tahun silam.", "past"),
        ("Itu menjadi pertemuan pertama mereka sejak Mei, ketika Ramos menjamu Otieno.", "past"),
    ],
)
def test_earlier_meeting_of_the_same_two_is_its_own(behind: str, status: str, tmp_path: Path) -> None:
    assert sorted(found for _, found, _ in told(TWO + behind, tmp_path)) == sorted(["planned", status])


def test_three_met_before(tmp_path: Path) -> None:
    text = f"Presiden Chile Pedro Gomez bertemu Presiden Kenya {KENYA} dan Presiden Peru {PERU} di Lima. Pertemuan itu "
    found = told(text + "adalah yang pertama sejak ketiga kepala negara bersua di Nairobi tiga tahun silam.", tmp_path)
    assert [(status, len(people)) for _, status, people in found] == [("held", 3), ("past", 3)]


def test_three_states_told_of_later_meet(tmp_path: Path) -> None:
    text = "Perundingan tiga negara soal bendungan itu bubar. Mesir kecewa. Sudan dan Etiopia diam."
    (meeting,) = record(text, tmp_path).meetings
    assert meeting.states == ("EG", "SD", "ET")


def test_later_invitation_is_another_meeting(tmp_path: Path) -> None:
    text = f"Lima, 3 Oktober 2023. Rabu siang, Presiden Kenya {KENYA} menjamu Presiden Peru {PERU}. "
    found = told(text + "Ramos mengundang Otieno ke Cusco tahun depan.", tmp_path)
    assert [status for _, status, _ in found] == ["held", "planned"]


def test_guests_who_come_apart_are_met_apart(tmp_path: Path) -> None:
    text = (
        f"Menteri Chile Pedro Gomez menjamu Menteri Kenya {KENYA} dan Menteri Peru {PERU}, masing-masing dalam jamuan "
    )
    found = [people for *_, people in told(text + "terpisah.", tmp_path)]
    assert found == [{"Pedro Gomez", KENYA}, {"Pedro Gomez", PERU}]


def test_ministers_of_both_states_meet(tmp_path: Path) -> None:
    text = "Turki dan Suriah berselisih. Menteri pertahanan kedua negara bertemu di Moskow pada Desember."
    (meeting,) = record(text, tmp_path).meetings
    assert meeting.states == ("TR", "SY")


def test_what_two_do_next_is_another_meeting(tmp_path: Path) -> None:
    text = (
        f"Presiden Kenya {KENYA} memuji Presiden Peru {PERU}. Keduanya bertemu pada Mei di Lima, lalu berbicara lewat "
    )
    assert [kind for kind, *_ in told(text + "telepon.", tmp_path)] == ["meeting", "call"]


@pytest.mark.parametrize(
    "text",
    [
        f"Menteri Kenya {KENYA} mendata warga yang pernah berangkat ke Peru.",
        f"Juru bicara pemerintah Kenya {KENYA} tiba di Lima.",
    ],
)
def test_who_only_tells_of_others_or_speaks_for_them_visits_nobody(text: str, tmp_path: Path) -> None:
    assert told(text, tmp_path) == []


def test_talks_that_open_an_article_are_of_the_two_states_it_is_of(tmp_path: Path) -> None:
    text = "Iran dan Turki kecewa. Perundingan yang digelar di Jenewa itu buntu. Iran menolak usul. Turki menyesal."
    assert [set(m.states) for m in record(text, tmp_path).meetings] == [{"IR", "TR"}]


@pytest.mark.parametrize(
    "told_so",
    [
        f'Pertemuan "empat mata" Presiden Kenya {KENYA} dan Presiden Peru {PERU} berlangsung di Lima.',
        f"Presiden Kenya {KENYA} bertemu dengan “sahabat lama” Presiden Peru {PERU} di Lima.",
        f'Presiden Kenya {KENYA} "bertemu" Presiden Peru {PERU} di Lima.',
    ],
)
def test_marks_around_a_word_or_two_part_nobody(told_so: str, tmp_path: Path) -> None:
    assert [people for _, _, people in told(told_so, tmp_path)] == [frozenset({KENYA, PERU})]


def test_visit_is_told_up_to_the_end_of_a_quotation(tmp_path: Path) -> None:
    found = record('"Kami berangkat ke Peru," beber Menteri Santoso.', tmp_path)
    assert [[m.text for m in meeting.mentions] for meeting in found.meetings] == [["berangkat ke Peru"]]


@pytest.mark.parametrize(
    "told_so, who",
    [
        ("Pimpinan KPK bertemu dengan Komisi III DPR di Senayan.", {"KPK", "Komisi III DPR"}),
        ("Menteri Sari Lestari rapat dengan Kementerian Hukum dan HAM.", {"Sari Lestari", "Kementerian Hukum dan HAM"}),
        ("KPK telah bertemu langsung dengan Panglima TNI Joko Prasetyo.", {"KPK", "Joko Prasetyo"}),
        ("Menteri Keuangan Sari Lestari bertemu dengan PT Maju Jaya di Jakarta.", {"Sari Lestari", "PT Maju Jaya"}),
        ("Kementerian Perhubungan dan Ditjen Imigrasi bertemu untuk menyusun aturan.",
         {"Kementerian Perhubungan", "Ditjen Imigrasi"}),
    ],
)  # fmt: skip
def test_bodies_meet_people_and_each_other(told_so: str, who: set[str], tmp_path: Path) -> None:
    assert [people for _, _, people in told(told_so, tmp_path)] == [who]


@pytest.mark.parametrize(
    "told_so",
    [
        "Menkeu Sari Lestari mengirimkan surat kepada Menteri Energi Joko Prasetyo.",
        "Tim KBRI Kairo, tutur Sari Lestari, juga belum bisa menemui kedua pelajar itu. Sari Lestari pulang.",
        '"Dukungan partai pada Joko Prasetyo merupakan keputusan forum Munas Golkar di Bali," ucapnya.',
        'Kami percaya setelah polisi datang ke rumah menanyakan putra kami," ujar Sari Lestari di rumah duka.',
        "Kadin hari ini menyelenggarakan Rapat Koordinasi Nasional di Jakarta.",
        "Presiden KPI Joko Prasetyo bicara. Dalam menerapkan konvensi yang ditetapkan ILO itu, kita harus fokus.",
    ],
)
def test_nobody_meets_where_none_is_told_to(told_so: str, tmp_path: Path) -> None:
    assert told(told_so, tmp_path) == []


RAMOS = "Menteri Luar Negeri Peru Juan Ramos"


@pytest.mark.parametrize(
    "told_so, who",
    [
        (f"{RAMOS} bertemu dua kali dengan wakil gerilyawan di Caracas.", {PERU}),
        (f"{RAMOS} membantah pernah makan malam dengan bos kontraktor itu.", {PERU}),
        (f"{RAMOS} menelepon Komisioner Energi UE pada Kamis malam.", {PERU}),
        (f"{RAMOS} cuma diterima seorang pejabat protokol di bandara.", {PERU}),
        (f"Presiden Kenya {KENYA} tiba. {RAMOS} gembira. Ramos bertemu presiden di Lima.", {PERU, KENYA}),
        (f"{RAMOS} berada di satu ruangan dengan koleganya dari Kenya, {KENYA}.", {PERU, KENYA}),
        (f"{RAMOS} duduk di seberang Menteri Kenya {KENYA}.", {PERU, KENYA}),
        (f"{RAMOS} menyampaikan keluhan itu kepada Menteri Kenya {KENYA} saat keduanya menunggu kapal.", {PERU, KENYA}),
        (f"{RAMOS} turun dari mobil, disusul Menteri Kenya {KENYA}. Mereka bersalaman, lalu masuk.", {PERU, KENYA}),
        ("Komisi I DPR mencecar Kementerian Luar Negeri soal nasib anak buah kapal.",
         {"Komisi I DPR", "Kementerian Luar Negeri"}),
    ],
)  # fmt: skip
def test_others_may_be_unnamed_or_told_of_before(told_so: str, who: set[str], tmp_path: Path) -> None:
    assert [people for _, _, people in told(told_so, tmp_path)] == [who]


def test_who_is_from_a_place_is_of_its_state(tmp_path: Path) -> None:
    found = record(f"{RAMOS} berunding selama sembilan jam dengan rombongan dari Nairobi.", tmp_path)
    assert [meeting.states for meeting in found.meetings] == [("PE", "KE")]


@pytest.mark.parametrize(
    "told_so, body",
    [
        ("Hal itu terungkap dalam rapat dengar pendapat yang digelar Komisi II DPRD Kota Bekasi, Selasa.",
         "Komisi II DPRD Kota Bekasi"),
        ("Komisi III DPR besok akan mengadakan rapat konsultasi dengan semua fraksi.", "Komisi III DPR"),
        ("Rapat dengar pendapat Komisi VI DPR dengan direksi PT Maju Jaya berlangsung panas.", "Komisi VI DPR"),
    ],
)  # fmt: skip
def test_bodies_hold_hearings(told_so: str, body: str, tmp_path: Path) -> None:
    assert [(kind, people) for kind, _, people in told(told_so, tmp_path)] == [("conference", frozenset({body}))]


def test_journey_goes_on_to_another_state(tmp_path: Path) -> None:
    text = f"{RAMOS} bertemu Menteri Kenya {KENYA}. Ramos akan melanjutkan perjalanan ke Tokyo."
    assert [kind for kind, _, _ in told(text, tmp_path)] == ["meeting", "visit"]


@pytest.mark.parametrize(
    "told_so",
    [
        f"Menurut Juru Bicara Presiden {KENYA}, belum ada laporan.",
        f"{RAMOS} mengatakan uang itu juga diterima sejumlah anggota dewan.",
        f"{RAMOS} sudah bertemu penyidik.",
        f"Hakim mencecar {RAMOS} soal uang itu.",
        f"Uang yang diterima {RAMOS} dan Menteri Kenya {KENYA} sebesar enam juta.",
        f'Presiden Peru Rosa Vega memanggil {RAMOS} "pegawai yang cakap".',
    ],
)
def test_unnamed_people_are_not_met_everywhere(told_so: str, tmp_path: Path) -> None:
    assert told(told_so, tmp_path) == []


@pytest.mark.parametrize(
    "told_so, kind, who",
    [
        (f"Ketua Umum PAN {KENYA} menyambangi kediaman Ketua DPW PPP Jatim, KH {PERU}, di Bangil.", "visit",
         {KENYA, PERU}),
        ("Partai Golkar dan Partai NasDem menjajaki koalisi lewat pembicaraan tertutup di Kupang.", "meeting",
         {"Partai Golkar", "Partai NasDem"}),
        (f"Presiden Peru {PERU} diam. Adapun lawatan ke Brasilia yang dijadwalkan Senin diundur.", "visit", {PERU}),
        (f"{RAMOS} mundur. Sikapnya berubah sesudah Presiden Peru Rosa Vega menelepon dari Lima.", "call",
         {"Rosa Vega", PERU}),
        ("Rapat dengar pendapat antara Komisi III DPR dan pimpinan KPK berakhir tanpa kesimpulan.", "conference",
         {"Komisi III DPR", "KPK"}),
        (f"Menteri Peru {PERU} menerima belasan perwakilan peternak ayam di kantornya.", "meeting", {PERU}),
    ],
)  # fmt: skip
def test_encounters_told_in_passing(told_so: str, kind: str, who: set[str], tmp_path: Path) -> None:
    assert [(found, people) for found, _, people in told(told_so, tmp_path)] == [(kind, frozenset(who))]


def test_whom_one_means_to_call_is_named_or_nobody(tmp_path: Path) -> None:
    text = f'{RAMOS} bertemu Menteri Kenya {KENYA}. "Saya mau menelepon sang kakak," kata Ramos.'
    assert [kind for kind, _, _ in told(text, tmp_path)] == ["meeting"]


def test_states_that_meet_again_have_not_met_then_yet(tmp_path: Path) -> None:
    text = "Pejabat Kenya dan Somalia bertemu di Lima. Para pejabat kedua negara akan bertemu lagi bulan depan."
    assert [status for _, status, _ in told(text, tmp_path)] == ["held", "planned"]
