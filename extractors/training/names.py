"""The table of words that stand in names of persons, and of capitalised words that do not.

    python -m extractors.training.names DATA [--annotated DIR…] [--skip TABLE]

DATA holds the corpora: ``idner-news-2k`` (MIT), ``indonlu/nergrit_ner-grit`` (Apache-2.0) and ``indolem-ner/nerui``
(CC BY 4.0), whose labels are counted, and ``indosum-dev`` (CC BY-SA 4.0), which has none: there a run of capitalised
words behind a title or beside a cue of speech anchors its words as a name for the whole article, and a run that holds
a known name takes its other words along. Lists of given and family names come from Faker (MIT), if it is installed.
``--annotated`` adds the persons of articles annotated in the gold format. Words and signs are kept, no text.
"""

import argparse
import csv
import gzip
import json
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module, util
from pathlib import Path

from extractors.statements.lexicon import lexicon
from extractors.words import words
from ontology.gazetteer import State, organizations, people, places, states

LABELLED = {
    "idner-news-2k": ("train.txt", "dev.txt", "test.txt"),
    "indonlu/nergrit_ner-grit": ("train.txt", "valid.txt", "test.txt"),
    "indolem-ner/nerui": ("train.01.tsv", "dev.01.tsv", "test.01.tsv"),
}
OWN_WORD = re.compile(r"[A-ZÀ-Ý][\w'’-]+")
CAPITAL = re.compile(r"[A-ZÀ-Ý][\w'’.-]*")
HOME_LOCALES, ABROAD_LOCALES = re.compile("id_ID"), re.compile("(?:en|de|fr|es|it|nl|pt|tr|pl)(?:_[A-Z]+)?")
LONGEST = 4
ROUNDS = 2
LISTED_LOCALES = re.compile(r"(?:id|en|de|fr|es|it|nl|pt|tr|pl|sv|no|da|fi|az|uz|vi|zh|ja|ro|hr|hu|sw|yo|tw)(?:_\w\w)?")
Run = tuple[bool, tuple[str, ...], tuple[str, ...]]
"""Whether it opens its sentence, its words, and those that may be a name."""


@dataclass(slots=True)
class Counts:
    """How often a word stands in a name, elsewhere, first in its sentence, or in small letters."""

    person: Counter[str] = field(default_factory=Counter)
    other: Counter[str] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)
    opening: Counter[str] = field(default_factory=Counter)
    home: Counter[str] = field(default_factory=Counter)
    abroad: Counter[str] = field(default_factory=Counter)

    def share(self, word: str) -> float:
        """Of its capitalised places, those in a name."""
        seen = self.person[word] + self.other[word]
        return self.person[word] / seen if seen else 0.0


def labelled(data: Path) -> Counts:
    """Counts of the corpora whose tokens carry labels."""
    counts = Counts()
    for folder, files in LABELLED.items():
        for file in files:
            for line in (data / folder / file).read_text(encoding="utf-8").splitlines():
                columns = line.split()
                if len(columns) > 1 and (word := columns[0].strip('.,()"?!')):
                    _note(counts, word, "PER" in columns[-1])
    return counts


def _note(counts: Counts, word: str, is_person: bool) -> None:
    if word[0].isupper():
        (counts.person if is_person else counts.other)[word] += 1
    elif word.islower():
        counts.small[word] += 1


def listed_names(locales: re.Pattern[str]) -> frozenset[str]:
    """Given and family names of Faker's lists that are written in Latin letters."""
    if util.find_spec("faker") is None:
        return frozenset()
    person = import_module("faker.providers.person")
    languages = set(getattr(person.Provider, "language_names", ()))
    found: set[str] = set()
    for module in pkgutil.iter_modules(person.__path__):
        if locales.fullmatch(module.name):
            found.update(_names_of(import_module(f"{person.__name__}.{module.name}").Provider))
    return frozenset(found - languages)


def _names_of(provider: type) -> Iterator[str]:
    for attribute in dir(provider):
        if "name" in attribute and isinstance(values := getattr(provider, attribute), tuple | list | dict):
            for value in values:
                yield from (part for part in str(value).split() if OWN_WORD.fullmatch(part))


