"""What every store does, the same for each kind."""

import random
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.errors import QueryTimeout, StoreError
from kg.facts import date_datatype
from kg.identity import article_iri
from kg.model import ArticleFacts, Fact, Link, Membership, Sighting
from kg.store.base import (
    And,
    Batch,
    Condition,
    Cursor,
    Found,
    Match,
    Not,
    Operator,
    Or,
    Order,
    Query,
    Some,
    Store,
    Wanted,
)
from ontology.namespaces import NS
from tests.running import quads
from tests.store.made import HOSTILE, iri, made, person, same, statement

ANN, BOB, CY = person("ann", "Ann Élodie", "US", official=True), person("bob", "Bob", "US"), person("cy", "Cy", "RU")
SAID = (
    statement("s1", "ann", "Kami memantau kereta itu", act="say", date="2023-09-12"),
    statement("s2", "ann", "Jangan kirim peluru", act="warn", date="2023-09"),
    statement("s3", "bob", "Kereta sudah tiba", act="say", date="2022"),
    statement("s4", "cy", "Tuduhan itu tidak benar", act="deny"),
)


def articles() -> tuple[ArticleFacts, ...]:
    return made(1, *ANN, *SAID[0], *SAID[1]), made(2, *BOB, *CY, *SAID[2], *SAID[3])


@pytest.fixture
def filled(store: Store) -> Store:
    """Two articles with three persons and four statements."""
    store.write(Batch(add=articles()))
    return store


def found(store: Store, where: Condition, kind: str = "Statement") -> list[str]:
    rows = store.find(Query(kind, where, limit=100)).rows
    assert store.count(Query(kind, where)) == len(rows)
    return sorted(row.iri.rpartition("/")[2] for row in rows)


def test_store_gives_back_what_was_written(filled: Store) -> None:
    assert list(filled.contributions()) == list(articles())
    ann = iri("person", "ann")
    assert {known.fact for known in filled.facts([ann])[ann]} == set(ANN)
    assert filled.sightings([ann]) == {ann: (Sighting(article_iri("a1"), 0, 5, "Warta", "made"),)}


def test_store_looks_up_several_kinds_at_once(filled: Store) -> None:
    ann, nobody, home = iri("person", "ann"), iri("person", "nobody"), article_iri("a1")
    found = filled.look_up(Wanted(facts=(ann, nobody), sightings=(nobody, ann), publishers=(home, nobody)))
    assert found == Found(filled.facts([ann]), filled.sightings([ann]), {home: "Warta"})
    assert filled.look_up(Wanted()) == Found()


LINKED = ("speaker", "about", "speakerState", "article")


@pytest.mark.parametrize("where", [And(), Match(("speaker",), "eq", (iri("person", "ann"),))], ids=["all", "some"])
@pytest.mark.parametrize("order", [Order(), Order("date", descending=True)], ids=["by IRI", "by date"])
def test_store_counts_and_tells_on_the_way_what_it_would_if_asked(
    where: Condition, order: Order, filled: Store
) -> None:
    total, after = filled.count(Query("Statement", where)), None
    for _ in range(total + 1):
        query = Query("Statement", where, order, after, limit=1)
        page = filled.find(replace(query, is_counted=True, with_facts=True, with_sightings=True, with_linked=LINKED))
        assert replace(page, total=None, facts=None, sightings=None, linked=None) == filled.find(query)
        assert page.total in (total, None)
        shown = [row.iri for row in page.rows]
        assert page.facts in (filled.facts(shown), None)
        assert page.sightings in (filled.sightings(shown), None)
        around = {k.fact.object for f in filled.facts(shown).values() for k in f if k.fact.predicate in LINKED}
        homes = {s.article for seen in filled.sightings(shown).values() for s in seen}
        if page.linked is not None:
            assert around | homes <= page.linked.facts.keys()
            iris = tuple(page.linked.facts)
            assert page.linked.facts == filled.facts(iris)
            assert homes <= page.linked.publishers.keys()
            assert page.linked.publishers == filled.look_up(Wanted(publishers=iris)).publishers
        after = page.rows[-1] if page.rows else after
    assert filled.find(Query("Outlet", where, is_counted=True)).total in (0, None)


