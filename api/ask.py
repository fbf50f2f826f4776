"""Questions in words: "all statements by SPEAKER about TOPIC since DATE", in English and Indonesian.

The reading becomes a `StatementFilter`, the same that clients send, and is shown in words; what could not be
used is listed, never dropped.
"""

import tomllib
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

from api.ask_dates import Said, without_dates
from api.ask_topics import meetings_like, person_known
from api.conditions import state_iri, statement_condition, states_by_name, weapons_by_label
from api.facts import Facts
from api.ids import node_id
from api.inputs import AboutFilter, DateRange, MeetingFilter, SpeakerFilter, StatementFilter, StringFilter
from api.scalars import PartialDate
from kg.errors import QueryError
from kg.store.base import Condition, Order, Query, Store
from kg.text import folded
from ontology.gazetteer import states
from ontology.namespaces import ACT, DATA

LONGEST_QUESTION = 500

Words = dict[str, list[str]]


@dataclass(slots=True)
class Reading:
    """How a question was read. ``unknown`` are the parts of it that could not be used."""

    where: StatementFilter
    said: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def is_understood(self) -> bool:
        """True if at least the speaker, the topic or the time was understood."""
        return any(part is not None for part in (self.where.speaker, self.where.about, self.where.date))

    @property
    def interpretation(self) -> str:
        """The reading in words."""
        text = " · ".join(["statements", *self.said])
        return f"{text} (other meetings: {'; '.join(self.others)})" if self.others else text

    def condition(self) -> Condition:
        """What the store is asked; nothing at all if nothing was understood."""
        return statement_condition(self._asked())

    def _asked(self) -> StatementFilter:
        """The filter that is run; without alternatives, which nothing fulfils, if nothing was understood."""
        return self.where if self.is_understood else StatementFilter(or_=[])

    def as_json(self) -> dict[str, object]:
        """The filter as a client would send it."""
        found = _as_json(self._asked())
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class Row:
    """A statement found, in words."""

    speaker: str
    act: str
    date: str | None
    content: str
    outlet: str
    article: str
    iri: str


@dataclass(frozen=True, slots=True)
class Found:
    """An answer for people: reading, the first statements, and how many there are."""

    reading: Reading
    rows: tuple[Row, ...]
    total: int

    @property
    def interpretation(self) -> str:
        """The reading in words."""
        return self.reading.interpretation

    @property
    def unknown(self) -> list[str]:
        """Parts that could not be used."""
        return self.reading.unknown

    @property
    def is_understood(self) -> bool:
        """True if the question could be read."""
        return self.reading.is_understood

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {
            "interpretation": self.interpretation,
            "filter": self.reading.as_json(),
            "unknown": self.unknown,
            "totalCount": self.total,
            "statements": [{name: getattr(row, name) for name in Row.__slots__} for row in self.rows],
        }


def answer(store: Store, question: str, *, first: int = 20) -> Found:
    """Read a question and find its statements, newest first."""
    reading = read_question(store, question)
    query = Query("Statement", reading.condition(), Order("date", descending=True), None, first)
    page = store.find(query)
    facts = {iri: Facts(known) for iri, known in store.facts([row.iri for row in page.rows]).items()}
    speakers = store.facts([s for found in facts.values() if (s := found.value("speaker"))])
    seen = store.sightings([row.iri for row in page.rows])
    articles = store.articles([s.article for found in seen.values() for s in found])
    rows = []
    for row in page.rows:
        found = facts[row.iri]
        homes = [articles[s.article].article for s in seen.get(row.iri, ())]
        rows.append(
            Row(
                speaker=Facts(speakers.get(found.value("speaker") or "")).name() or "",
                act=(found.value("act") or "").removeprefix(ACT),
                date=found.value("date"),
                content=found.value("content") or "",
                outlet=", ".join(dict.fromkeys(home.publisher or home.file for home in homes)),
                article=", ".join(home.file for home in homes),
                iri=row.iri,
            )
        )
    return Found(reading, tuple(rows), store.count(query))


def read_question(store: Store, question: str) -> Reading:
    """Read a question. Raises QueryError if it is too long or empty."""
    text = " ".join(question.split()).strip(" ?.!")
    if not text or len(question) > LONGEST_QUESTION:
        raise QueryError(f"ask something of 1 to {LONGEST_QUESTION} characters")
    words = _words("id") if _starts(text, _words("id")["lead"]) else _words("en")
    lead = _starts(text, words["lead"])
    reading = Reading(StatementFilter())
    if lead is None:
        reading.unknown.append(text)
        return reading
    speaker, topic = _halves(text[len(lead) :].strip(), words)
    speaker, spoken = without_dates(speaker, words, _months())
    bare, told = without_dates(topic, words, _months())
    speaker = _without_say(speaker, words)
    if speaker:
        _read_speaker(store, speaker, words, reading)
    if bare:
        told = _read_topic(store, bare, told, words, reading)
    for said in (*spoken, *told):
        _set_date(said, reading)
    if not reading.said and not reading.unknown:
        reading.unknown.append(text)
    return reading


