"""A light check of facts against the ontology's terms, for every batch; `kg check` runs the full shapes."""

from collections.abc import Sequence

from kg.model import Evidence
from ontology.namespaces import NS
from ontology.schemes import Term, classes, terms

UNCHECKED = ("type", "exactMatch")
LITERALS = {"string": {"string", "langString"}, "date": {"date", "gYearMonth", "gYear"}}


def problems(evidence: Sequence[Evidence]) -> dict[int, str]:
    """Reasons by position for facts that the ontology refuses; empty when all are fine."""
    types = _types(evidence)
    found = ((i, _problem(e, types)) for i, e in enumerate(evidence))
    return {i: reason for i, reason in found if reason}


def _types(evidence: Sequence[Evidence]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for e in evidence:
        if e.fact.predicate == "type":
            found.setdefault(e.fact.subject, set()).add(e.fact.object.removeprefix(NS))
    return found


def _problem(evidence: Evidence, types: dict[str, set[str]]) -> str | None:
    fact = evidence.fact
    if evidence.end < evidence.start or evidence.quote is None:
        return "no place in the text"
    if fact.predicate in UNCHECKED:
        return _type_problem(evidence)
    term = terms().get(fact.predicate)
    if term is None:
        return f"unknown predicate {fact.predicate}"
    if not types.get(fact.subject, set()) & _with_any(term.domains):
        return f"{fact.predicate} does not belong to {'/'.join(sorted(types.get(fact.subject, {'an untyped thing'})))}"
    return _value_problem(evidence, term, types)


def _type_problem(evidence: Evidence) -> str | None:
    fact = evidence.fact
    if fact.predicate == "type" and fact.object.removeprefix(NS) not in classes():
        return f"unknown class {fact.object}"
    return None


def _with_any(domains: tuple[str, ...]) -> set[str]:
    return set(domains) or set(classes())


def _value_problem(evidence: Evidence, term: Term, types: dict[str, set[str]]) -> str | None:
    fact = evidence.fact
    if term.is_link != (fact.datatype is None):
        return f"{fact.predicate} wants {'a link' if term.is_link else 'a literal'}"
    if fact.datatype is not None:
        accepted = {value for range_ in term.ranges for value in LITERALS.get(range_, {range_})}
        return None if not accepted or fact.datatype in accepted else f"{fact.predicate} is no {fact.datatype}"
    wanted = set(term.ranges) & set(classes())
    return (
        f"{fact.predicate} points to the wrong class"
        if wanted and not types.get(fact.object, wanted) & wanted
        else None
    )
