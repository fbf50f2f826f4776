"""Sentences and lines of our own making, with names out of the gazetteers."""

import json
import random
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.training import places
from ontology.gazetteer import organizations, people, states
from ontology.gazetteer import places as known_places
from ontology.schemes import weapons

_SLOT = re.compile(r"\{(\w+)\}")
LABEL = {
    "ROLE": "TITLE", "RANK": "TITLE", "POST": "TITLE", "FORMER": "TITLE", "SHORT": "PER", "STATE": "GPE", "CITY": "GPE",
    "BODY": "ORG",
}  # fmt: skip
"""Slots whose name is not that of their label."""


@cache
def wording() -> dict[str, Any]:
    """Our own sentences and lines of pages."""
    return tomllib.loads((Path(__file__).parent / "wording.toml").read_text("utf-8"))


NAMES = places.WORK / "persons.json"
"""Names of persons in what is learnt from; never those of a test."""


def write_names(docs: Iterable[Doc]) -> None:
    """Keep the full names of persons that documents tell, for ``person_name``."""
    found = {e.text for doc in docs for e in doc.ents if e.label_ == "PER" and len(e) in (2, 3) and _is_name(e)}
    NAMES.write_text(json.dumps(sorted(found), ensure_ascii=False), encoding="utf-8")


def _is_name(span: Span) -> bool:
    return all(token.text[:1].isupper() and not token.is_upper for token in span)


@cache
def _home_parts() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First words, and the others, of names in what is learnt from."""
    names = [name.split() for name in json.loads(NAMES.read_text("utf-8"))]
    return tuple(sorted({n[0] for n in names})), tuple(sorted({word for n in names for word in n[1:]}))


@cache
def _full_names() -> tuple[str, ...]:
    return tuple(sorted(form for person in people().values() for form in (person.name, *person.aliases)))


@cache
def _name_parts() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First and last words of the names of known people."""
    names = [name.split() for name in _full_names() if 1 < len(name.split()) < 4]
    return tuple(sorted({n[0] for n in names})), tuple(sorted({" ".join(n[1:]) for n in names}))


def person_name(rng: random.Random, *, is_short: bool) -> list[str]:
    """Words of a person's name: of the gazetteer, of two of its names, or of words of names learnt from."""
    kind = rng.random()
    if kind < 0.3:
        name = rng.choice(_full_names())
    elif kind < 0.65:
        firsts, lasts = _name_parts()
        name = f"{rng.choice(firsts)} {rng.choice(lasts)}"
    else:
        firsts, lasts = _home_parts()
        name = " ".join([rng.choice(firsts), *rng.choices(lasts, k=rng.choice((1, 1, 1, 2)))])
    words = re.sub(r"(?<=\w)-(?=\w)", " - ", name).split()
    return words[-1:] if is_short else words


def furniture(rng: random.Random) -> list[str]:
    """Words of a line that belongs to the page and not to the news."""
    return str(rng.choice(wording()["furniture"])).split()


@cache
def _choices() -> dict[str, tuple[str, ...]]:
    known = organizations().values()
    return {
        "STATE": tuple(sorted({n for s in states().values() for n in (*s.names, s.name_id)} - {""})),
        "CITY": tuple(
            sorted({p.name for p in known_places().values()} | {s.capital_id for s in states().values()} - {""})
        ),
        "ORG": tuple(sorted({name for o in known for name in (o.name_id, *o.aliases)} - {""})),
        "WEAPON": tuple(sorted(label for weapon in weapons().values() for label in weapon.labels_id)),
        **{slot: tuple(values) for slot, values in wording()["slots"].items()},
    }


def _body(rng: random.Random) -> str:
    """A ministry or force, with its state or without."""
    ministry = rng.choice(_choices()["MINISTRY"])
    return f"{ministry} {rng.choice(_choices()['STATE'])}" if rng.random() < 0.7 else ministry


def sentences(nlp: Language, count: int, seed: int) -> Iterator[Doc]:
    """So many sentences of our own, their slots filled by chance."""
    rng = random.Random(seed)
    fill: dict[str, Callable[[], str]] = {
        "PER": lambda: " ".join(person_name(rng, is_short=False)),
        "SHORT": lambda: " ".join(person_name(rng, is_short=True)),
        "BODY": lambda: _body(rng),
    }
    for _ in range(count):
        words: list[str] = []
        spaces: list[bool] = []
        spans: list[tuple[int, int, str]] = []
        pieces = _SLOT.split(rng.choice(wording()["sentences"]))
        for at, piece in enumerate(pieces):
            slot = piece if at % 2 else ""
            text = (fill[slot]() if slot in fill else rng.choice(_choices()[slot])) if slot else piece
            doc = nlp.make_doc(text.strip())
            if slot:
                spans.append((len(words), len(words) + len(doc), LABEL.get(slot, slot)))
            words += [t.text for t in doc]
            spaces += [bool(t.whitespace_) for t in doc]
            follows = pieces[at + 1] if at + 1 < len(pieces) else ""
            if doc and (text.endswith(" ") or follows.startswith(" ")):
                spaces[-1] = True
        made = Doc(nlp.vocab, words=words, spaces=spaces)
        made.ents = [Span(made, start, end, label) for start, end, label in spans if start < end]
        yield made
