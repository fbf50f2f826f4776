// What is in the graph
// How many things there are of each class.
MATCH (thing:Entity)
UNWIND [label IN labels(thing) WHERE label <> 'Entity'] AS class
RETURN class, count(*) AS things
ORDER BY things DESC, class
LIMIT 20;

// US officials on the summit of 2023
// Who spoke for the United States about the meeting of Kim Jong Un and Vladimir Putin, and what they said.
MATCH (:Person {name: 'Kim Jong Un'})<-[:PARTICIPANT]-(summit:Meeting)-[:PARTICIPANT]->(:Person {name: 'Vladimir Putin'})
WHERE summit.date STARTS WITH '2023'
WITH DISTINCT summit
MATCH said = ()-[:SAID]->(statement:Statement {official: true})-[:ABOUT]->(summit)
WHERE EXISTS { (statement)-[:SPEAKER_STATE]->(:State {code: 'US'}) }
RETURN said
LIMIT 50;

// Who denies what
// Every denial with its speaker and what it is about.
MATCH denial = ()-[:SAID]->(statement:Statement {act: 'deny'})
OPTIONAL MATCH about = (statement)-[:ABOUT]->()
RETURN denial, about
LIMIT 50;

// Accusation and denial side by side
// One row for each denial that answers an accusation.
MATCH (accuser)-[:SAID]->(accusation:Statement)<-[:CONTRADICTS]-(denial:Statement {act: 'deny'})<-[:SAID]-(denier)
RETURN accuser.name AS accuser, accusation.content AS accusation, denier.name AS denier, denial.content AS denial,
       denial.url AS evidence
ORDER BY accuser, denier, evidence
LIMIT 50;

// Contradictions as a graph
// Statements that contradict each other, with both speakers.
MATCH sides = ()-[:SAID]->(:Statement {act: 'deny'})-[:CONTRADICTS]->(:Statement)<-[:SAID]-()
RETURN sides
LIMIT 50;

// From speaker to outlet
// Statements that reached an outlet through another source; click an IN arrow and read its property via.
MATCH chain = ()-[:SAID]->(:Statement)-[carried:IN]->(:Article)-[:PUBLISHER]->(:Outlet)
WHERE carried.via IS NOT NULL
RETURN chain
LIMIT 25;

// Wire copy
// The same words of the same speaker in more than one outlet.
MATCH (statement:Statement)-[:IN]->(:Article)-[:PUBLISHER]->(outlet:Outlet)
WITH statement, count(DISTINCT outlet) AS outlets
WHERE outlets > 1
WITH statement ORDER BY outlets DESC, statement.iri LIMIT 10
MATCH copies = ()-[:SAID]->(statement)-[:IN]->(:Article)-[:PUBLISHER]->()
RETURN copies
LIMIT 50;

// Timeline of a meeting
// All that is said about the meeting of Kim Jong Un and Vladimir Putin in 2023, by date of speaking, else of printing.
MATCH (:Person {name: 'Kim Jong Un'})<-[:PARTICIPANT]-(summit:Meeting)-[:PARTICIPANT]->(:Person {name: 'Vladimir Putin'})
WHERE summit.date STARTS WITH '2023'
WITH DISTINCT summit
MATCH (speaker)-[:SAID]->(statement:Statement)-[:ABOUT]->(summit), (statement)-[:IN]->(article:Article)
WITH speaker, statement, min(article.published) AS printed
RETURN coalesce(statement.date, printed) AS date, speaker.name AS speaker, statement.act AS act,
       statement.content AS statement, statement.url AS evidence
ORDER BY date, speaker, evidence
LIMIT 100;

// Planned and held meetings
// What was to be and what was: all statuses, dates and places that the articles give.
MATCH (meeting:Meeting)
RETURN meeting.name AS meeting, meeting.kind AS kind, meeting.status AS status,
       coalesce(properties(meeting).status_all, [meeting.status]) AS statuses,
       coalesce(properties(meeting).date_all, [meeting.date]) AS dates,
       COLLECT {
         MATCH (meeting)-[where:PLACE]->(place)
         RETURN DISTINCT place.name + coalesce(' (' + where.certainty + ')', '') AS place ORDER BY place
       } AS places,
       COUNT { (meeting)-[:IN]->() } AS articles
ORDER BY articles DESC, meeting
LIMIT 50;

