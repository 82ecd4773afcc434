import type { Status } from '../api/types';

/** How a status is drawn: never by color alone. */
export interface StatusLook {
  border: 'solid' | 'dashed' | 'dotted' | 'double';
  arrow: 'triangle' | 'triangle-backcurve' | 'vee' | 'circle' | 'tee' | 'diamond';
  hollow: boolean;
  light: string;
  dark: string;
}

/** The table of drawings, for the canvas and for the legend. */
export const statusLooks: Record<Status, StatusLook> = {
  'existing': { border: 'solid', arrow: 'triangle', hollow: false, light: '#5f6b76', dark: '#98a4b0' },
  'in-progress': { border: 'double', arrow: 'triangle-backcurve', hollow: false, light: '#8a6100', dark: '#e0b04c' },
  'planned': { border: 'dashed', arrow: 'triangle', hollow: true, light: '#1660c0', dark: '#7db4ff' },
  'aspired': { border: 'dotted', arrow: 'vee', hollow: false, light: '#7a36b1', dark: '#cf9dff' },
  'explored': { border: 'dotted', arrow: 'circle', hollow: true, light: '#0b7285', dark: '#5cc8d8' },
  'absent': { border: 'dashed', arrow: 'tee', hollow: false, light: '#c02a2a', dark: '#ff8f8f' },
};
