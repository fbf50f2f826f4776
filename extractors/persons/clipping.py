"""Names cut short the Indonesian way: "Enggar" of a longer first name, "Jokowi" of the heads of two names."""

from collections.abc import Sequence

SHORTEST = 4
"""Letters of a first name that stand for all of it at least."""
_HEAD = 2
"""Letters of each name in a blend at least."""


def clips(short: str, name: Sequence[str]) -> bool:
    """True if one folded word is the head of a name's first word, or blends the first word's head with another's.

    The second part of a blend begins like its name and may leave out letters. Names of one word are not cut short.
    """
    if len(name) < 2 or len(short) < SHORTEST or not name[0].startswith(short[:_HEAD]):
        return False
    if name[0].startswith(short):
        return len(name[0]) > len(short)
    cuts = (at for at in range(_HEAD, len(short) - _HEAD + 1) if name[0].startswith(short[:at]))
    return any(_abridges(short[at:], word) for at in cuts for word in name[1:])


def _abridges(part: str, word: str) -> bool:
    letters = iter(word)
    return word.startswith(part[:_HEAD]) and all(letter in letters for letter in part)
