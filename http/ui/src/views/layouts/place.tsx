import type { Layout } from '../../api/types';
import { useApp } from '../../context';
import { sayOf } from '../../i18n';
import { Badges } from '../../parts/badges';
import { inspect, select } from '../../state/actions';
import { otherEdges } from './draw';
import { texts } from './texts';
import { type Row, rowsOf, type TreeNode } from './tree';

/** The element that is looked at: the selected one, the one a selected statement is of, or the whole. */
function looked(of: Layout, selected: string): string {
  if (of.nodes.some((n) => n.id === selected)) return selected;
  return of.edges.find((e) => e.id === selected)?.source ?? of.id;
}

/** Where the selected element stands in the layout, with the statements that put it there. */
export function Place({ of }: { of: Layout }) {
  const { text, lang, view } = useApp();
  const t = sayOf(lang, texts);
  const id = looked(of, view.selected);
  const rows = rowsOf(of.tree).filter((r) => r.node.id === id);
  const members = rows.find((r) => !r.node.repeated)?.node;
  const edges = otherEdges(of).listed.filter((e) => id === of.id || e.source === id || e.target === id);
  const name = (of_: string) => text(of.nodes.find((n) => n.id === of_)?.name) || of_;
  return (
    <section class="layout-place" aria-label={t('where')}>
      {rows.map((r, i) => <Crumbs key={i} of={r} />)}
      {members && members.children.length > 0 && (
        <>
          <h4>{t('members')}</h4>
          <ul class="layout-members">{members.children.map((c) => <li key={c.id}><Name of={c} /> <Proofs of={c} parent={members} /></li>)}</ul>
        </>
      )}
      {edges.length > 0 && (
        <>
          <h4>{t('others')}</h4>
          <ul class="layout-members">{edges.map((e) => (
            <li key={e.id}><Statement id={e.id} words={`${name(e.source)} ${text(e.label)} ${name(e.target)}`} /> <Badges status={e.status} basis={e.basis} /></li>
          ))}</ul>
        </>
      )}
    </section>
  );
}

function Crumbs({ of: { node, above } }: { of: Row }) {
  const way = [...above, node];
  return (
    <ol class="layout-crumbs">
      {way.map((n, i) => <li key={n.id}>{i > 0 && <><Proofs of={n} parent={way[i - 1]!} /> </>}<Name of={n} on={n === node} /></li>)}
    </ol>
  );
}

function Name({ of, on = false }: { of: TreeNode; on?: boolean }) {
  const { text, change } = useApp();
  return <button type="button" class="link" aria-current={on ? 'true' : undefined} data-element={of.id} onClick={() => change((v) => select(v, of.id))}>{text(of.name) || of.id}</button>;
}

/** The statements that make an element a part of another one. */
function Proofs({ of, parent }: { of: TreeNode; parent: TreeNode }) {
  const { say, text, lang, ontology } = useApp();
  const t = sayOf(lang, texts);
  const about = t('proves', { child: text(of.name) || of.id, parent: text(parent.name) || parent.id });
  return (
    <>{of.memberships.map((m) => (
      <Statement
        key={m.statement} id={m.statement} about={about}
        words={[text(ontology.relationLabel(m.relation)), m.order === null ? '' : t('order', { n: m.order }), say(`status.${m.status}`), m.basis === 'inferred' ? say('basis.inferred') : ''].filter(Boolean).join(' · ')}
      />
    ))}</>
  );
}

function Statement({ id, words, about }: { id: string; words: string; about?: string }) {
  const { view, change } = useApp();
  return <button type="button" class="proof" title={about} aria-pressed={view.selected === id} data-proof={id} onClick={() => change((v) => inspect(v, id))}>{words}</button>;
}