@cache
def _tables() -> dict[str, dict[str, object]]:
    return tomllib.loads(files("api").joinpath("ask.toml").read_text(encoding="utf-8"))


def _words(lang: str) -> Words:
    return {key: [str(v) for v in found] for key, found in _tables()[lang].items() if isinstance(found, list)}


def _starts(text: str, phrases: list[str]) -> str | None:
    """The longest of the phrases that the text starts with, as it stands there."""
    low = text.lower()
    fits = [p for p in phrases if low.startswith(p) and (len(low) == len(p) or not low[len(p)].isalnum())]
    longest = max(fits, key=len, default=None)
    return text[: len(longest)] if longest is not None else None


def _halves(text: str, words: Words) -> tuple[str, str]:
    """The text before and behind the first word for "about"."""
    padded = f" {text} "
    at = [(padded.lower().find(f" {word} "), word) for word in words["about"]]
    found = min((pair for pair in at if pair[0] >= 0), default=None)
    if found is None:
        return _without_say(text, words), ""
    place, word = found
    return _without_say(padded[:place].strip(), words), padded[place + len(word) + 2 :].strip()


def _without_say(text: str, words: Words) -> str:
    """Without the verb of "what did X say"."""
    parts = text.split()
    return " ".join(parts[:-1]) if parts and parts[-1].lower() in words["say"] else text


# --- when


def _set_date(said: Said, reading: Reading) -> None:
    """Bound the time of speaking; bounds that are there stay."""
    first, last = said.bounds()
    bounds = reading.where.date or DateRange()
    bounds.from_ = bounds.from_ or (PartialDate(first) if first else None)
    bounds.to = bounds.to or (PartialDate(last) if last else None)
    reading.where.date = bounds
    reading.said.append(f"in {first}" if first == last else f"since {first}" if first else f"up to {last}")


def _months() -> dict[str, int]:
    return {name: int(str(number)) for name, number in _tables()["months"].items()}


# --- who


def _read_speaker(store: Store, text: str, words: Words, reading: Reading) -> None:
    bare = _without_articles(text, words)
    for read in (_as_officials, _as_state, _as_person, _as_group, _as_organization):
        found = read(store, bare, words)
        if found is not None:
            reading.where.speaker, said = found
            reading.said.insert(0, f"speaker: {said}")
            return
    reading.unknown.append(text)


Speaker = tuple[SpeakerFilter, str]


def _without_articles(text: str, words: Words) -> str:
    parts = text.split()
    while len(parts) > 1 and parts[0].lower() in words["articles"]:
        parts = parts[1:]
    return " ".join(parts)


def _as_officials(store: Store, text: str, words: Words) -> Speaker | None:
    """ "US officials", "officials of the US", "pejabat AS": officials, perhaps of a state."""
    low = text.lower()
    for phrase in sorted(words["officials"], key=len, reverse=True):
        if low == phrase:
            return SpeakerFilter(official=True), "officials"
        for rest in (low.removesuffix(" " + phrase), low.removeprefix(phrase + " ")):
            code = state_code(_without_articles(rest, words)) if rest != low else None
            if code:
                return SpeakerFilter(state=code, official=True), f"official of {code}"
    return None


def state_code(text: str) -> str | None:
    """The code of a state by name, demonym or code, in either language."""
    bare = text.strip().lower()
    for form in (bare, bare.removesuffix("'s"), bare.removesuffix("’s")):
        found = _tables()["demonyms"].get(form) or states_by_name().get(folded(form))
        if found or (len(form) == 2 and form.upper() in states()):
            return str(found) if found else form.upper()
    return None


def _as_state(store: Store, text: str, words: Words) -> Speaker | None:
    code = state_code(text)
    if code is None:
        return None
    iri = state_iri(code)
    return SpeakerFilter(state=code, official=True), f"{states()[iri.rpartition('/')[2]].name_en} (its officials)"


def _as_person(store: Store, text: str, words: Words) -> Speaker | None:
    iri = person_known(store, text)
    return None if iri is None else _by_id(store, iri, "Person")


def _by_id(store: Store, iri: str, kind: str) -> Speaker:
    from strawberry import ID

    name = Facts(store.facts([iri]).get(iri)).name() or iri.rpartition("/")[2]
    return SpeakerFilter(id=ID(node_id(kind, iri))), name


def _as_group(store: Store, text: str, words: Words) -> Speaker | None:
    """ "analysts": groups whose name holds the word, in either language."""
    if text.lower() not in words["groups"]:
        return None
    from api.enums import SpeakerKind

    word = ENGLISH_GROUPS.get(text.lower(), text.lower().removeprefix("para "))
    return SpeakerFilter(name=StringFilter(contains=word), kind=[SpeakerKind.GROUP]), f"groups: {word}"


ENGLISH_GROUPS = {
    "analysts": "analis", "experts": "ahli", "observers": "pengamat", "diplomats": "diplomat", "sources": "sumber",
    "scientists": "ilmuwan", "activists": "aktivis",
}  # fmt: skip


def _as_organization(store: Store, text: str, words: Words) -> Speaker | None:
    page = store.search(text, types=["Organization", "Person"], after=None, limit=1)
    if not page.rows:
        return None
    kind = "Organization" if "/organization/" in page.rows[0].iri else "Person"
    return _by_id(store, page.rows[0].iri, kind)


