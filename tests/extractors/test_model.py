"""The trained pipeline on sentences of our own: what it must not lose, whatever it is trained on next."""

import re
import subprocess
import sys

import pytest
from spacy.tokens import Doc

from extractors import trained
from extractors.pipeline import load


def names_in(text: str) -> set[tuple[str, str]]:
    doc = load("id").make_doc(text)
    return {(doc[n.start : n.end].text, n.label) for n in trained.names(doc)}


def sentences_of(text: str) -> list[str]:
    return [s.text.strip() for s in trained.load(with_grammar=False)(text).sents]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Kim Jong Un Temui Vladimir Putin di Vladivostok", "Vladimir Putin", "PER"),
        ("“Kami menunggu undangan,” kata Wulandari Kusumo di Semarang.", "Wulandari Kusumo", "PER"),
        ("“Kami menunggu undangan,” kata Wulandari Kusumo di Semarang.", "Semarang", "GPE"),
        ("Presiden Rusia bertolak ke Turki dengan pesawat kepresidenan.", "Turki", "GPE"),
        ("Presiden Rusia bertolak ke Turki dengan pesawat kepresidenan.", "Presiden", "TITLE"),
        ("Kementerian Luar Negeri membantah kabar itu.", "Kementerian Luar Negeri", "ORG"),
        ("JAKARTA, KOMPAS.com - Gubernur Sudarmono Hadi membuka pameran.", "Sudarmono Hadi", "PER"),
        ("Kapal itu melintasi Laut China Selatan pada Selasa (12/9/2023).", "Laut China Selatan", "LOC"),
        ("Kapal itu melintasi Laut China Selatan pada Selasa (12/9/2023).", "Selasa (12/9/2023)", "DATE"),
        ("Menurut Haruto Yamamoto yang dihubungi terpisah usul itu belum dibahas", "Haruto Yamamoto", "PER"),
    ],
)
def test_model_names(text: str, name: str, label: str) -> None:
    assert (name, label) in names_in(text)


STRANGERS = (
    "Bjarte Solheim", "Anders Lindqvist", "Mirela Popescu", "Tomasz Wolski", "Aiko Tanabe", "Kwame Boateng",
    "Sergei Malkin", "Ravi Chandran", "Lucas Ferreira", "Hana Novakova", "Elsa Lindqvist", "Teuku Rahmat Siregar",
)  # fmt: skip
ABOUT_THEM = (
    "Menteri Pertahanan Norlandia, {}, tiba di Ankara.",
    "Presiden Hartono bertemu Perdana Menteri {} di Oslo.",
    "Juru bicara Kementerian Luar Negeri Rusia {} membantah kabar itu.",
    "“Kami siap,” kata {} kepada wartawan.",
)


def test_model_names_most_strangers() -> None:
    asked = [(name, text.format(name)) for name in STRANGERS for text in ABOUT_THEM]
    missed = [text for name, text in asked if (name, "PER") not in names_in(text)]
    assert len(missed) <= len(asked) / 8, missed


def test_model_names_follow_the_tokens_given() -> None:
    doc = load("id").make_doc("\n\n  Sari Wijaya  berbicara.\n\nSari pulang.")
    found = {doc[n.start : n.end].text for n in trained.names(doc)}
    assert any("Wijaya" in name for name in found)


