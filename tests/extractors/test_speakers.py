"""Who is named, who speaks, and for whom: one kind of wording a row. All sentences, names and bodies are ours."""

from pathlib import Path

import pytest

from extractors.official import Served, own_part, speaks_for_government
from extractors.persons.clipping import clips, misspells
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
        ("Panglima Tertinggi Rudi Hartanto hadir.", ["Rudi Hartanto"]),
        ("Mira H Sari datang, lalu Mira Sari pulang.", ["Mira H Sari"]),
        ("Sutopo dan Rina Sepakati Tarif\n\nMenteri Joko Sutopo menemui Menteri Rina Sumarwati kemarin.",
         ["Joko Sutopo", "Rina Sumarwati"]),
        ("Direktur Intelijen Nasional Dan Hartley menutup sidang itu.", ["Dan Hartley"]),
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
        ("Ketua Tim Ahli Wapres", Served(), True),
        ("Ketua Tim Ahli Universitas Tirtasari", Served(), False),
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
        ("komandan YPG", Served(), False),
        ("Ketua RT 4 Kecamatan Sukamaju", Served(), False),
        ("anggota majelis hakim", Served(), True),
        ("Komisioner Komisi Perlindungan Anak", Served(frozenset({"government"})), True),
        ("Anggota Keluarga Presiden", Served(), False),
        ("Presiden Tirtasari FC", Served(), False),
        ("Wakil Presiden", Served(), True),
        ("tokoh masyarakat Kecamatan Sukamaju", Served(frozenset({"government"})), False),
        ("petugas keamanan", Served(), True),
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
        ("Seorang diplomat yang enggan disebut namanya menilai usul itu lemah.", "Seorang diplomat", "person"),
        ("Awal pekan ini Reuters melaporkan bahwa kapal itu karam.", "Reuters", "org"),
        ("Presiden Joko Widodo pekan lalu di Oslo juga mengaku ingin membeli kapal.", "Joko Widodo", "person"),
        ("Menteri Pertahanan Norwegia Arne Solberg menyebutnya kecerobohan.", "Arne Solberg", "person"),
        ("Norwegia akan membeli kapal lagi, demikian Solberg.", "Solberg", "person"),
        ("Di pelabuhan Oslo, hari Minggu, Joko Prasetyo menerima tamu itu dan mengumumkan kapal baru.",
         "Joko Prasetyo", "person"),
        ("Menurut seorang pejabat Norwegia, Menteri Joko Prasetyo dan Rina Sumarwati yang membeli kapal itu.",
         "seorang pejabat Norwegia", "person"),
        ("Menteri Perdagangan Joko Prasetyo bilang Jakarta ingin membeli kapal.", "Joko Prasetyo", "person"),
        ("Kapal itu, menurut Oslo, tidak pernah berlayar ke selatan.", "Oslo", "state"),
        ("Tuduhan itu dibantah Oslo kemarin.", "Oslo", "state"),
        ("Media pemerintah Norwegia melaporkan kapal itu karam.", "Media pemerintah Norwegia", "org"),
        ("Media Norwegia melaporkan kapal itu karam.", "Media Norwegia", "group"),
        ("Menteri Perdagangan Joko Prasetyo menulis di Twitter, kapal itu karam.", "Joko Prasetyo", "person"),
        ("Beberapa jam setelah badai, kantor Solberg mengumumkan kapal itu karam.", "kantor Solberg", "org"),
        ("Menurut Reuters, pemimpin Norwegia itu menganggap dialog lebih baik.", "pemimpin Norwegia itu", "person"),
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


def speakers(text: str, tmp_path: Path) -> list[tuple[str, str, str | None, bool]]:
    """Who speaks in a text, of what kind, state and standing, in order."""
    found = record(text, tmp_path).statements
    return [(s.speaker, s.kind, s.state, s.official) for s in found]


