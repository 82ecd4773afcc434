import type { StatusLook } from '../../canvas/status';

/** The heads of arrows, as in the canvas: they point to the right and end at 0, 0. */
export const heads: Record<StatusLook['arrow'], string> = {
  'triangle': 'M0 0L-9-4.5V4.5Z',
  'triangle-backcurve': 'M0 0L-9-4.5Q-5 0-9 4.5Z',
  'vee': 'M0 0L-9-4.5L-6 0L-9 4.5Z',
  'circle': 'M0 0a4.2 4.2 0 1 0-8.4 0a4.2 4.2 0 1 0 8.4 0Z',
  'tee': 'M-2.5-5.5H0V5.5H-2.5Z',
  'diamond': 'M0 0L-4.5-4.5L-9 0L-4.5 4.5Z',
};

/** The dashes of a border of some width. */
export function dashes(border: StatusLook['border']): string | undefined {
  return border === 'dashed' ? '6 3.5' : border === 'dotted' ? '1.5 3' : undefined;
}
