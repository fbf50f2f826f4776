"""What is found in a text. All sentences are ours."""

import json
from pathlib import Path

import pytest

from extractors import extract
from kg.model import Mention
from kg.read import ReadArticle, read_articles
from kg.record import Record, StatementRecord

FIRST = "SEOUL, Warta Uji - "
PM = "Perdana Menteri Jepang Fumio Kishida"


def record(text: str, tmp_path: Path) -> Record:
    """The record of a text, read as a file is."""
    path = tmp_path / "warta.txt"
    path.write_text(text, encoding="utf-8")
    (item,) = read_articles([path])
    assert isinstance(item, ReadArticle)
    found = extract(item.article)
    consistent(found)
    return found


def published(text: str, day: str, tmp_path: Path) -> Record:
    """The record of a text that came out on ``day``."""
    path = tmp_path / "warta.json"
    path.write_text(json.dumps({"text": text, "datePublished": day}), encoding="utf-8")
    (item,) = read_articles([path])
    assert isinstance(item, ReadArticle)
    found = extract(item.article)
    consistent(found)
    return found


def mentions_of(found: Record) -> list[tuple[Mention, ...]]:
    """The mentions of each entity."""
    return [
        *(person.mentions for person in found.persons),
        *(state.mentions for state in found.states),
        *(body.mentions for body in found.organizations),
        *(weapon.mentions for weapon in found.weapons),
        *(meeting.mentions for meeting in found.meetings),
    ]


def consistent(found: Record) -> None:
    """All offsets say what stands there."""
    text = found.article.text
    for mentions in mentions_of(found):
        for mention in mentions:
            assert text[mention.start : mention.end] == mention.text
    for statement in found.statements:
        assert 0 <= statement.start < statement.end <= len(text)
        if statement.cue:
            assert text[statement.cue.start : statement.cue.end] == statement.cue.text


def said(found: Record) -> list[StatementRecord]:
    return list(found.statements)


@pytest.mark.parametrize(
    "sentence, speaker, mode, act",
    [
        (f"{PM} mengatakan kapal itu sudah berlayar.", "Fumio Kishida", "indirect", "say"),
        ('"Kapal itu sudah berlayar," kata ' + PM + ".", "Fumio Kishida", "direct", "say"),
        (PM + ' mengatakan kapal itu "sudah jauh berlayar" menuju utara.', "Fumio Kishida", "mixed", "say"),
        (f"Kapal itu sudah berlayar, ujar {PM}.", "Fumio Kishida", "indirect", "say"),
        (f"Menurut {PM}, kapal itu sudah berlayar.", "Fumio Kishida", "indirect", "say"),
        ("Kremlin membantah bahwa kapal itu membawa peluru.", "Kremlin", "indirect", "deny"),
        ("Amerika Serikat menuduh Iran mengirim drone ke Rusia.", "Amerika Serikat", "indirect", "accuse"),
        ("Iran dituduh oleh Amerika Serikat mengirim drone ke Rusia.", "Amerika Serikat", "indirect", "accuse"),
        ("Kemhan Jepang memperingatkan bahwa uji lain akan ada.", "Kemhan Jepang", "indirect", "warn"),
        (f"{PM} berjanji akan membantu para nelayan.", "Fumio Kishida", "indirect", "promise"),
        (f"{PM} mendesak China menarik kapalnya.", "Fumio Kishida", "indirect", "urge"),
    ],
)  # fmt: skip
def test_statement_is_found(sentence: str, speaker: str, mode: str, act: str, tmp_path: Path) -> None:
    (statement,) = said(record(FIRST + sentence, tmp_path))
    assert (statement.speaker, statement.mode, statement.act) == (speaker, mode, act)
    assert statement.official


def test_statement_of_an_outlet_is_mixed_if_it_quotes(tmp_path: Path) -> None:
    told = "Delegasi itu datang untuk memperkuat {}, demikian dilaporkan KCNA pada Rabu."
    (quoted,) = said(record(told.format('"kerja sama yang erat"'), tmp_path))
    assert (quoted.speaker, quoted.mode, quoted.quote) == ("KCNA", "mixed", "kerja sama yang erat")
    (plain,) = said(record(told.format("kerja sama yang erat"), tmp_path))
    assert (plain.mode, plain.quote) == ("indirect", None)


def test_statement_of_two_states_is_two(tmp_path: Path) -> None:
    found = said(
        record("Amerika Serikat menuduh Iran mengirim drone. Moskow dan Teheran membantah tuduhan itu.", tmp_path)
    )
    assert [(s.speaker, s.state, s.act) for s in found if s.act == "deny"] == [
        ("Moskow", "RU", "deny"),
        ("Teheran", "IR", "deny"),
    ]


