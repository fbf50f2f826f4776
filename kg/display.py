"""Which of several values of one property counts: what people see is what filters and orders go by."""

from collections.abc import Iterable, Sequence

from kg.model import Known

SINGLE = frozenset(
    {"date", "status", "kind", "official", "mode", "published", "code", "concept", "url", "title", "file", "language"}
)
"""Properties of which an entity has one value; articles may differ, one of them prevails."""

CAPTIONING = frozenset({"name", "title", "date", "participant"})
"""Properties that `best_name` goes by."""

FALLBACK_LANGUAGES = ("id", "en")
"""Languages tried, in order, when a name is asked for in none or in one that is not there."""

STATUS_BY_FIRMNESS = ("held", "past", "planned", "denied")


def prevailing(predicate: str, facts: Iterable[Known]) -> str | None:
    """The value of a `SINGLE` property that counts, among its facts of one entity; None if there are none.

    A meeting is as firm as its firmest report; its date is one under which it took place before a planned one, a
    fuller before a vaguer; somebody is official if any article has them so. Else what most articles give counts.
    Ties go to the value that sorts first.
    """
    support: dict[str, int] = {}
    asserted: set[str] = set()
    for known in facts:
        value = known.fact.object
        support[value] = support.get(value, 0) + known.articles
        if known.fact.asserted:
            asserted.add(value)
    ordered = sorted(support)
    if predicate == "status":
        return min(ordered, key=_firmness, default=None)
    if predicate == "official":
        return "true" if "true" in support else next(iter(ordered), None)
    if predicate == "date":
        return max(ordered, key=lambda d: (d in asserted, len(d), support[d]), default=None)
    return max(ordered, key=lambda v: support[v], default=None)


def _firmness(status: str) -> int:
    return STATUS_BY_FIRMNESS.index(status) if status in STATUS_BY_FIRMNESS else len(STATUS_BY_FIRMNESS)


def best_name(facts: Sequence[Known], lang: str | None) -> str | None:
    """The name in ``lang``, else the one without a language, else Indonesian, English, any.

    ``facts`` are those of one entity, best supported first. A meeting's name bears the date that counts.
    """
    names = [(k.fact.lang, k.fact.object) for k in facts if k.fact.predicate in ("name", "title")]
    wanted = [lang, None, *FALLBACK_LANGUAGES] if lang else [None, *FALLBACK_LANGUAGES]
    ordered = [name for language in wanted for tag, name in names if tag == language] or [name for _, name in names]
    if not ordered:
        return None
    return _dated(ordered, facts) if any(k.fact.predicate == "participant" for k in facts) else ordered[0]


def _dated(names: Sequence[str], facts: Sequence[Known]) -> str:
    """The first name with the date that counts; the first of all with that date put in, if none has it."""
    date = prevailing("date", (k for k in facts if k.fact.predicate == "date"))
    if date is None:
        return names[0]
    fitting = [name for name in names if name.endswith(f", {date}")]
    bare = [name for name in names if not any(name.endswith(f", {k.fact.object}") for k in facts)]
    if fitting:
        return fitting[0]
    return f"{(bare or [names[0].rpartition(', ')[0]])[0]}, {date}"
