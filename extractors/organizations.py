"""Organisations: the gazetteer's, and names built on a head word ("Kementerian …", "Universitas …")."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.gazetteers import Known, state_of
from extractors.official import GOVERNING
from extractors.statements.lexicon import lexicon
from extractors.tokens import texts_of
from extractors.words import Words, mapping, name_words, other_words, words
from extractors.zones import Zones
from kg.model import Mention
from kg.record import OrganizationRecord, OrgKind
from kg.text import folded
from ontology.gazetteer import KnownOrganization, organizations, states

LONGEST_NAME = 6
"""Words and hyphens of a person's name that is looked for behind a body."""

SERVED = 6
"""Words between an office and the body that its holder serves at most."""

LONGEST = 12
"""Words in a name at most; a longer run is a headline in capitals."""


@dataclass(slots=True)
class Found:
    """An organisation while its mentions are being gathered."""

    name: str
    kind: OrgKind
    state: str | None
    key: str | None
    mentions: list[Mention] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)


@dataclass(frozen=True, order=True, slots=True)
class BodyAt:
    """A mention of the organisation at ``index``; offsets count characters."""

    start: int
    end: int
    index: int


@Language.factory("jubir_organizations")
class Organizations:
    """Sets ``doc._.organizations`` and their ``doc._.body_mentions`` in order of place.

    Also ``doc._.in_names``: tokens that belong to an organisation's name.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._lang = nlp.lang or "id"
        self._links = lexicon(nlp.lang).clauses.coordinators
        self._heads = mapping(nlp.lang, "organizations", "heads")
        self._never = words(nlp.lang, "organizations", "not_bodies")
        titles = words(nlp.lang, "persons", "titles") | words(nlp.lang, "persons", "role_words")
        self._leading = (titles | words(nlp.lang, "persons", "not_names")) - words(nlp.lang, "organizations", "english")
        self._pairs = mapping(nlp.lang, "organizations", "pairs")
        self._kinds_of = words(nlp.lang, "organizations", "kinds_of")
        self._armed = words(nlp.lang, "organizations", "armed")
        self._english_kinds = mapping(nlp.lang, "organizations", "english_kinds")
        self._forms = words(nlp.lang, "organizations", "legal_forms")
        self._synonyms = mapping(nlp.lang, "organizations", "synonyms")
        self._pair_starts = frozenset(pair.split()[0] for pair in self._pairs)
        self._introducers = mapping(nlp.lang, "organizations", "introducers")
        with_state = sorted(mapping(nlp.lang, "organizations", "with_state"), key=len, reverse=True)
        self._with_state = re.compile(rf"\b(?:{'|'.join(with_state)})\b", re.IGNORECASE)

    def __call__(self, doc: Doc) -> Doc:
        """Find the organisations, known and unknown."""
        self._texts = texts_of(doc)
        self._state_at = {k.start: k for k in doc._.known if k.kind == "state"}
        self._state_to = {k.end: k for k in self._state_at.values()}
        self._place_at = {k.start: state_of(k) for k in doc._.known if k.kind in ("state", "place", "capital")}
        self._place_to = {k.end for k in doc._.known if k.kind in ("place", "capital")}
        self._organization_at = {k.start: k for k in doc._.known if k.kind == "organization"}
        self._in_states = {i for k in doc._.known if k.kind == "state" for i in range(k.start + 1, k.end)}
        self._people = {k.start for k in doc._.known if k.kind == "person"}
        recognised = [name for name in doc._.names or () if name.label == "PER"]
        self._recognised = {name.start for name in recognised}
        self._lone_names = {self._texts[name.start] for name in recognised if name.end - name.start == 1}
        self._days = _date_tokens(doc)
        self._not_bodies = {
            i for k in doc._.known if k.kind in ("state", "capital", "place", "person") for i in range(k.start, k.end)
        }
        self._page_state = self._state_of_page(doc)
        zones = Zones(doc._.article)
        spans = sorted({*map(self._whole, [*self._built(doc), *self._forces(doc)])}, key=lambda s: (s[0], -s[1]))
        covered = {i for start, end, _ in spans for i in range(start, end)}
        known = [
            k for k in doc._.known if k.kind == "organization" and k.start not in covered and not self._is_rank(doc, k)
        ]
        spans += [self._of_another_state(doc, k) or (k.start, k.end, k.key) for k in known]
        resumed = self._resumed(doc, spans)
        short = self._short_forms(doc, spans) | {start for start, _, _ in resumed}
        spans = [s for s in spans if s[0] not in short or s[1] - s[0] > 1] + resumed
        found: dict[str, Found] = {}
        inside: set[int] = set()
        for start, end, key in sorted(_outermost(spans)):
            if zones.is_silent(doc[start].idx):
                continue
            inside.update(i for i in range(start, end) if i not in self._state_at or not self._is_of_state(doc, start))
            self._note(doc, start, end, key, found)
        doc._.in_names = frozenset(inside)
        doc._.organizations = tuple(_records(_joined(found, self._lang)))
        doc._.body_mentions = tuple(
            sorted(BodyAt(m.start, m.end, i) for i, body in enumerate(doc._.organizations) for m in body.mentions)
        )
        return doc

    def _is_rank(self, doc: Doc, known: Known) -> bool:
        """True for the "AKP" of "AKP Budi": a rank in a text that does not name the state of the body called so."""
        if doc[known.start : known.end].text not in words(self._lang, "official", "ranks"):
            return False
        return organizations()[known.key].state not in {k.key for k in doc._.known if k.kind == "state"}

    def _whole(self, span: tuple[int, int, str | None]) -> tuple[int, int, str | None]:
        """A name, as far as one of the gazetteer goes that starts where it does."""
        known = self._organization_at.get(span[0])
        return (known.start, known.end, known.key) if known and known.end > span[1] else span

    def _short_forms(self, doc: Doc, spans: list[tuple[int, int, str | None]]) -> set[int]:
        """Tokens in brackets that are short forms of the names before them, whatever else they mean."""
        return {end + 1 for start, end, _ in spans if self._short_form(doc, start, end)}

    def _short_form(self, doc: Doc, start: int, end: int) -> str | None:
        """The short form in brackets behind a name, unless it is that of a body within the name or of an office."""
        short = _bracketed(doc, end)
        is_of_another = short and (self._is_of_last(start, end) or _is_of_office(doc, start, end))
        return None if is_of_another else short

    def _built(self, doc: Doc) -> list[tuple[int, int, str | None]]:
        """Names that start with a capitalised head, or hold an English one."""
        found: list[tuple[int, int, str | None]] = []
        at = 0
        while at < len(doc):
            if self._opens_body(doc, at) and at not in self._in_states:
                end = self._run_end(doc, at + 1)
                end = self._before_holder(doc, at, end)
                least = 1 if self._texts[at] in self._heads else 2
                if end > at + least and doc[at : at + 2].text not in self._never:
                    found.append((at, end, self._key_of(doc, at, end)))
                    at = end
                    continue
            at += 1
        return [*found, *self._english(doc), *self._introduced(doc), *self._bare(doc), *self._sites(doc)]

    def _before_holder(self, doc: Doc, start: int, end: int) -> int:
        """Where a body of the gazetteer ends, if who holds the office before it stands behind: "Ketua |KPK| Budi"."""
        known = self._organization_at.get(start)
        if known is None or not start < known.end < end or not self._is_served(doc, start):
            return end
        behind = doc[known.end].text
        is_more = known.end in self._not_bodies or behind in self._heads or behind in other_words(self._lang)
        return end if is_more else known.end

    def _opens_body(self, doc: Doc, at: int) -> bool:
        """True at a head, and at two words that make one: "Rumah Sakit"; not at the "Gabungan" of "Staf Gabungan"."""
        if self._texts[at] in words(self._lang, "organizations", "attributes") and at and _is_name_word(doc, at - 1):
            return False
        if self._texts[at] in words(self._lang, "organizations", "parts") and at and _is_letters(doc, at - 1):
            return False  # "Humas DJP |Pusat| Ani"
        return self._texts[at] in self._heads or (
            self._texts[at] in self._pair_starts and doc[at : at + 2].text in self._pairs
        )

    def _introduced(self, doc: Doc) -> list[tuple[int, int, str | None]]:
        """Names behind a common noun for bodies of their kind: "maskapai Emirates", "partai Forza Italia"."""
        found: list[tuple[int, int, str | None]] = []
        for at, text in enumerate(self._texts[:-1]):
            opens = text.lower() in self._introducers and self._texts[at + 1] in self._kinds_of
            if text in self._introducers or opens:
                first = at + 1
                while first < min(at + 4, len(doc)) and self._texts[first] in self._kinds_of:
                    first += 1
                end = self._name_end(doc, first)
                if end == first and text in self._introducers and self._is_of_town(doc, first):
                    end = self._name_end(doc, first + 1)  # "harian |Sacramento Bee|"
                if end > first:
                    found.append((first, end, self._key_of(doc, first, end)))
        return found

    def _is_of_town(self, doc: Doc, at: int) -> bool:
        """True for a town of one word in which a name begins."""
        is_town = self._place_at.get(at) is not None and at + 1 in self._place_to
        return is_town and at + 1 < len(doc) and _is_name_word(doc, at + 1)

    def _name_end(self, doc: Doc, start: int) -> int:
        """Where capitalised words end that name neither a person, a state, a place nor a day."""
        at = start
        while at < len(doc) and at - start < LONGEST and at not in self._not_bodies and _is_name_word(doc, at):
            if at in self._people or at in self._days or doc[at].text in words(self._lang, "persons", "titles"):
                break
            at += 1
        if at < len(doc) and doc[at].text == "." and doc[at - 1].whitespace_ == "":
            return at
        barred = words(self._lang, "persons", "not_names")
        return start if any(doc[i].text in barred for i in range(start, at)) else at

    def _bare(self, doc: Doc) -> list[tuple[int, int, str | None]]:
        """Bodies called by their head alone, capitalised inside a sentence: "rapat di Kongres"."""
        bare = words(self._lang, "organizations", "lone_heads")
        return [(i, i + 1, None) for i, text in enumerate(self._texts) if text in bare and i and doc[i - 1].is_lower]

    def _resumed(self, doc: Doc, spans: list[tuple[int, int, str | None]]) -> list[tuple[int, int, str | None]]:
        """Later places of short forms that a bracket behind a name has introduced: "… Corporation (MCC)"."""
        shorts = {
            alias: end for start, end, _ in sorted(spans, reverse=True) if (alias := self._short_form(doc, start, end))
        }
        for start, end, _ in sorted(spans, reverse=True):
            if end - start == 2 and doc[end - 1].text.rstrip(".") in words(self._lang, "organizations", "legal_forms"):
                shorts[doc[start].text] = end
        last = len(doc)
        return [(i, i + 1, None) for i, text in enumerate(self._texts) if i > shorts.get(text, last)] if shorts else []

    def _run_end(self, doc: Doc, at: int) -> int:
        """Where the capitalised words from ``at`` end; a joiner counts only between two of them."""
        joiners = words(self._lang, "organizations", "joiners")
        start = at
        is_served = self._is_served(doc, at - 1)
        of_state = is_served or self._heads.get(doc[at - 1].text) in ("government", "military")
        while at < len(doc) and at - start < LONGEST:
            if (
                at in self._people
                or at in self._days
                or (of_state and self._starts_a_name(doc, at) and self._may_end(doc, start, at))
                or (is_served and self._is_whole(doc, start - 1, at) and self._speaks_from(doc, at))
                or (at > start and self._may_hold_office(doc, start - 1, at))
                or (is_served and at in self._state_to and self._ends_in_name(doc, at))
            ):
                break
            if _is_name_word(doc, at):
                at += 1
            elif doc[at].lower_ in joiners and at > start and at + 1 < len(doc) and self._joins(doc, at + 1):
                at += 2
            elif doc[at].text == "," and of_state and at > start and self._is_listed(doc, at):
                at += 1
            elif doc[at].text == "-" and at > start and at + 1 < len(doc) and doc[at + 1].is_alpha:
                at += 2
            else:
                break
        return at

    def _is_whole(self, doc: Doc, start: int, at: int) -> bool:
        """True if a name ends before ``at``: it is in the gazetteer, or ends with a state, a place or letters."""
        known = self._organization_at.get(start)
        letters = doc[at - 1].text
        return (
            (known is not None and known.end == at)
            or at in self._state_to
            or at in self._place_to
            or doc[start:at].text in words(self._lang, "organizations", "complete")
            or (at - start > 1 and len(letters) > 1 and letters.isupper())
        )

    def _speaks_from(self, doc: Doc, at: int) -> bool:
        """True for capitalised words before a verb of saying, who holds the office: "… Komisi Eropa |X Y| menilai"."""
        if at >= len(doc) or at in self._not_bodies or doc[at].text in self._heads or doc[at].is_upper:
            return False
        end = at
        while end < len(doc) and end - at < LONGEST_NAME:
            hyphened = doc[end].text == "-" and end + 1 < len(doc) and doc[end + 1].is_alpha
            if not (_is_name_word(doc, end) or hyphened or doc[end - 1].text == "-"):
                break
            end += 1
        if end == at or end >= len(doc):
            return False
        after = doc[end].lower_
        return after in words(self._lang, "persons", "speech_after") or after in lexicon(self._lang).cues.active

    def _ends_in_name(self, doc: Doc, at: int) -> bool:
        """True if two or three words that no body has end the run: "Ketua Dewan Peru |Juan Ramos| di …"."""
        end = at
        while end < len(doc) and end - at < LONGEST_NAME and _is_name_word(doc, end):
            end += 1
        own, unlikely = self._texts[at:end], other_words(self._lang)
        return len(own) in (2, 3) and not any(
            text in unlikely or text in self._heads or text.isupper() or at + i in self._not_bodies
            for i, text in enumerate(own)
        )

    def _is_listed(self, doc: Doc, at: int) -> bool:
        """True for the comma of "Badan Meteorologi, Klimatologi, dan Geofisika": capitals run on to "dan"."""
        for i in range(at + 1, min(at + 7, len(doc) - 1)):
            if doc[i].lower_ in self._links:
                return i > at + 1 and _is_name_word(doc, i + 1) and doc[i + 1].text not in self._heads
            if not (_is_name_word(doc, i) or doc[i].text == ",") or doc[i].text in self._heads:
                return False
        return False

    def _may_end(self, doc: Doc, start: int, at: int) -> bool:
        """True where a name of a body is complete: behind a word of it, or behind a head that needs none."""
        return at > start or doc[start - 1].text in words(self._lang, "organizations", "bare_heads")

    def _is_served(self, doc: Doc, at: int) -> bool:
        """True behind the word of an office: whoever holds it may be named behind the body."""
        roles = lexicon(self._lang).speakers.roles
        before = [doc[i].lower_ for i in range(max(0, at - SERVED), at)]
        return any(word in roles for word in before)

    def _may_hold_office(self, doc: Doc, head: int, at: int) -> bool:
        """True behind the state of a body in an office: "Juru bicara Kementerian Pertahanan X |Budi|"."""
        governs = self._heads.get(doc[head].text) in GOVERNING
        if not governs or at not in self._state_to or not _is_name_word(doc, at) or not self._is_served(doc, head):
            return False
        return doc[at].text not in self._heads and doc[at].text not in other_words(self._lang)

    def _joins(self, doc: Doc, at: int) -> bool:
        if not _is_name_word(doc, at) or at in self._days or at in self._people:
            return False
        is_linked = doc[at - 1].lower_ in self._links
        return not (is_linked and (self._starts_a_name(doc, at) or at in self._organization_at))

    def _starts_a_name(self, doc: Doc, at: int) -> bool:
        """Behind a ministry's name the minister's may follow without a mark: a rank, an initial, words of a name."""
        likely = name_words(self._lang)
        if doc[at].text in words(self._lang, "official", "ranks") or _is_initial(doc, at):
            return True
        unlikely = other_words(self._lang)
        if at in self._recognised or (doc[at].text in self._lone_names and doc[at].text not in unlikely):
            return True
        if self._is_lone_name(doc, at):
            return True
        if at + 1 >= len(doc):
            return False
        after = doc[at + 1]
        if at in self._place_to and _is_name_word(doc, at + 1) and after.text in likely - unlikely:
            return doc[at].text in likely - unlikely  # "Dinas Kota Bekasi |Budi Santoso|"
        if doc[at].text not in likely or doc[at].text in unlikely:
            return False
        if after.text in likely or after.lower_ in words(self._lang, "persons", "speech_after"):
            return after.text not in unlikely
        behind_state = at in self._state_to
        return behind_state and _is_name_word(doc, at + 1) and after.text not in unlikely

    def _is_lone_name(self, doc: Doc, at: int) -> bool:
        """True for the "Sujatmiko" of "Kementerian ESDM Sujatmiko mengatakan": a word behind letters, before speech."""
        before, text = doc[at - 1].text, doc[at].text
        if not (before.isupper() and len(before) > 2) or doc[at].is_upper or at + 1 >= len(doc):
            return False
        barred = words(self._lang, "persons", "role_words") | words(self._lang, "persons", "not_names")
        if text in other_words(self._lang) or text in barred or text in self._heads or at in self._not_bodies:
            return False
        speaks = doc[at + 1].lower_ in words(self._lang, "persons", "speech_after")
        return speaks or _is_name_word(doc, at + 1)

    def _key_of(self, doc: Doc, start: int, end: int) -> str | None:
        """The gazetteer's key if its entry fills the whole span."""
        known = self._organization_at.get(start)
        return known.key if known and known.end == end else None

    def _english(self, doc: Doc) -> list[tuple[int, int, str | None]]:
        found: list[tuple[int, int, str | None]] = []
        for start, end in _capital_runs(doc, words(self._lang, "organizations", "english_joiners")):
            last = max((i for i in range(start, end) if self._is_english(doc, i, start)), default=None)
            while last is not None and start < last and self._only_leads(doc, start):
                start += 1
            if (
                last is not None
                and doc[end - 1].text not in words(self._lang, "organizations", "buildings")
                and end - start > 1
                and doc[start:end].text not in self._never
            ):
                end = self._before_names(doc, last + 1, end)
                if last + 1 < end and doc[last + 1].text[:1].isupper() and self._is_served(doc, start):
                    end = last + 1 + (doc[last + 1].text in self._forms)
                found.append((start, end, self._key_of(doc, start, end)))
        return found

    def _is_english(self, doc: Doc, at: int, start: int) -> bool:
        """True for a word that only English names of bodies have, not for the "Bank" of "Program Bank Dunia"."""
        english = words(self._lang, "organizations", "english")
        return doc[at].text in english and (at == start or at not in self._organization_at)

    def _only_leads(self, doc: Doc, at: int) -> bool:
        """True for a word that may stand before a name where a sentence or role opens: "Mengutip", "Direktur"."""
        cues = lexicon(self._lang).cues
        return doc[at].text in self._leading or (doc[at].is_sent_start is not False and doc[at].lower_ in cues.via)

    def _before_names(self, doc: Doc, start: int, end: int) -> int:
        """Where a person's name begins that follows the body without a mark; ``end`` if none does."""
        names, unlikely = name_words(self._lang), other_words(self._lang)
        at = end
        while at > start and doc[at - 1].text in names and doc[at - 1].text not in unlikely:
            at -= 1
        return at if end - at > 1 else end

    def _sites(self, doc: Doc) -> list[tuple[int, int, str | None]]:
        """Outlets named by their address: "Harian.com"."""
        ends = tuple(words(self._lang, "organizations", "media_ends"))
        return [
            (i, i + 1, None)
            for i, text in enumerate(self._texts)
            if text.lower().endswith(ends) and "/" not in text and "@" not in text and text[:1].isalpha()
        ]

    def _forces(self, doc: Doc) -> list[tuple[int, int, str | None]]:
        """A common noun and a state make one body: "militer Korea Selatan"."""
        found: list[tuple[int, int, str | None]] = []
        for match in self._with_state.finditer(doc._.article.text):
            span = doc.char_span(match.start(), match.end())
            state = self._state_at.get(span.end) if span is not None else None
            if span is not None and state is not None and not self._is_attribute(doc, span.start):
                found.append((span.start, state.end, None))
        return found

    def _is_attribute(self, doc: Doc, start: int) -> bool:
        """True for what belongs to a force: "helikopter militer Pakistan", "25 ribu tentara AS"."""
        if not start or not doc[start].is_lower:
            return False
        before, lex = doc[start - 1], lexicon(self._lang)
        if before.like_num or before.lower_ in words(self._lang, "organizations", "amounts"):
            return True
        functional = (
            lex.clauses.prepositions | lex.clauses.subordinators | lex.clauses.connectives | lex.clauses.adverbs
        )
        functional |= (
            lex.clauses.coordinators | lex.cues.complementizers | lex.speakers.roles.keys() | lex.cues.said_nouns
        )
        verb = before.lower_.startswith(tuple(lex.clauses.verb_prefixes)) or before.lower_ in lex.cues.after
        opens = before.i == 0 or doc[before.i - 1].text in ".!?"
        return (before.is_lower or opens) and before.is_alpha and before.lower_ not in functional and not verb

    def _is_of_state(self, doc: Doc, start: int) -> bool:
        """A ministry or force of a state names that state; a party, club or treaty does not."""
        known = self._organization_at.get(start)
        governs = known is not None and organizations()[known.key].kind in GOVERNING
        return governs or self._heads.get(doc[start].text) == "government" or not doc[start].text[:1].isupper()

    def _of_another_state(self, doc: Doc, known: Known) -> tuple[int, int, str | None] | None:
        """The body of the state behind a name that stands for one at home: "Kemlu Jepang"."""
        body, state = organizations()[known.key], self._state_at.get(known.end)
        if state is None or body.kind not in GOVERNING or body.state is None or state.key == body.state:
            return None
        return known.start, state.end, None

    def _note(self, doc: Doc, start: int, end: int, key: str | None, found: dict[str, Found]) -> None:
        span = doc[start:end]
        mention = Mention(span.start_char, span.end_char, span.text)
        known = organizations().get(key) if key else None
        state = known.state if known else self._state_in(doc, start, end)
        is_local = end < len(doc) and doc[end].lower_ in words(self._lang, "organizations", "local")
        if known and is_local and known.state not in (None, self._page_state):
            key, known, state = None, None, self._page_state  # "Kejaksaan Agung |setempat|" abroad
        label = f"key:{key}" if known else f"name:{self._canonical(doc, start, end)}"
        if label not in found:
            kind: str = known.kind if known else self._kind(doc, start, end)
            found[label] = Found(span.text, kind, state, key if known else None)  # type: ignore[arg-type]
        found[label].mentions.append(mention)
        if alias := self._short_form(doc, start, end):
            found[label].aliases.append(alias)

    def _is_of_last(self, start: int, end: int) -> bool:
        """True if a short form behind is that of a body the name ends with: "Majelis Umum |Perserikatan … (PBB)|"."""
        short = self._organization_at.get(end + 1)
        if short is None:
            return False
        inside = (self._organization_at.get(i) for i in range(start + 1, end))
        return any(known is not None and known.end == end and known.key == short.key for known in inside)

    def _canonical(self, doc: Doc, start: int, end: int) -> str:
        """The name with its state by code: "militer AS" and "militer Amerika Serikat" are the same."""
        last = self._state_to.get(end)
        last = last if last is not None and last.start > start else None
        own = folded(doc[start : last.start if last else end].text)
        first, _, rest = own.partition(" ")
        own = " ".join(filter(None, (self._synonyms.get(first, first), rest)))
        return f"{own} {last.key}" if last else own

    def _state_in(self, doc: Doc, start: int, end: int) -> str | None:
        """The state named in the name or right behind it, else that of a body in it; bodies of Indonesia need none.

        An embassy is its owner's ("Kedutaan Besar RI untuk Arab Saudi"); a body of states is of none.
        """
        inside: list[str] = [self._state_at[i].key for i in range(start, min(end + 1, len(doc))) if i in self._state_at]
        if inside:
            return inside[0] if doc[start].text in words(self._lang, "organizations", "missions") else inside[-1]
        bodies = self._bodies_in(start, end)
        if bodies:
            return bodies[-1].state
        if seat := self._seat(doc, start, end):
            return seat
        if doc[start].text not in self._heads or self._is_of_lands(doc, start, end):
            return None
        return self._page_state

    def _seat(self, doc: Doc, start: int, end: int) -> str | None:
        """The state of a place in or behind a name: "Polisi |Turin|", "Pusat Tsunami |yang berbasis di Hawaii|".

        Offices that only the home country has are there.
        """
        if doc[start].lower_ in words(self._lang, "official", "national_words"):
            return lexicon(self._lang).speakers.default_state
        is_sent = doc[start].text in words(self._lang, "organizations", "missions")
        inside = filter(None, (self._place_at.get(i) for i in range(start + 1, end)))
        if not is_sent and (own := next(inside, None)):
            return own
        if end + 3 >= len(doc) or doc[end].lower_ not in lexicon(self._lang).clauses.relative:
            return None
        is_told = doc[end + 1].lower_ in words(self._lang, "organizations", "seated")
        return self._place_at.get(end + 3) if is_told else None

    def _is_of_lands(self, doc: Doc, start: int, end: int) -> bool:
        """True for a public body of many lands by its name: "Pusat Pengendalian Penyakit |Eropa|"."""
        lands = words(self._lang, "organizations", "lands")
        is_public = self._heads.get(doc[start].text) not in ("company", "media", "party")
        return is_public and any(doc[i].text in lands for i in range(start + 1, end))

    def _state_of_page(self, doc: Doc) -> str:
        """The state of bodies that name none: home, unless the article tells of other states alone."""
        home = lexicon(self._lang).speakers.default_state
        counts = Counter(k.key for k in doc._.known if k.kind == "state")
        if not counts or home in counts:
            return home
        return str(max(counts, key=lambda code: counts[code]))

    def _introduced_as(self, doc: Doc, start: int) -> str | None:
        """The kind that a common noun before a name tells, "armed_group" if it is said to bear arms."""
        at, told = start - 1, None
        while at >= 0 and doc[at].text in self._kinds_of:
            told = "armed_group" if doc[at].text in self._armed else told
            at -= 1
        introduced = self._introducers.get(doc[at].lower_) if at >= 0 else None
        return told or introduced if introduced else None

    def _kind(self, doc: Doc, start: int, end: int) -> str:
        if (told := self._introduced_as(doc, start)) and doc[start].text not in self._heads:
            return told
        if told := self._pairs.get(doc[start : min(start + 2, end)].text):
            of_state = any(i in self._state_at for i in range(start + 2, min(end + 1, len(doc))))
            return "government" if told == "igo" and of_state else told
        known = self._organization_at.get(start)
        if known is not None and known.end < end and known.end in self._state_at:
            told = organizations()[known.key].kind
            return "government" if told == "igo" else told
        if kind := self._heads.get(doc[start].text):
            is_part = doc[start].text in words(self._lang, "organizations", "parts")
            if is_part and (whole := self._bodies_in(start, end)):
                return whole[-1].kind
            return "igo" if kind == "government" and self._is_of_many(doc, start, end) else kind
        if match := self._with_state.match(doc[start:end].text):
            return mapping(self._lang, "organizations", "with_state")[match.group().lower()]
        text = doc[start:end].text
        if text.lower().endswith(tuple(words(self._lang, "organizations", "media_ends"))):
            return "media"
        return next((kind for ending, kind in self._english_kinds.items() if ending in text), "other")

    def _bodies_in(self, start: int, end: int) -> list[KnownOrganization]:
        """Bodies of the gazetteer that start in a stretch of tokens, in order."""
        at = self._organization_at
        return [organizations()[at[i].key] for i in range(start, end) if i in at]

    def _is_of_many(self, doc: Doc, start: int, end: int) -> bool:
        """True for "Dewan Hak Asasi Manusia PBB", a body of a body of states."""
        bodies = self._bodies_in(start, end)
        return bool(bodies) and bodies[-1].kind == "igo"


