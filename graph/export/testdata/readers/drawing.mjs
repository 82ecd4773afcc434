// Readers of the formats of drawing libraries. Each hands the document to the
// library and reports what the library then holds.

import { createRequire } from "node:module";
import cytoscape from "cytoscape";
import { forceLink, forceManyBody, forceSimulation } from "d3-force";
import * as echarts from "echarts";
import Graph from "graphology";
import { DataSet } from "vis-data";

// The part of G6 that takes data in needs no canvas; it is not exported by name.
const { DataController } = createRequire(import.meta.url)("@antv/g6/lib/runtime/data.js");

export function readCytoscape(text, found) {
  const cy = cytoscape({ headless: true, styleEnabled: true, elements: JSON.parse(text).elements });
  cy.nodes().forEach((n) => found.node(n.id(), n.data("label"), n.parent().id()));
  cy.edges().forEach((e) => found.edge(e.id(), e.source().id(), e.target().id(), e.data("relation")));
}

export function readD3(text, found) {
  const { nodes, links } = JSON.parse(text);
  const simulation = forceSimulation(nodes).force("charge", forceManyBody()).stop();
  simulation.force("link", forceLink(links).id((d) => d.id)).tick(10);
  for (const n of nodes) {
    if (!Number.isFinite(n.x)) throw new Error(`${n.id} was not laid out`);
    found.node(n.id, n.label, n.parent);
  }
  for (const l of links) found.edge(l.id, l.source.id, l.target.id, l.relation);
}

export function readECharts(text, found) {
  const series = JSON.parse(text);
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: 800, height: 600 });
  chart.setOption({ animation: false, tooltip: {}, series: [{ ...series, edgeLabel: { show: true } }] });
  const svg = chart.renderToSVGString();
  if (/<(img|b|script)\b/i.test(svg)) throw new Error("a name became markup");
  const drawn = chart.getModel().getSeriesByIndex(0);
  const nodes = drawn.getData();
  const links = drawn.getEdgeData();
  drawn.getGraph().eachNode((n) => {
    const raw = nodes.getRawDataItem(n.dataIndex);
    const category = series.categories[raw.category];
    if (category.id !== raw.entity_type || nodes.getItemVisual(n.dataIndex, "style").fill !== category.itemStyle.color) {
      throw new Error(`${n.id} does not have the category and colour of its type`);
    }
    found.node(n.id, nodes.getName(n.dataIndex), raw.parent);
  });
  drawn.getGraph().eachEdge((e) => {
    const raw = links.getRawDataItem(e.dataIndex);
    found.edge(raw.id, e.node1.id, e.node2.id, raw.relation);
  });
  chart.dispose();
}

export function readG6(text, found) {
  const { nodes, edges, combos } = JSON.parse(text);
  const g6 = new DataController();
  g6.setData({ nodes, edges, combos });
  const data = g6.getData();
  for (const n of [...data.nodes, ...data.combos]) found.node(n.id, n.data.label, g6.getParentData(n.id, "combo")?.id);
  for (const e of data.edges) {
    for (const end of [e.source, e.target]) if (g6.getNodeLikeDatum(end) === undefined) throw new Error(`${e.id} ends nowhere`);
    found.edge(e.id, e.source, e.target, e.data.relation);
  }
}

export function readGraphology(text, found) {
  const g = Graph.from(JSON.parse(text));
  if (g.type !== "directed" || !g.multi || !g.getAttribute("meta").version) throw new Error("not a directed multigraph with meta");
  g.forEachNode((id, a) => found.node(id, a.label, a.parent));
  g.forEachEdge((id, a, source, target) => found.edge(id, source, target, a.relation));
}

export function readVis(text, found) {
  const { nodes, edges } = JSON.parse(text);
  new DataSet(nodes).forEach((n) => {
    if (/<\S/.test(n.title.replaceAll("<\u200b", ""))) throw new Error(`the title of ${n.id} may be taken for markup`);
    found.node(n.id, n.label, n.parent);
  });
  new DataSet(edges).forEach((e) => found.edge(e.id, e.from, e.to, e.relation));
}
