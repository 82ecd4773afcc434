import type { Core, ElementDefinition } from 'cytoscape';
import cytoscape from 'cytoscape';
import fcose from 'cytoscape-fcose';
import type { Lang, Pin } from '../state/view';
import { ground } from './draw';
import { readable } from './labels';
import { withSeed } from './seed';
import { spread } from './spread';
import { labelSize, labelWidth, stylesheet } from './style';
import { svgOf } from './svg';
import { type Arrow, neighborTowards } from './walk';

cytoscape.use(fcose);

/** Beyond so many nodes the slow, better layout is not tried. */
const mostForQuality = 500;

/** The most pixels of a side of a PNG. */
const mostPixels = 8000;

/** Up to so many edges all of them are labelled. */
const mostLabels = 30;

export interface Listeners {
  select: (id: string) => void;
  expand: (id: string) => void;
  /** A node was dragged to a place. */
  drop: (at: Pin) => void;
  /** The node of what an expansion did not bring was picked. */
  more: (rest: string) => void;
}

/** The picture of a graph in an element of the page. */
export class Drawing {
  private readonly cy: Core;
  private styled = '';
  private seed = 1;
  private lit: ReadonlySet<string> = new Set();
  private dark = false;
  private pins: readonly Pin[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private hovering: ReturnType<typeof setTimeout> | undefined;
  /** Where pinned nodes would be if they were not. */
  private readonly homes = new Map<string, { x: number; y: number }>();

  constructor(private readonly element: HTMLElement, listeners: Listeners) {
    this.cy = cytoscape({ container: element, minZoom: 0.08, maxZoom: 3, boxSelectionEnabled: false, autounselectify: true, textureOnViewport: true });
    this.cy.on('tap', 'node, edge', (e) => { if (e.target.hasClass('rest')) listeners.more(e.target.id().replace(/:edge$/, '')); else listeners.select(e.target.id()); });
    this.cy.on('tap', (e) => { if (e.target === this.cy) listeners.select(''); });
    this.cy.on('zoom resize', () => this.later());
    this.cy.on('dragfree', 'node', () => this.later());
    this.cy.on('dbltap', 'node', (e) => { if (!e.target.hasClass('rest')) listeners.expand(e.target.id()); });
    this.cy.on('grab', 'node', (e) => { if (!e.target.hasClass('pinned')) e.target.scratch('home', { ...e.target.position() }); });
    this.cy.on('dragfree', 'node', (e) => {
      if (e.target.hasClass('rest')) return;
      const id = e.target.id();
      if (!this.homes.has(id)) this.homes.set(id, e.target.scratch('home') as { x: number; y: number });
      listeners.drop({ id, ...e.target.position() });
    });
    this.cy.on('mouseover', 'node, edge', (e) => { element.style.cursor = 'pointer'; this.over(() => this.near(e.target.id())); });
    this.cy.on('mouseout', 'node, edge', () => { element.style.cursor = ''; this.over(() => this.fade()); });
  }

  get empty(): boolean { return this.cy.nodes().empty(); }

  /** Shows these elements. What was there before keeps its place. */
  show(elements: readonly ElementDefinition[], pins: readonly Pin[], dark: boolean, lang: Lang): void {
    const { cy } = this;
    const wanted = new Map(elements.map((e) => [String(e.data.id), e]));
    const before = new Set(cy.nodes().map((n) => n.id()));
    const stayed = [...before].filter((id) => wanted.has(id));
    let brought = 0;
    cy.batch(() => {
      cy.elements().filter((e) => !wanted.has(e.id())).remove();
      for (const e of elements) {
        const known = cy.getElementById(String(e.data.id));
        if (known.nonempty()) { known.removeData('image'); known.data(e.data); }
        else if (e.group === 'nodes') { cy.add({ ...e, position: this.placeFor(String(e.data.id), elements) }); brought++; }
        else cy.add({ ...e });
      }
      cy.edges('[!rest]').toggleClass('told', cy.edges().length <= mostLabels);
    });
    if (this.styled !== lang + dark) cy.style(stylesheet(dark, lang));
    this.styled = lang + dark;
    this.dark = dark;
    this.later();
    if (brought > 0) this.arrange(stayed.length > 0 ? stayed : undefined);
    this.pins = pins;
    if (this.keep() && brought > 0) this.fit();
    this.element.dataset['nodes'] = String(cy.nodes('[!rest]').length);
    this.element.dataset['edges'] = String(cy.edges('[!rest]').length);
  }

  /** Lays all of it out in another way than before. */
  rearrange(): void {
    this.seed++;
    this.arrange(this.pins.map((p) => p.id).filter((id) => this.cy.getElementById(id).nonempty()), true);
    this.keep();
  }

  /** Chooses the labels anew, once the picture has come to rest. */
  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.label(), 80);
  }

  /**
   * Shows the labels that can be read: of one size on the screen however far away
   * the picture is, and none upon another. Those of the best connected come first.
   */
  private label(): void {
    const { cy } = this;
    const scale = Math.max(1, 1 / cy.zoom());
    cy.batch(() => {
      cy.nodes().removeClass('unread').style({ 'font-size': labelSize * scale, 'text-max-width': `${labelWidth * scale}px`, 'text-margin-y': 4 * scale, 'text-outline-width': 2 * scale });
    });
    // The boxes have margins; a label may come as near as a few pixels.
    const box = (n: cytoscape.NodeSingular, of: object, less: number) => {
      const { x1, y1, x2, y2 } = n.renderedBoundingBox({ includeEdges: false, includeOverlays: false, includeUnderlays: false, ...of } as cytoscape.BoundingBoxOptions);
      return { id: n.id(), x1: x1 + less, y1: y1 + less, x2: x2 - less, y2: y2 - less };
    };
    const chosen = readable(cy.nodes().map((n) => {
      const around = box(n, { includeNodes: false, includeLabels: true }, 3);
      const weight = n.hasClass('on') || n.hasClass('lit') || n.hasClass('rest') || n.data('expanded') ? Infinity : (n.data('size') as number);
      return { ...around, weight };
    }), cy.nodes().map((n) => box(n, { includeNodes: true, includeLabels: false }, 4)));
    cy.batch(() => { for (const n of cy.nodes()) n.toggleClass('unread', !chosen.has(n.id())); });
    this.element.dataset['labels'] = String(chosen.size);
  }

  /** Puts the pinned nodes in their places, and those that are no longer pinned back; whether there are any. */
  private keep(): boolean {
    const { pins } = this;
    const at = new Map(pins.map((p) => [p.id, p]));
    this.cy.batch(() => {
      for (const [id, home] of this.homes) {
        if (at.has(id)) continue;
        this.cy.getElementById(id).position(home).removeClass('pinned');
        this.homes.delete(id);
      }
      for (const { id, x, y } of pins) {
        const node = this.cy.getElementById(id);
        if (node.empty()) continue;
        if (!this.homes.has(id)) this.homes.set(id, { ...node.position() });
        node.position({ x, y }).addClass('pinned');
      }
    });
    return pins.length > 0;
  }

  /** Lays the graph out, around the nodes that stay where they are; the others begin anywhere, or where they are. */
  private arrange(fixed: readonly string[] = [], scattered = fixed.length === 0): void {
    const { cy } = this;
    // Layouts leave room for labels as they are from near.
    cy.nodes().removeClass('unread').removeStyle('font-size text-max-width text-margin-y text-outline-width');
    const many = cy.nodes().length > mostForQuality;
    const anew = scattered || many;
    const layout = cy.layout({
      name: 'fcose', animate: false, fit: false, randomize: anew, quality: many ? 'draft' : anew ? 'default' : 'proof',
      nodeSeparation: 90, idealEdgeLength: 110 + Math.min(90, cy.nodes().length), nodeRepulsion: 9000, packComponents: true, nodeDimensionsIncludeLabels: true,
      ...(fixed.length === 0 ? {} : { fixedNodeConstraint: fixed.map((id) => ({ nodeId: id, position: { ...cy.getElementById(id).position() } })) }),
    } as cytoscape.LayoutOptions);
    withSeed(this.seed, () => layout.run()); // without animation it is done when this returns
    if (many) {
      // The draft puts what has the same neighbors on the same spot.
      const nodes = cy.nodes();
      const discs = nodes.map((n) => ({ ...n.position(), r: n.width() / 2 }));
      spread(discs, 14);
      cy.batch(() => nodes.forEach((n, i) => { n.position(discs[i]!); }));
    }
    this.fit();
  }

  /** Marks the selected element and those that are lit; the rest fades behind lit ones. */
  mark(selected: string, lit: ReadonlySet<string>): void {
    this.lit = lit;
    this.later();
    this.cy.batch(() => {
      this.cy.elements().removeClass('on lit');
      if (selected) this.cy.getElementById(selected).addClass('on');
      for (const id of lit) this.cy.getElementById(id).addClass('lit');
    });
    this.fade();
  }

  /** Moves the picture so that the element is in it. */
  reveal(id: string): void {
    const e = this.cy.getElementById(id);
    if (e.empty()) return;
    const box = e.renderedBoundingBox({ includeLabels: false });
    const out = box.x1 < 0 || box.y1 < 0 || box.x2 > this.cy.width() || box.y2 > this.cy.height();
    if (out) this.cy.center(e);
  }

  /** Where every entity is. */
  places(): ReadonlyMap<string, { x: number; y: number }> {
    return new Map(this.cy.nodes('[!rest]').map((n) => [n.id(), { ...n.position() }]));
  }

  svg(): string { return svgOf(this.cy, { background: ground(this.dark) }); }

  png(): Promise<Blob> {
    const { w, h } = this.cy.elements().boundingBox();
    const scale = Math.min(2, mostPixels / Math.max(w, h, 1));
    return this.cy.png({ output: 'blob-promise', full: true, scale, bg: ground(this.dark) }) as unknown as Promise<Blob>;
  }

  /** The neighbor of a node that lies in the direction of an arrow key. */
  walk(id: string, key: Arrow): string | undefined {
    const node = this.cy.getElementById(id);
    if (node.empty() || !node.isNode()) return undefined;
    return neighborTowards(node.position(), new Map(node.neighborhood().nodes('[!rest]').map((n) => [n.id(), n.position()])), key);
  }

  fit(): void {
    this.cy.resize();
    this.cy.fit(undefined, 30);
    if (this.cy.zoom() > 1.3) { this.cy.zoom(1.3); this.cy.center(); }
  }

  zoom(factor: number): void {
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  destroy(): void {
    clearTimeout(this.timer);
    clearTimeout(this.hovering);
    this.cy.destroy();
  }

  /** Does something for the pointer once it has come to rest on, or left, what is under it. */
  private over(act: () => void): void {
    clearTimeout(this.hovering);
    this.hovering = setTimeout(act, 50);
  }

  private near(id: string): void {
    const close = this.cy.getElementById(id).closedNeighborhood();
    const kept = close.union(close.connectedNodes());
    this.cy.batch(() => {
      this.cy.elements().difference(kept).addClass('far');
      kept.removeClass('far');
    });
  }

  private fade(): void {
    this.cy.batch(() => {
      this.cy.elements().removeClass('far');
      if (this.lit.size > 0) this.cy.elements().filter((e) => !this.lit.has(e.id())).addClass('far');
    });
  }

  /** Near a neighbor that is already placed, on a turn that differs per node. */
  private placeFor(id: string, elements: readonly ElementDefinition[]): { x: number; y: number } {
    const edge = elements.find((e) => e.group === 'edges' && ((e.data['source'] === id && this.cy.getElementById(String(e.data['target'])).nonempty())
      || (e.data['target'] === id && this.cy.getElementById(String(e.data['source'])).nonempty())));
    const by = edge && this.cy.getElementById(String(edge.data['source'] === id ? edge.data['target'] : edge.data['source'])).position();
    const turn = this.cy.nodes().length * 2.4; // about the golden angle: no two in line
    return { x: (by?.x ?? 0) + 120 * Math.cos(turn), y: (by?.y ?? 0) + 120 * Math.sin(turn) };
  }
}
