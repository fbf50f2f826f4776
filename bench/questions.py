"""Six questions that clients ask, each in three languages: our GraphQL, Cypher, and the GraphQL of @neo4j/graphql.

All three ask for the same fields of the same rows. ``rows_of_*`` bring the answers into one form, in which lists
without an order are sorted, so that they can be compared.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ontology.namespaces import DATA
from ontology.schemes import narrower

Answer = dict[str, Any]
"""What all three must agree on: "total" (if asked for) and "rows"."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A query text with its variables."""

    text: str
    variables: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """One question in three languages, with what reads each answer."""

    name: str
    ours: Asked
    cypher: Asked
    peer: Asked
    rows_of_ours: Callable[[Any], Answer]
    rows_of_peer: Callable[[Any], Answer]


PERSON = f"{DATA}person/antony-blinken"
KIM, PUTIN, US = f"{DATA}person/kim-jong-un", f"{DATA}person/vladimir-putin", f"{DATA}state/US"
WEAPON = "armoured-vehicle"
WORDS = "rakyat akan"
NAME = "Zakharova"

OUR_STATEMENT = """
  iri content quote act mode date official speakerRole
  speaker { __typename ... on Entity { iri name } }
  about { __typename ... on Entity { iri name } }
  evidence { start end text article { title url publisher published } }
"""
CYPHER_STATEMENT = """
  iri: s.iri, content: s.content, quote: s.quote, act: s.act, mode: s.mode, date: s.date, official: s.official,
  speakerRole: s.speakerRole,
  speaker: COLLECT { MATCH (x)-[:SAID]->(s) RETURN {iri: x.iri, name: x.name} },
  about: COLLECT { MATCH (s)-[:ABOUT]->(x) RETURN DISTINCT {iri: x.iri, name: x.name} },
  evidence: COLLECT { MATCH (s)-[e:IN]->(a:Article) RETURN {start: e.start, end: e.end, text: e.text, title: a.title,
    url: a.url, published: a.published, publisher: COLLECT { MATCH (a)-[:PUBLISHER]->(o) RETURN o.name }[0]} }
"""
PEER_STATEMENT = """
  iri content quote act mode date official speakerRole
  speakers { __typename ... on Person { iri name } ... on State { iri name } ... on Organization { iri name }
    ... on Group { iri name } }
  about { __typename ... on Person { iri name } ... on State { iri name } ... on Weapon { iri name }
    ... on Meeting { iri name } }
  articlesConnection { edges { properties { start end text } node { title url published publishers { name } } } }
"""


def questions() -> tuple[Question, ...]:
    """All of them, the mission's first."""
    return (_mission(), _latest(), _weapon(), _meetings(), _words(), _person())


def _mission() -> Question:
    return Question(
        "all statements by US officials about the Kim–Putin summit of 2023 (50 of them)",
        Asked(
            """query ($who: [String!]) { statements(
              where: { speaker: { state: "US", official: true }
                about: { meeting: { participants: $who, date: { from: "2023", to: "2023" } } } }
              orderBy: { field: DATE, direction: DESC } first: 50
            ) { totalCount nodes {""" + OUR_STATEMENT + "} } }",
            {"who": ["Kim Jong Un", "Vladimir Putin"]},
        ),
        Asked(
            """MATCH (:Entity {iri: $kim})<-[a:PARTICIPANT]-(m:Meeting)-[b:PARTICIPANT]->(:Entity {iri: $putin})
            WHERE m.date STARTS WITH $year AND a.certainty IS NULL AND a.polarity IS NULL
              AND b.certainty IS NULL AND b.polarity IS NULL
            MATCH (m)<-[:ABOUT]-(s:Statement)-[:SPEAKER_STATE]->(:Entity {iri: $state}) WHERE s.official
            WITH DISTINCT s ORDER BY coalesce(s.date, '') DESC, s.iri
            WITH collect(s) AS found
            RETURN size(found) AS total,
              COLLECT { UNWIND found[..50] AS s RETURN {""" + CYPHER_STATEMENT + "} } AS rows",
            {"kim": KIM, "putin": PUTIN, "year": "2023", "state": US},
        ),
        Asked(
            """query ($kim: String!, $putin: String!) { statementsConnection(
              where: { official: { eq: true } speakerStates: { some: { code: { eq: "US" } } }
                aboutMeetings: { some: { date: { startsWith: "2023" } AND: [
                  { participantsConnection: { some: { node: { iri: { eq: $kim } }
                      edge: { certainty: { eq: null } polarity: { eq: null } } } } }
                  { participantsConnection: { some: { node: { iri: { eq: $putin } }
                      edge: { certainty: { eq: null } polarity: { eq: null } } } } } ] } } }
              sort: [{ date: DESC }, { iri: ASC }] first: 50
            ) { totalCount edges { node {""" + PEER_STATEMENT + "} } } }",
            {"kim": KIM, "putin": PUTIN},
        ),
        lambda data: _ours(data["statements"], _our_statement),
        lambda data: _peers(data["statementsConnection"], _peer_statement),
    )  # fmt: skip


