"""The pipeline: one component a subject, each leaving its finds on the Doc for those behind it."""

from dataclasses import replace
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without a stub
from spacy.tokens import Doc

import extractors.dates
import extractors.gazetteers
import extractors.meetings
import extractors.organizations
import extractors.persons
import extractors.statements.component
import extractors.states
import extractors.trained.component
import extractors.weapons  # noqa: F401  (imported for the factories they register)
from extractors.marks import as_written, with_one_mark
from extractors.tokens import BoundedTokenizer
from kg.model import Article
from kg.record import ArticleRecord, Record

COMPONENTS = (
    "jubir_gazetteers",
    "jubir_names",
    "jubir_dates",
    "jubir_organizations",
    "jubir_persons",
    "jubir_states",
    "jubir_weapons",
    "jubir_meetings",
    "jubir_statements",
)
WITHOUT: dict[str, tuple[str, dict[str, bool] | None]] = {
    "about": ("jubir_statements", {"is_trained": False}),
    "names": ("jubir_names", None),
    "origins": ("jubir_persons", {"is_trained": False}),
}
"""Trained parts that can be left out: the component of each, and how it is told; None leaves the component out."""

ATTRIBUTES = (
    "known", "implied_states", "organizations", "persons", "states", "weapons", "dates", "meetings", "statements",
    "body_mentions",
)  # fmt: skip


@cache
def load(lang: str = "id", without: frozenset[str] = frozenset()) -> Language:
    """The pipeline of a language, made once a process. Raises InputError for an unknown language.

    ``without`` names trained parts to leave out (those of ``WITHOUT``), to see what each earns; KeyError for another.
    """
    from extractors.words import entity_table, words

    entity_table(lang)
    for name in ATTRIBUTES:
        Doc.set_extension(name, default=(), force=True)
    Doc.set_extension("names", default=None, force=True)
    Doc.set_extension("article", default=None, force=True)
    Doc.set_extension("in_names", default=frozenset(), force=True)
    nlp = spacy.blank(lang)
    nlp.max_length = 50_000_000
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    for word in sorted(words(lang, "persons", "abbreviated")):
        tokenizer.add_special_case(f"{word}.", [{"ORTH": f"{word}."}])  # one word, as "Dr." is in spaCy's own list
    nlp.tokenizer = BoundedTokenizer(tokenizer)
    settings = dict(WITHOUT[name] for name in sorted(without))
    for name in COMPONENTS:
        config = settings.get(name, {})
        if config is not None:
            nlp.add_pipe(name, config=config)
    return nlp


def read_up_to(last: str, article: Article, without: frozenset[str] = frozenset()) -> Doc:
    """The article, '' in its text read as one mark, with what the components up to ``last`` find.

    Raises InputError for an unknown language, ValueError for an unknown component.
    """
    nlp = load(article.lang, without)
    marked = with_one_mark(article.text)
    doc = nlp.make_doc(marked)
    doc._.article = replace(article, text=marked)
    for _, component in nlp.pipeline[: nlp.pipe_names.index(last) + 1]:
        doc = component(doc)
    return doc


def extract_article(article: Article, without: frozenset[str] = frozenset()) -> Record:
    """Run the pipeline over one article, all of it or ``without`` some trained parts."""
    doc = read_up_to(COMPONENTS[-1], article, without)
    record = Record(
        article=ArticleRecord(
            file=article.file,
            id=article.id,
            lang=article.lang,
            text=article.text,
            title=article.title,
            url=article.url,
            publisher=article.publisher,
            published=article.published,
            revision=article.revision,
        ),
        persons=doc._.persons,
        states=doc._.states,
        organizations=doc._.organizations,
        weapons=doc._.weapons,
        meetings=doc._.meetings,
        statements=doc._.statements,
    )
    return as_written(record, doc._.article.text)
