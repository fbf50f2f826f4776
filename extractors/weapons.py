"""Weapons: the longest label of the scheme, in any case, with -nya and reduplication.

A named system right behind a word for its kind ("jet tempur Su-35") is one weapon, told by both.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from extractors.tokens import texts_of
from extractors.words import words
from extractors.zones import Zones
from kg.model import Mention
from kg.record import WeaponRecord
from ontology.schemes import WeaponConcept, weapons

CLITIC = "nya"
NO_WEAPON = "no weapon"
"""Stands for words that look like a weapon and are none."""

_NUMBERED = re.compile(r"([A-Za-z/]+)-(\d+\w*)( .*)?")
"""Names such as "Su-35", which are also written with a blank or with nothing between."""
SHORTEST_NUMBER = 2
SHORTEST_LETTERS = 2
"""Digits wanted where the hyphen is left out, letters where a blank stands for it: others read as something else."""


@Language.factory("jubir_weapons")
class Weapons:
    """Sets ``doc._.weapons``: one record a concept, in order of first mention."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._loose = PhraseMatcher(nlp.vocab, attr="NORM")
        self._concepts: dict[int, WeaponConcept] = {}
        for concept in weapons().values():
            self._concepts[nlp.vocab.strings.add(concept.key)] = concept
            for label in concept.labels_id:
                # names of systems are written as names; kinds of weapons in any case
                matcher = self._exact if label[:1].isupper() else self._loose
                matcher.add(concept.key, [normed(nlp.make_doc(form)) for form in forms(label)])
        self._loose.add(NO_WEAPON, [normed(nlp.make_doc(text)) for text in sorted(words(nlp.lang, "weapons", "none"))])

    def __call__(self, doc: Doc) -> Doc:
        """Match the labels of the weapon concepts, the longest first."""
        zones = Zones(doc._.article)
        found: dict[str, list[Mention]] = {}
        for concept, start, end in self._matches(normed(doc)):
            span = doc[start:end]
            if not zones.is_silent(span.start_char):
                found.setdefault(concept.key, []).append(Mention(span.start_char, span.end_char, span.text))
        doc._.weapons = tuple(
            WeaponRecord(key, weapons()[key].labels_id[0], weapons()[key].wikidata, tuple(mentions))
            for key, mentions in found.items()
        )
        return doc

    def _matches(self, doc: Doc) -> list[tuple[WeaponConcept, int, int]]:
        """Matches without overlaps, longest first, in order of place."""
        found = [(start, end, label) for matcher in (self._exact, self._loose) for label, start, end in matcher(doc)]
        found.sort(key=lambda m: (m[0] - m[1], m[0], doc.vocab.strings[m[2]]))
        taken: set[int] = set()
        kept: list[tuple[int, int, WeaponConcept]] = []
        for start, end, label in found:
            if not taken.intersection(range(start, end)):
                taken.update(range(start, end))
                if label in self._concepts:
                    kept.append((start, end, self._concepts[label]))
        kept.sort(key=lambda m: m[:2])
        return list(_joined(kept))


def _joined(found: list[tuple[int, int, WeaponConcept]]) -> Iterator[tuple[WeaponConcept, int, int]]:
    """Matches in order; one of a kind that one of a narrower kind follows becomes its beginning."""
    start: int | None = None
    for at, (first, last, concept) in enumerate(found):
        start = first if start is None else start
        following = found[at + 1] if at + 1 < len(found) else None
        if following and following[0] == last and concept.key in _above(following[2]):
            continue
        yield concept, start, last
        start = None


def _above(concept: WeaponConcept) -> Iterator[str]:
    """Keys of the kinds that a concept belongs to, the nearest first."""
    while concept.broader is not None:
        concept = weapons()[concept.broader]
        yield concept.key


def forms(label: str) -> list[str]:
    """How a label is written: as it is, and a numbered name without its hyphen."""
    numbered = _NUMBERED.fullmatch(label)
    if numbered is None:
        return [label]
    letters, number, rest = numbered[1], numbered[2], numbered[3] or ""
    joined = [f"{letters}{number}{rest}"] if sum(map(str.isdigit, number)) >= SHORTEST_NUMBER else []
    spaced = [f"{letters} {number}{rest}"] if len(letters) >= SHORTEST_LETTERS else []
    return [label, *joined, *spaced]


def normed(doc: Doc) -> Doc:
    """The doc with lower-case norms, without the clitic -nya, a reduplicated word reduced to one."""
    for token, text in zip(doc, texts_of(doc), strict=True):
        token.norm_ = _norm(text)
    return doc


@lru_cache(maxsize=1 << 15)
def _norm(text: str) -> str:
    """A token's lower-case norm; words come again and again."""
    word = text.lower()
    if word.endswith(CLITIC) and len(word) > len(CLITIC) + 3:
        word = word.removesuffix(CLITIC)
    first, hyphen, second = word.partition("-")
    return first if hyphen and first == second else word
