/** How wide a text is, in pixels. */
export type Measure = (text: string) => number;

const stuck = /^[，。、；：？！”’）》」』】,.;:?!)\]}%…·]/u;
const open = /[“‘（《「『【([{]$/u;
const han = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

/** The smallest pieces between which a line may end: a Chinese letter each, and whole words. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let word = '';
  for (const letter of text) {
    if (han.test(letter)) {
      if (word) found.push(word);
      found.push(letter);
      word = '';
    } else if (/\s/.test(letter)) {
      found.push(word + ' ');
      word = '';
    } else word += letter;
  }
  if (word) found.push(word);
  // Closing marks stay with what they close, opening ones with what they open.
  const joined: string[] = [];
  for (const piece of found) {
    const last = joined.at(-1);
    if (last !== undefined && !last.endsWith(' ') && (stuck.test(piece) || open.test(last))) joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined;
}

/** Cuts what is wider than a line into parts that are not. */
function broken(piece: string, width: number, measure: Measure): string[] {
  if (measure(piece.trimEnd()) <= width) return [piece];
  const parts = [''];
  for (const letter of piece) {
    if (parts.at(-1) && measure(parts.at(-1)! + letter) > width) parts.push(letter);
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

/** A text in lines of at most a width: Chinese ends anywhere, English after words. */
export function wrap(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text).flatMap((p) => broken(p, width, measure))) {
    if (line && measure((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece;
    } else line += piece;
  }
  if (line.trim() || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** The lines of a text with the blanks between them, so that they read as the text does. */
export function spaced(text: string, lines: readonly string[]): string[] {
  let rest = text.trimStart();
  return lines.map((line) => {
    const after = rest.slice(line.length);
    rest = after.trimStart();
    return rest.length < after.length && rest ? `${line} ` : line;
  });
}

/** How much smaller a font may be that needs fewer lines, and how small at all. */
const rather = 4;
const leastRather = 13;

/** A text in the largest of some fonts in which it fits into a box, or a little smaller in fewer lines; in the last one, if in none. */
export function fitted(text: string, box: { width: number; height: number }, sizes: readonly number[], measureIn: (size: number) => Measure): { size: number; lines: string[] } {
  const all = sizes.map((size) => ({ size, lines: wrap(text, box.width, measureIn(size)) }));
  const first = all.find((f) => f.lines.length * f.size * lineHeight <= box.height) ?? all.at(-1)!;
  return all.find((f) => f.size < first.size && f.size >= Math.max(leastRather, first.size - rather) && f.lines.length < first.lines.length) ?? first;
}

/** How high a line is, in sizes of its font. */
export const lineHeight = 1.2;

/** Measures texts as the browser will draw them. */
export function browserMeasure(family: string): (size: number, weight?: number) => Measure {
  const context = document.createElement('canvas').getContext('2d')!;
  return (size, weight = 400) => (text) => {
    context.font = `${weight} ${size}px ${family}`;
    return context.measureText(text).width;
  };
}

/** The fonts of pictures in a language. */
export const fonts = {
  zh: '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
  en: 'system-ui, "Noto Sans CJK SC", sans-serif',
} as const;
