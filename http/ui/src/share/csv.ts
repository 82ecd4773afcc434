import type { Sheet } from '../state/sheet';

/** The mark by which spreadsheets know that a file is UTF-8. */
const byteOrderMark = '\uFEFF';

/** What a spreadsheet may take for the beginning of a formula; some also take it in full width. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;
const number = /^[+-]?\d+(\.\d+)?$/;

/** A cell as RFC 4180 has it; what could be a formula is made a text by an apostrophe. */
export function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = formula.test(value) && !number.test(value) ? `'${value}` : value;
  return /[",\t\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as a file: a header, then its rows, with the id of a row at the end where rows have one. */
export function csvOf({ columns, rows }: Sheet): string {
  const named = rows.some((r) => r.id !== '');
  const lines = [[...columns, ...(named ? ['id'] : [])], ...rows.map((r) => [...r.cells, ...(named ? [r.id] : [])])];
  return byteOrderMark + lines.map((l) => l.map(cell).join(',') + '\r\n').join('');
}
