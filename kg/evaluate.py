"""Precision, recall and F1 of extraction records against annotated articles.

Entities are paired by name, meetings by who takes part and when, statements by how far their evidence
spans overlap: shared characters by the longer span, at least 0.3 (lenient) or 0.8 (strict), the
thresholds of the Gender Gap Tracker (Asr et al. 2021). Pairs are one to one, best first. Attributes
(speaker, act, mode, …) are accuracies over the lenient pairs. Annotations marked optional are neither
hits nor misses.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.record import MeetingRecord, PersonRecord, Record, StatementRecord
from kg.text import folded

LENIENT, STRICT = 0.3, 0.8
RIGHT_SPEAKER_BONUS = 0.05
"""Decides between candidates of equal overlap."""

TASKS = (
    "person", "state", "organization", "weapon", "meeting",
    "statement", "statement-strict", "official-statement", "about-meeting",
)  # fmt: skip

Gold = Mapping[str, Any]
"""One annotation of an article: lists of persons, states, orgs, weapons, meetings and statements."""


@dataclass(slots=True)
class Tally:
    """Hits, extras and misses of one task, and of each attribute how many were asked and right."""

    hits: int = 0
    extras: int = 0
    misses: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def attribute(self, name: str, right: bool) -> None:
        """Count one attribute of one pair."""
        self.asked[name] += 1
        self.right[name] += right

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        self.hits += other.hits
        self.extras += other.extras
        self.misses += other.misses
        self.asked.update(other.asked)
        self.right.update(other.right)

    @property
    def precision(self) -> float:
        """Share of what was found that is annotated; 1.0 if nothing was found."""
        return self.hits / (self.hits + self.extras) if self.hits + self.extras else 1.0

    @property
    def recall(self) -> float:
        """Share of what is annotated that was found; 1.0 if nothing is."""
        return self.hits / (self.hits + self.misses) if self.hits + self.misses else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def accuracy(self, name: str) -> float:
        """Share of pairs with this attribute right."""
        return self.right[name] / self.asked[name]


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that went wrong: ``what`` is "missed", "extra" or "wrong speaker"."""

    article: str
    what: str
    task: str
    text: str


@dataclass(slots=True)
class Scores:
    """Tallies by article and task, and what went wrong."""

    articles: list[dict[str, Tally]] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)

    def total(self, task: str) -> Tally:
        """The task over all articles."""
        return _sum(article[task] for article in self.articles if task in article)

    @property
    def tasks(self) -> list[str]:
        """All tasks, then meetings by kind and status and the recall of statements by mode and act."""
        parts = {task for article in self.articles for task in article} - set(TASKS)
        return [*TASKS, *sorted(parts)]

    def interval(self, task: str, *, samples: int = 1000, seed: int = 0) -> tuple[float, float]:
        """95 % bootstrap interval of the F1, articles drawn with replacement; same seed, same interval."""
        tallies = [article.get(task, Tally()) for article in self.articles]
        draw = random.Random(seed)
        values = sorted(_sum(draw.choices(tallies, k=len(tallies))).f1 for _ in range(samples))
        return values[int(0.025 * samples)], values[int(0.975 * samples) - 1]


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total


