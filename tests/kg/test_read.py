"""Reading: every form of input gives the same article; what cannot be used is named, with a way out."""

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Article, Zone
from kg.read import ReadArticle, Rejected, read_articles, read_text
from kg.read.article import canonical_text, iso_date
from kg.read.zones import zones_of

IS_ROOT = os.geteuid() == 0
PROPERTY = settings(max_examples=60, deadline=None, derandomize=True, database=None)

TEXT = (
    "BANDUNG, Warta Uji - Menteri Perhubungan Sari Wulandari mengatakan jembatan itu “sudah aman” sejak kemarin.\n"
    "\n"
    "Ia menyebut biayanya – termasuk upah para tukang – mencapai 5 juta € dan dibayar perusahaan José Ramos.\n"
    "“Tidak ada yang perlu ditakuti,” kata Sari kepada wartawan di Bandung, lalu menutup pertemuan itu lebih awal.\n"
)

PAGE = """<!DOCTYPE html>
<html lang="id">
  <head>
    <meta charset="utf-8">
    <title>Jembatan Lama Dibuka Lagi - Warta Uji</title>
    <link rel="canonical" href="https://warta-uji.example/2024/03/02/jembatan">
    <meta property="og:title" content="Jembatan Lama Dibuka Lagi">
    <meta property="og:site_name" content="Warta Uji">
    <meta property="article:published_time" content="2024-03-02T07:30:00+07:00">
  </head>
  <body>
    <nav><a href="/">Beranda</a> <a href="/kota">Kabar Kota</a></nav>
    <article>
      <h1>Jembatan Lama Dibuka Lagi</h1>
      <p>Wali kota mengatakan jembatan lama di tepi utara kota dibuka lagi pada Sabtu setelah dua tahun ditutup.</p>
      <p>"Kami sudah menguji setiap tiangnya," kata wali kota itu kepada para wartawan yang menunggu di seberang.</p>
    </article>
    <script>var lawan = "bukan berita";</script>
    <footer>Seluruh isi halaman ini milik penerbit</footer>
  </body>
</html>
"""


def read(*paths: Path) -> list[ReadArticle | Rejected]:
    return list(read_articles(paths))


def only_article(path: Path) -> Article:
    (found,) = read(path)
    assert isinstance(found, ReadArticle), found
    return found.article


def only_rejection(path: Path) -> Rejected:
    (found,) = read(path)
    assert isinstance(found, Rejected), found
    return found


def articles(found: Sequence[ReadArticle | Rejected]) -> list[Article]:
    return [item.article for item in found if isinstance(item, ReadArticle)]


def rejections(found: Sequence[ReadArticle | Rejected]) -> list[Rejected]:
    return [item for item in found if isinstance(item, Rejected)]


def written(path: Path, content: str | bytes | object) -> Path:
    """The path, once it holds the content: text and bytes as they are, anything else as JSON."""
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        path.write_text(text, encoding="utf-8", newline="")
    return path


# --- plain text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_read_text_in_its_encoding(encoding: str, tmp_path: Path) -> None:
    path = written(tmp_path / "jembatan.txt", TEXT.encode(encoding))
    assert only_article(path).text == TEXT


def test_read_text_in_big_endian_utf_16(tmp_path: Path) -> None:
    path = written(tmp_path / "jembatan.txt", b"\xfe\xff" + TEXT.encode("utf-16-be"))
    assert only_article(path).text == TEXT


