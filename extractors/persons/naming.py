"""Which state somebody of a name is likely of: what the letters of the name tell, as learnt from lists of names.

``make origins`` writes the table, ``extractors/lang/id/origins.tsv``. States whose people are named alike share a
tradition ("arabic" is that of Egypt and of Qatar); a name is likely in one as far as its runs of three letters are
commoner there than elsewhere. What else speaks for a state, and how much against the name, is weighed in
``extractors.persons.origin``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kg.text import plain

LOW, HIGH = -0.5, 1.5
"""Log odds that a whole name counts for at least and at most."""
UNKNOWN = -0.2
"""Log odds of a name in a state of no tradition."""
STEP = 0.25
"""Log odds from one sign of the table to the next."""
ZERO = "T"
"""The sign of letters that are as common in a tradition as elsewhere."""

_NO_LETTERS = re.compile(r"[^a-z'-]+")


@dataclass(frozen=True, slots=True)
class Naming:
    """The table: the column of each state, a row for each three letters, and what each sign of a state weighs."""

    columns: Mapping[str, int]
    rows: Mapping[str, str]
    weights: Mapping[str, float]

    def likeness(self, name: str, state: str) -> float:
        """Log odds that somebody of the state is named so, between ``LOW`` and ``HIGH``."""
        column = self.columns.get(state)
        if column is None:
            return UNKNOWN
        found = [self.rows.get(run) for run in runs(name)]
        total = sum(ord(row[column]) - ord(ZERO) for row in found if row is not None)
        return max(LOW, min(HIGH, STEP * total / max(len(found), 1)))


def runs(name: str) -> list[str]:
    """The runs of three letters of all words of a name, which begin with "^" and end with "$"."""
    spoken = (f"^{word}$" for word in _NO_LETTERS.split(plain(name).lower()) if len(word) > 1)
    return [word[at : at + 3] for word in spoken for at in range(len(word) - 2)]


@lru_cache(maxsize=4)
def naming(lang: str = "id") -> Naming:
    """The table of a language; read once. Raises FileNotFoundError for a language without it."""
    text = files("extractors").joinpath("lang", lang, "origins.tsv").read_text(encoding="utf-8")
    columns: dict[str, int] = {}
    rows: dict[str, str] = {}
    weights: dict[str, float] = {}
    for line in text.splitlines():
        first, _, rest = line.partition("\t")
        if first == "(tradition)":
            column = len(set(columns.values()))
            columns |= dict.fromkeys(rest.partition("\t")[2].split(), column)
        elif first == "(weight)":
            sign, _, value = rest.partition("\t")
            weights[sign] = float(value)
        elif not line.startswith("#"):
            rows[first] = rest
    return Naming(columns, rows, weights)
