"""Lists of names are well-formed, whole where they claim to be, and say where they come from."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from kg.text import folded
from ontology.gazetteer import organizations, people, places, states

FOLDER = Path(__file__).parents[2] / "ontology" / "gazetteer"
WIKIDATA = re.compile(r"Q[1-9]\d*")
WIKIDATA_OF: dict[str, Callable[[], Iterator[str | None]]] = {
    "states": lambda: (state.wikidata for state in states().values()),
    "people": lambda: (person.wikidata for person in people().values()),
    "organizations": lambda: (body.wikidata for body in organizations().values()),
}
BESIDE_THE_UN = {"PS", "TW", "VA", "XK"}


def state_named(text: str) -> set[str]:
    return {s.code for s in states().values() if text in s.names or text in s.metonyms or text == s.name_id}


def test_states_are_the_members_of_the_un_and_four_more() -> None:
    assert len(states()) == 193 + len(BESIDE_THE_UN)
    assert set(states()) >= BESIDE_THE_UN
    for code, state in states().items():
        assert re.fullmatch(r"[A-Z]{2}", code)
        assert re.fullmatch(r"[A-Z]{3}", state.iso3)
        assert state.name_id
        assert state.name_en
    assert len({s.iso3 for s in states().values()}) == len(states())


@pytest.mark.parametrize(
    "text, code",
    [
        ("AS", "US"), ("Korut", "KP"), ("Korsel", "KR"), ("RRC", "CN"), ("UEA", "AE"), ("Inggris", "GB"),
        ("Gedung Putih", "US"), ("Kremlin", "RU"), ("Pentagon", "US"), ("Moskow", "RU"), ("Moskwa", "RU"),
        ("Pyongyang", "KP"), ("Washington", "US"), ("Beijing", "CN"), ("Amerika Serikat", "US"),
    ],
)  # fmt: skip
def test_states_are_known_by(text: str, code: str) -> None:
    assert state_named(text) == {code}


def test_states_share_no_name() -> None:
    seen: dict[str, str] = {}
    for state in states().values():
        for name in state.names:
            assert seen.setdefault(name, state.code) == state.code, name


@pytest.mark.parametrize("kind", WIKIDATA_OF)
def test_wikidata_ids_are_well_formed_and_unique(kind: str) -> None:
    ids = list(filter(None, WIKIDATA_OF[kind]()))
    assert all(WIKIDATA.fullmatch(i) for i in ids)
    assert len(ids) == len(set(ids))


def test_people_hold_offices_in_time() -> None:
    assert len(people()) >= 250
    ours = {o.person for p in people().values() for o in p.offices}
    assert ours <= set(people())
    for person in people().values():
        assert person.state is None or person.state in states(), person.key
        for office in person.offices:
            assert office.state is None or office.state in states(), office
            for day in (office.start, office.end):
                assert day is None or date.fromisoformat((day + "-01-01")[:10])
            if office.start and office.end:
                assert office.start[: len(office.end)] <= office.end, office


def test_people_are_known_by_one_name_each() -> None:
    seen: dict[str, str] = {}
    for person in people().values():
        assert re.fullmatch(r"[a-z0-9-]+", person.key)
        for name in (person.name, *person.aliases):
            assert seen.setdefault(folded(name), person.key) == person.key, name


def test_organizations_have_kind_and_state() -> None:
    kinds = {"government", "military", "media", "company", "research", "igo", "party", "armed_group", "other"}
    for body in organizations().values():
        assert body.kind in kinds, body
        assert body.state is None or body.state in states(), body


def test_places_lie_in_known_states() -> None:
    territories = {"HK", "MO", "PR"}
    assert {p.state for p in places().values() if p.state} <= set(states()) | territories


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda p: p.name)
def test_lists_name_their_source_and_are_sorted(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    assert any(re.search(r"source|confirm|GeoNames|knowledge", line, re.I) for line in head)
    rows = [line for line in lines if not line.startswith("#")]
    assert len({line.count("\t") for line in rows}) == 1
    keys = [line.split("\t")[0] for line in rows[1:]]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys)) or path.name == "offices.tsv"
