import type { Graph as G6 } from '@antv/g6';
import type { Core } from 'cytoscape';
import type { Sigma } from 'sigma';
import type { Held } from './held';

// Each function runs in the page of a library and asks the library, by what
// the page left in window.shown, what it holds and how it shows it.

type Data = Record<string, string> & { degree: number };

export function readCytoscape(): Held {
  const { shown: cy } = window as unknown as { shown: Core };
  const hex = (rgb: string) => '#' + rgb.match(/\d+/g)!.map((n) => Number(n).toString(16).padStart(2, '0')).join('');
  return {
    nodes: cy.nodes().map((n) => ({
      id: n.id(), label: n.style('label'), category: n.data('type_label'), color: hex(n.style(n.isParent() ? 'border-color' : 'background-color')),
      status: n.data('status'), degree: n.data('degree'), placed: Number.isFinite(n.position().x + n.position().y),
    })),
    edges: cy.edges().map((e) => ({
      id: e.id(), source: e.source().id(), target: e.target().id(), label: e.style('label'), relation: e.data('relation'), status: e.data('status'), basis: e.data('basis'),
    })),
  };
}

export function readD3(): Held {
  const bound = <T>(selector: string) => [...document.querySelectorAll(selector)].map((g) => ({ g, d: (g as unknown as { __data__: T }).__data__ }));
  return {
    nodes: bound<Data>('g.node').map(({ g, d }) => ({
      id: d['id']!, label: g.querySelector('text')!.textContent!, category: d['type_label']!, color: g.querySelector('circle')!.getAttribute('fill')!,
      status: d['status']!, degree: d.degree, placed: /^translate\([-\d.e]+,[-\d.e]+\)$/.test(g.getAttribute('transform') ?? ''),
    })),
    // The simulation replaces the ids of the ends with the nodes.
    edges: bound<Record<string, string> & { source: Data; target: Data }>('g.link').map(({ g, d }) => ({
      id: d['id']!, source: d.source['id']!, target: d.target['id']!, label: g.querySelector('text')!.textContent!, relation: d['relation']!, status: d['status']!, basis: d['basis']!,
    })),
  };
}

export function readECharts(): Held {
  interface Shape { getTextContent(): { style: { text: string } }; childAt(i: number): Shape }
  interface List { getItemGraphicEl(i: number): Shape; getRawDataItem(i: number): Data; getItemVisual(i: number, name: 'style'): { fill: string; lineDash?: string | number[] | false }; getItemVisual(i: number, name: 'symbolSize'): number; getItemLayout(i: number): number[]; getName(i: number): string }
  interface End { id: string; dataIndex: number }
  interface Series {
    getData(): List; getEdgeData(): List; getCategoriesData(): List;
    getGraph(): { eachNode(f: (n: End) => void): void; eachEdge(f: (e: { node1: End; node2: End; dataIndex: number }) => void): void };
  }
  const series = (window as unknown as { shown: { getModel(): { getSeriesByIndex(i: number): Series | undefined } } }).shown.getModel().getSeriesByIndex(0);
  if (!series) return { nodes: [], edges: [] };
  const [nodes, edges, categories] = [series.getData(), series.getEdgeData(), series.getCategoriesData()];
  const held: Held = { nodes: [], edges: [] };
  series.getGraph().eachNode(({ id, dataIndex: i }) => {
    const raw = nodes.getRawDataItem(i);
    held.nodes.push({
      id, label: nodes.getItemGraphicEl(i).childAt(0).getTextContent().style.text, category: categories.getName(Number(raw['category'])), color: nodes.getItemVisual(i, 'style').fill,
      status: raw['status']!, degree: raw.degree, placed: nodes.getItemLayout(i).every(Number.isFinite), size: nodes.getItemVisual(i, 'symbolSize'),
    });
  });
  series.getGraph().eachEdge(({ node1, node2, dataIndex: i }) => {
    const raw = edges.getRawDataItem(i);
    held.edges.push({
      id: raw['id']!, source: node1.id, target: node2.id, label: edges.getItemGraphicEl(i).getTextContent().style.text, relation: raw['relation']!, status: raw['status']!, basis: raw['basis']!,
      dashed: edges.getItemVisual(i, 'style').lineDash === 'dashed',
    });
  });
  return held;
}

export function readG6(): Held {
  const { shown: graph } = window as unknown as { shown: G6 };
  const style = (id: string) => graph.getElementRenderStyle(id) as Record<string, string>;
  const node = (color: 'fill' | 'stroke') => ({ id, data }: { id: string; data?: unknown }) => {
    const d = data as Data;
    return { id, label: style(id)['labelText']!, category: d['type_label']!, color: style(id)[color]!, status: d['status']!, degree: d.degree, placed: [...graph.getElementPosition(id)].every(Number.isFinite) };
  };
  return {
    nodes: [...graph.getNodeData().map(node('fill')), ...graph.getComboData().map(node('stroke'))],
    edges: graph.getEdgeData().map(({ id, source, target, data }) => {
      const d = data as Data;
      return { id: id!, source, target, label: style(id!)['labelText']!, relation: d['relation']!, status: d['status']!, basis: d['basis']! };
    }),
  };
}

export function readSigma(): Held {
  const { shown: sigma } = window as unknown as { shown: Sigma };
  const graph = sigma.getGraph();
  return {
    nodes: graph.mapNodes((id, a) => {
      const shown = sigma.getNodeDisplayData(id)!;
      return { id, label: shown.label!, category: a['type_label'], color: shown.color, status: a['status'], degree: a['degree'], placed: Number.isFinite(shown.x + shown.y) };
    }),
    edges: graph.mapEdges((id, a, source, target) => ({ id, source, target, label: sigma.getEdgeDisplayData(id)!.label!, relation: a['relation'], status: a['status'], basis: a['basis'] })),
  };
}

export function readVis(): Held {
  interface Drawn { id: string; x: number; y: number; fromId: string; toId: string; connected: boolean; options: { label: string; dashes: boolean; color: { background: string } } }
  interface Body { nodes: Record<string, Drawn>; edges: Record<string, Drawn>; data: Record<'nodes' | 'edges', { getIds(): string[]; get(id: string): Data }> }
  const { body } = (window as unknown as { shown: { body: Body } }).shown;
  return {
    nodes: body.data.nodes.getIds().map((id) => {
      const [d, { x, y, options }] = [body.data.nodes.get(id), body.nodes[id]!];
      return { id, label: options.label, category: d['type_label']!, color: options.color.background, status: d['status']!, degree: d.degree, placed: Number.isFinite(x + y) };
    }),
    edges: body.data.edges.getIds().map((id) => {
      const [d, e] = [body.data.edges.get(id), body.edges[id]!];
      return { id, source: e.connected ? e.fromId : '', target: e.toId, label: e.options.label, relation: d['relation']!, status: d['status']!, basis: d['basis']!, dashed: e.options.dashes };
    }),
  };
}
