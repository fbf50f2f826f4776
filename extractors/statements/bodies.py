"""Bodies that speak and that no list knows: they become organisations of the record, with ids for their statements."""

import re
from dataclasses import replace

from extractors.organizations import bare_name
from extractors.statements.lexicon import lexicon
from extractors.statements.view import View
from extractors.words import mapping
from kg.model import Mention
from kg.record import OrganizationRecord, OrgKind, StatementRecord
from kg.text import folded

Spoken = tuple[StatementRecord, Mention]


def bodies_that_speak(view: View, spoken: tuple[Spoken, ...], lang: str) -> tuple[OrganizationRecord, ...]:
    """Give all organisations of the article: those of ``view``, and named speakers that are none of them.

    ``spoken`` are statements with the phrase that names each speaker.
    """
    known = {folded(name) for body in view.organizations for name in (body.name, *body.aliases)}
    fresh: dict[str, list[Spoken]] = {}
    for statement, phrase in spoken:
        is_new = statement.kind == "org" and statement.speaker_id is None and is_named(statement.speaker, lang)
        bare = folded(bare_name(statement.speaker, lang)) if is_new else ""
        if is_new and bare not in known and folded(phrase.text) == folded(statement.speaker):
            fresh.setdefault(folded(statement.speaker), []).append((statement, phrase))
    first = len(view.organizations) + 1
    made = (_organization(f"o{number}", group, lang) for number, group in enumerate(fresh.values(), first))
    return (*view.organizations, *made)


def pointing(
    statements: tuple[StatementRecord, ...], bodies: tuple[OrganizationRecord, ...], lang: str
) -> tuple[StatementRecord, ...]:
    """Give the statements with the ids of the bodies that speak in them."""
    ids = {folded(name): body.id for body in reversed(bodies) for name in (*body.aliases, body.name)}
    return tuple(
        replace(s, speaker_id=ids.get(folded(s.speaker)) or ids.get(folded(bare_name(s.speaker, lang))))
        if s.kind == "org" and s.speaker_id is None
        else s
        for s in statements
    )


def is_named(name: str, lang: str) -> bool:
    """True for "kantor kepresidenan Korea Selatan"; not for "kementerian tersebut", "perusahaan" and a stray clause."""
    spoken = name.split()
    if not 2 <= len(spoken) <= 10 or not lexicon(lang).speakers.demonstratives.isdisjoint(name.lower().split()):
        return False
    return any(word[:1].isupper() for word in spoken[1:])


def _organization(local_id: str, group: list[Spoken], lang: str) -> OrganizationRecord:
    statement = group[0][0]
    mentions = sorted({(m.start, m.end, m.text) for _, m in group})
    return OrganizationRecord(
        id=local_id,
        name=statement.speaker,
        kind=_kind(statement, lang),
        state=statement.state,
        mentions=tuple(Mention(*m) for m in mentions),
    )


def _kind(statement: StatementRecord, lang: str) -> OrgKind:
    """The kind its head tells; a body that speaks for a government is one of the government, if it is no force."""
    name = statement.speaker.lower()
    with_state = mapping(lang, "organizations", "with_state")
    kinds = {head.lower(): kind for head, kind in mapping(lang, "organizations", "heads").items()} | with_state
    told = next((kinds[head] for head in sorted(kinds, key=len, reverse=True) if re.match(rf"{head}\b", name)), "other")
    if statement.official:
        return "military" if told == "military" else "government"
    return "other" if told in ("government", "military") else told  # type: ignore[return-value]
