// Reads the documents in a folder, each with the program that its format is
// written for, and prints what was found: {format: {nodes: {id: label}, parents:
// {id: container}, edges: {id: [source, target, relation]}}}. A reader that
// cannot take its document throws, which ends the program.
//
// usage: node readers.mjs FOLDER

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readCytoscape, readD3, readECharts, readG6, readGraphology, readVis } from "./drawing.mjs";
import { readDOT, readGEXF, readGraphML, readJSONLD, readNQuads } from "./exchange.mjs";

const readers = {
  cytoscape: readCytoscape,
  d3: readD3,
  echarts: readECharts,
  g6: readG6,
  graphology: readGraphology,
  vis: readVis,
  graphml: readGraphML,
  gexf: readGEXF,
  jsonld: readJSONLD,
  nquads: readNQuads,
  dot: readDOT,
};

const folder = process.argv[2];
const found = {};
for (const [format, read] of Object.entries(readers)) {
  const content = { nodes: {}, parents: {}, edges: {} };
  const once = (map, id, value) => {
    if (typeof id !== "string" || Object.hasOwn(map, id)) throw new Error(`${format}: the id ${id} is no text, or appears twice`);
    map[id] = value;
  };
  const report = {
    node: (id, label, parent) => {
      once(content.nodes, id, label);
      if (parent !== undefined && parent !== null && parent !== "") content.parents[id] = parent;
    },
    edge: (id, source, target, relation) => once(content.edges, id, [source, target, relation]),
  };
  try {
    await read(await readFile(join(folder, format), "utf8"), report, folder);
  } catch (e) {
    throw new Error(`${format} cannot be read: ${e.message}`, { cause: e });
  }
  found[format] = content;
}
// Some libraries leave timers running.
process.stdout.write(JSON.stringify(found), () => process.exit(0));
