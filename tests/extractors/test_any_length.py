"""Work on an article grows as its length does, however odd the text."""

import random
import string

import pytest

from extractors import extract
from extractors.tokens import LONGEST, BoundedTokenizer
from kg.facts import facts_from_record
from kg.read import read_text

LENGTH = 100_000
"""Characters of an odd text. Whatever looks at the rest of the text for each of them does not come to an end."""

NAMES = "".join(random.Random(1).choices(string.ascii_lowercase, k=LENGTH))
"""Names no list holds, six letters each."""


def name(number: int) -> str:
    return NAMES[number * 6 : number * 6 + 6].title()


def repeated(piece: str) -> str:
    return (piece * (LENGTH // len(piece) + 1))[:LENGTH]


def with_names(sentence: str) -> str:
    """Sentences with names of their own for A and B."""
    number = LENGTH // len(sentence) // 2
    return " ".join(sentence.replace("A", name(n)).replace("B", name(n + number)) for n in range(number))


@pytest.mark.parametrize(
    "text",
    [
        *map(repeated, ("(", '"', "“", "”", "'", ".", "…", "?!", "😀", "a", "A ", "x,", ". ")),
        *map(repeated, ('"a ', "“a ", "a” ", '"Kami siap kata Kim ', '"Kami siap." ', "“a, kata ”x ", ', kata"x “a ')),
        *map(repeated, ("kata Presiden Joko Widodo ", "Joko Widodo ", "mengatakan bahwa ", "kata ia; ")),
        *map(repeated, ("Kim Jong Un yang mengatakan ", "ia mengatakan kepada Kim Jong Un ", "menurut Putin ")),
        *map(repeated, ("pertemuan Kim Jong Un dan Vladimir Putin ", "KTT itu ", "Kedua pemimpin bertemu. ")),
        *map(repeated, ("pertemuan 12/9/2023 ", "AS menuduh Rusia. Rusia membantah. ", '"Kami siap," kata Putin. ')),
        *map(with_names, ("kata Menteri A B.", "Menteri A B,", "Kementerian A (B) mengatakan hal itu.")),
        *map(with_names, ("Presiden A Budi bertemu Menteri B Agus.", "Menteri A Budi mengatakan B Budi pergi.")),
        *map(with_names, ("Kementerian A mengatakan hal itu. Kementerian mengatakan begitu.", "A")),
    ],
    ids=lambda text: text[:30],
)
def test_extract_any_long_text_gives_a_record(text: str) -> None:
    article = read_text(text.encode(), "x.txt").article
    facts_from_record(extract(article), article, "x.txt")


class Counted:
    """A tokenizer that notes how long the stretches without a blank are that it gets."""

    def __init__(self) -> None:
        import spacy

        self.nlp = spacy.blank("id")
        self.longest = 0

    def __call__(self, text: str):  # type: ignore[no-untyped-def]
        self.longest = max([self.longest, *map(len, text.split())])
        return self.nlp.tokenizer(text)


@pytest.mark.parametrize("text", ["(" * 5000, f"Ini {'a(' * 3000}  dan {'.' * 999}\n\nitu. ", "a" * LONGEST + "b", " "])
def test_tokens_of_long_stretches_are_the_text_and_bounded(text: str) -> None:
    counted = Counted()
    assert BoundedTokenizer(counted)(text).text == text
    assert counted.longest <= LONGEST


def test_tokens_of_news_are_those_of_spacy() -> None:
    text = 'MOSKWA, KOMPAS.com - "Kami siap," kata Putin  (70).\n\nBaca: https://contoh.example/a-b-c.'
    counted = Counted()
    assert [t.text for t in BoundedTokenizer(counted)(text)] == [t.text for t in counted.nlp.tokenizer(text)]
