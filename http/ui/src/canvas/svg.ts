import type { Core, EdgeSingular, NodeSingular } from 'cytoscape';

interface Point { x: number; y: number }

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => escapes[c]!);
const round = (n: number): number => Math.round(n * 100) / 100;
const at = (p: Point): string => `${round(p.x)} ${round(p.y)}`;
const attributes = (a: Record<string, string | number | undefined>): string =>
  Object.entries(a).filter(([, v]) => v !== undefined && v !== '').map(([k, v]) => ` ${k}="${typeof v === 'number' ? round(v) : escaped(v!)}"`).join('');

/** How wide texts are in a font: what the browser says. */
function measure(font: string): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return (text) => 7 * text.length;
  context.font = font;
  return (text) => context.measureText(text).width;
}

/** Cuts a text into lines of at most so many pixels: anywhere, or between words only. */
export function wrapped(text: string, most: number, anywhere: boolean, width: (text: string) => number): string[] {
  return text.split('\n').flatMap((line) => {
    const pieces = anywhere ? [...line] : line.split(/(?<=\s)/);
    const lines = [''];
    for (const piece of pieces) {
      const longer = lines.at(-1)! + piece;
      if (lines.at(-1) && width(longer.trimEnd()) > most) lines.push(piece);
      else lines[lines.length - 1] = longer;
    }
    return lines.map((l) => l.trimEnd());
  });
}

const size = (e: NodeSingular | EdgeSingular, name: string): number => Number.parseFloat(e.style(name) as string) || 0;

function dashes(style: string, width: number, pattern: string): string | undefined {
  if (style === 'dotted') return `${width} ${width * 1.5}`;
  return style === 'dashed' ? pattern : undefined;
}

/** The label of an element as lines around a point; `up` is whether the point is at their end. */
function label(e: NodeSingular | EdgeSingular, where: Point, upright: 'below' | 'center' | 'above', turn: number): string {
  const text = String(e.style('label') ?? '');
  if (!text || Number(e.style('text-opacity')) === 0) return '';
  const letters = size(e, 'font-size');
  const family = String(e.style('font-family'));
  const weight = String(e.style('font-weight'));
  const width = measure(`${weight} ${letters}px ${family}`);
  const most = e.style('text-wrap') === 'wrap' ? size(e, 'text-max-width') : Infinity;
  const lines = wrapped(text, most, e.style('text-overflow-wrap') === 'anywhere', width);
  const high = letters * 1.2;
  const top = upright === 'below' ? where.y + letters : upright === 'above' ? where.y - high * (lines.length - 1) - letters * 0.3 : where.y - (high * (lines.length - 1)) / 2 + letters * 0.36;
  const outline = size(e, 'text-outline-width');
  const spans = lines.map((l, i) => `<tspan${attributes({ x: where.x, y: top + i * high })}>${escaped(l)}</tspan>`).join('');
  return `<text${attributes({
    'text-anchor': 'middle', 'font-size': letters, 'font-family': family, 'font-weight': weight, 'fill': String(e.style('color')),
    ...(outline ? { 'stroke': String(e.style('text-outline-color')), 'stroke-width': outline * 2, 'stroke-linejoin': 'round', 'paint-order': 'stroke' } : {}),
    'transform': turn ? `rotate(${round(turn)} ${at(where)})` : undefined,
  })}>${spans}</text>`;
}