def test_whoever_is_quoted_on_has_spoken_before(tmp_path: Path) -> None:
    text = (
        '"Gudang itu penuh," kata pengamat Rina Sumarwati.\n'
        "Menteri Perdagangan Joko Prasetyo menutup gudang itu.\n"
        '"Langkah itu terlambat dan merugikan petani," ujarnya.'
    )
    assert [s[0] for s in speakers(text, tmp_path)] == ["Rina Sumarwati", "Rina Sumarwati"]


def test_bare_office_means_its_holder_and_not_who_was_told_of_beside_it(tmp_path: Path) -> None:
    text = (
        "Juru bicara Rina Sumarwati menegaskan Presiden Joko Widodo netral. "
        "Presiden tak menyoal majunya mantan Menteri Perdagangan Bambang Wirakusuma. "
        "Menurut Presiden, semua warga berhak mencalonkan diri."
    )
    assert speakers(text, tmp_path)[-1][0] == "Joko Widodo"


def test_government_takes_no_name_behind_a_comma(tmp_path: Path) -> None:
    text = "Menurut pemerintah Turki, Rina Sumarwati mendalangi aksi itu."
    assert speakers(text, tmp_path) == [("pemerintah Turki", "state", "TR", True)]


def test_role_takes_in_a_name_that_nobody_knows(tmp_path: Path) -> None:
    text = "Juru bicara Kantor Urusan Sungai di bawah pemerintahan Turki, An Belshan mengatakan usul itu ditolak."
    assert [(name, kind, official) for name, kind, _, official in speakers(text, tmp_path)] == [
        ("An Belshan", "person", True)
    ]


def test_people_are_of_the_state_of_their_place(tmp_path: Path) -> None:
    text = "Menurut seorang warga di Mosul, tembakan terdengar sepanjang malam. Pemerintah Indonesia mengecam hal itu."
    assert speakers(text, tmp_path)[0] == ("seorang warga di Mosul", "person", "IQ", False)


def test_words_that_are_no_name_are_a_body(tmp_path: Path) -> None:
    found = speakers("Manajemen Crestov menilai gudang itu terlalu kecil.", tmp_path)
    assert [(name, kind) for name, kind, _, _ in found] == [("Manajemen Crestov", "org")]


def test_office_named_after_somebody_is_of_the_same_state(tmp_path: Path) -> None:
    text = (
        "Perdana Menteri Inggris Keir Starmer berunding di Oslo. Rusia dan Rusia lagi yang dibahas. "
        "Kantor Starmer menyatakan London tidak berubah sikap."
    )
    assert speakers(text, tmp_path) == [("Kantor Starmer", "org", "GB", True)]


def test_thus_of_what_is_told_names_nobody(tmp_path: Path) -> None:
    text = 'Joko Prasetyo datang. Kedua kota, demikian bunyi naskah itu, "tidak akan saling mengganggu".'
    assert "Joko Prasetyo" not in [s[0] for s in speakers(text, tmp_path)]


def test_viewpoint_of_a_person_is_a_statement(tmp_path: Path) -> None:
    text = (
        "Bagi Sari Wulandari, lumbung itu terlalu kecil. Bagi Indonesia, lumbung itu penting. "
        "Bagi Sari Wulandari, pemerintah membangun rumah. Bagi petani, harga itu mahal."
    )
    assert speakers(text, tmp_path) == [("Sari Wulandari", "person", "ID", False)]


def test_one_called_like_another_reading_of_the_cue_speaks(tmp_path: Path) -> None:
    found = speakers(
        "Sandi Pratama datang. Kata Sandi, lumbung itu penuh. Kata sandi itu dicuri, lalu diganti.", tmp_path
    )
    assert [name for name, *_ in found] == ["Sandi Pratama"]


