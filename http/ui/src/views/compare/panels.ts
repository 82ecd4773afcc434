import type { Comparison, EntityRef } from '../../api/types';

export type Chart = Comparison['indicators'][number];
export type Row = Chart['rows'][number];
export type Cell = Row['cells'][number];

/** How the values of a panel are drawn: to scale from zero, as dots on a scale of their own, as words, or as numbers that no scale fits. */
export type Shape = 'bars' | 'apart' | 'dots' | 'ranks' | 'words';

const shapes: readonly Shape[] = ['bars', 'apart', 'dots', 'ranks', 'words'];
const levels: readonly string[] = ['absolute', 'floor', 'target'];

/** Values of an indicator that may stand on one axis. */
export interface Panel { shape: Shape; kind: string; cells: { place: EntityRef; cell: Cell }[] }

/** What the API writes as an object, an empty object or null. */
export const given = <T extends object>(o: T | Record<string, never> | null | undefined): T | undefined => (o && Object.keys(o).length > 0 ? o as T : undefined);

/** The unit of a value, '' where there is none. */
export const unitID = (c: Cell): string => given(c.unit)?.id ?? '';

/** The number of a cell; undefined where it is in words. */
export const numberOf = (c: Cell): number | undefined => (typeof c.value === 'number' ? c.value : undefined);

/** Whether the value says what it is, and not only how it compares: drawn from zero. */
export function shapeOf(c: Cell): Shape {
  if (numberOf(c) === undefined) return 'words';
  if (levels.includes(c.kind)) return c.flags.includes('scope-differs') ? 'apart' : 'bars';
  return c.kind === 'rank' ? 'ranks' : 'dots';
}

const periodKey = (c: Cell): string => c.period.resolved ?? c.period.printed;

/** What values must share to stand on one axis. */
function axisOf(c: Cell, shape: Shape): string {
  switch (shape) {
    case 'bars': return [c.kind, unitID(c), c.status, periodKey(c)].join('|');
    case 'dots': return [c.kind, unitID(c), c.kind === 'ratio' ? '' : periodKey(c)].join('|');
    case 'ranks': return [periodKey(c), given(c.relative_to)?.id ?? ''].join('|');
    default: return c.kind;
  }
}

/** The values of an indicator by axis: no two kinds, units, periods or statuses on one. */
export function panelsOf(chart: Chart): Panel[] {
  const panels = new Map<string, Panel>();
  for (const row of chart.rows) {
    for (const cell of row.cells) {
      const shape = shapeOf(cell);
      const key = `${shape}|${axisOf(cell, shape)}`;
      const panel = panels.get(key) ?? { shape, kind: cell.kind, cells: [] };
      panel.cells.push({ place: row.place, cell });
      panels.set(key, panel);
    }
  }
  return [...panels.values()].sort((a, b) => shapes.indexOf(a.shape) - shapes.indexOf(b.shape));
}

/** The places that stand in the table without an observation of their own. */
export const unobserved = (chart: Chart): EntityRef[] => chart.rows.filter((r) => r.cells.length === 0).map((r) => r.place);

/** What all the cells of a panel share, or undefined. */
export function shared<T>(panel: Panel, of: (c: Cell) => T): T | undefined {
  const [first, ...others] = panel.cells.map(({ cell }) => of(cell));
  return others.every((o) => o === first) ? first : undefined;
}

/** The flags of some charts, each once, as they first occur. */
export const flagsOf = (charts: readonly Chart[]): string[] => [...new Set(charts.flatMap((c) => c.rows.flatMap((r) => r.cells.flatMap((x) => x.flags))))];