class Anchors:
    """Finds names in unlabelled articles by what stands beside them."""

    def __init__(self, lang: str) -> None:
        cues = lexicon(lang).cues
        self._before = cues.after.keys() | cues.after_strict.keys() | {f"{stem}nya" for stem in cues.after}
        self._behind = words(lang, "persons", "speech_after")
        self._titles = words(lang, "persons", "titles")
        self._roles = words(lang, "persons", "role_words") | words(lang, "persons", "not_names")
        self._geography = frozenset(_geography())

    def runs(self, tokens: list[str]) -> Iterator[tuple[Run, bool]]:
        """Runs of capitalised words of a sentence; True with one that can only be a name."""
        at = 0
        while at < len(tokens):
            if not CAPITAL.fullmatch(tokens[at]):
                at += 1
                continue
            end = at
            while end < len(tokens) and CAPITAL.fullmatch(tokens[end]):
                end += 1
            before = tokens[at - 1].lower() if at else ""
            behind = tokens[end].lower() if end < len(tokens) else ""
            yield self._run(tuple(tokens[at:end]), at == 0, before, behind)
            at = end

    def _run(self, run: tuple[str, ...], opens: bool, before: str, behind: str) -> tuple[Run, bool]:
        first = max((i + 1 for i, word in enumerate(run) if word.rstrip(".") in self._titles), default=0)
        has_title = first > 0
        rest = max((i + 1 for i, word in enumerate(run) if word in self._geography or word in self._roles), default=0)
        name = run[max(first, rest) :]
        signs = 2 * (before in self._before and not rest) + (behind in self._behind)
        signs += has_title * (1 + (rest <= first))
        plain = 0 < len(name) <= LONGEST and not any(word.isupper() for word in name)
        return (opens, run, name), plain and signs >= 2


def _state_words(state: State) -> Iterator[str]:
    """One-word names of a state and its capital."""
    yield from (name for name in (*state.names, state.capital_id) if name and " " not in name)


def _geography() -> Iterator[str]:
    for state in states().values():
        yield from (word for name in state.names for word in name.split())
    for place in places().values():
        yield from place.name.split()
    for body in organizations().values():
        yield from (word for name in (body.name_id, *body.aliases) for word in name.split())


Article = tuple[list[Run], set[str], bool]
"""Runs, words anchored as names, and whether no state but the home one is named."""


