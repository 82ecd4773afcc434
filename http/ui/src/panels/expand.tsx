import type { EntityView } from '../api/types';
import { useApp } from '../context';
import { ask, collapse, expand, hide, open, pin, toggle, unpin, whole } from '../state/actions';
import { pageSize } from '../state/view';

/** What an expansion of the entity would bring, before it does, and what else can be done with it. */
export function Expand({ of }: { of: EntityView }) {
  const { say, text, ontology, view, change, shot } = useApp();
  const pinned = view.pinned.some((p) => p.id === of.id);
  const keep = () => {
    const at = shot.current?.places?.().get(of.id);
    if (at) change((v) => pin(v, { id: of.id, ...at }));
  };
  const totals = Object.entries(of.meta.totals ?? {}).flatMap(([relation, t]) =>
    (['out', 'in'] as const).filter((d) => t[d] > 0).map((direction) => ({ relation, direction, n: t[direction] })));
  totals.sort((a, b) => b.n - a.n || (a.relation < b.relation ? -1 : 1));
  const expanded = view.expansions.some((e) => e.id === of.id);
  const shown = (relation: string, direction: string) => view.expansions.some((e) =>
    e.id === of.id && (e.relation === '' || (e.relation === relation && (e.direction === direction || e.direction === 'both'))));
  return (
    <section class="expand" id="expand" aria-label={say('expand')} tabIndex={-1}>
      <p class="actions">
        <button type="button" class="main" disabled={shown('', 'both') || of.degree === 0} onClick={() => change((v) => expand(v, whole(of.id)))}>
          {say('expandAll', { n: of.degree })}
        </button>
        {expanded && <button type="button" onClick={() => change((v) => collapse(v, of.id))}>{say('collapse')}</button>}
        <button type="button" aria-pressed={pinned} onClick={() => (pinned ? change((v) => unpin(v, of.id)) : keep())}>{say(pinned ? 'unpin' : 'pin')}</button>
        <button type="button" onClick={() => change((v) => hide(v, of.id))}>{say('hide')}</button>
        {!view.withoutTypes.includes(of.type) && <button type="button" onClick={() => change((v) => toggle(v, 'withoutTypes', of.type))}>{say('hideType', { type: text(of.type_label) })}</button>}
        <button type="button" onClick={() => change((v) => open(v, of.id))}>{say('center')}</button>
        <button type="button" onClick={() => change((v) => ask(v, { from: of.id }))}>{say('pathFrom')}</button>
        <button type="button" onClick={() => change((v) => ask(v, { to: of.id }))}>{say('pathTo')}</button>
      </p>
      <ul class="totals">
        {totals.map(({ relation, direction, n }) => (
          <li key={relation + direction}>
            <button
              type="button" disabled={shown(relation, direction)} data-relation={relation} data-direction={direction}
              onClick={() => change((v) => expand(v, { id: of.id, relation, direction, limit: pageSize }))}
            >
              <span aria-hidden="true">{direction === 'out' ? '→' : '←'}</span> {text(ontology.relationLabel(relation, direction))}
              <span class="hidden-text"> ({say(direction === 'out' ? 'outgoing' : 'incoming')})</span> <b>{n}</b>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
