"""Finding encounters sentence by sentence: a trigger word, who takes part, where, when, and how sure."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.dates import lies_after
from extractors.meetings.registry import Naming, Registry
from extractors.meetings.words import MeetingWords, meeting_words
from extractors.statements.lexicon import Lexicon, lexicon
from extractors.statements.units import Unit, units_of
from extractors.statements.view import DateAt, Named, View
from kg.record import MeetingRecord
from ontology.gazetteer import states as known_states

_REACH = 140
_DATE_REACH = 1000
"""Characters between an encounter and its date, or a word that tells of its time, at most."""
_DATES = 4
"""Dates on either side of an encounter that may be its own."""
_VERB = re.compile(r"(?<![\w-])(?!menteri|berita|bersama|dirinya)(?:meng?\w{3,}|me[mnl]\w{3,}|ber\w{3,}|di\w{4,})")
_AGO = re.compile(r"\b(?:lalu|silam)\b")
_NEXT_WORDS = re.compile(r"\s+(?:\w+\s+)?(\w+)")
_PLACE = re.compile(r"(?:[A-Z][\w’'-]*|al|bin)(?:[ -](?:[A-Z][\w’'-]*|al|dan(?= [A-Z])))*")


@dataclass(slots=True)
class Finder:
    """Reads one article for encounters."""

    view: View
    lang: str = "id"
    lex: Lexicon = field(init=False)
    words: MeetingWords = field(init=False)
    registry: Registry = field(default_factory=Registry)
    focus: list[int] = field(default_factory=list)
    home_year: str | None = None
    _state_names: frozenset[str] = frozenset()
    _regions: tuple[str, ...] = ()
    _dates: list[DateAt] = field(init=False)

    def __post_init__(self) -> None:
        self.lex = lexicon(self.lang)
        self.words = meeting_words(self.lang)
        years = [d.iso[:4] for d in self.view.dates if d.iso and len(d.iso) == 10]
        published = self.view.published
        self._regions = tuple(self.lex.speakers.regions)
        codes = [known_states()[state.code] for state in self.view.states]
        self._state_names = frozenset(name for state in codes for name in (state.name_id, *state.names))
        most = Counter(years).most_common(1)
        self.home_year = published[:4] if published else most[0][0] if most else None
        self._dates = [d for d in self.view.dates if d.iso]

    def run(self) -> tuple[MeetingRecord, ...]:
        """Give the article's meetings in order of first naming."""
        for unit in units_of(self.view, self.lex):
            self._read(unit)
        entries = [e for e in self.registry.entries if len(e.participants) > 1 or len(e.states) > 1]
        view = self.view
        return tuple(
            entry.record(number, view.text, view.news_day, view.published) for number, entry in enumerate(entries, 1)
        )

    def _read(self, unit: Unit) -> None:
        named = self.view.named_between(unit.start, unit.end)
        text = self.view.text[unit.start : unit.end]
        taken_to = -1
        for match in self.words.trigger.finditer(text):
            start, end = unit.start + match.start(), unit.start + match.end()
            trigger = match.group().lower()
            kind = self.words.kind_of(trigger)
            if kind is None or start < taken_to:
                continue
            naming = self._naming(unit, text, named, start, end, trigger)
            if naming is not None:
                self.registry.take(naming)
                taken_to = naming.end
            elif trigger.split()[0] in self.words.resuming:
                self._resume(unit, text, start, end, trigger)
        self._resume_others(unit, text, taken_to)
        persons = [n.index for n in named if n.kind == "person"]
        self.focus = (persons + self.focus)[:4] if persons else self.focus

    # -- who -----------------------------------------------------------------------------------

    def _naming(
        self, unit: Unit, text: str, named: tuple[Named, ...], start: int, end: int, trigger: str
    ) -> Naming | None:
        kind = self.words.kind_of(trigger) or "meeting"
        before = _before(named, start)
        reached = self.view.named_between(end, min(end + _REACH, unit.end))
        after = [n for n in reached if n.kind != "organization"]
        if trigger in self.words.visits:
            return self._visit(unit, text, before, after, start, end)
        people = self._people(text, unit, before, after, start, end, trigger in self.words.verbs)
        if len(people) >= 2:
            naming = Naming(kind, start, people[-1][1])
            naming.participants = tuple(dict.fromkeys(self.view.persons[i].name for i, _ in people))
            codes = [self.view.persons[i].state for i, _ in people]
            naming.states = tuple(dict.fromkeys(c for c in codes if c))
            if kind == "meeting" and self._leaders([i for i, _ in people], text):
                naming.kind = "summit"
            return self._completed(naming, unit, text, start)
        states = self._states(text, unit, before, after, start, end)
        if len(states) >= 2 and len(people) == 0:
            naming = Naming(kind, start, end, states=tuple(states))
            return self._completed(naming, unit, text, start)
        return None

    def _people(
        self, text: str, unit: Unit, before: list[Named], after: list[Named], start: int, end: int, is_verb: bool
    ) -> list[tuple[int, int]]:
        """Give persons who meet, with the offset up to which they are named."""
        partners = self._partners(text, unit, after, end, is_verb)
        doers = [n for n in before if n.kind == "person" and start - n.end < _REACH]
        if not is_verb and len(partners) >= 2:
            return partners
        subject = self._subjects(text, unit, doers)
        if not partners and is_verb and len(subject) >= 2 and self._joined(text, unit, subject):
            return [(n.index, end) for n in subject]
        if not partners or not (is_verb or self._with_partner(text, unit, partners[0][0], after, end)):
            return []
        found = [(n.index, end) for n in subject if n.index != partners[0][0]]
        if not found and self._has_pronoun(text, start - unit.start):
            found = [(i, end) for i in self.focus[:1] if i != partners[0][0]]
        return [*found, *partners]

    def _partners(self, text: str, unit: Unit, after: list[Named], end: int, is_verb: bool) -> list[tuple[int, int]]:
        """Give the persons right after the trigger: its object, or those between "antara A dan B"."""
        out: list[tuple[int, int]] = []
        at = end
        for named in after:
            between = text[at - unit.start : named.start - unit.start].lower()
            if named.kind != "person":
                if not re.search(r"[.;]", between):
                    continue
                break
            if self.words.trigger.search(between):
                break
            gap = re.findall(r"\w+|[^\w\s]", between)
            limit = 12 if not out else 9
            if len(gap) > limit or any(mark in ".;:" for mark in gap):
                break
            if out and not set(gap) & {"dan", "dengan", ",", "serta"}:
                break
            if out and set(gap) & self.words.to:
                break
            if not out and is_verb and "yang" in gap:
                break
            if not out and not is_verb and not self._leads_in(gap):
                break
            out.append((named.index, named.end))
            at = named.end
        return out[:3]

    def _with_partner(self, text: str, unit: Unit, partner: int, after: list[Named], end: int) -> bool:
        """True for "pertemuan … dengan Y", whose other side is the subject; "pertemuan X dan Y" has none."""
        at = next(n.start for n in after if n.kind == "person" and n.index == partner)
        between = text[end - unit.start : at - unit.start].lower()
        return not self.words.partner.isdisjoint(between.split())

    def _leads_in(self, gap: list[str]) -> bool:
        """True if the words between a noun and a name make the named one take part."""
        return bool(set(gap) & self.words.partner) or (
            len(gap) <= 6 and not set(gap) & (self.words.to | {"oleh", "yang"})
        )

    def _subjects(self, text: str, unit: Unit, doers: list[Named]) -> list[Named]:
        """Give the persons the sentence begins with, or those nearest before the trigger."""
        if not doers:
            return []
        last = doers[-1]
        out = [last]
        for named in reversed(doers[:-1]):
            gap = text[named.end - unit.start : out[0].start - unit.start].lower()
            joined = re.search(r"\b(?:dan|bersama|serta)\b", gap) or gap.strip() == ","
            if len(gap) < 60 and joined and not re.search(r"[.;:]|\bme\w+", gap):
                out.insert(0, named)
            else:
                break
        return out

    def _joined(self, text: str, unit: Unit, subject: list[Named]) -> bool:
        gap = text[subject[0].end - unit.start : subject[-1].start - unit.start]
        return bool(re.search(r"\b(?:dan|dengan)\b", gap))

    def _has_pronoun(self, text: str, at: int) -> bool:
        tail = re.findall(r"\w+", text[max(0, at - 80) : at].lower())
        return bool(set(tail) & self.lex.speakers.single)

    def _leaders(self, people: list[int], text: str) -> bool:
        roles = [(self.view.persons[i].role or "").lower() for i in people]
        wakil = ("wakil", "menteri luar", "menteri per", "juru bicara", "mantan")
        return all(self.words.heads.search(r) and not r.startswith(wakil) for r in roles)

    def _states(
        self, text: str, unit: Unit, before: list[Named], after: list[Named], start: int, end: int
    ) -> list[str]:
        """Give the states of "perundingan (antara) Rusia dan Korea Utara"."""
        out: list[str] = []
        at = end
        for named in after:
            gap = text[at - unit.start : named.start - unit.start]
            if named.kind != "state" or len(gap) > 24 or not re.fullmatch(r"[\w\s,-]*", gap):
                break
            if (not out and len(gap) > 16) or set(gap.lower().split()) & self.words.to:
                break
            out.append(self.view.states[named.index].code)
            at = named.end
        return list(dict.fromkeys(out))

    # -- visits --------------------------------------------------------------------------------

    def _visit(
        self, unit: Unit, text: str, before: list[Named], after: list[Named], start: int, end: int
    ) -> Naming | None:
        visitor = next((n for n in reversed(before) if n.kind == "person" and start - n.end < _REACH), None)
        inner = next((n for n in after if n.kind == "person" and n.start - end < 60), None)
        if (
            inner is not None
            and not set(text[end - unit.start : inner.start - unit.start].lower().split()) & self.words.to
        ):
            visitor = inner
        who = (
            visitor.index if visitor else (self.focus[0] if self.focus and self._own(text, unit, start, end) else None)
        )
        goal = self._goal(text, unit, after, end)
        if who is None or goal is None:
            return None
        person = self.view.persons[who]
        place, code, stop = goal
        if code is None or code == person.state:
            return None
        states = tuple(dict.fromkeys(c for c in (person.state, code) if c))
        naming = Naming("visit", start, stop, (person.name,), states, goal=place)
        return self._completed(naming, unit, text, start)

    def _own(self, text: str, unit: Unit, start: int, end: int) -> bool:
        return text[start - unit.start : end - unit.start].endswith("nya") or self._has_pronoun(
            text, start - unit.start
        )

    def _goal(self, text: str, unit: Unit, after: list[Named], end: int) -> tuple[str, str | None, int] | None:
        """Give the place, its state and where it is named, of a visit "ke Mongolia"."""
        for named in after:
            if named.kind != "state" or named.start - end > 80:
                continue
            gap = text[end - unit.start : named.start - unit.start].lower()
            direct = not gap.strip()
            if direct or set(gap.split()[-3:]) & self.words.to:
                return self.view.text[named.start : named.end], self.view.states[named.index].code, named.end
        return None

    # -- reference -----------------------------------------------------------------------------

    def _resume(self, unit: Unit, text: str, start: int, end: int, trigger: str) -> None:
        """Take "pertemuan itu", "Pertemuan dilakukan …", "topik utama pembicaraan"."""
        naming = self._completed(Naming(self.words.kind_of(trigger) or "meeting", start, end), unit, text, start)
        self.registry.resume(naming)

    def _resume_others(self, unit: Unit, text: str, taken_to: int) -> None:
        for match in re.finditer(r"\w+", text):
            lower = match.group().lower()
            start = unit.start + match.start()
            if start < taken_to or lower not in self.words.resuming or lower in self.words.kinds:
                continue
            following = _NEXT_WORDS.match(text, match.end())
            if following and following.group(1).lower() in self.words.pointers:
                self._resume(unit, text, start, start + len(lower), lower)
        pair = self.words.pairs.search(text)
        verb = self.words.trigger.search(text, pair.end()) if pair else None
        if pair and verb and verb.start() - pair.end() < 50 and verb.group().lower() in self.words.verbs:
            start = unit.start + pair.start()
            naming = self._completed(
                Naming("meeting", start, unit.start + verb.end()), unit, text, unit.start + verb.start()
            )
            naming.held = naming.held or not naming.planned
            self._take_pair(naming)

    def _take_pair(self, naming: Naming) -> None:
        """ "Kedua pemimpin bertemu": the two persons last spoken of, or the meeting at hand."""
        latest = self.registry.latest
        pair = latest if latest and len(latest.participants) == 2 else self.registry.latest_pair()
        if pair is not None:
            naming.participants, naming.states = tuple(pair.participants), tuple(pair.states)
            self.registry.take(naming)
            return
        if latest is not None:
            self.registry.resume(naming)
            return
        people = list(dict.fromkeys(self.focus))[:2]
        if len(people) == 2:
            naming.participants = tuple(self.view.persons[i].name for i in people)
            naming.states = tuple(dict.fromkeys(s for i in people if (s := self.view.persons[i].state)))
            self.registry.take(naming)

    # -- where, when, how sure -----------------------------------------------------------------

    def _dates_speaking(self, text: str, date: int, trigger: int) -> bool:
        """True if a speech cue stands between: "… bertemu bulan ini, kata X pada Senin (4/9)" dates the saying."""
        cues = self.lex.cues
        between = re.findall(r"\w+", text[min(date, trigger) : max(date, trigger)].lower())
        return any(word in cues.after or word in cues.active for word in between)

    def _completed(self, naming: Naming, unit: Unit, text: str, start: int) -> Naming:
        at = start - unit.start
        near = text[max(0, at - 60) : at + 110]
        date = self._date(unit, text, at, naming)
        naming.date = date
        naming.year = date[:4] if date else None
        aimed = self._aimed(naming, unit, text, at)
        ahead = lies_after(date, self.view.published)
        near_day = date or naming.another_day
        naming.past = not ahead and (self._is_earlier(near_day, aimed) if near_day else self._told_as_earlier(text, at))
        naming.planned = not naming.past and (ahead or bool(self.words.future.search(near)))
        # "telah tiba untuk bertemu": the arrival is over, the meeting is not
        naming.held = bool(self.words.held.search(_leading(naming, unit, text, at))) and not aimed and not ahead
        naming.denied = bool(self.words.cancelled.search(text[max(0, at - 30) : at])) or self._untrue(text, at)
        naming.alleged = self._claimed(text, at)
        naming.place = None if naming.goal else next(self._places(text, naming.end - unit.start), None)
        return naming

    def _date(self, unit: Unit, text: str, at: int, naming: Naming) -> str | None:
        """Give the date nearest to the trigger that is of the encounter and not of the saying or of another event."""
        start = unit.start + at
        dates = self._dates_beside(unit, start)
        dates = [d for d in dates if not self._dates_speaking(text, d.start - unit.start, at)]
        own = [d for d in dates if not self._dates_other(text, d.start - unit.start, at)]
        naming.another_day = next((d.iso for d in dates if d not in own), None)
        date = min(own, key=lambda d: (abs(d.start - start), d.start), default=None)
        return date.iso if date else None

    def _dates_beside(self, unit: Unit, start: int) -> list[DateAt]:
        """Give the few dates of the unit that are nearest to the trigger on either side, in order."""
        at = bisect_left(self._dates, start, key=lambda d: d.start)
        low, high = max(unit.start, start - _DATE_REACH), min(unit.end, start + _DATE_REACH)
        return [d for d in self._dates[max(0, at - _DATES) : at + _DATES] if low <= d.start < high]

    def _dates_other(self, text: str, date: int, trigger: int) -> bool:
        """True if "setelah" and the like stand between, or open the trigger's clause, the date in the next."""
        if self.words.sequence.search(text[min(date, trigger) : max(date, trigger)]):
            return True
        opened = self.words.sequence.search(_clause_before(text, trigger).split(",")[-1])
        return bool(opened) and bool(_VERB.search(text[trigger:date].partition(",")[2]))

    def _aimed(self, naming: Naming, unit: Unit, text: str, at: int) -> bool:
        """True if the words right before the encounter, or its verb, look ahead."""
        verb = text[at : naming.end - unit.start].split()[:1]
        return bool(self.words.future.search(" ".join([_leading(naming, unit, text, at), *verb])))

    def _is_earlier(self, date: str, aimed: bool) -> bool:
        """True for the date of an encounter before the one in the news: one of an earlier year, as a rule."""
        if self.home_year is None:
            return len(date) <= 7 and not aimed
        return date[:4] < self.home_year and not (aimed and self.view.published is None)

    def _told_as_earlier(self, text: str, at: int) -> bool:
        return bool(
            self.words.past.search(text[max(0, at - 45) : at + 45]) and _AGO.search(text[at : at + _DATE_REACH])
        )

    def _untrue(self, text: str, at: int) -> bool:
        """True if it is denied: "tidak bertemu", "membantah bahwa …", "kabar bahwa … tidak benar"."""
        clause = _clause_before(text, at)
        if set(clause.lower().split()[-2:]) & self.words.negators:
            return True
        if self._governed(clause, self.words.denying):
            return True
        after = re.split(r'[.;"”]', text[at : at + _DATE_REACH], maxsplit=1)[0]
        return self._governed(clause, self.words.claims) and bool(self.words.untrue.search(after))

    def _claimed(self, text: str, at: int) -> bool:
        """True if the sentence only claims the encounter: "menuduh …", "diduga bertemu", "kabar bahwa …"."""
        clause = _clause_before(text, at)
        last = " ".join(clause.split()[-4:])
        if self.words.rumoured.search(last):
            return True
        claims = self.words.claiming.finditer(clause)
        return self._governed(clause, self.words.claims) or any(not _VERB.search(clause[c.end() :]) for c in claims)

    def _governed(self, clause: str, heads: re.Pattern[str]) -> bool:
        """True if what follows one of ``heads`` with "bahwa" and the like runs on to the end, no verb between."""
        for head in heads.finditer(clause):
            bound = self.words.that.search(clause, head.end())
            near = bound and len(clause[head.end() : bound.start()].split()) <= 3
            if bound and near and not _VERB.search(clause[bound.end() :]):
                return True
        return False

    def _places(self, text: str, at: int) -> Iterator[str]:
        """Give places below the state named by "di …" after the trigger, best first."""
        for match in re.finditer(r"\bdi\s+((?:[a-z]+\s+){0,3})(?=[A-Z])", text[at : at + 110]):
            lead = match.group(1).split()
            if lead and (lead[0] in self.words.not_places or lead[0] not in self.words.place_words):
                continue
            place = _PLACE.match(text, at + match.end())
            name = place.group().strip() if place else ""
            if name and name not in self._state_names and not name.lower().startswith(self._regions):
                yield name


def _leading(naming: Naming, unit: Unit, text: str, at: int) -> str:
    """The words right before an encounter is named."""
    return text[max(0, at - 30) : naming.start - unit.start]


def _before(named: tuple[Named, ...], start: int) -> list[Named]:
    """Give the persons and states named within reach before ``start``, in order; ``named`` has no overlaps."""
    found: list[Named] = []
    for at in range(bisect_left(named, start, key=lambda n: n.start) - 1, -1, -1):
        if start - named[at].end >= _REACH:
            break
        if named[at].end <= start and named[at].kind != "organization":
            found.append(named[at])
    return found[::-1]


def _clause_before(text: str, at: int) -> str:
    """The words before ``at``, back to the last mark that ends a clause or a quotation."""
    return re.split(r'[.;:"“”]', text[max(0, at - 160) : at])[-1]


def find_meetings(view: View, lang: str = "id") -> tuple[MeetingRecord, ...]:
    """Give the meetings of the article in ``view``; its ``meetings`` are not looked at."""
    return Finder(view, lang).run()
