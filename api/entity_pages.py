"""A page for every entity under /id/: what is known of it, and the words of the articles that say so.

The address of a page is the entity's IRI with this server in the place of https://w3id.org/jubir.
"""

import asyncio
import logging
import re
import time
from collections.abc import Iterator
from urllib.parse import quote

from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.entity_view import MOST, Listed, View, objects, read_view, value
from api.html import Html, element, markup, outside_link, page
from api.lanes import Lanes
from api.settings import Settings
from kg.errors import JubirError, QueryTimeout
from kg.model import Article, Known, Sighting
from kg.store.base import Store, StoredArticle
from ontology.namespaces import ACT, DATA

logger = logging.getLogger(__name__)

IN_PATH = re.compile(r"[A-Za-z0-9._~-]{1,200}")
"""What follows /id/KIND/: all that our IRIs are made of."""

CONTEXT = 200
"""Code points of an article shown before and after the words that name an entity."""

SHOWN_APART = {"type", "name", "title", "alias", "exactMatch", "article", "content", "quote"}
"""Predicates that have a place of their own on the page."""

READING_ORDER = (
    "speaker", "speakerRole", "speakerState", "kind", "status", "act", "mode", "date", "published", "publisher", "url",
    "addressee", "about", "contradicts", "via", "participant", "place", "state", "position", "role", "official",
)  # fmt: skip
"""Predicates in the order a reader looks for them; others follow."""

PARAGRAPH = re.compile(r"[^\n]+")


class EntityPages:
    """Answers /id/KIND/NAME."""

    def __init__(self, store: Store, settings: Settings, lanes: Lanes) -> None:
        self._store = store
        self._settings = settings
        self._lanes = lanes

    async def __call__(self, request: Request) -> Response:
        """The page; a redirect if the entity goes by another IRI now; 404 if there is none."""
        kind, tail = request.path_params["kind"], request.path_params["tail"]
        if not (IN_PATH.fullmatch(kind) and IN_PATH.fullmatch(tail)):
            return not_found()
        try:
            found = await asyncio.wrap_future(self._lanes.start(lambda: self._look_up(f"{DATA}{kind}/{tail}")))
        except QueryTimeout:
            return page("Too slow", element("h1", "This took too long"), element("p", "Try again later."), status=503)
        except (GraphQLError, JubirError) as exc:
            logger.warning("no page of %s/%s: %s", kind, tail, exc)
            return page("Not available", element("h1", "Not available"), element("p", "Try again later."), status=503)
        if isinstance(found, str):
            return RedirectResponse(path_of(found), 308)
        return not_found() if found is None else entity_page(found)

    def _look_up(self, iri: str) -> View | str | None:
        end = time.monotonic() + self._settings.seconds
        return self._lanes.read(self._store, lambda store: _read(store, iri), end)


def _read(store: Store, iri: str) -> View | str | None:
    """The view of the entity; the canonical IRI if it is another; None for what is unknown."""
    canonical = store.canonical([iri]).get(iri)
    return canonical if canonical not in (None, iri) else read_view(store, iri)


def path_of(iri: str) -> str:
    """The path of an entity's page."""
    return "/id/" + quote(iri.removeprefix(DATA))


def mark_id(article: str) -> str:
    """The id of the mark that shows the words in an article, for use as a URL's fragment."""
    return "in-" + article.rpartition("/")[2]


def not_found() -> Response:
    """The page for what is not in the graph."""
    text = "There is no such entity in this graph. It may have gone with the article that told of it."
    return page("Not found", element("h1", "Not found"), element("p", text), status=404)


def entity_page(view: View) -> Response:
    """The page on an entity of any class."""
    if view.kind == "Statement":
        parts = _statement_parts(view)
    elif view.kind == "Article":
        parts = _article_parts(view)
    else:
        parts = _thing_parts(view)
    return page(view.name(view.iri), element("p", view.kind, class_="kind"), *parts)


# --- the three kinds of page


