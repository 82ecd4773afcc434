import type { Path } from '../api/types';

/** The nodes and edges of a path that are lit: all, or those of its first hops. */
export function litOf(path: Path | undefined, hop: number): ReadonlySet<string> {
  if (!path) return new Set();
  const hops = hop < 0 ? path.length : Math.min(hop, path.length);
  return new Set([...path.nodes.slice(0, hops + 1), ...path.edges.slice(0, hops).flat()]);
}
