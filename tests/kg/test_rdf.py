"""RDF out of the store: four forms of one graph, and every character comes back as it was."""

import io
import json
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph, URIRef
from rdflib.term import Node

from kg.build import build, remove
from kg.cli.workers import extract_or_error
from kg.errors import InputError, JubirError
from kg.identity import article_iri, graph_iri
from kg.model import Article, ArticleFacts, Evidence, Fact, Link
from kg.rdf import FORMATS, LINKS_GRAPH, Format, evidence_from_graph, export, sorted_lines
from kg.read import read_articles
from kg.record import Record
from kg.store.base import Batch, Store
from kg.store.sqlite import SqliteStore
from ontology.namespaces import DATA, NS

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples" / "articles").iterdir())
LINKED = [path for path in EXAMPLES if path.stem[:2] in ("01", "03")]
PROPERTY = settings(max_examples=60, deadline=None, derandomize=True, database=None)
PARSERS = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld"}

Quad = tuple[Node, Node, Node, str]

ODD_WORDS = {
    "quotes": "“dua” \"lurus\" 'satu' `miring` «asing»",
    "backslashes": r"\ \\ \n \u0041 \" C:\berita\nasib",
    "controls": "\x01\x02\x07\x08\x0b\x0c\x0e\x1a\x1b[31m\x1c\x1d\x1e\x1f\x7f\x80\x9f",
    "white space": "tab\there\u00a0keras\u2009tipis\u3000lebar\u200bnol",
    "right to left": "\u202eمرحبا بالعالم\u202c \u2067שלום\u2069",
    "beyond the first plane": "🚀 𝒜 \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0010ffff",
    "non-characters": "\ufffe \uffff \ufdd0",
    "accents": "é o\u0308\u0323 \u1e69 Å",
    "markup": "<b>&amp;</b> <http://a/> {x} | ^^xsd:string @id . # ; _:b ]]>",
    "mark": "awal\ufeffakhir",
}


@cache
def record_of(article: Article) -> Record | JubirError:
    return extract_or_error(article)


def built(*paths: Path) -> SqliteStore:
    store = SqliteStore(":memory:")
    build(read_articles(paths), store, lambda articles: map(record_of, articles))
    return store


def exported(store: Store, form: Format) -> str:
    stream = io.StringIO()
    export(store, form, stream)
    return stream.getvalue()


def parsed(text: str, form: str) -> Dataset:
    dataset = Dataset()
    dataset.parse(data=text, format=PARSERS[form])
    return dataset


def quads(dataset: Dataset) -> set[Quad]:
    return {(s, p, o, str(g)) for s, p, o, g in dataset.quads()}


def odd_article(path: Path) -> Path:
    """An article whose text, title and publisher hold all the odd words, in quotations and around them."""
    sentences = [f'"Pesan kami {words} selesai," kata Menteri Dalam Negeri Sari.' for words in ODD_WORDS.values()]
    content = {
        "text": "Jakarta sedang menunggu kabar berikut ini.\n\n" + "\n\n".join(sentences) + "\n",
        "headline": "Judul " + " ".join(ODD_WORDS.values()),
        "publisher": "Penerbit " + ODD_WORDS["quotes"] + ODD_WORDS["backslashes"],
        "url": "https://warta-uji.example/a?q={x}|^`\\\"<>'é",
        "datePublished": "2024-03",
    }
    path.write_text(json.dumps(content), "utf-8")
    return path


@pytest.fixture(scope="module")
def examples() -> Iterator[SqliteStore]:
    """All example articles."""
    with closing(built(*EXAMPLES)) as store:
        yield store


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    """Two articles that links join and one with odd characters: soon parsed in every form."""
    odd = odd_article(tmp_path_factory.mktemp("odd") / "aneh.json")
    with closing(built(*LINKED, odd)) as store:
        assert list(store.links()), "both tell of one meeting"
        yield store


# --- N-Quads


def test_rdf_nquads_are_sorted_and_each_once(examples: SqliteStore) -> None:
    text = exported(examples, "nq")
    lines = text.splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert lines == sorted(lines, key=lambda line: line.encode("utf-8")), "any program sorts bytes like this"
    assert all(line.endswith(" .\n") for line in lines)


