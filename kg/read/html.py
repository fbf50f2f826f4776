"""Articles out of web pages: trafilatura finds the text and what the page says of itself."""

from kg.errors import InputError
from kg.read.parts import Parts


def parts_of_html(html: str, file: str) -> Parts:
    """The main text and metadata of a page. Raises InputError if the page has no article."""
    import trafilatura

    found = trafilatura.bare_extraction(
        html, with_metadata=True, include_comments=False, include_tables=False, favor_recall=True, no_fallback=False
    )
    if found is None or isinstance(found, dict) or not found.text or not found.text.strip():
        raise InputError("no article text was found in the page; save the article as text")
    return Parts(
        text=found.text,
        file=file,
        url=found.url,
        title=found.title,
        published=found.date,
        publisher=found.sitename,
    )