def _latest() -> Question:
    fields = "iri content act mode date speakerRole"
    return Question(
        "latest 20 statements of one person",
        Asked(
            """query ($who: ID!) { statements(where: { speaker: { id: $who } }
              orderBy: { field: DATE, direction: DESC } first: 20
            ) { nodes {""" + fields + " evidence { start end text article { title url publisher published } } } } }",
            {"who": PERSON},
        ),
        Asked(
            """MATCH (:Entity {iri: $who})-[:SAID]->(s:Statement) WHERE s.date IS NOT NULL
            WITH s ORDER BY s.date DESC, s.iri LIMIT 20
            RETURN collect({ iri: s.iri, content: s.content, act: s.act, mode: s.mode, date: s.date,
              speakerRole: s.speakerRole,
              evidence: COLLECT { MATCH (s)-[e:IN]->(a:Article) RETURN {start: e.start, end: e.end, text: e.text,
                title: a.title, url: a.url, published: a.published,
                publisher: COLLECT { MATCH (a)-[:PUBLISHER]->(o) RETURN o.name }[0]} } }) AS rows""",
            {"who": PERSON},
        ),
        Asked(
            """query ($who: String!) { statements(
              where: { personsSpeaking: { some: { iri: { eq: $who } } } NOT: { date: { eq: null } } }
              sort: [{ date: DESC }, { iri: ASC }] limit: 20
            ) {""" + fields + """ articlesConnection { edges { properties { start end text }
                node { title url published publishers { name } } } } } }""",
            {"who": PERSON},
        ),
        lambda data: _ours(data["statements"], _our_statement),
        lambda data: {"rows": [_peer_statement(row) for row in data["statements"]]},
    )  # fmt: skip


def _weapon() -> Question:
    concepts = sorted(narrower(WEAPON))
    return Question(
        "statements on a kind of weapon and all narrower ones (20 of them)",
        Asked(
            """query ($what: String!) { statements(where: { about: { weapon: $what } }
              orderBy: { field: DATE, direction: DESC } first: 20
            ) { totalCount nodes { iri content date speaker { __typename ... on Entity { iri name } }
              about(types: [WEAPON]) { __typename iri name } } } }""",
            {"what": WEAPON},
        ),
        Asked(
            """MATCH (w:Weapon)<-[:ABOUT]-(s:Statement) WHERE w.concept IN $concepts
            WITH DISTINCT s ORDER BY coalesce(s.date, '') DESC, s.iri
            WITH count(s) AS total, collect(s)[..20] AS found
            RETURN total, COLLECT { UNWIND found AS s RETURN { iri: s.iri, content: s.content, date: s.date,
              speaker: COLLECT { MATCH (x)-[:SAID]->(s) RETURN {iri: x.iri, name: x.name} },
              about: COLLECT { MATCH (s)-[:ABOUT]->(x:Weapon) RETURN {iri: x.iri, name: x.name} } } } AS rows""",
            {"concepts": concepts},
        ),
        Asked(
            """query ($concepts: [String!]) {
              all: statementsConnection(where: { aboutWeapons: { some: { concept: { in: $concepts } } } }) {
                totalCount }
              statements(where: { aboutWeapons: { some: { concept: { in: $concepts } } } NOT: { date: { eq: null } } }
                sort: [{ date: DESC }, { iri: ASC }] limit: 20
              ) { iri content date aboutWeapons { iri name }
                speakers { __typename ... on Person { iri name } ... on State { iri name }
                  ... on Organization { iri name } ... on Group { iri name } } } }""",
            {"concepts": concepts},
        ),
        lambda data: _ours(data["statements"], _our_statement),
        lambda data: {
            "total": data["all"]["totalCount"], "rows": [_peer_statement(row) for row in data["statements"]],
        },
    )  # fmt: skip


