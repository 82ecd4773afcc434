// graphology: an undirected multigraph whose edges remember where they start, as
// its search for paths follows directed edges in one direction only.
import { MultiUndirectedGraph } from "graphology";
import { bidirectional } from "graphology-shortest-path";
import { load, options, rows, run, version } from "./common.mjs";

const opts = options();
const g = new MultiUndirectedGraph();
const about = { tool: "graphology", version: version("graphology"), note: "edges are kept without directions, as its search for paths needs it" };
await load(about, async () => {
  for await (const [id, zh, en, type] of rows(opts, "nodes.csv")) g.addNode(id, { zh, en, type });
  for await (const [start, end, relation] of rows(opts, "edges.csv")) g.addUndirectedEdge(start, end, { relation });
});

function neighborhood({ depth, limit, relation, type }, start) {
  const found = new Set([start]);
  const edges = [];
  let level = [start];
  let full = false;
  for (let d = 0; d < depth && !full; d++) {
    const following = [];
    for (const n of level) {
      full = g.findEdge(n, (edge, attributes, source, target) => {
        if (relation && attributes.relation !== relation) return false;
        const other = source === n ? target : source;
        if (!found.has(other)) {
          if (type && g.getNodeAttribute(other, "type") !== type) return false;
          if (found.size > limit) return true;
          found.add(other);
          following.push(other);
        }
        edges.push({ source, target, relation: attributes.relation });
        return false;
      }) !== undefined;
      if (full) break;
    }
    level = following;
  }
  const nodes = Array.from(found, (id) => ({ id, ...g.getNodeAttributes(id) }));
  return nodes.length - 1;
}

function path([a, b]) {
  const nodes = bidirectional(g, a, b);
  if (!nodes) return [];
  const told = nodes.map((id) => ({ id, ...g.getNodeAttributes(id) }));
  for (let i = 1; i < nodes.length; i++) told[i].by = g.edges(nodes[i - 1], nodes[i]).map((e) => g.getEdgeAttribute(e, "relation"));
  return [told.length - 1];
}

function list({ limit }, type) {
  const ids = g.filterNodes((_, attributes) => attributes.type === type);
  const ranked = ids.map((id) => [g.degree(id), id]).sort((x, y) => y[0] - x[0] || (x[1] < y[1] ? -1 : 1));
  return ranked.slice(0, limit).map(([, id]) => g.getNodeAttributes(id)).length;
}

function cannot(kind) {
  if (kind.ask === "search") return "it has no search by name";
  if (kind.k) return "graphology-shortest-path has no k shortest paths";
  if (kind.ask === "paths" && (kind.relation || kind.type)) return "graphology-shortest-path has no filter";
}

await run(opts, cannot, (kind, sample) => {
  if (kind.ask === "neighborhood") return neighborhood(kind, sample[0]);
  return kind.ask === "list" ? list(kind, sample[0]) : path(sample);
});
