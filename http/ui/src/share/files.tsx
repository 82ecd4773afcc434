import { useState } from 'preact/hooks';
import { useApp } from '../context';
import type { PageModule } from '../views/pages';
import { Told } from './copy';
import { csvOf } from './csv';
import { download } from './download';
import { gexfOf } from './gexf';
import { answersJSON, graphJSON, metaOfAll, type Taken, unanswered } from './json';
import { fileName } from './names';
import { Refusal } from './saved';
import { sayWrong, useSay } from './say';

/** What is seen, as files. */
export function Files({ page, taken }: { page: PageModule; taken: readonly Taken[] }) {
  const app = useApp();
  const { view, lang, text, ontology, announce, shot } = app;
  const say = useSay();
  const [state, setState] = useState({ told: '', failed: false });
  const tell = (told: string, failed: boolean) => { setState({ told, failed }); announce(told); };

  const give = async (name: string, make: () => Blob | Promise<Blob>) => {
    try {
      download(name, await make());
      tell(say('saved', { name }), false);
    } catch (e) {
      tell(say('fileFailed', { name, why: sayWrong(say, e) }), true);
    }
  };
  const button = (label: string, ending: string, type: string, make: () => string | Blob | Promise<Blob>, part = '') => {
    const name = fileName(view, lang, ending, part);
    return (
      <button key={part || ending} type="button" onClick={() => void give(name, async () => { const made = await make(); return made instanceof Blob ? made : new Blob([made], { type }); })}>{label}</button>
    );
  };
  const picture = () => { if (!shot.current) throw new Refusal('noPicture'); return shot.current; };

  const sheets = page.sheets(app).filter((s) => s.rows.length > 0);
  const graph = page.graph?.(app);
  const missing = unanswered(taken);
  const meta = metaOfAll(taken);
  const empty = graph ? graph.nodes.size === 0 : sheets.length === 0 && missing === taken.length;
  return (
    <section aria-label={say('files')}>
      <h4>{say('files')}</h4>
      {missing > 0 ? <p class="notice">{say('unanswered', { n: missing })}</p> : !meta.complete && <p class="notice">{say('incomplete')}</p>}
      {empty ? <p class="quiet">{say('nothing')}</p> : (
        <>
          {graph && <p class="quiet">{say('filesText')}</p>}
          <div class="actions" role="group" aria-label={say('picture')}>
            {button('PNG', 'png', 'image/png', () => picture().png())}
            {button('SVG', 'svg', 'image/svg+xml', () => picture().svg())}
          </div>
          <div class="actions" role="group" aria-label={say('data')}>
            {graph && button('GEXF', 'gexf', 'application/gexf+xml', () => gexfOf(graph, { ontology, text, lang, meta, places: shot.current?.places?.() }))}
            {button('JSON', 'json', 'application/json', () => (graph ? graphJSON(graph, taken) : answersJSON(taken)))}
            {sheets.map((s) => button(sheets.length > 1 ? `CSV · ${s.title}` : 'CSV', 'csv', 'text/csv', () => csvOf(s), sheets.length > 1 ? s.title : ''))}
          </div>
        </>
      )}
      <Told {...state} />
    </section>
  );
}
