"""A light check of facts against the ontology's terms, for every batch; `kg check` runs the full shapes."""

from collections.abc import Sequence
from functools import cache, lru_cache

from kg.model import Evidence
from ontology.namespaces import NS
from ontology.schemes import Term, classes, terms

UNCHECKED = ("type", "exactMatch")
LITERALS = {"string": {"string", "langString"}, "date": {"date", "gYearMonth", "gYear"}}

Types = tuple[str, ...]
"""Names of the classes of one entity, sorted."""


def problems(evidence: Sequence[Evidence]) -> dict[int, str]:
    """Reasons by position for facts that the ontology refuses; empty when all are fine."""
    types = _types(evidence)
    found: dict[int, str] = {}
    for i, (fact, _, start, end, quote, _) in enumerate(evidence):
        subject, predicate, target, datatype, *_ = fact
        if end < start or quote is None:
            found[i] = "no place in the text"
        elif predicate == "type":
            if target.removeprefix(NS) not in _classes():
                found[i] = f"unknown class {target}"
        elif reason := _problem(
            predicate, datatype, types.get(subject, ()), types.get(target) if datatype is None else None
        ):
            found[i] = reason
    return found


def _types(evidence: Sequence[Evidence]) -> dict[str, Types]:
    found: dict[str, Types] = {}
    for (subject, predicate, target, *_), *_ in evidence:
        if predicate == "type":
            name, others = target.removeprefix(NS), found.get(subject)
            if others is None:
                found[subject] = (name,)
            elif name not in others:
                found[subject] = tuple(sorted((*others, name)))
    return found


@cache
def _classes() -> frozenset[str]:
    return frozenset(classes())


@lru_cache(maxsize=4096)
def _problem(predicate: str, datatype: str | None, subject: Types, target: Types | None) -> str | None:
    """What speaks against such a fact of such entities; there are few different ones, so each is worked out once."""
    if predicate in UNCHECKED:
        return None
    term = terms().get(predicate)
    if term is None:
        return f"unknown predicate {predicate}"
    if not (set(subject) & (set(term.domains) or _classes())):
        return f"{predicate} does not belong to {'/'.join(subject or ('an untyped thing',))}"
    return _value_problem(term, datatype, target)


def _value_problem(term: Term, datatype: str | None, target: Types | None) -> str | None:
    if term.is_link != (datatype is None):
        return f"{term.name} wants {'a link' if term.is_link else 'a literal'}"
    if datatype is not None:
        accepted = {value for range_ in term.ranges for value in LITERALS.get(range_, {range_})}
        return None if not accepted or datatype in accepted else f"{term.name} is no {datatype}"
    wanted = set(term.ranges) & _classes()
    is_wrong = bool(wanted) and target is not None and not set(target) & wanted
    return f"{term.name} points to the wrong class" if is_wrong else None
