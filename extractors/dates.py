"""Dates: what the text says of when, as ISO 8601, resolved against publication or the nearest dated sentence."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc

from extractors.words import mapping, words
from kg.model import Article

_SURE = 2
"""Days without a year that are needed to say that the news is of another one."""
_ONLINE = 1995
"""No news that names no later year is read here."""
_ON = r"(?:(?: ?[-–] ?| hingga | sampai | s/d )\d{1,2})?"
"""A later day that a stretch of days runs to; its date is that of the first."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text; ``iso`` is as precise as the text allows, None if it cannot be resolved."""

    start: int
    end: int
    text: str
    iso: str | None


def is_of_news(text: str) -> bool:
    """True for a date as reports give that of the news: in brackets, "Kamis (24/8/2023)"."""
    return text.endswith(")") and "(" in text


@Language.factory("jubir_dates")
class Dates:
    """Sets ``doc._.dates`` in order of place."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        months = "|".join(sorted(mapping(nlp.lang, "months"), key=len, reverse=True))
        days = "|".join(mapping(nlp.lang, "weekdays"))
        relative = "|".join(mapping(nlp.lang, "relative"))
        numbers = "|".join(sorted((n for n in mapping(nlp.lang, "numbers") if n != "se"), key=len, reverse=True))
        on_day = "|".join(sorted(words(nlp.lang, "dates", "on_day")))
        in_month = "|".join(sorted(words(nlp.lang, "dates", "in_month")))
        spans, turns = ("|".join(sorted(words(nlp.lang, "dates", name))) for name in ("month_spans", "month_turns"))
        # "pada Juni dan Juli 2019": the year stands behind the other month
        no_year = rf"(?!(?:\s*(?:[,–-]|\b(?:{spans})\b)\s*(?:{months})?)*\s*(?:(?:19|20)\d\d|{turns})\b)"
        self._lang = nlp.lang
        self._on_day = re.compile(rf",?\s*(?:\b(?:{on_day})\s+){{0,2}}$")
        self._pattern = re.compile(
            # every alternative begins with a word or a bracket: where none does, none needs to be tried
            rf"(?:(?<!\w)(?=\w)|(?=\())(?:(?:\b(?P<weekday1>{days})\b[ ,]{{0,3}})?"
            rf"\(?\b(?P<d1>\d{{1,2}})/(?P<m1>\d{{1,2}})(?:/(?P<y1>\d{{4}}|\d{{2}}))?\b\)?"
            rf"|(?:\b(?:{days})\b,? )?\(?\b(?P<d2>\d{{1,2}}){_ON} (?P<m2>{months})\b(?: (?P<y2>(?:19|20)\d\d)\b)?\)?"
            rf"|\b(?P<m3>{months}) (?P<y3>(?:19|20)\d\d)\b"
            rf"|\b(?:tahun|sejak|pada|di|medio) (?P<y4>(?:19|20)\d\d)\b"
            rf"|\b(?P<weekday2>{days})\b(?P<shift> lalu| pekan lalu| mendatang| depan)?"
            rf"|\b(?P<m5>{months}) (?P<turn>ini|lalu|silam|mendatang|depan|tahun ini|tahun lalu|tahun depan)\b"
            rf"|\b(?:{in_month}) (?P<m6>{months})\b{no_year}"
            rf"|\b(?P<span>bulan|tahun) (?P<turn2>ini|lalu|silam|depan|mendatang)\b"
            rf"|\b(?P<relative>{relative})\b"
            rf"|\b(?P<week>pekan|minggu) (?P<turn3>ini|lalu|silam|depan|mendatang)\b"
            rf"|\b(?P<many>\d{{1,3}}|{numbers}) (?P<unit>hari|pekan|minggu|bulan|tahun)"
            rf" (?P<ago>lalu|silam|yang lalu|sebelumnya|lagi|mendatang|kemudian)\b)",
            re.IGNORECASE,
        )

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates of the text."""
        doc._.dates = tuple(self.find(doc._.article.text, doc._.article))
        return doc

    def find(self, text: str, article: Article) -> list[DateMention]:
        """All dates of the text; days of the week count from publication, else from the latest full date."""
        published = _day(article.published)
        matches = [match for match in self._pattern.finditer(text) if not self._is_name(text, match.start())]
        anchor = published or self._agreeing(self._last_full(matches), matches) or self._last_day(matches, text)
        found = []
        for match in matches:
            iso = self._iso(match, anchor, ahead=self._looks_ahead(text[max(0, match.start() - 120) : match.start()]))
            if published is None and not self._fits_weekday(match, iso):
                iso = None
            found.append(DateMention(match.start(), match.end(), match.group(), iso))
        return found

    def _is_name(self, text: str, start: int) -> bool:
        """True for a date that something is named after: "|Universitas| 17 Agustus 1945"."""
        before = text[max(0, start - 20) : start].split()[-1:]
        return any(w[0].isupper() and w.lower() in words(self._lang, "dates", "named_after") for w in before)

    def _last_full(self, matches: list[re.Match[str]]) -> date | None:
        """The latest of the full dates: what is told of lies before the news, as a rule.

        Dates in brackets, "Kamis (24/8/2023)", are those of the news; others may be of what is to come.
        """
        isos = [(match.group(), iso) for match in matches if (iso := self._iso(match, None)) and len(iso) == 10]
        bracketed = [iso for text, iso in isos if is_of_news(text)]
        return max(map(date.fromisoformat, bracketed or [iso for _, iso in isos]), default=None)

    def _agreeing(self, latest: date | None, matches: list[re.Match[str]]) -> date | None:
        """The latest full date, unless the days without a year show that the news is of another one."""
        days = _days(matches)
        if latest is None or len(days) < _SURE:
            return latest
        years = (latest.year - 1, latest.year, latest.year + 1)
        fitting = max(len(self._fitting(year, days)) for year in years)
        return latest if fitting * 2 >= len(days) else None

    def _last_day(self, matches: list[re.Match[str]], text: str) -> date | None:
        """The latest day of a text without a full date: the latest year it names, or the one after it.

        It is a year in which more than half of the days ("Kamis (7/12)") fall on the weekday they are given with;
        one such day is enough only where the year is named more than once.
        """
        days = _days(matches)
        years = [int(year) for year in _YEAR.findall(text)]
        named = max(years, default=0)
        if named < _ONLINE:
            return None
        found = max((self._fitting(year, days) for year in (named, named + 1)), key=len)
        sure = len(found) > 1 or years.count(named) > 1
        return max(found) if sure and len(found) * 2 > len(days) else None

    def _fitting(self, year: int, days: set[tuple[str, int, int]]) -> list[date]:
        """Those of the days that fall on their weekday in a year."""
        out = []
        for weekday, day, month in sorted(days):
            iso = _full(str(day), str(month), str(year), None)
            if iso and date.fromisoformat(iso).weekday() == int(mapping(self._lang, "weekdays")[weekday]):
                out.append(date.fromisoformat(iso))
        return out

    def _fits_weekday(self, match: re.Match[str], iso: str | None) -> bool:
        """False for a guessed year in which the day ("Kamis (7/12)") is another day of the week."""
        weekday = match.group("weekday1")
        if not iso or not weekday or match.group("y1"):
            return True
        return date.fromisoformat(iso).weekday() == int(mapping(self._lang, "weekdays")[weekday.lower()])

    def _looks_ahead(self, before: str) -> bool:
        """True if the clause up to here speaks of what is to come."""
        clause = re.split(r'[.,;:"“”\n]', self._on_day.sub("", before.lower()))[-1]
        return not words(self._lang, "dates", "ahead").isdisjoint(clause.split())

    def _iso(self, match: re.Match[str], anchor: date | None, *, ahead: bool = False) -> str | None:
        part = match.groupdict()
        if part["d1"]:
            return _full(part["d1"], part["m1"], part["y1"], anchor)
        if part["d2"]:
            return _full(part["d2"], mapping(self._lang, "months")[part["m2"].lower()], part["y2"], anchor)
        if part["m3"]:
            return f"{part['y3']}-{int(mapping(self._lang, 'months')[part['m3'].lower()]):02d}"
        if part["y4"]:
            return str(part["y4"])
        if anchor is None:
            return None
        if part["m5"]:
            return _month(int(mapping(self._lang, "months")[part["m5"].lower()]), part["turn"].lower(), anchor)
        if part["m6"]:
            return _nearest(int(mapping(self._lang, "months")[part["m6"].lower()]), anchor, ahead=ahead)
        if part["span"]:
            return _span(part["span"].lower(), part["turn2"].lower(), anchor)
        if part["relative"]:
            days = int(mapping(self._lang, "relative")[part["relative"].lower()])
            return (anchor + timedelta(days=days)).isoformat()
        if part["week"]:
            return _common(anchor + timedelta(days=7 * _step(part["turn3"].lower()) - anchor.weekday()), days=7)
        if part["many"]:
            return self._ago(part["many"].lower(), part["unit"].lower(), part["ago"].lower(), anchor)
        return self._weekday(part["weekday2"], part["shift"], anchor, ahead)

    def _ago(self, many: str, unit: str, turn: str, anchor: date) -> str | None:
        """ "dua hari lalu" to the day, "tiga bulan lalu" to the month, "lima tahun silam" to the year."""
        number = int(many) if many.isdigit() else int(mapping(self._lang, "numbers")[many])
        step = number if turn in ("lagi", "mendatang", "kemudian") else -number
        if unit in ("hari", "pekan", "minggu"):
            day = anchor + timedelta(days=step * (1 if unit == "hari" else 7))
            return day.isoformat() if unit == "hari" else day.isoformat()[:7]
        months = anchor.year * 12 + anchor.month - 1 + step * (1 if unit == "bulan" else 12)
        year, month = divmod(months, 12)
        if not 1 <= year <= 9999:
            return None
        return f"{year:04d}-{month + 1:02d}" if unit == "bulan" else f"{year:04d}"

    def _weekday(self, name: str, shift: str | None, anchor: date, ahead: bool) -> str:
        """The nearest such day up to the anchor, or from it on if ``ahead``; "lalu" is before it, "mendatang" after."""
        wanted = int(mapping(self._lang, "weekdays")[name.lower()])
        back = (anchor.weekday() - wanted) % 7
        if shift and ("mendatang" in shift or "depan" in shift):
            return (anchor + timedelta(days=7 - back)).isoformat()
        if ahead and not shift:
            return (anchor + timedelta(days=-back % 7)).isoformat()
        if shift and back == 0:
            back = 7
        return (anchor - timedelta(days=back)).isoformat()