def test_read_encoding_makes_no_difference_to_ids(tmp_path: Path) -> None:
    encodings = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
    found = [only_article(written(tmp_path / f"{name}.txt", TEXT.encode(name))) for name in encodings]
    assert len({(article.id, article.revision) for article in found}) == 1


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_read_makes_line_ends_one(line_end: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", TEXT.replace("\n", line_end))
    assert only_article(path).text == TEXT


def test_read_composes_accents(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "Menteri Jose\u0301 Ramos berbicara lagi.")
    assert only_article(path).text == "Menteri Jos\u00e9 Ramos berbicara lagi."


def test_read_text_gives_file_name_without_folder(tmp_path: Path) -> None:
    path = written(tmp_path / "jembatan.txt", TEXT)
    (found,) = read(path)
    assert isinstance(found, ReadArticle)
    assert (found.article.file, found.source) == ("jembatan.txt", str(path))


def test_read_text_takes_publisher_from_dateline(tmp_path: Path) -> None:
    assert only_article(written(tmp_path / "a.txt", TEXT)).publisher == "Warta Uji"


@pytest.mark.parametrize(
    "dateline, publisher",
    [
        ("Manila (WARTA) - ", "WARTA"),
        ("WARTA.CO, Manila - ", "WARTA.CO"),
        ("MANILA, wartaUji.id - ", "wartaUji.id"),
        ("Warta Uji, Manila – ", "Warta Uji"),
        ("MANILA, 24 Februari 2021 (WARTA Uji) - ", "WARTA Uji"),
        ("Manila, 24/2 (WARTA) -- ", "WARTA"),
        ("Seoul, Korea Selatan (WARTA) — ", "WARTA"),
        ("Warta-Uji.com, MANILA—", "Warta-Uji.com"),
        ("WUTV, Manila: ", "WUTV"),
        ("MANILA, (WU).- ", "WU"),
        ("KAMPUNG TENGAH, Warta Uji - ", "Warta Uji"),
        ("Reuters – ", "Reuters"),
        ("Tirta Jaya Barat - ", None),
        ("Manila, Filipina - ", None),
        ("Manila - ", None),
        ("Manila, 24 Februari 2021 - ", None),
    ],
)
def test_read_parts_the_dateline_from_the_news(dateline: str, publisher: str | None, tmp_path: Path) -> None:
    article = only_article(written(tmp_path / "a.txt", f"{dateline}Kapal itu tiba di pelabuhan pada Rabu pagi."))
    assert article.publisher == publisher
    assert [(z.kind, article.text[z.start : z.end]) for z in article.zones] == [
        ("dateline", dateline),
        ("body", "Kapal itu tiba di pelabuhan pada Rabu pagi."),
    ]


@pytest.mark.parametrize(
    "start",
    [
        "Langkah - langkah itu", "Kapal—kapal itu", "Menteri itu: kapal", "Tokoh: Kapal",
        "Wali Kota Levaro - Perrin, Luis Soto,",
    ],
)  # fmt: skip
def test_read_takes_no_sentence_for_a_dateline(start: str, tmp_path: Path) -> None:
    article = only_article(written(tmp_path / "a.txt", f"{start} tiba di pelabuhan pada hari Rabu pagi sekali."))
    assert [z.kind for z in article.zones] == ["body"]


def test_read_text_gives_an_article_from_bytes() -> None:
    found = read_text(TEXT.encode("utf-16"), "-")
    assert (found.article.text, found.source) == (TEXT, "-")


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf", b"kata\x00lain\x01", b"\xff\xfe\x00"])
def test_read_text_refuses_bytes_without_text(data: bytes) -> None:
    with pytest.raises(InputError, match="; "):
        read_text(data, "-")


@given(st.text())
@PROPERTY
@example("\ud800 \x00 \ufeff")
def test_read_canonical_text_is_stable_and_storable(text: str) -> None:
    once = canonical_text("x" + text)
    assert canonical_text(once) == once
    assert "\x00" not in once
    assert once.encode("utf-8").decode("utf-8") == once


# --- pages


def test_read_page_gives_text_in_order_without_navigation(tmp_path: Path) -> None:
    text = only_article(written(tmp_path / "jembatan.html", PAGE)).text
    assert 0 <= text.index("dibuka lagi pada Sabtu") < text.index("Kami sudah menguji")
    assert not [part for part in ("Kabar Kota", "bukan berita") if part in text]


def test_read_page_gives_what_it_says_of_itself(tmp_path: Path) -> None:
    article = only_article(written(tmp_path / "jembatan.html", PAGE))
    told = (article.url, article.title, article.published, article.publisher)
    url = "https://warta-uji.example/2024/03/02/jembatan"
    assert told == (url, "Jembatan Lama Dibuka Lagi", "2024-03-02", "Warta Uji")


def test_read_page_source_is_its_address(tmp_path: Path) -> None:
    (found,) = read(written(tmp_path / "jembatan.htm", PAGE))
    assert isinstance(found, ReadArticle)
    assert found.source == "https://warta-uji.example/2024/03/02/jembatan"


@pytest.mark.parametrize(
    "odd", ["&#x1b;", "&#27", "&#0;", "&#xFFFE;", "&#xD800;", "&#99999999999;", "\x1b", "\ufffe", "\x0b", "\U0001ffff"]
)
def test_read_page_loses_no_article_to_what_is_no_character(odd: str, tmp_path: Path) -> None:
    plain = only_article(written(tmp_path / "a.html", PAGE))
    found = only_article(written(tmp_path / "b.html", PAGE.replace("jembatan lama di", f"jembatan{odd} lama di")))
    assert found.text.replace(odd, "").split() == plain.text.split()


def test_read_page_keeps_references_and_a_picture_inside(tmp_path: Path) -> None:
    picture = f'<img alt="a" src="data:image/png;base64,{"A b=c " * 100_000}">'
    page = PAGE.replace("jembatan lama di", "jembatan &#8220;lama&#x201D; di").replace("<h1>", f"{picture}<h1>")
    assert "jembatan “lama” di" in only_article(written(tmp_path / "a.html", page)).text


def test_read_page_in_windows_encoding(tmp_path: Path) -> None:
    page = PAGE.replace('"Kami sudah menguji setiap tiangnya,"', "“Kami sudah menguji – dua kali – setiap tiangnya,”")
    path = written(tmp_path / "a.html", page.replace("utf-8", "windows-1252").encode("cp1252"))
    assert "“Kami sudah menguji – dua kali – setiap tiangnya,”" in only_article(path).text


# --- JSON

NEWS_ARTICLE: dict[str, object] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Jembatan Lama\n  Dibuka Lagi",
    "url": "https://warta-uji.example/jembatan#komentar",
    "datePublished": "2024-03-02T23:30:00+07:00",
    "inLanguage": "id-ID",
    "publisher": {"@type": "Organization", "name": "Warta Uji"},
    "articleBody": TEXT,
}


