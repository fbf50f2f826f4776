"""The words that meetings are found by, read once per language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractors.statements.lexicon import Words, lexicon, read_table, table, words
from extractors.words import mapping
from extractors.words import words as entity_words
from kg.record import MeetingKind

_SETS = (
    "another_before", "another_after", "envoys", "breaks", "prepositions", "joining", "bodies", "delegates", "holding",
    "hosting", "guided", "envoy_only", "persons_only", "opening", "first_person", "sport", "events",
    "placing", "auxiliaries", "onward", "attended", "particles", "personal", "attending", "met_groups", "group_marks",
    "travellers", "long_units", "taking_place",
    "before_persons", "controlling", "presiding", "done", "origin", "among", "company", "aim", "namely",
    "again", "separately", "ago", "visiting", "aims", "homes", "accompanied", "abroad", "sending", "home_bodies",
    "beside", "going_on", "ordinals", "inviting", "represented", "topical", "relational",
    "unasked", "unreal", "calling", "sent", "gathering", "seats", "seated", "calling_at", "speakers_for", "following",
    "chaired", "there", "doing", "bringing", "called", "invited", "joint", "side_by_side", "speaking_group", "handing",
    "alongside", "within", "called_on", "called_for", "described", "articles",
    "between_bodies", "two_sided", "held_by", "on_duty", "received", "through",
    "without_object", "standing_for",
    "firsts", "when", "chiefs", "asked", "paid_to",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeetingWords:
    """Trigger words with their kinds, and the lists that decide status, place and reference."""

    kinds: dict[str, str]
    verbs: Words
    visits: Words
    resuming: Words
    resuming_pointed: Words
    on_the_phone: Words
    by_phone: Words
    pointers: Words
    trigger: re.Pattern[str]
    first_of_triggers: Words
    pairs: re.Pattern[str]
    triples: re.Pattern[str]
    first_of_pairs: Words
    back: re.Pattern[str]
    future: re.Pattern[str]
    ahead: re.Pattern[str]
    held: re.Pattern[str]
    past: re.Pattern[str]
    sequence: re.Pattern[str]
    cancelled: re.Pattern[str]
    denying: re.Pattern[str]
    claiming: re.Pattern[str]
    rumoured: re.Pattern[str]
    claims: re.Pattern[str]
    untrue: re.Pattern[str]
    that: re.Pattern[str]
    negators: Words
    beside: Words
    going_on: Words
    deals: re.Pattern[str]
    talks: re.Pattern[str]
    since: re.Pattern[str]
    meets: re.Pattern[str]
    expected: re.Pattern[str]
    opening_words: re.Pattern[str]
    counterparts: re.Pattern[str]
    called_off: re.Pattern[str]
    phone: re.Pattern[str]
    such_as: re.Pattern[str]
    wished: re.Pattern[str]
    threatened: re.Pattern[str]
    later: re.Pattern[str]
    unplanned: re.Pattern[str]
    stalled: re.Pattern[str]
    both: re.Pattern[str]
    partner: Words
    heads: re.Pattern[str]
    place_words: Words
    to: Words
    not_places: Words
    another_before: Words
    another_after: Words
    offices: tuple[str, ...]
    envoys: Words
    breaks: Words
    prepositions: Words
    joining: Words
    bodies: Words
    delegates: Words
    holding: Words
    called_for: Words
    described: Words
    between_bodies: Words
    two_sided: Words
    held_by: Words
    on_duty: Words
    received: Words
    through: Words
    standing_for: Words
    without_object: Words
    firsts: Words
    chiefs: Words
    asked: Words
    paid_to: Words
    then: re.Pattern[str]
    when: Words
    articles: Words
    hosting: Words
    guided: Words
    envoy_only: Words
    persons_only: Words
    opening: Words
    first_person: Words
    not_verbs: Words
    sport: Words
    travels: Words
    events: Words
    placing: Words
    onward: Words
    long_units: Words
    taking_place: Words
    attended: Words
    following: Words
    chaired: Words
    there: Words
    doing: Words
    bringing: Words
    called: Words
    joint: Words
    side_by_side: Words
    speaking_group: Words
    handing: Words
    alongside: Words
    within: Words
    called_on: Words
    invited: Words
    particles: Words
    personal: Words
    attending: Words
    met_groups: Words
    sent: Words
    gathering: Words
    seats: Words
    seated: Words
    calling_at: Words
    summoned: re.Pattern[str]
    speakers_for: Words
    group_marks: Words
    travellers: Words
    before_persons: Words
    controlling: Words
    presiding: Words
    done: Words
    auxiliaries: Words
    relative: Words
    origin: Words
    among: Words
    company: Words
    aim: Words
    aims: Words
    homes: Words
    accompanied: Words
    abroad: Words
    sending: Words
    home_bodies: Words
    namely: Words
    again: Words
    separately: Words
    in_turn: re.Pattern[str]
    two: re.Pattern[str]
    ordinals: Words
    inviting: Words
    represented: Words
    topical: Words
    relational: Words
    unasked: Words
    unreal: Words
    calling: Words
    repeated: re.Pattern[str]
    agreed: re.Pattern[str]
    loose_pairs: re.Pattern[str]
    ago: Words
    visiting: Words
    lesser: tuple[str, ...]
    own: str
    summit: str
    forms: dict[str, re.Pattern[str]]
    gatherings: dict[str, str]
    numbers: dict[str, int]

    def event_of(self, trigger: str) -> str | None:
        """Give the noun by which a gathering is known again ("KTT" for "konferensi tingkat tinggi")."""
        return self.gatherings.get(trigger)

    def is_verb(self, word: str) -> bool:
        """True if a lower-case word looks like a verb."""
        return bool(self.forms["verb"].match(word)) and word not in self.not_verbs

    def is_of_place(self, before: str) -> bool:
        """True if a state behind these words is that of a place gone to or stayed at: "ke Sochi, |Rusia|"."""
        return self.forms["of_place"].search(before) is not None

    def tells(self, clause: str) -> bool:
        """True if a verb stands in a clause."""
        return bool(self.forms["clause_verb"].search(clause))

    def kind_of(self, trigger: str) -> MeetingKind | None:
        """Give the kind of encounter a trigger names, None for words that only look like one."""
        kind = self.kinds.get(trigger)
        kind = "visit" if kind == "travel" else kind
        return kind if kind in ("summit", "meeting", "visit", "call", "conference") else None  # type: ignore[return-value]


def _any_of(stretches: Words) -> re.Pattern[str]:
    ordered = sorted(stretches, key=lambda w: (-len(w), w))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)", re.IGNORECASE)


def _first_words(stretches: Iterable[str]) -> Words:
    """First words, lower-case: a text without any of them need not be searched for the stretches."""
    return frozenset(re.findall(r"\w+", stretch.lower())[0] for stretch in stretches)


@lru_cache(maxsize=4)
def meeting_words(lang: str = "id") -> MeetingWords:
    """Give the words of ``lang``; read once. Raises FileNotFoundError for a language without them."""
    data = read_table(lang, "meetings.toml")
    lists = table(data, "words")
    tables = {name: {k: str(v) for k, v in table(data, name).items()} for name in ("verbs", "visits", "nouns")}
    suffix, summit = str(data["own_suffix"]), str(data["summit_noun"])
    clauses, speakers = lexicon(lang).clauses, lexicon(lang).speakers
    actions = tuple(clauses.action_prefixes)

    def get(key: str) -> Words:
        return words(lists, key)

    beside, handing, done_by = get("side_by_side"), get("handing"), get("done_by")
    tables["verbs"] |= dict.fromkeys(done_by, "meeting")
    guided = get("guided") | beside  # "membahasnya": what is talked of, not with whom
    tables["verbs"] |= {
        verb + suffix: kind for verb, kind in tables["verbs"].items() if verb.startswith(actions) and verb not in guided
    }
    tables["nouns"] |= dict.fromkeys(get("phone"), "call")
    gatherings = {trigger: str(noun) for trigger, noun in table(data, "gatherings").items()}
    tables["nouns"] |= {trigger: "summit" if noun == summit else "conference" for trigger, noun in gatherings.items()}
    weekday = "(?:" + "|".join(re.escape(day.capitalize()) for day in mapping(lang, "weekdays")) + ")"
    more = {  # what is done side by side or to somebody is told of people only, of different states
        "guided": beside,
        "topical": beside,
        "persons_only": beside | handing | get("called_on"),
        "abroad": beside | handing,
        "personal": done_by,
        "attended": done_by,
    }
    kinds = {**tables["verbs"], **tables["visits"], **tables["nouns"]}

    def either(key: str) -> str:
        return "|".join(sorted(get(key)))

    counterparts = "|".join(sorted(entity_words(lang, "persons", "counterparts")))

    return MeetingWords(
        kinds=kinds,
        verbs=frozenset(tables["verbs"]),
        visits=frozenset(tables["visits"]),
        resuming=get("resuming"),
        resuming_pointed=get("resuming_pointed"),
        on_the_phone=get("on_the_phone"),
        by_phone=get("by_phone"),
        pointers=get("pointers"),
        trigger=_any_of(frozenset(kinds)),
        first_of_triggers=_first_words(kinds),
        pairs=_any_of(get("pairs")),
        triples=_any_of(get("triples")),
        then=_any_of(get("then")),
        first_of_pairs=_first_words(get("pairs") | get("triples") | get("loose_pairs")),
        back=_any_of(get("back")),
        future=_any_of(get("future")),
        ahead=_any_of(frozenset(w for w in get("future") if w.split()[0] not in get("aims"))),
        held=_any_of(get("held")),
        past=_any_of(get("past")),
        sequence=_any_of(get("sequence")),
        cancelled=_any_of(get("cancelled")),
        denying=_any_of(get("denying")),
        claiming=_any_of(get("claiming")),
        rumoured=_any_of(get("rumoured")),
        claims=_any_of(get("claims")),
        untrue=_any_of(get("untrue")),
        that=_any_of(get("that")),
        negators=get("negators"),
        loose_pairs=_any_of(get("loose_pairs")),
        repeated=_any_of(get("repeated")),
        agreed=_any_of(get("agreed")),
        two=_any_of(get("pairs") | get("loose_pairs")),
        in_turn=_any_of(get("in_turn")),
        deals=_any_of(get("deals")),
        talks=_any_of(get("talks")),
        since=_any_of(get("since")),
        meets=_any_of(get("meets")),
        expected=_any_of(get("expected")),
        opening_words=_any_of(get("opening")),
        counterparts=re.compile(rf"(?<!\w)(?:{counterparts})\s+(?:{either('counterpart_links')})?\s*$"),
        called_off=_any_of(get("called_off")),
        phone=_any_of(get("phone")),
        such_as=_any_of(get("such_as")),
        wished=_any_of(get("wished")),
        threatened=_any_of(get("threatened")),
        later=_any_of(get("later")),
        summoned=_any_of(get("summoned")),
        unplanned=re.compile(rf"(?<!\w)(?:{either('negators')})\s+(?:\w+\s+)?(?:{either('planning')})(?!\w)[\w\s]*$"),
        stalled=_any_of(get("stalled")),
        both=_any_of(get("both")),
        partner=get("with"),
        heads=_any_of(get("heads")),
        place_words=get("place_words"),
        to=get("to"),
        not_places=get("not_places"),
        gatherings=gatherings,
        numbers={word: int(number) for word, number in mapping(lang, "numbers").items()},
        not_verbs=get("not_verbs") | clauses.no_actions | speakers.roles.keys() | speakers.organisations.keys(),
        relative=clauses.relative,
        lesser=tuple(sorted(get("lesser"))),
        own=suffix,
        summit=summit,
        forms={
            name: re.compile(str(form).replace("<weekday>", weekday)) for name, form in table(data, "forms").items()
        },
        offices=tuple(sorted(get("offices"), key=lambda o: (-len(o), o))),
        travels=frozenset(word for word, kind in tables["visits"].items() if kind == "travel"),
        **{key: get(key) | more.get(key, frozenset()) for key in _SETS},
    )
