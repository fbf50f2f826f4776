"""Who there is in the made-up news: people, states and bodies of the gazetteers, and people known in one story only."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random
from typing import Generic, TypeVar, cast

from bench.words import FIRST_NAMES, FIRST_STATES, GROUPS, LAST_NAMES, LOCAL_ROLES, MIDDLE_NAMES
from kg.record import OrgKind, SpeakerKind
from ontology.gazetteer import KnownOrganization, KnownPerson, Office, organizations, people, places, states
from ontology.schemes import weapons

T = TypeVar("T")

SPEAKING_BODIES = ("government", "igo", "media", "research", "military")


class Zipf(Generic[T]):
    """Picks values so that the n-th comes up in proportion to 1/n; early ones are the well known."""

    def __init__(self, values: Sequence[T]) -> None:
        self.values = values
        total, self._ends = 0.0, []
        for rank in range(1, len(values) + 1):
            total += 1 / rank
            self._ends.append(total)
        self._total = total

    def pick(self, rng: Random) -> T:
        """One of the values."""
        return self.values[bisect(self._ends, rng.random() * self._total)]


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks: how the record names them, and how the text does.

    ``id`` tells voices of one article apart: a gazetteer's key where there is one.
    """

    id: str
    kind: SpeakerKind
    name: str
    state: str | None = None
    official: bool = False
    role: str | None = None
    key: str | None = None
    wikidata: str | None = None
    org_kind: OrgKind = "other"


@cache
def state_codes() -> Zipf[str]:
    """All states, the most named first."""
    return Zipf((*FIRST_STATES, *(code for code in states() if code not in FIRST_STATES)))


@cache
def state_name(code: str) -> str:
    """How the press names the state most often: the short form."""
    known = states()[code]
    return {"US": "AS"}.get(code, known.name_id)


@cache
def places_of(state: str) -> tuple[str, ...]:
    """Places where news of a state may happen; its capital first."""
    capital = states()[state].capital_id
    return (capital, *(p.name for p in places().values() if p.state == state and p.name != capital))


@cache
def arms() -> Zipf[tuple[str, str]]:
    """Weapon concepts with their labels."""
    return Zipf(tuple((w.key, w.labels_id[0]) for w in weapons().values() if w.labels_id))


@cache
def bodies() -> Zipf[Voice]:
    """Organisations that speak."""
    known = (o for o in organizations().values() if o.kind in SPEAKING_BODIES)
    return Zipf(tuple(_body(o) for o in known))


def _body(o: KnownOrganization) -> Voice:
    official = o.kind in ("government", "military")
    return Voice(o.key, "org", o.name_id, o.state, official, None, o.key, o.wikidata, cast(OrgKind, o.kind))


@lru_cache(maxsize=4096)
def statesmen(state: str, month: str) -> Zipf[Voice]:
    """Known people of a state with the office they held in that month, those in office first."""
    found = [_in_office(person, month) for person in people().values() if person.state == state]
    return Zipf(tuple(sorted(found, key=lambda voice: (not voice.official, voice.role is None))) or (_nobody(state),))


def _in_office(person: KnownPerson, month: str) -> Voice:
    office = _office(person, month)
    official = office is not None and office.governmental
    role = office.role_id if office else None
    return Voice(person.key, "person", person.name, person.state, official, role, person.key, person.wikidata)


def _office(person: KnownPerson, month: str) -> Office | None:
    held = (o for o in person.offices if (o.start or "") <= month <= (o.end or "9") + "-99")
    return next(held, None)


def _nobody(state: str) -> Voice:
    """The unnamed spokesperson of a state of which the gazetteer knows nobody."""
    name = f"juru bicara pemerintah {state_name(state)}"
    return Voice(f"spokesperson-{state}", "group", name, state, True)


def state_voice(code: str) -> Voice:
    """The state itself as a speaker."""
    return Voice(f"state-{code}", "state", state_name(code), code, True)


def group_voice(rng: Random, state: str) -> Voice:
    """People who speak as one, without a name."""
    words, official = rng.choice(GROUPS)
    name = f"{words} {state_name(state)}"
    return Voice(name, "group", name, state, official)


def local_voice(rng: Random, number: int, state: str) -> Voice:
    """A person whom no gazetteer knows; ``number`` is unique in the story."""
    parts = (rng.choice(FIRST_NAMES), rng.choice(MIDDLE_NAMES), rng.choice(LAST_NAMES))
    role, official = rng.choice(LOCAL_ROLES)
    return Voice(f"local-{number}", "person", " ".join(p for p in parts if p), state, official, role)