def assert_is_the_news_article(article: Article) -> None:
    told = (article.url, article.title, article.published, article.publisher, article.lang, article.text)
    url = "https://warta-uji.example/jembatan"
    assert told == (url, "Jembatan Lama Dibuka Lagi", "2024-03-02", "Warta Uji", "id", TEXT)


def test_read_json_ld_news_article(tmp_path: Path) -> None:
    assert_is_the_news_article(only_article(written(tmp_path / "a.json", NEWS_ARTICLE)))


def test_read_json_ld_news_article_in_a_graph(tmp_path: Path) -> None:
    page: dict[str, object] = {"@type": "WebPage", "name": "Halaman depan"}
    path = written(tmp_path / "a.json", {"@context": "https://schema.org", "@graph": [page, NEWS_ARTICLE]})
    assert_is_the_news_article(only_article(path))


def test_read_json_ld_address_from_main_entity(tmp_path: Path) -> None:
    entity = {"@type": "WebPage", "@id": "https://warta-uji.example/jembatan"}
    content = {key: value for key, value in NEWS_ARTICLE.items() if key != "url"} | {"mainEntityOfPage": entity}
    assert_is_the_news_article(only_article(written(tmp_path / "a.json", content)))


@pytest.mark.parametrize(
    "content",
    [
        {"text": TEXT, "title": "Judul", "published": "2024-03-02", "source": "Warta Uji", "lang": "id"},
        {"body": TEXT, "title": "Judul", "date": "2024-03-02", "outlet": "Warta Uji"},
        {"content": TEXT, "title": "Judul", "publishedAt": "2024-03-02T01:00:00Z", "source": {"name": "Warta Uji"}},
    ],
    ids=["text", "body", "content"],
)
def test_read_json_object(content: dict[str, object], tmp_path: Path) -> None:
    article = only_article(written(tmp_path / "a.json", content))
    told = (article.text, article.title, article.published, article.publisher)
    assert told == (TEXT, "Judul", "2024-03-02", "Warta Uji")