def _meetings() -> Question:
    return Question(
        "meetings of a state in a year, with participants (20 of them)",
        Asked(
            """query { meetings(where: { states: ["US"] date: { from: "2022", to: "2022" } }
              orderBy: { field: DATE, direction: ASC } first: 20
            ) { totalCount nodes { iri name kind status date participants { iri name } states { code }
              places { name } } } }""",
            {},
        ),
        Asked(
            """MATCH (:Entity {iri: $state})<-[r:STATE]-(m:Meeting)
            WHERE m.date STARTS WITH $year AND r.certainty IS NULL AND r.polarity IS NULL
            WITH DISTINCT m ORDER BY m.date, m.iri
            WITH count(m) AS total, collect(m)[..20] AS found
            RETURN total, COLLECT { UNWIND found AS m RETURN { iri: m.iri, name: m.name, kind: m.kind, status: m.status,
              date: m.date,
              participants: COLLECT { MATCH (m)-[:PARTICIPANT]->(p) RETURN DISTINCT {iri: p.iri, name: p.name} },
              states: COLLECT { MATCH (m)-[:STATE]->(x) RETURN DISTINCT x.code },
              places: COLLECT { MATCH (m)-[:PLACE]->(x) RETURN DISTINCT x.name } } } AS rows""",
            {"state": US, "year": "2022"},
        ),
        Asked(
            """query { meetingsConnection(where: { date: { startsWith: "2022" } statesConnection: { some: {
                node: { code: { eq: "US" } } edge: { certainty: { eq: null } polarity: { eq: null } } } } }
              sort: [{ date: ASC }, { iri: ASC }] first: 20
            ) { totalCount edges { node { iri name kind status date participants { iri name } states { code }
              places { name } } } } }""",
            {},
        ),
        lambda data: _ours(data["meetings"], _meeting),
        lambda data: _peers(data["meetingsConnection"], _meeting),
    )  # fmt: skip


def _words() -> Question:
    return Question(
        "statements with two words, newest first (20 of them)",
        Asked(
            """query ($words: String!) { statements(where: { text: $words }
              orderBy: { field: DATE, direction: DESC } first: 20
            ) { totalCount nodes { iri content date act speaker { __typename ... on Entity { iri name } } } } }""",
            {"words": WORDS},
        ),
        Asked(
            """CALL db.index.fulltext.queryNodes($index, $words) YIELD node AS s
            WITH s ORDER BY coalesce(s.date, '') DESC, s.iri
            WITH count(s) AS total, collect(s)[..20] AS found
            RETURN total, COLLECT { UNWIND found AS s RETURN { iri: s.iri, content: s.content, date: s.date, act: s.act,
              speaker: COLLECT { MATCH (x)-[:SAID]->(s) RETURN {iri: x.iri, name: x.name} } } } AS rows""",
            {"words": " ".join(f"+{word}" for word in WORDS.split())},
        ),
        Asked(
            """query ($words: String!) {
              all: searchStatements(phrase: $words) { totalCount }
              searchStatements(phrase: $words where: { node: { NOT: { date: { eq: null } } } }
                sort: [{ node: { date: DESC } }, { node: { iri: ASC } }] first: 20
              ) { edges { node { iri content date act speakers { __typename ... on Person { iri name }
                ... on State { iri name } ... on Organization { iri name } ... on Group { iri name } } } } } }""",
            {"words": " ".join(f"+{word}" for word in WORDS.split())},
        ),
        lambda data: _ours(data["statements"], _our_statement),
        lambda data: {
            "total": data["all"]["totalCount"],
            "rows": [_peer_statement(edge["node"]) for edge in data["searchStatements"]["edges"]],
        },
    )  # fmt: skip


