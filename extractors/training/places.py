"""Where the recipe reads and writes: the corpora beside the checkout, a work folder in it."""

import os
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
DATA = SHARED / "data"
WORK = ROOT / ".model"
OWN = Path(__file__).parent / "data"
MODEL = ROOT / "extractors" / "lang" / "id" / "model"

INDOSUM = DATA / "indosum-dev" / "indosum-dev-all.jsonl.gz"
KUMPARAN = DATA / "kumparan-postag" / "dataset_postag.txt.gz"
IDNER = DATA / "idner-news-2k"
NERUI = DATA / "indolem-ner" / "nerui"
NERGRIT = DATA / "indonlu" / "nergrit_ner-grit"
GOLD = SHARED / "gold-indosum"
GSD = DATA / "ud-id-gsd" / "v2.17"
GSD_OLD = DATA / "ud-id-gsd" / "r2.0"
CSUI = DATA / "ud-id-csui"
PUD = DATA / "ud-id-pud"
LEMMAS = DATA / "lemma-id"


def is_kept_for_testing(stem: str) -> bool:
    """True for every third article of the annotated folder: nothing learns from it."""
    return int(re.sub(r"\D", "", stem)) % 3 == 0
