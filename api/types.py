"""Entities of the schema, each a view of an IRI's facts; a fact is read only through the loaders."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, cast

import strawberry
from strawberry import Info

from api.context import Context
from api.enums import EntityType, MeetingKind, MeetingStatus, OrganizationKind, SpeechAct, SpeechMode
from api.facts import Facts
from api.ids import node_id
from api.looking_ahead import is_selected
from api.scalars import PartialDate
from ontology.gazetteer import states
from ontology.namespaces import ACT, NS

Ctx = Info[Context, None]


@strawberry.interface(description="Anything with an id.")
class Node:
    """Anything with an id that stays valid, also after it was merged into another."""

    iri_: strawberry.Private[str]
    facts_: strawberry.Private[Facts]
    type_name: ClassVar[str]

    @strawberry.field(description="Opaque; stays valid when the entity is merged into another.")
    def id(self) -> strawberry.ID:
        """Base64 of type and key."""
        return strawberry.ID(node_id(self.type_name, self.iri_))


@strawberry.interface(description="Something that facts are about.")
class Entity(Node):
    """Something with a name and an IRI."""

    @strawberry.field(description="The IRI in the published data.")
    def iri(self) -> str:
        """The canonical IRI."""
        return self.iri_

    @strawberry.field(description="The name in `lang` if known, else without language, else Indonesian, else English.")
    def name(self, lang: str | None = None) -> str:
        """The best name there is; the IRI's end if there is none."""
        return self.facts_.name(lang) or self.iri_.rpartition("/")[2]

    @strawberry.field(description="Other names in use.")
    def aliases(self) -> list[str]:
        """Aliases, each once, without the name that is shown."""
        shown = self.facts_.name()
        return [name for name in self.facts_.values("alias") if name != shown]

    @strawberry.field(description="The same thing in other datasets.")
    def same_as(self) -> list[str]:
        """IRIs elsewhere, Wikidata's among them."""
        return self.facts_.values("exactMatch")


async def entities(info: Ctx, iris: Iterable[str]) -> list[Any]:
    """The entities of these IRIs, of their classes, in order; what the store does not know is left out."""
    loaded = await info.context.facts.load_many([*iris])
    return [made for made in map(entity_from, loaded) if made is not None]


async def entities_or_none(info: Ctx, iris: Iterable[str]) -> list[Any]:
    """The same with None in the place of what the store does not know."""
    return [entity_from(facts) for facts in await info.context.facts.load_many([*iris])]


def entity_from(facts: Facts) -> Any:
    """The entity of the class that its facts name; None if they name none of ours."""
    if facts.entity is None and facts.subject:
        kinds = sorted(iri.removeprefix(NS) for iri in facts.values("type"))
        kind = next((CLASSES[kind] for kind in kinds if kind in CLASSES), None)
        facts.entity = kind and kind(iri_=facts.subject, facts_=facts)
    return facts.entity


async def _one(info: Ctx, iri: str | None) -> Any:
    return entity_from(await info.context.facts.load(iri)) if iri else None


@strawberry.type(description="A sovereign state.")
class State(Entity):
    """A state."""

    type_name = "State"

    @strawberry.field(description="Other names in use.")
    def aliases(self) -> list[str]:
        """Names that the gazetteer has for it, and those that articles bring."""
        facts = self.facts_
        known = states().get(self.code())
        names = [*facts.values("alias"), *((known.name_id, known.name_en, *known.names) if known else ())]
        shown = facts.name()
        return [name for name in dict.fromkeys(names) if name != shown]

    @strawberry.field(description="ISO 3166-1 alpha-2; XK for Kosovo.")
    def code(self) -> str:
        """The code."""
        return self.facts_.value("code") or self.iri_.rpartition("/")[2]


@strawberry.type(description="A named individual, or a single unnamed one who speaks.")
class Person(Entity):
    """A person."""

    type_name = "Person"

    @strawberry.field(description="The state of the person's office or nationality.")
    async def state(self, info: Ctx) -> State | None:
        """The state."""
        return cast(State | None, await _one(info, self.facts_.value("state")))

    @strawberry.field(description="Held a governmental office in at least one of the articles.")
    def official(self) -> bool:
        """True if any article has the person speak or act for a government."""
        return self.facts_.value("official") == "true"

    @strawberry.field(description="Roles as the texts word them.")
    def roles(self) -> list[str]:
        """All roles."""
        roles = self.facts_.values("role")
        return list({role.casefold(): role for role in reversed(roles)}.values())[::-1]


