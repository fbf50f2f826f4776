"""The words that statements are found by, read once per language from ``extractors/lang``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

Words = frozenset[str]
Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue words with the act each performs, by how they stand to source and content."""

    after: dict[str, str]
    after_strict: dict[str, str]
    active: dict[str, str]
    object_voice: dict[str, str]
    passive: dict[str, str]
    via: dict[str, str]
    according: dict[str, str]
    idioms: dict[str, str]
    phrases: dict[str, str]
    seeing: dict[str, str]
    weak: Words
    complementizers: Words
    negations: Words
    irrealis: Words
    infinitive: Words
    participial: Words
    said_nouns: Words
    findings: Words
    showing: Words
    telling: Words
    finding: Words
    existing: Words
    drawn_from: Words
    viewpoint: Words
    judging: Words
    back_nouns: Words
    back_pointers: Words
    not_according: Words
    not_after: Words
    occasions: Words
    occasion_verbs: Words
    tail_nouns: Words
    weak_passive: Words
    outlet_words: Words
    outlet_nouns: Words
    coming: Words
    origins: Words
    echoing: Words
    addressing: Words
    purposes: Words
    thus: Words
    hedges: Words
    pictures: Words
    text_cues: Words
    manner: Words
    other_readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """Words that name a speaker without a name; ``roles`` and ``organisations`` carry officialness."""

    default_state: str
    single: Words
    plural: Words
    own_side: Words
    both_people: Words
    both_states: Words
    demonstratives: Words
    pointers: Words
    determiners: Words
    roles: dict[str, bool]
    organisations: dict[str, bool]
    governments: Words
    authorities: Words
    group_markers: Words
    group_heads: Words
    official_heads: Words
    unofficial_words: Words
    stateless_heads: Words
    articles: tuple[str, ...]
    former: Words
    company: Words
    offices: dict[str, str]
    relational: Words
    observers: Words
    kin: Words
    teams: Words
    texts: Words
    people: Words
    calling: Words
    given_names: Words
    houses: Words
    indefinite: Words
    said_links: Words
    placing: Words
    seats: Words
    seated: Words
    at_hand: Words
    buildings: Words
    agent_marks: Words
    deputies: Words
    home_words: Words
    ministries: Words
    posting: Words
    regions: Words
    many_states: Words
    sides: Words
    concerned: Words
    times: tuple[str, ...]
    lands: Words
    numbers: Words
    measures: Words
    anonymous: Words
    nameless: Words
    naming: Words


