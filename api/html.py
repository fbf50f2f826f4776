"""Building HTML from parts: text is escaped unless it was built here."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from urllib.parse import urlsplit

from starlette.responses import Response

VOID_TAGS = {"meta"}


class Html(str):
    """Markup that may be put into a page as it is."""

    __slots__ = ()


Part = str | None


def markup(*parts: Part) -> Html:
    """The parts one after the other; plain text escaped, None left out."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts if part is not None))


def element(tag: str, *parts: Part, **attributes: str | None) -> Html:
    """An element with these parts in it. Attributes that are None are left out; ``class_`` is written "class"."""
    given = "".join(f' {k.rstrip("_")}="{escape(v)}"' for k, v in attributes.items() if v is not None)
    end = "" if tag in VOID_TAGS else f"</{tag}>"
    return Html(f"<{tag}{given}>{markup(*parts)}{end}")


def outside_link(url: str, text: str) -> Html:
    """A link to another site, if the address is one of the web; else only the text."""
    try:
        address = urlsplit(url)
    except ValueError:
        return markup(text)
    if address.scheme not in ("http", "https") or not address.netloc:
        return markup(text)
    return element("a", text, href=url, rel="noreferrer nofollow external")


@cache
def style() -> str:
    """The style sheet of our pages."""
    return files("api").joinpath("static", "page.css").read_text(encoding="utf-8")


@cache
def _policy() -> str:
    """Nothing may be loaded and nothing may run; only our own style applies."""
    digest = b64encode(sha256(style().encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def page(title: str, *parts: Part, status: int = 200) -> Response:
    """A whole page without scripts."""
    head = markup(
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{title} · Jubir"),
        element("style", Html(style())),
    )
    body = element("body", element("main", *parts))
    content = f'<!doctype html>\n<html lang="en"><head>{head}</head>{body}</html>\n'
    # half a surrogate pair cannot be sent
    data = content.encode("utf-8", "replace")
    headers = {"content-security-policy": _policy()}
    return Response(data, status, headers, media_type="text/html")
