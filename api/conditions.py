"""From filters to conditions that every store understands."""

from collections.abc import Iterable
from functools import cache
from typing import Literal, TypeVar

from api.ids import iri_of
from api.inputs import (
    AboutFilter,
    ArticleFilter,
    DateRange,
    MeetingFilter,
    OrganizationFilter,
    PersonFilter,
    SpeakerFilter,
    StateFilter,
    StatementFilter,
    StringFilter,
    WeaponFilter,
)
from kg.errors import QueryError
from kg.store.base import And, Condition, Match, Not, Or, Some
from kg.text import folded, words
from ontology.gazetteer import people, states
from ontology.namespaces import ACT, DATA, NS, WEAPON
from ontology.schemes import narrower, weapons

MOST_VALUES = 100
DEEPEST = 5
"""How deep `or` and `not` may nest."""

T = TypeVar("T")

NOWHERE = DATA + "nothing"


def statement_condition(where: StatementFilter | None, depth: int = 0) -> Condition:
    """Raises QueryError if the filter nests too deep or holds an id or list that cannot be."""
    if where is None:
        return And()
    if depth > DEEPEST:
        raise QueryError(f"filters nest at most {DEEPEST} deep")
    parts = [*_speaker(where.speaker), *_about(where.about), *_dates(("date",), where.date)]
    if where.act is not None:
        parts.append(_in(("act",), (ACT + act.value for act in where.act)))
    if where.mode is not None:
        parts.append(_in(("mode",), (mode.value for mode in where.mode)))
    if where.text is not None:
        parts.append(_words((("content",), ("quote",)), where.text))
    if where.article is not None:
        parts.append(Match(("article",), "eq", (iri_of(where.article),)))
    if where.or_ is not None:
        parts.append(Or(tuple(statement_condition(part, depth + 1) for part in _few(where.or_))))
    if where.not_ is not None:
        parts.append(Not(statement_condition(where.not_, depth + 1)))
    return And(tuple(parts))


def _speaker(where: SpeakerFilter | None) -> list[Condition]:
    if where is None:
        return []
    parts: list[Condition] = []
    if where.id is not None:
        parts.append(Match(("speaker",), "eq", (iri_of(where.id),)))
    if where.name is not None:
        parts.append(Or((_named(("speaker",), where.name), _of_states(("speaker",), where.name))))
    if where.kind is not None:
        parts.append(_in(("speaker", "type"), (NS + kind.value for kind in where.kind)))
    if where.state is not None:
        parts.append(Match(("speakerState",), "eq", (state_iri(where.state),)))
    if where.official is not None:
        parts.append(_flag(("official",), where.official))
    return parts


def _about(where: AboutFilter | None) -> list[Condition]:
    if where is None:
        return []
    parts: list[Condition] = []
    if where.id is not None:
        parts.append(Match(("about",), "eq", (iri_of(where.id),)))
    if where.meeting is not None:
        parts.append(Some(("about",), And((_of_class("Meeting"), meeting_condition(where.meeting)))))
    if where.person is not None:
        parts.append(Some(("about",), And((_of_class("Person"), _named((), where.person)))))
    if where.state is not None:
        parts.append(Match(("about",), "eq", (state_iri(where.state),)))
    if where.weapon is not None:
        parts.append(Match(("about",), "below", weapon_iris(where.weapon)))
    return parts


def meeting_condition(where: MeetingFilter | None) -> Condition:
    """All conditions on one meeting."""
    if where is None:
        return And()
    parts: list[Condition] = _dates(("date",), where.date)
    if where.id is not None:
        parts.append(Match((), "eq", (iri_of(where.id),)))
    parts += [participant_condition(name) for name in _few(where.participants or [])]
    parts += [Match(("state",), "eq", (state_iri(code),)) for code in _few(where.states or [])]
    if where.place is not None:
        parts.append(_named(("place",), where.place))
    if where.kind is not None:
        parts.append(_in(("kind",), (kind.value for kind in where.kind)))
    if where.status is not None:
        parts.append(_in(("status",), (status.value for status in where.status)))
    if where.text is not None:
        paths = (("name",), ("participant", "name"), ("place", "name"))
        # the words may stand in different names; a text without any fits nothing
        parts += [_words(paths, word) for word in words(where.text)] or [Or()]
    return And(tuple(parts))