def test_store_follows_what_iris_stand_for_between_two_questions(store: Store) -> None:
    ann, anna = iri("person", "ann"), iri("person", "anna")
    store.write(Batch(add=(made(1, *person("ann", "Ann"), *person("anna", "Anna"), *SAID[0]),)))
    asked = Match(("speaker",), "eq", (ann,))
    assert found(store, asked) == ["s1"]
    store.write(Batch(links={"k": (same(ann, anna, "k"),)}))
    assert found(store, asked) == found(store, Match(("speaker",), "eq", (anna,))) == ["s1"]
    store.write(Batch(links={"k": ()}))
    assert found(store, asked) == ["s1"]
    assert found(store, Match(("speaker",), "eq", (anna,))) == []


def test_store_counts_the_articles_behind_a_fact(filled: Store) -> None:
    filled.write(Batch(add=(made(3, *person("ann", "Ann"), *ANN), made(4, *ANN, *ANN))))
    ann = iri("person", "ann")
    names = [(k.fact.object, k.articles) for k in filled.facts([ann])[ann] if k.fact.predicate == "name"]
    assert names == [("Ann Élodie", 3), ("Ann", 1)]
    assert [s.article for s in filled.sightings([ann])[ann]] == [article_iri(f"a{n}") for n in (1, 3, 4)]
    assert len(filled.sightings([ann], limit=2)[ann]) == 2
    filled.write(Batch(remove=(article_iri("a1"), article_iri("a4"))))
    assert {k.articles for k in filled.facts([ann])[ann]} == {1}


def test_store_gives_back_articles(filled: Store) -> None:
    stored = filled.articles([article_iri("a1"), article_iri("nobody")])
    assert list(stored) == [article_iri("a1")]
    assert stored[article_iri("a1")].article == articles()[0].article
    assert [s.iri for s in filled.stored_articles()] == [article_iri("a1"), article_iri("a2")]
    assert filled.sources()["https://warta.example/1"] == (article_iri("a1"), articles()[0].article.revision)


@pytest.mark.parametrize("name", ["a1", "1.txt", "https://warta.example/1", article_iri("a1")])
def test_store_finds_articles_by_any_name(name: str, filled: Store) -> None:
    assert filled.find_articles([name, "nobody"])[name] == (article_iri("a1"),)
    assert not filled.find_articles(["nobody"]).get("nobody")


STATE = ("speaker", "state")


@pytest.mark.parametrize(
    "where, expected",
    [
        (And(), ["s1", "s2", "s3", "s4"]),
        (Or(), []),
        (Match(STATE, "eq", (iri("state", "US"),)), ["s1", "s2", "s3"]),
        (Match(STATE, "in", (iri("state", "US"), iri("state", "RU"))), ["s1", "s2", "s3", "s4"]),
        (Match(STATE, "eq", (iri("state", "FR"),)), []),
        (Match(("speaker", "official"), "eq", ("true",)), ["s1", "s2"]),
        (Match(("speaker", "name"), "contains", ("ELODIE",)), ["s1", "s2"]),
        (Match(("speaker", "name"), "starts_with", ("ann",)), ["s1", "s2"]),
        (Match(("speaker", "name"), "starts_with", ("elodie",)), []),
        (Match(("speaker", "name"), "eq", ("Bob",)), ["s3"]),
        (Match(("speaker", "name"), "eq", ("bob",)), []),
        (Match(("content",), "text", ("kereta",)), ["s1", "s3"]),
        (Match(("content",), "text", ("kereta tiba",)), ["s3"]),
        (Match(("date",), "exists"), ["s1", "s2", "s3"]),
        (Match(("date",), "not_before", ("2023-09-13",)), ["s2"]),
        (Match(("date",), "not_after", ("2023-09-11",)), ["s2", "s3"]),
        (Match(("date",), "not_before", ("2023",)), ["s1", "s2"]),
        (Match(("date",), "not_after", ("2022",)), ["s3"]),
        (Match((), "eq", (iri("statement", "s1"),)), ["s1"]),
        (Not(Match(("date",), "exists")), ["s4"]),
        (Or((Match(("date",), "eq", ("2022",)), Not(Match(("date",), "exists")))), ["s3", "s4"]),
        (Some(("speaker",), And((Match(("official",), "eq", ("true",)), Match(("state",), "exists")))), ["s1", "s2"]),
        (Some(("speaker",), Not(Match(("state",), "eq", (iri("state", "US"),)))), ["s4"]),
        (And((Match(STATE, "eq", (iri("state", "US"),)), Not(Match(("date",), "eq", ("2022",))))), ["s1", "s2"]),
        (Not(Or((Match(STATE, "eq", (iri("state", "US"),)),))), ["s4"]),
    ],
    ids=str,
)
def test_store_finds(where: Condition, expected: list[str], filled: Store) -> None:
    assert found(filled, where) == expected