@strawberry.type(description="A body that acts or speaks under its own name.")
class Organization(Entity):
    """An organisation."""

    type_name = "Organization"

    @strawberry.field(description="Ministry, force, medium, company and so on.")
    def kind(self) -> OrganizationKind:
        """The kind."""
        return OrganizationKind(self.facts_.value("kind") or "other")

    @strawberry.field(description="The state it belongs to.")
    async def state(self, info: Ctx) -> State | None:
        """The state."""
        return cast(State | None, await _one(info, self.facts_.value("state")))

    @strawberry.field(description="Speaks for a government.")
    def official(self) -> bool:
        """True for ministries, agencies and forces of a state."""
        return self.facts_.value("official") == "true"


@strawberry.type(description="Several people who speak as one.")
class Group(Entity):
    """A group."""

    type_name = "Group"

    @strawberry.field(description="The state it belongs to.")
    async def state(self, info: Ctx) -> State | None:
        """The state."""
        return cast(State | None, await _one(info, self.facts_.value("state")))

    @strawberry.field(description="Speaks for a government.")
    def official(self) -> bool:
        """True for groups of officials."""
        return self.facts_.value("official") == "true"


@strawberry.type(description="A place below the state.")
class Place(Entity):
    """A place."""

    type_name = "Place"


@strawberry.type(description="A post that people hold.")
class Position(Entity):
    """A position."""

    type_name = "Position"


@strawberry.type(description="A kind of weapon or a named system.")
class Weapon(Entity):
    """A weapon."""

    type_name = "Weapon"

    @strawberry.field(description="The key of the concept in the scheme.")
    def concept(self) -> str:
        """The concept's key."""
        return self.facts_.value("concept") or self.iri_.rpartition("/")[2]


@strawberry.type(description="An encounter: held, planned, past or denied.")
class Meeting(Entity):
    """A meeting as all articles together tell it."""

    type_name = "Meeting"

    @strawberry.field(description="Summit, meeting, visit, call or conference.")
    def kind(self) -> MeetingKind:
        """The kind most articles give."""
        return MeetingKind(self.facts_.value("kind") or "meeting")

    @strawberry.field(description="Held if any article says that it took place.")
    def status(self) -> MeetingStatus:
        """The firmest status that any article gives."""
        return MeetingStatus(self.facts_.value("status") or "held")

    @strawberry.field(description="Who met or is to meet.")
    async def participants(self, info: Ctx) -> list[Person]:
        """Participants."""
        return await entities(info, self.facts_.values("participant"))

    @strawberry.field(description="States that take part.")
    async def states(self, info: Ctx) -> list[State]:
        """States."""
        return await entities(info, self.facts_.values("state"))

    @strawberry.field(description="Where; several if plans and reports differ.")
    async def places(self, info: Ctx) -> list[Place]:
        """Places."""
        return await entities(info, self.facts_.values("place"))

    @strawberry.field(description="When, as precise as the articles allow: the date most of them give.")
    def date(self) -> PartialDate | None:
        """The date of the firmest report."""
        found = self.facts_.value("date")
        return PartialDate(found) if found else None


@strawberry.type(description="Who publishes articles.")
class Outlet(Entity):
    """An outlet."""

    type_name = "Outlet"


@strawberry.type(description="A news article.")
class Article(Entity):
    """An article."""

    type_name = "Article"

    @strawberry.field(description="The headline.")
    def title(self) -> str | None:
        """The title."""
        return self.facts_.value("title")

    @strawberry.field(description="Where it was published.")
    def url(self) -> str | None:
        """The address."""
        return self.facts_.value("url")

    @strawberry.field(description="The name of the outlet.")
    async def publisher(self, info: Ctx) -> str | None:
        """The outlet's name."""
        return await info.context.publishers.load(self.iri_)

    @strawberry.field(description="When it was published.")
    def published(self) -> PartialDate | None:
        """The date of publication."""
        found = self.facts_.value("published")
        return PartialDate(found) if found else None

    @strawberry.field(description="The name of the file it was read from.")
    def file(self) -> str | None:
        """The file."""
        return self.facts_.value("file")

    @strawberry.field(description="The whole text; offsets of evidence count its code points.")
    async def text(self, info: Ctx) -> str | None:
        """The canonical text."""
        stored = await info.context.articles.load(self.iri_)
        return stored.article.text if stored else None


