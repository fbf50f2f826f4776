"""From articles to a store: extract, turn into facts, check, resolve, write; report what happened."""

import logging
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from kg.check import problems
from kg.errors import InputError, JubirError
from kg.facts import facts_from_record
from kg.identity import article_iri
from kg.model import Article, ArticleFacts
from kg.read.files import shown
from kg.read.types import ReadArticle, Rejected
from kg.record import Record
from kg.resolve import resolve
from kg.store.base import Batch, Store

logger = logging.getLogger(__name__)

MOST_CHOICES = 10
"""Articles that a message lists at most."""

_ROW = re.compile(r"#\d+$")
"""Which article of a file of several, behind its path."""

Extract = Callable[[Sequence[Article]], Iterator[Record | JubirError]]
"""Extracts articles in the order given; gives an error in place of a record that could not be made."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: articles read so far and articles written."""

    read: int
    written: int
    facts: int


@dataclass(slots=True)
class Report:
    """What a build did. ``dropped`` counts facts that the ontology refused, by reason."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    repeated: int = 0
    facts: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        """Articles seen, whatever became of them."""
        return self.added + self.replaced + self.unchanged + self.repeated + len(self.rejected)


def build(
    articles: Iterable[ReadArticle | Rejected],
    store: Store,
    extract: Extract,
    *,
    batch_size: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Bring the store up to date with these articles; what is there unchanged costs no write.

    An article from a known source with other content replaces the old one exactly. A rejected article is
    reported and its neighbours go on. Each batch is one transaction (of as many articles as suit the store, if
    ``batch_size`` does not say): an interruption keeps those before it.
    """
    size = batch_size or store.batch_size
    report = Report()
    new = _Sieve(store, report).fresh(articles)
    # one batch is written while the next is extracted; leaving the block waits for what is being written
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="write") as writer:
        writing: Future[_Ready] | None = None
        while batch := list(islice(new, size)):
            ready = _prepared(batch, extract, report)
            _finish(writing, report, progress)
            writing = writer.submit(_written, store, ready)
        _finish(writing, report, progress)
    return report


@dataclass(slots=True)
class _Ready:
    """A batch, extracted and checked, with what it adds to the report once it is written."""

    add: list[ArticleFacts] = field(default_factory=list)
    remove: list[str] = field(default_factory=list)
    added: int = 0
    replaced: int = 0


def _finish(writing: Future[_Ready] | None, report: Report, progress: Callable[[Progress], None] | None) -> None:
    """Wait until the batch is committed, then count it."""
    if writing is None:
        return
    ready = writing.result()
    facts = sum(len(article.evidence) for article in ready.add)
    report.added += ready.added
    report.replaced += ready.replaced
    report.facts += facts
    logger.info("wrote %d articles, %d facts", len(ready.add), facts)
    if progress:
        progress(Progress(report.read, report.added + report.replaced, report.facts))


@dataclass(frozen=True, slots=True)
class _Fresh:
    """An article to be written, with the IRI of the one it replaces, if that has another."""

    item: ReadArticle
    known: bool
    replaces: str | None


class _Sieve:
    """Lets through what the store does not have yet."""

    def __init__(self, store: Store, report: Report) -> None:
        self._by_source = store.sources()
        self._by_iri = {iri: (source, revision) for source, (iri, revision) in self._by_source.items()}
        self._seen: dict[str, str] = {}
        self._elsewhere: dict[str, ReadArticle] = {}
        self._replaced: set[str] = set()
        self._report = report

    def fresh(self, articles: Iterable[ReadArticle | Rejected]) -> Iterator[_Fresh]:
        """Articles to write, in order; the rest is counted in the report."""
        for item in articles:
            if isinstance(item, Rejected):
                self._report.rejected.append(item)
            elif self._is_news(item):
                yield from self._replacements(item)

    def _is_news(self, item: ReadArticle) -> bool:
        iri = article_iri(item.article.id)
        if iri in self._seen:
            self._note_repeat(item, iri)
            return False
        self._seen[iri] = item.article.revision
        source, revision = self._by_iri.get(iri, ("", ""))
        if revision != item.article.revision or iri in self._replaced:
            return True  # new, or gone from where it was because another article is there now
        self._report.unchanged += 1
        if source != item.source:
            self._elsewhere[iri] = item
        return False

    def _note_repeat(self, item: ReadArticle, iri: str) -> None:
        if self._seen[iri] == item.article.revision:
            self._report.repeated += 1
            return
        reason = f"another article with the address {item.article.url} was read in this run"
        self._report.rejected.append(Rejected(item.source, reason, "keep one of the two"))

    def _replacements(self, item: ReadArticle) -> Iterator[_Fresh]:
        iri = article_iri(item.article.id)
        old, _ = self._by_source.get(item.source, (None, ""))
        replaces = old if old not in (None, iri) else None
        if replaces in self._elsewhere:
            # the old text now lies in another file: it stays, under that file's name
            yield _Fresh(self._elsewhere.pop(replaces), known=True, replaces=None)
            replaces = None
        elif replaces in self._seen:
            replaces = None
        if replaces:
            self._replaced.add(replaces)
        yield _Fresh(item, known=iri in self._by_iri or replaces is not None, replaces=replaces)