def _statement_parts(view: View) -> Iterator[Html]:
    speaker, act = value(view.facts, "speaker"), value(view.facts, "act") or ACT + "say"
    verb = f" · {act.removeprefix(ACT)}"
    yield element("h1", _link(view, speaker) if speaker else "Unknown speaker", element("small", verb))
    yield element("blockquote", value(view.facts, "quote") or value(view.facts, "content") or "")
    yield _facts_table(view)
    yield element("h2", f"Where it was read ({_counted(view.support, 'article')})")
    for sighting in view.sightings:
        if stored := view.articles.get(sighting.article):
            text = _text(stored.article, sighting, mark_id(stored.iri))
            yield element("article", _source_line(view, stored, sighting), text)
    yield _left_out(view.support, len(view.sightings))


def _article_parts(view: View) -> Iterator[Html]:
    yield element("h1", view.name(view.iri))
    yield _facts_table(view)
    yield from _lists(view)
    for stored in view.articles.values():
        yield element("h2", "Text")
        yield element("article", _text(stored.article, None, None))


def _thing_parts(view: View) -> Iterator[Html]:
    yield element("h1", view.name(view.iri))
    yield _names(view)
    yield _facts_table(view)
    yield from _lists(view)
    if view.sightings:
        yield element("h2", f"Where it was read ({_counted(view.support, 'article')})")
        for sighting in view.sightings:
            if stored := view.articles.get(sighting.article):
                yield element("article", _source_line(view, stored, sighting), _excerpt(stored.article, sighting))
        yield _left_out(view.support, len(view.sightings))


# --- pieces


def _link(view: View, iri: str, fragment: str = "") -> Html:
    return element("a", view.name(iri), href=path_of(iri) + fragment)


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _left_out(total: int, shown: int) -> Html:
    return element("p", f"The first {shown} of {total:,}.", class_="note") if total > shown else markup()


def _names(view: View) -> Html:
    shown = view.name(view.iri)
    names = {*objects(view.facts, "name"), *objects(view.facts, "alias")} - {shown}
    listed = " · ".join(sorted(names)[:MOST])
    return element("p", "Also: ", listed, class_="note") if names else markup()


def _facts_table(view: View) -> Html:
    """Every fact that has no place of its own, and its support where not all articles give it."""
    rows = []
    there = dict.fromkeys(known.fact.predicate for known in view.facts if known.fact.predicate not in SHOWN_APART)
    for predicate in sorted(there, key=_place_in_order):
        values = [_value(view, known) for known in view.facts if known.fact.predicate == predicate]
        more = element("dd", f"and {len(values) - MOST:,} more") if len(values) > MOST else None
        rows.append(markup(element("dt", _in_words(predicate)), *values[:MOST], more))
    same = [element("dd", outside_link(url, url)) for url in objects(view.facts, "exactMatch")]
    if same:
        rows.append(markup(element("dt", "same as"), *same))
    rows.append(markup(element("dt", "IRI"), element("dd", element("code", view.iri))))
    return element("dl", *rows)


def _place_in_order(predicate: str) -> int:
    return READING_ORDER.index(predicate) if predicate in READING_ORDER else len(READING_ORDER)


def _in_words(predicate: str) -> str:
    """The local name of a property as words: "speakerRole" is "speaker role"."""
    return re.sub(r"([A-Z])", lambda found: " " + found[1].lower(), predicate)


def _value(view: View, known: Known) -> Html:
    fact = known.fact
    told = fact.object
    if fact.datatype == "boolean":
        shown = markup("yes" if told == "true" else "no")
    elif fact.datatype == "anyURI":
        shown = outside_link(told, told)
    elif fact.datatype is not None:
        shown = element("span", told, lang=fact.lang)
    elif told.startswith(ACT):
        shown = markup(told.removeprefix(ACT))
    elif told.startswith(DATA):
        shown = _link(view, told)
    else:
        shown = outside_link(told, told)
    doubts = [fact.certainty] * (fact.certainty != "certain") + [fact.polarity] * (fact.polarity != "affirmed")
    badges = [element("span", doubt, class_="badge") for doubt in doubts]
    if known.articles < view.support:
        badges.append(element("small", f"{known.articles:,} of {_counted(view.support, 'article')}"))
    return element("dd", shown, *(markup(" ", badge) for badge in badges))


