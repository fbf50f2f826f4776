"""For whom a person speaks in this article: the record's word, corrected by the role beside the name.

A person's record may know no office for lack of a date, or none at all; the role a sentence gives
("Kepala Biro Komunikasi Kementerian ESDM Sujatmiko") then says whether the person speaks for a
government, and for which.
"""

from dataclasses import dataclass, field

from extractors.official import Served, own_part, serves_many_states, speaks_for_government
from extractors.statements.lexicon import lexicon
from extractors.statements.view import View


@dataclass(frozen=True, slots=True)
class Standing:
    """State, officialness and role of a speaker."""

    state: str | None
    official: bool
    role: str | None


@dataclass(slots=True)
class Standings:
    """Collects the roles that sentences give persons of one article."""

    view: View
    lang: str
    _roles: dict[int, tuple[str, str | None]] = field(default_factory=dict)

    def note(self, index: int, role: str, state: str | None) -> None:
        """Remember a role beside the name of the person at ``index``; the fullest one counts."""
        if role and len(role) > len(self._roles.get(index, ("", None))[0]):
            self._roles[index] = (role, state)

    def of(self, index: int, home: str) -> Standing:
        """Give the person's standing; ``home`` is the state of an official whose state nothing says."""
        person = self.view.persons[index]
        role, state = self._roles.get(index, ("", None))
        official = person.official
        if role and not official:
            official = bool(speaks_for_government(self.lang, role, Served(state=state is not None)))
        elif role and (self._is_former(role) or (person.role is None and self._is_private(role))):
            official = False
        if role and not person.key and person.state is None and serves_many_states(self.lang, role):
            return Standing(None, official, person.role or role)
        told = state if not person.key else None
        where = self._state(role) or told or person.state or state or (home if official else None)
        return Standing(where, official, person.role or role or None)

    def _is_private(self, role: str) -> bool:
        """True for a role that speaks for nobody's government."""
        return speaks_for_government(self.lang, role) is False

    def _is_former(self, role: str) -> bool:
        return bool(set(role.lower().split()) & lexicon(self.lang).speakers.former)

    def _state(self, role: str) -> str | None:
        """The home state for "Konsul Jenderal RI di Istanbul", whose other state is where he is posted."""
        speakers = lexicon(self.lang).speakers
        return speakers.default_state if set(own_part(self.lang, role).lower().split()) & speakers.home_words else None
