import type { Point } from './walk';

/** A node's place and size, changed in place. */
export interface Disc extends Point { r: number }

/** The golden angle, in radians: points that turn by it never line up. */
const golden = Math.PI * (3 - Math.sqrt(5));

/**
 * Moves discs apart until no two are nearer than their radii and a gap, or the
 * rounds are over. Many on one spot are first laid out as the seeds of a sunflower
 * (Vogel 1979); the rest is pushing neighbors apart, found by a grid.
 */
export function spread(discs: readonly Disc[], gap: number, rounds = 80): void {
  const widest = Math.max(0, ...discs.map((d) => d.r)) * 2 + gap;
  const key = (x: number, y: number) => `${Math.floor(x / widest)}:${Math.floor(y / widest)}`;
  const spots = new Map<string, Disc[]>();
  for (const d of discs) { const k = key(d.x, d.y); spots.set(k, [...(spots.get(k) ?? []), d]); }
  for (const [, group] of spots) {
    if (group.length < 3) continue;
    const [x, y] = [group[0]!.x, group[0]!.y];
    group.forEach((d, i) => { d.x = x + widest * 0.6 * Math.sqrt(i) * Math.cos(i * golden); d.y = y + widest * 0.6 * Math.sqrt(i) * Math.sin(i * golden); });
  }
  for (let round = 0; round < rounds; round++) {
    const grid = new Map<string, number[]>();
    discs.forEach((d, i) => { const k = key(d.x, d.y); const at = grid.get(k); if (at) at.push(i); else grid.set(k, [i]); });
    let moved = false;
    discs.forEach((d, i) => {
      for (let dx = -1; dx <= 1; dx++) for (let dy = -1; dy <= 1; dy++) {
        for (const j of grid.get(key(d.x + dx * widest, d.y + dy * widest)) ?? []) {
          if (j <= i) continue;
          const o = discs[j]!;
          const need = d.r + o.r + gap;
          let [x, y] = [o.x - d.x, o.y - d.y];
          let far = Math.hypot(x, y);
          if (far >= need - 1e-6) continue;
          if (far < 1e-6) { x = Math.cos(j * golden); y = Math.sin(j * golden); far = 1; }
          const push = (need - Math.min(far, Math.hypot(o.x - d.x, o.y - d.y))) / 2 + 0.01;
          d.x -= (x / far) * push; d.y -= (y / far) * push;
          o.x += (x / far) * push; o.y += (y / far) * push;
          moved = true;
        }
      }
    });
    if (!moved) return;
  }
}
