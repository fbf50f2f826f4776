"""What Neo4j keeps of an entity's facts comes back as it was, remembered or not."""

from kg.model import Fact
from kg.store.neo4j.rows import FACTS_COLUMNS, LONGEST_REMEMBERED, entity, known, known_again

SEA = "https://example.org/id/place/laut-pasir"
OTHER = "https://example.org/id/place/laut-batu"
PLACE = FACTS_COLUMNS.index("facts")


def written(*names: str) -> str:
    """The facts of a place of these names, as they lie in the database."""
    facts = {Fact(SEA, "name", name, "string"): at + 1 for at, name in enumerate(names)}
    return str(entity(SEA, facts).facts[PLACE])


def test_facts_are_told_best_supported_first_and_by_predicate() -> None:
    """Each fact with the number of its articles."""
    found = known_again(SEA, written("Laut Pasir", "Laut Kuning"))
    assert [(k.fact.object, k.articles) for k in found] == [("Laut Kuning", 2), ("Laut Pasir", 1)]
    assert found.by_predicate == {"name": list(found)}


def test_what_is_remembered_is_what_would_be_read() -> None:
    """Another text or another entity is another memory."""
    text = written("Laut Pasir")
    assert known_again(SEA, text) is known_again(SEA, text)
    assert known_again(SEA, text) == known(SEA, text)
    assert known_again(SEA, written("Laut Pasir", "Laut Kuning")) != known(SEA, text)
    assert {k.fact.subject for k in known_again(OTHER, text)} == {OTHER}


def test_long_facts_are_not_remembered() -> None:
    """Memory stays bounded however much is told of an entity."""
    text = written(*(f"Laut {at}" for at in range(LONGEST_REMEMBERED // 20)))
    assert len(text) > LONGEST_REMEMBERED
    assert known_again(SEA, text) is not known_again(SEA, text)
    assert known_again(SEA, text) == known(SEA, text)
