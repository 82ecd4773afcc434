import type { Edge, Held, Node } from './held';

interface Text { zh?: string; en?: string }
interface Answer {
  nodes: { id: string; type: string; name: Text; status: string; degree: number }[];
  edges: { id: string; source: string; target: string; relation: string; label: Text; status: string; basis: string }[];
}
interface Ontology { types: { id: string; label: Text; color: string }[] }

const get = async <T>(url: string) => {
  const reply = await fetch(url);
  if (!reply.ok) throw new Error(`${url} answers ${reply.status}`);
  return await reply.json() as T;
};

/** What a format says of its own accord beside what all of them say. */
export interface Says { size?: boolean; dashed?: boolean }

/** What a library must hold of an answer, by the answer's own JSON and the ontology. */
export async function expected(api: string, of: string, lang: 'zh' | 'en', says: Says): Promise<Held> {
  const [answer, ontology] = await Promise.all([get<Answer>(api + of), get<Ontology>(`${api}/v1/ontology`)]);
  const types = new Map(ontology.types.map((t) => [t.id, t]));
  return {
    nodes: answer.nodes.map((n): Node => ({
      id: n.id, label: n.name[lang]!, category: types.get(n.type)!.label[lang]!, color: types.get(n.type)!.color, status: n.status, degree: n.degree, placed: true,
      ...says.size && { size: Math.min(48, 12 + Math.floor(3 * Math.sqrt(n.degree))) },
    })),
    edges: answer.edges.map((e): Edge => ({
      id: e.id, source: e.source, target: e.target, label: e.label[lang]!, relation: e.relation, status: e.status, basis: e.basis,
      ...says.dashed && { dashed: !['existing', 'in-progress'].includes(e.status) || e.basis === 'inferred' },
    })),
  };
}
