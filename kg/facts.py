"""From an extraction record to facts with evidence, in reading order.

Nothing here looks at other articles or at a store. A meeting that is planned gives facts of certainty
"planned", one that is denied facts of polarity "denied": they can be asked for but are never asserted.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from kg.identity import KEY_LENGTH, article_iri, digest, keyed_iri, local_iri, named_iri
from kg.model import Article, ArticleFacts, Certainty, Evidence, Fact, Link, Membership, Mention, Polarity
from kg.record import (
    MeetingRecord,
    OrganizationRecord,
    PersonRecord,
    Record,
    StatementRecord,
    StateRecord,
    WeaponRecord,
)
from kg.text import folded, slug
from ontology.gazetteer import organizations, people, states
from ontology.namespaces import ACT, DATA, NS, WIKIDATA

WORDS_OF_A_COPY = 5
"""Shorter wordings may be equal by chance; they never join statements of two articles."""

BY = "jubir"

GOVERNMENTAL = ("government", "military")


def facts_from_record(record: Record, article: Article, source: str) -> ArticleFacts:
    """Turn one record into what the graph takes from the article.

    ``source`` is the article's URL, else its absolute path. Offsets of all evidence count code points
    of ``article.text``. A meeting or entity without a mention gives no fact: there is nothing to show for it.
    """
    builder = _Builder(record, article, article_iri(article.id))
    builder.run()
    evidence = tuple(dict.fromkeys(builder.evidence))
    links, blocks = dict.fromkeys(builder.links), dict.fromkeys(builder.blocks)
    return ArticleFacts(article, source, evidence, tuple(links), tuple(blocks))


def date_datatype(date: str) -> str:
    """The XSD datatype of a full or partial ISO date."""
    return {4: "gYear", 7: "gYearMonth"}.get(len(date), "date")


@dataclass(slots=True)
class _Builder:
    record: Record
    article: Article
    home: str
    evidence: list[Evidence] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    blocks: list[Membership] = field(default_factory=list)
    iris: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    """States and places of which it was said already what they are; the first place in the text is enough."""
    state_names: dict[str, str] = field(default_factory=dict)
    said: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def run(self) -> None:
        self._article()
        for state in self.record.states:
            self._state(state.code, _first(state))
            for mention in state.mentions:
                self.state_names.setdefault(folded(mention.text), keyed_iri("state", state.code))
        for person in self.record.persons:
            self._person(person)
        for organization in self.record.organizations:
            self._organization(organization)
        for weapon in self.record.weapons:
            self._weapon(weapon)
        for meeting in self.record.meetings:
            self._meeting(meeting)
        for statement in self.record.statements:
            self.said.setdefault((statement.speaker, self._content(statement)), []).append(statement.start)
        for starts in self.said.values():
            starts.sort()
        for statement in self.record.statements:
            self._statement(statement)
        self._contradictions()

    # --- writing facts down

    def _add(
        self, subject: str, predicate: str, value: str, where: Mention, extractor: str, *,
        datatype: str | None = "string", lang: str | None = None, polarity: Polarity = "affirmed",
        certainty: Certainty = "certain",
    ) -> None:  # fmt: skip
        fact = Fact(subject, predicate, value, "langString" if lang else datatype, lang, polarity, certainty)
        start, end = where.start, where.end
        self.evidence.append(Evidence(fact, self.home, start, end, self.article.text[start:end], extractor))

    def _link(self, subject: str, predicate: str, target: str, where: Mention, extractor: str) -> None:
        self._add(subject, predicate, target, where, extractor, datatype=None)

    def _is_a(self, subject: str, kind: str, where: Mention, extractor: str) -> None:
        self._link(subject, "type", NS + kind, where, extractor)

    def _flag(self, subject: str, predicate: str, value: bool, where: Mention, extractor: str) -> None:
        self._add(subject, predicate, "true" if value else "false", where, extractor, datatype="boolean")

    def _wikidata(self, subject: str, wikidata: str | None, where: Mention, extractor: str) -> None:
        if wikidata:
            self._link(subject, "exactMatch", WIKIDATA + wikidata, where, extractor)

    def _stands_for(self, kind: str, iri: str, name: str, state: str | None) -> None:
        """Link something that no gazetteer knows to what all articles that give it this name and state share."""
        key = f"{kind}|{folded(name)}|{state or ''}"
        shared = f"{DATA}{kind}/{slug(name) or 'x'}-{digest(key, length=8)}"
        self.links.append(Link(iri, shared, "same", 0.9, f"same {kind} name and state", BY, key))

    # --- one class each

    def _article(self) -> None:
        article, page = self.article, Mention(0, 0, "")
        iri = article_iri(article.id)
        self._is_a(iri, "Article", page, "metadata")
        self._add(iri, "file", article.file, page, "metadata")
        self._add(iri, "language", article.lang, page, "metadata")
        if article.title:
            self._add(iri, "title", article.title, page, "metadata", lang=article.lang)
        if article.url:
            self._add(iri, "url", article.url, page, "metadata", datatype="anyURI")
        if article.published:
            self._add(iri, "published", article.published, page, "metadata", datatype=date_datatype(article.published))
        if article.publisher:
            outlet = named_iri("outlet", article.publisher)
            self._link(iri, "publisher", outlet, page, "metadata")
            self._is_a(outlet, "Outlet", page, "metadata")
            self._add(outlet, "name", article.publisher, page, "metadata")

    def _state(self, code: str, where: Mention) -> str:
        iri, known = keyed_iri("state", code), states().get(code)
        if iri in self.told:
            return iri
        self.told.add(iri)
        self._is_a(iri, "State", where, "states")
        self._add(iri, "code", code, where, "states")
        if known is not None:
            self._add(iri, "name", known.name_id, where, "states", lang="id")
            self._add(iri, "name", known.name_en, where, "states", lang="en")
            self._wikidata(iri, known.wikidata, where, "states")
        return iri

    def _names(self, iri: str, name: str, aliases: tuple[str, ...], where: Mention, extractor: str) -> None:
        self._add(iri, "name", name, where, extractor)
        for alias in aliases:
            if alias != name:
                self._add(iri, "alias", alias, where, extractor)

    def _person(self, person: PersonRecord) -> None:
        if not person.mentions:
            return
        where = person.mentions[0]
        known = people().get(person.key) if person.key else None
        iri = keyed_iri("person", person.key) if person.key else local_iri("person", self.article.id, person.name)
        self.iris[person.id] = iri
        for name in (person.name, *person.aliases):
            self.names.setdefault(folded(name), iri)
        self._is_a(iri, "Person", where, "persons")
        self._names(iri, known.name if known else person.name, (person.name, *person.aliases), where, "persons")
        self._flag(iri, "official", person.official, where, "persons")
        if person.state:
            self._link(iri, "state", self._state(person.state, where), where, "persons")
        if person.role:
            self._role(iri, person, where)
        self._wikidata(iri, person.wikidata, where, "persons")
        if not person.key and len(folded(person.name).split()) > 1:
            self._stands_for("person", iri, person.name, person.state)

    def _role(self, iri: str, person: PersonRecord, where: Mention) -> None:
        role = person.role or ""
        position = named_iri("position", f"{role} {person.state or ''}")
        self._add(iri, "role", role, where, "persons", lang=self.article.lang)
        self._link(iri, "position", position, where, "persons")
        self._is_a(position, "Position", where, "persons")
        self._add(position, "name", role, where, "persons", lang=self.article.lang)
        if person.state:
            self._link(position, "state", keyed_iri("state", person.state), where, "persons")

    def _organization(self, organization: OrganizationRecord) -> None:
        if not organization.mentions:
            return
        o, where = organization, organization.mentions[0]
        known = organizations().get(o.key) if o.key else None
        iri = keyed_iri("organization", o.key) if o.key else local_iri("organization", self.article.id, o.name)
        self.iris[o.id] = iri
        for name in (o.name, *o.aliases):
            self.names.setdefault(folded(name), iri)
        self._is_a(iri, "Organization", where, "organizations")
        if known:
            self._add(iri, "name", known.name_id, where, "organizations", lang="id")
            self._add(iri, "name", known.name_en, where, "organizations", lang="en")
            for alias in (o.name, *o.aliases):
                self._add(iri, "alias", alias, where, "organizations")
        else:
            self._names(iri, o.name, o.aliases, where, "organizations")
            self._stands_for("organization", iri, o.name, o.state)
        self._add(iri, "kind", o.kind, where, "organizations")
        self._flag(iri, "official", o.state is not None and o.kind in GOVERNMENTAL, where, "organizations")
        if o.state:
            self._link(iri, "state", self._state(o.state, where), where, "organizations")
        self._wikidata(iri, o.wikidata, where, "organizations")

    def _weapon(self, weapon: WeaponRecord) -> None:
        if not weapon.mentions:
            return
        iri, where = keyed_iri("weapon", weapon.concept), weapon.mentions[0]
        self._is_a(iri, "Weapon", where, "weapons")
        self._add(iri, "concept", weapon.concept, where, "weapons")
        for lang, name in _weapon_names(weapon):
            self._add(iri, "name", name, where, "weapons", lang=lang)
        for mention in weapon.mentions:
            self._add(iri, "alias", mention.text, where, "weapons", lang=self.article.lang)
        self._wikidata(iri, weapon.wikidata, where, "weapons")

    def _meeting(self, meeting: MeetingRecord) -> None:
        if not meeting.mentions:
            return
        m, where = meeting, meeting.mentions[0]
        iri = local_iri("meeting", self.article.id, *m.participants, *m.states, m.place or "", m.date or "", m.status)
        self.iris[m.id] = iri
        self._is_a(iri, "Meeting", where, "meetings")
        self._add(iri, "name", meeting_name(m), where, "meetings")
        self._add(iri, "kind", m.kind, where, "meetings")
        self._add(iri, "status", m.status, where, "meetings")
        for predicate, value, datatype in self._encounter(m, where):
            self._add(
                iri, predicate, value, where, "meetings", datatype=datatype,
                polarity="denied" if m.status == "denied" else "affirmed",
                certainty="planned" if m.status == "planned" else m.certainty,
            )  # fmt: skip
        if membership := self._membership(iri, m):
            self.blocks.append(membership)

    def _membership(self, iri: str, m: MeetingRecord) -> Membership | None:
        """Under which key, and with what to compare, a report meets those of other articles."""
        who = sorted(set(m.states)) if len(set(m.states)) > 1 else sorted({folded(name) for name in m.participants})
        if not who:
            return None
        published = self.article.published
        year = (m.date or published or "")[:4]
        details = {
            "kind": m.kind, "status": m.status, "date": m.date, "published": published,
            "participants": sorted({self._person_key(name) for name in m.participants}),
        }  # fmt: skip
        return Membership(iri, "|".join(("meeting", *who, year)), json.dumps(details, sort_keys=True))

    def _person_key(self, name: str) -> str:
        """What two articles would both call a person: the gazetteer's IRI, else the name."""
        iri = self.names.get(folded(name), "")
        return iri if iri.removeprefix(f"{DATA}person/") in people() else folded(name)

    def _encounter(self, m: MeetingRecord, where: Mention) -> Iterator[tuple[str, str, str | None]]:
        """What is said of the encounter itself: true only if it took place."""
        for name in m.participants:
            # a body meets for its state or its members: participants in the graph are persons
            if not self._participant(name, where).startswith(f"{DATA}organization/"):
                yield "participant", self._participant(name, where), None
        for code in m.states:
            yield "state", self._state(code, where), None
        if m.place:
            place = named_iri("place", m.place)
            if place not in self.told:
                self.told.add(place)
                self._is_a(place, "Place", where, "meetings")
                self._add(place, "name", m.place, where, "meetings", lang=self.article.lang)
            yield "place", place, None
        if m.date:
            yield "date", m.date, date_datatype(m.date)

    def _participant(self, name: str, where: Mention) -> str:
        if folded(name) not in self.names:
            self._person(PersonRecord(id=f"participant:{name}", name=name, mentions=(where,)))
        return self.names[folded(name)]

    def _statement(self, statement: StatementRecord) -> None:
        s, where = statement, Mention(statement.start, statement.end, "")
        content = self._content(s)
        speaker = self._speaker(s, where)
        iri = self._statement_iri(s, speaker, content)
        self.iris[s.id] = iri
        self._link(iri, "article", self.home, where, "statements")
        self._is_a(iri, "Statement", where, "statements")
        self._add(iri, "name", statement_name(s, content), where, "statements", lang=self.article.lang)
        self._link(iri, "speaker", speaker, where, "statements")
        self._flag(iri, "official", s.official, where, "statements")
        self._link(iri, "act", ACT + s.act, where, "statements")
        self._add(iri, "mode", s.mode, where, "statements")
        self._add(iri, "content", content, where, "statements", lang=self.article.lang)
        self._details(iri, s, where)
        self._about(iri, s, where)

    def _statement_iri(self, s: StatementRecord, speaker: str, content: str) -> str:
        """The same words of the same speaker are one statement, whichever paper prints them."""
        wording = folded(s.quote or content)
        if len(wording.split()) < WORDS_OF_A_COPY:
            return local_iri("statement", self.article.id, s.speaker, content, str(self._nth(s, content)))
        who = speaker if self._is_shared(speaker) else f"{folded(s.speaker)}|{s.state or ''}"
        return f"{DATA}statement/{digest(who, wording, length=KEY_LENGTH)}"

    def _content(self, statement: StatementRecord) -> str:
        return " ".join(self.article.text[statement.start : statement.end].split())

    def _is_shared(self, iri: str) -> bool:
        """True for what has the same IRI in every article."""
        return self.article.id not in iri

    def _nth(self, statement: StatementRecord, content: str) -> int:
        """How many statements with the same speaker and wording stand before this one."""
        return bisect_left(self.said[statement.speaker, content], statement.start)

    def _details(self, iri: str, s: StatementRecord, where: Mention) -> None:
        if s.role:
            self._add(iri, "speakerRole", s.role, where, "statements", lang=self.article.lang)
        if s.state:
            self._link(iri, "speakerState", self._state(s.state, where), where, "statements")
        if s.quote:
            self._add(iri, "quote", s.quote, where, "statements", lang=self.article.lang)
        if s.date:
            self._add(iri, "date", s.date, where, "statements", datatype=date_datatype(s.date))
        for source in s.via:
            self._add(iri, "via", source, where, "statements")
        if s.addressee and (addressee := self._named(s.addressee)):
            self._link(iri, "addressee", addressee, where, "statements")

    def _named(self, name: str) -> str | None:
        """The IRI of something of this article by its name: person, organisation or state."""
        if found := self.names.get(folded(name)):
            return found
        return self.state_names.get(folded(name))

    def _speaker(self, s: StatementRecord, where: Mention) -> str:
        if s.speaker_id and s.speaker_id in self.iris:
            return self.iris[s.speaker_id]
        if s.kind == "state" and s.state:
            return self._state(s.state, where)
        return self._unlisted_speaker(s, where)

    def _unlisted_speaker(self, s: StatementRecord, where: Mention) -> str:
        """A speaker who is no entry of the record: a group, an unnamed person, an unknown body."""
        kind, of_class = {"person": ("person", "Person"), "org": ("organization", "Organization")}.get(
            s.kind, ("group", "Group")
        )
        shared = f"{folded(s.speaker)}|{s.state or ''}"
        iri = local_iri(kind, self.article.id, shared)
        if s.kind == "group":
            # "seorang pejabat AS" is nobody in particular: the words name the same source everywhere
            iri = f"{DATA}group/{slug(s.speaker) or 'x'}-{digest(shared, length=8)}"
        self._is_a(iri, of_class, where, "statements")
        self._add(iri, "name", s.speaker, where, "statements", lang=self.article.lang)
        self._flag(iri, "official", s.official, where, "statements")
        if of_class == "Organization":
            self._add(iri, "kind", "other", where, "statements")
        if s.state:
            self._link(iri, "state", self._state(s.state, where), where, "statements")
        return iri

    def _about(self, iri: str, s: StatementRecord, where: Mention) -> None:
        for code in s.about.states:
            self._link(iri, "about", self._state(code, where), where, "about")
        for local in (*s.about.persons, *s.about.meetings):
            if local in self.iris:
                self._link(iri, "about", self.iris[local], where, "about")
        known = {weapon.concept for weapon in self.record.weapons if weapon.mentions}
        for concept in s.about.weapons:
            if concept in known:
                self._link(iri, "about", keyed_iri("weapon", concept), where, "about")

    def _contradictions(self) -> None:
        """A state that denies contradicts whoever accuses it, nearest before, else nearest after."""
        accusations: dict[str, list[StatementRecord]] = {}
        for accusation in (s for s in self.record.statements if s.act == "accuse"):
            for code in accusation.about.states:
                if code != accusation.state:
                    accusations.setdefault(code, []).append(accusation)
        for aimed in accusations.values():
            aimed.sort(key=attrgetter("start"))
        for denial in (s for s in self.record.statements if s.act == "deny" and s.state in accusations):
            nearest = _nearest(accusations[denial.state or ""], denial.start)
            for one, other in ((denial, nearest), (nearest, denial)):
                where = Mention(one.start, one.end, "")
                self._link(self.iris[one.id], "contradicts", self.iris[other.id], where, "contradictions")


