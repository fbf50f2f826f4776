"""Which parts of an article entities and statements are read from."""

from bisect import bisect_right

from kg.model import Article

SILENT = frozenset({"link", "credit", "byline"})
"""Parts of the page that tell nothing of the news."""

WITHOUT_STATEMENTS = frozenset({"link", "credit", "byline", "caption", "title", "heading", "dateline"})


class Zones:
    """Looks up the part of the page that an offset lies in; an article without zones is all body."""

    def __init__(self, article: Article) -> None:
        self._zones = article.zones
        self._starts = [zone.start for zone in article.zones]

    def kind_at(self, offset: int) -> str:
        """The kind of the zone at ``offset``; "body" where none is marked."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self._zones[index].end:
            return self._zones[index].kind
        return "body"

    def is_silent(self, offset: int) -> bool:
        """True if nothing is read from here."""
        return self.kind_at(offset) in SILENT

    def without_statements(self) -> tuple[tuple[int, int], ...]:
        """Stretches (start, end) where nobody speaks, sorted."""
        return tuple((z.start, z.end) for z in self._zones if z.kind in WITHOUT_STATEMENTS)