def test_statement_runs_over_sentences_of_one_quotation(tmp_path: Path) -> None:
    text = '"Kami siap. Masih ada waktu," kata Menteri Luar Negeri Indonesia Retno Marsudi di Jakarta.'
    (statement,) = said(record(text, tmp_path))
    assert statement.quote == "Kami siap. Masih ada waktu,"


def test_statement_keeps_a_speaker_over_a_pronoun(tmp_path: Path) -> None:
    text = (
        "Menteri Luar Negeri Indonesia Retno Marsudi mengatakan rapat akan ditunda.\n\n"
        '"Kami masih menunggu undangan," katanya. Ia menambahkan bahwa tidak ada yang perlu dicemaskan.'
    )
    assert {s.speaker for s in said(record(text, tmp_path))} == {"Retno Marsudi"}


@pytest.mark.parametrize(
    "sentence, official, state",
    [
        ("Mantan Menteri Luar Negeri Amerika Serikat Mike Pompeo mengatakan rencana itu keliru.", False, "US"),
        ("Para pejabat AS mengatakan rencana itu keliru.", True, "US"),
        ("Seorang pejabat Korea Selatan mengatakan rencana itu keliru.", True, "KR"),
        ("Para analis mengatakan rencana itu keliru.", False, None),
        ("Gedung Putih mengatakan rencana itu keliru.", True, "US"),
        ("Sekretaris Jenderal PBB Antonio Guterres mengatakan rencana itu keliru.", False, None),
        ("Seorang diplomat Barat mengatakan rencana itu keliru.", True, None),
    ],
)
def test_statement_knows_whether_it_is_official(
    sentence: str, official: bool, state: str | None, tmp_path: Path
) -> None:
    (statement,) = said(record(FIRST + sentence, tmp_path))
    assert statement.official is official
    if state:
        assert statement.state == state


def test_statement_says_over_whom_and_when(tmp_path: Path) -> None:
    text = (
        'SEOUL, Warta Uji - "Kami siap," kata Menteri Luar Negeri Rusia Sergei Lavrov pada Selasa (12/9/2023), '
        "dikutip kantor berita TASS."
    )
    (statement,) = said(record(text, tmp_path))
    assert statement.via == ("TASS",)
    assert statement.date == "2023-09-12"


@pytest.mark.parametrize(
    "sentence, day",
    [
        ("Peskov mengatakan pada Selasa bahwa rapat akan dimulai pada Rabu.", "2023-09-12"),
        ("Peskov, Selasa (12/9/2023), mengatakan rapat akan dimulai pada Rabu.", "2023-09-12"),
        ("Peskov pada Selasa menyatakan rapat akan dimulai pada Kamis.", "2023-09-12"),
        ("Peskov mengatakan rapat sudah dimulai, Selasa (12/9/2023).", "2023-09-12"),
        ("Peskov mengatakan rapat akan dimulai pada 17 Oktober 2023.", None),
        ("Peskov membantah para menteri bertemu di Wina pada 1 September 2023.", None),
        ("Peskov mengatakan bahwa rapat pada Selasa berjalan lancar.", None),
        ("Peskov menilai rapat tahun 2019 itu gagal.", None),
    ],
)
def test_statement_date_is_that_of_the_saying(sentence: str, day: str | None, tmp_path: Path) -> None:
    (statement,) = said(published(f"Juru bicara Kremlin Dmitry {sentence}", "2023-09-13", tmp_path))
    assert statement.date == day


@pytest.mark.parametrize(
    "sentence, day",
    [
        ('Pada Senin, Dmitry Peskov mengatakan kapal itu "akan tiba pada Rabu nanti".', "2023-09-11"),
        ('"Kapal itu akan tiba pada Rabu," kata Dmitry Peskov di Moskow, Selasa (12/9/2023).', "2023-09-12"),
        ('"Kapal itu akan tiba pada Rabu," kata Dmitry Peskov saat ditemui di Moskow, Selasa (12/9).', "2023-09-12"),
        ('"Kapal itu akan tiba pada Rabu," kata Dmitry Peskov.', None),
        ("Menurut Dmitry Peskov, rapat pada Selasa berjalan lancar.", None),
    ],
)
def test_statement_date_is_not_read_from_the_quotation(sentence: str, day: str | None, tmp_path: Path) -> None:
    (statement,) = said(published(sentence, "2023-09-13", tmp_path))
    assert statement.date == day