_ENDING = re.compile(r"(?:\.?com|\.?co\.?id|\.?id|\.?net|\.?org)$")


def _date_tokens(doc: Doc) -> set[int]:
    """Tokens that tell a day or month."""
    spans = (doc.char_span(d.start, d.end, alignment_mode="expand") for d in doc._.dates)
    return {i for span in spans if span is not None for i in range(span.start, span.end)}


def _is_name_word(doc: Doc, at: int) -> bool:
    first = texts_of(doc)[at][:1]
    return first.isupper() and first.isalpha()


def _is_letters(doc: Doc, at: int) -> bool:
    """True for the short form of a body: "DJP"."""
    return len(doc[at]) > 2 and doc[at].is_upper and doc[at].is_alpha


def _is_initial(doc: Doc, at: int) -> bool:
    """True for the "M." of "M. Jasin"."""
    text = doc[at].text
    return len(text.rstrip(".")) == 1 and text.endswith(".") and at + 1 < len(doc) and _is_name_word(doc, at + 1)


def _capital_runs(doc: Doc, small: Words) -> list[tuple[int, int]]:
    """Runs of capitalised words, with ``small`` ones inside."""
    found, at = [], 0
    while at < len(doc):
        if not _is_name_word(doc, at):
            at += 1
            continue
        end = at + 1
        while end < len(doc) and end - at < LONGEST:
            if _is_name_word(doc, end):
                end += 1
            elif doc[end].text in small and end + 1 < len(doc) and _is_name_word(doc, end + 1):
                end += 2
            else:
                break
        found.append((at, end))
        at = end
    return found