def test_read_json_list_gives_each_a_source_of_its_own(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", [{"text": "Satu kabar."}, {"text": "Dua kabar."}])
    found = read(path)
    assert [item.source for item in found if isinstance(item, ReadArticle)] == [f"{path}#1", f"{path}#2"]
    assert [article.text for article in articles(found)] == ["Satu kabar.", "Dua kabar."]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/jembatan", "https://a b/", "http://[::1", "", "mailto:a@b.c"])
def test_read_json_drops_what_is_no_web_address(url: str, tmp_path: Path) -> None:
    assert only_article(written(tmp_path / "a.json", {"text": TEXT, "url": url})).url is None


def test_read_json_with_surrogates_and_nul_is_storable(tmp_path: Path) -> None:
    raw = '{"text": "Kabar \\ud83d dan \\u0000 lagi", "title": "\\udfff", "publisher": "A\\u0000", "lang": "\\ud800"}'
    article = only_article(written(tmp_path / "a.json", raw))
    for value in (article.text, article.title or "", article.publisher or "", article.lang):
        assert "\x00" not in value
        assert value.encode("utf-8")


@pytest.mark.parametrize(
    "told, expected",
    [
        ("2024-03-02", "2024-03-02"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        (" 2024-03-02T23:59:59+07:00 ", "2024-03-02"),
        ("2024-03-02T23:59:59.123Z", "2024-03-02"),
        ("2024-02-30", None),
        ("2024-13", None),
        ("0000", None),
        ("kemarin", None),
        ("02/03/2024", None),
        ("20240302", "2024-03-02"),
        ("1" * 9, None),
        ("1" * 100_000, None),
        ("2024-03-021", None),
        ("", None),
        (None, None),
    ],
)
def test_read_iso_date(told: str | None, expected: str | None) -> None:
    assert iso_date(told) == expected


# --- JSON lines


def test_read_json_lines_gives_one_article_a_line(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"Kabar nomor {n}."}) for n in range(5)]
    path = written(tmp_path / "banyak.jsonl", "\n".join(lines) + "\n\n")
    found = read(path)
    assert [article.text for article in articles(found)] == [f"Kabar nomor {n}." for n in range(5)]
    assert not rejections(found)


def test_read_json_lines_goes_on_after_a_broken_line(tmp_path: Path) -> None:
    lines = ['{"text": "Kabar pertama."}', '{"text": "Kabar yang put', '{"text": "Kabar ketiga."}']
    path = written(tmp_path / "banyak.jsonl", "\n".join(lines))
    found = read(path)
    assert [article.text for article in articles(found)] == ["Kabar pertama.", "Kabar ketiga."]
    (rejected,) = rejections(found)
    assert rejected.path == f"{path}:2"
    assert "broken JSON" in rejected.reason
    assert rejected.way_out


