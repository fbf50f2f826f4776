"""Made-up news as extraction records: the same for a seed, streamed, of any size; offsets hold.

About ten statements an article; who speaks and about what follows Zipf's law; one meeting is told of for a few
weeks only, so questions about one event stay the same size however large the graph is. Some articles are wire
copies (same words, other outlet), some deny or accuse, some have the date wrong.

``python -m bench.generator 1000 FOLDER`` writes the articles and records of 1,000 statements to look at.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from random import Random

from bench import words
from bench.stories import Encounter, Story, appearances
from bench.world import Voice, Zipf, arms, state_name, state_voice, statesmen
from kg.build import Progress, Report, build
from kg.errors import JubirError
from kg.identity import KEY_LENGTH, digest
from kg.model import Article, Mention, Zone
from kg.read.types import ReadArticle
from kg.record import (
    About,
    Act,
    ArticleRecord,
    MeetingRecord,
    MeetingStatus,
    Mode,
    OrganizationRecord,
    PersonRecord,
    Record,
    StatementRecord,
    StateRecord,
    WeaponRecord,
    to_json,
)
from kg.store.base import Store
from kg.text import slug

SEED = 20230913
COPIES = 0.12
"""Share of articles that repeat the last one of their story."""

WRONG_DATES = 0.1
"""Share of articles that give the meeting another day, or only its month."""

SPARE = 1.05
"""More stories than needed on average, so that there are always enough; the last ones are cut off."""

Part = tuple[str, str, str]
"""What it is, whom it names, and the words: "p"erson, "s"tate, "o"rganisation and "w"eapon (capitals: who speaks),
"m"eeting, "c"ue, "(" and ")" around a quotation, "" for all else."""


@dataclass(frozen=True, slots=True)
class Item:
    """One article ready for the graph."""

    read: ReadArticle
    record: Record


@dataclass(slots=True)
class _Said:
    """A sentence that says what someone says."""

    voice: Voice
    parts: list[Part]
    act: Act
    mode: Mode
    date: str | None
    via: tuple[str, ...] = ()
    meeting: bool = False


@dataclass(slots=True)
class _Plan:
    """All of an article but its outlet; a wire copy has the same."""

    title: str
    day: date
    place: str
    paragraphs: list[list[_Said | list[Part]]]
    voices: dict[str, Voice]
    meeting: MeetingRecord | None


def items(statements: int, *, seed: int = SEED) -> Iterator[Item]:
    """Articles with their records, by day of publication, until they hold so many statements."""
    last: dict[str, _Plan] = {}
    outlets = Zipf(words.OUTLETS)
    made = 0
    for day, index, story in appearances(seed, int(statements * SPARE)):
        if made >= statements:
            return
        rng = Random(f"{seed}/{story.number}/{index}")
        plan = last.get(story.number)
        if plan is None or rng.random() >= COPIES:
            plan = last[story.number] = _Planner(rng, story, day, index).plan()
        if index + 1 == len(story.days):
            del last[story.number]
        item = _Writer(plan, outlets.pick(rng), day, f"{story.number}-{index}").item()
        made += len(item.record.statements)
        yield item


def loaded(
    generated: Iterator[Item],
    store: Store,
    *,
    batch_size: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Build the graph in the usual way, with ready records where extraction would be."""
    waiting: dict[str, Record] = {}

    def articles() -> Iterator[ReadArticle]:
        for item in generated:
            waiting[item.record.article.id] = item.record
            yield item.read

    def extract(wanted: Sequence[Article]) -> Iterator[Record | JubirError]:
        for article in wanted:
            yield waiting.pop(article.id)

    return build(articles(), store, extract, batch_size=batch_size, progress=progress)


