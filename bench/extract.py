"""How quickly articles are read: milliseconds per article of 400 words, growth with length, and two processes.

The recogniser of names is read by spaCy's own loop, too, which ours stands in for.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from statistics import median

from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc

from bench.generator import items
from bench.measure import interleaved, machine, peak_mb, publish, table
from extractors import extract, trained
from extractors.trained.threads import one_thread
from extractors.trained.transitions import names_of
from kg.cli.workers import extraction
from kg.model import Article
from kg.read.article import article_from
from kg.read.parts import Parts

WORDS = 400
LENGTHS = (2_000, 20_000, 200_000)


def texts(words: int) -> Iterator[str]:
    """Made-up news cut and joined to about so many words each."""
    paragraphs: list[str] = []
    count = 0
    for item in items(1_000_000):
        for paragraph in item.read.article.text.split("\n\n"):
            paragraphs.append(paragraph)
            count += len(paragraph.split())
            if count >= words:
                yield "\n\n".join(paragraphs)
                paragraphs, count = [], 0


def articles(words: int, number: int) -> list[Article]:
    """So many articles of about so many words, as the reader makes them."""
    found = islice(texts(words), number)
    return [article_from(Parts(text, f"{n}.txt", published="2023-09-13")) for n, text in enumerate(found)]


def milliseconds_of(batch: Sequence[Article]) -> float:
    """Wall time of one article, mean over the batch, on one core."""
    started = time.perf_counter()
    for article in batch:
        extract(article)
    return (time.perf_counter() - started) * 1000 / len(batch)


def seconds_with(jobs: int, batch: Sequence[Article]) -> float:
    """Wall time of extracting them all with so many processes, starting these not counted."""
    with extraction(jobs) as run:
        list(run(batch[: 8 * jobs]))  # every process has loaded its pipeline
        started = time.perf_counter()
        for result in run(batch):
            assert not isinstance(result, Exception), result
        return time.perf_counter() - started


def milliseconds_of_names(batch: Sequence[Article], read: Callable[[TrainablePipe, list[Doc]], object]) -> float:
    """Wall time of the recogniser alone for one article, mean over the batch; tokens are made before."""
    nlp = trained.load(with_grammar=False)
    ner = nlp.get_pipe("ner")
    assert isinstance(ner, TrainablePipe)
    texts = [[nlp.make_doc(line) for line in article.text.splitlines() if line] for article in batch]
    with one_thread():
        started = time.perf_counter()
        for docs in texts:
            read(ner, docs)
        return (time.perf_counter() - started) * 1000 / len(batch)


def names_by_spacy(ner: TrainablePipe, docs: list[Doc]) -> None:
    """Set the names of the documents as spaCy does."""
    ner.set_annotations(docs, ner.predict(docs))


def names_table(batch: Sequence[Article], repeats: int) -> str:
    """The recogniser by spaCy's own loop and by ours, in turn."""
    ways = {"spaCy's own loop": names_by_spacy, "ours": names_of}
    took = interleaved({way: partial(milliseconds_of_names, batch, read) for way, read in ways.items()}, repeats)
    found = {way: median(figures) for way, figures in took.items()}
    ours = found["ours"]
    return table(
        ("names told by", "ms an article", "to ours"), [(w, ms, f"{ms / ours:.2f}×") for w, ms in found.items()]
    )


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bench.extract", description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--longest", type=int, default=LENGTHS[-1], help="words of the longest text")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    options = parser.parse_args()
    short = articles(WORDS, options.articles)
    long = {n: articles(n, 1) for n in LENGTHS if n <= options.longest}
    milliseconds_of(short[:5])
    took = interleaved(
        {WORDS: lambda: milliseconds_of(short)} | {n: lambda n=n: milliseconds_of(long[n]) for n in long},
        options.repeats,
    )
    per_word = {n: median(found) / n for n, found in took.items()}
    rows = [(n, median(took[n]), per_word[n] * 1000, f"{per_word[n] / per_word[WORDS]:.2f}×") for n in took]
    text = table(("words", "ms an article", "ms per 1,000 words", "to the shortest"), rows)
    jobs = interleaved({n: lambda n=n: seconds_with(n, short) for n in (1, 2)}, options.repeats)  # type: ignore
    rate = {n: len(short) / median(found) for n, found in jobs.items()}
    text += "\n" + table(("jobs", "articles/s", "speed-up"), [(n, rate[n], f"{rate[n] / rate[1]:.2f}×") for n in jobs])
    text += "\n" + names_table(short, options.repeats)
    text += f"\nPeak memory of the process: {peak_mb()} MB. Machine: {machine('spacy')}.\n"
    publish(
        "extract",
        f"## Reading articles\n\nMade-up news; medians of {options.repeats} runs in turn.\n\n{text}",
        write=options.write,
    )


if __name__ == "__main__":
    main()
