"""States: names, abbreviations and metonyms, without currencies, datelines and cities as places."""

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.gazetteers import Known
from extractors.statements.lexicon import lexicon
from extractors.words import words
from extractors.zones import Zones
from kg.model import Mention
from kg.record import StateRecord
from ontology.gazetteer import states

LONGEST_OFFICE = 4
"""Words of an office before its state that are looked at."""


@Language.factory("jubir_states")
class States:
    """Sets ``doc._.states`` from the gazetteer's matches."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._lang = nlp.lang

    def __call__(self, doc: Doc) -> Doc:
        """Turn matches of state names into records, with those implied by offices."""
        zones = Zones(doc._.article)
        found: dict[str, list[Mention]] = {}
        for known in doc._.known:
            if known.kind in ("state", "capital") and self._is_state(doc, known, zones):
                span = doc[known.start : known.end]
                found.setdefault(known.key, []).append(Mention(span.start_char, span.end_char, span.text))
        for known in doc._.known:
            if known.kind == "organization" and (seat := self._seat(doc, known, zones)):
                found.setdefault(seat[0], []).append(seat[1])
        for code, mention in doc._.implied_states:
            found.setdefault(code, []).append(mention)
        doc._.states = tuple(
            StateRecord(code, states()[code].wikidata, tuple(sorted(mentions, key=lambda m: (m.start, m.end))))
            for code, mentions in sorted(found.items(), key=lambda item: (min(m.start for m in item[1]), item[0]))
        )
        return doc

    def _seat(self, doc: Doc, known: Known, zones: Zones) -> tuple[str, Mention] | None:
        """The state whose government a seat stands for ("Kremlin", "Gedung Putih")."""
        span = doc[known.start : known.end]
        code = seats().get(span.text)
        if code is None or zones.kind_at(span.start_char) in ("link", "credit", "byline", "dateline"):
            return None
        return code, Mention(span.start_char, span.end_char, span.text)

    def _is_state(self, doc: Doc, known: Known, zones: Zones) -> bool:
        offset = doc[known.start].idx
        if zones.kind_at(offset) in ("link", "credit", "byline", "dateline") or known.start in doc._.in_names:
            return False
        if known.kind == "capital":
            return self._governs(doc, known)
        text = doc[known.start : known.end].text
        if self._before(doc, known) in words(self._lang, "states", "currencies"):
            return False
        unsure = map(str.casefold, states()[known.key].caution)  # headlines in capitals too
        return text.casefold() not in unsure or self._is_supported(doc, known)

    def _before(self, doc: Doc, known: Known) -> str:
        return doc[known.start - 1].lower_ if known.start else ""

    def _is_supported(self, doc: Doc, known: Known) -> bool:
        """A form that names other things too counts after a word that goes with states or an office, or as subject."""
        if self._before(doc, known) in words(self._lang, "states", "support") or self._acts(doc, known):
            return True
        return self._is_served(doc, known)

    def _is_served(self, doc: Doc, known: Known) -> bool:
        """True behind an office and its field: "Menteri Pertahanan |Kuba|"."""
        at = known.start - 1
        while at >= max(0, known.start - LONGEST_OFFICE) and doc[at].text[:1].isupper():
            if doc[at].lower_ in lexicon(self._lang).speakers.roles:
                return True
            at -= 1
        return False

    def _acts(self, doc: Doc, known: Known) -> bool:
        lex, at = lexicon(self._lang), known.end
        attribute = known.start > 0 and doc[known.start - 1].is_title and not doc[known.start].is_sent_start
        while not attribute and at + 1 < len(doc) and at < known.end + 3:
            if f"{doc[at].lower_} {doc[at + 1].lower_}" in lex.clauses.timed:
                at += 2  # "Riyadh |waktu itu| membantah"
            elif doc[at].lower_ in lex.clauses.adverbs:
                at += 1
            else:
                break
        after = doc[at].lower_ if at < len(doc) else ""
        if after in lex.cues.active:
            return True
        return after in words(self._lang, "states", "acts_after") or after.startswith(
            tuple(lex.clauses.action_prefixes)
        )

    def _governs(self, doc: Doc, known: Known) -> bool:
        """A capital is its government where it acts or is dealt with, not where something happens in it."""
        before = self._before(doc, known)
        if before in words(self._lang, "states", "place_before"):
            return False
        cues = lexicon(self._lang).cues
        dealt_with = before in words(self._lang, "states", "actors_before")
        return dealt_with or before in cues.according or before in cues.passive or self._acts(doc, known)


@cache
def seats() -> dict[str, str]:
    """Metonyms and the state whose government each stands for."""
    return {metonym: state.code for state in states().values() for metonym in state.metonyms}