def _bracketed(doc: Doc, end: int) -> str | None:
    """A short form in brackets right behind a name: "(KPK)"."""
    if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")":
        text = doc[end + 1].text
        if text in words(doc.lang_, "organizations", "legal_forms"):
            return None
        if 1 < len(text) <= 12 and text[0].isupper():
            return str(text)
    return None


def _is_of_office(doc: Doc, start: int, end: int) -> bool:
    """True if the short form behind a body is that of an office in it: "Kepala Staf |Angkatan Darat| (KSAD)"."""
    letters, first = "".join(doc[i].text[0] for i in range(start, end)), start
    while first > 0 and _is_name_word(doc, first - 1) and len(letters) < LONGEST:
        first -= 1
        letters = doc[first].text[0] + letters
        if letters == doc[end + 1].text:
            return True
    return False


def _outermost(spans: list[tuple[int, int, str | None]]) -> list[tuple[int, int, str | None]]:
    taken: set[int] = set()
    kept = []
    for start, end, key in sorted(spans, key=lambda s: (s[0] - s[1], s[2] is None, s[0], s[2] or "")):
        if not taken.intersection(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, key))
    return [(s, e, k) for s, e, k in sorted(kept, key=lambda x: x[0])]


def _joined(found: dict[str, Found], lang: str) -> list[Found]:
    """One entry a body: short forms in brackets, beginnings of longer names and addresses go to their home."""
    homes = _Homes(list(found.values()), lang)
    kept = []
    for item in found.values():
        home = homes.of(item)
        if home is item:
            kept.append(item)
            continue
        home.mentions += item.mentions
        if (home.kind, home.state) == (item.kind, item.state):
            home.key = home.key or item.key
    return kept