def test_store_finds_only_the_class_asked_for(filled: Store) -> None:
    assert found(filled, And(), "Person") == ["ann", "bob", "cy"]
    assert found(filled, And(), "Weapon") == []


@pytest.mark.parametrize(
    "order, expected",
    [
        (Order(), ["s1", "s2", "s3", "s4"]),
        (Order("date"), ["s3", "s2", "s1", "s4"]),
        (Order("date", descending=True), ["s1", "s2", "s3", "s4"]),
        (Order("nonsense"), ["s1", "s2", "s3", "s4"]),
    ],
    ids=str,
)
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_store_pages_in_order(order: Order, expected: list[str], size: int, filled: Store) -> None:
    seen: list[str] = []
    after: Cursor | None = None
    while True:
        page = filled.find(Query("Statement", order=order, after=after, limit=size))
        seen += [row.iri.rpartition("/")[2] for row in page.rows]
        after = page.rows[-1]
        if not page.has_next:
            break
    assert seen == expected


def test_store_searches_names(filled: Store) -> None:
    page = filled.search("Bob", types=["Person"], after=None, limit=10)
    assert [row.iri for row in page.rows] == [iri("person", "bob")]
    assert filled.count_search("elodie", types=["Person", "Statement"]) == 1
    assert filled.count_search("elodie", types=["Statement"]) == 0
    assert filled.search("", types=["Person"], after=None, limit=10).rows == ()


def test_store_replaces_an_article_exactly(filled: Store) -> None:
    changed = made(1, *ANN, *statement("s9", "ann", "Lain sama sekali"), text="Warta lain.")
    filled.write(Batch(add=(changed,)))
    assert found(filled, And()) == ["s3", "s4", "s9"]
    assert quads(filled).count("Kami memantau") == 0


def test_store_leaves_no_trace_of_what_was_removed(opener: Callable[[], Store], filled: Store) -> None:
    before = quads(filled)
    filled.write(Batch(add=(made(3, *person("di", "Di", "FR"), *statement("s5", "di", "Halo dunia")),)))
    assert quads(filled) != before
    filled.write(Batch(remove=(article_iri("a3"),)))
    assert quads(filled) == before
    assert filled.stats()["Person"] == 3
    assert iri("person", "di") not in filled.canonical([iri("person", "di")])
    filled.write(Batch(remove=(article_iri("a1"), article_iri("a2"))))
    assert quads(filled) == ""
    assert not any(filled.stats().values())


def linked(store: Store) -> None:
    """Bob and Ann turn out to be one person."""
    block = "person|ann"
    one, two = (Membership(iri("person", name), block) for name in ("ann", "bob"))
    first, second = articles()
    add = (replace(first, blocks=(one,)), replace(second, blocks=(two,)))
    store.write(Batch(add=add, links={block: (same(iri("person", "bob"), iri("person", "ann"), block),)}))


