// Readers of the formats that programs exchange graphs in.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Graphviz } from "@hpcc-js/wasm-graphviz";
import Graph from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";
import jsonld from "jsonld";
import { Parser } from "n3";

export function readGraphML(text, found) {
  const g = graphml.parse(Graph, text);
  g.forEachNode((id, a) => found.node(id, a.label, a.parent));
  g.forEachEdge((id, a, source, target) => found.edge(id, source, target, a.relation));
}

export function readGEXF(text, found) {
  const g = gexf.parse(Graph, text, { allowUndeclaredAttributes: false });
  g.forEachNode((id, a) => found.node(id, a.label, a.parent));
  g.forEachEdge((id, a, source, target) => found.edge(id, source, target, a.relation));
}

const entity = "urn:innograph:entity:";
const label = "http://www.w3.org/2000/01/rdf-schema#label";
const type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

function readQuads(quads, found) {
  const names = new Map();
  for (const q of quads) {
    const subject = q.subject.value;
    if (!subject.startsWith(entity)) continue;
    const id = subject.slice(entity.length);
    const name = names.get(id) ?? { parent: undefined };
    names.set(id, name);
    if (q.predicate.value === label) name[q.object.language] = q.object.value;
    if (q.graph.value === "") continue;
    const relation = q.predicate.value.replace("urn:innograph:relation:", "");
    const target = q.object.value.slice(entity.length);
    if (relation === "part-of") name.parent = target;
    found.edge(q.graph.value.replace("urn:innograph:statement:", ""), id, target, relation);
  }
  for (const [id, name] of names) found.node(id, name.zh ?? name.en ?? id, name.parent);
}

export function readNQuads(text, found) {
  readQuads(new Parser({ format: "N-Quads" }).parse(text), found);
}

// JSON-LD must stand for the dataset that the N-Quads hold, to the byte of its
// canonical form.
export async function readJSONLD(text, found, folder) {
  const options = { algorithm: "RDFC-1.0", format: "application/n-quads", safe: true };
  const canonical = await jsonld.canonize(JSON.parse(text), options);
  const nquads = await readFile(join(folder, "nquads"), "utf8");
  const again = await jsonld.canonize(nquads, { ...options, inputFormat: "application/n-quads" });
  for (const [what, other] of [["as written", nquads], ["made canonical", again]]) {
    const ours = canonical.split("\n");
    const theirs = other.split("\n");
    const at = ours.findIndex((line, i) => line !== theirs[i]);
    if (at >= 0 || ours.length !== theirs.length) {
      throw new Error(`line ${at + 1} differs from the N-Quads ${what}:\n${ours[at]}\n${theirs[at]}`);
    }
  }
  readQuads(new Parser({ format: "N-Quads" }).parse(canonical), found);
}

// Graphviz lays the graph out, and tells what it has read.
export async function readDOT(text, found) {
  const graphviz = await Graphviz.load();
  const laidOut = JSON.parse(graphviz.layout(text, "json", "dot"));
  const objects = laidOut.objects;
  // The JSON of Graphviz, unlike its SVG, doubles the backslashes of a label.
  const drawn = (o) => o._ldraw_.filter((op) => op.op === "T").map((op) => op.text.replaceAll("\\\\", "\\")).join("\n");
  const clusterOf = new Map();
  for (const o of objects) {
    if (!o.name.startsWith("cluster_")) continue;
    const container = o.name.slice("cluster_".length);
    const inside = new Set(o.nodes.map((i) => objects[i].name));
    if (!inside.has(container)) throw new Error(`the cluster of ${container} does not hold it`);
    inside.delete(container);
    for (const id of inside) clusterOf.set(id, [...(clusterOf.get(id) ?? []), [container, inside.size]]);
  }
  for (const o of objects) {
    if (o.nodes !== undefined) continue;
    // The innermost of the clusters around a node is its container.
    const around = (clusterOf.get(o.name) ?? []).sort((a, b) => a[1] - b[1]);
    found.node(o.name, drawn(o), around[0]?.[0]);
  }
  for (const e of laidOut.edges ?? []) found.edge(e.id, objects[e.tail].name, objects[e.head].name, e.relation);
}
