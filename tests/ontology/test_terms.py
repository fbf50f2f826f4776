"""The published ontology holds together: labels, domains, ranges, hierarchies, shapes."""

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.check import violations
from ontology.namespaces import ACT, DATA, NS, WEAPON
from ontology.schemes import acts, classes, graph, narrower, terms, weapons

CLASSES = [
    "Person", "State", "Organization", "Outlet", "Group", "Place", "Position", "Meeting", "Weapon", "Statement",
    "Article",
]  # fmt: skip
OF_ANYTHING = {URIRef(NS + "name"), URIRef(NS + "alias")}
ACTS = ["say", "warn", "deny", "accuse", "promise", "believe", "urge", "report", "ask", "describe", "announce"]


@pytest.fixture(scope="module")
def whole() -> Graph:
    """Everything that is published."""
    return graph()


def test_terms_have_all_classes() -> None:
    assert set(CLASSES) <= set(classes())


def test_terms_are_labelled_in_both_languages(whole: Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.Concept, SKOS.ConceptScheme)
    ours = {s for kind in kinds for s in whole.subjects(RDF.type, kind) if str(s).startswith((NS, ACT, WEAPON))}
    assert len(ours) > 250
    for term in ours:
        predicate = SKOS.prefLabel if (term, RDF.type, SKOS.Concept) in whole else RDFS.label
        langs = [str(label.language) for label in whole.objects(term, predicate) if isinstance(label, Literal)]
        if not langs:
            langs = [str(label.language) for label in whole.objects(term, RDFS.label) if isinstance(label, Literal)]
        assert sorted(langs) == ["en", "id"], term


def test_terms_are_explained_in_both_languages(whole: Graph) -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in whole.subjects(RDF.type, kind):
            if str(term).startswith(NS):
                langs = {c.language for c in whole.objects(term, RDFS.comment) if isinstance(c, Literal)}
                assert langs == {"en", "id"}, term


def test_terms_have_domain_and_range(whole: Graph) -> None:
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in whole.subjects(RDF.type, kind):
            for predicate in (RDFS.domain, RDFS.range):
                ends = list(whole.objects(term, predicate))
                if predicate == RDFS.domain and term in OF_ANYTHING:
                    assert ends == []
                    continue
                assert len(ends) == 1, (term, predicate)
                for end in _members(whole, ends[0]):
                    known = not str(end).startswith(NS) or (end, RDF.type, OWL.Class) in whole
                    assert known, (term, predicate, end)


def _members(whole: Graph, end: Node) -> list[Node]:
    """The class itself, or the members of a union."""
    if not isinstance(end, BNode):
        return [end]
    union = whole.value(end, OWL.unionOf)
    assert union is not None
    return list(Collection(whole, union))


def test_terms_leave_nothing_dangling(whole: Graph) -> None:
    defined = {str(s) for s in whole.subjects()}
    used = {str(o) for o in whole.objects() if isinstance(o, URIRef)} | {str(p) for p in whole.predicates()}
    ours = {iri for iri in used if iri.startswith((NS, ACT, WEAPON))}
    assert ours <= defined, sorted(ours - defined)


def test_terms_of_shapes_are_properties(whole: Graph) -> None:
    for path in whole.objects(None, SH.path):
        if str(path).startswith(NS):
            assert str(path).removeprefix(NS) in terms()


def test_weapons_form_a_hierarchy_with_labels() -> None:
    found = weapons()
    assert len(found) >= 60
    for concept in found.values():
        assert concept.labels_id
        assert concept.labels_en
        seen = {concept.key}
        above = concept.broader
        while above:
            assert above not in seen, f"{concept.key} is narrower than itself"
            seen.add(above)
            above = found[above].broader
    assert "ballistic-missile" in narrower("missile")
    assert "missile" in narrower("missile")
    tops = {key for key, concept in found.items() if concept.broader is None}
    assert {key for top in tops for key in narrower(top)} == set(found)


def test_weapons_share_no_label() -> None:
    for lang in ("labels_id", "labels_en"):
        seen: dict[str, str] = {}
        for key, concept in weapons().items():
            for label in getattr(concept, lang):
                assert seen.setdefault(label.casefold(), key) == key, label


def test_acts_are_the_eleven_with_codes() -> None:
    assert set(acts()) == set(ACTS)
    for act in acts().values():
        assert act.codes, act.key
        assert act.label_id
        assert act.definition_en


GOOD = f"""
@prefix j: <{NS}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<{DATA}article/a> a j:Article ; j:title "Judul" ; j:file "a.txt" ; j:revision "r" ; j:language "id" .
<{DATA}state/US> a j:State ; j:name "Amerika Serikat"@id ; j:code "US" .
<{DATA}person/x> a j:Person ; j:name "X" ; j:official true ; j:state <{DATA}state/US> .
<{DATA}statement/s> a j:Statement ; j:speaker <{DATA}person/x> ; j:official true ; j:act <{ACT}say> ;
  j:mode "direct" ; j:content "Halo"@id ; j:date "2023-09-12"^^xsd:date ; j:name "Halo"@id .
"""


def check(turtle: str) -> list[str]:
    return [f"{v.node} {v.path}" for v in violations(Graph().parse(data=turtle, format="turtle"))]


def test_shapes_accept_a_good_graph() -> None:
    assert check(GOOD) == []


@pytest.mark.parametrize(
    "right, wrong, node, path",
    [
        ('j:mode "direct"', 'j:mode "sung"', "statement/s", "mode"),
        (f"j:act <{ACT}say>", f"j:act <{ACT}sing>", "statement/s", "act"),
        ('"2023-09-12"^^xsd:date', '"13 September"', "statement/s", "date"),
        (f"j:speaker <{DATA}person/x> ;", "", "statement/s", "speaker"),
        ('j:code "US"', 'j:code "USA"', "state/US", "code"),
        ('j:name "X" ;', "", "person/x", "name"),
        (f"j:state <{DATA}state/US>", f"j:state <{DATA}article/a>", "person/x", "state"),
    ],
    ids=lambda v: str(v)[:20],
)
def test_shapes_refuse(right: str, wrong: str, node: str, path: str) -> None:
    assert right in GOOD
    found = check(GOOD.replace(right, wrong))
    assert any(f"{DATA}{node}" in line and line.endswith(f"{NS}{path}") for line in found), found
