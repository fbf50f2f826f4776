// The property graph over @neo4j/graphql and graphql-yoga, as their documentation sets them up.
// NEO4J_URL, NEO4J_PASSWORD, FULLTEXT_INDEX and PORT come by environment; prints one line when it listens.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Neo4jGraphQL } from "@neo4j/graphql";
import { createYoga } from "graphql-yoga";
import neo4j from "neo4j-driver";

const { NEO4J_URL, NEO4J_PASSWORD, FULLTEXT_INDEX, PORT } = process.env;
const typeDefs = readFileSync(new URL("schema.graphql", import.meta.url), "utf8").replace("FULLTEXT_INDEX", FULLTEXT_INDEX);

const driver = neo4j.driver(NEO4J_URL, neo4j.auth.basic("neo4j", NEO4J_PASSWORD));
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const yoga = createYoga({
  schema,
  logging: false,
  graphiql: false,
  landingPage: false,
  context: () => ({ sessionConfig: { database: "neo4j" } }),
});
const server = createServer(yoga);
server.listen(Number(PORT), "127.0.0.1", () => console.log("listening"));
process.on("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  driver.close().then(() => process.exit(0));
});