// Who speaks for which state
// Everyone who made an official statement, with the state they belong to.
MATCH (speaker)-[:SAID]->(:Statement {official: true})-[:SPEAKER_STATE]->(state:State)
WITH DISTINCT speaker, state
MATCH belongs = (speaker)-[:STATE]->(state)
RETURN belongs
LIMIT 100;

// Unnamed officials
// Official statements whose speaker has no name in the articles.
MATCH said = (speaker:Person|Group)-[:SAID]->(:Statement {official: true})-[:SPEAKER_STATE]->(:State)
WHERE speaker:Group OR speaker.name =~ '(?i)(seorang|sejumlah|beberapa|para|salah satu) .*'
RETURN said
LIMIT 50;

// Most active speakers
// Who is heard most, in how many articles, and what they do by speaking.
MATCH (speaker)-[:SAID]->(statement:Statement)-[:IN]->(article:Article)
RETURN speaker.name AS speaker, count(DISTINCT statement) AS statements, count(DISTINCT article) AS articles,
       collect(DISTINCT statement.act) AS acts, speaker.url AS page
ORDER BY statements DESC, speaker
LIMIT 25;

// Statements by act
// How often people say, deny, warn, accuse and so on, and who does.
MATCH (speaker)-[:SAID]->(statement:Statement)
RETURN statement.act AS act, count(DISTINCT statement) AS statements, collect(DISTINCT speaker.name)[..8] AS speakers
ORDER BY statements DESC, act
LIMIT 25;

// What two persons say of each other
// Put other names into the list.
WITH ['Choe Son Hui', 'John Kirby'] AS pair
MATCH said = (one:Person)-[:SAID]->(:Statement)-[:ABOUT]->(other:Person)
WHERE one.name IN pair AND other.name IN pair AND one <> other
RETURN said
LIMIT 50;

// Neighbourhood of a person
// Office, state, meetings, statements by and about one person.
MATCH around = (:Person {name: 'Vladimir Putin'})-[:STATE|POSITION|PARTICIPANT|SAID|ABOUT]-()
RETURN around
LIMIT 60;

// Weapons and who speaks of them
// Speakers, their statements and the weapons these are about.
MATCH spoken = ()-[:SAID]->(:Statement)-[:ABOUT]->(:Weapon)
RETURN spoken
LIMIT 60;

// Articles on a weapon and a state
// Articles that mention both artillery shells and North Korea.
MATCH together = (:Weapon {concept: 'artillery-shell'})-[:IN]->(:Article)<-[:IN]-(:State {code: 'KP'})
RETURN together
LIMIT 25;

// Sources of an outlet
// Whom Warta Timur lets speak, how often, and through which other sources.
MATCH (:Outlet {name: 'Warta Timur'})<-[:PUBLISHER]-(article:Article)<-[carried:IN]-(statement:Statement)<-[:SAID]-(source)
WITH source, count(DISTINCT statement) AS statements, count(DISTINCT article) AS articles,
     collect(coalesce(carried.via, [])) AS chains
RETURN source.name AS source, [label IN labels(source) WHERE label <> 'Entity'][0] AS class, statements, articles,
       reduce(all = [], chain IN chains | all + [name IN chain WHERE NOT name IN all]) AS via
ORDER BY statements DESC, source
LIMIT 50;

// Why is this edge here
// The words in each article that name both ends of "Kim Jong Un is a participant of the meeting".
MATCH (meeting:Meeting)-[edge:PARTICIPANT]->(person:Person {name: 'Kim Jong Un'})
MATCH (meeting)-[told:IN]->(article:Article)<-[named:IN]-(person)
RETURN meeting.name AS meeting, coalesce(edge.certainty, 'certain') AS certainty, edge.articles AS support,
       article.name AS article, told.text AS meeting_words, named.text AS person_words, article.url AS address
ORDER BY support DESC, meeting, certainty, article
LIMIT 50;

// Search in Indonesian
// Full text over what was said; "umumkan" also finds mengumumkan, diumumkan and pengumuman.
CALL db.index.fulltext.queryNodes('statement_text', 'umumkan') YIELD node AS statement, score
MATCH (speaker)-[:SAID]->(statement)
RETURN round(score, 2) AS score, speaker.name AS speaker, statement.content AS statement, statement.url AS evidence
ORDER BY score DESC, evidence
LIMIT 25;
