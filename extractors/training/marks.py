"""Where punctuation hangs in a tree, by rule: treebanks differ in it, and a parser that sees all ways learns none.

GSD of today follows the guidelines of Universal Dependencies (a mark beside a subordinate unit hangs on that unit), as
udapi's FixPunct makes it; release 2.0 does not, and CSUI hangs commas on what governs the unit, if it is no conjunct.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.training.treebanks import Tree, Word

PAIRS = {"(": ")", "[": "]", "“": "”", '"': '"', "'": "'", "``": "''", "‘": "’", "«": "»"}
HIGHER = frozenset([",", "-", ";", ":", "–", "--"])
"""Marks that CSUI hangs one step higher,"""
CONJUNCT, INSERTED = "conj", "parataxis"
"""but for those of conjuncts, and of clauses that say who spoke, unless they follow what was said."""
BESIDE = "/"
"""Hangs on the word before it."""
FINAL = frozenset([".", "?", "!", "..."])
"""Marks that end a sentence, of which a tree may hold several; inside one they belong to the word before."""


def with_marks(tree: Tree) -> Tree:
    """The tree with its marks where GSD hangs them."""
    heads = marked(tree.words, [w.head for w in tree.words])
    return replace(tree, words=tuple(replace(w, head=heads[at]) for at, w in enumerate(tree.words)))


def marked(words: Sequence[Word], heads: Sequence[int], csui: Sequence[str] | None = None) -> list[int]:
    """Heads (a root is its own) in which marks hang by rule; by that of CSUI if the relations are given (``csui``)."""
    marks = [word.upos == "PUNCT" for word in words]
    if all(marks):
        return list(heads)
    bare = _lifted(heads, marks)
    root = next(at for at, head in enumerate(bare) if head == at and not marks[at])
    pairs, tops = _pairs(words, marks), _tops(words, bare, marks)
    found = list(bare)
    for at in (at for at, is_mark in enumerate(marks) if is_mark):
        inside = range(min(at, pairs[at]) + 1, max(at, pairs[at])) if at in pairs else range(0)
        top = next((i for i in inside if not marks[i] and (bare[i] not in inside or bare[i] == i)), None)
        if top is None:
            top = tops[at] if at in tops else _beside(at, words, bare, marks, root)
            if csui and at not in tops and words[at].form in HIGHER:
                top = _higher(at, top, bare, csui, marks)
        found[at] = top
    return found


def _higher(at: int, top: int, heads: Sequence[int], labels: Sequence[str], marks: Sequence[bool]) -> int:
    """Where CSUI hangs the mark at ``at`` that by rule is that of the unit ``top``.

    A clause that says who spoke has the commas around it if it stands inside what was said; if it stands behind, the
    comma between belongs to what was said.
    """
    unit = next((i for i in range(at + 1, len(heads)) if not marks[i]), top)
    while labels[unit] != INSERTED and heads[unit] > at and heads[unit] != unit:
        unit = heads[unit]
    if labels[unit] == INSERTED and heads[unit] > unit:
        return unit
    is_own = labels[top] == CONJUNCT or (labels[top] == INSERTED and top < at)
    return top if is_own else heads[top]


def _tops(words: Sequence[Word], heads: Sequence[int], marks: Sequence[bool]) -> dict[int, int]:
    """What the end marks hang on: the top of the sentence that ends there, inside one the word before.

    A sentence ends where nothing to the right governs what is left of the mark, and all that is governed from the left
    hangs on the sentence's top; so trees of several sentences, one hung on the other, are told from abbreviations.
    """
    found: dict[int, int] = {}
    start = 0
    for at, word in enumerate(words):
        if word.form not in FINAL or not marks[at]:
            continue
        own = [i for i in range(start, at) if not marks[i]]
        if not own:
            continue
        upper = [i for i in own if heads[i] == i or not start <= heads[i] < at]
        over = {heads[i] for i in range(at, len(words)) if not marks[i] and heads[i] < at}
        if any(heads[i] > at for i in range(at) if not marks[i]) or len(upper) != 1 or over - {*upper, heads[upper[0]]}:
            found[at] = own[-1]
            continue
        found[at], start = upper[0], at + 1
    return found


def _lifted(heads: Sequence[int], marks: Sequence[bool]) -> list[int]:
    """Heads without marks above anything: what hangs on a mark hangs on the mark's head."""
    found = []
    for at, head in enumerate(heads):
        seen = {at}
        while marks[head] and heads[head] not in seen and heads[head] != head:
            seen.add(head)
            head = heads[head]
        found.append(at if marks[head] and not marks[at] else head)
    return found


def _pairs(words: Sequence[Word], marks: Sequence[bool]) -> dict[int, int]:
    """Marks that open and close something, each with the other."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for at in (at for at, is_mark in enumerate(marks) if is_mark):
        form = words[at].form
        if opened and PAIRS[words[opened[-1]].form] == form:
            other = opened.pop()
            found[at], found[other] = other, at
        elif form in PAIRS:
            opened.append(at)
    return found


def _beside(at: int, words: Sequence[Word], heads: Sequence[int], marks: Sequence[bool], root: int) -> int:
    """The lower of the units beside a mark that hang across it, else the root."""
    left = next((i for i in range(at - 1, -1, -1) if not marks[i]), None)
    right = next((i for i in range(at + 1, len(heads)) if not marks[i]), None)
    if left is None or right is None:
        return root
    if words[at].form == BESIDE:
        return left
    while heads[left] != left and heads[left] < at:
        left = heads[left]
    while heads[right] != right and heads[right] > at:
        right = heads[right]
    is_left_lower = heads[left] > at and not left <= heads[right] < at
    if heads[right] < at and not is_left_lower:
        return right
    if heads[left] > at:
        return left
    return root