def _nearest(ordered: list[StatementRecord], start: int) -> StatementRecord:
    """The last statement that starts at or before ``start``, else the first; of those that start alike the first."""
    starts = attrgetter("start")
    at = bisect_right(ordered, start, key=starts) - 1
    return ordered[bisect_left(ordered, ordered[at].start, key=starts)] if at >= 0 else ordered[0]


def _first(state: StateRecord) -> Mention:
    return state.mentions[0] if state.mentions else Mention(0, 0, "")


def _weapon_names(weapon: WeaponRecord) -> Iterator[tuple[str, str]]:
    from ontology.schemes import weapons

    known = weapons().get(weapon.concept)
    if known is None:
        yield "id", weapon.label
        return
    yield "id", known.labels_id[0] if known.labels_id else weapon.label
    if known.labels_en:
        yield "en", known.labels_en[0]


def meeting_name(m: MeetingRecord) -> str:
    """A short name: who, else which states, else where, and when."""
    who = " – ".join(m.participants) or " – ".join(m.states) or m.place or m.kind
    return f"{who}, {m.date}" if m.date else who


def statement_name(s: StatementRecord, content: str) -> str:
    """A short name: speaker, act and the first words."""
    words = (s.quote or content).strip()
    return f"{s.speaker}: {words[:77]}…" if len(words) > 80 else f"{s.speaker}: {words}"
