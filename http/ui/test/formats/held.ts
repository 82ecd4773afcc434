/** A node as a library has it. "placed" tells whether it has a place in the drawing. */
export interface Node { id: string; label: string; category: string; color: string; status: string; degree: number; placed: boolean; size?: number }

/** An edge as a library has it. */
export interface Edge { id: string; source: string; target: string; label: string; relation: string; status: string; basis: string; dashed?: boolean }

/** All that a library holds of an answer. */
export interface Held { nodes: Node[]; edges: Edge[] }

/** What of the expected is missing, what is there beside it, and what is there twice; nothing where all is as expected. */
export function differences(held: Held, expected: Held): string[] {
  const lines = ({ nodes, edges }: Held) => [...nodes.map((n) => `node ${line(n)}`), ...edges.map((e) => `edge ${line(e)}`)];
  const [has, wants] = [lines(held), lines(expected)];
  const [hasSet, wantsSet] = [new Set(has), new Set(wants)];
  return [
    ...wants.filter((l) => !hasSet.has(l)).map((l) => `missing: ${l}`),
    ...has.filter((l) => !wantsSet.has(l)).map((l) => `not expected: ${l}`),
    ...has.length > hasSet.size ? [`${has.length - hasSet.size} more than once`] : [],
  ];
}

/** One element as text, whatever the order of its members. */
const line = (element: Node | Edge) => JSON.stringify(Object.fromEntries(Object.entries(element).sort(([a], [b]) => a < b ? -1 : 1)));