function node(n: NodeSingular): string {
  const p = n.position();
  const parent = n.isParent();
  const box = parent ? n.boundingBox({ includeLabels: false, includeOverlays: false, includeUnderlays: false }) : { x1: p.x - n.width() / 2, y1: p.y - n.height() / 2, w: n.width(), h: n.height() };
  const round = String(n.style('shape')).includes('ellipse');
  const shape = (grown: number, more: Record<string, string | number | undefined>) => (round
    ? `<ellipse${attributes({ cx: p.x, cy: p.y, rx: box.w / 2 + grown, ry: box.h / 2 + grown, ...more })}/>`
    : `<rect${attributes({ x: box.x1 - grown, y: box.y1 - grown, width: box.w + 2 * grown, height: box.h + 2 * grown, rx: 8, ...more })}/>`);
  const border = size(n, 'border-width');
  const style = String(n.style('border-style'));
  const line = String(n.style('border-color'));
  const image = /^url\((.*)\)$/.exec(String(n.style('background-image')))?.[1]?.replace(/^["']|["']$/g, '') ?? String(n.style('background-image'));
  const inner = Number.parseFloat(String(n.style('background-width'))) / 100 || 1;
  const icon = image.startsWith('data:') ? `<image${attributes({ href: image, x: p.x - box.w * inner / 2, y: p.y - box.h * inner / 2, width: box.w * inner, height: box.h * inner })}/>` : '';
  const valign = String(n.style('text-valign'));
  const margin = size(n, 'text-margin-y');
  const upright = valign === 'bottom' ? 'below' : valign === 'top' ? 'above' : 'center';
  const words: Point = { x: p.x + size(n, 'text-margin-x'), y: (valign === 'bottom' ? box.y1 + box.h : valign === 'top' ? box.y1 : box.y1 + box.h / 2) + margin };
  const glow = Number(n.style('underlay-opacity'));
  return [
    glow > 0 ? shape(size(n, 'underlay-padding'), { 'fill': String(n.style('underlay-color')), 'fill-opacity': glow }) : '',
    shape(0, {
      'fill': String(n.style('background-color')), 'fill-opacity': Number(n.style('background-opacity')), 'stroke': border ? line : undefined, 'stroke-width': border || undefined,
      'stroke-dasharray': dashes(style, border, `${border * 2} ${border}`),
    }),
    style === 'double' && border ? shape(0, { 'fill': 'none', 'stroke': String(n.style('background-color')), 'stroke-width': border / 3 }) : '',
    icon, label(n, words, upright, 0),
  ].join('');
}

/** The head of an arrow at a point, along a direction. */
function head(e: EdgeSingular, end: Point, from: Point): string {
  const shape = String(e.style('target-arrow-shape'));
  const width = size(e, 'width');
  const unit = (5 + width) * Number(e.style('arrow-scale'));
  const paths: Record<string, string> = {
    'triangle': `M0 0 L${-1.6 * unit} ${-0.7 * unit} V${0.7 * unit}Z`,
    'triangle-backcurve': `M0 0 L${-1.6 * unit} ${-0.7 * unit} Q${-0.9 * unit} 0 ${-1.6 * unit} ${0.7 * unit}Z`,
    'vee': `M0 0 L${-1.6 * unit} ${-0.7 * unit} L${-0.9 * unit} 0 L${-1.6 * unit} ${0.7 * unit}Z`,
    'diamond': `M0 0 L${-0.8 * unit} ${-0.6 * unit} L${-1.6 * unit} 0 L${-0.8 * unit} ${0.6 * unit}Z`,
    'tee': `M${-0.3 * unit} ${-unit} h${0.3 * unit} v${2 * unit} h${-0.3 * unit}Z`,
    'circle': `M0 0 a${0.6 * unit} ${0.6 * unit} 0 1 0 ${-1.2 * unit} 0 a${0.6 * unit} ${0.6 * unit} 0 1 0 ${1.2 * unit} 0Z`,
  };
  const path = paths[shape];
  if (!path) return '';
  const color = String(e.style('target-arrow-color'));
  const hollow = e.style('target-arrow-fill') === 'hollow';
  const turn = (Math.atan2(end.y - from.y, end.x - from.x) * 180) / Math.PI;
  return `<path${attributes({ 'd': path.replace(/-?\d+\.\d+/g, (n) => String(round(Number(n)))), 'transform': `translate(${at(end)}) rotate(${round(turn)})`, 'fill': hollow ? 'none' : color, 'stroke': color, 'stroke-width': hollow ? 1.2 : 0.5 })}/>`;
}

function edge(e: EdgeSingular): string {
  const [start, end] = [e.sourceEndpoint(), e.targetEndpoint()];
  const bends = (e.controlPoints() ?? []) as Point[];
  if (![start.x, start.y, end.x, end.y].every(Number.isFinite)) return '';
  let path = `M${at(start)}`;
  bends.forEach((b, i) => {
    const next = bends[i + 1];
    path += ` Q${at(b)} ${at(next ? { x: (b.x + next.x) / 2, y: (b.y + next.y) / 2 } : end)}`;
  });
  if (bends.length === 0) path += ` L${at(end)}`;
  const width = size(e, 'width');
  const pattern = (String(e.style('line-dash-pattern')).match(/[\d.]+/g) ?? ['6', '3']).join(' ');
  const middle = e.midpoint();
  let turn = (Math.atan2(end.y - start.y, end.x - start.x) * 180) / Math.PI;
  if (turn > 90 || turn < -90) turn += 180;
  return `<path${attributes({ 'd': path, 'fill': 'none', 'stroke': String(e.style('line-color')), 'stroke-width': width, 'stroke-dasharray': dashes(String(e.style('line-style')), width, pattern) })}/>`
    + head(e, end, bends.at(-1) ?? start) + label(e, middle, 'center', e.style('text-rotation') === 'autorotate' || e.style('text-rotation') !== 'none' ? turn : 0);
}

/** The picture as an SVG document: what Cytoscape draws, as shapes and texts. */
export function svgOf(cy: Core, { background }: { background: string }): string {
  const margin = 24;
  const shown = cy.elements(':visible');
  const box = shown.empty() ? { x1: 0, y1: 0, w: 100, h: 100 } : shown.boundingBox();
  const group = (e: NodeSingular | EdgeSingular, inner: string) => (inner ? `<g${attributes({ opacity: Number(e.style('opacity')) < 1 ? Number(e.style('opacity')) : undefined })}><title>${escaped(String(e.data('label') ?? e.id()))}</title>${inner}</g>` : '');
  const depth = (n: NodeSingular) => n.ancestors().length;
  // The outer zones first, so that the inner ones lie on them.
  const parents = ([...shown.nodes(':parent')] as NodeSingular[]).sort((a, b) => depth(a) - depth(b));
  const [x, y, w, h] = [box.x1 - margin, box.y1 - margin, box.w + 2 * margin, box.h + 2 * margin];
  return `<svg xmlns="http://www.w3.org/2000/svg"${attributes({ 'viewBox': [x, y, w, h].map(round).join(' '), 'width': w, 'height': h })}>\n`
    + `<rect${attributes({ x, y, width: w, height: h, fill: background })}/>\n`
    + [
      ...parents.map((n) => group(n, node(n))),
      ...shown.edges().map((e) => group(e, edge(e))),
      ...shown.nodes(':childless').map((n) => group(n, node(n))),
    ].filter(Boolean).join('\n') + '\n</svg>\n';
}
