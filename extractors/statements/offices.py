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

    def with_short_forms(self, office: str) -> str:
        """Give the office with bodies by the letters in brackets behind them: "ketua dewan (D)" is "ketua D"."""
        return _LETTERED.sub(lambda match: _shortened(match.group("long"), match.group("short")), office)


_LETTERED = re.compile(r"(?P<long>\w+(?: \w+)*) \((?P<short>\w+)\)")


def _shortened(long: str, short: str) -> str:
    """Put letters in place of the words at the end whose first letters they are; nothing changes without such words."""
    words = long.split()
    letters = "".join(word[0] for word in words).lower()
    at = letters.rfind(short.lower())
    return " ".join([*words[:at], short]) if at > 0 and letters.endswith(short.lower()) else f"{long} ({short})"


@cache
def _full(lang: str) -> dict[str, str]:
    """Short words of offices and names of states, with what they stand for."""
    named = {name.lower(): f"state_{state.code}" for state in states().values() for name in state.names}
    return named | {short: full for short, full in lexicon(lang).speakers.offices.items() if short != full.split()[0]}


@cache
def _names(lang: str) -> re.Pattern[str]:
    forms = sorted(_full(lang), key=lambda form: (-len(form), form))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b")
