/** How light a #rrggbb color is, from 0 to 1 (WCAG 2, relative luminance). */
export function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(color.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Black or white, whichever is easier to see on the color. */
export const inkOn = (color: string): string => (luminance(color) > 0.3 ? '#10181f' : '#ffffff');

/** A color between two: part 0 is the first, 1 the second. */
export function mix(first: string, second: string, part: number): string {
  const at = (c: string, i: number) => Number.parseInt(c.slice(i, i + 2), 16);
  return '#' + [1, 3, 5].map((i) => Math.round(at(first, i) * (1 - part) + at(second, i) * part).toString(16).padStart(2, '0')).join('');
}
