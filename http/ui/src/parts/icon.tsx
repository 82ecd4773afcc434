import { h } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export type Shapes = Record<string, [tag: string, attributes: Record<string, string>][]>;

let shapes: Shapes | undefined;
const loading = import('virtual:icons').then((m) => (shapes = m.default));

/** The drawings, once they are here. */
export function useShapes(): Shapes | undefined {
  const [known, setKnown] = useState(shapes);
  useEffect(() => { if (!known) void loading.then((s) => setKnown(() => s)); }, [known]);
  return known;
}

/** An icon of the Lucide set; an empty square where there is none of that name. */
export function Icon({ name, color }: { name: string; color?: string }) {
  const drawing = useShapes()?.[name] ?? [];
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" style={color ? { color } : undefined}>
      {drawing.map(([tag, attributes], i) => h(tag, { ...attributes, key: i }))}
    </svg>
  );
}

/** An icon as the address of an image, for canvases. */
export function iconImage(known: Shapes, name: string, color: string): string | undefined {
  const drawing = known[name];
  if (!drawing) return undefined;
  const inner = drawing.map(([tag, a]) => `<${tag} ${Object.entries(a).map(([k, v]) => `${k}="${v}"`).join(' ')}/>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="${color}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${inner}</svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}