def _lists(view: View) -> Iterator[Html]:
    for listed in view.lists:
        if listed.total:
            yield element("h2", f"{listed.heading} ({listed.total:,})")
            yield element("ul", *(_entry(view, listed, iri) for iri in listed.iris))
            yield _left_out(listed.total, len(listed.iris))


def _entry(view: View, listed: Listed, iri: str) -> Html:
    """A line of a list; a statement in an article leads to its words there."""
    fragment = f"#{mark_id(view.iri)}" if view.kind == "Article" and listed.kind == "Statement" else ""
    facts = view.around.get(iri, ())
    details = [value(facts, "date") or value(facts, "published")]
    if act := value(facts, "act"):
        details.append(act.removeprefix(ACT))
    return element("li", _link(view, iri, fragment), " ", element("small", " · ".join(filter(None, details))))


def _source_line(view: View, stored: StoredArticle, sighting: Sighting) -> Html:
    """Which article this is, who printed it when, and through whom the words came."""
    article = stored.article
    outlet = value(view.around.get(stored.iri, ()), "publisher")
    printed = element("a", article.publisher or "outlet", href=path_of(outlet)) if outlet else None
    parts = [
        printed,
        markup(article.published) if article.published else None,
        markup(f"via {', '.join(sighting.via)}") if sighting.via else None,
        outside_link(article.url, "original") if article.url else None,
        markup(f"found by {sighting.extractor}"),
    ]
    line = [markup(" · " if i else "", part) for i, part in enumerate(filter(None, parts))]
    title = element("a", article.title or article.file, href=path_of(stored.iri))
    return element("header", element("h3", title), element("p", *line, class_="note"))


def _text(article: Article, marked: Sighting | None, name: str | None) -> Html:
    """The whole text in paragraphs, with the words of ``marked`` marked; ``name`` is the id of the mark."""
    parts = []
    for found in PARAGRAPH.finditer(article.text):
        inside = marked is not None and marked.start < found.end() and found.start() < marked.end
        if marked is None or not inside:
            words = markup(found[0])
        else:
            words = _marked(article.text, found.start(), found.end(), marked, name)
            name = None  # a second paragraph may not have the same id
        parts.append(element("p", words, class_=_zone_of(article, found.start(), found.end())))
    return element("div", *parts, class_="text", lang=article.lang)


def _excerpt(article: Article, sighting: Sighting) -> Html:
    """The words with some of the paragraph around them."""
    start = article.text.rfind("\n", 0, sighting.start) + 1
    end = article.text.find("\n", sighting.end)
    end = len(article.text) if end < 0 else end
    near, far = max(start, sighting.start - CONTEXT), min(end, sighting.end + CONTEXT)
    words = _marked(article.text, near, far, sighting, mark_id(sighting.article))
    cut = ("… " if near > start else "", " …" if far < end else "")
    return element("p", cut[0], words, cut[1], class_="text", lang=article.lang)


def _marked(text: str, start: int, end: int, sighting: Sighting, name: str | None) -> Html:
    """``text[start:end]`` with the part of it that is the sighting's marked."""
    first_char, last_char = max(start, sighting.start), min(end, sighting.end)
    mark = element("mark", text[first_char:last_char], id=name)
    return markup(text[start:first_char], mark, text[last_char:end])


def _zone_of(article: Article, start: int, end: int) -> str | None:
    """What part a paragraph as a whole plays on the page, where it is not plain body."""
    kinds = (zone.kind for zone in article.zones if zone.start <= start and end <= zone.end)
    kind = next(kinds, "body")
    return None if kind == "body" else kind
