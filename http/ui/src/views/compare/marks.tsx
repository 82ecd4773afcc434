import { h } from 'preact';
import type { Mark } from './pen';

/** One mark as an element; texts are text nodes. */
export function draw(mark: Mark, key: number) {
  if (mark.tag !== 'text') {
    const { tag, ...attributes } = mark;
    return h(tag, { key, ...attributes });
  }
  return <text key={key} x={mark.x} y={mark.y} class={mark.class} text-anchor={mark.anchor} lang={mark.zh ? 'zh' : undefined}>{mark.text}</text>;
}
