import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { ask } from '../api/client';
import { search } from '../api/questions';
import type { Hit } from '../api/types';
import { useApp } from '../context';
import { TypeIcon } from '../parts/badges';
import { foundPieces, matchPieces } from '../parts/mark';
import { Marked } from '../parts/marked';

interface Props {
  label: string;
  /** What stands in the field while nothing is typed. */
  value?: string;
  pick: (hit: Hit) => void;
}

/** How long nobody must type before the service is asked, in milliseconds. */
const patience = 120;

/** A field that finds entities while one types: a combobox with a list. */
export function Search({ label, value = '', pick }: Props) {
  const { say, text, ontology, announce } = useApp();
  const [typed, setTyped] = useState<string>();
  const [found, setFound] = useState<{ q: string; hits: Hit[] }>();
  const [failed, setFailed] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const current = useRef<HTMLLIElement>(null);
  const q = (typed ?? '').trim();

  useEffect(() => {
    setFailed('');
    if (!q) { setFound(undefined); return undefined; }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      ask(search(q), stop.signal).then((answer) => {
        setFound({ q, hits: answer.results });
        setAt(0);
        announce(answer.results.length ? say('searchCount', { n: answer.results.length }) : say('searchNone', { q }));
      }, (e: unknown) => {
        if (!stop.signal.aborted) setFailed(e instanceof Error ? e.message : String(e));
      });
    }, patience);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [q]);
  useEffect(() => current.current?.scrollIntoView({ block: 'nearest' }), [at]);

  const hits = q && found ? found.hits : [];
  const close = () => { setTyped(undefined); setFound(undefined); };
  const choose = (hit: Hit | undefined) => { if (hit) { close(); pick(hit); } };
  const keyDown = (e: KeyboardEvent) => {
    if (e.isComposing) return; // Enter and arrows belong to the input method
    if (e.key === 'ArrowDown' && hits.length) setAt((at + 1) % hits.length);
    else if (e.key === 'ArrowUp' && hits.length) setAt((at + hits.length - 1) % hits.length);
    else if (e.key === 'Enter') choose(hits[at]);
    else if (e.key === 'Escape') close();
    else return;
    e.preventDefault();
  };
  const open = q !== '' && (found?.q === q || failed !== '');
  return (
    <div class="search">
      <input
        type="search" role="combobox" list={undefined} aria-label={label} aria-expanded={open} aria-controls={list} aria-autocomplete="list" autocomplete="off" spellcheck={false}
        aria-activedescendant={open && hits.length ? `${list}-${at}` : undefined} placeholder={say('searchHint')} maxLength={200}
        value={typed ?? value} onInput={(e) => setTyped(e.currentTarget.value)} onKeyDown={keyDown} onFocus={(e) => e.currentTarget.select()} onBlur={close}
      />
      <ul id={list} role="listbox" aria-label={label} hidden={!open || hits.length === 0}>
        {hits.map((hit, i) => (
          <li
            key={hit.id} id={`${list}-${i}`} role="option" aria-selected={i === at} ref={i === at ? current : undefined}
            onMouseDown={(e) => e.preventDefault()} onClick={() => choose(hit)}
          >
            <TypeIcon type={hit.type} />
            <span class="hit-name"><Marked pieces={hit.matched === text(hit.name) ? foundPieces(hit.matched, q) : matchPieces(text(hit.name), q)} /></span>
            <span class="hit-type">{text(ontology.typeLabel(hit.type))}</span>
            {hit.matched !== text(hit.name) && <span class="hit-matched"><Marked pieces={foundPieces(hit.matched, q)} /></span>}
          </li>
        ))}
      </ul>
      {open && hits.length === 0 && <p class="search-none">{failed || say('searchNone', { q })}</p>}
    </div>
  );
}