def test_office_beside_a_cue_is_not_that_of_the_name_before_it(tmp_path: Path) -> None:
    text = "Joko Prasetyo divonis bersalah. Uang Joko Prasetyo, kata hakim, sudah habis. Hakim menyebut dia menyesal."
    assert [name for name, *_ in speakers(text, tmp_path)] == ["hakim", "Hakim"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('"Kapal itu aman," ucap Sekjen Partai Kertas, Raja Juli Wibawa kepada wartawan.', ["Raja Juli Wibawa"]),
        ('"Kapal itu aman," tutur direktur perusahaan ini, Azar Wibawa.', ["Azar Wibawa"]),
        ('Joko Prasetyo tiba. "Kapal aman," kata politisi yang juga ketua Fraksi Kertas DPR itu.', ["Joko Prasetyo"]),
        ("Menteri Joko Prasetyo tiba. Ekonom Sari Wulandari menyebut itu baik. Menteri berusia 40 tahun itu menyebut "
         "itu buruk.", ["Sari Wulandari", "Joko Prasetyo"]),
        ("Sari Wulandari menyebut itu baik. Menurut ibunda artis Dewi Wibawa itu, kapal tersebut aman.",
         ["Sari Wulandari", "Sari Wulandari"]),
        ("Ditanya soal itu, juru bicara KPK Joko Prasetyo tersenyum. Ia mengatakan kapal itu aman.", ["Joko Prasetyo"]),
        ('Presiden Joko Widodo tiba. "Kapal itu aman," kata Presiden di Istana Merdeka.', ["Joko Widodo"]),
        ("Panglima TNI Joko Prasetyo tiba. Menteri Sari Wulandari menyebut itu baik.\n\nPanglima TNI lalu berdiri. "
         '"Kapal itu aman," katanya.', ["Sari Wulandari", "Joko Prasetyo"]),
    ],
)  # fmt: skip
def test_speaker_is_meant_by_office_trait_or_kin(text: str, names: list[str], tmp_path: Path) -> None:
    assert [name for name, *_ in speakers(text, tmp_path)] == names


@pytest.mark.parametrize("behind", ["Selasa Pagi di Medan", "Istana Negara di Jakarta", "Jakarta Selatan di sana"])
def test_day_or_place_behind_an_office_is_no_name(behind: str, tmp_path: Path) -> None:
    found = record(f'"Kami siap," kata juru bicara kementerian ini, {behind}.', tmp_path)
    assert found.persons == ()


def test_judge_is_the_one_named_before(tmp_path: Path) -> None:
    text = "Hakim Kusno Wibawa menilai ia bersalah. Menurut hakim, terdakwa menyesal."
    assert [kind for _, kind, *_ in speakers(text, tmp_path)] == ["person", "person"]


def test_judges_without_a_name_are_a_group_of_their_state(tmp_path: Path) -> None:
    text = "Hakim menyatakan Joko Prasetyo bersalah. Majelis hakim menilai ia menyesal."
    assert [who[1:] for who in speakers(text, tmp_path)] == [("group", "ID", True)] * 2


def test_both_officials_and_both_states_speak_each(tmp_path: Path) -> None:
    text = (
        "Presiden Prancis Emmanuel Macron bertemu Presiden Turki Recep Tayyip Erdogan di Lyon. "
        "Dalam jumpa pers, keduanya menegaskan pasar gandum harus dibuka. "
        "Kedua negara menegaskan pasar itu penting."
    )
    assert sorted(speakers(text, tmp_path)) == [
        ("Emmanuel Macron", "person", "FR", True), ("Prancis", "state", "FR", True),
        ("Recep Tayyip Erdogan", "person", "TR", True), ("Turki", "state", "TR", True),
    ]  # fmt: skip


@pytest.mark.parametrize("third", ["untuk membahas perang di Ukraina", "kata Presiden Rusia Vladimir Putin"])
def test_both_of_three_are_nobody_in_particular(third: str, tmp_path: Path) -> None:
    text = (
        f"Presiden Prancis Emmanuel Macron bertemu Presiden Turki Recep Tayyip Erdogan di Lyon, {third}. "
        "Kedua negara menegaskan pasar itu penting."
    )
    assert [s[1] for s in speakers(text, tmp_path)][-1:] == ["group"]