def anchored(data: Path, counts: Counts, skipped: frozenset[str], lang: str = "id") -> list[Article]:
    """Articles of IndoSum as runs and words anchored as names; small words are added to ``counts``."""
    anchors, found = Anchors(lang), []
    home = lexicon(lang).speakers.default_state
    abroad = {word for state in states().values() if state.code != home for word in _state_words(state)}
    with gzip.open(data / "indosum-dev" / "indosum-dev-all.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article["id"] in skipped:
                continue
            runs: list[Run] = []
            names: set[str] = set()
            is_of_home = True
            for sentence in (s for paragraph in article["paragraphs"] for s in paragraph):
                tokens = sentence if isinstance(sentence, list) else sentence.split()
                counts.small.update(token for token in tokens if token.islower())
                is_of_home = is_of_home and abroad.isdisjoint(tokens)
                for run, is_name in anchors.runs(tokens):
                    runs.append(run)
                    names.update(run[2] if is_name else ())
            found.append((runs, names, is_of_home))
    return found


def counted(base: Counts, articles: list[Article], known: frozenset[str], seen: Counts | None) -> Counts:
    """Counts with those of the unlabelled articles, names spreading from ``known`` words over their runs."""
    out = Counts(base.person.copy(), base.other.copy(), base.small, Counter())
    for runs, names, is_of_home in articles:
        spread = set(names)
        for _, _, name in runs:
            if 2 <= len(name) <= LONGEST and any(w in known for w in name) and _may_spread(name, known, seen, base):
                spread.update(name)
        out.home.update(spread if is_of_home else ())
        out.abroad.update(() if is_of_home else spread)
        for opens, run, _ in runs:
            for at, word in enumerate(run):
                if word in spread:
                    out.person[word] += 1
                elif opens and at == 0:
                    out.opening[word] += 1
                else:
                    out.other[word] += 1
    return out


def _may_spread(name: Iterable[str], known: frozenset[str], seen: Counts | None, base: Counts) -> bool:
    return all(word in known or _is_free(word, seen, base) for word in name)


def _is_free(word: str, seen: Counts | None, base: Counts) -> bool:
    """True for a word that nothing so far speaks against."""
    if word.isupper() or base.small[word.lower()] >= 3:
        return False
    return seen is None or seen.other[word] < 20 * (seen.person[word] + 1)


def is_name(word: str, counts: Counts, listed: frozenset[str]) -> bool:
    """True for a word that mostly stands in names, or that a list has and nothing speaks against."""
    share, seen, small = counts.share(word), counts.person[word], counts.small[word.lower()]
    if seen and small <= seen and (share >= 0.35 or (share >= 0.15 and seen >= 5)):
        return True
    return word in listed and small <= 3 and (share >= 0.03 or counts.other[word] <= 3)


def is_of_home(word: str, counts: Counts, home: frozenset[str], listed: frozenset[str]) -> bool:
    """True for a word of names at home: found there in most articles, or known from its own list alone."""
    at_home, abroad = counts.home[word], counts.abroad[word]
    if word in listed and word not in home:
        return at_home >= 4 and at_home >= 0.7 * (at_home + abroad)
    if at_home + abroad >= 2:
        return at_home >= 0.5 * (at_home + abroad)
    return word in home


def is_other(word: str, counts: Counts, labelled_as: Counts) -> bool:
    """True for a capitalised word that hardly ever stands in names: labels say so, or it is written small too."""
    told = labelled_as.other[word] >= 2 or counts.small[word.lower()] >= 2
    common = counts.small[word.lower()] >= 5 and counts.opening[word] >= 1
    return counts.share(word) < 0.05 and ((told and counts.other[word] >= 2) or common)


def table(data: Path, annotated: list[Path], skipped: frozenset[str]) -> dict[str, str]:
    """Word to sign: "name" or "other"."""
    base, listed = labelled(data), listed_names(LISTED_LOCALES)
    home = listed_names(HOME_LOCALES) - listed_names(ABROAD_LOCALES)
    _add_known(base, annotated)
    articles = anchored(data, base, skipped)
    counts = counted(base, articles, frozenset(), None)
    for _ in range(ROUNDS):
        known = frozenset(w for w in counts.person.keys() | listed if is_name(w, counts, listed))
        counts = counted(base, articles, known, counts)
    barred = (
        words("id", "persons", "titles") | words("id", "persons", "role_words") | words("id", "persons", "not_names")
    )
    found = {}
    for word in sorted((counts.person.keys() | counts.other.keys() | counts.opening.keys() | listed) - barred):
        if OWN_WORD.fullmatch(word):
            sign = "other" if is_other(word, counts, base) else ""
            if is_name(word, counts, listed):
                sign = "home" if is_of_home(word, counts, home, listed) else "name"
            if sign:
                found[word] = sign
    return found


def _add_known(counts: Counts, annotated: list[Path]) -> None:
    """Names of the gazetteer and of annotated articles."""
    names = [person.name for person in people().values()]
    for folder in annotated:
        for file in sorted(folder.glob("*.json")):
            names += [person["name"] for person in json.loads(file.read_text(encoding="utf-8"))["persons"]]
    counts.person.update(part for name in names for part in name.split() if OWN_WORD.fullmatch(part))


HEAD = """\
# Capitalised words: "name" mostly stands in names of persons, "home" in those of Indonesians, "other" hardly ever does.
# Counted in idner-news-2k (MIT), NERGRIT through IndoNLU (Apache-2.0), nerui through IndoLEM (CC BY 4.0), IndoSum and
# our annotations of it (CC BY-SA 4.0), with given and family names of Faker (MIT); made by `make names`. Single words.
word\tsign
"""


def main() -> None:
    """Write ``extractors/lang/id/names.tsv`` anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--annotated", type=Path, action="append", default=[])
    parser.add_argument(
        "--skip", type=Path, help="a tab-separated file whose second column names articles to leave out"
    )
    args = parser.parse_args()
    skipped = frozenset[str]()
    if args.skip:
        with args.skip.open(encoding="utf-8") as rows:
            skipped = frozenset(row[1] for row in csv.reader(rows, delimiter="\t") if len(row) > 1)
    found = table(args.data, args.annotated, skipped)
    target = Path(__file__).parents[1] / "lang" / "id" / "names.tsv"
    target.write_text(HEAD + "".join(f"{word}\t{sign}\n" for word, sign in found.items()), encoding="utf-8")


if __name__ == "__main__":
    main()
