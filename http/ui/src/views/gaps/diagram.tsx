import { h } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useDark } from '../../canvas/canvas';
import { ground } from '../../canvas/draw';
import { useShot } from '../../canvas/shot';
import { statusLooks } from '../../canvas/status';
import { isArrow } from '../../canvas/walk';
import { useApp } from '../../context';
import { sayOf } from '../../i18n';
import { inkOn, mix } from '../../parts/color';
import { type Shapes, useShapes } from '../../parts/icon';
import { svgPNG, svgText } from '../../parts/svgshot';
import { inspect, select } from '../../state/actions';
import { dashes, heads } from './arrow';
import { type Chain, chainAround, type Item } from './chain';
import { type DrawnItem, type DrawnLink, heading, nameLine, nameSize, noteLine, noteSize, type Plan, planOf, textAt } from './plan';
import { texts } from './texts';
import { stepIn } from './walk';
import { browserMeasure, fonts } from '../../parts/wrap';

/** The width of an element, as long as it is there. */
function useWidth(): [ref: { current: HTMLDivElement | null }, width: number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!ref.current) return undefined;
    const sized = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)));
    sized.observe(ref.current);
    return () => sized.disconnect();
  }, []);
  return [ref, width];
}

/** Problems, measures and instruments in three columns, with the holes between. */
export function Diagram({ of }: { of: Chain }) {
  const { text, lang } = useApp();
  const t = sayOf(lang, texts);
  const [ref, width] = useWidth();
  const plan = useMemo(() => width > 0 ? planOf(of, (i) => (i.hole
    ? { name: t(`hole.${i.hole.list as 'problems_without_measure'}`), note: text(i.hole.gap.why) }
    : { name: text(i.node?.name) || i.id }), width, browserMeasure(fonts[lang])) : undefined, [of, width, lang]);
  return <div class="gap-diagram" ref={ref}>{plan && <Drawing of={of} plan={plan} />}</div>;
}

