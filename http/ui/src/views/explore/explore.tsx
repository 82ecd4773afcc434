import { useMemo } from 'preact/hooks';
import { neighborhood, pathsBetween } from '../../api/questions';
import { Canvas } from '../../canvas/canvas';
import { type App, useApp } from '../../context';
import { FailureBox } from '../../panels/answer';
import { Legend } from '../../panels/legend';
import { Notices } from '../../panels/notices';
import { expand, graphQuestions, inspect, whole } from '../../state/actions';
import { litOf } from '../../state/lit';
import { restOf } from '../../state/rest';
import type { Sheet } from '../../state/sheet';
import { pageSize } from '../../state/view';

export const questions = graphQuestions;

export const graph = (app: App) => app.seen;

/** Entities and edges as they are seen. */
export function sheets({ say, text, seen, ontology }: App): Sheet[] {
  const name = (id: string) => text(seen.nodes.get(id)?.name) || id;
  return [
    {
      title: say('nodes'), columns: [say('name'), say('type'), say('status'), say('degree')],
      rows: [...seen.nodes.values()].map((n) => ({ id: n.id, cells: [text(n.name) || n.id, text(ontology.typeLabel(n.type)), say(`status.${n.status}`), n.degree] })),
    },
    {
      title: say('edges'), columns: [say('subject'), say('relation'), say('object'), say('status'), say('basis')],
      rows: [...seen.edges.values()].map((e) => ({ id: e.id, cells: [name(e.source), text(e.label), name(e.target), say(`status.${e.status}`), say(`basis.${e.basis}`)] })),
    },
  ];
}

/** Entities and edges with their legend. */
export function Picture() {
  const app = useApp();
  const { view, change, say, text, answers, all, announce } = app;
  const { path } = view;
  const asked = path.from && path.to ? answers.of(pathsBetween(path)) : undefined;
  const lit = useMemo(() => litOf(asked?.answer?.paths?.[path.pick], path.hop), [asked?.answer, path.pick, path.hop]);
  const failures = view.expansions.flatMap((e) => { const { failure } = answers.of(neighborhood(e)); return failure ? [{ failure, id: e.id }] : []; });
  const loading = view.expansions.some((e) => answers.of(neighborhood(e)).loading) || asked?.loading === true;

  // What a hub would bring is looked at before it is brought.
  const expandOrAsk = (id: string) => {
    const node = all.nodes.get(id);
    if (node && node.degree > pageSize && !view.expansions.some((e) => e.id === id)) {
      change((v) => inspect(v, id));
      announce(say('announceHub', { name: text(node.name), n: node.degree }));
      requestAnimationFrame(() => document.getElementById('expand')?.focus());
    } else change((v) => expand(v, whole(id)));
  };
  const rests = useMemo(() => view.expansions.flatMap((e) => restOf(e, answers.of(neighborhood(e)).answer) ?? []), [view.expansions, all]);
  return (
    <>
      <Notices />
      {failures.map(({ failure, id }) => <FailureBox key={id} of={failure} id={id} />)}
      <Canvas lit={lit} expand={expandOrAsk} loading={loading} rests={rests} />
      {loading && <p class="loading" aria-busy="true">{say('loading')}</p>}
      {all.nodes.size > 0 && (
        <details class="legend-box" open={innerWidth > 800}>
          <summary>{say('legend')}</summary>
          <Legend />
        </details>
      )}
    </>
  );
}
