import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useApp } from '../context';
import { Icon, useShapes } from '../parts/icon';
import { hide, inspect, more, pin, select, unpin } from '../state/actions';
import { type Rest, restID } from '../state/rest';
import { draw } from './draw';
import type { Drawing } from './drawing';
import { useShot } from './shot';
import { isArrow } from './walk';

/** Whether the page is dark: by choice, or because the system is. */
export function useDark(): boolean {
  const { theme } = useApp().view;
  const query = matchMedia('(prefers-color-scheme: dark)');
  const [system, setSystem] = useState(query.matches);
  useEffect(() => {
    const follow = () => setSystem(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return theme === 'auto' ? system : theme === 'dark';
}

interface Props {
  lit: ReadonlySet<string>;
  expand: (id: string) => void;
  /** Whether some of the picture is still on its way. */
  loading: boolean;
  rests: readonly Rest[];
}

/** The picture, and the keys and buttons that work on it. */
export function Canvas({ lit, expand, loading, rests }: Props) {
  const { view, change, seen, say, text, lang, ontology } = useApp();
  const element = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing>();
  const shapes = useShapes();
  const dark = useDark();
  const latest = useRef({ expand, rests });
  latest.current = { expand, rests };

  useEffect(() => {
    let made: Drawing | undefined;
    let gone = false;
    void import('./drawing').then(({ Drawing }) => {
      if (gone || !element.current) return;
      made = new Drawing(element.current, {
        select: (id) => change((v) => (v.tab === 'table' || id === '' ? select(v, id) : inspect(v, id))), expand: (id) => latest.current.expand(id), drop: (at) => change((v) => pin(v, at)),
        more: (id) => { const rest = latest.current.rests.find((r) => restID(r) === id); if (rest) change((v) => more(v, rest.of)); },
      });
      setDrawing(() => made);
    });
    return () => { gone = true; made?.destroy(); };
  }, []);

  useEffect(() => {
    // The first picture is drawn at once, so that it does not depend on which answer comes first.
    if (!drawing || (loading && drawing.empty)) return;
    drawing.show(draw(seen, { ontology, shapes, text, dark, expanded: new Set(view.expansions.map((e) => e.id)) }, rests, (n) => say('andMore', { n })), view.pinned, dark, lang);
  }, [drawing, seen, rests, view.pinned, shapes, text, dark, ontology, loading]);

  useShot(useMemo(() => drawing && { svg: () => drawing.svg(), png: () => drawing.png(), places: () => drawing.places() }, [drawing]));

  useEffect(() => {
    drawing?.mark(view.selected, lit);
    if (view.selected) drawing?.reveal(view.selected);
  }, [drawing, seen, view.selected, lit]);

  useEffect(() => {
    if (!drawing || !element.current) return undefined;
    const sized = new ResizeObserver(() => drawing.fit());
    sized.observe(element.current);
    return () => sized.disconnect();
  }, [drawing]);

  const togglePin = (id: string) => {
    const at = drawing?.places().get(id);
    if (view.pinned.some((p) => p.id === id)) change((v) => unpin(v, id));
    else if (at) change((v) => pin(v, { id, ...at }));
  };
  const keyDown = (e: KeyboardEvent) => {
    const { selected } = view;
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (isArrow(e.key)) {
      const next = seen.nodes.has(selected) ? drawing?.walk(selected, e.key) : seen.edges.get(selected)?.source ?? [...seen.nodes.keys()][0];
      if (next) change((v) => select(v, next));
    } else if (e.key === 'Enter' && seen.nodes.has(selected)) expand(selected);
    else if (e.key === 'Delete' && selected) change((v) => hide(v, selected));
    else if (e.key.toLowerCase() === 'p' && seen.nodes.has(selected)) togglePin(selected);
    else if (e.key === 'Escape') change((v) => select(v, ''));
    else if (e.key === '+' || e.key === '=') drawing?.zoom(1.25);
    else if (e.key === '-') drawing?.zoom(0.8);
    else return;
    e.preventDefault();
  };

  const button = (icon: string, name: string, act: () => void) => (
    <button type="button" class="square" title={name} aria-label={name} onClick={act} disabled={!drawing}><Icon name={icon} /></button>
  );
  return (
    <div class="canvas">
      <div
        id="graph" class="drawing __________cytoscape_container" ref={element} tabIndex={0} role="application" onKeyDown={keyDown}
        aria-label={say('graphLabel', { n: seen.nodes.size, m: seen.edges.size })}
      />
      <div class="canvas-buttons" role="group" aria-label={say('graph')}>
        {button('zoom-in', say('zoomIn'), () => drawing?.zoom(1.25))}
        {button('zoom-out', say('zoomOut'), () => drawing?.zoom(0.8))}
        {button('maximize', say('fit'), () => drawing?.fit())}
        {button('shuffle', say('arrange'), () => drawing?.rearrange())}
      </div>
    </div>
  );
}
