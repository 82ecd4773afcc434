import type { Edge } from '../../api/types';
import { useApp } from '../../context';
import { sayOf } from '../../i18n';
import { Badges } from '../../parts/badges';
import { inspect } from '../../state/actions';
import type { Chain } from './chain';
import { Reason } from './lists';
import { texts } from './texts';

/** The statements of the diagram about what is selected, and what it lacks. */
export function Links({ of }: { of: Chain }) {
  const { lang, text, view, change } = useApp();
  const t = sayOf(lang, texts);
  const edges = new Map<string, Edge>([...of.links.flatMap((l) => l.edge ?? []), ...of.items.flatMap((i) => i.part ?? [])].map((e) => [e.id, e]));
  const id = of.items.some((i) => i.id === view.selected) ? view.selected : edges.get(view.selected)?.source;
  const names = new Map(of.items.flatMap((i) => (i.node ? [[i.id, text(i.node.name) || i.id] as const] : [])));
  if (!id || !names.has(id)) return null;
  const own = [...edges.values()].filter((e) => e.source === id || e.target === id);
  const holes = of.items.flatMap((i) => (i.hole && i.id === id ? [i.hole.gap] : []));
  const title = t('links', { name: names.get(id)! });
  return (
    <section class="gap-links" aria-label={title} tabIndex={0}>
      <h2>{title}</h2>
      {holes.map((g, i) => <Reason key={i} of={g} />)}
      <ul>{own.map((e) => (
        <li key={e.id}>
          <button type="button" class="link" data-said={e.id} aria-pressed={view.selected === e.id} onClick={() => change((v) => inspect(v, e.id))}>{names.get(e.source)} <i>{text(e.label)}</i> {names.get(e.target)}</button> <Badges status={e.status} basis={e.basis} />
        </li>
      ))}</ul>
    </section>
  );
}