def test_both_of_three_officials_are_nobody_in_particular(tmp_path: Path) -> None:
    text = (
        "Presiden Prancis Emmanuel Macron bertemu Presiden Turki Recep Tayyip Erdogan dan Menteri Luar Negeri Turki "
        "Hakan Fidan. Keduanya menegaskan pasar itu penting."
    )
    assert len(speakers(text, tmp_path)) == 1


def test_body_that_shares_a_word_with_somebody_keeps_its_state(tmp_path: Path) -> None:
    text = "Pengusaha Singapura Robert Agung ditangkap. Mahkamah Agung menyatakan putusan itu sah."
    assert speakers(text, tmp_path) == [("Mahkamah Agung", "org", "ID", True)]


@pytest.mark.parametrize(
    "who, state",
    [("Ketua ASEAN Presiden Joko Widodo", "ID"), ("Mantan Sekretaris Jenderal NATO Jens Stoltenberg", "NO")],
)
def test_who_leads_a_world_body_beside_a_state_or_no_more_keeps_the_state(who: str, state: str, tmp_path: Path) -> None:
    assert [s[2] for s in speakers(f"{who} meminta semua pihak menahan diri.", tmp_path)] == [state]


def test_both_who_hold_no_office_speak_as_one(tmp_path: Path) -> None:
    text = (
        "Presiden Prancis Emmanuel Macron bertemu Presiden Turki Recep Tayyip Erdogan di Lyon. "
        "Di kota itu Rina Sumarwati dan Joko Prasetyo ditangkap. Keduanya mengaku tidak bersalah."
    )
    assert len(speakers(text, tmp_path)) == 1


def test_role_ends_where_another_person_is_named(tmp_path: Path) -> None:
    text = (
        "Menteri Pertahanan RI Joko Prasetyo diterima Perdana Menteri Norwegia Arne Solberg di Oslo. "
        "Solberg menyebut naskah itu penting bagi kedua negara."
    )
    assert speakers(text, tmp_path) == [("Arne Solberg", "person", "NO", True)]


def test_office_of_an_international_body_is_of_no_state(tmp_path: Path) -> None:
    text = (
        "Sekretaris Jenderal PBB Antonio Guterres meminta semua pihak menahan diri. "
        "Juru bicara Uni Eropa Rina Sumarwati menegaskan hal itu."
    )
    assert [s[2:] for s in speakers(text, tmp_path)] == [(None, False)] * 2


def test_name_half_at_home_is_of_no_home_that_nobody_names(tmp_path: Path) -> None:
    text = "Menurut Wakil Direktur Keamanan Nasional Kim Tae-hyun, Korea Selatan dan Jepang setuju berlatih bersama."
    assert [s[2] for s in speakers(text, tmp_path)] == ["KR"]


