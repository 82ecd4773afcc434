import { type Mark, Pen } from '../compare/pen';
import { barScale } from '../compare/scale';
import type { Measure } from '../compare/pen';
import { type Count, type Section, standing, type State, states } from './tally';

/** A cell of the strip: a sentence. */
export interface Cell { key: number; x: number; y: number; state: State | 'heading' }

/** A section in the strip. */
export interface Block { section: Section; x: number; y: number; width: number; height: number; marks: Mark[]; cells: Cell[] }

export const cellSize = { width: 12, height: 18, step: 15 };
const between = 12;

/** Sections one after the other, line by line, each with its sentences below its number. */
export function stripOf(sections: readonly Section[], top: number, width: number, measure: Measure): { blocks: Block[]; height: number } {
  const blocks: Block[] = [];
  let [x, y, tallest] = [0, top, 0];
  for (const section of sections) {
    const label = Math.ceil(measure(section.id, 12, false));
    const n = Math.max(1, section.sentences.length);
    const most = Math.max(1, Math.floor((width - 8) / cellSize.step));
    const inLine = Math.min(n, most);
    const wide = Math.max(inLine * cellSize.step - (cellSize.step - cellSize.width), label) + 8;
    const high = 20 + Math.ceil(n / inLine) * (cellSize.height + 3) + 3;
    if (x > 0 && x + wide > width) { x = 0; y += tallest + 6; tallest = 0; }
    const marks: Mark[] = [{ tag: 'text', x: x + 4, y: y + 14, class: 'small quiet', text: section.id }];
    if (section.sentences.length === 0) marks.push({ tag: 'line', x1: x + 4, y1: y + 30, x2: x + 4 + cellSize.width, y2: y + 30, class: 'axis' });
    const cells = section.sentences.map((s, i) => ({ key: s.span.start, x: x + 4 + (i % inLine) * cellSize.step, y: y + 20 + Math.floor(i / inLine) * (cellSize.height + 3), state: standing(s) }));
    blocks.push({ section, x, y, width: wide, height: high, marks, cells });
    x += wide + between - 8;
    tallest = Math.max(tallest, high);
  }
  return { blocks, height: y - top + tallest };
}

/** How many there are of each state, as a bar of so many parts. */
export function drawTotals(pen: Pen, title: string, counts: string, of: Count): void {
  pen.pair(title, counts, 'strong', 'body', false);
  pen.y += 3;
  const scale = barScale([of.total], pen.width);
  pen.marks.push({ tag: 'rect', x: pen.left, y: pen.y, width: pen.width, height: 12, rx: 2, class: 'track' });
  let before = 0;
  for (const state of states) {
    const x = scale.at(before);
    before += of[state];
    if (of[state]) pen.marks.push({ tag: 'rect', x: pen.left + x, y: pen.y, width: Math.max(2, scale.at(before) - x), height: 12, rx: 2, class: `state ${state}` });
  }
  pen.y += 20;
}

/** One bar per section by its statements: all that is known where there is no text. */
export function drawSections(pen: Pen, sections: readonly Section[], title: (s: Section) => string): void {
  const scale = barScale(sections.map((s) => s.statements), pen.width);
  for (const s of sections) {
    pen.y += 4;
    pen.pair(`${s.id}  ${title(s)}`, String(s.statements), 'body', 'strong', false);
    pen.y += 2;
    pen.marks.push(
      { tag: 'rect', x: pen.left, y: pen.y, width: pen.width, height: 8, rx: 2, class: 'track' },
      { tag: 'rect', x: pen.left, y: pen.y, width: s.statements ? Math.max(2, scale.at(s.statements)) : 0, height: 8, rx: 2, class: 'state cited' },
    );
    pen.y += 12;
  }
}