def _prepared(batch: Sequence[_Fresh], extract: Extract, report: Report) -> _Ready:
    """Extract and check one batch; what cannot be extracted is rejected."""
    ready = _Ready()
    records = extract([fresh.item.article for fresh in batch])
    for fresh, record in zip(batch, records, strict=True):
        if isinstance(record, JubirError):
            report.rejected.append(Rejected(fresh.item.source, str(record), "report it with the article"))
            continue
        ready.add.append(_checked(facts_from_record(record, fresh.item.article, fresh.item.source), report))
        ready.remove += [fresh.replaces] if fresh.replaces else []
        ready.replaced += fresh.known
        ready.added += not fresh.known
    return ready


def _written(store: Store, ready: _Ready) -> _Ready:
    """Resolve and write one batch."""
    if ready.add:
        store.write(Batch(tuple(ready.add), tuple(ready.remove), resolve(store, ready.add, ready.remove)))
    return ready


def _checked(facts: ArticleFacts, report: Report) -> ArticleFacts:
    """Without the facts that the ontology refuses; those are counted by reason."""
    refused = problems(facts.evidence)
    for reason in refused.values():
        report.dropped[reason] += 1
    if not refused:
        return facts
    return replace(facts, evidence=tuple(e for i, e in enumerate(facts.evidence) if i not in refused))


def remove(store: Store, names: Sequence[str]) -> list[str]:
    """Take articles out by id, IRI, URL, path or file name; give the IRIs removed.

    A path may be relative to the current folder; that of a file of many articles means all of them. Names that
    mean something are removed even if others do not; then InputError names those.
    """
    gone: set[str] = set()
    troubles: list[str] = []
    for name in names:
        try:
            gone.update(_called(store, name))
        except InputError as exc:
            troubles.append(str(exc))
    iris = sorted(gone)
    if iris:
        store.write(Batch(remove=tuple(iris), links=resolve(store, (), iris)))
    if troubles:
        others = f" ({len(iris)} removed of what else was named)" if iris else ""
        raise InputError("; ".join(troubles) + others)
    return iris


def _called(store: Store, name: str) -> set[str]:
    """IRIs of the articles that a name means. Raises InputError if it means none, or may mean several."""
    name = shown(name)
    matches = store.articles(store.find_articles([name]).get(name, ()))
    exact = {iri for iri, a in matches.items() if name in (iri, a.article.id, a.article.url, a.source)}
    if exact:
        return exact
    files = sorted({_ROW.sub("", stored.source) for stored in matches.values()})
    if len(files) == 1:
        return set(matches)
    if (not files or os.sep in name) and (below := _at_path(store, Path(name))):
        return below
    if not files:
        raise InputError(f"no such article: {name}; `kg stats` lists articles")
    more = f" and {len(files) - MOST_CHOICES} more" if len(files) > MOST_CHOICES else ""
    choices = ", ".join(files[:MOST_CHOICES])
    raise InputError(f"{len(files)} articles are called {name}: {choices}{more}; give the path or id of one")


def _at_path(store: Store, path: Path) -> set[str]:
    """IRIs of the articles that were read from a file, however its path was written."""
    wanted = {shown(path.absolute()), shown(path.resolve()), os.path.normpath(shown(path.absolute()))}
    wholes = (({source, _ROW.sub("", source)}, iri) for source, (iri, _) in store.sources().items())
    return {iri for paths, iri in wholes if not wanted.isdisjoint([*paths, *map(os.path.normpath, paths)])}
