"""Everything the gazetteers know, found in one pass; the longest name wins."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from extractors.tokens import texts_of
from kg.text import folded, plain
from ontology.gazetteer import KnownOrganization, organizations, people, places, states

Kind = Literal["state", "capital", "organization", "person", "place"]
RANK: dict[str, int] = {"organization": 0, "person": 1, "state": 2, "capital": 3, "place": 4}


ARTICLE = re.compile(r"[Aa]l-?[A-Z].*")
"""An Arabic article with the name it stands before."""
LEAST_SHOUTED = 5
"""Letters of a name that is looked for in capitals too; shorter ones are letters of something else."""


@dataclass(frozen=True, slots=True)
class Known:
    """Tokens ``start`` to ``end`` (exclusive) name something of a gazetteer by this key."""

    start: int
    end: int
    kind: Kind
    key: str


def state_of(known: Known) -> str | None:
    """The state that something named lies in or belongs to."""
    if known.kind in ("state", "capital"):
        return known.key
    if known.kind == "place":
        return places()[known.key].state
    return organizations()[known.key].state if known.kind == "organization" else None


def person_named(spoken: tuple[str, ...]) -> str | None:
    """The key of whom the gazetteer has by these folded words, with initials or without: "Lloyd J. Austin"."""
    return _by_words().get(tuple(word for word in spoken if len(word) > 1))


@cache
def _by_words() -> dict[tuple[str, ...], str]:
    """Keys of people by the folded words of their names of several words."""
    named = ((tuple(folded(name).split()), p.key) for p in people().values() for name in (p.name, *p.aliases))
    return {words: key for words, key in named if len(words) > 1 and all(len(word) > 1 for word in words)}


@Language.factory("jubir_gazetteers")
class Gazetteers:
    """Sets ``doc._.known``: matches of all gazetteers, without overlaps, in order."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._meaning: dict[int, tuple[Kind, str]] = {}
        for kind, key, forms in _forms():
            label = f"{kind}:{key}"
            spelt = dict.fromkeys([*forms, *map(plain, forms)])
            self._matcher.add(label, [nlp.make_doc(form) for form in spelt])
            self._meaning[nlp.vocab.strings.add(label)] = (kind, key)

    def __call__(self, doc: Doc) -> Doc:
        """Match all gazetteers over the text."""
        matches = {*self._matcher(doc)}
        texts = texts_of(doc)
        if any(plain(text) != text for text in texts if not text.isascii()):
            # "Erdoğan" is who is listed as "Erdogan"
            matches.update(self._matcher(Doc(doc.vocab, [plain(text) for text in texts])))
        found = [Known(start, end, *self._meaning[label]) for label, start, end in sorted(matches)]
        found = [known for known in found if not _is_first_name(texts, known)]
        doc._.known = _longest(found)
        return doc


@cache
def _forms() -> tuple[tuple[Kind, str, tuple[str, ...]], ...]:
    """Every entry's forms."""
    found: list[tuple[Kind, str, tuple[str, ...]]] = []
    for state in states().values():
        found.append(("state", state.code, _shouted((state.name_id, *state.names))))
        found.append(("capital", state.code, (state.capital_id, *state.metonyms)))
    for organization in organizations().values():
        names = (organization.name_id, *_english(organization), *organization.aliases)
        found.append(("organization", organization.key, names))
    for person in people().values():
        found.append(("person", person.key, _shouted((person.name, *person.aliases))))
    for place in places().values():
        found.append(("place", place.key, (place.name,)))
    return tuple((kind, key, tuple(dict.fromkeys(f for f in forms if f))) for kind, key, forms in found)


def _shouted(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, and those that are no short words in capitals too, for headlines shout."""
    return (*names, *(name.upper() for name in names if len(name) >= LEAST_SHOUTED))


def _english(organization: KnownOrganization) -> tuple[str, ...]:
    """Its English name if it has several words; one word may mean something else ("RT")."""
    return (organization.name_en,) if " " in organization.name_en else ()


def _is_first_name(texts: list[str], known: Known) -> bool:
    """True for the "Turki" of "Turki al-Hamad": a land or place before an Arabic article is a first name."""
    behind = texts[known.end : known.end + 3]
    is_name = bool(behind) and ARTICLE.fullmatch("".join(behind)) is not None
    return is_name and known.kind in ("state", "place") and known.end - known.start == 1


def _longest(found: list[Known]) -> tuple[Known, ...]:
    """Without overlaps: the longer first, then the better kind."""
    ordered = sorted(found, key=lambda k: (k.start - k.end, RANK[k.kind], k.start, k.key))
    taken: set[int] = set()
    kept = []
    for known in ordered:
        span = range(known.start, known.end)
        if not taken.intersection(span):
            taken.update(span)
            kept.append(known)
    return tuple(sorted(kept, key=lambda k: k.start))
