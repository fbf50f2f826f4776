"""What happens in the made-up world: stories, most of them of one meeting, told for a few weeks and then no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from heapq import heappop, heappush
from random import Random

from bench.world import Voice, Zipf, bodies, group_voice, local_voice, places_of, state_codes, state_voice, statesmen
from kg.record import MeetingKind

FIRST_DAY = date(2018, 1, 1)
LAST_DAY = date(2025, 12, 20)
STATEMENTS_A_STORY = 235
"""Mean over stories, measured; only decides how densely stories lie in time."""

DAYS_BEFORE, DAYS_AFTER = 10, 24
SUMMIT_ARTICLES = 60


@dataclass(frozen=True, slots=True)
class Encounter:
    """A meeting as it really was."""

    kind: MeetingKind
    participants: tuple[Voice, ...]
    states: tuple[str, ...]
    place: str
    day: date


@dataclass(frozen=True, slots=True)
class Story:
    """Some weeks of news of one matter. ``states`` are those concerned, the main ones first.

    ``days`` are when its articles appear. In each, as many statements of US officials are about the meeting
    as ``quota`` says (None: as it falls out).
    """

    number: str
    states: tuple[str, ...]
    place: str
    cast: Zipf[Voice]
    days: tuple[date, ...]
    meeting: Encounter | None = None
    quota: tuple[int, ...] | None = None


SUMMITS = (
    (date(2019, 4, 25), "Vladivostok", ("RU", "KP")),
    (date(2023, 9, 13), "Vostochny", ("RU", "KP")),
    (date(2024, 6, 19), "Pyongyang", ("KP", "RU")),
)
"""Kim Jong Un and Vladimir Putin met three times; the benchmark's question is about the second."""


def appearances(seed: int, statements: int) -> Iterator[tuple[date, int, Story]]:
    """Every article to be written, in order of days: when, the how many-th of its story, and the story.

    Holds only the stories that are still being told, so memory does not grow with ``statements``.
    """
    live: list[tuple[date, str, int, Story]] = []
    for story in _stories(seed, statements):
        while live and live[0][0] < story.days[0]:
            yield _advance(live)
        heappush(live, (story.days[0], story.number, 0, story))
    while live:
        yield _advance(live)


def _advance(live: list[tuple[date, str, int, Story]]) -> tuple[date, int, Story]:
    day, number, index, story = heappop(live)
    if index + 1 < len(story.days):
        heappush(live, (story.days[index + 1], number, index + 1, story))
    return day, index, story


def _stories(seed: int, statements: int) -> Iterator[Story]:
    """Stories by the day of their first article; the three summits are the same at every size."""
    count = max(1, statements // STATEMENTS_A_STORY - len(SUMMITS))
    span = (LAST_DAY - FIRST_DAY).days
    summits = [_summit(seed, *summit) for summit in SUMMITS]
    for n in range(count):
        story = _story(seed, n, FIRST_DAY + timedelta(days=span * n // count))
        while summits and summits[0].days[0] <= story.days[0]:
            yield summits.pop(0)
        yield story
    yield from summits


def _summit(seed: int, day: date, place: str, hosts: tuple[str, ...]) -> Story:
    number = f"summit-{day.year}"
    rng = Random(f"{seed}/{number}")
    known = {v.id: v for code in hosts for v in _people(code, day).values}
    pair = (known["kim-jong-un"], known["vladimir-putin"])
    states = (*hosts, "US", "KR", "JP", "UA", "CN")
    days = _days(rng, day, SUMMIT_ARTICLES)
    quota = tuple(2 if n % 2 else 1 for n in range(SUMMIT_ARTICLES))
    encounter = Encounter("summit", pair, hosts, place, day)
    return Story(number, states, place, _cast(rng, states, day), days, encounter, quota)


def _story(seed: int, n: int, first: date) -> Story:
    rng = Random(f"{seed}/{n}")
    states = tuple(dict.fromkeys(state_codes().pick(rng) for _ in range(rng.randint(3, 6))))
    place = rng.choice(places_of(states[0]))
    day = first + timedelta(days=DAYS_BEFORE)
    days = (first, *_days(rng, day, rng.randint(6, 47)))
    meeting = _encounter(rng, states, place, day) if len(states) > 1 and rng.random() < 0.7 else None
    return Story(f"{n:06d}", states, place, _cast(rng, states, day), days, meeting)


def _days(rng: Random, day: date, count: int) -> tuple[date, ...]:
    """Publication days around an event: some before, most on the days after, then fewer and fewer."""
    offsets = (
        min(int(rng.expovariate(1 / 6)), DAYS_AFTER) - rng.choice((0, 0, 1, 4, DAYS_BEFORE)) for _ in range(count)
    )
    return tuple(sorted(day + timedelta(days=max(o, -DAYS_BEFORE)) for o in offsets))


def _encounter(rng: Random, states: tuple[str, ...], place: str, day: date) -> Encounter:
    kind: MeetingKind = rng.choice(("summit", "meeting", "meeting", "visit", "visit", "call", "conference"))
    count = min(len(states), 4 if kind == "conference" else 2)
    people = [_people(code, day).pick(rng) for code in states[:count]]
    named = tuple(v for v in people if v.kind == "person")
    if {v.id for v in named} >= {"kim-jong-un", "vladimir-putin"}:
        named = ()  # they met on three days only
    return Encounter(kind, named, states[:count], place, day)


def _cast(rng: Random, states: tuple[str, ...], day: date) -> Zipf[Voice]:
    """Who speaks in a story: people in office first, then bodies, states, groups and people of the place."""
    officials = [_people(code, day).pick(rng) for code in (*states[:2], *states, *states)]
    locals_ = [local_voice(rng, n, rng.choice((states[0], "ID"))) for n in range(7)]
    others = [bodies().pick(rng) for _ in range(5)] + [group_voice(rng, rng.choice(states)) for _ in range(3)]
    rest = [*others, *locals_, *(state_voice(code) for code in states)]
    rng.shuffle(rest)
    return Zipf(tuple(dict.fromkeys((*officials, *rest))))


@lru_cache(maxsize=4096)
def _people(state: str, day: date) -> Zipf[Voice]:
    return statesmen(state, day.isoformat()[:7])