def test_store_reads_linked_entities_as_one(store: Store) -> None:
    linked(store)
    ann, bob = iri("person", "ann"), iri("person", "bob")
    assert store.canonical([ann, bob]) == {ann: ann, bob: ann}
    assert found(store, And(), "Person") == ["ann", "cy"]
    facts = store.facts([bob])[bob]
    assert {e.fact.subject for e in facts} == {ann}
    assert {e.fact.object for e in facts if e.fact.predicate == "name"} == {"Ann Élodie", "Bob"}
    assert found(store, Match(("speaker",), "eq", (bob,))) == ["s1", "s2", "s3"]
    assert found(store, Match(("speaker", "official"), "eq", ("true",))) == ["s1", "s2", "s3"]
    assert store.stats()["Person"] == 2


def test_store_takes_links_back(store: Store) -> None:
    linked(store)
    assert store.blocks_of([article_iri("a1")]) == {"person|ann"}
    assert store.block_members(["person|ann"])["person|ann"] == (
        (Membership(iri("person", "ann"), "person|ann"), article_iri("a1")),
        (Membership(iri("person", "bob"), "person|ann"), article_iri("a2")),
    )
    assert [link.left for link in store.links()] == [iri("person", "bob")]
    store.write(Batch(links={"person|ann": ()}))
    assert list(store.links()) == []
    assert found(store, And(), "Person") == ["ann", "bob", "cy"]
    assert found(store, Match(("speaker",), "eq", (iri("person", "bob"),))) == ["s3"]


def test_store_keeps_denied_and_planned_apart(store: Store) -> None:
    meeting = iri("meeting", "m")
    facts = (
        Fact(meeting, "type", NS + "Meeting", polarity="denied"),
        Fact(meeting, "state", iri("state", "RU"), certainty="planned"),
    )
    store.write(Batch(add=(made(1, *facts),)))
    kept = store.facts([meeting])[meeting]
    assert {(k.fact.predicate, k.fact.polarity, k.fact.certainty) for k in kept} == {
        ("type", "denied", "certain"),
        ("state", "affirmed", "planned"),
    }


def test_store_takes_hostile_text_as_data(store: Store) -> None:
    facts = (*person("x", HOSTILE), *statement("h", "x", HOSTILE))
    store.write(Batch(add=(made(1, *facts, text=HOSTILE + " isi"),)))
    (name,) = (k for k in store.facts([iri("person", "x")])[iri("person", "x")] if k.fact.predicate == "name")
    assert name.fact.object == HOSTILE
    assert found(store, Match(("speaker", "name"), "eq", (HOSTILE,))) == ["h"]
    assert found(store, Match(("speaker", "name"), "contains", (HOSTILE,))) == ["h"]
    operators: tuple[Operator, ...] = ("text", "contains", "starts_with", "eq", "not_before")
    for operator in operators:
        for value in (HOSTILE, "' OR 1=1 --", "})-[:X]->() DETACH DELETE n //", "\u202e", "*", "~", "[a TO b]"):
            store.find(Query("Statement", Match(("content",), operator, (value,))))
            store.search(value, types=["Person", "Statement"], after=None, limit=5)
    assert store.stats()["Statement"] == 1
    assert store.find_articles([HOSTILE]) == {HOSTILE: ()} or store.find_articles([HOSTILE]) == {}


def test_store_is_untouched_by_a_batch_that_fails(filled: Store) -> None:
    before = quads(filled)
    broken = made(3, *person("di", "Di"))
    last = broken.evidence[-1]
    nonsense = last._replace(fact=last.fact._replace(predicate=None))  # type: ignore[arg-type]
    broken = replace(broken, evidence=(*broken.evidence[:-1], nonsense))
    with pytest.raises(Exception):  # noqa: B017 (each store has its own; what counts is what is left)
        filled.write(Batch(add=(made(4, *person("ed", "Ed")), broken), remove=(article_iri("a1"),)))
    assert quads(filled) == before