def test_public_is_a_group(tmp_path: Path) -> None:
    found = speakers("Masyarakat mengecam keras penutupan gudang itu.", tmp_path)
    assert [kind for _, kind, _, _ in found] == ["group"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wakil Wali Kota Bekasi Hamdan Wirakusuma membuka pasar itu.", ["Hamdan Wirakusuma"]),
        ("Pasar itu ramai.\nMenteri Bambang P.S Wirakusuma membuka pasar itu.", ["Bambang P.S Wirakusuma"]),
        ("Pasar itu ramai.\nKetua KPK Jilid I Taufik Wirandi menolak usul itu.", ["Taufik Wirandi"]),
        ("Pasar itu ramai.\nKapolsek Ajun Komisaris Polisi Sutarbiyana di Bandung menolak usul itu.", ["Sutarbiyana"]),
        ("Bupati Ogan Ilir Ilham Panji Wirakusuma menolak usul itu.", ["Ilham Panji Wirakusuma"]),
        ("Pasar itu dibuka saat peringatan Hari Wirakusuma.", []),
    ],
)  # fmt: skip
def test_name_is_taken_whole(text: str, expected: list[str], tmp_path: Path) -> None:
    assert names(text, tmp_path) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('Pelatih Surya Wibawa tiba. "Kami siap menang," ucap Eyi, sapaan akrab Surya Wibawa.', "Surya Wibawa"),
        ("Pelatih Surya Wibawa atau yang akrab disapa Eyi tiba. Eyi mengatakan pasar itu ramai.", "Surya Wibawa"),
        ("Partai itu memilih Saiful Wibawa atau Gus Ipung. Gus Ipung mengatakan pasar itu ramai.", "Saiful Wibawa"),
        ('Pelatih Victor Wirandi tiba. "Kami siap menang," tutup Viktor.', "Victor Wirandi"),
        ("Gubernur Jawa Barat, Ahmad Heriyanto, tiba. Aher mengatakan pasar itu ramai.", "Ahmad Heriyanto"),
    ],
)  # fmt: skip
def test_speaker_goes_by_another_name(text: str, name: str, tmp_path: Path) -> None:
    assert [who[0] for who in speakers(text, tmp_path)] == [name]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("viktor", ["victor", "wirandi"], True),
        ("prasetio", ["edi", "prasetyo"], True),
        ("soleh", ["nur", "sholeh"], True),
        ("rahman", ["rahmat"], False),
        ("andi", ["andy"], False),
        ("victor", ["victor"], False),
    ],
)
def test_name_spelt_otherwise(one: str, other: list[str], is_same: bool) -> None:
    assert misspells(one, other) is is_same


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Deputi Joko Prasetyo menyebut itu baik. Sementara itu Ketua KONI, Surya Wibawa, menyayangkannya. Ia yakin "
         "pasar itu ramai.", ["Joko Prasetyo", "Surya Wibawa"]),
        ("Aktor Joko Prasetyo menyebut itu baik. Dewi Anggraeni menanggapi hal tersebut. Seperti dikutip AFP ia "
         "mengatakan, Joko adalah orang baik.", ["Joko Prasetyo", "Dewi Anggraeni"]),
        ("Gubernur Joko Prasetyo menyebut itu baik. Tanggapan senada datang dari pengamat pasar, Dewi Anggraeni. Ia "
         "menyebut pasar itu ramai.", ["Joko Prasetyo", "Dewi Anggraeni"]),
        ("Kombes Joko Prasetyo menjelaskan ada 16 saksi. Termasuk terlapor Surya Wibawa. Menurutnya, pasar itu ramai.",
         ["Joko Prasetyo", "Joko Prasetyo"]),
        ("Ketua Joko Prasetyo mengatakan pasar itu ramai. Pasal itu menyebut denda bagi pedagang.", ["Joko Prasetyo"]),
        ("Presiden Joko Prasetyo tersenyum. Novel Wirakusuma berobat di Bali.\n\n\"Kita lega Pak Novel sudah sembuh,\" "
         "tuturnya.", ["Joko Prasetyo"]),
        ("Pasar itu dibuka oleh artis Dewi Anggraeni. Mantan penyanyi itu mengatakan, berkat Joko Prasetyo, itu baik.",
         ["Dewi Anggraeni"]),
    ],
)  # fmt: skip
def test_pronoun_means_who_was_told_of_last(text: str, names: list[str], tmp_path: Path) -> None:
    assert [name for name, *_ in speakers(text, tmp_path)] == names


@pytest.mark.parametrize(
    "description",
    [
        "pria berkumis itu",
        "pria yang akrab disapa Jopras ini di gedung itu",
        "politisi yang pernah menjabat ketua komisi itu",
        "polisi jenderal bintang dua itu",
        "artis kelahiran Solo, 20 Mei 1993 ini",
        "bintang film ‘Pasar Pagi’ ini",
        "cucu kiai Wirandi, Hasan Wirakusuma ini",
    ],
)
def test_description_means_who_spoke(description: str, tmp_path: Path) -> None:
    text = f'Joko Prasetyo menyebut pasar itu ramai.\n\n"Kami siap berdagang di sana," ujar {description}.'
    assert [name for name, *_ in speakers(text, tmp_path)] == ["Joko Prasetyo"] * 2