def test_statement_is_not_dated_after_publication(tmp_path: Path) -> None:
    (statement,) = said(published("Kremlin mengatakan pada 20 September 2023 bahwa ia siap.", "2023-09-13", tmp_path))
    assert statement.date is None


def test_statement_without_a_name_is_of_whom_its_paragraph_tells(tmp_path: Path) -> None:
    text = (
        f"{PM} mengatakan kapal itu sudah berlayar.\n"
        'Presiden Peru Wirandi Sutopo sehari kemudian menutup pelabuhan. "Kami belum siap," katanya.'
    )
    assert [s.speaker for s in said(record(text, tmp_path))] == ["Fumio Kishida", "Wirandi Sutopo"]
    text = text.replace("\n", " ")
    assert [s.speaker for s in said(record(text, tmp_path))] == ["Fumio Kishida", "Fumio Kishida"]


@pytest.mark.parametrize(
    "sentence, speaker, mode, act",
    [
        ("Beijing membantahnya.", "Beijing", "indirect", "deny"),
        ("Korea Utara (Korut) mengecamnya sebagai persiapan perang.", "Korea Utara", "indirect", "accuse"),
        ("Ketiganya berjanji akan membantu para nelayan.", "Ketiganya", "indirect", "promise"),
        (f'{PM} menilai kapal itu "terlalu tua".', "Fumio Kishida", "mixed", "believe"),
        (f'{PM} mengatakan kepada pers, "Kapal itu terlalu tua."', "Fumio Kishida", "direct", "say"),
    ],
)
def test_statement_of_few_words_is_found(sentence: str, speaker: str, mode: str, act: str, tmp_path: Path) -> None:
    (statement,) = said(record(FIRST + sentence, tmp_path))
    assert (statement.speaker, statement.mode, statement.act) == (speaker, mode, act)


def test_statement_by_the_way_is_not_of_whom_it_tells(tmp_path: Path) -> None:
    text = f'{PM} menyambut Narendra Modi di Tokyo dengan menyebutnya "sahabat lama". Dia menyatakan kapal itu siap.'
    assert {s.speaker for s in said(record(text, tmp_path))} == {"Fumio Kishida"}


def test_bodies_in_a_list_are_told_apart(tmp_path: Path) -> None:
    text = "Para pemimpin Liga Arab dan Organisasi Kerja Sama Islam (OKI) berunding di Riyadh."
    assert [o.name for o in record(text, tmp_path).organizations] == ["Liga Arab", "Organisasi Kerja Sama Islam"]


def test_second_verb_is_of_the_subject_of_the_first(tmp_path: Path) -> None:
    text = f"{PM} menelepon mitranya, Wirandi Sutopo dan Marlo Trebuck, serta menyerukan gencatan senjata."
    assert [s.speaker for s in said(record(text, tmp_path))] == ["Fumio Kishida"]


def test_verb_behind_but_is_of_the_subject_before(tmp_path: Path) -> None:
    text = f"{PM} menerima hasil itu, tetapi mendesak Korea Utara menarik kapalnya."
    assert [(s.speaker, s.act) for s in said(record(text, tmp_path))] == [("Fumio Kishida", "urge")]


def test_headline_that_strings_names_together_names_nobody(tmp_path: Path) -> None:
    text = (
        "Trebuck-Sutopo Naik Kereta ke Kyiv\n\n"
        'Kanselir Jerman Olivand Trebuck dan Presiden Peru Wirandi Sutopo tiba. "Kami datang," kata Trebuck.'
    )
    found = record(text, tmp_path)
    assert {p.name for p in found.persons} == {"Olivand Trebuck", "Wirandi Sutopo"}
    assert [s.speaker for s in said(found)] == ["Olivand Trebuck"]


@pytest.mark.parametrize(
    "name, found, key",
    [
        ("Lloyd J. Austin III", "Lloyd J. Austin", "lloyd-austin"),
        ("Dong Trebuk", "Dong Trebuk", None),
    ],
)
def test_name_behind_an_office_may_hold_other_words(name: str, found: str, key: str | None, tmp_path: Path) -> None:
    text = f"Presiden Peru tiba. Menteri Pertahanan AS {name} tiba di kota itu."
    assert [(p.name, p.key) for p in record(text, tmp_path).persons] == [(found, key)]


def test_name_goes_on_behind_a_particle(tmp_path: Path) -> None:
    (person,) = record("Senator Filipina Marla de Lima mengatakan kapal itu sudah berlayar.", tmp_path).persons
    assert (person.name, person.state) == ("Marla de Lima", "PH")


