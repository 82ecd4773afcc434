import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Layout } from '../../api/types';
import { useDark } from '../../canvas/canvas';
import { useShot } from '../../canvas/shot';
import { isArrow } from '../../canvas/walk';
import { useApp } from '../../context';
import { sayOf } from '../../i18n';
import { Icon } from '../../parts/icon';
import { inspect, select } from '../../state/actions';
import { browserMeasure, fonts } from '../../parts/wrap';
import { drawLayout } from './draw';
import type { LayoutDrawing } from './zones';
import { texts } from './texts';
import { stepTo } from './tree';

/** The drawing of a layout, and the keys and buttons that work on it. */
export function LayoutCanvas({ of }: { of: Layout }) {
  const { view, change, say, text, lang, ontology } = useApp();
  const t = sayOf(lang, texts);
  const element = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<LayoutDrawing>();
  const dark = useDark();

  useEffect(() => {
    let made: LayoutDrawing | undefined;
    let gone = false;
    void import('./zones').then(({ LayoutDrawing }) => {
      if (gone || !element.current) return;
      made = new LayoutDrawing(element.current, (id) => change((v) => (v.tab === 'table' || id === '' ? select(v, id) : inspect(v, id))));
      setDrawing(() => made);
    });
    return () => { gone = true; made?.destroy(); };
  }, []);

  useEffect(() => {
    if (!drawing) return;
    const measure = browserMeasure(fonts[lang]);
    const seats = (s: { key: keyof typeof texts.zh; n: number; m: number }) => t(s.key, { n: s.n, m: s.m });
    drawing.show(of.id, drawLayout(of, { ontology, shapes: undefined, text, dark, expanded: new Set(), seats, measure }), dark, lang);
  }, [drawing, of, text, dark, ontology]);

  useEffect(() => {
    drawing?.mark(view.selected);
    if (view.selected) drawing?.reveal(view.selected);
  }, [drawing, of, view.selected, dark, text]);

  useEffect(() => {
    if (!drawing || !element.current) return undefined;
    const sized = new ResizeObserver(() => drawing.fit());
    sized.observe(element.current);
    return () => sized.disconnect();
  }, [drawing]);

  useShot(useMemo(() => drawing && { svg: () => drawing.svg(), png: () => drawing.png(), places: () => drawing.places() }, [drawing]));

  const keyDown = (e: KeyboardEvent) => {
    const { selected } = view;
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const here = of.nodes.some((n) => n.id === selected);
    if (isArrow(e.key)) {
      const next = here ? stepTo(of, selected, e.key) : of.id;
      if (next) change((v) => select(v, next));
    } else if (e.key === 'Enter' && selected) change((v) => inspect(v, selected));
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
    <div class="canvas layout-canvas">
      <div
        id="graph" class="drawing __________cytoscape_container" ref={element} tabIndex={0} role="application" onKeyDown={keyDown}
        aria-label={t('graphLabel', { name: text(of.name) || of.id, n: of.nodes.length })}
      />
      <div class="canvas-buttons" role="group" aria-label={say('graph')}>
        {button('zoom-in', say('zoomIn'), () => drawing?.zoom(1.25))}
        {button('zoom-out', say('zoomOut'), () => drawing?.zoom(0.8))}
        {button('maximize', say('fit'), () => drawing?.fit())}
      </div>
    </div>
  );
}
