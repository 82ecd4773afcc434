// Ladybug, the successor of Kuzu: one node table and one relation table, loaded
// with COPY, asked in Cypher with prepared statements.
import { join } from "node:path";
import lbug from "@ladybugdb/core";
import { load, options, run, version } from "./common.mjs";

const opts = options();
const db = new lbug.Database(join(opts.scratch, "ladybug"));
const conn = new lbug.Connection(db);
const quoted = (name) => JSON.stringify(join(opts.dir, name));
const about = {
  tool: "Ladybug",
  version: version("@ladybugdb/core"),
  note: "it works on a question with all cores; neighborhoods of more than one hop answer the entities, without the edges among them; a path filtered by type is prepared for each question, as the filter takes no parameters; searches answer the first names found, in no order",
};
await load(about, async () => {
  await conn.query("CREATE NODE TABLE Entity(id STRING PRIMARY KEY, zh STRING, en STRING, type STRING)");
  await conn.query("CREATE REL TABLE States(FROM Entity TO Entity, relation STRING)");
  await conn.query(`COPY Entity FROM ${quoted("nodes.csv")} (HEADER=true)`);
  await conn.query(`COPY States FROM ${quoted("edges.csv")} (HEADER=true)`);
});

const prepared = new Map();
async function query(cypher, parameters, once = false) {
  const statement = prepared.get(cypher) ?? (await conn.prepare(cypher));
  if (!once) prepared.set(cypher, statement);
  const result = await conn.execute(statement, parameters);
  const found = await result.getAll();
  result.close?.();
  return found;
}

// inside is a filter that acts inside the search. Its Cypher takes no parameters there.
// It also holds for the last entity; where that one is exempt, its id is given.
function inside({ relation, type }, last) {
  const exempt = last ? ` OR n.id = '${last}'` : "";
  const conditions = [relation && `r.relation = '${relation}'`, type && `(n.type = '${type}'${exempt})`].filter(Boolean);
  return conditions.length > 0 ? `(r, n | WHERE ${conditions.join(" AND ")})` : "";
}

async function neighborhood(kind, id) {
  const properties = "b.id AS id, b.zh AS zh, b.en AS en, b.type AS type";
  if (kind.depth === 1) {
    const found = await query(`MATCH (a:Entity {id: $id})-[r:States]-(b:Entity) RETURN ${properties}, r.relation AS relation`, { id });
    return Math.min(new Set(found.map((row) => row.id)).size, kind.limit);
  }
  const last = kind.type ? ` AND b.type = '${kind.type}'` : "";
  const found = await query(
    `MATCH (a:Entity {id: $id})-[e:States* SHORTEST 1..${kind.depth} ${inside(kind)}]-(b:Entity) WHERE b.id <> $id${last} RETURN ${properties} LIMIT ${kind.limit}`,
    { id },
  );
  return found.length;
}

async function path(kind, [a, b]) {
  const found = await query(
    `MATCH p = (a:Entity {id: $a})-[e:States* SHORTEST 1..30 ${inside(kind, b)}]-(b:Entity {id: $b}) RETURN properties(nodes(p), 'zh') AS zh, properties(nodes(p), 'en') AS en, length(e) AS hops`,
    { a, b },
    kind.type !== undefined,
  );
  return found.slice(0, 1).map((row) => Number(row.hops));
}

async function list({ limit }, type) {
  const found = await query(
    `MATCH (a:Entity {type: $type})-[r:States]-() RETURN a.id AS id, a.zh AS zh, a.en AS en, count(r) AS degree ORDER BY degree DESC, id LIMIT ${limit}`,
    { type },
  );
  return found.length;
}

async function search({ limit }, text) {
  return (await query(`MATCH (a:Entity) WHERE contains(a.zh, $text) OR contains(a.en, $text) RETURN a.id AS id, a.zh AS zh, a.en AS en, a.type AS type LIMIT ${limit}`, { text })).length;
}

function cannot(kind) {
  if (kind.k) return "its Cypher has no k shortest paths";
  if (kind.over === "pinyin") return "it knows no pinyin";
}

await run(opts, cannot, (kind, sample) => {
  if (kind.ask === "neighborhood") return neighborhood(kind, sample[0]);
  if (kind.ask === "paths") return path(kind, sample);
  return kind.ask === "list" ? list(kind, sample[0]) : search(kind, sample[0]);
});
await conn.close();
await db.close();