def test_description_means_not_who_never_spoke(tmp_path: Path) -> None:
    text = (
        "Ipda Zaenal Wirandi hilang di Poso. Brigjen Joko Prasetyo membenarkan kabar itu. Zaenal Wirandi pulang.\n\n"
        "Mantan Kapolresta Bandung ini menjelaskan pasar itu ditutup."
    )
    assert [name for name, *_ in speakers(text, tmp_path)] == ["Joko Prasetyo"] * 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kepala Satgas kasus Wirandi, Dewi Anggraeni, menyebut pasar itu ramai.", ["Dewi Anggraeni"]),
        ("Staf ahli Wirandi, Dewi Anggraeni, menyebut pasar itu ramai. Joko Wirandi tiba.", ["Dewi Anggraeni"]),
        ("Kuasa warga yang menggugat hal ini, Dewi Anggraeni, menyebut pasar itu ramai.", ["Dewi Anggraeni"]),
        ("Warga RT 3, RW 6 Kotasari, Jakarta Selatan, Dewi Anggraeni menyebut pasar itu ramai.", ["Dewi Anggraeni"]),
        ("Kemarin, Dewi Anggraeni yang juga menjabat ketua Partai Kertas menilai itu baik.", ["Dewi Anggraeni"]),
        ('"Kami siap berdagang," ujar Pendiri Forum Kertas yang juga mantan Menteri Dagang Dewi Anggraeni.',
         ["Dewi Anggraeni"]),
        ("Produser Joko Prasetyo tiba. Menambahkan Joko, Dewi Anggraeni menyebut pasar itu ramai.", ["Dewi Anggraeni"]),
        ("Joko Prasetyo tiba. Selain PKS, Joko juga menuding dua partai lain.", ["Joko Prasetyo"]),
        ("Dewi Anggraeni selaku pengacara Joko memberitahukan bahwa kliennya sakit. Joko Prasetyo dirawat.",
         ["Dewi Anggraeni"]),
        ("Menurut Dewi Anggraeni, pernyataan yang disampaikan Joko Prasetyo keliru.", ["Dewi Anggraeni"]),
        ("Menurut ketua panitia acara tersebut Dewi Anggraeni acara itu merupakan program kerja.", ["Dewi Anggraeni"]),
        ("Odingar, yang memboikot pemilu ulang pada Mei, menyatakan dirinya siap.", ["Odingar"]),
        ('"Kami siap berdagang," kata ketua panitia pasar, Dahanar saat ditemui di sana.', ["Dahanar"]),
        ("Mantan Kepala Badan Gunung Kementerian Energi (BG) Surobo menyebut pasar itu ramai.", ["Surobo"]),
        ("Channel 4 menyebut pasar itu ramai.\n\n\"Kami menayangkannya,\" kata media tersebut.", ["Channel 4"] * 2),
        ("Pasar itu ramai. MURBI mencatat rekor itu.", ["MURBI"]),
        ("Presiden Joko Prasetyo memperingati Hari Pasar dengan berjalan kaki.", []),
        ("Pasar itu ramai karena tanpa diduga Joko Prasetyo menang.", []),
        ("Penyanyi Dewi Anggraeni tiba. Iapun menyebut pasar itu ramai. Diapun meminta warga datang.",
         ["Dewi Anggraeni"] * 2),
        ("Wakil Ketua Majelis Pasar Nasional (MPN) Joko Prasetyo tiba. Wakil Ketua MPN menyebut pasar itu ramai.",
         ["Joko Prasetyo"]),
        ("Beberapa waktu lalu, Dewi Anggraeni menyebut pasar itu ramai.", ["Dewi Anggraeni"]),
        ("Istri Gubernur Riau Joko Prasetyo menyebut pasar itu ramai.", ["Istri Gubernur Riau Joko Prasetyo"]),
        ("Pasar itu ramai, kata tim kuasa hukum Joko Prasetyo, Dewi Anggraeni.", ["Dewi Anggraeni"]),
        ('"Kami siap berdagang," kata Ny. Dewi Anggraeni, warga Depok.', ["Dewi Anggraeni"]),
        ('"Kami siap berdagang," ujar Dirjen Hubdat, Joko Prasetyo, di Lima.', ["Joko Prasetyo"]),
        ("Menurut UU Pasar No 7, kios harus bersih. Perpres Pasar menyebut kios harus ramai.", []),
    ],
)  # fmt: skip
def test_subject_is_told_from_who_is_named_beside_it(text: str, names: list[str], tmp_path: Path) -> None:
    assert [name for name, *_ in speakers(text, tmp_path)] == names


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("Aliansi Jurnalis Independen (AJI) Solo tiba. Koordinator Divisi Pasar AJI Kota Solo Joko Prasetyo menyebut "
         "pasar itu ramai.", False),
        ("Joko Prasetyo, wakil presiden eksekutif Kertas Jaya di Amerika Serikat, menyebut pasar itu ramai.", False),
        ("Vonis itu dijatuhkan majelis hakim yang diketuai Joko Prasetyo. Joko menyebut ia bersalah.", True),
        ("Tim jaksa penuntut umum (JPU) yang dipimpin Joko Prasetyo hadir. Joko menyebut ia bersalah.", True),
    ],
)  # fmt: skip
def test_office_tells_by_its_body_and_by_who_is_led(text: str, official: bool, tmp_path: Path) -> None:
    assert [who[3] for who in speakers(text, tmp_path)] == [official]


