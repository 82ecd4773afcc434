import { type Cell, type Chart, given, numberOf, type Panel, panelsOf, shared, unobserved } from './panels';
import { type Mark, type Measure, Pen } from './pen';
import { barScale, dotScale, rankScale, type Scale } from './scale';
import { betterOf, flagOf, formulaOf, kindOf, periodOf, pointOf, readingOf, reasonOf, relativeOf, spoken, whatOf, type Words } from './words';

/** A part of a card that leads to a statement. */
export interface Part { id: string; label: string; y: number; height: number; derived: boolean; marks: Mark[] }

/** The drawing of one indicator, from its own left top corner. */
export interface Card { id: string; title: string; width: number; height: number; marks: Mark[]; parts: Part[] }

const pad = 14;
const thick = 10;

/** Draws one indicator: its values by axis, what they lack, and what follows from them. */
export function cardOf(chart: Chart, width: number, w: Words, measure: Measure): Card {
  const pen = new Pen(pad, pad - 4, width - 2 * pad, measure);
  const card: Card = { id: chart.indicator.id, title: w.text(chart.label), width, height: 0, marks: [], parts: [] };
  const reference = given(chart.reference);
  const names = new Map(chart.rows.map((r) => [r.place.id, w.text(r.place.name)]));
  pen.write(card.title, 'title');
  pen.write([
    betterOf(w, chart.better), reference && w.say('referenceIs', { name: w.text(reference.name) }), chart.ahead && w.say('aheadIs', { name: names.get(chart.ahead) ?? chart.ahead }),
  ].filter(Boolean).join(' · '), 'small', 'quiet');
  for (const panel of panelsOf(chart)) drawPanel(pen, card, chart, panel, w, reference?.id ?? '');
  const none = unobserved(chart);
  if (none.length) { pen.y += 8; pen.write(w.say('noObservation', { names: none.map((p) => w.text(p.name)).join(w.say('listSeparator')) }), 'small', 'quiet'); }
  if (chart.warnings.some((x) => x.code === 'place-differs')) { pen.y += 4; pen.write(w.say('placesDiffer'), 'small', 'quiet'); }
  card.marks.push(...pen.lift());
  drawDerived(pen, card, chart, w, names);
  card.height = pen.y + pad;
  return card;
}

/** What is said above the values of one axis. */
function captionOf(panel: Panel, w: Words): string[] {
  const { cell } = panel.cells[0]!;
  const unit = w.text(given(cell.unit)?.label);
  const period = shared(panel, periodOf);
  return [
    kindOf(w, panel.kind), panel.shape !== 'words' && unit && w.say('unit', { unit }), panel.shape === 'ranks' && relativeOf(w, cell),
    period && w.say('period', { period }), panel.shape === 'apart' && w.say('apart'),
  ].filter((s): s is string => Boolean(s));
}

function drawPanel(pen: Pen, card: Card, chart: Chart, panel: Panel, w: Words, reference: string): void {
  const why = shared(panel, (c) => reasonOf(w, c));
  pen.y += 8;
  pen.marks.push({ tag: 'line', x1: pen.left, y1: pen.y, x2: pen.left + pen.width, y2: pen.y, class: 'rule' });
  pen.y += 4;
  pen.write(captionOf(panel, w).join(' · '), 'small', 'caption');
  if (why) pen.write(w.say('notRanked', { why }), 'small', 'quiet');
  card.marks.push(...pen.lift());

  const numbers = panel.cells.map(({ cell }) => numberOf(cell) ?? 0);
  const length = pen.width - 2 * thick;
  const one = panel.kind === 'ratio' ? [w.text(given(panel.cells[0]!.cell.unit)?.label) === '%' ? 100 : 1] : [];
  const scale = panel.shape === 'bars' ? barScale(numbers, pen.width) : panel.shape === 'ranks' ? rankScale(numbers, length) : dotScale([...numbers, ...one], length);
  for (const { place, cell } of panel.cells) {
    pen.y += 5;
    const top = pen.y;
    const main = place.id === reference;
    const name = `${cell.rank === null ? '' : `${cell.rank}. `}${w.text(place.name)}${main ? ` (${w.say('isReference')})` : ''}`;
    if (panel.shape === 'words') pen.write(name, main ? 'strong' : 'body');
    else pen.pair(name, cell.printed, main ? 'strong' : 'body', 'strong', true);
    if (panel.shape === 'words') pen.tags([{ text: cell.printed, look: `word${main ? ' main' : ''}`, zh: true }]);
    else if (panel.shape === 'bars') drawBar(pen, scale, cell, main);
    else if (panel.shape !== 'apart') drawDot(pen, scale, cell, main, one);
    const said = [
      readingOf(w, cell), panel.shape === 'ranks' ? '' : relativeOf(w, cell), shared(panel, periodOf) === undefined ? periodOf(cell) || w.say('noPeriod') : '', pointOf(w, cell),
      why === undefined && cell.rank === null ? w.say('notRanked', { why: reasonOf(w, cell) }) : '',
    ].filter(Boolean).join(' · ');
    if (said) pen.write(said, 'small', 'quiet');
    pen.tags([
      ...(cell.status === 'existing' ? [] : [{ text: w.status(cell.status), look: `status-${cell.status}` }]),
      ...(cell.basis === 'stated' ? [] : [{ text: w.basis(cell.basis), look: 'doubt' }]), ...cell.flags.map((f) => ({ text: flagOf(w, f), look: 'doubt' })),
    ]);
    card.parts.push({ id: cell.id, label: spoken(w, chart, place, cell), y: top - 3, height: pen.y - top + 5, derived: false, marks: pen.lift() });
  }
  if (panel.shape === 'dots' || panel.shape === 'ranks') drawEnds(pen, scale, one);
  card.marks.push(...pen.lift());
}