async def _told_in(self: Evidence, info: Ctx) -> Article:
    if is_selected(info, "publisher"):
        facts = await info.context.facts_with_publisher(self.article_)
    else:
        facts = await info.context.facts.load(self.article_)
    return Article(iri_=self.article_, facts_=facts)


@strawberry.type(description="Why something is known: the place in an article that says so.")
class Evidence:
    """A stretch of an article's text."""

    article_: strawberry.Private[str]
    article: Article = strawberry.field(resolver=_told_in)
    start: int = strawberry.field(description="First code point.")
    end: int = strawberry.field(description="Behind the last code point.")
    text: str = strawberry.field(description="The words themselves.")
    via: list[str] = strawberry.field(description="Sources in between, as the article names them.")
    extractor: str = strawberry.field(description="What found it.")


Speaker = Annotated[Person | State | Organization | Group, strawberry.union("Speaker", description="Who may speak.")]


@strawberry.type(description="Something that someone said, told, denied, asked or promised.")
class Statement(Entity):
    """A statement; told by several sources it is one, with an evidence for each."""

    type_name = "Statement"

    @strawberry.field(description="Who says it.")
    async def speaker(self, info: Ctx) -> Speaker:
        """The speaker."""
        return cast(Speaker, await _one(info, self.facts_.value("speaker")))

    @strawberry.field(description="The role in which it was said.")
    def speaker_role(self) -> str | None:
        """The role."""
        return self.facts_.value("speakerRole")

    @strawberry.field(description="The state for which or from which the speaker speaks.")
    async def speaker_state(self, info: Ctx) -> State | None:
        """The state."""
        return cast(State | None, await _one(info, self.facts_.value("speakerState")))

    @strawberry.field(description="The speaker spoke for a government.")
    def official(self) -> bool:
        """Whether it was official at the time."""
        return self.facts_.value("official") == "true"

    @strawberry.field(description="What is done by saying it.")
    def act(self) -> SpeechAct:
        """The speech act."""
        return SpeechAct((self.facts_.value("act") or ACT + "say").removeprefix(ACT))

    @strawberry.field(description="Direct, indirect or mixed.")
    def mode(self) -> SpeechMode:
        """The mode."""
        return SpeechMode(self.facts_.value("mode") or "indirect")

    @strawberry.field(description="What the text says was said, attribution included.")
    def content(self) -> str:
        """The content."""
        return self.facts_.value("content") or ""

    @strawberry.field(description="The quoted words without the marks.")
    def quote(self) -> str | None:
        """The quotation."""
        return self.facts_.value("quote")

    @strawberry.field(description="To whom it was said.")
    async def addressee(self, info: Ctx) -> Entity | None:
        """The addressee."""
        return cast(Entity | None, await _one(info, self.facts_.value("addressee")))

    @strawberry.field(description="When it was said, as precise as the text.")
    def date(self) -> PartialDate | None:
        """The date of speaking."""
        found = self.facts_.value("date")
        return PartialDate(found) if found else None

    @strawberry.field(description="What it is about.")
    async def about(self, info: Ctx, types: list[EntityType] | None = None) -> list[Entity]:
        """Entities it is about, of these classes if any are given."""
        found = await entities(info, self.facts_.values("about"))
        wanted = {kind.value for kind in types} if types is not None else None
        return [entity for entity in found if wanted is None or entity.type_name in wanted]

    @strawberry.field(
        description="Statements that deny or contradict this one. The same from another source is further evidence."
    )
    async def contradicts(self, info: Ctx) -> list[Statement]:
        """The other side."""
        return await entities(info, self.facts_.values("contradicts"))

    @strawberry.field(description="Where it was read: one entry for each article that carries it.")
    async def evidence(self, info: Ctx) -> list[Evidence]:
        """One evidence an article."""
        seen = await info.context.sightings.load(self.iri_)
        return [
            Evidence(
                article_=s.article, start=s.start, end=s.end, text=s.text, via=list(s.via),
                extractor=s.extractor,
            )
            for s in seen
        ]  # fmt: skip


CLASSES: dict[str, type[Entity]] = {
    kind.type_name: kind
    for kind in (Article, Group, Meeting, Organization, Outlet, Person, Place, Position, State, Statement, Weapon)
}