def test_authority_with_a_name_of_its_own_is_a_body(tmp_path: Path) -> None:
    text = "Otoritas Pasar Bersama memperkirakan pasar itu ramai. Otoritas Palestina menyebut itu baik."
    assert [who[1] for who in speakers(text, tmp_path)] == ["org", "state"]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Kapolda Riau Irjen. Pol. Joko Prasetyo tiba.", "Joko Prasetyo", "Kapolda Riau"),
        ("Kabid Humas Polda Riau Kombes Joko Prasetyo tiba.", "Joko Prasetyo", "Kabid Humas Polda Riau"),
        ("Presiden KPL Capt. Joko Prasetyo tiba.", "Joko Prasetyo", "Presiden KPL"),
        ("Kapolsek Tambora AKP Joko Prasetyo tiba.", "Joko Prasetyo", "Kapolsek Tambora"),
        ("Kabid Hukum Polda Riau Komisaris Besar Polisi Joko Prasetyo tiba.", "Joko Prasetyo",
         "Kabid Hukum Polda Riau"),
        ("Panglima TNI Jenderal Joko Prasetyo tiba.", "Joko Prasetyo", "Panglima TNI"),
        ("Direktur Jenderal Pajak Joko Prasetyo tiba.", "Joko Prasetyo", "Direktur Jenderal Pajak"),
        ("Ketua Majelis Hakim Dewi Anggraeni mengatakan sidang ditunda.", "Dewi Anggraeni", "Ketua Majelis Hakim"),
    ],
)  # fmt: skip
def test_rank_is_no_part_of_the_office_or_the_name(text: str, name: str, role: str, tmp_path: Path) -> None:
    assert [(person.name, person.role) for person in record(text, tmp_path).persons] == [(name, role)]


def test_short_name_in_brackets_is_of_the_same_person_if_it_has_its_letters(tmp_path: Path) -> None:
    text = 'Putra pedagang itu, Joko Wasis Prasetyo ({0}), tiba. "Pasar itu ramai," kata {0}.'
    (person,) = record(text.format("Jopras"), tmp_path).persons
    assert (person.name, person.aliases) == ("Joko Wasis Prasetyo", ("Jopras",))
    assert len(record(text.format("Dewi"), tmp_path).persons) == 2