def read_gold(folder: Path) -> dict[str, Gold]:
    """Annotations by the stem of the article's file name.

    Raises InputError if there are none, or naming all that cannot be used: figures over the others would mislead.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder; give the folder of annotations, one JSON an article")
    gold: dict[str, Gold] = {}
    broken: list[str] = []
    for path in sorted(folder.glob("*.json")):
        try:
            gold[path.stem] = json.loads(path.read_text(encoding="utf-8"))
            missing = {"persons", "states", "orgs", "weapons", "meetings", "statements"} - set(gold[path.stem])
        except (ValueError, OSError, TypeError) as exc:
            broken.append(f"{path}: cannot be read as an annotation ({exc})")
            continue
        if missing:
            broken.append(f"{path}: lacks {', '.join(sorted(missing))}")
    if broken:
        raise InputError(f"{'; '.join(broken)}; correct them, or take them out of the folder")
    if not gold:
        raise InputError(f"{folder} holds no annotations (*.json); put one JSON an article there, or name their folder")
    return gold


def evaluate(gold: Mapping[str, Gold], records: Iterable[Record]) -> Scores:
    """Score records against the annotations of the same file stem.

    Records without an annotation are left out; an annotation without a record raises InputError,
    because figures over part of the articles would look like figures over all.
    """
    found = {Path(record.article.file).stem: record for record in records}
    if absent := sorted(set(gold) - set(found)):
        names = ", ".join(absent[:5]) + (", …" if len(absent) > 5 else "")
        raise InputError(f"no article given for {len(absent)} annotations: {names}; give the articles of all of them")
    scores = Scores()
    for stem in sorted(gold):
        scorer = _Scorer(stem, gold[stem], found[stem])
        scorer.run()
        scores.articles.append(scorer.tallies)
        scores.misses.extend(scorer.misses)
    return scores


def is_about(gold: Gold, record: Record) -> dict[tuple[str, str], bool]:
    """Whether each statement found is about each meeting found, by their ids in the record, as annotated.

    Left out: statements and meetings that are not annotated, and what annotators left open.
    """
    scorer = _Scorer("", gold, record)
    meetings = scorer._meetings()
    told: dict[tuple[str, str], bool] = {}
    for g, f in scorer._statement_pairs(LENIENT):
        statement = gold["statements"][g]
        wanted, maybe = statement.get("about_meetings", ()), statement.get("about_meetings_maybe", ())
        for ours, annotated in meetings.items():
            if annotated in wanted or annotated not in maybe:
                told[record.statements[f].id, ours] = annotated in wanted
    return told


Likeness = Callable[[Any, Any], float]
"""How well an annotation and something found fit; 0 means not at all."""

Pairs = list[tuple[int, int]]


def paired(golds: Sequence[Any], found: Sequence[Any], likeness: Likeness) -> Pairs:
    """One-to-one pairs (gold index, found index), best first; at a tie required before optional, then in order."""
    candidates = [
        (score, not gold.get("optional", False), -g, -f)
        for g, gold in enumerate(golds)
        for f, item in enumerate(found)
        if (score := likeness(gold, item)) > 0
    ]
    used_g: set[int] = set()
    used_f: set[int] = set()
    pairs = []
    for _, _, g, f in sorted(candidates, reverse=True):
        if -g not in used_g and -f not in used_f:
            used_g.add(-g)
            used_f.add(-f)
            pairs.append((-g, -f))
    return pairs


def same_name(a: str, b: str) -> bool:
    """True if the words of the shorter name are a run of words of the longer."""
    short, long = sorted((folded(a).split(), folded(b).split()), key=len)
    return bool(short) and any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def _any_same(some: Iterable[str], others: Sequence[str]) -> bool:
    return any(same_name(a, b) for a in some for b in others)


def _names(gold: Mapping[str, Any]) -> list[str]:
    return [name for name in (gold.get("name") or gold.get("surface"), *gold.get("aliases", ())) if name]


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return shared / max(a[1] - a[0], b[1] - b[0], 1)


def _dates_agree(gold: str, found: str | None) -> bool:
    return bool(found) and (gold.startswith(str(found)) or str(found).startswith(gold))


@dataclass(slots=True)
class _Scorer:
    """Scores one article."""

    stem: str
    gold: Gold
    record: Record
    tallies: dict[str, Tally] = field(default_factory=lambda: {task: Tally() for task in TASKS})
    misses: list[Miss] = field(default_factory=list)

    def run(self) -> None:
        self._persons()
        self._states()
        self._organizations()
        self._weapons()
        self._statements(self._meetings())

    def _note(self, what: str, task: str, text: str) -> None:
        self.misses.append(Miss(self.stem, what, task, " ".join(text.split())[:140]))

    def _count(
        self, task: str, golds: Sequence[Any], found: Sequence[Any], pairs: Pairs, show: Callable[[Any], str] | None
    ) -> None:
        tally = self.tallies[task]
        paired_g, paired_f = {g for g, _ in pairs}, {f for _, f in pairs}
        for g, gold in enumerate(golds):
            if gold.get("optional"):
                continue
            tally.hits += g in paired_g
            tally.misses += g not in paired_g
            if show and g not in paired_g:
                self._note("missed", task, show(gold))
        for f, item in enumerate(found):
            if f not in paired_f:
                tally.extras += 1
                if show:
                    self._note("extra", task, show(item))

    def _persons(self) -> None:
        golds, found = self.gold["persons"], self.record.persons

        def likeness(gold: Gold, person: PersonRecord) -> float:
            if not _any_same(_names(gold), [person.name]):
                return 0
            return 2 if folded(gold["name"]) == folded(person.name) else 1

        pairs = paired(golds, found, likeness)
        self._count("person", golds, found, pairs, _named)
        tally = self.tallies["person"]
        for g, f in pairs:
            if golds[g].get("state"):
                tally.attribute("state", golds[g]["state"] == found[f].state)
            tally.attribute("official", bool(golds[g].get("official")) == found[f].official)
            if golds[g].get("wikidata"):
                tally.attribute("wikidata", golds[g]["wikidata"] == found[f].wikidata)

    def _states(self) -> None:
        tally = self.tallies["state"]
        wanted, found = set(self.gold["states"]), {s.code for s in self.record.states}
        extras = found - wanted - set(self.gold.get("states_optional", ()))
        tally.hits, tally.misses, tally.extras = len(wanted & found), len(wanted - found), len(extras)
        for code in sorted(wanted - found):
            self._note("missed", "state", code)
        for code in sorted(extras):
            self._note("extra", "state", code)

    def _organizations(self) -> None:
        golds, found = self.gold["orgs"], self.record.organizations
        pairs = paired(golds, found, lambda g, o: _any_same(_names(g), [o.name, *o.aliases]))
        self._count("organization", golds, found, pairs, _named)
        tally = self.tallies["organization"]
        for g, f in pairs:
            tally.attribute("kind", golds[g].get("kind") == found[f].kind)
            if golds[g].get("state"):
                tally.attribute("state", golds[g]["state"] == found[f].state)

    def _weapons(self) -> None:
        golds, found = self.gold["weapons"], self.record.weapons

        def likeness(gold: Gold, weapon: Any) -> float:
            wanted = {folded(name) for name in _names(gold)}
            texts = {folded(text) for text in (weapon.label, *(m.text for m in weapon.mentions)) if text}
            return 2 if wanted & texts else int(_any_same(wanted, list(texts)))

        pairs = paired(golds, found, likeness)
        self._count("weapon", golds, found, pairs, lambda w: w["surface"] if isinstance(w, dict) else w.label)

    def _meetings(self) -> dict[str, str]:
        """Score the meetings; give the annotation's id for each of ours that is one of them."""
        golds, found = self.gold["meetings"], self.record.meetings
        pairs = paired(golds, found, _meeting_likeness)
        self._count("meeting", golds, found, pairs, _shown_meeting)
        tally = self.tallies["meeting"]
        for g, f in pairs:
            gold, meeting = golds[g], found[f]
            tally.attribute("status", gold["status"] == meeting.status)
            if gold.get("date"):
                tally.attribute("date", _dates_agree(gold["date"], meeting.date))
            if gold.get("place"):
                tally.attribute("place", same_name(gold["place"], meeting.place or ""))
        self._meeting_parts(golds, found, pairs)
        return {found[f].id: golds[g]["id"] for g, f in pairs}

    def _meeting_parts(self, golds: Sequence[Gold], found: Sequence[MeetingRecord], pairs: Pairs) -> None:
        """Meetings by kind and by status: as annotated where they are, as found where they are extra."""
        self._recall("meeting", ("kind", "status"), golds, pairs)
        paired_f = {f for _, f in pairs}
        for meeting in (m for f, m in enumerate(found) if f not in paired_f):
            for part in (f"meeting kind {meeting.kind}", f"meeting status {meeting.status}"):
                self.tallies.setdefault(part, Tally()).extras += 1

    def _recall(self, task: str, fields: tuple[str, ...], golds: Sequence[Gold], pairs: Pairs) -> None:
        """Hits and misses of a task by what annotations have in some fields: "statement act deny"."""
        hit = {g for g, _ in pairs}
        for g, gold in enumerate(golds):
            if gold.get("optional"):
                continue
            for name in fields:
                tally = self.tallies.setdefault(f"{task} {name} {gold[name]}", Tally())
                tally.hits += g in hit
                tally.misses += g not in hit

    def _statement_pairs(self, least: float) -> Pairs:
        """Pairs of statements whose spans overlap by ``least`` at least."""
        golds = self.gold["statements"]
        spans = [self._span(gold["evidence"]) for gold in golds]
        place = {id(gold): span for gold, span in zip(golds, spans, strict=True)}

        def likeness(gold: Gold, statement: StatementRecord) -> float:
            overlap = _overlap(place[id(gold)], (statement.start, statement.end))
            if overlap < least:
                return 0
            return overlap + RIGHT_SPEAKER_BONUS * self._right_speaker(gold, statement)

        return paired(golds, self.record.statements, likeness)

    def _statements(self, meeting_ids: Mapping[str, str]) -> None:
        golds, found = self.gold["statements"], self.record.statements
        pairs = self._statement_pairs(LENIENT)
        self._count("statement", golds, found, pairs, self._shown_statement)
        self._count("statement-strict", golds, found, self._statement_pairs(STRICT), None)
        for g, f in pairs:
            self._statement_attributes(golds[g], found[f], meeting_ids)
        self._recall("statement", ("mode", "act"), golds, pairs)
        self._official_statements(golds, found, pairs)

    def _span(self, evidence: str) -> tuple[int, int]:
        """Where the annotated evidence stands. Raises InputError if it is not in the text."""
        pattern = r"\s+".join(map(re.escape, evidence.split()))
        match = re.search(pattern, self.record.article.text) if pattern else None
        if match is None:
            raise InputError(f"{self.stem}: annotated evidence is not in the article: {evidence[:80]!r}")
        return match.span()

    def _right_speaker(self, gold: Gold, statement: StatementRecord) -> bool:
        kinds = {gold["kind"], statement.kind}
        if len(kinds) > 1 and kinds != {"state", "org"}:
            return False
        if kinds == {"state"} and gold.get("state"):
            return bool(gold["state"] == statement.state)
        if gold["kind"] == "group":
            return bool(gold.get("state") == statement.state and bool(gold["official"]) == statement.official)
        return _any_same(self._known_as(gold["speaker"]), [statement.speaker])

    def _known_as(self, speaker: str) -> list[str]:
        """Every name the annotation has for this speaker; the last entry of the name wins, persons before bodies."""
        for kind in ("persons", "orgs"):
            for entity in reversed(self.gold[kind]):
                if any(folded(name) == folded(speaker) for name in _names(entity)):
                    return [*_names(entity), speaker]
        return [speaker]

    def _statement_attributes(self, gold: Gold, statement: StatementRecord, meeting_ids: Mapping[str, str]) -> None:
        tally = self.tallies["statement"]
        right = self._right_speaker(gold, statement)
        tally.attribute("speaker", right)
        if not right:
            text = f"[{gold['speaker']}] found [{statement.speaker}] {gold['evidence']}"
            self._note("wrong speaker", "statement", text)
        tally.attribute("official", gold["official"] == statement.official)
        tally.attribute("mode", gold["mode"] == statement.mode)
        tally.attribute("act", gold["act"] == statement.act)
        tally.attribute("state", gold.get("state") == statement.state)
        if gold.get("quote"):
            wanted, quote = folded(gold["quote"]), folded(statement.quote or "")
            tally.attribute("quote", wanted in quote or bool(quote and quote in wanted))
        about = {meeting_ids[m] for m in statement.about.meetings if m in meeting_ids}
        wanted_ids, maybe = set(gold.get("about_meetings", ())), set(gold.get("about_meetings_maybe", ()))
        meetings = self.tallies["about-meeting"]
        meetings.hits += len(about & wanted_ids)
        meetings.misses += len(wanted_ids - about)
        meetings.extras += len(about - wanted_ids - maybe)

    def _official_statements(self, golds: Sequence[Gold], found: Sequence[StatementRecord], pairs: Pairs) -> None:
        """Statements by officials of a state: span, official and state must all be right."""
        wanted = {(g, gold["state"]) for g, gold in enumerate(golds) if gold["official"] and gold.get("state")}
        required = {key for key in wanted if not golds[key[0]].get("optional")}
        got = {(g, found[f].state) for g, f in pairs if found[f].official and found[f].state}
        alone = set(range(len(found))) - {f for _, f in pairs}
        tally = self.tallies["official-statement"]
        tally.hits, tally.misses = len(required & got), len(required - got)
        tally.extras = len(got - wanted) + sum(found[f].official and found[f].state is not None for f in alone)

    def _shown_statement(self, item: Any) -> str:
        if isinstance(item, StatementRecord):
            return f"[{item.speaker}] {self.record.article.text[item.start : item.end]}"
        return f"[{item['speaker']}] {item['evidence']}"


def _meeting_likeness(gold: Gold, meeting: MeetingRecord) -> float:
    """Share of common participants, or a little less for common states; more if date and place agree as well."""
    wanted, states = gold["participants"], set(gold.get("states", ()))
    here = sum(_any_same([name], meeting.participants) for name in wanted)
    people = here / max(len(wanted), len(meeting.participants)) if wanted and meeting.participants else 0.0
    common = len(states & set(meeting.states)) / max(len(states | set(meeting.states)), 1)
    score = max(people, 0.9 * common)
    date = gold.get("date") or ""
    if score < 0.5 or (date and meeting.date and date[:4] != meeting.date[:4]):
        return 0
    if meeting.date and (not date or _dates_agree(date, meeting.date)):
        score += 0.5
    if gold.get("place") and same_name(gold["place"], meeting.place or ""):
        score += 0.2
    return score


def _named(item: Any) -> str:
    return str(item["name"] if isinstance(item, dict) else item.name)


def _shown_meeting(item: Any) -> str:
    if isinstance(item, MeetingRecord):
        return f"{', '.join(item.participants or item.states)} {item.date} {item.place}"
    return f"{', '.join(item['participants'] or item.get('states', ()))} {item.get('date')} {item.get('place')}"