@dataclass(frozen=True, slots=True)
class Clauses:
    """Function words that bound phrases and clauses."""

    abbreviations: Words
    adverbs: Words
    timed: Words
    connectives: Words
    prepositions: Words
    subordinators: Words
    asked: Words
    traits: Words
    phrase_ends: Words
    coordinators: Words
    clause_breaks: Words
    attributive: Words
    verb_prefixes: Words
    action_prefixes: Words
    predicate_prefixes: Words
    intransitive_prefixes: Words
    no_actions: Words
    besides: Words
    listing: Words
    relative: Words
    conditions: Words
    adverbials: Words
    fillers: Words
    particles: Words
    causes: Words
    role_links: Words
    quote_links: Words
    day_words: Words
    clitic: str
    verb: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Everything a language brings to finding statements; read once, so the same only if it is the same object."""

    cues: Cues
    speakers: SpeakerWords
    clauses: Clauses
    act_patterns: tuple[tuple[str, str, str], ...]


def read_table(lang: str, name: str) -> Table:
    """Give the TOML file ``name`` of language ``lang``. Raises FileNotFoundError if it is not shipped."""
    return tomllib.loads(files("extractors").joinpath("lang", lang, name).read_text(encoding="utf-8"))


def table(source: Table, key: str) -> Table:
    """Give the sub-table ``key``."""
    return cast(Table, source[key])


def words(source: Table, key: str) -> Words:
    """Give the list ``key`` as a set of words."""
    return frozenset(cast(list[str], source[key]))


def acts(source: Table, key: str) -> dict[str, str]:
    """Give the sub-table ``key`` as word to act."""
    return {word: str(act) for word, act in table(source, key).items()}


def _flags(source: Table, key: str) -> dict[str, bool]:
    return {word: bool(flag) for word, flag in table(source, key).items()}


def _cues(lang: str) -> Cues:
    data = read_table(lang, "cues.toml")
    lists = table(data, "lists")
    kinds = (
        "after",
        "after_strict",
        "active",
        "object_voice",
        "passive",
        "via",
        "according",
        "idioms",
        "phrases",
        "seeing",
    )
    sets = (
        "weak complementizers negations irrealis infinitive participial said_nouns findings showing telling "
        "finding existing drawn_from viewpoint judging back_nouns back_pointers not_according not_after "
        "occasions occasion_verbs tail_nouns weak_passive outlet_words outlet_nouns coming origins echoing "
        "addressing purposes thus hedges pictures text_cues manner"
    )
    fields: dict[str, Any] = {kind: acts(data, kind) for kind in kinds}
    fields |= {name: words(lists, name) for name in sets.split()}
    # of the verbs of two words some need a clause, as some of one word do
    weak = acts(data, "weak_phrases")
    fields |= {"phrases": fields["phrases"] | weak, "weak": fields["weak"] | weak.keys()}
    return Cues(**fields, other_readings=tuple(cast(list[str], lists["other_readings"])))


def _speakers(lang: str) -> SpeakerWords:
    data = read_table(lang, "speakers.toml")
    pronouns, groups, other = table(data, "pronouns"), table(data, "groups"), table(data, "words")
    return SpeakerWords(
        default_state=str(data["default_state"]),
        single=words(pronouns, "single"),
        plural=words(pronouns, "plural"),
        own_side=words(pronouns, "own_side"),
        both_people=words(pronouns, "both_people"),
        both_states=words(pronouns, "both_states"),
        demonstratives=words(pronouns, "demonstratives"),
        pointers=words(pronouns, "pointers"),
        determiners=words(pronouns, "determiners"),
        roles=_flags(data, "roles"),
        organisations=_flags(data, "organisations"),
        governments=words(table(data, "governments"), "words"),
        authorities=words(table(data, "governments"), "authorities"),
        group_markers=words(groups, "markers"),
        group_heads=words(groups, "heads"),
        official_heads=words(groups, "official_heads"),
        unofficial_words=words(groups, "unofficial_words"),
        stateless_heads=words(groups, "stateless_heads"),
        articles=tuple(sorted(words(other, "articles"), key=len, reverse=True)),
        former=words(other, "unofficial"),
        company=words(other, "company"),
        offices={word: str(full) for word, full in table(data, "offices").items()},
        relational=words(other, "relational"),
        observers=words(other, "observers"),
        kin=words(other, "kin"),
        teams=words(groups, "teams"),
        texts=words(other, "texts"),
        people=words(other, "people"),
        calling=words(other, "calling"),
        given_names=words(other, "given_names"),
        houses=words(other, "houses"),
        indefinite=words(other, "indefinite"),
        said_links=words(other, "said_links"),
        placing=words(other, "placing"),
        seats=words(other, "seats"),
        seated=words(other, "seated"),
        at_hand=words(other, "at_hand"),
        buildings=words(other, "buildings"),
        agent_marks=words(other, "agent_marks"),
        deputies=words(other, "deputies"),
        home_words=words(other, "home_words"),
        ministries=words(other, "ministries"),
        posting=words(other, "posting"),
        regions=words(other, "regions"),
        many_states=words(groups, "many_states"),
        sides=words(groups, "sides"),
        concerned=words(groups, "concerned"),
        times=tuple(sorted(words(other, "times"))),
        lands=words(groups, "lands"),
        numbers=words(groups, "numbers"),
        measures=words(groups, "measures"),
        anonymous=words(groups, "anonymous"),
        nameless=words(groups, "nameless"),
        naming=words(groups, "naming"),
    )


def _clauses(lang: str) -> Clauses:
    data = read_table(lang, "clauses.toml")
    names = (
        "abbreviations adverbs timed connectives prepositions subordinators asked traits phrase_ends "
        "coordinators "
        "clause_breaks attributive verb_prefixes action_prefixes predicate_prefixes intransitive_prefixes no_actions "
        "besides listing relative conditions adverbials fillers particles causes role_links quote_links day_words"
    )
    lists: dict[str, Any] = {name: words(data, name) for name in names.split()}
    return Clauses(**lists, clitic=str(data["clitic"]), verb=str(data["verb"]))


def _act_patterns(lang: str) -> tuple[tuple[str, str, str], ...]:
    rows = cast(list[Table], read_table(lang, "acts.toml")["pattern"])
    return tuple((str(row["act"]), str(row["where"]), str(row["match"])) for row in rows)


@lru_cache(maxsize=4)
def lexicon(lang: str = "id") -> Lexicon:
    """Give the words of ``lang``; read once."""
    return Lexicon(_cues(lang), _speakers(lang), _clauses(lang), _act_patterns(lang))