def test_store_is_read_while_it_is_written(opener: Callable[[], Store], filled: Store) -> None:
    errors: list[Exception] = []

    def read() -> None:
        try:
            for _ in range(20):
                page = filled.find(Query("Person", limit=100))
                assert len(page.rows) >= 3
        except Exception as exc:
            errors.append(exc)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(10, 20):
        filled.write(Batch(add=(made(number, *person(f"p{number}", f"P {number}")),)))
    for reader in readers:
        reader.join()
    assert not errors
    assert filled.count(Query("Person")) == 13


def test_store_keeps_everything_over_reopening(opener: Callable[[], Store], filled: Store) -> None:
    before = quads(filled)
    again = opener()
    assert quads(again) == before
    assert again.about()["written"] != "never"
    again.close()


def test_store_stops_a_read_at_its_deadline(filled: Store) -> None:
    for number in range(10, 40):
        facts = [f for i in range(60) for f in statement(f"d{number}-{i}", "ann", f"Kata ke-{i} dari {number}")]
        filled.write(Batch(add=(made(number, *facts),)))
    never = And(tuple(Not(Match(("content",), "contains", (f"tidak{i}",))) for i in range(30)))
    filled.deadline(0.000001)
    with pytest.raises(QueryTimeout):
        for _ in range(50):
            filled.find(Query("Statement", never))
    filled.deadline(None)
    assert filled.count(Query("Statement", never)) > 1000


def test_store_refuses_after_closing(opener: Callable[[], Store]) -> None:
    store = opener()
    store.close()
    with pytest.raises(StoreError):
        store.find(Query("Person"))


def test_store_goes_by_the_value_that_counts(store: Store) -> None:
    meeting = iri("meeting", "m")
    told = (
        ("planned", "2023-09-12", "planned"),
        ("planned", "2023-09-12", "planned"),
        ("held", "2023-09", "certain"),
        ("held", "2023-09-13", "certain"),
    )
    add = [
        made(
            number,
            Fact(meeting, "type", NS + "Meeting"),
            Fact(meeting, "status", status, "string"),
            Fact(meeting, "date", date, date_datatype(date), certainty=certainty),  # type: ignore[arg-type]
        )
        for number, (status, date, certainty) in enumerate(told)
    ]
    store.write(Batch(add=tuple(add)))
    assert found(store, Match(("status",), "eq", ("planned",)), "Meeting") == []
    assert found(store, Match(("status",), "eq", ("held",)), "Meeting") == ["m"]
    both = And((Match(("date",), "not_before", ("2023-09-13",)), Match(("date",), "not_after", ("2023-09-13",))))
    assert found(store, both, "Meeting") == ["m"]
    assert found(store, Match(("date",), "not_after", ("2023-09-12",)), "Meeting") == []
    assert store.find(Query("Meeting", order=Order("date"))).rows == (Cursor("2023-09-13", meeting),)
    store.write(Batch(remove=(article_iri("a2"), article_iri("a3"))))
    assert found(store, Match(("status",), "eq", ("planned",)), "Meeting") == ["m"]
    assert store.find(Query("Meeting", order=Order("date"))).rows == (Cursor("2023-09-12", meeting),)


WHO = ("ann", "bob", "cy", "di")


def contribution(number: int, chance: random.Random) -> ArticleFacts:
    """An article that names some persons, links some to a common name, puts some into a block."""
    facts: list[Fact] = []
    links, blocks = [], []
    for name in chance.sample(WHO, 2):
        local = f"{name}-{number}"
        facts += person(local, chance.choice(["X", "Y"]), chance.choice(["US", "RU", None]))
        facts += statement(f"s{chance.randrange(8)}", local, f"kata {chance.randrange(3)}")
        if chance.random() < 0.6:
            links.append(Link(iri("person", local), iri("person", name), "same", 0.9, "name", "test", f"person|{name}"))
        else:
            blocks.append(Membership(iri("person", local), f"block|{name}"))
    return made(number, *facts, links=tuple(links), blocks=tuple(blocks), text=f"Isi {chance.random()}")


