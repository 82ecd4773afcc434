import { useState } from 'preact/hooks';
import type { Edge, Node } from '../api/types';
import { useApp } from '../context';
import { select } from '../state/actions';
import { clicked, type Order, sorted, tabbed } from '../state/sort';

/** What the picture shows, as two tables: also for those who cannot see it. */
export function TablePanel() {
  const { say, text, seen, ontology } = useApp();
  if (seen.nodes.size === 0) return <p class="quiet">{say('tableEmpty')}</p>;
  const name = (id: string) => text(seen.nodes.get(id)?.name) || id;
  return (
    <div class="tables">
      <Sheet
        title={say('nodes')} columns={[say('name'), say('type'), say('status'), say('degree')]} rows={[...seen.nodes.values()]}
        cells={(n: Node) => [text(n.name) || n.id, text(ontology.typeLabel(n.type)), say(`status.${n.status}`), n.degree]}
      />
      <Sheet
        title={say('edges')} columns={[say('subject'), say('relation'), say('object'), say('status'), say('basis')]} rows={[...seen.edges.values()]}
        cells={(e: Edge) => [name(e.source), text(e.label), name(e.target), say(`status.${e.status}`), say(`basis.${e.basis}`)]}
      />
    </div>
  );
}

interface Props<R> { title: string; columns: readonly string[]; rows: readonly R[]; cells: (row: R) => (string | number)[] }

function Sheet<R extends { id: string }>({ title, columns, rows, cells }: Props<R>) {
  const { say, lang, view, change, announce } = useApp();
  const [order, setOrder] = useState<Order>({ column: 0, down: false });
  const inOrder = sorted(rows, cells, order, lang);
  const copy = () => {
    void navigator.clipboard.writeText(tabbed([columns, ...inOrder.map(cells)])).then(() => announce(say('copied')), (e: unknown) => announce(String(e)));
  };
  return (
    <section>
      <p class="sheet-title"><strong>{title} ({rows.length})</strong> <button type="button" onClick={copy}>{say('copyTable')}</button></p>
      <div class="scroll" tabIndex={0} role="region" aria-label={title}>
        <table aria-label={title}>
          <thead><tr>{columns.map((c, i) => (
            <th key={i} scope="col" aria-sort={order.column === i ? (order.down ? 'descending' : 'ascending') : 'none'}>
              <button type="button" onClick={() => setOrder(clicked(order, i))}>{c}<span aria-hidden="true">{order.column === i ? (order.down ? ' ↓' : ' ↑') : ''}</span></button>
            </th>
          ))}</tr></thead>
          <tbody>{inOrder.map((r) => (
            <tr key={r.id} class={view.selected === r.id ? 'on' : ''} aria-current={view.selected === r.id ? 'true' : undefined} data-id={r.id} onClick={() => change((v) => select(v, r.id))}>
              {cells(r).map((c, i) => (i === 0
                ? <th key={i} scope="row"><button type="button" class="link">{c}</button></th>
                : <td key={i}>{c}</td>))}
            </tr>
          ))}</tbody>
        </table>
      </div>
    </section>
  );
}