def _days(matches: list[re.Match[str]]) -> set[tuple[str, int, int]]:
    """Days with their weekdays, but without a year: "Kamis (7/12)"."""
    return {
        (m.group("weekday1").lower(), int(m.group("d1")), int(m.group("m1")))
        for m in matches
        if m.group("weekday1") and not m.group("y1")
    }


def _day(published: str | None) -> date | None:
    return date.fromisoformat(published) if published and len(published) == 10 else None


def lies_after(iso: str | None, day: str | None) -> bool:
    """True if the whole of a date, perhaps partial, comes after a day; both ISO 8601."""
    return bool(iso and day) and (iso or "") > (day or "")[: len(iso or "")]


def lies_well_before(iso: str | None, day: str | None, *, days: int = 13) -> bool:
    """True if the whole of a date, perhaps partial, ends more than ``days`` days before a full day."""
    if not iso or not day or len(day) != 10:
        return False
    last = date.fromisoformat(day) - timedelta(days=days)
    return iso < last.isoformat()[: len(iso)]


def _common(first: date, *, days: int) -> str:
    """The month that a stretch of days lies in, else its year, else that of its first day."""
    last = first + timedelta(days=days - 1)
    return first.isoformat()[:7] if first.month == last.month else first.isoformat()[:4]


def _step(turn: str) -> int:
    """-1 for what is past, 0 for now, 1 for what comes."""
    return -1 if turn in ("lalu", "silam") else 1 if turn in ("depan", "mendatang") else 0


