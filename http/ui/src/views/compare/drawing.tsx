import { useMemo, useRef } from 'preact/hooks';
import { useShot } from '../../canvas/shot';
import { useApp } from '../../context';
import { svgPNG, svgText } from '../../parts/svgshot';
import { inspect } from '../../state/actions';
import { type Card, cardOf, type Part } from './card';
import { gridOf, placed } from './columns';
import { measured, useWidth } from './fit';
import type { Chart } from './panels';
import { draw } from './marks';
import { wordsOf } from './words';

/** Every indicator as a small picture of its own, all in one SVG. */
export function Drawing({ of }: { of: readonly Chart[] }) {
  const app = useApp();
  const { lang, view, change } = app;
  const box = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const width = useWidth(box);
  useShot(useMemo(() => (width && of.length ? { svg: () => svgText(svg.current!), png: () => svgPNG(svg.current!) } : undefined), [width > 0, of.length > 0]));

  const scene = useMemo(() => {
    if (!width) return undefined;
    const { zoom, measure } = measured();
    const grid = gridOf(width / zoom, of.length);
    const cards = of.map((c) => cardOf(c, grid.width, wordsOf(app), measure));
    return { cards, zoom, ...placed(cards.map((c) => c.height), grid) };
  }, [of, width, lang]);
  const words = wordsOf(app);
  return (
    <div ref={box} class="compare-box">
      {scene && (
        <svg ref={svg} class="compare-drawing" width={width} height={scene.height * scene.zoom} viewBox={`0 0 ${width / scene.zoom} ${scene.height}`} role="group" aria-label={words.say('picture', { n: of.length })}>
          {scene.cards.map((card, i) => <CardDrawing key={card.id} of={card} at={scene.at[i]!} selected={view.selected} pick={(id) => change((v) => inspect(v, id))} />)}
        </svg>
      )}
    </div>
  );
}

interface CardProps { of: Card; at: { x: number; y: number }; selected: string; pick: (id: string) => void }

function CardDrawing({ of, at, selected, pick }: CardProps) {
  return (
    <g transform={`translate(${at.x} ${at.y})`} role="group" aria-label={of.title} data-indicator={of.id}>
      <rect class="card" x={0.5} y={0.5} width={of.width - 1} height={of.height - 1} rx={8} />
      {of.marks.map(draw)}
      {of.parts.map((p, i) => <PartDrawing key={`${p.id}-${i}`} of={p} width={of.width} on={p.id === selected && !p.derived} pick={() => pick(p.id)} />)}
    </g>
  );
}

function PartDrawing({ of, width, on, pick }: { of: Part; width: number; on: boolean; pick: () => void }) {
  const keyDown = (e: KeyboardEvent) => {
    if (e.key !== 'Enter' && e.key !== ' ') return;
    e.preventDefault();
    pick();
  };
  return (
    <g class={`part${on ? ' on' : ''}`} role="button" tabindex={0} aria-description={of.label} aria-pressed={of.derived ? undefined : on} data-cell={of.derived ? undefined : of.id} data-derived={of.derived ? of.id : undefined} onClick={pick} onKeyDown={keyDown}>
      <rect class="hit" x={6} y={of.y} width={width - 12} height={of.height} rx={5} />
      {of.marks.map(draw)}
    </g>
  );
}
