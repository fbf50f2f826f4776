"""The table of lemmas: what the treebanks say of a word, and for words that the news uses the dictionary of nlp-id."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable

from extractors.training import places
from extractors.training.treebanks import Tree, trees


def usual(bank: Iterable[Tree]) -> dict[str, str]:
    """The usual lemma of each form, in small letters."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for word in (word for tree in bank for word in tree.words if word.upos not in ("PUNCT", "NUM", "PROPN")):
        counts[word.form.lower()][word.lemma.lower()] += 1
    return {form: found.most_common(1)[0][0] for form, found in counts.items()}


def table(news: Iterable[str]) -> dict[str, str]:
    """Lemmas of forms. The later source wins: nlp-id, GSD (whose lemmas are half automatic), PUD, CSUI."""
    with gzip.open(places.LEMMAS / "nlp_id-lemma_dict.json.gz", "rt", encoding="utf-8") as opened:
        known: dict[str, str] = json.load(opened)
    used = {word.lower() for word in news}
    used |= {word[: -len("nya")] for word in used if word.endswith("nya")}
    found = {form: lemma for form, lemma in known.items() if form in used and form != lemma and lemma.isalpha()}
    for file in (
        places.GSD / "id_gsd-ud-dev.conllu",
        places.PUD / "id_pud-ud-test.conllu",
        places.CSUI / "id_csui-ud-train.conllu",
    ):
        found |= usual(trees(file))
    return {
        form: lemma for form, lemma in found.items() if form.isprintable() and " " not in form + lemma and lemma != "_"
    }
