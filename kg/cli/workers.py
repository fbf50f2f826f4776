"""Extraction in one process or several, always in the order given."""

import logging
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing.pool import Pool

from extractors import extract
from kg.cli.interrupts import heed
from kg.errors import InputError, JubirError
from kg.model import Article
from kg.record import Record

logger = logging.getLogger(__name__)

Result = Record | JubirError
ARTICLES_A_TASK = 4

MOST_WORKERS_A_CPU = 4
"""More only cost memory: each holds the word lists and the model of its own."""


def extract_or_error(article: Article) -> Result:
    """The record of an article, or why there is none: one article's trouble stays its own."""
    try:
        return extract(article)
    except JubirError as exc:
        return exc
    except Exception as exc:
        logger.exception("extraction of %s failed", article.file)
        return InputError(f"{article.file} could not be extracted ({type(exc).__name__}: {exc})")


@contextmanager
def extraction(jobs: int) -> Iterator[Callable[[Sequence[Article]], Iterator[Result]]]:
    """A function from articles to results in the same order, run by up to ``jobs`` processes.

    They are started with the first articles, and no more of them than there are articles then: callers give as
    many articles at a time as they ever will, until they run out.
    """
    if jobs == 1:
        yield lambda articles: _heeding(map(extract_or_error, articles))
        return
    # spawned, not forked: a fork would copy locks and connections of this process
    context = multiprocessing.get_context("spawn")
    with ExitStack() as opened:
        pool: Pool | None = None

        def run(articles: Sequence[Article]) -> Iterator[Result]:
            nonlocal pool
            if pool is None:
                with _deaf():
                    pool = opened.enter_context(context.Pool(workers(jobs, len(articles))))
            return _heeding(pool.imap(extract_or_error, articles, chunksize=ARTICLES_A_TASK))

        yield run


def workers(jobs: int, articles: int) -> int:
    """How many processes are worth starting for so many articles where ``jobs`` are wanted; at least one."""
    return max(1, min(jobs, articles, MOST_WORKERS_A_CPU * (os.cpu_count() or 1)))


def _heeding(results: Iterator[Result]) -> Iterator[Result]:
    """The results; a Ctrl-C that got lost while one was made ends them."""
    for result in results:
        heed()
        yield result


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C reaches every process of the terminal, but the parent alone answers it.

    Processes started in here are born deaf to it: one that became so only later could still break off
    with a traceback while it loads.
    """
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
