"""Pages for browsers: GraphiQL where its files are, else a plain form of ours."""

from importlib.resources import files
from string import Template

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from api.settings import Settings

GRAPHIQL_FILES = ("graphiql.js", "graphiql.css")


def has_graphiql() -> bool:
    """True if `make ide` put GraphiQL's files beside us."""
    folder = files("api").joinpath("static", "graphiql")
    return all(folder.joinpath(name).is_file() for name in GRAPHIQL_FILES)


def static_text(name: str) -> str:
    """A text file of ours."""
    return files("api").joinpath("static", name).read_text(encoding="utf-8")


def example_query() -> str:
    """The question that the editor opens with."""
    return static_text("example.graphql")


def ide_page(settings: Settings) -> Response:
    """The editor, or a word on where to go if it is off."""
    if not settings.ide:
        return PlainTextResponse("POST GraphQL requests here as application/json.\n", 406)
    page = static_text("graphiql.html" if has_graphiql() else "form.html")
    return HTMLResponse(Template(page).safe_substitute(query=_escaped(example_query())))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