def test_former_president_spoken_of_is_not_the_president(tmp_path: Path) -> None:
    text = (
        "Presiden Peru Olivand Trebuck tiba. Wirandi Sutopo, ketua dewan itu, menyambutnya. "
        "Mantan presiden itu mengatakan kapal itu sudah berlayar."
    )
    assert [s.speaker for s in said(record(text, tmp_path))] == ["Wirandi Sutopo"]


def test_council_of_one_state_is_of_its_government(tmp_path: Path) -> None:
    (body,) = record("Dewan Keamanan Rusia mengatakan kapal itu sudah berlayar.", tmp_path).organizations
    assert (body.name, body.kind) == ("Dewan Keamanan Rusia", "government")


def test_attribute_of_a_body_is_no_body(tmp_path: Path) -> None:
    text = "Kepala Staf Gabungan AS Wirandi Sutopo mengatakan Latihan Gabungan AS-Filipina sudah selesai."
    assert not [o.name for o in record(text, tmp_path).organizations if o.name.startswith("Gabungan")]


def test_closing_words_name_who_says_and_who_reports(tmp_path: Path) -> None:
    (statement,) = said(
        record('"Kapal itu sudah berlayar," demikian pernyataan Kementerian Pertahanan Peru.', tmp_path)
    )
    assert (statement.speaker, statement.act) == ("Kementerian Pertahanan Peru", "say")
    (statement,) = said(record('"Kapal itu sudah berlayar," demikian laporan Kementerian Pertahanan Peru.', tmp_path))
    assert (statement.speaker, statement.act) == ("Kementerian Pertahanan Peru", "report")


def test_weak_cue_counts_before_a_clause(tmp_path: Path) -> None:
    (statement,) = said(record("Kemhan Jepang mengungkap Bangkok berencana mengundang para nelayan.", tmp_path))
    assert (statement.speaker, statement.cue and statement.cue.text) == ("Kemhan Jepang", "mengungkap")
    assert said(record("Kemhan Jepang mengungkap Bangkok Baru pada hari Senin.", tmp_path)) == []


def test_headline_tells_nothing_as_a_statement(tmp_path: Path) -> None:
    headline = "Menteri Pertahanan Kuba Tiba di Lima, Istana Ungkap Rencana Pertemuan dengan Presiden Chile Pekan Depan"
    found = record(f"{headline}\n\nKapal itu sudah berlayar.", tmp_path)
    assert said(found) == []
    assert {s.code for s in found.states} == {"CU", "CL"}


@pytest.mark.parametrize(
    "chain, via",
    [
        ("dikutip Yonhap dari TASS", ("Yonhap", "TASS")),
        ("seperti dilansir CNN yang mengutip kantor berita TASS", ("CNN", "TASS")),
        ("dilaporkan TASS dan dikutip Reuters", ("TASS", "Reuters")),
        ("dikutip Reuters dari Moskow", ("Reuters",)),
        ("dikutip dari laman suarauji.co.id", ("suarauji.co.id",)),
    ],
)
def test_statement_names_every_source_in_between(chain: str, via: tuple[str, ...], tmp_path: Path) -> None:
    (statement,) = said(record(f'"Kapal itu akan tiba," kata Dmitry Peskov, {chain}.', tmp_path))
    assert statement.via == via


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Kremlin Mengatakan Kapal Itu Sudah Berlayar",
        "Foto: Presiden Rusia Vladimir Putin mengatakan selamat datang. (Reuters/Pool)",
    ],
)
def test_statement_is_not_read_from_page_furniture(line: str, tmp_path: Path) -> None:
    text = f"Kapal itu berlayar pada pagi hari dari pelabuhan tua.\n{line}\nPelabuhan itu lalu ditutup untuk umum."
    assert said(record(text, tmp_path)) == []


@pytest.mark.parametrize(
    "sentence", ["Kapal itu dikabarkan sudah berlayar.", "Rencana itu dinilai keliru.", "Ia tidak menjawab pertanyaan."]
)
def test_statement_needs_somebody_who_says_it(sentence: str, tmp_path: Path) -> None:
    assert said(record(sentence, tmp_path)) == []


def test_person_is_parted_from_title_and_role(tmp_path: Path) -> None:
    text = "Juru bicara Kementerian Luar Negeri Rusia Maria Zakharova tiba. Zakharova lalu beristirahat."
    (person,) = record(text, tmp_path).persons
    assert person.name == "Maria Zakharova"
    assert person.state == "RU"
    assert person.official
    assert person.role is not None
    assert person.role.lower().startswith("juru bicara")
    assert [m.text for m in person.mentions] == ["Maria Zakharova", "Zakharova"]


