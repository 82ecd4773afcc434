/** A column's order: which, and whether from the greatest. */
export interface Order { column: number; down: boolean }

/** The order after a click on a column: the other way round, if it is that one already. */
export const clicked = (o: Order | undefined, column: number): Order => ({ column, down: o?.column === column ? !o.down : false });

/** Rows in order, by the cells of a column: numbers by size, texts as the language sorts them. */
export function sorted<R>(rows: readonly R[], cells: (row: R) => readonly (string | number)[], order: Order, lang: string): R[] {
  const collator = new Intl.Collator(lang === 'zh' ? 'zh-CN-u-co-pinyin' : lang, { numeric: true });
  const way = order.down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [cells(a)[order.column] ?? '', cells(b)[order.column] ?? ''];
    return way * (typeof x === 'number' && typeof y === 'number' ? x - y : collator.compare(String(x), String(y)));
  });
}

/** Rows as text with tabs between cells, as spreadsheets take it from the clipboard. */
export const tabbed = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((r) => r.map((c) => String(c).replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n');
