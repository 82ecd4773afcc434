import { useMemo } from 'preact/hooks';
import { Canvas } from '../canvas/canvas';
import { useApp } from '../context';
import { FailureBox } from '../panels/answer';
import { EntityPanel } from '../panels/entity';
import { Legend } from '../panels/legend';
import { Notices } from '../panels/notices';
import { PathsPanel } from '../panels/paths';
import { StatementPanel } from '../panels/statement';
import { TablePanel } from '../panels/table';
import { isStatement } from '../parts/names';
import { Tabs } from '../parts/tabs';
import { expand, inspect, whole } from '../state/actions';
import { litOf } from '../state/lit';
import { pageSize } from '../state/view';

/** The picture with its legend, and beside it evidence, paths and the table. */
export function Explore() {
  const app = useApp();
  const { view, change, say, text, answers, all, announce } = app;
  const { path } = view;
  const asked = path.from && path.to ? answers.paths(path) : undefined;
  const lit = useMemo(() => litOf(asked?.answer?.paths?.[path.pick], path.hop), [asked?.answer, path.pick, path.hop]);
  const failures = view.expansions.flatMap((e) => { const { failure } = answers.expansion(e); return failure ? [{ failure, id: e.id }] : []; });
  const loading = view.expansions.some((e) => answers.expansion(e).loading) || asked?.loading === true;

  // What a hub would bring is looked at before it is brought.
  const expandOrAsk = (id: string) => {
    const node = all.nodes.get(id);
    if (node && node.degree > pageSize && !view.expansions.some((e) => e.id === id)) {
      change((v) => inspect(v, id));
      announce(say('announceHub', { name: text(node.name), n: node.degree }));
      requestAnimationFrame(() => document.getElementById('expand')?.focus());
    } else change((v) => expand(v, whole(id)));
  };
  return (
    <main class="explore">
      <section class="picture" aria-label={say('graph')} aria-busy={loading ? 'true' : 'false'}>
        <Notices />
        {failures.map(({ failure, id }) => <FailureBox key={id} of={failure} id={id} />)}
        <Canvas lit={lit} expand={expandOrAsk} loading={loading} />
        {loading && <p class="loading">{say('loading')}</p>}
        {all.nodes.size > 0 && (
          <details class="legend-box" open={innerWidth > 800}>
            <summary>{say('legend')}</summary>
            <Legend />
          </details>
        )}
      </section>
      <section class="panel" aria-label={say('panel')}>
        <Tabs names={['evidence', 'paths', 'table']} on={view.tab} label={(t) => say(t)} pick={(tab) => change((v) => ({ ...v, tab }))}>
          {view.tab === 'evidence' && !failures.some((f) => f.id === view.selected) && <Selected />}
          {view.tab === 'paths' && <PathsPanel />}
          {view.tab === 'table' && <TablePanel />}
        </Tabs>
      </section>
    </main>
  );
}

function Selected() {
  const { view, say } = useApp();
  if (!view.selected) return <p class="quiet">{say('nothingSelected')}</p>;
  return isStatement(view.selected) ? <StatementPanel id={view.selected} /> : <EntityPanel id={view.selected} />;
}
