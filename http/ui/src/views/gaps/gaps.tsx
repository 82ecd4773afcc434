import { useMemo } from 'preact/hooks';
import type { Gaps } from '../../api/types';
import { type App, useApp } from '../../context';
import { sayOf } from '../../i18n';
import { Answer, FailureBox } from '../../panels/answer';
import type { Union } from '../../state/merge';
import type { Sheet } from '../../state/sheet';
import type { View } from '../../state/view';
import { askAll, most } from './ask';
import { type Chain, chainOf, type Item, listNames, lists, rowsOf } from './chain';
import { Diagram } from './diagram';
import './gaps.css';
import { Links } from './links';
import { Lists } from './lists';
import { Scope } from './scope';
import { texts } from './texts';

type Asks = Pick<App, 'answers' | 'view'>;

/** What is drawn, once all of it is known. */
function known({ answers, view }: Asks): Chain | undefined {
  const { gaps, graph, roles } = askAll(answers, view.of);
  return gaps.answer && graph && roles ? chainOf(graph, gaps.answer, roles) : undefined;
}

export const questions = (view: View, { answers }: Pick<App, 'answers'>) => askAll(answers, view.of).questions;

/** The entities of the diagram and the statements between them. */
export function graph(app: App): Union {
  const chain = known(app);
  const edges = [...(chain?.links ?? []).flatMap((l) => l.edge ?? []), ...(chain?.items ?? []).flatMap((i) => i.part ?? [])];
  return { nodes: new Map((chain?.items ?? []).flatMap((i) => (i.node ? [[i.id, i.node] as const] : []))), edges: new Map(edges.map((e) => [e.id, e])) };
}

/** The ways from problems to instruments, and what else is lacking. */
export function sheets(app: App): Sheet[] {
  const { lang, text } = app;
  const t = sayOf(lang, texts);
  const chain = known(app);
  const gaps = askAll(app.answers, app.view.of).gaps.answer;
  if (!chain || !gaps) return [];
  const name = (i: Item | undefined) => (i ? text(i.node?.name) || i.id : '');
  return [
    {
      title: t('table'), columns: [t('problem'), t('measure'), t('instrument'), t('why')],
      rows: rowsOf(chain).map((r) => ({ id: r.id, cells: [name(r.problem), name(r.measure), name(r.instrument), r.hole ? text(r.hole.why) : ''] })),
    },
    ...listNames.filter((l) => lists[l] === undefined).map((l) => ({
      title: t(`list.${l}`), columns: [t('gapOf'), t('why')], rows: gaps[l].items.map((g) => ({ id: g.entity.id, cells: [text(g.entity.name) || g.entity.id, text(g.why)] })),
    })),
  ];
}

/** Problems, measures and instruments with the holes between them, and everything else that is lacking. */
export function Picture() {
  const { answers, lang, view } = useApp();
  const t = sayOf(lang, texts);
  const { gaps, graph, roles, failure, whole } = askAll(answers, view.of);
  const chain = useMemo(() => (gaps.answer && graph && roles ? chainOf(graph, gaps.answer, roles) : undefined), [gaps.answer, graph, roles?.problems.size]);
  return (
    <>
      <Scope />
      <div class="gap-scroll">
        {!whole && <p class="notice">{t('incomplete', { n: most })}</p>}
        <Answer of={gaps} id={view.of}>{(g: Gaps) => (
          <>
            {failure ? <FailureBox of={failure} id={view.of} /> : chain ? (chain.items.length ? <Diagram of={chain} /> : <p class="gap-none quiet">{t('nothing')}</p>) : <p class="quiet" aria-busy="true">…</p>}
            <Lists of={g} />
          </>
        )}</Answer>
      </div>
      {chain && <Links of={chain} />}
    </>
  );
}
