"""From drafts to statement records: ids, what they are about, outlets in between, addressee, date."""

import re
from functools import lru_cache

from extractors.about import Subjects
from extractors.about_features import Said
from extractors.statements.assemble import Draft
from extractors.statements.lexicon import lexicon
from extractors.statements.view import View
from kg.model import Mention
from kg.record import StatementRecord

_NAME = r"(?:[a-z][\w-]*(?:\.[\w-]+)+|[A-Z][\w.’'&-]*(?:\s(?:[A-Z][\w.’'&-]*|of|the))*)"


def records(
    view: View, drafts: list[Draft], lang: str = "id", *, is_trained: bool = True
) -> tuple[StatementRecord, ...]:
    """Give the statements of an article in reading order, numbered from ``s1``.

    Unless ``is_trained``, rules alone say what they are about.
    """
    subjects = Subjects(view, lang, is_trained)
    return tuple(_record(view, draft, number, subjects, lang) for number, draft in enumerate(drafts, 1))


def _record(view: View, draft: Draft, number: int, subjects: Subjects, lang: str) -> StatementRecord:
    speaker = draft.speaker
    said = Said(
        draft.start,
        draft.end,
        speaker.start,
        speaker.end,
        speaker.name,
        draft.act,
        draft.mode,
        speaker.state,
        speaker.official,
    )
    cue = draft.cue
    return StatementRecord(
        id=f"s{number}",
        speaker=speaker.name,
        kind=speaker.kind,
        start=draft.start,
        end=draft.end,
        speaker_id=speaker.id,
        state=speaker.state,
        official=speaker.official,
        role=speaker.role,
        mode=draft.mode,
        act=draft.act,
        cue=Mention(cue.start, cue.end, view.text[cue.start : cue.end]) if cue else None,
        quote=draft.quote,
        addressee=_addressee(view, draft, lang),
        date=draft.date,
        about=subjects.about(said),
        via=_via(view, draft, lang),
        rule=draft.rule,
    )


@lru_cache(maxsize=4)
def _via_pattern(lang: str) -> re.Pattern[str]:
    """A word of an outlet's reporting with the outlet; further ones "dari" which or with whom it reports."""
    cues = lexicon(lang).cues
    verbs = "|".join(sorted(cues.via, key=len, reverse=True))
    between = "|".join(sorted(cues.outlet_words))
    lead = rf"(?i:(?:(?:{between})\s+)*)"
    return re.compile(rf"\b(?i:{verbs})\s+{lead}(?P<first>{_NAME})(?:\s+(?:dari|dan)\s+{lead}(?P<second>{_NAME}))?")


def _outside_quotes(view: View, draft: Draft) -> str:
    """Give the evidence with the quotation blanked out, same length."""
    text = view.text[draft.start : draft.end]
    if not draft.quote:
        return text
    return text.replace(draft.quote, " " * len(draft.quote))


def _via(view: View, draft: Draft, lang: str) -> tuple[str, ...]:
    """Give the outlets in between, in the order of the text ("dikutip X dari Y" has two)."""
    outlets = []
    for match in _via_pattern(lang).finditer(_outside_quotes(view, draft)):
        body = _body_at(view, draft.start + match.start("first"))
        outlets.append(body or match.group("first"))
        if match.group("second") and (body := _body_at(view, draft.start + match.start("second"))):
            outlets.append(body)
    return tuple(dict.fromkeys(outlet for outlet in outlets if outlet != draft.speaker.name))


def _body_at(view: View, start: int) -> str | None:
    named = next((n for n in view.named_between(start, start + 1) if n.kind == "organization"), None)
    return view.organizations[named.index].name if named else None


@lru_cache(maxsize=4)
def _addressee_pattern(lang: str) -> re.Pattern[str]:
    marks = "|".join(sorted(lexicon(lang).cues.addressing))
    return re.compile(rf"\b(?:{marks})\s+((?:[^\s,.“”\"()]+\s?){{1,7}})")


def _addressee(view: View, draft: Draft, lang: str) -> str | None:
    """Give whom the speaker spoke to: the named one after "kepada", else the phrase as written."""
    if draft.cue is None:
        return None
    low, high = max(draft.start, draft.cue.start - 60), min(draft.end, draft.cue.end + 160)
    text = _outside_quotes(view, draft)[low - draft.start : high - draft.start]
    for match in _addressee_pattern(lang).finditer(text):
        start = low + match.start(1)
        if start < draft.cue.start - 40:
            continue
        named = next((n for n in view.named_between(start, low + match.end(1))), None)
        if named is not None:
            if named.kind == "person":
                return view.persons[named.index].name
            if named.kind == "organization":
                return view.organizations[named.index].name
            return view.text[named.start : named.end]
        return _phrase(match.group(1), lang)
    return None


def _phrase(text: str, lang: str) -> str | None:
    ends = lexicon(lang).clauses.phrase_ends | lexicon(lang).clauses.prepositions
    kept: list[str] = []
    for word in text.split():
        if word.lower() in ends:
            break
        kept.append(word)
    return " ".join(kept) or None
