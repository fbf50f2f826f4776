"""What a sentence tells of an encounter beside who meets: where, when, and how sure it is."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from extractors.dates import lies_after, lies_well_before
from extractors.meetings.registry import Naming
from extractors.meetings.sides import tokens
from extractors.meetings.words import MeetingWords
from extractors.statements.lexicon import Lexicon
from extractors.statements.units import Unit
from extractors.statements.view import DateAt, View
from extractors.words import mapping
from ontology.gazetteer import states as known_states

_DATE_REACH = 1000
"""Characters between an encounter and its date, or a word that tells of its time, at most."""
_DATES = 4
"""Dates on either side of an encounter that may be its own."""
_AGO_REACH = 90
"""Characters on either side of an encounter in which it is told how long ago it was."""
_PLACE_REACH = 130
"""Characters between an encounter and its place at most."""
_OPENING = 40
"""Characters of a sentence's beginning in which it goes back to what was before."""
_MARKS = ' "“'
_SINCE = 9
"""Characters of a date that the word for "since" may take: "|sejak| 2007"."""
_NEAR = 70
"""Characters from "di …" to the encounter after it at most."""


@dataclass(slots=True)
class Teller:
    """Completes namings of one article."""

    view: View
    lex: Lexicon
    words: MeetingWords
    lang: str = "id"
    home_year: str | None = None
    _state_names: frozenset[str] = frozenset()
    _regions: tuple[str, ...] = ()
    _calendar: frozenset[str] = frozenset()
    _known_places: dict[str, str] = field(default_factory=dict)
    _dates: list[DateAt] = field(init=False)
    _news: str | None = None
    _ago: re.Pattern[str] = field(init=False)
    _long_ago: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        years = [d.iso[:4] for d in self.view.dates if d.iso and len(d.iso) == 10]
        published = self.view.published
        self._regions = tuple(self.lex.speakers.regions)
        text = self.view.text
        self._known_places = {text[p.start : p.end]: p.state for p in self.view.places if p.state}
        self._calendar = frozenset([*mapping(self.lang, "months"), *mapping(self.lang, "weekdays")])
        codes = [known_states()[state.code] for state in self.view.states]
        self._state_names = frozenset(name for state in codes for name in (state.name_id, *state.names))
        most = Counter(years).most_common(1)
        self.home_year = published[:4] if published else most[0][0] if most else None
        self._dates = [d for d in self.view.dates if d.iso and not self._in_name(d)]
        self._news = self.view.news_day
        units = "|".join(sorted((*mapping(self.lang, "months"), *self.words.long_units), key=len, reverse=True))
        which, ago = ("|".join(sorted(listed)) for listed in (self.words.relative, self.words.ago))
        self._ago = re.compile(rf"\b(?:{ago})\b")
        self._long_ago = re.compile(rf"\b(?:{units})(?: (?:{which}))? (?:{ago})\b", re.IGNORECASE)

    def _in_name(self, date: DateAt) -> bool:
        """True for a date that a name holds: "Universitas |17 Agustus 1945|"."""
        before = self.view.named_between(date.start - 60, date.start)
        return bool(before) and before[-1].end > date.start

    def complete(self, naming: Naming, unit: Unit, start: int) -> Naming:
        """Give the naming with its date, place and status; ``start`` is where its trigger stands."""
        text = self.view.text[unit.start : unit.end]
        at = start - unit.start
        near = text[max(0, at - 60) : at + 110]
        date = self._date(unit, text, at, naming)
        naming.paragraph = unit.paragraph
        naming.date = date
        naming.year = date[:4] if date else None
        naming.is_of_later_month = bool(
            self._news and naming.date and naming.date[:7] > self._news[: min(7, len(naming.date))]
        )
        aimed = self._aimed(naming, unit, text, at)
        ahead = lies_after(date, self.view.published) or self._is_later(text, at)
        near_day = date or (naming.another_day if naming.is_before_other else None)
        naming.past = not (ahead or self._is_of_its_name(naming)) and (
            self._is_earlier(near_day, aimed) if near_day else self._told_as_earlier(text, at)
        )
        naming.past = naming.past or (self._is_before_the_news(text, at, date) and not ahead and not aimed)
        looks = self.words.future if naming.participants or naming.states else self.words.ahead
        naming.past = naming.past or (self._is_repeated(text, at) and not (date or ahead or aimed))
        naming.planned = not naming.past and (
            ahead or bool(looks.search(near)) or self._is_agreed(text[max(0, at - _OPENING) : at])
        )
        # "telah tiba untuk bertemu": the arrival is over, the meeting is not
        naming.held = bool(self.words.held.search(_leading(naming, unit, text, at))) and not aimed and not ahead
        naming.held = naming.held or self._took_place(text, naming.end - unit.start)
        naming.awaited = self._is_awaited(text, naming.end - unit.start)
        naming.denied = self._is_cancelled(text, at) or self._untrue(text, at)
        naming.denied = naming.denied or self._is_called_off(text, at, naming.end - unit.start)
        naming.alleged = self._claimed(text, at)
        if naming.goal is None or naming.event is not None:
            place = next(self.places(text, naming.end - unit.start, at), None)
            naming.place, naming.place_state = place or (None, None)
        return naming

    # -- when ----------------------------------------------------------------------------------

    def _date(self, unit: Unit, text: str, at: int, naming: Naming) -> str | None:
        """Give the date nearest to the trigger that is of the encounter and not of the saying or of another event."""
        start = unit.start + at
        dates = self._dates_beside(unit, start)
        dates = [d for d in dates if not self._dates_speaking(text, d.start - unit.start, at)]
        dates = [d for d in dates if not self._dates_beginning(text, d.start - unit.start, at)]
        dates = [d for d in dates if not self._dates_aside(text, d.start - unit.start, at)]
        own = [d for d in dates if not self._dates_other(text, d.start - unit.start, at)]
        if not naming.participants and not naming.states:
            own = [
                d
                for d in own
                if not self.words.trigger.search(text, naming.end - unit.start, max(0, d.start - unit.start))
            ]
        other = next((d for d in dates if d not in own), None)
        naming.another_day = other.iso if other else None
        naming.is_before_other = other is not None and other.start < start
        date = min(own, key=lambda d: (abs(d.start - start), d.start), default=None)
        return date.iso if date else None

    def _dates_beside(self, unit: Unit, start: int) -> list[DateAt]:
        """Give the few dates of the unit that are nearest to the trigger on either side, in order."""
        at = bisect_left(self._dates, start, key=lambda d: d.start)
        low, high = max(unit.start, start - _DATE_REACH), min(unit.end, start + _DATE_REACH)
        return [d for d in self._dates[max(0, at - _DATES) : at + _DATES] if low <= d.start < high]

    def _dates_speaking(self, text: str, date: int, trigger: int) -> bool:
        """True if a speech cue stands between: "… bertemu bulan ini, kata X pada Senin (4/9)" dates the saying."""
        cues = self.lex.cues
        between = re.findall(r"\w+", text[min(date, trigger) : max(date, trigger)].lower())
        return any(word in cues.after or word in cues.active for word in between)

    def _dates_beginning(self, text: str, date: int, trigger: int) -> bool:
        """True for "kunjungan pertama sejak 1965"; what comes since then has another date."""
        since = self.words.since.search(text, trigger, date + _SINCE) if date > trigger else None
        return since is not None and self.words.stalled.search(text, trigger, since.start()) is None

    def _dates_aside(self, text: str, date: int, trigger: int) -> bool:
        """True for a date in a clause set off before the encounter: "A, |yang dilantik pada Mei|, bertemu B"."""
        if date > trigger or "," not in text[:date] or "," not in text[date:trigger]:
            return False
        clause = re.split(r"[,;:(]", text[:date])[-1].split()
        return bool(clause) and clause[0] in self.words.relative

    def _dates_other(self, text: str, date: int, trigger: int) -> bool:
        """True if "setelah" and the like stand between, or open the trigger's clause, the date in the next."""
        if self.words.sequence.search(text[min(date, trigger) : max(date, trigger)]):
            return True
        opened = self.words.sequence.search(_clause_before(text, trigger).split(",")[-1])
        return bool(opened) and bool(self.words.tells(text[trigger:date].partition(",")[2]))

    # -- how sure ------------------------------------------------------------------------------

    def _aimed(self, naming: Naming, unit: Unit, text: str, at: int) -> bool:
        """True if the words right before the encounter, or its verb, look ahead."""
        verb = text[at : naming.end - unit.start].split()[:1]
        leading = _leading(naming, unit, text, at)
        return bool(self.words.future.search(" ".join([*leading.split(), *verb]))) or self._is_agreed(leading)

    def _is_agreed(self, leading: str) -> bool:
        """True for "sepakat |bertemu lagi|"."""
        return any(leading.rstrip().endswith(m.group()) for m in self.words.agreed.finditer(leading))

    def _is_of_its_name(self, naming: Naming) -> bool:
        """True if the year is that by which a gathering is called: "Musyawarah Kerja tahun 2017"."""
        year = naming.date or ""
        return naming.event is not None and len(year) == 4 and year >= (self.home_year or "")

    def _is_earlier(self, date: str, aimed: bool) -> bool:
        """True for the date of an encounter before the one in the news: weeks ago, or of an earlier year."""
        is_years_ago = self._news is not None and date[:4] < self._news[:4]
        if is_years_ago or ((lies_well_before(date, self._news) or self._is_of_month_before(date)) and not aimed):
            return True
        if self.home_year is None:
            return len(date) <= 7 and not aimed
        return date[:4] < self.home_year and not (aimed and self.view.published is None)

    def _is_later(self, text: str, at: int) -> bool:
        """True if the clause dates it by what is to come: "… mulai |pekan depan|"."""
        return self.words.later.search(re.split(r'[.,;"”]', text[at : at + _AGO_REACH], maxsplit=1)[0]) is not None

    def _is_of_month_before(self, date: str) -> bool:
        """True for a month without a day before that of the news."""
        return len(date) == 7 and date < (self._news or "")[:7]

    def _told_as_earlier(self, text: str, at: int) -> bool:
        """True for "Juli silam", "beberapa waktu lalu" in the same clause, and for "pernah … lalu"."""
        if self._is_of_then(text, at):
            return True
        behind = self.words.since.split(text[at : at + _DATE_REACH], maxsplit=1)[0]
        clause = _clause_before(text, at)[-_AGO_REACH:] + re.split(r'[.;"”]', behind[:_AGO_REACH], maxsplit=1)[0]
        return self._long_ago.search(clause) is not None or bool(
            self.words.past.search(text[max(0, at - 45) : at] + behind[:45]) and self._is_ago(behind)
        )

    def _is_of_then(self, text: str, at: int) -> bool:
        """True for "di Lima waktu itu A bertemu B", and for "pertama sejak Mei, ketika A bertemu B"."""
        clause = _clause_before(text, at)[-_OPENING:]
        since = self.words.since.search(clause)
        is_since = since is not None and not self.words.when.isdisjoint(tokens(clause[since.end() :]))
        return is_since or self.words.then.search(clause) is not None

    def _is_ago(self, behind: str) -> bool:
        """True for "Senin |lalu|", not where it goes on: "bertemu A, |lalu| B", "bertemu A |lalu| pulang"."""
        for ago in self._ago.finditer(behind):
            following = re.match(r"\W*(\w*)", behind[ago.end() :])
            word = following.group(1) if following else ""
            goes_on = word[:1].isupper() or self.words.is_verb(word.lower())
            if not behind[: ago.start()].rstrip().endswith(",") and not (goes_on and behind[ago.end() :][:1] == " "):
                return True
        return False

    def _is_before_the_news(self, text: str, at: int, date: str | None) -> bool:
        """True for a sentence that goes back to a day before the news: "|Sebelumnya|, A bertemu B pada Senin"."""
        if not date or not self._news or date >= self._news[: len(date)]:
            return False
        return bool(self.words.back.match(text[: min(at, _OPENING)].lstrip(_MARKS)))

    def _is_repeated(self, text: str, at: int) -> bool:
        """True for what has been before: "sudah |beberapa kali| bertemu"."""
        clause = _clause_before(text, at)[-_OPENING:]
        behind = (tokens(clause[found.end() :]) for found in self.words.repeated.finditer(clause))
        return any(len(words) <= 1 and not any(map(self.words.is_verb, words)) for words in behind)

    def _took_place(self, text: str, end: int) -> bool:
        """True for "pertemuan … akhirnya digelar"."""
        after = re.findall(r"\w+", text[end : end + 40].lower())[:2]
        return len(after) == 2 and after[0] in self.words.done and after[1] in self.words.taking_place

    def _is_awaited(self, text: str, end: int) -> bool:
        """True for "pertemuan itu |akan| …"."""
        after = [w for w in re.findall(r"\w+", text[end : end + 40])[:2] if w.lower() not in self.words.pointers]
        return bool(after) and self.words.future.fullmatch(after[0]) is not None

    def _is_cancelled(self, text: str, at: int) -> bool:
        """True for "membatalkan pertemuan", not for "mengancam akan membatalkan pertemuan"."""
        found = self.words.cancelled.search(text, max(0, at - 30), at)
        return (
            found is not None and self.words.threatened.search(text[max(0, found.start() - 20) : found.start()]) is None
        )

    def _is_called_off(self, text: str, at: int, end: int) -> bool:
        """True for "pertemuan … batal digelar", not for "meminta agar pertemuan … dibatalkan"."""
        if not self.words.called_off.match(text[end : end + 40].lstrip()):
            return False
        return self.words.wished.search(_clause_before(text, at)) is None

    def _untrue(self, text: str, at: int) -> bool:
        """True if it is denied: "tidak bertemu", "membantah bahwa …", "kabar bahwa … tidak benar"."""
        clause = _clause_before(text, at)
        if set(clause.lower().split()[-2:]) & self.words.negators or self.words.unplanned.search(clause):
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
        return self._governed(clause, self.words.claims) or any(not self.words.tells(clause[c.end() :]) for c in claims)

    def _governed(self, clause: str, heads: re.Pattern[str]) -> bool:
        """True if what follows one of ``heads`` with "bahwa" and the like runs on to the end, no verb between."""
        for head in heads.finditer(clause):
            bound = self.words.that.search(clause, head.end())
            near = bound and len(clause[head.end() : bound.start()].split()) <= 3
            if bound and near and not self.words.tells(clause[bound.end() :]):
                return True
        return False

    # -- where ---------------------------------------------------------------------------------

    def places(self, text: str, at: int, trigger: int) -> Iterator[tuple[str, str | None]]:
        """Give places below the state named by "di …" with their states, those after the encounter first."""
        for start, name in self._places_in(text, at, min(len(text), at + _PLACE_REACH)):
            if self._is_of_clause(text[at:start]):
                yield name, self._state_of(name)
        for start, name in self._places_in(text, max(0, trigger - _PLACE_REACH), trigger):
            if not text[:start].strip() or (trigger - start < _NEAR and self._is_of_clause(text[start:trigger])):
                yield name, self._state_of(name)

    def _state_of(self, name: str) -> str | None:
        """Give the state of a place that the gazetteers know."""
        return self._known_places.get(name)

    def _is_of_clause(self, between: str) -> bool:
        """True if between an encounter and a place stands no verb but one that tells where it was held, no order."""
        if self.words.sequence.search(between):
            return False
        words = re.findall(r"[\w-]+", between.lower())
        passed = self.words.taking_place | self.words.holding | self.words.accompanied
        return not any(self.words.is_verb(w) and w not in passed for w in words)

    def _places_in(self, text: str, low: int, high: int) -> Iterator[tuple[int, str]]:
        for match in self.words.forms["in_place"].finditer(text, low, high):
            lead = match.group(2).split()
            if lead and (lead[0] in self.words.not_places or lead[0] not in self.words.place_words):
                continue
            place = self.words.forms["place_name"].match(text, match.end())
            name = self._undated(place.group().strip()) if place else ""
            if place and self._is_event(name):
                name = self._place_of_event(text, place.end())
            if (
                match.group(1)
                and not self._is_house(lead, name)
                and not self._is_aim(text[match.end() + len(name) : high])
            ):
                continue
            if self._is_place(name):
                yield match.start(), self._housed(lead, name)

    def _undated(self, name: str) -> str:
        """Give a name of a place up to the day or month that follows it: "|Berlin| Senin pagi"."""
        return " ".join(takewhile(lambda word: word.lower() not in self._calendar, name.split()))

    def _is_aim(self, behind: str) -> bool:
        """True if who goes somewhere goes to meet there: "ke |Dhaka, Bangladesh untuk melakukan| pertemuan"."""
        words = re.findall(r"[\w-]+", behind.lower())
        aims = [at for at, word in enumerate(words) if word in self.words.aims]
        return bool(aims) and all(w in self.words.holding | self.words.attending for w in words[aims[-1] + 1 :])

    def _is_house(self, lead: list[str], name: str) -> bool:
        """True for a house that one comes to in order to meet: "ke |Istana …| menemui", not for a town."""
        return bool(lead) or not self.words.place_words.isdisjoint(name.lower().split()[:1])

    def _housed(self, lead: list[str], name: str) -> str:
        """Give a house with its word: "|rumah| Ani", "|kantor| Partai X"; a town goes without."""
        return " ".join([*lead, name]) if lead and lead[0] in self.words.homes else name

    def _is_event(self, name: str) -> bool:
        return name.lower().split()[0] in self.words.events if name else False

    def _place_of_event(self, text: str, at: int) -> str:
        """Give the place of "di KTT G20, |Hamburg|, Jerman", empty if there is none."""
        after = self.words.forms["place_name"].match(text, at + 2) if text[at : at + 2] == ", " else None
        return after.group().strip() if after else ""

    def _is_place(self, name: str) -> bool:
        return bool(name) and name not in self._state_names and not name.lower().startswith(self._regions)


def _leading(naming: Naming, unit: Unit, text: str, at: int) -> str:
    """The words right before an encounter is named."""
    return text[max(0, at - 30) : naming.start - unit.start]


def _clause_before(text: str, at: int) -> str:
    """The words before ``at``, back to the last mark that ends a clause or a quotation."""
    return re.split(r'[.;:"“”]', text[max(0, at - 160) : at])[-1]
