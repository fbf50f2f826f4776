"""From one store to another: articles with all they gave, resolved anew where they arrive."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from kg.identity import article_iri
from kg.resolve import resolve
from kg.store.base import Batch, Store


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy has done so far."""

    articles: int = 0
    facts: int = 0
    links: int = 0


def copy(
    source: Store, target: Store, *, batch_size: int | None = None, progress: Callable[[Copied], None] | None = None
) -> Copied:
    """Bring every article of ``source`` into ``target``, which keeps what else it has.

    Into an empty store the copy is exact: N-Quads of both are the same. Each batch is one transaction, and what is
    there already is replaced by itself, so an interrupted copy is simply run again. Links that a person judged are
    copied; machine links are worked out anew, for they depend on all articles that are there.
    """
    done = Copied()
    stored = {place: iri for place, (iri, _) in target.sources().items()}
    articles = source.contributions()
    while add := tuple(islice(articles, batch_size or target.batch_size)):
        arriving = {article_iri(facts.article.id) for facts in add}
        replaced = sorted({stored[facts.source] for facts in add if facts.source in stored} - arriving)
        target.write(Batch(add, tuple(replaced), resolve(target, add, replaced)))
        done = Copied(done.articles + len(add), done.facts + sum(len(facts.evidence) for facts in add))
        if progress:
            progress(done)
    judged = {link for store in (source, target) for link in store.links() if not link.block}
    if judged:
        target.write(Batch(links={"": tuple(sorted(judged, key=lambda x: (x.left, x.right, x.method)))}))
        done = Copied(done.articles, done.facts, len(judged))
    return done
