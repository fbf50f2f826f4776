"""Putting statements together: one pass over the units, in reading order.

Per unit the main attribution is chosen, sub-clauses with a speaker of their own are split off, and
quotations without a cue are joined to the statement they go on with.
"""

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from operator import attrgetter

from extractors.statements.acts import act_of
from extractors.statements.attribution import Attribution, Attributor
from extractors.statements.cues import Cue, cues_in
from extractors.statements.lexicon import Lexicon, lexicon
from extractors.statements.phrases import Phrase, Reader
from extractors.statements.saying import Saying, day_of_saying
from extractors.statements.spans import Stretch, is_own_wording, mode_of, own_words
from extractors.statements.speakers import Resolver, Speaker
from extractors.statements.units import Unit, units_of
from extractors.statements.view import View
from extractors.words import mapping
from kg.record import Act, Mode

_BACK_UNITS = 2
_ON_AN_OBJECT = ("accuse", "deny", "promise", "urge")
"""Acts that a single word may be the content of: "mengecam serangan"."""
_NAMED = frozenset(["source:name", "source:apposition"])
_OWN_QUOTE = 4
"""Words of a quotation that stands without a cue at least."""
_LONGEST_RELATIVE = 120
"""Words of a relative clause at most."""
_ADJUNCT = 6
"""Words from a cue to the mark behind a phrase of place or means at most."""
_COMES = 8
"""Words up to "datang dari" at most."""
_MOST_NAME = 5
"""Words of a name at which a clause of its own may begin."""


@dataclass(slots=True)
class Draft:
    """A statement under construction."""

    speaker: Speaker
    start: int
    end: int
    mode: Mode
    act: Act
    cue: Cue | None
    quote: str | None
    rule: str
    first_unit: int
    last_unit: int
    score: float = 0.0
    date: str | None = None


