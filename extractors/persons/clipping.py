"""Names written otherwise: cut short the Indonesian way ("Jokowi"), or spelt otherwise ("Viktor" for "Victor")."""

from collections.abc import Sequence

SHORTEST = 4
"""Letters of a first name that stand for all of it at least."""
_HEAD = 2
"""Letters of each name in a blend at least."""

_SPELT = 5
"""Letters of a name that is told by all but one of them at least."""
_SOUNDS = frozenset(map(frozenset, ("ck", "dt", "ei", "fv", "iy", "jy", "kq", "ou", "sz")))
"""Letters that are written for each other."""


def clips(short: str, name: Sequence[str]) -> bool:
    """True if one folded word is the head of a name's first word, or blends the first word's head with another's.

    The second part of a blend begins like its name and may leave out letters. Names of one word are not cut short.
    """
    if len(name) < 2 or len(short) < SHORTEST or name[0][0] != short[0]:
        return False
    if any(word.startswith(short[1:]) for word in name[1:]):
        return True  # "Aher" of "Ahmad Heryawan"
    if not name[0].startswith(short[:_HEAD]):
        return False
    if name[0].startswith(short):
        return len(name[0]) > len(short)
    cuts = (at for at in range(_HEAD, len(short) - _HEAD + 1) if name[0].startswith(short[:at]))
    return any(_abridges(short[at:], word) for at in cuts for word in name[1:])


def _abridges(part: str, word: str) -> bool:
    return word.startswith(part[:_HEAD]) and holds_letters(word, part)


def holds_letters(word: str, part: str) -> bool:
    """True if the letters of ``part`` stand in ``word`` in that order."""
    letters = iter(word)
    return all(letter in letters for letter in part)


def misspells(short: str, name: Sequence[str]) -> bool:
    """True if one folded word is a word of a name but for a letter more or less, or one that sounds alike."""
    return any(_differs_little(short, word) for word in name)


def _differs_little(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SPELT or one[0] != other[0] or one == other:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) == len(other):
        return one[at + 1 :] == other[at + 1 :] and frozenset((one[at], other[at])) in _SOUNDS
    short, long = sorted((one, other), key=len)
    return short[at:] == long[at + 1 :]
