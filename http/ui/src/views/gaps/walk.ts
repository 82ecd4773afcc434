import type { Arrow } from '../../canvas/walk';
import type { Plan } from './plan';

/** Where an arrow key leads from a box: up and down in its column, aside to the nearest one that it is linked with. */
export function stepIn(plan: Pick<Plan, 'items' | 'links'>, key: string, arrow: Arrow): string | undefined {
  const here = plan.items.get(key);
  if (!here) return undefined;
  const middle = (k: string): number => { const d = plan.items.get(k)!; return d.y + d.height / 2; };
  const aside = arrow === 'ArrowLeft' || arrow === 'ArrowRight';
  const choices = aside
    ? plan.links.flatMap(({ link }) => (arrow === 'ArrowRight' ? (link.from === key ? [link.to] : []) : link.to === key ? [link.from] : []))
    : [...plan.items.values()].filter((d) => d.item.column === here.item.column && (arrow === 'ArrowDown' ? d.y > here.y : d.y < here.y)).map((d) => d.item.key);
  let best: string | undefined;
  for (const k of choices) if (best === undefined || Math.abs(middle(k) - middle(key)) < Math.abs(middle(best) - middle(key))) best = k;
  return best;
}