class _Homes:
    """Says to which entry each body found goes."""

    def __init__(self, found: list[Found], lang: str) -> None:
        self._lang = lang
        self._bare = {id(item): bare_name(item.name, lang) for item in found}
        self._by_alias = {folded(alias): item for item in found for alias in item.aliases}
        self._by_address = {_address(item.name): item for item in found if "." not in item.name}
        self._by_bare: dict[str, Found] = {}
        for item in found:
            self._by_bare.setdefault(_address(self._bare[id(item)]), item)
        self._sorted = sorted(found, key=self._bare_of)
        self._order = {id(item): at for at, item in enumerate(found)}

    def _bare_of(self, item: Found) -> str:
        return self._bare[id(item)]

    def of(self, item: Found) -> Found:
        """The entry that ``item`` goes to in the end: itself, or the home of its home; of a circle the first found."""
        seen = [item]
        while (home := self._next(seen[-1])) is not None:
            circle = next((seen[at:] for at, other in enumerate(seen) if other is home), None)
            if circle is not None:
                return min(circle, key=lambda member: self._order[id(member)])
            seen.append(home)
        return seen[-1]

    def _next(self, item: Found) -> Found | None:
        bare = self._bare_of(item)
        homes = (
            self._by_alias.get(folded(item.name)),
            self._by_address.get(_address(item.name)),
            self._by_address.get(_address(bare)),
            self._by_bare[_address(bare)],
            self._by_alias.get(folded(bare)),
        )
        other = next((home for home in homes if home is not None and home is not item), None)
        return other or self._seat_of(item) or self._longer(item)

    def _seat_of(self, item: Found) -> Found | None:
        """The mission that "KBRI Kairo" names by its short form and seat."""
        first = item.name.split()[0]
        return self._by_alias.get(folded(first)) if first in words(self._lang, "organizations", "missions") else None

    def _longer(self, item: Found) -> Found | None:
        """The one longer name that begins with all words of this one: "Kementerian Luar Negeri (Turki)".

        One of a single word needs to be that of a mission or the like ("KBRI"), or of a company whose form follows.
        """
        name = self._bare_of(item) if " " in item.name else item.name
        at = bisect_left(self._sorted, name + " ", key=self._bare_of)
        longer = [other for other in self._sorted[at : at + 2] if self._bare_of(other).startswith(name + " ")]
        if len(longer) != 1:
            return None
        rest = self._bare_of(longer[0])[len(name) + 1 :]
        if item.key and folded(rest) not in _known_names():
            return None
        if " " in name:
            same = item.kind == longer[0].kind and item.kind in ("government", "igo")
            return longer[0] if not item.key or same else None
        forms = words(self._lang, "organizations", "legal_forms")
        alone = words(self._lang, "organizations", "missions") | words(self._lang, "organizations", "bare_heads")
        return longer[0] if name in alone or rest.rstrip(".") in forms else None