# --- about what


def _read_topic(store: Store, text: str, dates: list[Said], words: Words, reading: Reading) -> list[Said]:
    """Read what it is about; give the dates that are not the topic's own."""
    head = _meeting_head(text, words)
    if head is not None:
        return _about_meeting(store, text, head, dates, words, reading)
    for read in (_about_state, _about_weapon, _about_person, _about_entity):
        if read(store, text, words, reading):
            return dates
    reading.unknown.append(text)
    return dates


def _about(reading: Reading, where: AboutFilter, said: str) -> bool:
    reading.where.about = where
    reading.said.insert(min(1, len(reading.said)), f"about: {said}")
    return True


def _meeting_head(text: str, words: Words) -> tuple[str, str] | None:
    """The word for a meeting that a topic begins or ends with, if any, and the rest of it."""
    head = (
        _starts(text, words["summit"])
        or _starts(text, [f"the {w}" for w in words["meeting"]])
        or _starts(text, words["meeting"])
    )
    if head is not None:
        return head, text[len(head) :].strip()
    head = next((w for w in words["meeting"] if text.lower().endswith(" " + w)), None)
    return None if head is None else (head, _without_articles(text[: -len(head)].strip(), words))


def _about_meeting(
    store: Store, text: str, head: tuple[str, str], dates: list[Said], words: Words, reading: Reading
) -> list[Said]:
    """ "the summit", perhaps "between X and Y" or "in 2019": the best supported meeting that fits.

    Gives the dates that are not the meeting's: those that say since or until when, and all if no meeting fits them.
    """
    names = _names_in(head[1], words)
    own = [said for said in dates if said.kind in ("on", None)]
    found = meetings_like(store, names, [said.bounds() for said in own])
    if own and not found:
        own, found = [], meetings_like(store, names, [])
    rest = [said for said in dates if said not in own]
    if not found:
        reading.unknown.append(text)
        return rest
    reading.unknown += [name for name in names if not any(name in m.used for m in found)]
    best, *others = found
    reading.others = [m.name for m in others[:5]]
    from strawberry import ID

    _about(reading, AboutFilter(meeting=MeetingFilter(id=ID(node_id("Meeting", best.iri)))), best.name)
    return rest


def _names_in(text: str, words: Words) -> list[str]:
    """Names joined by "and", "with", "between", hyphens: "Kim and Putin", "Kim–Putin"."""
    for mark in ("–", "-", ","):
        text = text.replace(mark, f" {words['and'][0]} ")
    parts: list[list[str]] = [[]]
    for word in text.split():
        if word.lower() in (*words["and"], *words["between"], "of", "between", "antara", "in", "di", "itu", "tersebut"):
            parts.append([])
        else:
            parts[-1].append(word)
    return [" ".join(part) for part in parts if part]


def _about_state(store: Store, text: str, words: Words, reading: Reading) -> bool:
    code = state_code(_without_articles(text, words))
    return code is not None and _about(reading, AboutFilter(state=code), states()[code].name_en)


def _about_weapon(store: Store, text: str, words: Words, reading: Reading) -> bool:
    label = folded(_without_articles(text, words))
    for form in (label, label.removesuffix("s"), label.removesuffix("es")):
        if key := weapons_by_label().get(form):
            return _about(reading, AboutFilter(weapon=key), f"weapon {key}")
    return False


def _about_person(store: Store, text: str, words: Words, reading: Reading) -> bool:
    iri = person_known(store, _without_articles(text, words))
    if iri is None:
        return False
    from strawberry import ID

    name = Facts(store.facts([iri]).get(iri)).name() or iri.rpartition("/")[2]
    return _about(reading, AboutFilter(id=ID(node_id("Person", iri))), name)


def _about_entity(store: Store, text: str, words: Words, reading: Reading) -> bool:
    """Anything else that has this name."""
    kinds = ["Meeting", "Person", "Organization", "Weapon"]
    page = store.search(_without_articles(text, words), types=kinds, after=None, limit=1)
    if not page.rows:
        return False
    from strawberry import ID

    iri = page.rows[0].iri
    facts = Facts(store.facts([iri])[iri])
    kind = next((k for k in kinds if f"/{k.lower()}/" in iri), "Person")
    return _about(reading, AboutFilter(id=ID(node_id(kind, iri))), facts.name() or text)


def _as_json(value_: object) -> object:
    """An input as a client writes it: camel case, without what is not set."""
    if isinstance(value_, Enum):
        return value_.name
    if isinstance(value_, list):
        return [_as_json(item) for item in value_]
    if is_dataclass(value_) and not isinstance(value_, type):
        pairs = ((_camel(f.name), getattr(value_, f.name)) for f in fields(value_))
        return {name: _as_json(item) for name, item in pairs if item is not None}
    return value_


def _camel(name: str) -> str:
    first, *rest = name.strip("_").split("_")
    return first + "".join(part.capitalize() for part in rest)


__all__ = ["DATA", "Found", "Reading", "Row", "answer", "read_question"]
