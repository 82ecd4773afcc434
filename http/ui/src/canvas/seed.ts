/**
 * Calls a function while Math.random gives the numbers of a seed (the generator
 * mulberry32): the same address then gives the same picture to everybody.
 */
export function withSeed<T>(seed: number, call: () => T): T {
  const random = Math.random;
  let state = seed >>> 0;
  Math.random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  try {
    return call();
  } finally {
    Math.random = random;
  }
}
