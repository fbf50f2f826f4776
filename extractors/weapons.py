"""Weapons: the longest label of the scheme, in any case, with -nya and reduplication."""

from functools import lru_cache

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from extractors.tokens import texts_of
from extractors.zones import Zones
from kg.model import Mention
from kg.record import WeaponRecord
from ontology.schemes import WeaponConcept, weapons

CLITIC = "nya"


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
                matcher.add(concept.key, [normed(nlp.make_doc(label))])

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
        found.sort(key=lambda m: (m[0] - m[1], m[0], self._concepts[m[2]].key))
        taken: set[int] = set()
        kept = []
        for start, end, label in found:
            if not taken.intersection(range(start, end)):
                taken.update(range(start, end))
                kept.append((start, end, label))
        return [(self._concepts[label], start, end) for start, end, label in sorted(kept)]


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
