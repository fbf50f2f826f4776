"""Small graphs made by hand for the store's tests; texts are ours."""

from kg.identity import article_iri
from kg.model import Article, ArticleFacts, Evidence, Fact, Link, Membership
from ontology.namespaces import DATA, NS

HOSTILE = "'\"`$(x)}) DETACH DELETE n //\\ \u202e olleh\u2028{{}}%_*;--"
"""Text that would do harm where text is spliced into a query."""


def iri(kind: str, name: str) -> str:
    return f"{DATA}{kind}/{name}"


def made(
    number: int,
    *facts: Fact,
    links: tuple[Link, ...] = (),
    blocks: tuple[Membership, ...] = (),
    text: str | None = None,
) -> ArticleFacts:
    """An article whose facts all stand on its first word."""
    body = text or f"Warta nomor {number}. Isinya tidak penting."
    article = Article(
        f"a{number}", f"r{number}-{len(body)}", f"{number}.txt", body, url=f"https://warta.example/{number}",
        title=f"Judul {number}", published=f"2023-09-{number % 28 + 1:02d}", publisher="Warta",
    )  # fmt: skip
    home = article_iri(article.id)
    evidence = tuple(Evidence(f, home, 0, 5, body[:5], "made") for f in (*_article_facts(home, article), *facts))
    return ArticleFacts(article, f"https://warta.example/{number}", evidence, links, blocks)


def _article_facts(home: str, article: Article) -> tuple[Fact, ...]:
    return (Fact(home, "type", NS + "Article"), Fact(home, "title", str(article.title), "string"))


def person(name: str, label: str, state: str | None = None, *, official: bool = False) -> tuple[Fact, ...]:
    who = iri("person", name)
    facts = [Fact(who, "type", NS + "Person"), Fact(who, "name", label, "string")]
    if state:
        facts.append(Fact(who, "state", iri("state", state)))
    facts.append(Fact(who, "official", "true" if official else "false", "boolean"))
    return tuple(facts)


def statement(key: str, speaker: str, content: str, *, act: str = "say", date: str | None = None) -> tuple[Fact, ...]:
    what = iri("statement", key)
    facts = [
        Fact(what, "type", NS + "Statement"),
        Fact(what, "speaker", iri("person", speaker)),
        Fact(what, "content", content, "langString", "id"),
        Fact(what, "act", f"https://w3id.org/jubir/act#{act}"),
    ]
    if date:
        kind = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(date)]
        facts.append(Fact(what, "date", date, kind))
    return tuple(facts)


def same(left: str, right: str, block: str) -> Link:
    return Link(left, right, "same", 0.9, "made", "test", block)