@dataclass(slots=True)
class Assembler:
    """Builds the drafts of one article."""

    view: View
    lang: str = "id"
    lex: Lexicon = field(init=False)
    units: tuple[Unit, ...] = field(init=False)
    resolver: Resolver = field(init=False)
    drafts: list[Draft] = field(default_factory=list)
    _by_unit: dict[int, list[Draft]] = field(default_factory=dict)
    _media: frozenset[str] = field(init=False)
    _quotes_wording: bool = False

    def __post_init__(self) -> None:
        self.lex = lexicon(self.lang)
        self.units = units_of(self.view, self.lex)
        self.resolver = Resolver(self.view, self.lex, lang=self.lang)
        self._media = frozenset(o.id for o in self.view.organizations if o.kind == "media")

    def run(self) -> list[Draft]:
        """Give all drafts in reading order."""
        for number, unit in enumerate(self.units):
            self.resolver.focus.paragraph = unit.paragraph
            if unit.is_quote_only:
                self._go_on(number, unit)
            else:
                self._take_unit(number, unit)
        return sorted(self.drafts, key=lambda d: (d.start, d.end, d.speaker.name))

    # -- one unit ------------------------------------------------------------------------------

    def _take_unit(self, number: int, unit: Unit) -> None:
        reader = Reader(self.view, unit, self.lex, self.lang)
        self._introduce(unit, reader)
        self._quotes_wording = any(is_own_wording(self.view.text, q) for q in unit.quotes)
        attributor = Attributor(reader, self.resolver, self.lex)
        found = [
            made
            for cue in cues_in(unit, self.lex, self.lang)
            if (made := attributor.attribute(cue)) is not None and self._has_content(unit, made)
        ]
        parts = self._parts(unit)
        chosen = [(low, high, main) for low, high in parts if (main := self._main(found, low, high))]
        if not chosen:
            self._take_rest(number, unit, found, reader)
            return
        if len({c[2].speakers[0].name for c in chosen}) == 1:
            low = self._start_of(unit, chosen[0][0], chosen[0][2])
            chosen = [(low, len(unit.words), chosen[0][2])]
        for low, high, main in chosen:
            self._state(number, unit, Stretch(unit, low, self._trimmed(unit, low, high)), main)

    def _main(self, found: list[Attribution], low: int, high: int) -> Attribution | None:
        """Choose the attribution that governs the words ``low`` to ``high``.

        A cue after its content first, but not a bare "-nya" if somebody is told before to say the same; else the first
        one of a main clause. An outlet leaves the word to whom it quotes.
        """
        first, last = (bisect_left(found, at, key=attrgetter("cue.first")) for at in (low, high))
        inside = [a for a in found[first:last] if not a.relative]
        inside = [a for a in inside if a.speakers[0].id not in self._media] or inside
        main = next((a for a in inside if not a.aside), inside[0] if inside else None)
        after = next((a for a in inside if a.cue.kind == "after"), None)
        if after is None or main is None:
            return main
        told = main.cue.kind == "active" and main.speakers[0].kind == "person" and not _NAMED.isdisjoint(main.why)
        return main if after.cue.own and told else after

    def _start_of(self, unit: Unit, low: int, made: Attribution) -> int:
        """Give where a lone statement begins: the unit's start, or that of a tail with its own source."""
        if made.cue.kind == "object":
            return self._tail_start(unit, made)
        is_tail = low and unit.words[low].lower in self.lex.cues.tail_nouns
        return low if is_tail and made.cue.kind == "passive" else 0

    def _tail_start(self, unit: Unit, made: Attribution) -> int:
        """Give where "apa yang Israel katakan …" begins."""
        first = made.first
        return first - 1 if first and unit.words[first - 1].lower in self.lex.cues.tail_nouns else first

    def _trimmed(self, unit: Unit, low: int, high: int) -> int:
        while high > low + 1 and high < len(unit.words) and unit.words[high - 1].text in ",;":
            high -= 1
        return high

    def _parts(self, unit: Unit) -> list[tuple[int, int]]:
        """Split a unit where a clause with a source of its own may begin."""
        words, cuts, relative = unit.words, [0], self.lex.clauses.relative
        for index in range(1, len(words) - 1):
            lower, before = words[index].lower, words[index - 1].text
            contrast = lower in self.lex.clauses.clause_breaks and before in ",;"
            tail = before == "," and lower in self.lex.cues.tail_nouns and words[index + 1].lower in relative
            tail = tail and not self._is_all_told(unit, index - 1)
            if contrast or tail or before == ";":
                cuts.append(index)
        return list(zip(cuts, [*cuts[1:], len(words)], strict=True))

    def _is_all_told(self, unit: Unit, comma: int) -> bool:
        """True if nothing but "menurut X" stands before a comma: what follows is what X says."""
        for at in range(comma - 1, -1, -1):
            if unit.words[at].text == ",":
                return False
            if unit.words[at].lower in self.lex.cues.according:
                return at == 0 or unit.words[at - 1].text == ","
        return False

    def _has_content(self, unit: Unit, made: Attribution) -> bool:
        """True if there is something said: words or a quotation beside the attribution."""
        cue = made.cue
        if cue.kind != "active":
            return True
        told = unit.has_words_after(cue.last, 1 if cue.act in _ON_AN_OBJECT or cue.of_object else 2)
        quoted_before = bool(unit.quotes) and unit.quotes[0].end <= cue.start
        quoted_after = bool(unit.quotes) and unit.quotes[-1].start >= cue.end
        if not told and not quoted_after:
            if cue.of_object and cue.act == "deny":
                return True
            return quoted_before or (cue.first > 6 and unit.words[made.first - 1].text == ",")
        following = self._lower_at(unit, cue.last + 1)
        if following in self.lex.cues.pictures and not quoted_before:
            return False
        finds = cue.word in self.lex.cues.finding
        is_body = cue.act == "report" and self._is_outlet(made.speakers[0])
        reports = following in self.lex.cues.existing if finds else is_body
        if cue.word not in self.lex.cues.weak or reports:
            return True
        told_at = self._behind_adjunct(unit, cue.last + 1)
        nearby = [w.lower for w in unit.words[told_at : told_at + 8]]
        clause = bool(set(nearby[:6]) & self.lex.cues.complementizers) or nearby[:1] in ([","], [":"])
        clause = clause or (cue.act == "urge" and bool(set(nearby) & self.lex.cues.purposes))
        return clause or quoted_before or self._quotes_wording or self._opens_clause(unit, cue.last + 1)

    def _is_outlet(self, speaker: Speaker) -> bool:
        """True for a body, and for "media X"."""
        return speaker.kind == "org" or speaker.name.split()[0].lower() in self.lex.cues.outlet_nouns

    def _behind_adjunct(self, unit: Unit, at: int) -> int:
        """Give where a short phrase of place or means ends that stands before what is said: "menulis |di X|, …"."""
        if self._lower_at(unit, at) not in self.lex.clauses.prepositions:
            return at
        marks = (k for k in range(at + 1, min(at + _ADJUNCT, len(unit.words))) if unit.words[k].text in ",:")
        return next(marks, at)

    def _opens_clause(self, unit: Unit, at: int) -> bool:
        """True for "Bangkok berencana mengundang …": a name and a verb, or a word that only stands before one."""
        if at >= len(unit.words) or not unit.words[at].text[0].isupper():
            return False
        for index in range(at + 1, min(at + _MOST_NAME, len(unit.words))):
            word = unit.words[index]
            if word.lower in self.lex.cues.irrealis or word.lower in self.lex.cues.negations:
                return True
            if word.text[0].islower():
                return word.lower.startswith(tuple(self.lex.clauses.intransitive_prefixes))
        return False

    def _lower_at(self, unit: Unit, index: int) -> str:
        return unit.words[index].lower if index < len(unit.words) else ""

    def _introduce(self, unit: Unit, reader: Reader) -> None:
        """Move the focus to whom the sentence is about: the person or body that it begins with."""
        for named in reader.named:
            if named.kind == "person":
                role, state = reader.role_before(unit.index_at(named.start))
                self.resolver.standings.note(named.index, role, state)
        if self._lower_at(unit, 0) in self.lex.clauses.listing:
            return  # "Termasuk X.": nobody is told of
        attributor = Attributor(reader, self.resolver, self.lex)
        low = attributor._after_connectives(0, len(unit.words))
        if self._lower_at(unit, low) in self.lex.cues.according:
            low += 1  # "Menurut |X|, …"
        phrase = reader.read(low, len(unit.words)) if unit.words else None
        if self._lower_at(unit, low) in self.lex.cues.said_nouns | self.lex.cues.back_nouns:
            phrase = self._who_comes(unit, reader) or phrase
        if (phrase is None or phrase.source == "unknown") and unit.words:
            phrase = attributor.subject_after_adverbial(low, len(unit.words))
        if (phrase is None or phrase.source in ("unknown", "definite")) and self.resolver.focus.person is None:
            phrase = self._agent(unit, reader)
        if phrase is None or phrase.source not in ("name", "apposition", "role") or phrase.kind == "state":
            return
        speakers = attributor._resolved([phrase])
        if speakers and (phrase.source != "role" or speakers[0].id is not None):
            self.resolver.focus.set(speakers[0])

    def _who_comes(self, unit: Unit, reader: Reader) -> Phrase | None:
        """Read who is told of in "Tanggapan senada juga datang dari |pengamat X|"."""
        cues = self.lex.cues
        for at in range(1, min(_COMES, len(unit.words) - 2)):
            if unit.words[at].lower in cues.coming and unit.words[at + 1].lower in cues.origins:
                return reader.read(at + 2, len(unit.words))
        return None

    def _agent(self, unit: Unit, reader: Reader) -> Phrase | None:
        """Read who does what the sentence tells of in the passive: "disambut |oleh artis X|"."""
        marks = (at for at, word in enumerate(unit.words) if word.lower in self.lex.speakers.agent_marks)
        at = next(marks, None)
        return None if at is None else reader.read(at + 1, len(unit.words))

    # -- statements ----------------------------------------------------------------------------

    def _state(self, number: int, unit: Unit, stretch: Stretch, made: Attribution) -> None:
        if not made.aside:
            self._has_spoken(made.speakers[0])
        if made.refers_back and self._state_back(number, made):
            return
        framing = self.lex.clauses.prepositions | self.lex.cues.complementizers | self.lex.cues.manner
        mode, quote = mode_of(self.view.text, stretch, made, framing)
        if mode == "direct" and self._adds(unit, made):
            mode = "mixed"
        content = self.view.text[stretch.start : stretch.end]
        draft = Draft(
            made.speakers[0], stretch.start, stretch.end, mode,
            act_of(self._cue_act(unit, made), content, quote or "", self.lang), made.cue, quote,
            f"{made.cue.kind}:{made.cue.word} " + "+".join(made.why), number, number, made.score,
        )  # fmt: skip
        self._lean_back(number, unit, made, draft)
        draft.date = self._day(unit, made)
        for speaker in made.speakers:
            self._add(replace(draft, speaker=speaker))

    def _adds(self, unit: Unit, made: Attribution) -> bool:
        """True if more is told behind who is quoted: "…,” kata X |sambil menambahkan bahwa| …"."""
        joins = self.lex.cues.participial | self.lex.clauses.coordinators
        spoken = [self._lower_at(unit, at) for at in range(made.last, made.last + 3)]
        return spoken[0] in joins and spoken[1] in self.lex.cues.active and spoken[2] in self.lex.cues.complementizers

    def _has_spoken(self, speaker: Speaker) -> None:
        """Move the focus to a speaker."""
        self.resolver.focus.speaks(speaker)

    def _day(self, unit: Unit, made: Attribution) -> str | None:
        """Give the day of saying that the attribution tells."""
        first, last = made.speakers[0], made.speakers[-1]
        return day_of_saying(self.view, Saying(unit, made.cue, first.start, last.end), self.lex)

    def _cue_act(self, unit: Unit, made: Attribution) -> Act:
        """Give the cue's act; outlets report, and so do findings: "menurut data …", "survei X menyebutkan …"."""
        if made.cue.act != "say" or made.cue.own:
            return made.cue.act
        if made.speakers[0].kind == "org" and made.speakers[0].id in self._media:
            return "report"
        if made.cue.kind == "according":
            after = {w.lower for w in unit.words[made.cue.last + 1 : made.cue.last + 3]}
            reporting = self.lex.cues.findings if made.cue.word in self.lex.cues.thus else self.lex.cues.said_nouns
            return "report" if after & reporting else made.cue.act
        first = unit.words[made.first].lower if made.cue.kind == "active" else ""
        return "report" if first in self.lex.cues.findings else made.cue.act

    def _add(self, draft: Draft) -> None:
        self.drafts.append(draft)
        for number in range(draft.first_unit, draft.last_unit + 1):
            self._by_unit.setdefault(number, []).append(draft)

    def _lean_back(self, number: int, unit: Unit, made: Attribution, draft: Draft) -> None:
        """Take in what stands before: quotations still without a source, a sentence torn from "Kata X"."""
        start = number
        while start > 0 and self._is_open_quote(start - 1, unit) and unit.quotes:
            start -= 1
        torn = made.cue.kind == "after" and made.cue.first == 0 and not unit.quotes and not made.cue.own
        if torn and not self._content_after(unit, made) and number and number - 1 not in self._by_unit:
            start = number - 1
        if start < number and self.units[start].paragraph == unit.paragraph:
            draft.start, draft.first_unit = self.units[start].start, start
            if (self.units[start].quotes and draft.quote is None) or self.units[start].is_quote_only:
                quote = self.units[start].quotes[0]
                draft.quote = self.view.text[quote.inner_start : quote.inner_end]

    def _is_open_quote(self, number: int, unit: Unit) -> bool:
        other = self.units[number]
        return other.is_quote_only and other.paragraph == unit.paragraph and number not in self._by_unit

    def _content_after(self, unit: Unit, made: Attribution) -> bool:
        rest = unit.words[made.last :]
        return any(w.text == "," for w in rest) and sum(w.text[0].isalnum() for w in rest) > 3

    def _state_back(self, number: int, made: Attribution) -> bool:
        """Attribute the sentences before to whom "Hal itu disampaikan X" names. True if that settles it."""
        low = number
        paragraph = self.units[number - 1].paragraph if number else 0
        while low > 0 and number - low < _BACK_UNITS and low - 1 not in self._by_unit:
            if self.units[low - 1].paragraph != paragraph:
                break
            low -= 1
        if low == number:
            return True
        unit = self.units[low]
        act: Act = made.cue.act
        draft = Draft(
            made.speakers[0], unit.start, self.units[number - 1].end, "indirect", act, made.cue, None,
            f"back-reference:{made.cue.word} " + "+".join(made.why), low, number - 1, made.score,
            self._day(self.units[number], made),
        )  # fmt: skip
        for speaker in made.speakers:
            self._add(replace(draft, speaker=speaker))
        return True

    # -- quotations without a cue --------------------------------------------------------------

    def _go_on(self, number: int, unit: Unit) -> None:
        """Join a bare quotation to the statement before it, or let the last speaker have it."""
        previous = self._by_unit.get(number - 1, [])
        quote = unit.quotes[0]
        if not previous:
            self._alone(number, unit)
            return
        same_paragraph = self.units[number - 1].paragraph == unit.paragraph
        last = previous[-1]
        if same_paragraph or last.mode == "direct":
            going_on = [draft for draft in previous if draft.end == last.end]
            for draft in going_on:
                self._extend(draft, number, unit, quote.inner_start, quote.inner_end)
            self._by_unit[number] = going_on
            return
        if own_words(self.view.text, quote) >= _OWN_QUOTE:
            self._quote_by(last.speaker, number, unit)

    def _alone(self, number: int, unit: Unit) -> None:
        """Let whoever was quoted last have a quotation that is a paragraph of its own."""
        speaker, quote = self.resolver.focus.speaking, unit.quotes[0]
        beside = (self.units[at] for at in (number - 1, number + 1) if 0 <= at < len(self.units))
        is_whole = all(other.paragraph != unit.paragraph or other.is_quote_only for other in beside)
        if speaker is not None and is_whole and own_words(self.view.text, quote) >= _OWN_QUOTE:
            self._quote_by(speaker, number, unit)

    def _quote_by(self, speaker: Speaker, number: int, unit: Unit) -> None:
        """Add a direct statement without a cue."""
        text = self.view.text[unit.quotes[0].inner_start : unit.quotes[0].inner_end]
        rule = "quotation-alone"
        self._add(Draft(speaker, unit.start, unit.end, "direct", "say", None, text, rule, number, number))

    def _extend(self, draft: Draft, number: int, unit: Unit, inner_start: int, inner_end: int) -> None:
        draft.end, draft.last_unit = unit.end, number
        if draft.mode == "indirect":
            draft.mode = "mixed"
        if draft.quote is None:
            draft.quote = self.view.text[inner_start:inner_end]

    def _take_rest(self, number: int, unit: Unit, found: list[Attribution], reader: Reader) -> None:
        """Handle units without a main cue: relative clauses, a name after a quotation, an outlet."""
        for made in found:
            if made.relative:
                end = self._relative_end(unit, made)
                self._state(number, unit, Stretch(unit, made.first, end), made)
        if number in self._by_unit:
            return
        if self._quote_and_name(number, unit, reader):
            return
        self._outlet(number, unit, reader)

    def _relative_end(self, unit: Unit, made: Attribution) -> int:
        end = min(len(unit.words), made.last + _LONGEST_RELATIVE)
        for index in range(made.last, end):
            word = unit.words[index]
            if word.text == "," and index > made.last + 3:
                return index
        return end

    def _quote_and_name(self, number: int, unit: Unit, reader: Reader) -> bool:
        """A quotation, a comma and a name, the cue lost or garbled."""
        first = unit.quotes[0] if unit.quotes else None
        if first is None or first.start > unit.start + 1 or own_words(self.view.text, first) < 5:
            return False
        at = unit.index_at(first.end)
        while at < len(unit.words) and not unit.words[at].text[0].isalnum():
            at += 1
        phrase = reader.read(at, len(unit.words))
        if phrase is None or phrase.source == "unknown":
            return False
        speakers = Attributor(reader, self.resolver, self.lex)._resolved([phrase])
        if not speakers:
            return False
        self._has_spoken(speakers[0])
        text = self.view.text[first.inner_start : first.inner_end]
        self._add(
            Draft(
                speakers[0],
                unit.start,
                unit.end,
                "direct",
                act_of("say", text, text, self.lang),
                None,
                text,
                "quotation-and-name",
                number,
                number,
            )
        )
        return True

    def _outlet(self, number: int, unit: Unit, reader: Reader) -> None:
        """An outlet that is the only source ("Dilansir AFP, …")."""
        for cue in cues_in(unit, self.lex, self.lang):
            if cue.word not in self.lex.cues.via or cue.own:
                continue
            at = cue.last + 1
            while reader.lower(at) in self.lex.cues.outlet_words:
                at += 1
            is_told = cue.word in self.lex.cues.telling or at > cue.last + 1
            speaker = self._outlet_at(unit, reader, at, is_first=cue.first == 0 and is_told)
            if speaker is None:
                continue
            quote = next((q for q in unit.quotes if is_own_wording(self.view.text, q)), None)
            self._add(
                Draft(
                    speaker,
                    unit.start,
                    unit.end,
                    "mixed" if quote else "indirect",
                    "report",
                    cue,
                    self.view.text[quote.inner_start : quote.inner_end].strip() if quote else None,
                    f"outlet:{cue.word}",
                    number,
                    number,
                    date=day_of_saying(self.view, Saying(unit, cue, speaker.start, speaker.end), self.lex),
                )
            )
            return

    def _outlet_at(self, unit: Unit, reader: Reader, at: int, *, is_first: bool) -> Speaker | None:
        """Give the outlet named at a word; behind the first word of a sentence a body or name that no list has, too."""
        named = reader.named_at(at)
        if named is not None and named.kind == "organization":
            body = self.view.organizations[named.index]
            is_set_off = is_first and reader.lower(reader.after(named)) == ","
            if body.kind != "media" and not is_set_off:
                return None
            official = body.kind in ("government", "military")
            return Speaker(body.name, "org", named.start, named.end, body.id, body.state, official)
        while at > 1 and reader.lower(at - 1) in self.lex.cues.outlet_words and unit.words[at - 1].text[0].isupper():
            at -= 1  # "laman |Kabar Utara|"
        last = at
        while named is None and last < len(unit.words) and unit.words[last].text[:1].isupper():
            last += 1
        is_name = is_first and 0 < last - at <= _MOST_NAME and reader.lower(last) == ","
        first = reader.lower(at)
        if not is_name or first in mapping(self.lang, "weekdays") or first in self.lex.speakers.roles:
            return None
        if any(reader.named_at(index) for index in range(at, last)):
            return None  # "Dilansir dari Presiden |Rusia|, …"
        return Speaker(reader.text(at, last), "org", unit.words[at].start, unit.words[last - 1].end)
