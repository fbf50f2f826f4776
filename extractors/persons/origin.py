"""Which state a person is of where neither a gazetteer nor a role says: names, the sentence, the page.

All states that the article tells of, and home, are weighed by what speaks for each (``SIGNS``); the weights are learnt
(``make origins``).
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from math import exp, log
from operator import attrgetter, itemgetter

from spacy.tokens import Doc

from extractors.gazetteers import Known, state_of
from extractors.persons.naming import naming
from extractors.statements.lexicon import lexicon
from extractors.statements.offices import Offices
from extractors.words import home_name_words, name_words, words
from extractors.zones import Zones
from ontology.gazetteer import organizations

REACH = 40
"""Words before and behind a name in which its sentence is looked for."""

PLAIN = 0.6
"""Share of the states named in an article that makes one of them its own."""

LONGEST_OFFICE = 5
"""Words of an office before its state that are looked at."""

SIGNS = {
    "name": "log odds that somebody there is named so",
    "beside": "the state is told nearest in the sentence",
    "share": "log of its share among all that the article tells of states",
    "before": "it is told last before the name",
    "home": "it is home",
    "home name": "it is home, and words of the name stand in names at home",
}
"""What speaks for a state, in the order of the table of weights."""

SURE = 0.5
"""Probability from which on a state is told of somebody who may be of none that the article names."""

RARE = 0.3
"""Times that a state counts for more than it is told, so that one that is not told can be weighed."""

_STOPS = frozenset(".!?")


class Owners:
    """The offices that states are named behind: "Menteri Luar Negeri |Iran|"; counted once, so that asking is quick."""

    def __init__(self, doc: Doc) -> None:
        self._offices = Offices(doc.lang_)
        self._named: Counter[str] = Counter()
        self._behind: Counter[tuple[str, str]] = Counter()
        for known in doc._.known:
            if known.kind == "state":
                self._named[known.key] += 1
                before = self._offices.canonical(doc[max(0, known.start - LONGEST_OFFICE) : known.start].text).split()
                self._behind.update((known.key, " ".join(before[at:])) for at in range(len(before)))

    def are_all(self, state: str, office: str) -> bool:
        """True if a state is named behind an office only, however that is written."""
        return 0 < self._named[state] == self._behind[state, self._offices.canonical(office)]


@dataclass(frozen=True, slots=True)
class Page:
    """What counts where a sentence does not say: the state most named, the one the page is about, the day.

    ``is_abroad`` is true if it names states, and none of them is home. ``told`` is each place where a state is told of,
    by itself or by something in it, in order, ``times`` how often each state is.
    """

    state: str
    topic: str | None
    day: str | None
    owners: Owners
    is_abroad: bool = False
    told: Sequence[tuple[int, str]] = ()
    times: Mapping[str, int] = field(default_factory=dict)


def page_of(doc: Doc, day: str | None) -> Page:
    """Sum up an article."""
    home = lexicon(doc.lang_).speakers.default_state
    counts: Counter[str] = Counter(k.key for k in doc._.known if k.kind == "state")
    zones = Zones(doc._.article)
    told = (k for k in doc._.known if not _is_of_page(doc, k, zones))
    wide = counts + Counter(code for k in told if (code := state_of(k)))
    places = [(k.start, code) for k in doc._.known if (code := state_of(k))]
    times = Counter(map(itemgetter(1), places))
    if not counts:
        return Page(home, home if set(wide) == {home} else None, day, Owners(doc), told=places, times=times)
    state = max(counts, key=lambda code: (counts[code], code == home))
    topic = state if counts[state] >= PLAIN * counts.total() else None
    return Page(state, topic, day, Owners(doc), home not in wide, places, times)


def signs_of_states(
    doc: Doc, spans: Sequence[tuple[int, int]], page: Page, others: Set[str] = frozenset()
) -> dict[str, tuple[float, ...]]:
    """What speaks for each state, as ``SIGNS`` has it, of a person whose mentions are ``spans``, in order of place.

    Not asked are ``others``: the states of who holds the office, if that is somebody else.
    """
    table, home = naming(doc.lang_), lexicon(doc.lang_).speakers.default_state
    start, end = spans[0]
    name = max((doc[low:high].text for low, high in spans), key=len)
    beside = state_beside(doc, start, end)
    behind = bisect_left(page.told, (start, ""))
    before = page.told[behind - 1][1] if behind else None
    is_home = is_of_home(doc, spans, is_abroad=page.is_abroad)
    total = max(sum(page.times.values()), 1)
    return {
        code: (
            table.likeness(name, code),
            float(code == beside),
            log((page.times.get(code, 0) + RARE) / total),
            float(code == before),
            float(code == home),
            float(is_home and code == home),
        )
        for code in sorted({*page.times, home} - others)
    }


def likeliest_state(
    doc: Doc, spans: Sequence[tuple[int, int]], page: Page, others: Set[str] = frozenset(), *, least: float = SURE
) -> str | None:
    """The state for which most speaks; None if it is less probable than ``least``, or all states are of ``others``."""
    weights = [naming(doc.lang_).weights[sign] for sign in SIGNS]
    signs = signs_of_states(doc, spans, page, others)
    odds = {code: exp(sum(w * v for w, v in zip(weights, values, strict=True))) for code, values in signs.items()}
    best = max(odds, key=lambda code: odds[code], default=None)
    return best if best is not None and odds[best] >= least * sum(odds.values()) else None


def _is_of_page(doc: Doc, known: Known, zones: Zones) -> bool:
    """True for an outlet and a dateline, which tell where the page is made, not what it is of."""
    if known.kind == "organization":
        return organizations()[known.key].kind == "media"
    return zones.kind_at(doc[known.start].idx) == "dateline"


def is_of_home(doc: Doc, spans: Sequence[tuple[int, int]], *, is_abroad: bool = False) -> bool:
    """True if half of a name's known words stand in names at home, or more than half on a page ``is_abroad``."""
    lang = doc.lang_
    spoken = {doc[i].text for start, end in spans for i in range(start, end) if doc[i].is_alpha and len(doc[i]) > 2}
    at_home, known = spoken & home_name_words(lang), spoken & name_words(lang)
    return bool(at_home) and 2 * len(at_home) >= len(known) + is_abroad


