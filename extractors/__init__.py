"""The text room: from an article to its extraction record."""

from kg.model import Article
from kg.record import Record


def extract(article: Article) -> Record:
    """Give the extraction record of one article: one pass, the same bytes every time.

    Loads the pipeline of ``article.lang`` on first use (a second or two). Raises InputError for a language
    without a pipeline; any text of a known language gives a record.
    """
    from extractors.pipeline import extract_article

    return extract_article(article)
