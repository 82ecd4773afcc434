import type { Core, ElementDefinition } from 'cytoscape';
import cytoscape from 'cytoscape';
import fcose from 'cytoscape-fcose';
import type { Lang } from '../state/view';
import { withSeed } from './seed';
import { stylesheet } from './style';
import { type Arrow, neighborTowards } from './walk';

cytoscape.use(fcose);

/** Beyond so many nodes the slow, better layout is not tried. */
const mostForQuality = 500;

/** Up to so many edges all of them are labelled. */
const mostLabels = 30;

export interface Listeners {
  select: (id: string) => void;
  expand: (id: string) => void;
}

/** The picture of a graph in an element of the page. */
export class Drawing {
  private readonly cy: Core;
  private styled = '';
  private seed = 1;
  private lit: ReadonlySet<string> = new Set();

  constructor(private readonly element: HTMLElement, listeners: Listeners) {
    this.cy = cytoscape({ container: element, minZoom: 0.08, maxZoom: 3, boxSelectionEnabled: false, autounselectify: true });
    this.cy.on('tap', 'node, edge', (e) => listeners.select(e.target.id()));
    this.cy.on('tap', (e) => { if (e.target === this.cy) listeners.select(''); });
    this.cy.on('dbltap', 'node', (e) => listeners.expand(e.target.id()));
    this.cy.on('mouseover', 'node, edge', (e) => { element.style.cursor = 'pointer'; this.near(e.target.id()); });
    this.cy.on('mouseout', 'node, edge', () => { element.style.cursor = ''; this.fade(); });
  }

  get empty(): boolean { return this.cy.nodes().empty(); }

  /** Shows these elements. What was there before keeps its place. */
  show(elements: readonly ElementDefinition[], dark: boolean, lang: Lang): void {
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
      cy.edges().toggleClass('told', cy.edges().length <= mostLabels);
    });
    if (this.styled !== lang + dark) cy.style(stylesheet(dark, lang));
    this.styled = lang + dark;
    if (brought > 0) this.arrange(stayed.length > 0 ? stayed : undefined);
    this.element.dataset['nodes'] = String(cy.nodes().length);
    this.element.dataset['edges'] = String(cy.edges().length);
  }

  /** Lays all of it out in another way than before. */
  rearrange(): void {
    this.seed++;
    this.arrange();
  }

  /** Lays the graph out: all of it, or around the nodes that stay where they are. */
  private arrange(fixed?: readonly string[]): void {
    const { cy } = this;
    const many = cy.nodes().length > mostForQuality;
    const anew = !fixed || many;
    const layout = cy.layout({
      name: 'fcose', animate: false, fit: false, randomize: anew, quality: many ? 'draft' : anew ? 'default' : 'proof',
      nodeSeparation: 90, idealEdgeLength: 110 + Math.min(90, cy.nodes().length), nodeRepulsion: 9000, packComponents: true, nodeDimensionsIncludeLabels: true,
      ...(anew ? {} : { fixedNodeConstraint: fixed.map((id) => ({ nodeId: id, position: { ...cy.getElementById(id).position() } })) }),
    } as cytoscape.LayoutOptions);
    withSeed(this.seed, () => layout.run()); // without animation it is done when this returns
    this.fit();
  }

  /** Marks the selected element and those that are lit; the rest fades behind lit ones. */
  mark(selected: string, lit: ReadonlySet<string>): void {
    this.lit = lit;
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

  /** The neighbor of a node that lies in the direction of an arrow key. */
  walk(id: string, key: Arrow): string | undefined {
    const node = this.cy.getElementById(id);
    if (node.empty() || !node.isNode()) return undefined;
    return neighborTowards(node.position(), new Map(node.neighborhood().nodes().map((n) => [n.id(), n.position()])), key);
  }

  fit(): void {
    this.cy.resize();
    this.cy.fit(undefined, 30);
    if (this.cy.zoom() > 1.3) { this.cy.zoom(1.3); this.cy.center(); }
  }

  zoom(factor: number): void {
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  destroy(): void { this.cy.destroy(); }

  private near(id: string): void {
    const close = this.cy.getElementById(id).closedNeighborhood();
    const kept = close.union(close.connectedNodes());
    this.cy.elements().addClass('far');
    kept.removeClass('far');
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
