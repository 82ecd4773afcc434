import type { ElementDefinition } from 'cytoscape';
import type { Edge, Node, Text } from '../api/types';
import type { Ontology } from '../model';
import { inkOn, mix } from '../parts/color';
import { iconImage, type Shapes } from '../parts/icon';
import type { Union } from '../state/merge';
import { type Rest, restID } from '../state/rest';

export interface Look {
  ontology: Ontology;
  shapes: Shapes | undefined;
  text: (t: Text | undefined) => string;
  dark: boolean;
  /** Entities that were expanded. */
  expanded: ReadonlySet<string>;
}

/** The diameter of a node, in pixels: it grows with the logarithm of the degree. */
export const nodeSize = (degree: number): number => Math.round(26 + Math.min(28, 4 * Math.log2(degree + 1)));

/** The ground of the canvas, which shows through what is not there yet. */
export const ground = (dark: boolean): string => (dark ? '#12181f' : '#ffffff');

function drawNode(n: Node, look: Look): ElementDefinition {
  const color = look.ontology.color(n.type);
  const real = n.status === 'existing' || n.status === 'in-progress';
  const fill = real ? color : mix(ground(look.dark), color, n.status === 'absent' ? 0 : 0.18);
  const image = look.shapes && iconImage(look.shapes, look.ontology.icon(n.type), inkOn(fill));
  return {
    group: 'nodes',
    data: {
      id: n.id, label: look.text(n.name), status: n.status, size: nodeSize(n.degree), fill,
      line: mix(color, look.dark ? '#ffffff' : '#000000', look.dark ? 0.3 : 0.25),
      expanded: look.expanded.has(n.id) ? 1 : 0, ...(image ? { image } : {}),
    },
  };
}

function drawEdge(e: Edge, look: Look): ElementDefinition {
  return { group: 'edges', data: { id: e.id, source: e.source, target: e.target, label: look.text(e.label), status: e.status, basis: e.basis } };
}

/** What was not brought hangs on its entity as a node of its own. */
function drawRest(rest: Rest, label: string): ElementDefinition[] {
  const id = restID(rest);
  return [
    { group: 'nodes', classes: 'rest', data: { id, label, size: 22, rest: 1 } },
    { group: 'edges', classes: 'rest', data: { id: `${id}:edge`, source: rest.of.id, target: id, rest: 1 } },
  ];
}

/** What the graph library draws. Labels are text and nothing else. */
export function draw(seen: Union, look: Look, rests: readonly Rest[], restLabel: (n: number) => string): ElementDefinition[] {
  return [
    ...[...seen.nodes.values()].map((n) => drawNode(n, look)), ...[...seen.edges.values()].map((e) => drawEdge(e, look)),
    ...rests.filter((r) => seen.nodes.has(r.of.id)).flatMap((r) => drawRest(r, restLabel(r.n))),
  ];
}