@pytest.mark.parametrize(
    "line",
    [b'{"headline": "tanpa isi"}', b"[]", b"null", b"17", b'"kata"', b"\x00\x01", b"\x81\x8d\x8f", b"[" * 100_000],
    ids=["no text", "list", "null", "number", "string", "binary", "no encoding", "deep"],
)
def test_read_json_lines_goes_on_after_a_line_that_is_no_article(line: bytes, tmp_path: Path) -> None:
    good = b'{"text": "Kabar yang baik."}'
    path = written(tmp_path / "banyak.jsonl", b"\n".join([good, line, good.replace(b"baik", b"lain")]))
    found = read(path)
    assert [article.text for article in articles(found)] == ["Kabar yang baik.", "Kabar yang lain."]
    assert [item.path for item in rejections(found)] == [f"{path}:2"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig"])
def test_read_json_lines_in_their_encoding(encoding: str, tmp_path: Path) -> None:
    lines = "\n".join(['{"text": "Kabar “satu”."}', "", '{"text": "Kabar', '{"text": "Kabar 😀 tiga."}\r', ""])
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    path = written(tmp_path / "banyak.jsonl", mark + lines.encode(encoding))
    found = read(path)
    assert [article.text for article in articles(found)] == ["Kabar “satu”.", "Kabar 😀 tiga."]
    assert [item.path for item in rejections(found)] == [f"{path}:3"]


def test_read_json_lines_in_utf_16_goes_on_after_a_line_that_is_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.read.files.MAX_BYTES", 40)
    lines = ['{"text": "Satu."}', '{"text": "' + "panjang " * 20 + '"}', '{"text": "Tiga."}']
    found = read(written(tmp_path / "banyak.jsonl", "\n".join(lines).encode("utf-16")))
    assert [article.text for article in articles(found)] == ["Satu.", "Tiga."]
    assert len(rejections(found)) == 1


def test_read_json_lines_refuses_two_articles_in_a_line(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", json.dumps([{"text": "Satu."}, {"text": "Dua."}]))
    assert "more than one article" in only_rejection(path).reason


# --- identity


def test_read_edit_keeps_the_id_of_an_address_and_changes_the_revision(tmp_path: Path) -> None:
    before = only_article(written(tmp_path / "a.json", NEWS_ARTICLE))
    after = only_article(written(tmp_path / "a.json", NEWS_ARTICLE | {"articleBody": TEXT + "Tambahan.\n"}))
    assert before.id == after.id
    assert before.revision != after.revision


@pytest.mark.parametrize("key, value", [("headline", "Lain"), ("datePublished", "2024-03-03"), ("publisher", "Lain")])
def test_read_revision_covers_what_the_page_says_of_itself(key: str, value: str, tmp_path: Path) -> None:
    before = only_article(written(tmp_path / "a.json", NEWS_ARTICLE))
    after = only_article(written(tmp_path / "a.json", NEWS_ARTICLE | {key: value}))
    assert before.revision != after.revision


def test_read_text_without_address_has_its_id_from_its_content(tmp_path: Path) -> None:
    one, same, other = (
        only_article(written(tmp_path / name, text))
        for name, text in (("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", TEXT + "Tambahan.\n"))
    )
    assert one.id == same.id
    assert one.id != other.id


# --- zones


def kinds_by_line(text: str) -> dict[str, str]:
    return {text[zone.start : zone.end]: zone.kind for zone in zones_of(text)}


@pytest.mark.parametrize(
    "line, kind",
    [
        ("Foto: Wali kota berdiri di depan jembatan lama.", "caption"),
        ("Jembatan lama pada pagi hari. (Dok Warta Uji)", "caption"),
        ("Suasana di tepi sungai pada Sabtu pagi. (ANTARA/Wira)", "caption"),
        ("Suasana di tepi sungai pada Sabtu pagi. (dok antara)", "caption"),
        (f"Badan itu ({'organisasi ' * 40}air) buka pada Sabtu pagi, kata wali kota. (afp)", "body"),
        ("Baca juga: Tarif Penyeberangan Naik Bulan Depan", "link"),
        ("Lihat juga: Cara Memperbaiki Tiang Jembatan", "link"),
        ("https://warta-uji.example/jembatan", "link"),
        ("Penulis: Wira Kusuma", "byline"),
        ("Editor: Sinta Dewi", "byline"),
        ("(wk/sd)", "credit"),
        ("Sumber: Warta Uji", "credit"),
        ("Dua Tahun Ditutup", "heading"),
        ("Jembatan itu ditutup selama dua tahun karena tiangnya retak di tiga tempat.", "body"),
        ("Baca puisi adalah kegemaran wali kota itu sejak ia masih kecil di kampung.", "body"),
        ("Sumber air di kota itu mengering sejak bulan lalu, kata wali kota kepada wartawan.", "body"),
    ],
)
def test_read_zones_tell_the_kind_of_a_line(line: str, kind: str) -> None:
    first = "Wali kota membuka jembatan lama itu pada Sabtu pagi."
    assert kinds_by_line(f"{first}\n\n{line}\n\n{first}")[line] == kind


@pytest.mark.parametrize(
    "dateline", ["BANDUNG, Warta Uji - ", "BANDUNG - ", "Bandung, Warta Uji – ", "BANDUNG (Warta Uji) -- "]
)
def test_read_zones_part_the_dateline_from_the_news(dateline: str) -> None:
    news = "Wali kota membuka jembatan lama itu pada Sabtu pagi."
    assert kinds_by_line(f"{dateline}{news}\n\n{news}\n") == {dateline: "dateline", news: "body"}


def test_read_zones_take_an_article_in_one_line_for_no_caption() -> None:
    line = "Menteri mengatakan jembatan itu aman. " * 100 + "Fotografer: Budi"
    assert [zone.kind for zone in zones_of(line)] == ["body"]


@pytest.mark.parametrize("source", ["(AFP)", "(Reuters/AFP)", "(Antara)", "(AFP/Reuters/ws)"])
def test_read_zones_take_the_source_behind_the_news_for_no_caption(source: str) -> None:
    news = "Wali kota membuka jembatan lama itu pada Sabtu pagi."
    last = f"Jembatan itu dibangun pada 1970. {source}"
    assert kinds_by_line("\n".join(["Jembatan Dibuka", f"Wali kota tersenyum. {source}", *[news] * 3, last])) == {
        "Jembatan Dibuka": "heading", f"Wali kota tersenyum. {source}": "caption", news: "body", last: "body",
    }  # fmt: skip


def test_read_zones_take_a_dateline_only_at_the_beginning() -> None:
    news = "Wali kota membuka jembatan lama itu pada Sabtu pagi."
    late = f"BANDUNG, Warta Uji - {news}"
    assert kinds_by_line("\n".join([news] * 6 + [late]))[late] == "body"


def is_cover(zones: tuple[Zone, ...], text: str) -> bool:
    """True if the zones are in order, apart, and leave out only blanks."""
    position = 0
    for zone in zones:
        if zone.start < position or zone.end <= zone.start or text[position : zone.start].strip():
            return False
        position = zone.end
    return not text[position:].strip()


LINES = st.sampled_from(
    [
        "Baca juga: Kabar Lain", "BANDUNG, Warta Uji - Wali kota pergi.", "  (wk)  ", "Foto: a", "\t", "", "Judul",
        "BANDUNG - ", "\x0b\x1c", "\u200b", "Wali kota pergi.", "penulis :", "A \u2013 B", "\ufeff", "JAKARTA (Uji) -",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(LINES, st.text(max_size=40))).map("\n".join))
@PROPERTY
def test_read_zones_cover_every_text(text: str) -> None:
    assert is_cover(zones_of(text), text)


# --- folders


def test_read_folder_is_read_in_order_below_and_without_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "bagian/c.TXT", ".rahasia.txt", ".git/d.txt", "catatan.md", "gambar.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        written(tmp_path / name, f"Kabar dari {name}.")
    found = read(tmp_path)
    assert [article.file for article in articles(found)] == ["a.txt", "b.txt", "c.TXT"]
    assert not rejections(found)


def test_read_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", TEXT)
    (tmp_path / "lagi").symlink_to(tmp_path, target_is_directory=True)
    assert [article.file for article in articles(read(tmp_path))] == ["a.txt"]


def test_read_folder_goes_on_after_what_it_cannot_use(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", "Kabar pertama.")
    written(tmp_path / "b.txt", b"")
    written(tmp_path / "c.json", "{")
    (tmp_path / "d.txt").symlink_to(tmp_path / "tidak-ada.txt")
    written(tmp_path / "e.txt", "Kabar kelima.")
    found = read(tmp_path)
    assert [article.file for article in articles(found)] == ["a.txt", "e.txt"]
    assert [Path(item.path).name for item in rejections(found)] == ["b.txt", "c.json", "d.txt"]


# --- what cannot be used

Maker = Callable[[Path], Path]


def folder_with_other_files(path: Path) -> Path:
    path.mkdir()
    written(path / "catatan.md", "bukan kabar")
    return path


def empty_folder(path: Path) -> Path:
    path.mkdir()
    return path


def large(path: Path) -> Path:
    """A sparse file of 20 MB."""
    with path.open("wb") as stream:
        stream.truncate(20_000_000)
    return path


def dangling(path: Path) -> Path:
    path.symlink_to(path.with_name("tidak-ada.txt"))
    return path


def circle(path: Path) -> Path:
    path.symlink_to(path)
    return path


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def below_a_file(path: Path) -> Path:
    return written(path, TEXT) / "lagi.txt"


def missing(path: Path) -> Path:
    return path


def holding(content: str | bytes) -> Maker:
    return lambda path: written(path, content)


ATTRIBUTES = " ".join(f"a{n}='>'" if n % 2 else f"a{n}" for n in range(100_000))

BAD: list[tuple[str, str, Maker]] = [
    ("empty text", "a.txt", holding(b"")),
    ("blank text", "a.txt", holding(b" \n \n")),
    ("only a mark", "a.txt", holding(b"\xef\xbb\xbf")),
    ("only control characters", "a.txt", holding("\x1b\x07 \u200b\n\x85\u202e")),
    ("JSON of control characters", "a.json", holding('{"text": "\\u001b\\u0007"}')),
    ("half UTF-16 in lines", "a.jsonl", holding('{"text": "Kabar"}'.encode("utf-16")[:-1])),
    ("UTF-16 in lines without a mark", "a.jsonl", holding('{"text": "Satu."}\n{"text": "Dua."}'.encode("utf-16-le"))),
    ("page of a tag with 100,000 attributes", "a.html", holding(PAGE.replace("<h1>", f"<h1 {ATTRIBUTES}>"))),
    ("such a tag with quotation marks", "a.html", holding(PAGE.replace("<h1>", f"<h1 x' {ATTRIBUTES} '>"))),
    ("empty page", "a.html", holding(b"")),
    ("empty JSON", "a.json", holding(b"")),
    ("empty lines", "a.jsonl", holding(b"")),
    ("20 MB of text", "a.txt", large),
    ("20 MB of page", "a.html", large),
    ("20 MB of JSON", "a.json", large),
    ("binary text", "a.txt", holding(bytes(range(256)) * 16)),
    ("binary page", "a.html", holding(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")),
    ("binary JSON", "a.json", holding(b"\x00" * 64)),
    ("half UTF-16", "a.txt", holding(TEXT.encode("utf-16")[:-1])),
    ("false mark", "a.txt", holding(b"\xef\xbb\xbf\xff\xff kabar")),
    ("broken JSON", "a.json", holding('{"text": "Kabar')),
    ("deep JSON", "a.json", holding("[" * 100_000)),
    ("huge number", "a.json", holding('{"n": ' + "9" * 5000 + "}")),
    ("JSON without text", "a.json", holding('{"headline": "Judul", "text": 5}')),
    ("JSON null", "a.json", holding("null")),
    ("page without article", "a.html", holding("<html><body></body></html>")),
    ("folder of other files", "a", folder_with_other_files),
    ("empty folder", "a", empty_folder),
    ("dangling link", "a.txt", dangling),
    ("link to itself", "a.txt", circle),
    ("named pipe", "a.txt", pipe),
    ("below a file", "a.txt", below_a_file),
    ("missing file", "a.txt", missing),
    ("missing folder", "a", missing),
    ("other kind", "a.pdf", holding(b"%PDF-1.7")),
    ("no kind", "a", holding("Kabar.")),
]


@pytest.mark.parametrize("name, make", [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_read_rejects_with_name_reason_and_way_out(name: str, make: Maker, tmp_path: Path) -> None:
    path = make(tmp_path / name)
    rejected = only_rejection(path)
    assert rejected.path == str(path)
    assert rejected.reason
    assert rejected.way_out


@pytest.mark.skipif(IS_ROOT, reason="root may read everything")
def test_read_rejects_a_file_without_permission(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", TEXT)
    path.chmod(0)
    assert "permission" in only_rejection(path).reason.lower()


@pytest.mark.skipif(IS_ROOT, reason="root may read everything")
def test_read_says_that_a_folder_may_not_be_listed(tmp_path: Path) -> None:
    folder = empty_folder(tmp_path / "a")
    folder.chmod(0)
    try:
        assert "permission" in only_rejection(folder).reason.lower()
    finally:
        folder.chmod(0o700)


def test_read_rejects_json_lines_of_blanks(tmp_path: Path) -> None:
    assert only_rejection(written(tmp_path / "a.jsonl", "\n  \n\n")).way_out


def test_read_rejects_a_line_of_20_mb_and_goes_on(tmp_path: Path) -> None:
    line = json.dumps({"text": "kata " * 4_000_000})
    path = written(tmp_path / "a.jsonl", f'{line}\n{{"text": "Kabar."}}\n')
    found = read(path)
    assert [item.path for item in rejections(found)] == [f"{path}:1"]
    assert [article.text for article in articles(found)] == ["Kabar."]


def test_read_goes_on_after_a_name_that_is_too_long(tmp_path: Path) -> None:
    good = written(tmp_path / "a.txt", TEXT)
    found = read(tmp_path / ("x" * 300 + ".txt"), good)
    assert len(rejections(found)) == 1
    assert len(articles(found)) == 1


@given(st.sampled_from(["a.txt", "a.html", "a.json", "a.jsonl"]), st.binary(max_size=400))
@PROPERTY
@example("a.html", b"<p>")
@example("a.jsonl", b"\xff\xfe\n\x00")
@example("a.json", b'{"text": {"name": "' + "\u00e9".encode() + b'"}}')
def test_read_never_fails_on_any_bytes(tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes) -> None:
    path = written(tmp_path_factory.mktemp("bytes") / name, data)
    for item in read(path):
        assert isinstance(item, ReadArticle | Rejected)
        if isinstance(item, ReadArticle):
            assert is_cover(item.article.zones, item.article.text)
