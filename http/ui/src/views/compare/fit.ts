import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Measure } from './pen';

/** The size of letters that the units of the drawings were made for. */
const usual = 15;

/** How wide an element is, in whole pixels; 0 until it is there. */
export function useWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  return width;
}

/** How large a unit of a drawing is, and how wide texts are, in the letters of the page. */
export function measured(): { zoom: number; measure: Measure } {
  const { fontSize, fontFamily } = getComputedStyle(document.documentElement);
  const context = document.createElement('canvas').getContext('2d')!;
  const measure: Measure = (text, size, bold) => {
    context.font = `${bold ? 600 : 400} ${size}px ${fontFamily}`;
    return context.measureText(text).width;
  };
  return { zoom: Number.parseFloat(fontSize) / usual, measure };
}