def _month(month: int, turn: str, anchor: date) -> str:
    """ "Juli lalu" is the last July before the anchor's month, "Juli mendatang" the next one after it."""
    if turn.startswith("tahun "):
        return f"{anchor.year + _step(turn.removeprefix('tahun '))}-{month:02d}"
    step = _step(turn)
    year = anchor.year
    if step < 0 and month >= anchor.month:
        year -= 1
    elif step > 0 and month <= anchor.month:
        year += 1
    return f"{year}-{month:02d}"


def _nearest(month: int, anchor: date, *, ahead: bool) -> str:
    """The last such month up to the anchor's, or the next one from it on if ``ahead``."""
    step = (month < anchor.month) if ahead else -(month > anchor.month)
    return f"{anchor.year + step}-{month:02d}"


def _span(unit: str, turn: str, anchor: date) -> str:
    """ "bulan ini", "tahun lalu" as a month or year."""
    if unit == "tahun":
        return str(anchor.year + _step(turn))
    months = anchor.year * 12 + anchor.month - 1 + _step(turn)
    return f"{months // 12}-{months % 12 + 1:02d}"


def _full(day: str, month: str, year: str | None, anchor: date | None) -> str | None:
    """An ISO date; without a year the one nearest to the anchor, None if there is none or no such day."""
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)).isoformat()
        if anchor is None:
            return None
        near = [date(anchor.year + step, int(month), int(day)) for step in (-1, 0, 1)]
    except ValueError:
        return None
    return min(near, key=lambda d: abs((d - anchor).days)).isoformat()