@pytest.mark.parametrize(
    "sentence, name, role, state",
    [
        ("Juru bicara Pentagon Wirandi Sutopo mengatakan", "Wirandi Sutopo", "Juru bicara Pentagon", "US"),
        (
            "Menteri Pertahanan Prancis Olivand Trebuck mengatakan",
            "Olivand Trebuck",
            "Menteri Pertahanan Prancis",
            "FR",
        ),
        ("Sekretaris Daerah (Sekda) Banten Wirandi Sutopo mengatakan", "Wirandi Sutopo", None, "ID"),
        ("Konsul Jenderal RI di Istanbul, Turki, Wirandi Sutopo, mengatakan", "Wirandi Sutopo", None, "ID"),
        ("Juru bicara Kementerian Unifikasi Korsel Baek Trae-hyun mengatakan", "Baek Trae-hyun", None, "KR"),
        ("Kepala departemen layanan darurat Iran Olivand Trebuck mengatakan", "Olivand Trebuck", None, "IR"),
    ],
)
def test_person_behind_an_office_is_found_and_speaks(
    sentence: str, name: str, role: str | None, state: str, tmp_path: Path
) -> None:
    found = record(f"{FIRST}{sentence} kapal itu sudah berlayar.", tmp_path)
    (person,) = found.persons
    (statement,) = said(found)
    assert (person.name, person.state, person.official) == (name, state, True)
    assert person.role == role or role is None
    assert (statement.speaker, statement.speaker_id, statement.role) == (name, person.id, person.role)


def test_person_has_a_role_without_other_persons_in_it(tmp_path: Path) -> None:
    text = (
        "Presiden Rusia Vladimir Putin dan pemimpin Korea Utara Kim Jong Un tiba. "
        "Wirandi Sutopo, pakar senjata di Washington dilansir Reuters, mengatakan mereka siap."
    )
    assert {p.name: p.role for p in record(text, tmp_path).persons} == {
        "Vladimir Putin": "Presiden Rusia",
        "Kim Jong Un": "pemimpin Korea Utara",
        "Wirandi Sutopo": "pakar senjata di Washington",
    }


def test_person_meant_by_a_short_form_is_the_one_named_most_outside_the_paragraph(tmp_path: Path) -> None:
    text = (
        "Presiden Peru Wirandi Sutopo tiba. Wirandi Sutopo disambut.\n"
        "Dubes Chile Marlo Sutopo menyebut Sutopo ramah.\n"
        "Pada malam hari Sutopo mengatakan kapal itu sudah berlayar."
    )
    near, far = said(record(text, tmp_path))
    assert (near.speaker, far.speaker) == ("Marlo Sutopo", "Wirandi Sutopo")
    assert [p.name for p in record(text, tmp_path).persons if "Sutopo" in p.aliases] == [
        "Wirandi Sutopo",
        "Marlo Sutopo",
    ]


def test_persons_behind_offices_of_states_are_told_apart(tmp_path: Path) -> None:
    text = "Presiden RI Wirandi Sutopo menemui Menlu Myanmar Hlaung Maung Tint dan Menlu Thailand Prasop Winai."
    assert {p.name: (p.role, p.state) for p in record(text, tmp_path).persons} == {
        "Wirandi Sutopo": ("Presiden RI", "ID"),
        "Hlaung Maung Tint": ("Menlu Myanmar", "MM"),
        "Prasop Winai": ("Menlu Thailand", "TH"),
    }


def test_person_ends_before_a_place(tmp_path: Path) -> None:
    text = f'{PM} tiba. "Kapal itu sudah berlayar," kata Kishida di Selma, Alabama.'
    assert [p.name for p in record(text, tmp_path).persons] == ["Fumio Kishida"]


def test_envoy_is_not_of_the_state_he_is_sent_to(tmp_path: Path) -> None:
    (person,) = record("Pelapor khusus PBB untuk Myanmar Wirandi Sutopo mengatakan kapal itu tiba.", tmp_path).persons
    assert (person.name, person.official) == ("Wirandi Sutopo", False)
    assert person.state != "MM"


def test_person_is_not_named_by_a_site_of_the_name(tmp_path: Path) -> None:
    text = "Menlu Thailand Prasop Winai tiba. Pesawat itu mendarat di Bandara Prasop Rayong."
    assert [(p.name, p.aliases) for p in record(text, tmp_path).persons] == [("Prasop Winai", ())]