@dataclass(slots=True)
class _Planner:
    """Thinks out one article of a story."""

    rng: Random
    story: Story
    day: date
    index: int
    voices: dict[str, Voice] = field(default_factory=dict)

    def plan(self) -> _Plan:
        rng, story = self.rng, self.story
        meeting = self._meeting(story.meeting) if story.meeting else None
        said = self._statements()
        paragraphs: list[list[_Said | list[Part]]] = [[self._lead(meeting)]]
        while said:
            count = rng.randint(1, 3)
            paragraph: list[_Said | list[Part]] = [*said[:count]]
            if rng.random() < 0.6:
                paragraph.append([("", "", rng.choice(words.NARRATION).format(story.place))])
            paragraphs.append(paragraph)
            said = said[count:]
        who = f"{state_name(story.states[0])} dan {state_name(story.states[-1])}"
        title = f"{who}: kabar dari {story.place}, {self.index + 1}"
        return _Plan(title, self.day, story.place, paragraphs, self.voices, meeting)

    def _meeting(self, encounter: Encounter) -> MeetingRecord:
        """The meeting as this article tells of it."""
        rng = self.rng
        day = encounter.day.isoformat()
        if rng.random() < WRONG_DATES:
            day = rng.choice((day[:7], (encounter.day + timedelta(days=rng.choice((-1, 1)))).isoformat()))
        status: MeetingStatus = "planned" if self.day < encounter.day else "held"
        if status == "planned" and rng.random() < 0.05:
            status = "denied"
        people = encounter.participants if rng.random() < 0.9 else ()
        for voice in people:
            self.voices[voice.id] = voice
        place = encounter.place if rng.random() < 0.8 else None
        names = tuple(voice.name for voice in people)
        return MeetingRecord("m1", encounter.kind, names, encounter.states, place, day, status)

    def _lead(self, meeting: MeetingRecord | None) -> list[Part]:
        """The opening sentence; the meeting's, if there is one."""
        if meeting is None:
            return [("", "", "Keadaan di "), ("", "", self.story.place), ("", "", " menjadi perhatian "), *self._states(
                self.story.states[:2]), ("", "", " dalam beberapa hari terakhir.")]  # fmt: skip
        who = self._people(meeting.participants) if meeting.participants else self._states(meeting.states)
        verb = {"planned": " akan bertemu", "denied": " tidak akan bertemu"}.get(meeting.status, " bertemu")
        where = f" di {meeting.place}" if meeting.place else ""
        day = meeting.date or ""
        when = spoken(date.fromisoformat(day)) if len(day) == 10 else f"{words.MONTHS[int(day[5:7]) - 1]} {day[:4]}"
        others = [] if not meeting.participants else [("", "", " untuk pertemuan "), *self._states(meeting.states)]
        return [*who, ("", "", f"{verb}{where} pada {when}"), *others, ("", "", ".")]

    def _people(self, names: Sequence[str]) -> list[Part]:
        voices = [voice for voice in self.voices.values() if voice.name in names]
        return _joined([("p", voice.id, voice.name) for voice in voices])

    def _states(self, codes: Sequence[str]) -> list[Part]:
        return _joined([("s", code, state_name(code)) for code in codes])

    def _statements(self) -> list[_Said]:
        rng, story = self.rng, self.story
        said: list[_Said] = []
        if story.quota:
            officials = statesmen("US", self.day.isoformat()[:7])
            count = story.quota[self.index]
            said += [self._told(self._official(officials), about_meeting=True, dated=True) for _ in range(count)]
        for _ in range(rng.randint(5, 12)):
            voice = story.cast.pick(rng)
            counted = story.quota is not None and voice.state == "US" and voice.official
            said.append(self._told(voice, about_meeting=not counted and rng.random() < 0.55))
        if rng.random() < 0.12:
            accused = rng.choice(story.states)
            said += [self._accusation(accused), self._denial(accused)]
        rng.shuffle(said)
        return said

    def _official(self, people: Zipf[Voice]) -> Voice:
        while True:
            voice = people.pick(self.rng)
            if voice.official:
                return voice

    def _told(self, voice: Voice, *, about_meeting: bool, dated: bool = False) -> _Said:
        rng = self.rng
        about_meeting = about_meeting and self.story.meeting is not None
        clause = self._clause(about_meeting=about_meeting)
        day, when = self._when(dated=dated)
        speaker = self._speaker(voice)
        via = ("Kantor Berita Nusantara",) if rng.random() < 0.05 else ()
        if rng.random() < 0.35 and voice.kind != "state":
            cue, act = rng.choice(words.DIRECT)
            parts = [("(", "", '"'), *_capital(clause), (")", "", ',"'), ("c", "", f" {cue}"), ("", "", " "), *speaker]
            return _Said(voice, [*parts, ("", "", f"{when}.")], act, "direct", day, via, about_meeting)  # type: ignore[arg-type]
        cue, act = rng.choice(words.INDIRECT)
        parts = [*_capital(speaker), ("c", "", f" {cue}"), ("", "", " bahwa "), *clause, ("", "", f"{when}.")]
        return _Said(voice, parts, act, "indirect", day, via, about_meeting)  # type: ignore[arg-type]

    def _accusation(self, accused: str) -> _Said:
        voice = self.story.cast.pick(self.rng)
        if voice.state == accused or (self.story.quota and voice.state == "US"):
            voice = state_voice("KR" if accused != "KR" else "JP")
        day, when = self._when()
        clause = [("s", accused, state_name(accused)), ("", "", f" {self._deed()}")]
        parts = [*_capital(self._speaker(voice)), ("c", "", " menuduh"), ("", "", " "), *clause, ("", "", f"{when}.")]
        return _Said(voice, parts, "accuse", "indirect", day)

    def _denial(self, accused: str) -> _Said:
        voice = state_voice(accused)
        day, when = self._when()
        parts = [
            *self._speaker(voice),
            ("c", "", " membantah"),
            ("", "", f" tuduhan bahwa negara itu {self._deed()}{when}."),
        ]
        return _Said(voice, parts, "deny", "indirect", day)

    def _deed(self) -> str:
        rng = self.rng
        return f"{rng.choice(words.VERBS)} {rng.choice(words.OBJECTS)} {rng.choice(words.TAILS)}"

    def _speaker(self, voice: Voice) -> list[Part]:
        self.voices[voice.id] = voice
        if voice.kind == "state":
            return [("S", voice.state or "", voice.name)]
        if voice.kind == "org":
            return [("O", voice.id, voice.name)]
        if voice.kind == "group":
            return [("", "", voice.name)]
        return [*([("", "", f"{voice.role} ")] if voice.role else []), ("P", voice.id, voice.name)]

    def _clause(self, *, about_meeting: bool) -> list[Part]:
        """What is said; names the things it is about."""
        rng = self.rng
        parts: list[Part] = []
        if about_meeting:
            parts += [
                ("m", "", rng.choice(("pertemuan itu", "KTT tersebut", "pembicaraan itu"))),
                ("", "", " berarti "),
            ]
        parts.append(self._actor())
        parts.append(("", "", f" {rng.choice(words.VERBS)} "))
        if rng.random() < 0.3:
            key, label = arms().pick(rng)
            before = rng.choice(words.ARMS).removesuffix("{}")
            parts += [("", "", before), ("w", key, label)]
        else:
            parts.append(("", "", rng.choice(words.OBJECTS)))
        parts.append(("", "", f" {rng.choice(words.TAILS)}"))
        return parts

    def _actor(self) -> Part:
        rng, chance = self.rng, self.rng.random()
        if chance < 0.45:
            code = rng.choice(self.story.states)
            return ("s", code, state_name(code))
        if chance < 0.55:
            voice = self.story.cast.pick(rng)
            if voice.kind == "person":
                self.voices[voice.id] = voice
                return ("p", voice.id, voice.name)
        return ("", "", rng.choice(words.ACTORS))

    def _when(self, *, dated: bool = False) -> tuple[str | None, str]:
        """The day of saying it as ISO 8601, perhaps the month, perhaps nothing, and the words for it."""
        chance = self.rng.random()
        day = self.day - timedelta(days=int(chance * 10) % 2)
        if dated or chance < 0.7:
            return day.isoformat(), f" pada {spoken(day)}"
        if chance < 0.75:
            return day.isoformat()[:7], f" pada {words.MONTHS[day.month - 1]} {day.year}"
        return None, ""


