import type { Edge, Meta, Node, Text } from '../api/types';
import type { Ontology } from '../model';
import type { Union } from '../state/merge';
import { attributes, xml } from './xml';

export interface GexfLook {
  ontology: Ontology;
  text: (t: Text | undefined) => string;
  lang: string;
  meta: Meta;
  /** Where the entities are on the screen, as far as that is known. */
  places?: ReadonlyMap<string, { x: number; y: number }>;
}

type Fields = Record<string, string | number>;

const nodeFields = (n: Node, look: GexfLook): Fields =>
  ({ type: n.type, type_label: look.text(look.ontology.typeLabel(n.type)), status: n.status, basis: n.basis, degree: n.degree });
const edgeFields = (e: Edge): Fields => ({ relation: e.relation, status: e.status, basis: e.basis });

const declared: Record<'node' | 'edge', readonly string[]> = { node: ['type', 'type_label', 'status', 'basis', 'degree'], edge: ['relation', 'status', 'basis'] };

const declarations = (of: 'node' | 'edge'): string =>
  `  <attributes class="${of}">\n${declared[of].map((id) => `   <attribute id="${id}" title="${id}" type="${id === 'degree' ? 'integer' : 'string'}"/>\n`).join('')}  </attributes>\n`;

const values = (of: Fields): string =>
  `    <attvalues>\n${Object.entries(of).map(([id, value]) => `     <attvalue${attributes({ for: id, value })}/>\n`).join('')}    </attvalues>\n`;

function node(n: Node, look: GexfLook): string {
  const color = look.ontology.color(n.type);
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => Number.parseInt(color.slice(i, i + 2), 16));
  const at = look.places?.get(n.id);
  return `   <node${attributes({ id: n.id, label: look.text(n.name) || n.id })}>\n${values(nodeFields(n, look))}`
    + `    <viz:color${attributes({ r, g, b })}/>\n`
    // On the screen y grows downwards, in Gephi upwards.
    + (at ? `    <viz:position${attributes({ x: rounded(at.x), y: rounded(-at.y), z: 0 })}/>\n` : '')
    + '   </node>\n';
}

const rounded = (n: number): number => Math.round(n * 100) / 100 || 0; // never -0

const edge = (e: Edge, kind: string, look: GexfLook): string =>
  `   <edge${attributes({ id: e.id, source: e.source, target: e.target, label: look.text(e.label) || e.relation, kind })}>\n${values(edgeFields(e))}   </edge>\n`;

/**
 * Entities and edges as GEXF 1.3. Gephi merges parallel edges of one kind, so the
 * kind is the relation, with a running number from the second between the same two.
 */
export function gexfOf({ nodes, edges }: Union, look: GexfLook): string {
  const parallel = new Map<string, number>();
  const kindOf = (e: Edge): string => {
    const key = `${e.source} ${e.target} ${e.relation}`;
    const n = (parallel.get(key) ?? 0) + 1;
    parallel.set(key, n);
    return n === 1 ? e.relation : `${e.relation} ${n}`;
  };
  return '<?xml version="1.0" encoding="UTF-8"?>\n'
    + '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
    + ` <meta>\n  <creator>innograph</creator>\n  <description>${xml(`complete=${look.meta.complete}; version=${look.meta.version}; language=${look.lang}`)}</description>\n </meta>\n`
    + ' <graph defaultedgetype="directed" idtype="string">\n'
    + declarations('node') + declarations('edge')
    + `  <nodes count="${nodes.size}">\n${[...nodes.values()].map((n) => node(n, look)).join('')}  </nodes>\n`
    + `  <edges count="${edges.size}">\n${[...edges.values()].map((e) => edge(e, kindOf(e), look)).join('')}  </edges>\n`
    + ' </graph>\n</gexf>\n';
}
