import { wrap } from '../../parts/wrap';

/** How wide a text is in the picture. */
export type Measure = (text: string, size: number, bold: boolean) => number;

/** A shape of the picture: an SVG element with its attributes. */
export type Mark =
  | { tag: 'text'; x: number; y: number; class: string; text: string; anchor?: 'end' | 'middle'; zh?: boolean }
  | { tag: 'rect'; x: number; y: number; width: number; height: number; rx: number; class: string }
  | { tag: 'circle'; cx: number; cy: number; r: number; class: string }
  | { tag: 'line'; x1: number; y1: number; x2: number; y2: number; class: string };

/** The sizes of letters in the picture, and how far lines are apart. */
export const faces = {
  title: { size: 15, line: 21, bold: true },
  strong: { size: 13, line: 19, bold: true },
  body: { size: 13, line: 19, bold: false },
  small: { size: 12, line: 17, bold: false },
} as const;
export type Face = keyof typeof faces;

const tag = { height: 18, pad: 7, gap: 5 };

/** Writes and draws from the top down; y is where it has come to. */
export class Pen {
  y: number;
  marks: Mark[] = [];

  constructor(readonly left: number, top: number, readonly width: number, private readonly measure: Measure) { this.y = top; }

  /** How wide a text is in a face. */
  wide(text: string, face: Face): number { return this.measure(text, faces[face].size, faces[face].bold); }

  /** Writes a text in as many lines as it needs. */
  write(text: string, face: Face, look = '', options: { indent?: number; indentRight?: number; zh?: boolean } = {}): void {
    const { indent = 0, indentRight = 0, zh } = options;
    for (const line of wrap(text, this.width - indent - indentRight, (t) => this.wide(t, face))) {
      this.marks.push({ tag: 'text', x: this.left + indent, y: this.y + faces[face].line - 5, class: `${face} ${look}`.trim(), text: line, ...(zh ? { zh } : {}) });
      this.y += faces[face].line;
    }
  }

  /** Writes one text at the left and one at the right; a long one at the right goes below. */
  pair(left: string, right: string, faceLeft: Face, faceRight: Face, zh: boolean): void {
    const room = this.width - this.wide(right, faceRight) - 12;
    if (room < this.width / 2) {
      this.write(left, faceLeft);
      this.write(right, faceRight, '', { zh });
      return;
    }
    const y = this.y + faces[faceRight].line - 5;
    this.write(left, faceLeft, '', { indentRight: this.width - room });
    this.marks.push({ tag: 'text', x: this.left + this.width, y, class: faceRight, text: right, anchor: 'end', zh });
  }

  /** Short texts in frames, one after the other. */
  tags(list: readonly { text: string; look: string; zh?: boolean }[]): void {
    let x = this.left;
    this.y += list.length ? 3 : 0;
    for (const { text, look, zh } of list) {
      const lines = wrap(text, this.width - 2 * tag.pad, (t) => this.wide(t, 'small'));
      const width = Math.max(...lines.map((l) => this.wide(l, 'small'))) + 2 * tag.pad;
      if (x > this.left && x + width > this.left + this.width) { x = this.left; this.y += tag.height + tag.gap; }
      const height = tag.height + (lines.length - 1) * faces.small.line;
      this.marks.push({ tag: 'rect', x, y: this.y, width, height, rx: 9, class: `tag ${look}` });
      lines.forEach((line, i) => this.marks.push({ tag: 'text', x: x + tag.pad, y: this.y + 13 + i * faces.small.line, class: `small ${look}`, text: line, ...(zh ? { zh } : {}) }));
      if (lines.length > 1) { x = this.left; this.y += height + tag.gap; } else x += width + tag.gap;
    }
    if (x > this.left) this.y += tag.height + tag.gap;
  }

  /** What was drawn since the pen was lifted last. */
  lift(): Mark[] {
    const { marks } = this;
    this.marks = [];
    return marks;
  }
}
