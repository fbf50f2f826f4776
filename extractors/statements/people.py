"""People who speak and whom no list and no recogniser knows: they become persons of the record."""

from dataclasses import replace

from extractors.statements.bodies import Spoken
from extractors.statements.view import View
from extractors.words import name_words, other_words
from kg.model import Mention
from kg.record import PersonRecord, StatementRecord
from kg.text import folded


def people_that_speak(view: View, spoken: tuple[Spoken, ...], lang: str) -> tuple[PersonRecord, ...]:
    """Give all persons of the article: those of ``view``, and speakers whom an office or nothing but a name tells.

    ``spoken`` are statements with the phrase that names each speaker.
    """
    fresh: dict[str, list[Spoken]] = {}
    for statement, phrase in spoken:
        if _is_introduced(statement, lang):
            fresh.setdefault(folded(statement.speaker), []).append((statement, phrase))
    first = len(view.persons) + 1
    made = (_person(f"p{number}", group) for number, group in enumerate(fresh.values(), first))
    return (*view.persons, *made)


def known_by_name(
    statements: tuple[StatementRecord, ...], persons: tuple[PersonRecord, ...], lang: str
) -> tuple[StatementRecord, ...]:
    """Give the statements with the ids of the persons who speak in them."""
    ids = {folded(person.name): person.id for person in persons}
    return tuple(
        replace(s, speaker_id=ids.get(folded(s.speaker))) if _is_introduced(s, lang) else s for s in statements
    )


def _is_introduced(statement: StatementRecord, lang: str) -> bool:
    """True for a speaker without a record who has a name beside an office, or nothing but words of names."""
    if statement.kind != "person" or statement.speaker_id is not None:
        return False
    spoken = set(statement.speaker.split())
    is_name = bool(spoken) and spoken <= name_words(lang) and spoken.isdisjoint(other_words(lang))
    return is_name or (statement.role is not None and statement.role != statement.speaker)


def _person(local_id: str, group: list[Spoken]) -> PersonRecord:
    statement = group[0][0]
    names = set(folded(statement.speaker).split())
    own = {(m.start, m.end, m.text) for _, m in group if names.issuperset(folded(m.text).split())}
    mentions = tuple(Mention(*m) for m in sorted(own))
    return PersonRecord(
        id=local_id,
        name=statement.speaker,
        aliases=tuple(dict.fromkeys(m.text for m in mentions if m.text != statement.speaker)),
        state=statement.state,
        official=statement.official,
        role=statement.role,
        mentions=mentions,
    )
