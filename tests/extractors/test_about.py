"""The trained part of what statements are about. All sentences are ours."""

import pytest

from extractors.about_features import MOST_NAMED, SIGNS, Pairs, Said, Weights, weights
from extractors.pipeline import extract_article, load
from extractors.training.about import Pair, fitted, pairs_of, written
from kg.evaluate import is_about
from kg.model import Mention
from kg.read.files import read_text
from kg.record import MeetingRecord, Record

RULES_ALONE = frozenset({"about"})
NEWS = "Presiden Prancis Emmanuel Macron bertemu Presiden Turki Recep Tayyip Erdogan di Lyon, Kamis (4/5/2023).\n\n"
SAID = '"Delegasi Turki membawa bibit gandum," kata Menteri Luar Negeri Prancis Catherine Colonna.'
TEXT = "Ani dan Budi bertemu. Hujan turun. Budi juga hadir di acara itu, kata Ani. Kedua negara sepakat, kata Cici."


def made(text: str, without: frozenset[str] = frozenset()) -> Record:
    return extract_article(read_text(text.encode(), "warta.txt").article, without)


def meeting(number: int, *places: tuple[int, int], states: tuple[str, ...] = ("FR", "TR")) -> MeetingRecord:
    mentions = tuple(Mention(start, end, TEXT[start:end]) for start, end in places)
    return MeetingRecord(f"m{number}", "meeting", ("Ani", "Budi"), states, mentions=mentions)


def signs_of(sentence: str, speaker: str, state: str | None, states: set[str], persons: set[str]) -> set[str]:
    """Signs of a sentence of ``TEXT`` with the meeting of its first one."""
    start = TEXT.index(sentence)
    said = Said(start, start + len(sentence), start, start, speaker, "say", "indirect", state)
    ((index, signs),) = Pairs(TEXT, (meeting(1, (0, 20)),)).signs(said, states, persons)
    assert index == 0
    return set(signs)


OF_THE_MEETING = {"most named", "early", "only", "states"}


@pytest.mark.parametrize(
    "sentence, speaker, state, states, persons, signs",
    [
        ("Budi juga hadir di acara itu, kata Ani", "Ani", "FR", set(), {"Budi"},
         {"just before", "one named", "encounter", "speaker's state"}),
        ("Kedua negara sepakat, kata Cici", "Cici", "TR", set(), set(),
         {"just before", "speaker's state", "state's exchange"}),
        ("Kedua negara sepakat, kata Cici", "Cici", "PH", {"PH"}, {"Budi"},
         {"just before", "outside state", "one named"}),
        ("Ani dan Budi bertemu", "Ani", None, {"FR"}, {"Ani"}, {"named", "just before", "encounter"}),
    ],
)  # fmt: skip
def test_about_signs_of_a_pair(
    sentence: str, speaker: str, state: str | None, states: set[str], persons: set[str], signs: set[str]
) -> None:
    assert signs_of(sentence, speaker, state, states, persons) == signs | OF_THE_MEETING


def test_about_weighs_the_meetings_named_most_often() -> None:
    rare = [meeting(number, (0, 3)) for number in range(40)]
    often = meeting(40, (0, 3), (8, 12))
    said = Said(0, 20, 0, 0, "Ani", "say")
    weighed = [index for index, _ in Pairs(TEXT, (*rare, often)).signs(said, set(), set())]
    assert len(weighed) == MOST_NAMED
    assert weighed[0] == 40


def test_about_weighs_no_pair_without_a_bond() -> None:
    """Neither speaker nor words have to do with the meeting, however near it is told."""
    said = Said(22, 33, 22, 22, "Cici", "say", "direct", "PH")
    assert list(Pairs(TEXT, (meeting(1, (0, 20)),)).signs(said, {"PH"}, {"Cici"})) == []


def test_about_has_a_weight_for_every_sign() -> None:
    assert weights("id").of_sign.keys() == SIGNS.keys()


def test_about_takes_a_pair_from_the_threshold_on() -> None:
    learnt = Weights(-1.0, 0.5, {"named": 1.0, "early": 0.5})
    assert learnt.takes(["named", "early"])
    assert not learnt.takes(["named"])


def test_about_trained_decision_adds_to_the_rules_and_can_be_left_out() -> None:
    assert made(NEWS + SAID, RULES_ALONE).statements[-1].about.meetings == ()
    assert made(NEWS + SAID).statements[-1].about.meetings == ("m1",)


def test_about_trained_decision_leaves_other_subjects_alone() -> None:
    other = "Seorang pedagang di Manila mengatakan harga beras di Filipina naik lagi."
    assert made(NEWS + other).statements[-1].about.meetings == ()


def test_about_only_known_decisions_can_be_left_out() -> None:
    with pytest.raises(KeyError, match="abot"):
        load("id", frozenset({"abot"}))


def test_about_learns_which_sign_tells() -> None:
    told = [Pair(("named", "early"), False, True), Pair(("early",), False, False), Pair(("named",), False, None)]
    learnt = fitted(told * 30)
    assert learnt.takes(("named", "early"))
    assert not learnt.takes(("early",))
    assert learnt.of_sign["named"] > 1 > abs(learnt.of_sign["early"])
    assert learnt.of_sign["quoted"] == 0
    assert written(learnt) == written(fitted(told * 30))


def test_about_pairs_carry_what_the_annotation_says() -> None:
    record = made(NEWS + SAID, RULES_ALONE)
    statement = {
        "speaker": "Catherine Colonna", "kind": "person", "official": True, "mode": "direct", "act": "say",
        "state": "FR", "evidence": SAID, "about_meetings": ["a"],
    }  # fmt: skip
    sides = {"id": "a", "kind": "summit", "participants": [], "states": ["FR", "TR"], "status": "held"}
    gold = {"persons": [], "states": [], "orgs": [], "weapons": [], "meetings": [sides], "statements": [statement]}
    last = record.statements[-1].id
    assert is_about(gold, record) == {(last, "m1"): True}
    (pair,) = [pair for pair in pairs_of(record, gold) if pair.is_about is not None]
    assert pair.is_about
    assert not pair.by_rule
    assert is_about(gold | {"statements": [statement | {"about_meetings": []}]}, record) == {(last, "m1"): False}
    left_open = statement | {"about_meetings": [], "about_meetings_maybe": ["a"]}
    assert is_about(gold | {"statements": [left_open]}, record) == {}


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("Menteri Turki Anna Lowe mengatakan gudang itu penuh.", True),
        ("Menteri Kenya Anna Lowe mengatakan gudang itu penuh.", False),
        ("Pedagang Turki Anna Lowe mengatakan gudang itu penuh.", False),
        ("Menteri Turki Anna Lowe mengatakan gudang di Kenya itu penuh.", False),
        ("Gandum langka. Pasar tutup. Menteri Turki Anna Lowe mengatakan gudang itu penuh.", False),
        ("Gandum langka. Pasar tutup. Pedagang Turki Anna Lowe mengatakan Macron tahu.", True),
        ("Gandum langka. Pasar tutup. Pedagang Kenya Anna Lowe mengatakan Macron tahu.", False),
    ],
)
def test_side_that_speaks_at_once_or_of_who_took_part_speaks_of_the_meeting(statement: str, found: bool) -> None:
    last = made(NEWS.rstrip() + " " + statement, RULES_ALONE).statements[-1]
    assert last.about.meetings == (("m1",) if found else ())