def history(chance: random.Random, store: Store) -> tuple[dict[str, ArticleFacts], dict[str, tuple[Link, ...]]]:
    """Write some batches; give what should be there in the end."""
    there: dict[str, ArticleFacts] = {}
    judged: tuple[Link, ...] = ()
    for _ in range(6):
        add = tuple(contribution(number, chance) for number in chance.sample(range(6), chance.randrange(3)))
        arriving = {article_iri(facts.article.id) for facts in add}
        remove = tuple(sorted(set(chance.sample(sorted(there), min(len(there), chance.randrange(2)))) - arriving))
        there = {home: facts for home, facts in there.items() if home not in remove}
        there.update({article_iri(facts.article.id): facts for facts in add})
        if chance.random() < 0.5:
            pair = chance.sample(WHO, 2)
            kind = chance.choice(["same", "same", "different"])
            judged = (Link(iri("person", pair[0]), iri("person", pair[1]), kind, 1.0, "hand", "test"),)  # type: ignore[arg-type]
        links = {**blocks_of(there), "": judged}
        store.write(Batch(add, remove, links))
    return there, {**blocks_of(there), "": judged}


def blocks_of(there: dict[str, ArticleFacts]) -> dict[str, tuple[Link, ...]]:
    """All members of a block are one, named by the smallest."""
    links: dict[str, tuple[Link, ...]] = {f"block|{name}": () for name in WHO}
    for key in links:
        members = sorted(m.iri for facts in there.values() for m in facts.blocks if m.key == key)
        links[key] = tuple(same(member, members[0], key) for member in members[1:])
    return links


def everything(store: Store) -> dict[str, object]:
    """All that can be read."""
    iris = sorted({e.fact.subject for facts in store.contributions() for e in facts.evidence})
    iris += [iri("person", name) for name in WHO]
    return {
        "quads": quads(store),
        "stats": store.stats(),
        "canonical": store.canonical(iris),
        "facts": store.facts(iris),
        "sightings": store.sightings(iris),
        "persons": list(store.find(Query("Person", limit=100)).rows),
        "said": {who: found(store, Match(("speaker",), "eq", (iri("person", who),))) for who in WHO},
        "named": list(store.search("x", types=["Person"], after=None, limit=100).rows),
    }


@pytest.mark.parametrize("seed", range(12))
def test_store_is_what_its_articles_make_it_whatever_came_before(
    seed: int, store: Store, other: Callable[[], Store]
) -> None:
    there, links = history(random.Random(seed), store)
    fresh = other()
    fresh.write(Batch(tuple(there.values()), links=links))
    assert everything(store) == everything(fresh)
    fresh.close()


@pytest.mark.parametrize("depth", [1, 5, 12])
def test_store_takes_conditions_that_nest(depth: int, filled: Store) -> None:
    name = Some(("speaker",), And((Match(("name",), "contains", ("ann",)), Match(("state",), "exists"))))
    where: Condition = Or((name, Match(("content",), "text", ("kereta tiba",))))
    for _ in range(depth):
        where = And((Or((where, Or())), Not(Not(Or((where, where)))))) if depth < 12 else Not(Not(Or((where, Or()))))
    assert found(filled, where) == ["s1", "s2", "s3"]


def test_store_finds_the_same_by_many_alternatives_as_by_one(filled: Store) -> None:
    text = Match(("content",), "text", ("kereta",))
    assert found(filled, Or((text,) * 200)) == ["s1", "s3"]
    assert found(filled, Not(Or((text,) * 200))) == ["s2", "s4"]
    assert found(filled, Not(Match(("speaker", "name"), "contains", ("ann",)))) == ["s3", "s4"]


@pytest.mark.parametrize("name", ["Franz Strauß", "STRAUSS", "Strauß"])
def test_store_folds_sharp_s_wherever_it_compares(name: str, store: Store) -> None:
    store.write(Batch(add=(made(1, *person("fs", "Franz Strauß"), *statement("s", "fs", "Kata Franz Strauß")),)))
    assert store.count_search(name, types=["Person"]) == 1
    assert found(store, Match(("content",), "text", (name,))) == ["s"]
    assert found(store, Match(("speaker", "name"), "contains", (name,))) == ["s"]
