"""One wording for an office, however it is written: "Dubes Korut" and "Duta Besar Korea Utara" are the same."""

import re
from dataclasses import dataclass
from functools import cache

from extractors.statements.lexicon import lexicon
from ontology.gazetteer import states


@dataclass(frozen=True, slots=True)
class Offices:
    """Words of offices of a language."""

    lang: str

    def canonical(self, office: str) -> str:
        """Give the office in lower case, short words in full and states by their codes."""
        text = " ".join(office.lower().split())
        return _names(self.lang).sub(lambda match: _full(self.lang)[match.group()], text)


@cache
def _full(lang: str) -> dict[str, str]:
    """Short words of offices and names of states, with what they stand for."""
    named = {name.lower(): f"state_{state.code}" for state in states().values() for name in state.names}
    return named | {short: full for short, full in lexicon(lang).speakers.offices.items() if short != full.split()[0]}


@cache
def _names(lang: str) -> re.Pattern[str]:
    forms = sorted(_full(lang), key=lambda form: (-len(form), form))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b")
