import type { ComponentChildren } from 'preact';
import type { Status } from '../api/types';
import { statuses } from '../api/types';
import { statusLooks } from '../canvas/status';
import { useApp } from '../context';
import { TypeIcon } from '../parts/badges';
import { toggle } from '../state/actions';
import { counts } from '../state/merge';

/** What the colors and lines mean, how often each occurs, and switches that leave them out. */
export function Legend() {
  const { say, text, all, view, change, ontology } = useApp();
  const { nodes, edges } = all;
  const types = counts(nodes.values(), (n) => n.type);
  const relations = counts(edges.values(), (e) => e.relation);
  const byStatus = new Map(counts([...nodes.values(), ...edges.values()], (x) => x.status));
  return (
    <div class="legend">
      <fieldset><legend>{say('types')}</legend>
        {types.map(([t, n]) => (
          <Switch key={t} on={!view.withoutTypes.includes(t)} n={n} act={() => change((v) => toggle(v, 'withoutTypes', t))}><TypeIcon type={t} /> {text(ontology.typeLabel(t))}</Switch>
        ))}
      </fieldset>
      <fieldset><legend>{say('statuses')}</legend>
        {statuses.filter((s) => byStatus.has(s)).map((s) => (
          <Switch key={s} on={!view.withoutStatuses.includes(s)} n={byStatus.get(s) ?? 0} act={() => change((v) => toggle(v, 'withoutStatuses', s))}><Sample of={s} /> {say(`status.${s}`)}</Switch>
        ))}
      </fieldset>
      <fieldset><legend>{say('relations')}</legend>
        {relations.map(([r, n]) => (
          <Switch key={r} on={!view.withoutRelations.includes(r)} n={n} act={() => change((v) => toggle(v, 'withoutRelations', r))}>{text(ontology.relationLabel(r))}</Switch>
        ))}
      </fieldset>
      <fieldset><legend>{say('lines')}</legend>
        {(['stated', 'inferred'] as const).map((b) => (
          <p key={b} class="line-sample"><svg viewBox="0 0 36 8" aria-hidden="true"><line x1="0" y1="4" x2="36" y2="4" stroke="currentColor" stroke-width="2" stroke-dasharray={b === 'inferred' ? '6 4' : undefined} /></svg> {say(`basis.${b}`)}</p>
        ))}
      </fieldset>
    </div>
  );
}

function Switch({ on, n, act, children }: { on: boolean; n: number; act: () => void; children: ComponentChildren }) {
  return <label class="switch"><input type="checkbox" checked={on} onChange={act} /> <span>{children}</span> <b>{n}</b></label>;
}

/** A node and an arrow of the status, as the canvas draws them. */
function Sample({ of }: { of: Status }) {
  const look = statusLooks[of];
  const fill = look.hollow ? 'var(--ground)' : 'currentColor';
  const dash = look.border === 'dashed' ? '3 2' : look.border === 'dotted' ? '1 2' : undefined;
  return (
    <svg class={`sample status-${of}`} viewBox="0 0 44 14" aria-hidden="true">
      <circle cx="7" cy="7" r="5" fill={of === 'existing' || of === 'in-progress' ? 'currentColor' : 'none'} fill-opacity="0.35" stroke="currentColor" stroke-width="1.6" stroke-dasharray={dash} />
      {look.border === 'double' && <circle cx="7" cy="7" r="2.6" fill="none" stroke="currentColor" stroke-width="1" />}
      <line x1="16" y1="7" x2="36" y2="7" stroke="currentColor" stroke-width="1.6" />
      {look.arrow === 'triangle' && <path d="M34 2.5 42 7l-8 4.5z" fill={fill} stroke="currentColor" stroke-width="1.2" />}
      {look.arrow === 'triangle-backcurve' && <path d="M33 2.5 42 7l-9 4.5q4-4.5 0-9z" fill={fill} stroke="currentColor" stroke-width="1.2" />}
      {look.arrow === 'vee' && <path d="M33 2.5 42 7l-9 4.5 3-4.5z" fill={fill} stroke="currentColor" stroke-width="1.2" />}
      {look.arrow === 'circle' && <circle cx="38" cy="7" r="3.6" fill={fill} stroke="currentColor" stroke-width="1.4" />}
      {look.arrow === 'tee' && <line x1="38" y1="1.5" x2="38" y2="12.5" stroke="currentColor" stroke-width="3" />}
    </svg>
  );
}
