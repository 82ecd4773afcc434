import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../context';
import { Icon, useShapes } from '../parts/icon';
import { hide, inspect, select } from '../state/actions';
import { draw } from './draw';
import type { Drawing } from './drawing';
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
}

/** The picture, and the keys and buttons that work on it. */
export function Canvas({ lit, expand, loading }: Props) {
  const { view, change, seen, say, text, lang, ontology } = useApp();
  const element = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing>();
  const shapes = useShapes();
  const dark = useDark();
  const latest = useRef({ expand });
  latest.current = { expand };

  useEffect(() => {
    let made: Drawing | undefined;
    let gone = false;
    void import('./drawing').then(({ Drawing }) => {
      if (gone || !element.current) return;
      made = new Drawing(element.current, { select: (id) => change((v) => (v.tab === 'table' || id === '' ? select(v, id) : inspect(v, id))), expand: (id) => latest.current.expand(id) });
      setDrawing(() => made);
    });
    return () => { gone = true; made?.destroy(); };
  }, []);

  useEffect(() => {
    // The first picture is drawn at once, so that it does not depend on which answer comes first.
    if (!drawing || (loading && drawing.empty)) return;
    drawing.show(draw(seen, { ontology, shapes, text, dark, expanded: new Set(view.expansions.map((e) => e.id)) }), dark, lang);
  }, [drawing, seen, shapes, text, dark, ontology, loading]);

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

  const keyDown = (e: KeyboardEvent) => {
    const { selected } = view;
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (isArrow(e.key)) {
      const next = seen.nodes.has(selected) ? drawing?.walk(selected, e.key) : seen.edges.get(selected)?.source ?? [...seen.nodes.keys()][0];
      if (next) change((v) => select(v, next));
    } else if (e.key === 'Enter' && seen.nodes.has(selected)) expand(selected);
    else if (e.key === 'Delete' && selected) change((v) => hide(v, selected));
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