def participant_condition(name: str) -> Condition:
    """Someone of this name takes part: the person the gazetteer knows by it, else one whose name holds it."""
    key = _people_by_name().get(folded(name))
    if key is not None:
        return Match(("participant",), "eq", (f"{DATA}person/{key}",))
    return Or((_like(("participant", "name"), "contains", name), _like(("participant", "alias"), "contains", name)))


@cache
def _people_by_name() -> dict[str, str]:
    return {folded(name): p.key for p in people().values() for name in (*p.aliases, p.name)}


def person_condition(where: PersonFilter | None) -> Condition:
    """Conditions on persons."""
    if where is None:
        return And()
    parts: list[Condition] = []
    if where.id is not None:
        parts.append(Match((), "eq", (iri_of(where.id),)))
    if where.name is not None:
        parts.append(_named((), where.name))
    if where.state is not None:
        parts.append(Match(("state",), "eq", (state_iri(where.state),)))
    if where.official is not None:
        parts.append(_flag(("official",), where.official))
    if where.role is not None:
        parts.append(_named(("position",), where.role))
    if where.text is not None:
        parts.append(_words((("name",), ("alias",)), where.text))
    return And(tuple(parts))


def state_condition(where: StateFilter | None) -> Condition:
    """Conditions on states."""
    if where is None or where.code is None:
        return And()
    return Match((), "eq", (state_iri(where.code),))


def organization_condition(where: OrganizationFilter | None) -> Condition:
    """Conditions on organisations."""
    if where is None:
        return And()
    parts: list[Condition] = []
    if where.name is not None:
        parts.append(_named((), where.name))
    if where.kind is not None:
        parts.append(_in(("kind",), (kind.value for kind in where.kind)))
    if where.state is not None:
        parts.append(Match(("state",), "eq", (state_iri(where.state),)))
    return And(tuple(parts))


def weapon_condition(where: WeaponFilter | None) -> Condition:
    """Conditions on weapons."""
    if where is None:
        return And()
    parts: list[Condition] = []
    if where.concept is not None:
        parts.append(Match((), "below", weapon_iris(where.concept)))
    if where.text is not None:
        parts.append(_words((("name",), ("alias",)), where.text))
    return And(tuple(parts))


def article_condition(where: ArticleFilter | None) -> Condition:
    """Conditions on articles."""
    if where is None:
        return And()
    parts: list[Condition] = _dates(("published",), where.published)
    if where.id is not None:
        parts.append(Match((), "eq", (iri_of(where.id),)))
    if where.title is not None:
        parts += _text(("title",), where.title)
    if where.publisher is not None:
        parts.append(_named(("publisher",), where.publisher))
    if where.url is not None:
        parts.append(Match(("url",), "eq", (where.url,)))
    return And(tuple(parts))


def check_size(where: Condition, most: int) -> None:
    """Raises QueryError if a condition has more than ``most`` comparisons."""
    waiting, seen = [where], 0
    while waiting:
        part = waiting.pop()
        if isinstance(part, And | Or):
            waiting.extend(part.parts)
        elif isinstance(part, Not):
            waiting.append(part.part)
        elif isinstance(part, Some):
            waiting.append(part.where)
        else:
            seen += 1
        if seen > most:
            raise QueryError(f"the filter makes more than {most} comparisons; ask for less")


# --- what people write for states and weapons


def state_iri(text: str) -> str:
    """The state of a code or of any name; something that matches nothing if there is none."""
    code = text.strip().upper()
    if code not in states():
        code = states_by_name().get(folded(text), "")
    return f"{DATA}state/{code}" if code else NOWHERE


def state_named(text: str) -> str | None:
    """The IRI of the state of this very code or name, seats of government left aside; None if there is none."""
    wanted = folded(text)
    for state in states().values():
        if wanted in {folded(name) for name in (state.code, state.iso3, state.name_id, state.name_en, *state.names)}:
            return f"{DATA}state/{state.code}"
    return None


