"""The book of an article: its facts, links and memberships in as few bytes as JSON and zlib allow.

A store keeps the book as it is written; everything else it holds is worked out from books (see `ledger`).
"""

import json
import zlib
from typing import Any

from kg.model import Article, ArticleFacts, Evidence, Fact, Link, Membership

LEVEL = 1
"""zlib's quickest: books are written once and read seldom."""


def packed(facts: ArticleFacts) -> bytes:
    """Facts, links and memberships of an article. The article itself, with its text, is not in it."""
    words: dict[str | None, int] = {}

    def number(word: str | None) -> int:
        return words.setdefault(word, len(words))

    rows = [
        [
            number(e.fact.subject), number(e.fact.predicate), number(e.fact.object), number(e.fact.datatype),
            number(e.fact.lang), number(e.fact.polarity), number(e.fact.certainty), e.start, e.end, number(e.extractor),
        ]
        for e in facts.evidence
    ]  # fmt: skip
    links = [[x.left, x.right, x.judgement, x.score, x.method, x.by, x.block] for x in facts.links]
    blocks = [[m.iri, m.key, m.details] for m in facts.blocks]
    # lone surrogates, which a text may hold, are no UTF-8: ASCII escapes carry them
    written = json.dumps([list(words), rows, links, blocks], separators=(",", ":"))
    return zlib.compress(written.encode("ascii"), LEVEL)


def unpacked(book: bytes, article: Article, source: str, iri: str) -> ArticleFacts:
    """The article's facts as they were; ``iri`` is the article's IRI."""
    words, rows, links, blocks = json.loads(zlib.decompress(book))
    return ArticleFacts(
        article,
        source,
        tuple(_evidence(row, words, article.text, iri) for row in rows),
        tuple(Link(*link) for link in links),
        tuple(Membership(*block) for block in blocks),
    )


def _evidence(row: list[int], words: list[Any], text: str, iri: str) -> Evidence:
    subject, predicate, object_, datatype, lang, polarity, certainty, start, end, extractor = row
    fact = Fact(
        words[subject], words[predicate], words[object_], words[datatype], words[lang], words[polarity],
        words[certainty],
    )  # fmt: skip
    return Evidence(fact, iri, start, end, text[start:end], words[extractor])