def test_person_is_known_with_marks_on_letters_and_without(tmp_path: Path) -> None:
    for name in ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"):
        (person,) = record(f"Presiden {name} mengatakan kapal itu sudah berlayar.", tmp_path).persons
        assert (person.name, person.key) == (name, "recep-tayyip-erdogan")


def test_people_and_states_are_known_in_capitals(tmp_path: Path) -> None:
    found = record("PRESIDEN RUSIA VLADIMIR PUTIN MENERIMA TAMU DARI KOREA UTARA.", tmp_path)
    assert [p.key for p in found.persons] == ["vladimir-putin"]
    assert {s.code for s in found.states} == {"RU", "KP"}


def test_person_ends_before_small_words_where_all_is_in_capitals(tmp_path: Path) -> None:
    text = "PRESIDEN RUSIA WIRANDI SUTOPO DALAM PIDATONYA MENYEBUT KAPAL ITU SUDAH BERLAYAR."
    assert [p.name for p in record(text, tmp_path).persons] == ["WIRANDI SUTOPO"]


def test_person_does_not_begin_with_a_small_word_where_all_is_in_capitals(tmp_path: Path) -> None:
    assert record("PRESIDEN CHILI DI KEBUN ITU TIBA.", tmp_path).persons == ()


def test_state_whose_name_means_something_else_needs_support_in_capitals_too(tmp_path: Path) -> None:
    for text, states in (("HARGA CHILI DI PASAR NAIK.", []), ("CHILI MENGECAM SERANGAN ITU.", ["CL"])):
        assert [s.code for s in record(text, tmp_path).states] == states


def test_person_is_not_the_lawyer_that_works_for_him(tmp_path: Path) -> None:
    found = record("Kuasa hukum Wirandi Sutopo tiba di kota itu. Menteri Keuangan Wirandi Sutopo diam.", tmp_path)
    assert [p.role for p in found.persons] == ["Menteri Keuangan"]


@pytest.mark.parametrize(
    "title", ["Kepala Kebijakan Luar Negeri Uni Eropa", "Kepala Distrik Militer", "Menteri Energi", "Hakim Distrik"]
)
def test_person_is_no_word_of_an_office(title: str, tmp_path: Path) -> None:
    assert record(f"{title} mengatakan kapal itu sudah berlayar.", tmp_path).persons == ()


def test_person_whom_nobody_knows_is_found_and_has_no_key(tmp_path: Path) -> None:
    text = "Peneliti pusat itu, Wirandi Sutopo, mengatakan arus laut berubah."
    (person,) = record(text, tmp_path).persons
    assert (person.name, person.key, person.official) == ("Wirandi Sutopo", None, False)


@pytest.mark.parametrize(
    "sentence, name, kind, state",
    [
        ("Dewan Keamanan PBB pada Senin menyatakan", "Dewan Keamanan PBB", "igo", None),
        ("Dewan Keamanan menyatakan", "Dewan Keamanan", "igo", None),
        ("Komite Luar Negeri DPR AS menyatakan", "Komite Luar Negeri DPR AS", "other", "US"),
        ("Dewan Hak Asasi Manusia PBB menyatakan", "Dewan Hak Asasi Manusia PBB", "igo", None),
        ("Kementerian Keuangan menyatakan", "Kementerian Keuangan", "government", "ID"),
    ],
)
def test_organization_is_of_the_state_its_name_tells(
    sentence: str, name: str, kind: str, state: str | None, tmp_path: Path
) -> None:
    found = record(f"{sentence} kapal itu sudah berlayar.", tmp_path)
    assert [(o.name, o.kind, o.state) for o in found.organizations] == [(name, kind, state)]
    assert [(s.speaker, s.official) for s in said(found)] == [(name, kind == "government")]


@pytest.mark.parametrize(
    "name, kind", [("Kantor kepresidenan Korea Selatan", "government"), ("Komando pasukan AS di Kabul", "military")]
)
def test_organization_that_speaks_is_in_the_record(name: str, kind: str, tmp_path: Path) -> None:
    found = record(f"{name} mengatakan kapal itu sudah berlayar.", tmp_path)
    (body,) = [o for o in found.organizations if o.name == name]
    (statement,) = said(found)
    assert (body.kind, body.mentions[0].text) == (kind, name)
    assert (statement.speaker_id, statement.state, statement.official) == (body.id, body.state, True)


def test_organization_with_a_short_form_in_brackets_is_one(tmp_path: Path) -> None:
    text = (
        "Analis Center for Strategic and International Studies (CSIS) Wirandi Sutopo menilai arus laut berubah. "
        "CSIS menilai kapal itu sudah berlayar."
    )
    (body,) = record(text, tmp_path).organizations
    assert (body.name, body.aliases) == ("Center for Strategic and International Studies", ("CSIS",))
    assert body.key == "center-for-strategic-and-international-studies"