def test_rdf_nquads_keep_a_line_a_statement(small: SqliteStore) -> None:
    text = exported(small, "nq")
    assert text.count("\n") == len(quads(parsed(text, "nq")))
    assert "\r" not in text
    assert not {char for char in text if ord(char) < 0x20} - {"\n"}


def test_rdf_nquads_of_nothing_are_nothing() -> None:
    with closing(SqliteStore(":memory:")) as store:
        assert exported(store, "nq") == ""


def test_rdf_nquads_come_out_equal_each_time(examples: SqliteStore) -> None:
    assert exported(examples, "nq") == exported(examples, "nq")


@given(st.lists(st.text(max_size=5).map(lambda text: text.replace("\n", "") + "\n")), st.integers(1, 7))
@PROPERTY
@example(["\x85\n", "\x1c\n", "\r\n", "\u2028\n"], 1)
def test_rdf_sorting_in_runs_is_sorting(unsorted: list[str], in_memory: int) -> None:
    assert list(sorted_lines(unsorted, in_memory=in_memory)) == sorted(set(unsorted))


# --- four forms of one graph


@pytest.mark.parametrize("form", ["trig", "jsonld"])
def test_rdf_form_holds_the_same_quads_as_nquads(form: Format, small: SqliteStore) -> None:
    expected = quads(parsed(exported(small, "nq"), "nq"))
    assert quads(parsed(exported(small, form), form)) == expected


def test_rdf_turtle_holds_the_same_triples_as_nquads(small: SqliteStore) -> None:
    expected = {quad[:3] for quad in quads(parsed(exported(small, "nq"), "nq"))}
    assert set(Graph().parse(data=exported(small, "ttl"), format="turtle")) == expected


@pytest.mark.parametrize("form", FORMATS)
def test_rdf_form_of_nothing_parses(form: Format) -> None:
    with closing(SqliteStore(":memory:")) as store:
        text = exported(store, form)
    graph = Graph().parse(data=text, format="turtle") if form == "ttl" else parsed(text, form)
    assert len(graph) == 0


def test_rdf_jsonld_is_json(small: SqliteStore) -> None:
    assert json.loads(exported(small, "jsonld"))


# --- named graphs


def graphs_of(store: Store) -> set[str]:
    return {quad[3] for quad in quads(parsed(exported(store, "nq"), "nq"))}


def test_rdf_one_named_graph_per_article_revision(examples: SqliteStore) -> None:
    articles = [stored.article for stored in examples.stored_articles()]
    assert len(articles) == len(EXAMPLES)
    assert graphs_of(examples) == {graph_iri(a.id, a.revision) for a in articles} | {LINKS_GRAPH}


def test_rdf_named_graph_holds_only_its_own_article(examples: SqliteStore) -> None:
    context = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#referenceContext"
    dataset = parsed(exported(examples, "nq"), "nq")
    homes = {(str(home), str(graph)) for _, _, home, graph in dataset.quads((None, URIRef(context), None, None))}
    articles = [stored.article for stored in examples.stored_articles()]
    assert homes == {(article_iri(a.id), graph_iri(a.id, a.revision)) for a in articles}