@cache
def states_by_name() -> dict[str, str]:
    """State codes by folded name, in Indonesian and English."""
    found: dict[str, str] = {}
    for state in states().values():
        for name in (state.name_id, state.name_en, *state.names, *state.metonyms):
            found.setdefault(folded(name), state.code)
    return found


def weapon_iris(text: str) -> tuple[str, ...]:
    """The concept of a key or label, with all narrower ones; something that matches nothing if there is none."""
    key = text if text in weapons() else weapons_by_label().get(folded(text))
    return tuple(WEAPON + name for name in narrower(key)) if key else (NOWHERE,)


@cache
def weapons_by_label() -> dict[str, str]:
    """Concept keys by folded label, in Indonesian and English."""
    found: dict[str, str] = {}
    for concept in weapons().values():
        for label in (*concept.labels_id, *concept.labels_en):
            found.setdefault(folded(label), concept.key)
    return found


# --- small parts


def _few(values: list[T]) -> list[T]:
    if len(values) > MOST_VALUES:
        raise QueryError(f"a list in a filter holds at most {MOST_VALUES} values")
    return values


def _in(path: tuple[str, ...], values: Iterable[str]) -> Condition:
    return Match(path, "in", tuple(_few(list(values))))


def _flag(path: tuple[str, ...], value: bool) -> Condition:
    return Match(path, "eq", ("true" if value else "false",))


def _of_class(name: str) -> Condition:
    return Match(("type",), "eq", (NS + name,))


def _named(path: tuple[str, ...], where: StringFilter) -> Condition:
    """A name or alias of what ``path`` leads to fits the filter."""
    either = [And(tuple(_text((*path, predicate), where))) for predicate in ("name", "alias")]
    return Or(tuple(either))


def _of_states(path: tuple[str, ...], where: StringFilter) -> Condition:
    """What ``path`` leads to is a state that the gazetteer has by a name that fits: the names `State.aliases` shows."""
    fitting = [state_iri(code) for code, names in _state_names() if any(_fits(*name, where) for name in names)]
    return Match(path, "in", tuple(fitting)) if fitting else Or()


@cache
def _state_names() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Codes of all states, each with its names as they are written and folded."""
    named = ((state.code, dict.fromkeys((state.name_id, state.name_en, *state.names))) for state in states().values())
    return tuple((code, tuple((name, folded(name)) for name in names)) for code, names in named)


def _fits(name: str, known: str, where: StringFilter) -> bool:
    """True if a name, ``known`` when folded, fits as it would in the store."""
    return (
        (where.eq is None or name == where.eq)
        and (where.in_ is None or name in where.in_)
        and (where.contains is None or (_says(where.contains) and folded(where.contains) in known))
        and (where.starts_with is None or (_says(where.starts_with) and known.startswith(folded(where.starts_with))))
    )


def _text(path: tuple[str, ...], where: StringFilter) -> list[Condition]:
    parts: list[Condition] = []
    if where.eq is not None:
        parts.append(Match(path, "eq", (where.eq,)))
    if where.in_ is not None:
        parts.append(_in(path, where.in_))
    if where.contains is not None:
        parts.append(_like(path, "contains", where.contains))
    if where.starts_with is not None:
        parts.append(_like(path, "starts_with", where.starts_with))
    return parts


def _says(text: str) -> bool:
    """False for marks alone, which fold to nothing."""
    return bool(folded(text)) or not text


def _like(path: tuple[str, ...], operator: Literal["contains", "starts_with"], text: str) -> Condition:
    """A comparison without case and accents; marks alone, which fold to nothing, fit nothing."""
    return Match(path, operator, (text,)) if _says(text) else Or()


def _words(paths: tuple[tuple[str, ...], ...], text: str) -> Condition:
    return Or(tuple(Match(path, "text", (text,)) for path in paths))


def _dates(path: tuple[str, ...], where: DateRange | None) -> list[Condition]:
    if where is None:
        return []
    if where.from_ and where.to and where.from_ > where.to + "~":
        raise QueryError(f"the range ends ({where.to}) before it begins ({where.from_})")
    bounds = (("not_before", where.from_), ("not_after", where.to))
    return [Match(path, operator, (value,)) for operator, value in bounds if value]  # type: ignore[arg-type]