def test_organization_is_not_made_of_a_phrase_that_points_back(tmp_path: Path) -> None:
    found = record("Kapal Rusia tiba. Kantor berita tersebut melaporkan kapal itu kosong.", tmp_path)
    assert found.organizations == ()
    assert [(s.state, s.official) for s in said(found)] == [(None, False)]


def test_sources_are_of_no_state_unless_one_is_named(tmp_path: Path) -> None:
    text = "Sumber-sumber intelijen mengatakan kapal itu karam. Sumber-sumber militer Iran mengatakan kapal itu kosong."
    assert [(s.kind, s.state) for s in said(record(text, tmp_path))] == [("group", None), ("group", "IR")]


def test_statement_gives_a_former_official_the_state_of_the_record(tmp_path: Path) -> None:
    text = "Wirandi Sutopo, mantan direktur Pusat Intelijen Gabungan Komando Pasifik AS, mengatakan kapal itu kosong."
    found = record(text, tmp_path)
    assert [(p.state, p.official) for p in found.persons] == [("US", False)]
    assert [(s.state, s.official) for s in said(found)] == [("US", False)]


def test_capital_that_speaks_is_its_state(tmp_path: Path) -> None:
    found = said(record("Beijing kerap mengecam uji itu.", tmp_path))
    assert [(s.kind, s.state, s.official) for s in found] == [("state", "CN", True)]


@pytest.mark.parametrize(
    "name, place, state",
    [("Wirandi Sutopo", "Bandung", "ID"), ("Wirandi Sutopo", "Manila", "ID"), ("Ronald Castel", "Manila", "PH")],
)
def test_person_without_a_state_is_of_that_of_name_or_sentence(
    name: str, place: str, state: str, tmp_path: Path
) -> None:
    (person,) = record(f"Pengamat {name} mengatakan di {place} bahwa harga naik.", tmp_path).persons
    assert (person.state, person.official) == (state, False)


def test_states_are_found_by_any_name(tmp_path: Path) -> None:
    text = "Korut dan AS berunding, sementara Moskow diam. Kremlin menunggu kabar dari warga Jepang."
    assert {s.code for s in record(text, tmp_path).states} == {"KP", "US", "RU", "JP"}


def test_weapon_is_the_longest_match_and_not_the_bare_word(tmp_path: Path) -> None:
    text = "Pasukan membeli rudal balistik antarbenua dan drone. Senjata itu mahal."
    assert {w.concept for w in record(text, tmp_path).weapons} == {"intercontinental-ballistic-missile", "drone"} or {
        w.label for w in record(text, tmp_path).weapons
    } == {"rudal balistik antarbenua", "drone"}


@pytest.mark.parametrize(
    "words, found",
    [
        ("jet tempur Su-35", {"sukhoi-35": "jet tempur Su-35"}),
        ("dua jet tempur, Su-35 dan F16", {"fighter-aircraft": "jet tempur", "sukhoi-35": "Su-35", "f-16": "F16"}),
        ("rudal balistik Iskander", {"iskander": "rudal balistik Iskander"}),
        ("tank Su-35", {"tank": "tank", "sukhoi-35": "Su-35"}),
        ("pesawat MiG 29", {"mig-29": "MiG 29"}),
        ("S400 dan meriam air", {"s-400": "S400"}),
        ("bom waktu", {}),
    ],
)
def test_weapon_of_a_name_takes_its_kind_along(words: str, found: dict[str, str], tmp_path: Path) -> None:
    weapons = record(f"Armada itu membawa {words} ke pulau tersebut.", tmp_path).weapons
    assert {w.concept: w.mentions[0].text for w in weapons} == found


def test_meeting_is_one_however_often_it_is_named(tmp_path: Path) -> None:
    text = (
        "Presiden Rusia Vladimir Putin bertemu Presiden China Xi Jinping di Beijing pada Rabu (18/10/2023).\n\n"
        "Pertemuan itu berlangsung tiga jam. Kedua pemimpin membahas perdagangan."
    )
    (meeting,) = record(text, tmp_path).meetings
    assert set(meeting.participants) == {"Vladimir Putin", "Xi Jinping"}
    assert (meeting.kind, meeting.status, meeting.date, meeting.place) == ("summit", "held", "2023-10-18", "Beijing")
    assert set(meeting.states) == {"RU", "CN"}