def spoken(day: date) -> str:
    """A day as the press writes it."""
    return f"{day.day} {words.MONTHS[day.month - 1]} {day.year}"


def _joined(parts: list[Part]) -> list[Part]:
    """With "dan" in between."""
    found = parts[:1]
    for part in parts[1:]:
        found += [("", "", " dan "), part]
    return found


def _capital(parts: list[Part]) -> list[Part]:
    kind, key, text = parts[0]
    return [(kind, key, text[:1].upper() + text[1:]), *parts[1:]]


class _Writer:
    """Puts the text together and notes where everything stands."""

    def __init__(self, plan: _Plan, outlet: str, day: date, name: str) -> None:
        self._plan = plan
        self._outlet = outlet
        self._day = day
        self._name = name
        self._text: list[str] = []
        self._at = 0
        self._mentions: dict[tuple[str, str], list[Mention]] = {}
        self._ids: dict[str, str] = {}
        self._zones: list[Zone] = []

    def item(self) -> Item:
        """The article and its record."""
        plan, said = self._plan, []
        dateline = f"{plan.place.upper()}, {self._outlet} - "
        self._put(dateline)
        self._zones.append(Zone(0, len(dateline), "dateline"))
        lead = Mention(0, 0, "")
        for number, paragraph in enumerate(plan.paragraphs):
            if number:
                self._put("\n\n")
            start = self._at
            for place, sentence in enumerate(paragraph):
                if place:
                    self._put(" ")
                if isinstance(sentence, _Said):
                    said.append((sentence, *self._write(sentence.parts)))
                else:
                    begun = self._at
                    self._write(sentence)
                    lead = lead if number else Mention(begun, self._at, "".join(part[2] for part in sentence))
            self._zones.append(Zone(start, self._at, "body"))
        article = self._article("".join(self._text))
        return Item(ReadArticle(article, article.url or ""), self._record(article, lead, said))

    def _put(self, text: str) -> None:
        self._text.append(text)
        self._at += len(text)

    def _write(self, parts: list[Part]) -> tuple[int, int, Mention | None, str | None]:
        """Write a sentence; give where it is, its cue and what is quoted in it."""
        start, cue, quote = self._at, None, -1
        quoted: str | None = None
        for kind, key, text in parts:
            at = self._at
            if kind == ")":
                quoted = "".join(self._text[quote:])
            self._text.append(text)
            self._at = at + len(text)
            if kind == "(":
                quote = len(self._text)
            elif kind == "c":
                cue = Mention(at + 1, self._at, text[1:])
            elif kind in "psowPSO" and kind:
                self._mentions.setdefault((kind.lower(), key), []).append(Mention(at, self._at, text))
        return start, self._at, cue, quoted

    def _article(self, text: str) -> Article:
        """As `kg.read` would make it."""
        plan, day = self._plan, self._day.isoformat()
        url = f"https://{slug(self._outlet)}.example/{day.replace('-', '/')}/{self._name}"
        content = "\x1f".join((url, plan.title, day, self._outlet, text))
        revision = sha256(content.encode()).hexdigest()[:KEY_LENGTH]
        return Article(
            digest(url, length=KEY_LENGTH), revision, f"{self._name}.json", text, url, plan.title, "id", day,
            self._outlet, tuple(self._zones),
        )  # fmt: skip

    def _record(
        self, article: Article, lead: Mention, said: list[tuple[_Said, int, int, Mention | None, str | None]]
    ) -> Record:
        a = article
        for kind, prefix in (("p", "p"), ("o", "o")):
            keys = [key for found, key in self._mentions if found == kind]
            self._ids.update({key: f"{prefix}{n}" for n, key in enumerate(keys, start=1)})
        meeting = self._plan.meeting
        return Record(
            ArticleRecord(a.file, a.id, a.lang, a.text, a.title, a.url, a.publisher, a.published, a.revision),
            tuple(self._person(key) for kind, key in self._mentions if kind == "p"),
            tuple(StateRecord(key, None, tuple(m)) for (kind, key), m in self._mentions.items() if kind == "s"),
            tuple(self._organization(key) for kind, key in self._mentions if kind == "o"),
            tuple(WeaponRecord(key, m[0].text, None, tuple(m)) for (k, key), m in self._mentions.items() if k == "w"),
            (_with_mention(meeting, lead),) if meeting else (),
            tuple(self._statement(n, *row) for n, row in enumerate(said, start=1)),
        )

    def _person(self, key: str) -> PersonRecord:
        v = self._plan.voices[key]
        mentions = tuple(self._mentions["p", key])
        return PersonRecord(self._ids[key], v.name, (), v.state, v.official, v.role, v.wikidata, v.key, mentions)

    def _organization(self, key: str) -> OrganizationRecord:
        v = self._plan.voices[key]
        mentions = tuple(self._mentions["o", key])
        return OrganizationRecord(self._ids[key], v.name, (), v.org_kind, v.state, v.wikidata, v.key, mentions)

    def _statement(
        self, number: int, said: _Said, start: int, end: int, cue: Mention | None, quote: str | None
    ) -> StatementRecord:
        v, s = said.voice, said
        return StatementRecord(
            f"s{number}", v.name, v.kind, start, end, self._ids.get(v.id), v.state, v.official, v.role, s.mode, s.act,
            cue, quote, None, s.date, self._about(s), s.via, "bench",
        )  # fmt: skip

    def _about(self, said: _Said) -> About:
        found: Mapping[str, list[str]] = {"s": [], "p": [], "w": []}
        for kind, key, _ in said.parts:
            if kind and kind in "spw":
                found[kind].append(key if kind != "p" else self._ids[key])
        return About(tuple(found["s"]), tuple(found["p"]), tuple(found["w"]), ("m1",) if said.meeting else ())


def _with_mention(meeting: MeetingRecord, lead: Mention) -> MeetingRecord:
    m = meeting
    return MeetingRecord(m.id, m.kind, m.participants, m.states, m.place, m.date, m.status, (lead,))


def main() -> None:
    """Write articles and records of so many statements into a folder."""
    parser = argparse.ArgumentParser(prog="bench.generator", description=main.__doc__)
    parser.add_argument("statements", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--articles", type=int, help="at most so many articles")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for item in islice(items(options.statements, seed=options.seed), options.articles):
        stem = options.folder / item.read.article.file.removesuffix(".json")
        stem.with_suffix(".txt").write_text(item.read.article.text, encoding="utf-8")
        stem.with_suffix(".json").write_text(json.dumps(to_json(item.record), ensure_ascii=False, indent=2), "utf-8")


if __name__ == "__main__":
    main()