def test_rdf_named_graph_changes_with_the_revision(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    article = {"url": "https://warta-uji.example/a", "text": "Menteri Sari mengatakan jembatan itu aman."}
    path.write_text(json.dumps(article))
    with closing(built(path)) as store:
        before = graphs_of(store)
        path.write_text(json.dumps(article | {"text": "Menteri Sari mengatakan jembatan itu rusak."}))
        build(read_articles([path]), store, lambda articles: map(record_of, articles))
        after = graphs_of(store)
    assert len(before) == len(after) == 1
    assert before != after
    assert {iri.rpartition("/")[0] for iri in before} == {iri.rpartition("/")[0] for iri in after}


def test_rdf_links_stand_in_a_graph_of_their_own(small: SqliteStore) -> None:
    links = {(link.left, link.right) for link in small.links()}
    same = URIRef("http://www.w3.org/2004/02/skos/core#exactMatch")
    found = parsed(exported(small, "nq"), "nq").quads((None, same, None, None))
    assert {(str(s), str(o)) for s, _, o, graph in found if str(graph) == LINKS_GRAPH} == links


def test_rdf_links_graph_goes_with_the_last_link() -> None:
    with closing(built(*LINKED)) as store:
        assert LINKS_GRAPH in graphs_of(store)
        remove(store, [LINKED[1].name])
        assert LINKS_GRAPH in graphs_of(store)
        remove(store, [LINKED[0].name])
        assert LINKS_GRAPH not in graphs_of(store)


# --- round trip


def in_order(evidence: Iterator[Evidence]) -> list[Evidence]:
    return sorted(evidence, key=repr)


@pytest.mark.parametrize("form", ["nq", "trig", "jsonld"])
def test_rdf_evidence_reads_back_as_it_was(form: Format, small: SqliteStore) -> None:
    found = evidence_from_graph(parsed(exported(small, form), form))
    assert in_order(found) == in_order(iter({e for facts in small.contributions() for e in facts.evidence}))


def test_rdf_evidence_of_examples_reads_back_as_it_was(examples: SqliteStore) -> None:
    found = evidence_from_graph(parsed(exported(examples, "nq"), "nq"))
    assert in_order(found) == in_order(iter({e for facts in examples.contributions() for e in facts.evidence}))


def test_rdf_quotes_are_the_text_at_their_offsets(small: SqliteStore) -> None:
    texts = {stored.iri: stored.article.text for stored in small.stored_articles()}
    found = list(evidence_from_graph(parsed(exported(small, "nq"), "nq")))
    assert found
    assert [e.quote for e in found] == [texts[e.article][e.start : e.end] for e in found]


@pytest.mark.parametrize("words", ODD_WORDS.values(), ids=list(ODD_WORDS))
def test_rdf_odd_words_of_a_quotation_come_back(words: str, small: SqliteStore) -> None:
    quotes = {e.quote for e in evidence_from_graph(parsed(exported(small, "nq"), "nq"))}
    assert [quote for quote in quotes if unicodedata.normalize("NFC", words) in quote]


def test_rdf_reading_back_refuses_a_fact_without_its_parts() -> None:
    dataset = Dataset()
    node, span = URIRef(DATA + "fact/1"), URIRef(DATA + "article/1#char=0,1")
    dataset.graph(URIRef(DATA + "graph")).add((node, URIRef(NS + "evidence"), span))
    with pytest.raises(InputError, match="fact/1"):
        list(evidence_from_graph(dataset))


def store_with(value: str, subject: str, datatype: str) -> SqliteStore:
    """A store of one article with one fact of this value, and one link from the subject."""
    article = Article("a1", "r1", "a.txt", value or "x")
    fact = Fact(subject, "name", value, datatype, "id" if datatype == "langString" else None)
    evidence = Evidence(fact, article_iri("a1"), 0, len(article.text), article.text, "uji")
    link = Link(subject, DATA + "person/b", "same", 0.5, "uji", "uji", "k")
    store = SqliteStore(":memory:")
    store.write(Batch(add=(ArticleFacts(article, "a.txt", (evidence,), links=(link,)),)))
    return store


STORABLE = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
KEYS = st.text(st.one_of(st.characters(max_codepoint=0x7F), st.sampled_from("é–你ß")), max_size=30)


@given(STORABLE, st.sampled_from(["string", "langString"]))
@PROPERTY
@example('\\"\\\\\n\r\t\x0b\x1f\x7f\x85\u2028', "string")
@example("\\u0041\\U0001F680\\", "langString")
def test_rdf_any_literal_reads_back_as_it_was(value: str, datatype: str) -> None:
    with closing(store_with(value, DATA + "person/a", datatype)) as store:
        text = exported(store, "nq")
        assert list(evidence_from_graph(parsed(text, "nq"))) == [
            e for facts in store.contributions() for e in facts.evidence
        ]
        expected = quads(parsed(text, "nq"))
        assert quads(parsed(exported(store, "trig"), "trig")) == expected
        assert quads(parsed(exported(store, "jsonld"), "jsonld")) == expected


@given(KEYS)
@PROPERTY
@example('a> <b "c" {d}|^`\\')
def test_rdf_any_name_makes_a_valid_iri(name: str) -> None:
    with closing(store_with("Sari", f"{DATA}person/{name}", "string")) as store:
        text = exported(store, "nq")
    dataset = parsed(text, "nq")
    assert len(quads(dataset)) == text.count(" .\n")
    assert not {char for s, *_ in quads(dataset) for char in str(s)} & set('<>"{}|^`\\ \n')
