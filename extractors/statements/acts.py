"""Which speech act a statement performs: the cue says, and content may sharpen a neutral cue."""

import re
from functools import lru_cache

from extractors.statements.lexicon import lexicon
from kg.record import Act

_NEUTRAL = ("say", "report")


@lru_cache(maxsize=4)
def _patterns(lang: str) -> tuple[tuple[Act, str, re.Pattern[str]], ...]:
    return tuple((act, where, re.compile(match)) for act, where, match in lexicon(lang).act_patterns)  # type: ignore[misc]


def act_of(cue_act: Act, content: str, quoted: str, lang: str = "id") -> Act:
    """Give the act of a statement from its cue's act, its content and the words quoted in it.

    Patterns look at the whole content, at what is quoted, or ("told") at what is told outside quotes.
    """
    if cue_act not in _NEUTRAL:
        return cue_act
    lower = {"content": content.lower(), "quote": quoted.lower()}
    lower["told"] = lower["content"].replace(lower["quote"], " ") if quoted else lower["content"]
    for act, where, pattern in _patterns(lang):
        if pattern.search(lower[where]):
            return act
    return cue_act
