import { useRef, useState } from 'preact/hooks';
import { useApp } from '../context';
import { download } from './download';
import { type Focus, type Kept, useFocus, useKept } from './kept';
import { List } from './list';
import { readFile } from './readviews';
import { checkedName, cleanName, keep, merge, queryOf, writeViews } from './saved';
import { sayWrong, useSay } from './say';
import { BadShelf } from './shelf';

/** The views that this browser keeps. */
export function Views() {
  const say = useSay();
  const kept = useKept();
  const focus = useFocus();
  return (
    <section aria-label={say('views')}>
      <h4>{say('views')}</h4>
      <p class="quiet">{say('viewsText')}</p>
      {kept.broken !== undefined && <Broken of={kept.broken} kept={kept} focus={focus} />}
      <Save kept={kept} focus={focus} />
      <Said kept={kept} focus={focus} />
      <List kept={kept} focus={focus} />
      <Exchange kept={kept} />
    </section>
  );
}

/** Why the views cannot be read, and the way out: to forget them. */
function Broken({ of, kept, focus }: { of: unknown; kept: Kept; focus: Focus }) {
  const say = useSay();
  const forget = () => { if (kept.attempt(() => { kept.clear(); return { text: say('forgotten') }; })) focus.focus('name'); };
  return (
    <div class="failure">
      <p>{sayWrong(say, of)}</p>
      {of instanceof BadShelf && <p>{sayWrong(say, of.why)}</p>}
      {of instanceof BadShelf && <p><button type="button" onClick={forget}>{say('forget')}</button></p>}
    </div>
  );
}

/** Keeps the view that is shown, under a new name or in the place of another. */
function Save({ kept, focus }: { kept: Kept; focus: Focus }) {
  const { view } = useApp();
  const say = useSay();
  const [typed, setTyped] = useState('');
  const known = kept.views.some((v) => v.name === cleanName(typed));
  const save = (e: Event) => {
    e.preventDefault();
    const done = kept.attempt(() => {
      const name = checkedName(typed);
      kept.change((views) => keep(views, { name, view: queryOf(view) }));
      return { text: say(known ? 'replacedView' : 'savedView', { name }) };
    });
    if (done) setTyped('');
  };
  return (
    <form class="share-line" onSubmit={save}>
      <input id={focus.id('name')} aria-label={say('name')} placeholder={say('name')} autocomplete="off" value={typed} onInput={(e) => setTyped(e.currentTarget.value)} />
      <button type="submit">{say(known ? 'replace' : 'save')}</button>
    </form>
  );
}

/** What was said last. */
function Said({ kept: { message, attempt, change }, focus }: { kept: Kept; focus: Focus }) {
  const say = useSay();
  if (!message) return null;
  const { text, more, failed, removed } = message;
  const restore = () => {
    if (removed && attempt(() => { change((views) => keep(views, removed)); return { text: say('restored', { name: removed.name }) }; })) focus.focus('name');
  };
  return (
    <div class={failed ? 'failure' : 'share-said'}>
      <p>{text}</p>
      {more && <p>{more}</p>}
      {removed && <button id={focus.id('restore')} type="button" onClick={restore}>{say('restore')}</button>}
    </div>
  );
}

/** All views as a file, and back. */
function Exchange({ kept }: { kept: Kept }) {
  const say = useSay();
  const field = useRef<HTMLInputElement>(null);
  const give = () => kept.attempt(() => {
    const name = 'innograph-views.json';
    download(name, new Blob([writeViews(kept.views)], { type: 'application/json' }));
    return { text: say('saved', { name }) };
  });
  const take = async (file: File) => {
    try {
      const others = await readFile(file);
      let counts = {};
      kept.change((views) => { const { views: all, ...rest } = merge(views, others); counts = rest; return all; });
      kept.tell({ text: say('imported', counts) });
    } catch (e) {
      const { text, more } = kept.explain(e);
      kept.tell({ text: say('importFailed', { file: file.name }), more: [text, more].filter(Boolean).join(' '), failed: true });
    }
  };
  return (
    <p class="actions">
      <button type="button" disabled={kept.views.length === 0} onClick={give}>{say('exportViews')}</button>
      <button type="button" onClick={() => field.current?.click()}>{say('importViews')}</button>
      <input
        ref={field} type="file" accept=".json,application/json" hidden aria-label={say('importViews')}
        onChange={(e) => { const input = e.currentTarget; const file = input.files?.[0]; if (file) void take(file).then(() => { input.value = ''; }); }}
      />
    </p>
  );
}