def test_rank_is_a_body_only_where_its_state_is_named(tmp_path: Path) -> None:
    found = record('"Pasar itu aman," kata Kapolsek Tambora AKP Joko Prasetyo.', tmp_path)
    assert (found.organizations, [(p.state, p.official) for p in found.persons]) == ((), [("ID", True)])
    found = record("Partai berkuasa Turki, AKP, menang. AKP mengatakan pemilu selesai.", tmp_path)
    assert [body.name for body in found.organizations] == ["AKP"]


def test_president_of_a_city_is_a_club_s(tmp_path: Path) -> None:
    found = record(
        "Presiden Madrid Joko Prasetyo menyebut klub itu siap. Presiden Spanyol Rudi Hartanto tiba.", tmp_path
    )
    assert [(p.name, p.official) for p in found.persons] == [("Joko Prasetyo", False), ("Rudi Hartanto", True)]


@pytest.mark.parametrize(
    "phrase",
    [
        "seorang warga, Joko Prasetyo.",
        "seorang warga, Joko Prasetyo (45).",
        "seorang warga bernama Joko Prasetyo.",
        "seorang petani, Joko Prasetyo, kemarin.",
    ],
)
def test_who_is_named_behind_what_he_is_speaks(phrase: str, tmp_path: Path) -> None:
    (statement,) = record(f'"Saya melihat api," kata {phrase}', tmp_path).statements
    assert statement.speaker == "Joko Prasetyo"


def test_unnamed_official_whose_word_is_of_a_named_one_speaks(tmp_path: Path) -> None:
    for tells in ("membawa surat itu", "di Lima membawa surat itu", "pada Senin membawa surat itu"):
        (statement,) = record(f"Menurut seorang pejabat, Menteri Joko Prasetyo {tells}.", tmp_path).statements
        assert statement.speaker == "seorang pejabat"


@pytest.mark.parametrize("who", ["Pejabat", "Sumber"])
def test_who_stays_without_a_name_is_nobody_who_is_named(who: str, tmp_path: Path) -> None:
    text = f"Menteri Joko Prasetyo tiba kemarin. {who} yang enggan disebutkan namanya itu mengatakan gandum langka."
    assert [s.speaker for s in record(text, tmp_path).statements] == [who]
    text = f"{text} {who} yang tidak disebutkan namanya itu mengatakan panen gagal."
    assert [s.speaker for s in record(text, tmp_path).statements] == [who, who]


@pytest.mark.parametrize("act", ["bereaksi keras dan mengecam", "marah lalu mengecam", "tak akan memaafkan"])
def test_capital_that_feels_or_does_is_a_government(act: str, tmp_path: Path) -> None:
    assert "CN" in [state.code for state in record(f"Beijing {act} Jepang.", tmp_path).states]
    assert "CN" not in [state.code for state in record(f"Di Beijing {act} Jepang.", tmp_path).states]


@pytest.mark.parametrize(
    ("sentence", "mode", "quote"),
    [
        ('"Tidak," jawab Menteri Joko Prasetyo.', "direct", "Tidak,"),
        ('Menteri Joko Prasetyo menjawab singkat, "Tidak."', "direct", "Tidak."),
        ('Menteri Joko Prasetyo menjawab pelan, "Gandum kita cukup."', "direct", "Gandum kita cukup."),
        ('Menteri Joko Prasetyo menyebut langkah itu "tepat."', "indirect", None),
        ('Menteri Joko Prasetyo menyebut harian "Warta" keliru.', "indirect", None),
    ],
)
def test_one_word_is_a_quotation_where_it_is_a_sentence(
    sentence: str, mode: str, quote: str | None, tmp_path: Path
) -> None:
    (statement,) = record(sentence, tmp_path).statements
    assert (statement.mode, statement.quote) == (mode, quote)
