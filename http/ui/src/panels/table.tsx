import { useState } from 'preact/hooks';
import { useApp } from '../context';
import { select } from '../state/actions';
import type { Sheet } from '../state/sheet';
import { clicked, type Order, sorted, tabbed } from '../state/sort';
import type { PageModule } from '../views/pages';

/** What the picture shows, as tables: also for those who cannot see it. */
export function TablePanel({ page }: { page: PageModule }) {
  const app = useApp();
  const sheets = page.sheets(app).filter((s) => s.rows.length > 0);
  if (sheets.length === 0) return <p class="quiet">{app.say('tableEmpty')}</p>;
  return <div class="tables">{sheets.map((s) => <SheetTable key={s.title} of={s} />)}</div>;
}

/** A table that is sorted by its columns, copied, and selects. */
export function SheetTable({ of: { title, columns, rows } }: { of: Sheet }) {
  const { say, lang, view, change, announce } = useApp();
  const [order, setOrder] = useState<Order>();
  const inOrder = order ? sorted(rows, (r) => r.cells, order, lang) : rows;
  const copy = () => {
    void navigator.clipboard.writeText(tabbed([columns, ...inOrder.map((r) => r.cells)])).then(() => announce(say('copied')), (e: unknown) => announce(String(e)));
  };
  return (
    <section>
      <p class="sheet-title"><strong>{title} ({rows.length})</strong> <button type="button" onClick={copy}>{say('copyTable')}</button></p>
      <div class="scroll" tabIndex={0} role="region" aria-label={title}>
        <table aria-label={title}>
          <thead><tr>{columns.map((c, i) => (
            <th key={i} scope="col" aria-sort={order?.column === i ? (order.down ? 'descending' : 'ascending') : 'none'}>
              <button type="button" onClick={() => setOrder(clicked(order, i))}>{c}<span aria-hidden="true">{order?.column === i ? (order.down ? ' ↓' : ' ↑') : ''}</span></button>
            </th>
          ))}</tr></thead>
          <tbody>{inOrder.map((r, n) => (
            <tr key={r.id + n} class={view.selected === r.id ? 'on' : ''} aria-current={view.selected === r.id ? 'true' : undefined} data-id={r.id} onClick={() => change((v) => select(v, r.id))}>
              {r.cells.map((c, i) => (i === 0
                ? <th key={i} scope="row"><button type="button" class="link">{c}</button></th>
                : <td key={i}>{c}</td>))}
            </tr>
          ))}</tbody>
        </table>
      </div>
    </section>
  );
}