/** A bar from zero; where the number is only a bound, its end is open. */
function drawBar(pen: Pen, scale: Scale, cell: Cell, main: boolean): void {
  const [from, to] = [scale.at(0), scale.at(numberOf(cell) ?? 0)];
  const bound = cell.operator !== '=' && cell.operator !== '~' || cell.kind === 'floor';
  pen.y += 3;
  pen.marks.push(
    { tag: 'rect', x: pen.left, y: pen.y, width: pen.width, height: thick, rx: 2, class: 'track' },
    { tag: 'rect', x: pen.left + Math.min(from, to), y: pen.y, width: Math.max(2, Math.abs(to - from)), height: thick, rx: 2, class: `bar${main ? ' main' : ''}${bound || cell.operator === '~' ? ' bound' : ''}` },
    { tag: 'line', x1: pen.left + from, y1: pen.y - 2, x2: pen.left + from, y2: pen.y + thick + 2, class: 'zero' },
  );
  pen.y += thick + 4;
}

/** A dot on a scale of its own. */
function drawDot(pen: Pen, scale: Scale, cell: Cell, main: boolean, marked: readonly number[]): void {
  const y = pen.y + thick;
  const x = (value: number) => pen.left + thick + scale.at(value);
  pen.marks.push({ tag: 'line', x1: x(scale.least), y1: y, x2: x(scale.most), y2: y, class: 'axis' });
  for (const value of marked) pen.marks.push({ tag: 'line', x1: x(value), y1: y - 7, x2: x(value), y2: y + 7, class: 'zero' });
  pen.marks.push({ tag: 'circle', cx: x(numberOf(cell) ?? 0), cy: y, r: 6, class: `dot${main ? ' main' : ''}` });
  pen.y += 2 * thick;
}

/** The numbers at the ends of a scale. */
function drawEnds(pen: Pen, scale: Scale, marked: readonly number[]): void {
  const y = pen.y + 11;
  const values = [...new Set([scale.least, ...marked, scale.most])];
  for (const value of values) pen.marks.push({ tag: 'text', x: pen.left + thick + scale.at(value), y, class: 'small quiet', text: String(value).replace('-', '−'), anchor: 'middle' });
  pen.y += 15;
}

/** What is computed from the observations, each with its formula. */
function drawDerived(pen: Pen, card: Card, chart: Chart, w: Words, names: ReadonlyMap<string, string>): void {
  const lines = chart.rows.flatMap((r) => {
    const lead = given(r.lead);
    return [
      ...r.derived.map((d) => ({ statements: d.statements, row: r, text: `${whatOf(w, d)}: ${formulaOf(w, d)}` })),
      ...(lead?.derived ? [{ statements: lead.statements, row: r, text: `${w.say('leads', { ahead: names.get(lead.ahead) ?? lead.ahead, behind: names.get(lead.behind) ?? lead.behind })}: ${lead.formula}` }] : []),
    ];
  });
  if (lines.length === 0) return;
  pen.y += 8;
  pen.marks.push({ tag: 'line', x1: pen.left, y1: pen.y, x2: pen.left + pen.width, y2: pen.y, class: 'rule dashed' });
  pen.y += 4;
  pen.tags([{ text: w.say('derived'), look: 'derived' }]);
  pen.write(w.say('derivedTitle'), 'small', 'quiet');
  card.marks.push(...pen.lift());
  let named = '';
  for (const { statements, row, text } of lines) {
    const id = statements.find((s) => row.cells.some((c) => c.id === s)) ?? statements[0];
    if (!id) continue;
    pen.y += 2;
    if (named !== row.place.id) { pen.write(w.text(row.place.name), 'small'); card.marks.push(...pen.lift()); }
    named = row.place.id;
    const top = pen.y;
    pen.write(text, 'small', 'quiet', { indent: 12 });
    pen.marks.push({ tag: 'line', x1: pen.left + 4, y1: top + 2, x2: pen.left + 4, y2: pen.y - 1, class: 'rule dashed' });
    card.parts.push({ id, label: `${w.say('derived')}: ${card.title} · ${w.text(row.place.name)} · ${text}`, y: top - 1, height: pen.y - top + 2, derived: true, marks: pen.lift() });
  }
}
