import type { StylesheetJson } from 'cytoscape';
import { statuses } from '../api/types';
import type { Lang } from '../state/view';
import { ground } from './draw';
import { statusLooks } from './status';

/** The height and the greatest width of labels, in pixels of the screen. */
export const labelSize = 12;
export const labelWidth = 120;

/** How nodes and edges look, light or dark. Chinese is broken anywhere, English between words. */
export function stylesheet(dark: boolean, lang: Lang): StylesheetJson {
  const ink = dark ? '#e6edf3' : '#16202a';
  const accent = dark ? '#ffd166' : '#b3261e';
  const font = lang === 'zh' ? '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif' : 'system-ui, "Noto Sans CJK SC", sans-serif';
  return [
    {
      selector: 'node',
      style: {
        'width': 'data(size)', 'height': 'data(size)', 'background-color': 'data(fill)', 'border-color': 'data(line)', 'border-width': 2,
        'label': 'data(label)', 'color': ink, 'font-family': font, 'font-size': labelSize, 'text-valign': 'bottom', 'text-margin-y': 4,
        'text-wrap': 'wrap', 'text-max-width': `${labelWidth}px`, 'text-overflow-wrap': lang === 'zh' ? 'anywhere' : 'whitespace',
        'text-outline-color': ground(dark), 'text-outline-width': 2,
      },
    },
    { selector: 'node.unread', style: { 'text-opacity': 0 } },
    { selector: 'node[image]', style: { 'background-image': 'data(image)', 'background-width': '58%', 'background-height': '58%', 'background-fit': 'none' } },
    ...statuses.map((s) => ({ selector: `node[status="${s}"]`, style: { 'border-style': statusLooks[s].border, 'border-width': s === 'existing' ? 1.5 : 3 } })),
    { selector: 'node[status="absent"]', style: { 'border-color': dark ? statusLooks.absent.dark : statusLooks.absent.light } },
    { selector: 'node[expanded=1]', style: { 'font-weight': 'bold' } },
    {
      selector: 'edge',
      style: {
        'width': 1.6, 'curve-style': 'bezier', 'control-point-step-size': 26, 'arrow-scale': 1,
        'font-family': font, 'font-size': 10, 'color': ink, 'text-rotation': 'autorotate', 'text-outline-color': ground(dark), 'text-outline-width': 2,
        'min-zoomed-font-size': 7, 'text-wrap': 'wrap',
      },
    },
    ...statuses.map((s) => {
      const look = statusLooks[s];
      const color = dark ? look.dark : look.light;
      return {
        selector: `edge[status="${s}"]`,
        style: { 'line-color': color, 'target-arrow-color': color, 'target-arrow-shape': look.arrow, 'target-arrow-fill': look.hollow ? 'hollow' as const : 'filled' as const },
      };
    }),
    { selector: 'edge[basis="inferred"]', style: { 'line-style': 'dashed', 'line-dash-pattern': [6, 4] } },
    { selector: 'edge.told', style: { label: 'data(label)' } },
    { selector: 'node.pinned', style: { 'outline-width': 2, 'outline-offset': 3, 'outline-color': ink, 'outline-style': 'dotted' } },
    { selector: 'node.rest', style: { 'background-color': ground(dark), 'border-color': ink, 'border-width': 1.5, 'border-style': 'dashed' } },
    { selector: 'edge.rest', style: { 'line-style': 'dotted', 'line-color': ink, 'width': 1, 'target-arrow-shape': 'none' } },
    { selector: '.far', style: { opacity: 0.18 } },
    { selector: 'edge.lit', style: { 'width': 4, 'label': 'data(label)', 'z-index': 5 } },
    { selector: 'node.lit', style: { 'underlay-color': accent, 'underlay-opacity': 0.25, 'underlay-padding': 5, 'underlay-shape': 'ellipse', 'z-index': 5 } },
    { selector: 'node.on', style: { 'underlay-color': accent, 'underlay-opacity': 0.55, 'underlay-padding': 7, 'underlay-shape': 'ellipse', 'z-index': 10 } },
    { selector: 'edge.on', style: { 'width': 4, 'label': 'data(label)', 'underlay-color': accent, 'underlay-opacity': 0.4, 'underlay-padding': 4, 'z-index': 10 } },
    { selector: 'core', style: { 'active-bg-size': 0, 'selection-box-color': accent, 'selection-box-opacity': 0.1 } },
  ] as StylesheetJson;
}
