import { useMemo, useRef } from 'preact/hooks';
import type { Coverage } from '../../api/types';
import { useShot } from '../../canvas/shot';
import { useApp } from '../../context';
import { sayOf } from '../../i18n';
import { svgPNG, svgText } from '../../parts/svgshot';
import { measured, useWidth } from '../compare/fit';
import { draw } from '../compare/marks';
import { Pen } from '../compare/pen';
import { type Block, type Cell, cellSize, drawSections, drawTotals, stripOf } from './strip';
import { type Count, countOf } from './tally';
import { texts } from './texts';

/** The whole source at a glance: how much is cited, and one cell per sentence; without its text one bar per section. */
export function Overview({ of, go }: { of: Coverage; go: (section: string, sentence?: number) => void }) {
  const { lang, text } = useApp();
  const say = sayOf(lang, texts);
  const counts = ({ cited, excluded, unused }: Count) => say('counts', { cited, excluded, unused });
  const box = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const width = useWidth(box);
  useShot(useMemo(() => (width ? { svg: () => svgText(svg.current!), png: () => svgPNG(svg.current!) } : undefined), [width > 0]));
  const scene = useMemo(() => {
    if (!width) return undefined;
    const { zoom, measure } = measured();
    const pen = new Pen(0, 0, width / zoom, measure);
    pen.write(text(of.source.name), 'title');
    if (!of.attached) {
      pen.write(say('sections'), 'small', 'quiet');
      drawSections(pen, of.sections, (s) => text(s.title));
      return { zoom, marks: pen.lift(), blocks: [], height: pen.y };
    }
    const { sentences, numerals } = of.totals;
    pen.y += 2;
    drawTotals(pen, say('sentences', { n: sentences.total }), counts(sentences), sentences);
    drawTotals(pen, say('numerals', { n: numerals.total }), counts(numerals), numerals);
    const { blocks, height } = stripOf(of.sections, pen.y, width / zoom, measure);
    return { zoom, marks: pen.lift(), blocks, height: pen.y + height };
  }, [of, width, lang]);
  const spoken = ({ section }: Block) => {
    const count = countOf(section.sentences);
    return say('sectionSpoken', { id: section.id, title: text(section.title), n: count.total, counts: counts(count) });
  };
  return (
    <div ref={box} class="overview">
      {scene && (
        <svg ref={svg} class="coverage-drawing" width={width} height={scene.height * scene.zoom} viewBox={`0 0 ${width / scene.zoom} ${scene.height}`} role={of.attached ? 'group' : 'img'} aria-label={say('picture', { name: text(of.source.name) })}>
          {scene.marks.map(draw)}
          {scene.blocks.map((b) => <BlockDrawing key={b.section.id} of={b} label={spoken(b)} go={(sentence) => go(b.section.id, sentence)} />)}
        </svg>
      )}
    </div>
  );
}

/** A section of the strip, which leads to it in the list; a click on a cell leads to the sentence. */
function BlockDrawing({ of, label, go }: { of: Block; label: string; go: (sentence?: number) => void }) {
  const keyDown = (e: KeyboardEvent) => {
    if (e.key !== 'Enter' && e.key !== ' ') return;
    e.preventDefault();
    go();
  };
  const click = (e: MouseEvent) => go(Number((e.target as Element).closest('[data-sentence]')?.getAttribute('data-sentence') ?? Number.NaN));
  return (
    <g class="block" role="button" tabindex={0} aria-label={label} data-section={of.section.id} onClick={click} onKeyDown={keyDown}>
      <title>{label}</title>
      <rect class="hit" x={of.x} y={of.y} width={of.width} height={of.height} rx={4} />
      {of.marks.map(draw)}
      {of.cells.map((c) => <CellDrawing key={c.key} of={c} />)}
    </g>
  );
}

/** A sentence: full where it is cited, struck through where it is excluded, with a sign where it is unused. */
function CellDrawing({ of: { key, x, y, state } }: { of: Cell }) {
  const { width, height } = cellSize;
  return (
    <g data-sentence={key}>
      <rect class={`state ${state}`} x={x + 0.5} y={state === 'heading' ? y + height / 2 - 2 : y + 0.5} width={width - 1} height={state === 'heading' ? 4 : height - 1} rx={2} />
      {state === 'excluded' && <line class="strike" x1={x + 2} y1={y + height - 2} x2={x + width - 2} y2={y + 2} />}
      {state === 'unused' && <text class="sign" aria-hidden="true" x={x + width / 2} y={y + height - 5} text-anchor="middle">!</text>}
    </g>
  );
}
