"""What reading gives: an article with its source, or a reason why not."""

from dataclasses import dataclass

from kg.model import Article


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article and where it was read: its URL, else the absolute path (with a row number if need be)."""

    article: Article
    source: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that could not be used: what, why, and what to do about it."""

    path: str
    reason: str
    way_out: str
