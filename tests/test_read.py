"""Files as users have them: good ones become articles, bad ones a reason and a way out."""

import json
import os
from pathlib import Path

import pytest

from kg.read import ReadArticle, Rejected, read_articles

TEXT = "MOSKWA, Warta - Presiden tiba pada Senin.\n\nIa mengatakan “pertemuan itu” berjalan lancar – tanpa naskah.\n"


def only(path: Path) -> ReadArticle | Rejected:
    (item,) = read_articles([path])
    return item


def good(path: Path) -> ReadArticle:
    item = only(path)
    assert isinstance(item, ReadArticle), item
    return item


def bad(path: Path) -> Rejected:
    item = only(path)
    assert isinstance(item, Rejected)
    assert item.path.startswith(str(path))
    assert item.reason
    assert item.way_out
    return item


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "cp1252"])
def test_read_text_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    data = b"\xff\xfe" + TEXT.encode("utf-16-le") if encoding == "utf-16-le-bom" else TEXT.encode(encoding)
    path = tmp_path / "warta.txt"
    path.write_bytes(data)
    article = good(path).article
    assert article.text == TEXT
    assert (article.file, article.publisher) == ("warta.txt", "Warta")


def test_read_text_with_other_line_ends_gives_the_same_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "b.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    a, b = good(tmp_path / "a.txt").article, good(tmp_path / "b.txt").article
    assert (a.text, a.id, a.revision) == (b.text, b.id, b.revision)


def test_read_zones_cover_the_text_and_set_links_apart(tmp_path: Path) -> None:
    lines = [
        "Kim Tiba di Rusia",
        "Penulis: Sri Lestari",
        "KHASAN, Harian Cakrawala - Kereta itu tiba pada Selasa (12/9/2023), kata Peskov.",
        "Foto: Kereta lapis baja di stasiun. (Antara/Budi)",
        "Baca juga: Putin Mengatakan Hal Lain",
        "Sejumlah pejabat menyambutnya di peron dan mengantarnya ke mobil.",
    ]
    path = tmp_path / "warta.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    article = good(path).article
    kinds = {article.text[z.start : z.end].split()[0]: z.kind for z in article.zones}
    assert kinds["Penulis:"] == "byline"
    assert kinds["KHASAN,"] == "dateline"
    assert kinds["Foto:"] == "caption"
    assert kinds["Baca"] == "link"
    assert kinds["Sejumlah"] == "body"
    covered = {i for z in article.zones for i in range(z.start, z.end)}
    assert all(i in covered for i, char in enumerate(article.text) if not char.isspace())


def test_read_page_without_its_furniture(tmp_path: Path) -> None:
    body = "".join(
        f"<p>Paragraf nomor {i} memuat cukup kata agar dikenali sebagai isi berita hari ini.</p>" for i in range(6)
    )
    path = tmp_path / "halaman.html"
    path.write_text(
        '<html lang="id"><head><title>Judul Berita</title>'
        '<meta property="article:published_time" content="2023-09-13T08:00:00+07:00">'
        '<link rel="canonical" href="https://warta.example/berita/1"></head>'
        f"<body><nav>Beranda Politik Olahraga</nav><article><h1>Judul Berita</h1>{body}</article>"
        "<footer>Hak cipta</footer></body></html>",
        encoding="utf-8",
    )
    article = good(path).article
    assert "Paragraf nomor 5" in article.text
    assert "Beranda Politik" not in article.text
    assert (article.published, article.url) == ("2023-09-13", "https://warta.example/berita/1")


def test_read_news_article_of_schema_org(tmp_path: Path) -> None:
    item = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Judul", "articleBody": TEXT,
        "datePublished": "2023-09-13T08:00:00+07:00", "url": "https://warta.example/1#atas",
        "publisher": {"@type": "Organization", "name": "Warta Timur"}, "inLanguage": "id-ID",
    }  # fmt: skip
    path = tmp_path / "a.json"
    for document in (item, [item], {"@graph": [{"@type": "WebSite"}, item]}):
        path.write_text(json.dumps(document), encoding="utf-8")
        article = good(path).article
        assert (article.title, article.publisher, article.published) == ("Judul", "Warta Timur", "2023-09-13")
        assert article.url == "https://warta.example/1"


def test_read_article_keeps_its_id_when_it_is_edited(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"url": "https://warta.example/1", "text": "Satu."}))
    first = good(path).article
    path.write_text(json.dumps({"url": "https://warta.example/1", "text": "Dua."}))
    second = good(path).article
    assert first.id == second.id
    assert first.revision != second.revision


def test_read_broken_line_leaves_its_neighbours(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text('{"text": "Satu."}\n{"text": \n\n{"text": "Tiga."}\n[1]\n', encoding="utf-8")
    items = list(read_articles([path]))
    assert [type(i) for i in items] == [ReadArticle, Rejected, ReadArticle, Rejected]
    rejected = items[1]
    assert isinstance(rejected, Rejected)
    assert rejected.path == f"{path}:2"
    assert "JSON" in rejected.reason


@pytest.mark.parametrize(
    "name, data, word",
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t ", "empty"),
        ("binary.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00" * 100, "binary"),
        ("broken.json", b'{"text": "Satu.', "broken JSON"),
        ("no-article.json", b'{"a": 1}', "no article"),
        ("deep.json", b"[" * 100_000, "JSON"),
        ("mark.txt", b"\xff\xfe\x00", "utf-16"),
        ("page.html", b"<html><body></body></html>", "no article"),
        ("a.pdf", b"%PDF-1.4", ".pdf"),
        ("none.jsonl", b"", "empty"),
    ],
)
def test_read_refuses(name: str, data: bytes, word: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert word in bad(path).reason


def test_read_refuses_a_file_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"kata " * 4_000_000)
    assert "20 MB" in bad(path).reason


def test_read_refuses_what_is_not_there_or_no_file(tmp_path: Path) -> None:
    assert "no such" in bad(tmp_path / "nobody.txt").reason
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nobody")
    assert "no such" in bad(tmp_path / "dangling.txt").reason
    os.mkfifo(tmp_path / "pipe.txt")
    assert "regular" in bad(tmp_path / "pipe.txt").reason
    (tmp_path / "folder").mkdir()
    assert "no article" in bad(tmp_path / "folder").reason


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_read_refuses_what_it_may_not_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(TEXT)
    path.chmod(0)
    assert "permissions" in bad(path).way_out


def test_read_folders_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt", "image.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Isi {name}.")
    (tmp_path / "loop").symlink_to(tmp_path)
    items = [i for i in read_articles([tmp_path]) if isinstance(i, ReadArticle)]
    assert [i.article.file for i in items] == ["a.txt", "b.txt", "c.txt"]
