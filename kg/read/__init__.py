"""From files to articles: plain text, HTML, JSON, JSON lines, schema.org NewsArticle."""

from kg.read.files import read_articles, read_text
from kg.read.types import ReadArticle, Rejected

__all__ = ["ReadArticle", "Rejected", "read_articles", "read_text"]
