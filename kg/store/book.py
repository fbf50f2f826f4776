"""The book of an article: its facts, links and memberships in as few bytes as JSON and zlib allow.

A store keeps the book as it is written; everything else it holds is worked out from books (see `ledger`).
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from kg.model import Article, ArticleFacts, Evidence, Fact, Link, Membership

LEVEL = 1
"""zlib's quickest: books are written once and read seldom."""

_SUBJECT, _OBJECT = itemgetter(0), itemgetter(2)
_KIND = itemgetter(1, 3, 4, 5, 6)
"""Of a fact, all but subject and object: predicate, datatype, language, polarity, certainty; few differ."""
_PLACE = itemgetter(2, 3, 5)
"""Of an evidence, where it stands and who found it; most facts of a sentence share it."""


def packed(facts: ArticleFacts) -> bytes:
    """Facts, links and memberships of an article. The article itself, with its text, is not in it."""
    told = [e.fact for e in facts.evidence]
    ends, kinds, places = _numbers(), _numbers(), _numbers()
    # column after column: there are dozens of facts for each sentence
    columns = [
        _numbered(ends, map(_SUBJECT, told)),
        _numbered(kinds, map(_KIND, told)),
        _numbered(ends, map(_OBJECT, told)),
        _numbered(places, map(_PLACE, facts.evidence)),
    ]
    links = [[x.left, x.right, x.judgement, x.score, x.method, x.by, x.block] for x in facts.links]
    blocks = [[m.iri, m.key, m.details] for m in facts.blocks]
    # lone surrogates, which a text may hold, are no UTF-8: ASCII escapes carry them
    whole = [list(ends), list(kinds), list(places), columns, links, blocks]
    return zlib.compress(json.dumps(whole, separators=(",", ":")).encode("ascii"), LEVEL)


def _numbers() -> defaultdict[Any, int]:
    """A dictionary that numbers what it is asked for, in the order of asking."""
    numbers: defaultdict[Any, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return numbers


def _numbered(numbers: defaultdict[Any, int], values: Iterable[Any]) -> list[int]:
    return list(map(numbers.__getitem__, values))


def unpacked(book: bytes, article: Article, source: str, iri: str) -> ArticleFacts:
    """The article's facts as they were; ``iri`` is the article's IRI."""
    ends, kinds, places, columns, links, blocks = json.loads(zlib.decompress(book))
    evidence = []
    for subject, kind, target, place in zip(*columns, strict=True):
        predicate, *rest = kinds[kind]
        start, end, extractor = places[place]
        fact = Fact(ends[subject], predicate, ends[target], *rest)
        evidence.append(Evidence(fact, iri, start, end, article.text[start:end], extractor))
    return ArticleFacts(
        article, source, tuple(evidence), tuple(Link(*x) for x in links), tuple(Membership(*x) for x in blocks)
    )