def _person() -> Question:
    return Question(
        "persons by part of a name, with roles",
        Asked(
            """query ($name: String!) { persons(where: { name: { contains: $name } } first: 20) {
              nodes { iri name official roles state { code } } } }""",
            {"name": NAME},
        ),
        Asked(
            """MATCH (p:Person) WHERE p.name CONTAINS $name OR any(x IN p.aliases WHERE x CONTAINS $name)
            WITH p ORDER BY p.iri LIMIT 20
            RETURN collect({ iri: p.iri, name: p.name, official: p.official,
              roles: COLLECT { MATCH (p)-[:POSITION]->(x) RETURN x.name },
              state: COLLECT { MATCH (p)-[:STATE]->(x) RETURN x.code } }) AS rows""",
            {"name": NAME},
        ),
        Asked(
            """query ($name: String!) { people(where: { name: { contains: $name } } sort: [{ iri: ASC }] limit: 20
            ) { iri name official positions { name } states { code } } }""",
            {"name": NAME},
        ),
        lambda data: _ours(data["persons"], _our_person),
        lambda data: {"rows": [_peer_person(row) for row in data["people"]]},
    )  # fmt: skip


# --- one form for all


def rows_of_cypher(record: Mapping[str, Any]) -> Answer:
    """The driver's only record."""
    rows = [{name: _plain(name, value) for name, value in row.items()} for row in record["rows"]]
    return {**({"total": record["total"]} if "total" in record.keys() else {}), "rows": rows}  # noqa: SIM118


def _ours(connection: Mapping[str, Any], row: Callable[[Any], Answer]) -> Answer:
    total = {"total": connection["totalCount"]} if "totalCount" in connection else {}
    return {**total, "rows": [row(node) for node in connection["nodes"]]}


def _peers(connection: Mapping[str, Any], row: Callable[[Any], Answer]) -> Answer:
    return {"total": connection["totalCount"], "rows": [row(edge["node"]) for edge in connection["edges"]]}


def _our_statement(node: Mapping[str, Any]) -> Answer:
    found = dict(node)
    if "speaker" in found:
        found["speaker"] = [found["speaker"]]
    if "evidence" in found:
        found["evidence"] = [{**e, **e["article"]} for e in found["evidence"]]
    return {name: _plain(name, value) for name, value in found.items()}


def _peer_statement(node: Mapping[str, Any]) -> Answer:
    found = dict(node)
    if "speakers" in found:
        found["speaker"] = found.pop("speakers")
    if "aboutWeapons" in found:
        found["about"] = found.pop("aboutWeapons")
    if "articlesConnection" in found:
        edges = found.pop("articlesConnection")["edges"]
        found["evidence"] = [
            {**e["properties"], **e["node"], "publisher": e["node"]["publishers"][0]["name"]} for e in edges
        ]
    return {name: _plain(name, value) for name, value in found.items()}


def _meeting(node: Mapping[str, Any]) -> Answer:
    found = {**node, "states": [x["code"] for x in node["states"]], "places": [x["name"] for x in node["places"]]}
    return {name: _plain(name, value) for name, value in found.items()}


def _our_person(node: Mapping[str, Any]) -> Answer:
    found = {**node, "state": [node["state"]["code"]] if node["state"] else []}
    return {name: _plain(name, value) for name, value in found.items()}


def _peer_person(node: Mapping[str, Any]) -> Answer:
    found = {name: node[name] for name in ("iri", "name", "official")}
    found |= {"roles": [x["name"] for x in node["positions"]], "state": [x["code"] for x in node["states"]]}
    return {name: _plain(name, value) for name, value in found.items()}


def _plain(name: str, value: Any) -> Any:
    """Enumerations in small letters; lists in an order of their own, each value once."""
    if name in ("act", "mode", "kind", "status") and isinstance(value, str):
        return value.lower()
    if name == "evidence":
        keys = ("url", "start", "end", "text", "title", "publisher", "published")
        return sorted(tuple(e[key] for key in keys) for e in value)
    if isinstance(value, list):
        return sorted({(x["iri"], x["name"]) if isinstance(x, dict) else x for x in value})
    return value
