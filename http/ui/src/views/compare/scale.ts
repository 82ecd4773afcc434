/** A scale from values to positions, and the two ends of its axis. */
export interface Scale { least: number; most: number; at: (value: number) => number }

/** The least round number (1, 2, 2.5 or 5 times a power of ten) that is not less. */
export function roundUp(value: number): number {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((s) => value <= s * power * (1 + 1e-12)) ?? 10;
  return Number((step * power).toPrecision(12));
}

/** A scale of so many units of length from least to most. */
function linear(least: number, most: number, length: number): Scale {
  const span = most - least || 1;
  return { least, most, at: (value) => ((value - least) / span) * length };
}

/** For bars: zero is always on it, the greatest value takes the whole length. */
export const barScale = (values: readonly number[], length: number): Scale =>
  linear(Math.min(0, ...values), Math.max(0, ...values), length);

/** For dots: from zero, or the least where there are losses, to a round number. */
export function dotScale(values: readonly number[], length: number): Scale {
  const least = Math.min(0, ...values);
  return linear(least < 0 ? -roundUp(-least) : 0, roundUp(Math.max(0, ...values)), length);
}

/** For ranks: the first is at the left. How many there are is not known, so the end is only a round number. */
export const rankScale = (values: readonly number[], length: number): Scale => linear(1, Math.max(5, roundUp(Math.max(...values))), length);