def state_beside(doc: Doc, start: int, end: int) -> str | None:
    """The state told nearest to a name in its sentence: "warga Manchester bernama X"; media tell nothing."""
    low, high = sentence_at(doc, start, end)
    marks = words(doc.lang_, "persons", "home_marks")
    if any(doc[i].text in marks for i in range(low, high)):
        return lexicon(doc.lang_).speakers.default_state
    around = (k for k in known_in(doc, low, high) if not start <= k.start < end)
    near = [(abs(k.start - start), k) for k in around if not _is_told_of(doc, k)]
    states = [(distance, code) for distance, k in near if k.kind != "organization" and (code := state_of(k))]
    return min(states)[1] if states else None


def _is_told_of(doc: Doc, known: Known) -> bool:
    """True for a place to which somebody goes."""
    return known.start > 0 and doc[known.start - 1].text in words(doc.lang_, "persons", "goals")


def sentence_at(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Where the sentence of a name begins and ends, in tokens, as far as ``REACH`` goes."""
    low, high = start, end
    while low > max(0, start - REACH) and not _ends_sentence(doc, low - 1):
        low -= 1
    while high < min(len(doc), end + REACH) and not _ends_sentence(doc, high):
        high += 1
    return low, high


def _ends_sentence(doc: Doc, at: int) -> bool:
    return doc[at].text in _STOPS or "\n" in doc[at].text


def known_in(doc: Doc, low: int, high: int) -> Iterator[Known]:
    """What the gazetteers know that begins between two tokens."""
    known: Sequence[Known] = doc._.known
    for at in range(bisect_left(known, low, key=attrgetter("start")), len(known)):
        if known[at].start >= high:
            return
        yield known[at]
