import { useState } from 'preact/hooks';
import { useApp } from '../context';
import type { Focus, Kept } from './kept';
import { checkedName, queryOf, remove, rename, type SavedView, viewOf } from './saved';
import { useSay } from './say';

/** The views that are kept, to be opened, renamed and deleted. */
export function List({ kept, focus }: { kept: Kept; focus: Focus }) {
  const say = useSay();
  const [renaming, setRenaming] = useState('');
  if (kept.views.length === 0) return kept.broken === undefined ? <p class="quiet">{say('none')}</p> : null;
  return (
    <ul class="share-views">{kept.views.map((v, i) => {
      const stop = () => { setRenaming(''); focus.focus(`rename-${i}`); };
      return (
        <li key={v.name}>
          {renaming === v.name
            ? <Rename of={v} kept={kept} focus={focus} stop={stop} />
            : <Item of={v} kept={kept} focus={focus} at={i} edit={() => { setRenaming(v.name); focus.focus('new-name'); }} />}
        </li>
      );
    })}</ul>
  );
}

function Item({ of, kept, focus, at, edit }: { of: SavedView; kept: Kept; focus: Focus; at: number; edit: () => void }) {
  const { view, change } = useApp();
  const say = useSay();
  const { name } = of;
  const current = of.view === queryOf(view);
  const open = () => { change((now) => viewOf(of, now)); kept.tell({ text: say('opened', { name }) }); };
  const drop = () => {
    if (kept.attempt(() => { kept.change((views) => remove(views, name)); return { text: say('removed', { name }), removed: of }; })) focus.focus('restore');
  };
  return (
    <>
      <button type="button" class="link" aria-label={say('open', { name })} aria-current={current ? 'true' : undefined} onClick={open}>{name}</button>
      {current && <span class="badge">{say('current')}</span>}
      <span class="actions">
        <button id={focus.id(`rename-${at}`)} type="button" aria-label={say('renameOf', { name })} onClick={edit}>{say('rename')}</button>
        <button type="button" aria-label={say('removeOf', { name })} onClick={drop}>{say('remove')}</button>
      </span>
    </>
  );
}

function Rename({ of, kept, focus, stop }: { of: SavedView; kept: Kept; focus: Focus; stop: () => void }) {
  const say = useSay();
  const [typed, setTyped] = useState(of.name);
  const done = (e: Event) => {
    e.preventDefault();
    const renamed = kept.attempt(() => {
      const name = checkedName(typed);
      kept.change((views) => rename(views, of.name, name));
      return { text: say('renamed', { from: of.name, name }) };
    });
    if (renamed) stop();
  };
  return (
    <form class="share-line" onSubmit={done} onKeyDown={(e) => { if (e.key === 'Escape' && !e.isComposing) stop(); }}>
      <input id={focus.id('new-name')} aria-label={say('newName', { name: of.name })} autocomplete="off" value={typed} onInput={(e) => setTyped(e.currentTarget.value)} onFocus={(e) => e.currentTarget.select()} />
      <button type="submit">{say('confirm')}</button>
      <button type="button" onClick={stop}>{say('cancel')}</button>
    </form>
  );
}
