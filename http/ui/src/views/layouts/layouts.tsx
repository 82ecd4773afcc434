import { useMemo } from 'preact/hooks';
import { layout, layouts } from '../../api/questions';
import type { Layout, LayoutList } from '../../api/types';
import { type App, useApp } from '../../context';
import { sayOf } from '../../i18n';
import { Answer } from '../../panels/answer';
import { Badges } from '../../parts/badges';
import { inspect, turn } from '../../state/actions';
import type { Union } from '../../state/merge';
import type { Sheet } from '../../state/sheet';
import type { View } from '../../state/view';
import { LayoutCanvas } from './canvas';
import './layouts.css';
import { Place } from './place';
import { texts } from './texts';
import { isOpen, membersOf, rowsOf, seatsOf } from './tree';

type Asks = Pick<App, 'answers'>;

/** The layout that is looked at: the one asked for, or else the first. */
const chosen = (view: View, { answers }: Asks): string => view.of || answers.of(layouts()).answer?.layouts[0]?.id || '';

const known = (app: App): Layout | undefined => {
  const id = chosen(app.view, app);
  return id ? app.answers.of(layout(id)).answer : undefined;
};

export const questions = (view: View, app: App) => {
  const id = chosen(view, app);
  return [layouts(), ...(id ? [layout(id)] : [])];
};

/** The elements and the statements between them. */
export function graph(app: App): Union {
  const of = known(app);
  return { nodes: new Map((of?.nodes ?? []).map((n) => [n.id, n])), edges: new Map((of?.edges ?? []).map((e) => [e.id, e])) };
}

/** A row for every element at every place of the tree. */
export function sheets(app: App): Sheet[] {
  const of = known(app);
  if (!of) return [];
  const { say, text, lang, ontology } = app;
  const t = sayOf(lang, texts);
  const members = membersOf(of.tree);
  return [{
    title: t('elements'), columns: [say('name'), t('depth'), t('parent'), say('type'), say('status'), t('orderColumn'), t('seatsColumn')],
    rows: rowsOf(of.tree).map(({ node, above }) => {
      const seats = seatsOf(node, members.get(node.id)?.length ?? 0);
      const parent = above.at(-1);
      return {
        id: node.id,
        cells: [
          text(node.name) || node.id, above.length, parent ? text(parent.name) || parent.id : '', text(ontology.typeLabel(node.type)), say(`status.${node.status}`),
          node.memberships.find((m) => m.order !== null)?.order ?? '', seats ? t(seats.key, { n: seats.n, m: seats.m }) : '',
        ],
      };
    }),
  }];
}

/** The layouts to choose from, and the one that is looked at. */
export function Picture() {
  const { answers, lang, view } = useApp();
  const t = sayOf(lang, texts);
  return (
    <Answer of={answers.of(layouts())}>
      {({ layouts: all }: LayoutList) => {
        const id = view.of || all[0]?.id;
        if (!id) return <p class="quiet">{t('none')}</p>;
        return (
          <>
            <Choice of={all} on={id} />
            <Answer of={answers.of(layout(id))} id={id}>{(of: Layout) => <Shown of={of} />}</Answer>
          </>
        );
      }}
    </Answer>
  );
}

function Choice({ of, on }: { of: LayoutList['layouts']; on: string }) {
  const { say, text, lang, change } = useApp();
  const t = sayOf(lang, texts);
  return (
    <nav class="layout-choice" aria-label={t('choose')}>
      {of.map((l) => {
        const seats = seatsOf(l, l.members);
        return (
          <button key={l.id} type="button" data-layout={l.id} aria-current={l.id === on ? 'true' : undefined} onClick={() => change((v) => turn(v, 'layouts', l.id))}>
            <strong>{text(l.name) || l.id}</strong>
            <span class="layout-facts">
              <span class={`badge status-${l.status}`}>{say(`status.${l.status}`)}</span>
              {seats && <span class={isOpen(seats) ? 'seats open' : 'seats'}>{t(seats.key, { n: seats.n, m: seats.m })}</span>}
            </span>
          </button>
        );
      })}
    </nav>
  );
}

function Shown({ of }: { of: Layout }) {
  const { text, lang, change } = useApp();
  const t = sayOf(lang, texts);
  const members = useMemo(() => membersOf(of.tree), [of]);
  const open = rowsOf(of.tree).flatMap(({ node }) => {
    const seats = node.repeated ? undefined : seatsOf(node, members.get(node.id)?.length ?? 0);
    return isOpen(seats) && seats ? [{ node, seats }] : [];
  });
  const name = (id: string) => text(of.nodes.find((n) => n.id === id)?.name) || id;
  return (
    <>
      {!of.meta.complete && <p class="notice">{t('incomplete')}</p>}
      <LayoutCanvas of={of} />
      <div class="layout-below" tabIndex={0} role="region" aria-label={t('where')}>
        <p class="layout-about"><Badges status={of.status} basis={of.basis} /> {text(of.description)}</p>
        {of.lays_out.length > 0 && (
          <p><span class="quiet">{t('laysOut')}</span> {of.lays_out.map((p) => <button key={p.id} type="button" class="link" onClick={() => change((v) => inspect(v, p.id))}>{text(p.name) || p.id}</button>)}</p>
        )}
        <Place of={of} />
        {open.length > 0 && (
          <section class="layout-open">
            <h4>{t('unnamedTitle')}</h4>
            <ul>{open.map(({ node, seats }) => (
              <li key={node.id}><button type="button" class="link" onClick={() => change((v) => inspect(v, node.id))}>{t('unnamed', { name: text(node.name) || node.id, seats: t(seats.key, { n: seats.n, m: seats.m }) })}</button></li>
            ))}</ul>
          </section>
        )}
        {of.problems.length > 0 && (
          <section class="layout-problems">
            <h4>{t('problems')}</h4>
            <ul>{of.problems.map((p, i) => (
              <li key={i}><button type="button" class="link" onClick={() => change((v) => inspect(v, p.id))}>{name(p.id)}</button> <span lang="en">{p.message}</span></li>
            ))}</ul>
          </section>
        )}
      </div>
    </>
  );
}
