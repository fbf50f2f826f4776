"""Files for Neo4j Browser under /browser/: saved queries, a style and a guide.

They hold nothing of the graph, so every site may read them: Neo4j Browser fetches them from its own address.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

FOLDER = "Jubir"
"""Under this name the queries of queries.zip appear among the favourites."""

ANY_SITE = {"access-control-allow-origin": "*"}
PREFLIGHT = {**ANY_SITE, "access-control-allow-methods": "GET", "access-control-allow-headers": "cache-control, pragma"}

PLACE_OF_QUERY = re.compile(r"<!-- query: (.+?) -->")
EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query of queries.cypher: its title, a line on what it shows, and the Cypher without comments."""

    title: str
    shows: str
    cypher: str

    @property
    def favourite(self) -> str:
        """The text of a favourite of Neo4j Browser, which takes the first comment as its title."""
        return f"// {self.title}\n// {self.shows}\n{self.cypher}\n"


def browser_file(name: str) -> str:
    """A file of api/browser as it is."""
    return files("api").joinpath("browser", name).read_text(encoding="utf-8")


@cache
def saved_queries() -> tuple[SavedQuery, ...]:
    """All queries of queries.cypher, in order. Raises ValueError for one without title or explanation."""
    parts = browser_file("queries.cypher").split(";\n")
    return tuple(_saved_query(part.strip()) for part in parts if part.strip())


def _saved_query(text: str) -> SavedQuery:
    title, shows, cypher = text.split("\n", 2)
    if not (title.startswith("// ") and shows.startswith("// ")):
        raise ValueError(f"a saved query begins with two comment lines, not with {text[:60]!r}")
    return SavedQuery(title.removeprefix("// "), shows.removeprefix("// "), f"{cypher};")


def guide(base: str) -> str:
    """The guide, its queries taken from queries.cypher. ``base`` is the address of this server, ending in "/"."""
    by_title = {query.title: query for query in saved_queries()}
    page = PLACE_OF_QUERY.sub(lambda found: _runnable(by_title[found[1]]), browser_file("guide.html"))
    return Template(page).substitute(base=escape(base))


def _runnable(query: SavedQuery) -> str:
    # "$" is doubled: the page is a template
    cypher = escape(query.cypher, quote=False).replace("$", "$$")
    title = escape(query.title)
    return (
        f'<p><b>{title}</b></p><figure><pre mode="cypher" class="pre-scrollable code runnable">{cypher}</pre></figure>'
    )


def favourites() -> bytes:
    """A zip with a file for each query, which Neo4j Browser takes in at once when it is dropped onto its window."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for query in saved_queries():
            name = re.sub(r"[^A-Za-z0-9]+", "_", query.title)
            archive.writestr(zipfile.ZipInfo(f"{FOLDER}/{name}.cypher", EARLIEST_ZIP_DATE), query.favourite)
    return packed.getvalue()


Made = Callable[[Request], tuple[str, str | bytes]]

FILES: dict[str, Made] = {
    "queries.cypher": lambda _: ("text/plain", browser_file("queries.cypher")),
    "queries.zip": lambda _: ("application/zip", favourites()),
    "style.grass": lambda _: ("text/plain", browser_file("style.grass")),
    "guide.html": lambda request: ("text/html", guide(str(request.base_url))),
}


async def browser_files(request: Request) -> Response:
    """One of the files, for GET from any site; 404 for other names."""
    made = FILES.get(request.path_params["name"])
    if made is None:
        return PlainTextResponse("no such file\n", 404)
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=PREFLIGHT)
    kind, content = made(request)
    return Response(content, headers=ANY_SITE, media_type=kind)