def test_model_names_in_long_text_are_those_of_its_parts() -> None:
    line = "Presiden Bramantyo Wicaksono bertemu Perdana Menteri Elsa Lindqvist di Oslo.\n"
    doc = load("id").make_doc(line * 400)
    persons = [doc[n.start : n.end].text for n in trained.names(doc) if n.label == "PER"]
    assert persons.count("Bramantyo Wicaksono") == 400


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Kami siap,” katanya. “Masih ada waktu.”", ["“Kami siap,” katanya.", "“Masih ada waktu.”"]),
        ("“Kami siap. Kami menang,” ujar dia. Ia pulang.", ["“Kami siap. Kami menang,” ujar dia.", "Ia pulang."]),
        ('"Siapa yang datang?" tanya Budi. Tak ada jawaban.', ['"Siapa yang datang?" tanya Budi.', "Tak ada jawaban."]),
        ('Kata dia, "Ini baik. Ini perlu." Rapat usai.', ['Kata dia, "Ini baik. Ini perlu."', "Rapat usai."]),
        ("Ia tinggal di Jl. Melati No. 5. Di sana sepi.", ["Ia tinggal di Jl. Melati No. 5.", "Di sana sepi."]),
        ("Ia menata APBN-P. Kita lihat.", ["Ia menata APBN-P.", "Kita lihat."]),
        ("Perjalanan sehari Pada pagi hari kami tiba.", ["Perjalanan sehari", "Pada pagi hari kami tiba."]),
        ("Prof. Dr. H. Salim hadir. Ia diam.", ["Prof. Dr. H. Salim hadir.", "Ia diam."]),
        ("Harga naik 2.500 rupiah. Warga mengeluh.", ["Harga naik 2.500 rupiah.", "Warga mengeluh."]),
        ("Ia menjawab 'tidak perlu.' Rapat usai.", ["Ia menjawab 'tidak perlu.'", "Rapat usai."]),
        ("Warga heran. ``Ada apa?'' Sepi.", ["Warga heran.", "``Ada apa?''", "Sepi."]),
        ("Warga heran. `Ada apa?` Sepi.", ["Warga heran.", "`Ada apa?`", "Sepi."]),
        ("Judul tanpa titik\nBerita dimulai. Lalu selesai.", ["Judul tanpa titik", "Berita dimulai.", "Lalu selesai."]),
    ],
)  # fmt: skip
def test_model_sentences(text: str, expected: list[str]) -> None:
    assert sentences_of(text) == expected


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("ujarnya", "ujar"), ("katanya", "kata"), ("menyatakan", "nyata"), ("dikirimkan", "kirim"),
        ("pasukannya", "pasukan"), ("hanya", "hanya"), ("anak-anak", "anak"), ("bertemu", "temu"),
        ("menegaskan", "tegas"),
    ],
)  # fmt: skip
def test_model_lemmas(word: str, lemma: str) -> None:
    lemmas = trained.load().get_pipe("jubir_lemmas")
    assert isinstance(lemmas, trained.Lemmas)
    assert lemmas.lemma(word) == lemma


def test_model_trees_find_subject_and_object() -> None:
    doc = trained.load()("Presiden menandatangani perjanjian itu.")
    relations = {token.text: (token.dep_, token.head.text) for token in doc}
    assert relations["Presiden"] == ("nsubj", "menandatangani")
    assert relations["perjanjian"] == ("obj", "menandatangani")


def test_model_parser_keeps_to_the_sentences() -> None:
    text = "“Kami siap. Kami menang,” ujar dia. Ia lalu pulang."
    assert [s.text for s in trained.load()(text).sents] == sentences_of(text)


def test_model_says_which_conventions_there_are() -> None:
    nlp = trained.load()
    with pytest.raises(ValueError, match=re.escape("is 'PUD'; it can be one of GSD, CSUI")):
        nlp(Doc(nlp.vocab, ["Hujan", "turun"], user_data={"conventions": "PUD"}))


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", "“", '"""', "a" * 5000, "Ü̈🙂 \u2028 x"])
def test_model_reads_any_text(text: str) -> None:
    assert trained.load()(text).text == text


def test_model_gives_the_same_in_every_process() -> None:
    code = (
        "from extractors.pipeline import load; from extractors import trained; d = load('id').make_doc("
        "'Menteri Sari Lestari menemui Ibrahim Coulibaly di Bamako, Mali, Senin (1/4).'); print(trained.names(d))"
    )
    run = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert run[0] == run[1] != b""


def test_model_empty_document() -> None:
    assert trained.names(Doc(load("id").vocab)) == []