def test_meeting_of_another_year_is_another(tmp_path: Path) -> None:
    text = (
        "Presiden Rusia Vladimir Putin akan bertemu Presiden China Xi Jinping di Beijing pada Rabu (18/10/2023).\n\n"
        "Putin terakhir kali bertemu Xi pada Februari 2022 di kota yang sama."
    )
    assert [(m.date, m.status) for m in record(text, tmp_path).meetings] == [
        ("2023-10-18", "planned"),
        ("2022-02", "past"),
    ]


@pytest.mark.parametrize(
    "words, iso",
    [
        ("bulan ini", "2023-09"),
        ("Juli lalu", "2023-07"),
        ("pada April 2019", "2019-04"),
        ("pada 25 April 2019", "2019-04-25"),
        ("pada Selasa (12/9/2023)", "2023-09-12"),
    ],
)
def test_meeting_is_dated_as_precisely_as_the_text_is(words: str, iso: str, tmp_path: Path) -> None:
    text = f"Presiden Rusia Vladimir Putin bertemu Presiden China Xi Jinping {words}."
    assert [m.date for m in published(text, "2023-09-20", tmp_path).meetings] == [iso]


@pytest.mark.parametrize(
    "sentence, date, status",
    [
        ("Putin akan bertemu Xi Jinping pada Oktober 2023.", "2023-10", "planned"),
        ("Putin akan bertemu Xi Jinping pada September 2023.", "2023-09", "planned"),
        ("Putin dijadwalkan bertemu Xi Jinping pada 2024.", "2024", "planned"),
        ("Putin bertemu Xi Jinping pada Januari 2024.", "2024-01", "planned"),
        ("Putin bertemu Xi Jinping pada September 2023.", "2023-09", "held"),
        ("Putin bertemu Xi Jinping pada Mei 2022.", "2022-05", "past"),
        ("Putin akan bertemu Xi Jinping pada Jumat.", "2023-09-22", "planned"),
        ("Putin bertemu Xi Jinping pada Jumat.", "2023-09-15", "held"),
    ],
)
def test_meeting_is_planned_past_or_held_by_the_day_of_publication(
    sentence: str, date: str, status: str, tmp_path: Path
) -> None:
    (meeting,) = published(f"Presiden Rusia Vladimir {sentence}", "2023-09-20", tmp_path).meetings
    assert (meeting.date, meeting.status) == (date, status)


def test_meeting_without_any_day_at_hand_is_planned_by_its_words(tmp_path: Path) -> None:
    (meeting,) = record("Vladimir Putin akan bertemu Xi Jinping di Beijing pada September 2023.", tmp_path).meetings
    assert meeting.status == "planned"


@pytest.mark.parametrize(
    "sentence",
    [
        "Putin berpidato pada 14 September 2023, sepekan setelah bertemu Presiden China Xi Jinping.",
        "Setelah bertemu Presiden China Xi Jinping, Putin berpidato pada 14 September 2023.",
    ],
)
def test_meeting_does_not_take_the_date_of_another_event(sentence: str, tmp_path: Path) -> None:
    (meeting,) = published(f"Presiden Rusia Vladimir {sentence}", "2023-09-20", tmp_path).meetings
    assert meeting.date is None


@pytest.mark.parametrize(
    "where, place", [("di Rusia", None), ("di Vladivostok", "Vladivostok"), ("di Asia Timur", None)]
)
def test_meeting_place_is_below_the_state(where: str, place: str | None, tmp_path: Path) -> None:
    text = f"Presiden Rusia Vladimir Putin bertemu Presiden China Xi Jinping {where} kemarin."
    (meeting,) = published(text, "2023-09-20", tmp_path).meetings
    assert meeting.place == place


def test_visit_goes_to_a_state(tmp_path: Path) -> None:
    (visit,) = record("Presiden Rusia Vladimir Putin akan berkunjung ke Mongolia.", tmp_path).meetings
    assert (visit.kind, visit.place, visit.states) == ("visit", "Mongolia", ("RU", "MN"))


def test_meeting_that_dates_another_is_none_that_is_spoken_of_later(tmp_path: Path) -> None:
    text = (
        "Presiden Rusia Vladimir Putin bertemu Presiden China Xi Jinping pada 25 April 2019, dua bulan setelah "
        "perundingan Xi dengan Presiden AS Donald Trump di Hanoi. Dalam pertemuan itu Putin menawarkan gas."
    )
    first, second = published(text, "2023-09-10", tmp_path).meetings
    assert (first.date, first.status, len(first.mentions)) == ("2019-04-25", "past", 2)
    assert (second.date, second.status, len(second.mentions)) == (None, "past", 1)