function Drawing({ of, plan }: { of: Chain; plan: Plan }) {
  const { view, change, lang, text } = useApp();
  const t = sayOf(lang, texts);
  const dark = useDark();
  const shapes = useShapes();
  const svg = useRef<SVGSVGElement>(null);
  const [near, setNear] = useState('');
  const [at, setAt] = useState('');
  const lit = useMemo(() => (near ? chainAround(of, near) : undefined), [of, near]);
  const stop = plan.items.has(at) ? at : [...plan.items.values()].find((d) => d.item.id === view.selected)?.item.key ?? [...plan.items.keys()][0];
  const pick = (id: string) => change((v) => (v.tab === 'table' ? select(v, id) : inspect(v, id)));

  useEffect(() => {
    const first = of.items.find((i) => i.id === view.selected);
    if (first) svg.current?.querySelector(`[data-key="${first.key}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [view.selected, plan]);

  useShot(useMemo(() => ({
    svg: () => svgText(svg.current!), png: () => svgPNG(svg.current!),
    places: () => new Map([...plan.items.values()].filter((d) => !d.item.hole).map((d) => [d.item.id, { x: d.x + d.width / 2, y: d.y + d.height / 2 }])),
  }), [plan]));

  const keyDown = (e: KeyboardEvent) => {
    const key = (e.target as Element).closest('[data-key]')?.getAttribute('data-key') ?? '';
    const here = plan.items.get(key);
    if (!here || e.ctrlKey || e.metaKey || e.altKey) return;
    if (isArrow(e.key)) {
      const next = stepIn(plan, key, e.key);
      if (next) {
        setAt(next);
        svg.current?.querySelector<SVGGElement>(`[data-key="${next}"]`)?.focus();
      }
    } else if (e.key === 'Enter' || e.key === ' ') change((v) => inspect(v, here.item.id));
    else if (e.key === 'Escape') change((v) => select(v, ''));
    else return;
    e.preventDefault();
  };
  const count = (column: number) => of.items.filter((i) => i.column === column && !i.hole).length;
  const holes = (column: number) => of.items.filter((i) => i.column === column && i.hole).length;
  const [p, m, i] = [count(0), count(1), count(2)];
  const dim = (...keys: string[]) => (lit && !keys.every((k) => lit.has(k)) ? 'far' : '');
  return (
    <svg
      ref={svg} class="gap-svg" width={plan.width} height={plan.height} viewBox={`0 0 ${plan.width} ${plan.height}`} role="group" aria-label={t('diagram', { p, m, i, h: of.items.filter((x) => x.hole).length })}
      data-nodes={p + m + i} data-edges={plan.links.filter((l) => l.link.edge).length} onKeyDown={keyDown} onMouseLeave={() => setNear('')} style={{ fontFamily: fonts[lang] }}
    >
      {plan.columns.map((c, n) => (
        <g key={n} class="gap-head">
          <text x={c.x} y={19} class="gap-title">{t((['problems', 'measures', 'instruments'] as const)[n]!, { n: [p, m, i][n]! })}</text>
          {holes(n) > 0 && <text x={c.x} y={37} class="gap-holes">{t('holes', { n: holes(n) })}</text>}
          <line x1={c.x} x2={c.x + c.width} y1={heading - 15} y2={heading - 15} />
        </g>
      ))}
      {plan.areas.map((a) => <rect key={a.key} class={`gap-area ${a.depth > 0 ? 'inner' : ''} ${dim(a.key)}`} x={a.x} y={a.y} width={a.width} height={a.height} rx={9} />)}
      {plan.parts.map(({ item, path }) => (
        <g key={item.key} class={`gap-part ${view.selected === item.part?.id ? 'on' : ''} ${dim(item.key, item.parent!)}`} data-edge={item.part?.id} onClick={() => item.part && pick(item.part.id)}>
          <path d={path} stroke-dasharray={item.part?.basis === 'inferred' ? '6 4' : undefined} />
          <path class="hit" d={path} />
        </g>
      ))}
      {plan.links.map((l) => <LinkLine key={`${l.link.from} ${l.link.to} ${l.link.edge?.id}`} of={l} dark={dark} on={l.link.edge !== undefined && view.selected === l.link.edge.id} far={dim(l.link.from, l.link.to)} lit={lit !== undefined && !dim(l.link.from, l.link.to)} pick={pick} />)}
      {[...plan.items.values()].map((d) => (
        <Box
          key={d.item.key} of={d} dark={dark} shapes={shapes} on={view.selected === d.item.id} far={dim(d.item.key)} stop={d.item.key === stop}
          label={d.item.hole ? `${t('hole')} · ${text(d.item.hole.gap.entity.name)} · ${[...d.name, ...d.note].join('')}` : text(d.item.node?.name) || d.item.id}
          near={(on) => setNear(on ? d.item.key : '')} stopHere={() => setAt(d.item.key)} pick={() => pick(d.item.id)}
        />
      ))}
    </svg>
  );
}

function LinkLine({ of: { link, path, at }, dark, on, far, lit, pick }: { of: DrawnLink; dark: boolean; on: boolean; far: string; lit: boolean; pick: (id: string) => void }) {
  const { text } = useApp();
  const { edge } = link;
  if (!edge) return <path class={`gap-lack ${far}`} d={path} />;
  const look = statusLooks[edge.status];
  const color = dark ? look.dark : look.light;
  return (
    <g class={`gap-link ${on ? 'on' : ''} ${lit ? 'lit' : ''} ${far}`} data-edge={edge.id} data-basis={edge.basis} onClick={() => pick(edge.id)}>
      <title>{text(edge.label)}</title>
      <path d={path} stroke={color} stroke-dasharray={edge.basis === 'inferred' ? '6 4' : undefined} />
      {at && <path class="head" d={heads[look.arrow]} transform={`translate(${at.x} ${at.y})${at.left ? ' rotate(180)' : ''}`} fill={look.hollow ? ground(dark) : color} stroke={color} />}
      <path class="hit" d={path} />
    </g>
  );
}

interface BoxProps {
  of: DrawnItem;
  dark: boolean;
  shapes: Shapes | undefined;
  on: boolean;
  far: string;
  /** Whether the Tab key stops here. */
  stop: boolean;
  label: string;
  near: (on: boolean) => void;
  stopHere: () => void;
  pick: () => void;
}

function Box({ of, dark, shapes, on, far, stop, label, near, stopHere, pick }: BoxProps) {
  const { item } = of;
  const lines = (
    <text x={item.hole ? 10 : textAt} class="gap-text">
      {of.name.map((l, n) => <tspan key={n} x={item.hole ? 10 : textAt} y={textTop(of) + n * nameLine} font-size={nameSize} font-weight={of.whole || item.hole ? 600 : 400}>{l}</tspan>)}
      {of.note.map((l, n) => <tspan key={`n${n}`} x={10} y={textTop(of) + of.name.length * nameLine + n * noteLine} font-size={noteSize}>{l}</tspan>)}
    </text>
  );
  return (
    <g
      class={`gap-item ${item.hole ? 'hole' : ''} ${on ? 'on' : ''} ${far}`} transform={`translate(${of.x} ${of.y})`} data-key={item.key} data-id={item.id} data-hole={item.hole?.list}
      role="button" tabindex={stop ? 0 : -1} aria-label={label} aria-pressed={on}
      onClick={pick} onMouseEnter={() => near(true)} onMouseLeave={() => near(false)} onFocus={() => { near(true); stopHere(); }} onBlur={() => near(false)}
    >
      {item.hole
        ? <rect class="slot" width={of.width} height={of.height} rx={7} />
        : <Card of={of} item={item} dark={dark} shapes={shapes} />}
      {lines}
    </g>
  );
}

/** Where the first line of a box stands, so that the lines are in its middle. */
const textTop = (of: DrawnItem): number => (of.height - of.name.length * nameLine - of.note.length * noteLine) / 2 + nameSize - 0.5;

/** A box with the sign of its type, both drawn as the canvas draws the status. */
function Card({ of, item, dark, shapes }: { of: DrawnItem; item: Item; dark: boolean; shapes: Shapes | undefined }) {
  const { ontology } = useApp();
  const node = item.node!;
  const color = ontology.color(node.type);
  const { border } = statusLooks[node.status];
  const real = node.status === 'existing' || node.status === 'in-progress';
  const fill = real ? color : mix(ground(dark), color, node.status === 'absent' ? 0 : 0.18);
  const line = node.status === 'absent' ? (dark ? statusLooks.absent.dark : statusLooks.absent.light) : mix(color, dark ? '#ffffff' : '#000000', dark ? 0.3 : 0.25);
  const around = { 'stroke': line, 'stroke-dasharray': dashes(border), 'stroke-linecap': border === 'dotted' ? 'round' as const : undefined };
  const shape = shapes?.[ontology.icon(node.type)] ?? [];
  return (
    <>
      <rect class="card" width={of.width} height={of.height} rx={7} stroke-width={node.status === 'existing' ? 1.2 : 1.8} {...around} />
      {border === 'double' && <rect class="card inner" x={3} y={3} width={of.width - 6} height={of.height - 6} rx={5} stroke={line} />}
      <circle cx={18} cy={of.height / 2} r={10} fill={fill} stroke-width={node.status === 'existing' ? 1 : 1.6} {...around} />
      <svg x={11.5} y={of.height / 2 - 6.5} width={13} height={13} viewBox="0 0 24 24" fill="none" stroke={inkOn(fill)} stroke-width={2.2} stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
        {shape.map(([tag, attributes], n) => h(tag, { ...attributes, key: n }))}
      </svg>
    </>
  );
}
