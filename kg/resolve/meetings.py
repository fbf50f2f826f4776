"""Which reports of a meeting are of one encounter.

Reports with a full date seed the clusters; a month, a year or no date at all joins the cluster that fits best.
Two reports of one article are never joined: the extraction already told them apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

DAYS_BETWEEN_PLAN_AND_MEETING = 3
"""A plan names the day less surely than a report."""

DAYS_BETWEEN_REPORTS = 1
"""Time zones shift a day."""

DAYS_BETWEEN_ARTICLE_AND_MEETING = 45
"""An undated "the meeting" in the news is one of these days."""

FAMILIES = {"summit": "encounter", "meeting": "encounter", "visit": "encounter"}
"""Kinds that name one encounter from different sides."""

SHARED_PARTICIPANTS = 0.5
"""Least share of common participants (Jaccard) when both reports name some."""


@dataclass(frozen=True, slots=True)
class Encounter:
    """One article's report of a meeting; ``date`` is ISO 8601, perhaps partial."""

    iri: str
    article: str
    published: str | None
    kind: str
    status: str
    date: str | None
    participants: frozenset[str]


@dataclass(slots=True)
class _Cluster:
    """Reports of one encounter, with what later reports are compared to kept at hand."""

    reports: list[Encounter] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    companies: set[frozenset[str]] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    periods: set[str] = field(default_factory=set)
    is_past: bool = True
    is_planned: bool = False

    def add(self, report: Encounter) -> None:
        """Take a report in."""
        self.reports.append(report)
        self.articles.add(report.article)
        self.families.add(_family(report))
        self.companies.add(report.participants)
        if report.date:
            self.periods.add(report.date)
        if report.date and len(report.date) == 10:
            self.days.add(date.fromisoformat(report.date))
        self.is_past &= report.status == "past"
        self.is_planned |= report.status == "planned"

    def takes(self, report: Encounter) -> bool:
        """True if nothing but the date could speak against it."""
        return (
            report.article not in self.articles
            and self.families == {_family(report)}
            and all(_same_people(report.participants, company) for company in self.companies)
        )


def encounters_that_are_one(reports: Sequence[Encounter]) -> list[list[str]]:
    """Groups of IRIs, each one encounter. The result does not depend on the order of ``reports``."""
    clusters: list[_Cluster] = []
    for report in sorted(reports, key=_seeding_order):
        fitting = [cluster for cluster in clusters if cluster.takes(report) and _dates_fit(cluster, report)]
        if fitting:
            max(fitting, key=lambda c: _preference(c, report)).add(report)
        else:
            clusters.append(_Cluster())
            clusters[-1].add(report)
    return [sorted({r.iri for r in cluster.reports}) for cluster in clusters]


def _seeding_order(report: Encounter) -> tuple[int, str, bool, str, str]:
    """Full dates first and in order, then months, years, undated; what happened before what is planned."""
    known = report.date or ""
    return (-len(known), known, report.status in ("planned", "past"), report.iri, report.article)


def _family(report: Encounter) -> str:
    return FAMILIES.get(report.kind, report.kind)


def _same_people(a: frozenset[str], b: frozenset[str]) -> bool:
    return not a or not b or len(a & b) / len(a | b) >= SHARED_PARTICIPANTS


def _dates_fit(cluster: _Cluster, report: Encounter) -> bool:
    if report.date is None:
        return _undated_fits(cluster, report)
    if len(report.date) < 10:
        return any(period.startswith(report.date) or report.date.startswith(period) for period in cluster.periods)
    day = date.fromisoformat(report.date)
    if any(len(p) < 10 and report.date.startswith(p) for p in cluster.periods) and not cluster.days:
        return True
    planned = report.status == "planned" or cluster.is_planned
    slack = DAYS_BETWEEN_PLAN_AND_MEETING if planned else DAYS_BETWEEN_REPORTS
    return any(abs((day - other).days) <= slack for other in cluster.days)


def _undated_fits(cluster: _Cluster, report: Encounter) -> bool:
    """An undated report is of a meeting of these days; a past one stays by itself unless that is undated too."""
    if (report.status == "past") != cluster.is_past:
        return False
    if report.status == "past" or not cluster.periods:
        return not cluster.periods
    distance = _distance(cluster, report)
    return distance is None or distance <= DAYS_BETWEEN_ARTICLE_AND_MEETING


def _distance(cluster: _Cluster, report: Encounter) -> int | None:
    """Days between the report's publication and the meeting; None if either is unknown."""
    if report.published is None or len(report.published) < 10:
        return None
    day = date.fromisoformat(report.published[:10])
    middles = [_middle(period) for period in cluster.periods]
    return min(abs((day - other).days) for other in middles)


def _middle(period: str) -> date:
    if len(period) == 4:
        return date(int(period), 7, 1)
    return date.fromisoformat(period if len(period) == 10 else period + "-15")


def _preference(cluster: _Cluster, report: Encounter) -> tuple[int, int, str]:
    """Nearest to publication, then best supported; the smaller first IRI breaks a tie."""
    distance = _distance(cluster, report) if report.date is None else 0
    first = min(r.iri for r in cluster.reports)
    # the first IRI is inverted so that max() prefers the smaller one
    return (-(distance or 0), len(cluster.reports), "".join(chr(0x10FFFF - ord(char)) for char in first))
