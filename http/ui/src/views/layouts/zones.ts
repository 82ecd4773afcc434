import type { Core, ElementDefinition, StylesheetJson } from 'cytoscape';
import cytoscape from 'cytoscape';
import { ground } from '../../canvas/draw';
import { statusLooks } from '../../canvas/status';
import { stylesheet } from '../../canvas/style';
import { svgOf } from '../../canvas/svg';
import type { Lang } from '../../state/view';

/** Below this no name can be read, so a large layout begins with a part of it. */
const leastZoom = (width: number): number => (width < 600 ? 0.8 : 0.62);

const mostZoom = 1.4;

/** What stays free around the drawing, and for the buttons beside it. */
const margin = 14;
const buttons = 54;

function styles(dark: boolean, lang: Lang): StylesheetJson {
  const ink = dark ? '#e6edf3' : '#16202a';
  const absent = dark ? statusLooks.absent.dark : statusLooks.absent.light;
  const look = (status: keyof typeof statusLooks) => (dark ? statusLooks[status].dark : statusLooks[status].light);
  return [
    ...(stylesheet(dark, lang) as unknown as object[]),
    {
      selector: 'node',
      style: {
        'shape': 'round-rectangle', 'corner-radius': 8, 'width': 'data(width)', 'height': 'data(height)', 'font-size': 'data(font)', 'line-height': 1.2, 'text-max-width': '2000px',
        'text-valign': 'center', 'text-margin-y': 0, 'text-outline-width': 0, 'border-dash-pattern': [9, 5], 'min-zoomed-font-size': 0, 'z-index-compare': 'manual', 'z-index': 40,
      },
    },
    { selector: 'node.part', style: { 'color': 'data(ink)', 'text-margin-y': 'data(down)' } },
    {
      selector: 'node.whole',
      style: {
        'font-weight': 600, 'text-valign': 'top', 'text-margin-y': 'data(down)', 'padding': 0, 'compound-sizing-wrt-labels': 'exclude', 'z-index': 'data(depth)',
        'min-width': 'data(width)', 'min-height': 'data(height)', 'min-width-bias-left': 'data(growLeft)', 'min-width-bias-right': 'data(growRight)', 'min-height-bias-top': 'data(growTop)', 'min-height-bias-bottom': 'data(growBottom)',
      },
    },
    { selector: 'node.seats', style: { 'background-color': ground(dark), 'border-color': dark ? '#98a4b0' : '#5f6b76', 'border-width': 1, 'border-style': 'solid', 'corner-radius': 10, 'z-index': 60 } },
    { selector: 'node.seats.open', style: { 'border-style': 'dashed', 'border-width': 1.5, 'border-color': absent, 'color': absent } },
    { selector: 'node.axis', style: { 'border-width': 0, 'corner-radius': 4, 'z-index': 30 } },
    ...Object.keys(statusLooks).map((s) => ({ selector: `node.axis[status="${s}"]`, style: { 'background-color': look(s as keyof typeof statusLooks), 'border-width': 0 } })),
    { selector: 'edge', style: { 'z-index-compare': 'manual', 'z-index': 50, 'label': 'data(label)', 'font-size': 11, 'color': ink } },
    { selector: 'node.on', style: { 'underlay-shape': 'round-rectangle', 'underlay-padding': 6, 'underlay-opacity': 0.6 } },
  ] as unknown as StylesheetJson;
}

/** The nested drawing of a layout. Nothing in it can be moved. */
export class LayoutDrawing {
  private readonly cy: Core;
  private dark = false;
  private shown = '';

  constructor(private readonly element: HTMLElement, select: (id: string) => void) {
    this.cy = cytoscape({ container: element, minZoom: 0.15, maxZoom: 3, boxSelectionEnabled: false, autounselectify: true, autoungrabify: true });
    this.cy.on('tap', 'node, edge', (e) => select(String(e.target.data('of') ?? e.target.id())));
    this.cy.on('tap', (e) => { if (e.target === this.cy) select(''); });
    this.cy.on('mouseover', 'node, edge', () => { element.style.cursor = 'pointer'; });
    this.cy.on('mouseout', 'node, edge', () => { element.style.cursor = ''; });
  }

  /** Shows a layout. Another one than before is looked at as a whole. */
  show(id: string, elements: readonly ElementDefinition[], dark: boolean, lang: Lang): void {
    const { cy } = this;
    this.dark = dark;
    cy.batch(() => {
      cy.elements().remove();
      cy.add(elements.map((e) => ({ ...e })));
    });
    cy.style(styles(dark, lang));
    cy.layout({ name: 'preset', fit: false }).run();
    if (this.shown !== id) this.fit();
    this.shown = id;
    this.element.dataset['nodes'] = String(cy.nodes('.whole, .part').length);
    this.element.dataset['edges'] = String(cy.edges().length);
  }

  /** Marks what is selected. */
  mark(selected: string): void {
    this.cy.elements().removeClass('on');
    if (selected) this.cy.getElementById(selected).addClass('on');
  }

  /** Moves the picture so that the element is in it. */
  reveal(id: string): void {
    const e = this.cy.getElementById(id);
    if (e.empty()) return;
    const box = e.renderedBoundingBox({ includeLabels: false });
    const [w, h] = [this.cy.width(), this.cy.height()];
    if (box.x2 - box.x1 > w || box.y2 - box.y1 > h) return; // the whole is wherever one looks
    if (box.x1 < 0 || box.y1 < 0 || box.x2 > w || box.y2 > h) this.cy.center(e);
  }

  /** Looks at all of it, or at its beginning where all of it could not be read. */
  fit(): void {
    const { cy } = this;
    cy.resize();
    if (cy.elements().empty()) return;
    const box = cy.elements().boundingBox({ includeUnderlays: false });
    const [w, h] = [cy.width() - margin - buttons, cy.height() - 2 * margin];
    const zoom = Math.min(mostZoom, Math.max(leastZoom(cy.width()), Math.min(w / box.w, h / box.h)));
    const free = (room: number, size: number) => margin + Math.max(0, room - size * zoom) / 2;
    cy.viewport({ zoom, pan: { x: free(w, box.w) - box.x1 * zoom, y: free(h, box.h) - box.y1 * zoom } });
  }

  zoom(factor: number): void {
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  svg(): string { return svgOf(this.cy, { background: ground(this.dark) }); }

  png(): Promise<Blob> { return this.cy.png({ output: 'blob-promise', full: true, scale: 2, bg: ground(this.dark) }) as unknown as Promise<Blob>; }

  places(): ReadonlyMap<string, { x: number; y: number }> {
    return new Map(this.cy.nodes('.whole, .part').map((n) => [n.id(), { ...n.position() }]));
  }

  destroy(): void { this.cy.destroy(); }
}
