"""Where punctuation hangs in the trees that the parser learns from."""

import pytest

from extractors.training.marks import marked
from extractors.training.treebanks import Word


def tree(text: str, heads: list[int]) -> tuple[list[Word], list[int]]:
    """Words of a tree with their heads; marks hang on the first word until they are hung by rule."""
    forms = text.split()
    words = [
        Word(f, f, "NOUN" if f[-1].isalnum() else "PUNCT", "", h, "dep", True)
        for f, h in zip(forms, heads, strict=True)
    ]
    return words, heads


@pytest.mark.parametrize(
    "text, heads, mark, head",
    [
        ("Ia datang . Kami pergi .", [1, 1, 0, 4, 1, 0], 2, 1),
        ("Ia datang . Kami pergi .", [1, 1, 0, 4, 1, 0], 5, 4),
        ("Kami menemui Drs . Sari di sini .", [1, 1, 1, 0, 2, 6, 1, 0], 3, 2),
        ("Kami menemui Drs . Sari di sini .", [1, 1, 1, 0, 2, 6, 1, 0], 7, 1),
        ("Ia datang , pada malam , kami pergi .", [1, 1, 0, 4, 7, 0, 7, 1, 0], 5, 4),
        ("tahun 2022 / 2023", [0, 0, 0, 1], 2, 1),
    ],
    ids=["first sentence", "second sentence", "abbreviation", "after one", "unit in front", "slash"],
)  # fmt: skip
def test_a_mark_hangs_by_rule(text: str, heads: list[int], mark: int, head: int) -> None:
    words, told = tree(text, heads)
    assert marked(words, told)[mark] == head


def test_csui_hangs_a_comma_one_step_higher() -> None:
    words, told = tree("Malam itu , kami pergi .", [4, 0, 0, 4, 4, 0])
    assert marked(words, told)[2] == 0
    assert marked(words, told, ["obl"] * 6)[2] == 4
    assert marked(words, told, ["conj"] * 6)[2] == 0


@pytest.mark.parametrize(
    "text, heads, labels, mark, head",
    [
        ("Harga naik , kata dia .", [1, 1, 0, 1, 3, 0], ["nsubj", "root", "", "parataxis", "nsubj", ""], 2, 1),
        ("Harga , kata dia , naik .", [5, 0, 5, 2, 0, 5, 0], ["nsubj", "", "parataxis", "nsubj", "", "root", ""], 1, 2),
        ("Harga , kata dia , naik .", [5, 0, 5, 2, 0, 5, 0], ["nsubj", "", "parataxis", "nsubj", "", "root", ""], 4, 2),
    ],
    ids=["behind what was said", "opens inside it", "closes inside it"],
)  # fmt: skip
def test_csui_hangs_the_commas_of_who_spoke(
    text: str, heads: list[int], labels: list[str], mark: int, head: int
) -> None:
    words, told = tree(text, heads)
    assert marked(words, told, labels)[mark] == head