def _address(name: str) -> str:
    """A name as its own address has it: "CNN Indonesia" and "CNNIndonesia.com" are one."""
    return _ENDING.sub("", folded(name).replace(" ", ""))


def bare_name(name: str, lang: str) -> str:
    """The name without a word that names may do without: "Partai Golkar", "Fraksi Golkar" and "Golkar" are the same."""
    lead = next((lead for lead in _leads(lang) if name.startswith(lead)), None)
    return bare_name(name[len(lead) :], lang) if lead else name


@cache
def _leads(lang: str) -> tuple[str, ...]:
    """Such words with the blank behind them, the longest first."""
    return tuple(sorted((f"{lead} " for lead in words(lang, "organizations", "leads")), key=lambda w: (-len(w), w)))


@cache
def _known_names() -> frozenset[str]:
    """Names of states and of organisations of the gazetteers."""
    named = (name for state in states().values() for name in state.names)
    bodies = (name for body in organizations().values() for name in (body.name_id, *body.aliases))
    return frozenset(map(folded, (*named, *bodies)))


def _records(found: list[Found]) -> list[OrganizationRecord]:
    ordered = sorted(found, key=lambda f: min(m.start for m in f.mentions))
    return [_record(f"o{number}", item) for number, item in enumerate(ordered, 1)]


def _record(local_id: str, item: Found) -> OrganizationRecord:
    mentions = tuple(sorted(item.mentions, key=lambda m: (m.start, m.end)))
    name = max((m.text for m in mentions), key=len)
    aliases = tuple(dict.fromkeys(a for a in (*item.aliases, *(m.text for m in mentions)) if a != name))
    known = organizations().get(item.key) if item.key else None
    wikidata = known.wikidata if known else None
    return OrganizationRecord(local_id, name, aliases, item.kind, item.state, wikidata, item.key, mentions)
