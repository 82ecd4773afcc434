import { useState } from 'preact/hooks';
import { compare, entitiesOf } from '../../api/questions';
import type { EntityRef } from '../../api/types';
import { useApp } from '../../context';
import { wordsOf } from './words';

/** What is compared: indicators, places, and which of these is the reference. */
export function Choose() {
  const app = useApp();
  const { view, change, answers, text } = app;
  const { say } = wordsOf(app);
  const usual = answers.of(compare([], [])).answer;
  const type = usual?.indicators[0]?.indicator.type;
  const indicators = (type ? answers.of(entitiesOf([type], 500)).answer?.entities : undefined) ?? usual?.indicators.map((i) => i.indicator) ?? [];
  const open = answers.of(compare(view.indicators, [])).answer?.indicators ?? [];
  const asked = answers.of(compare(view.indicators, view.places)).answer?.indicators ?? [];
  const places = byID([...open, ...asked].flatMap((i) => i.rows.map((r) => r.place)));
  const name = (id: string) => text(places.get(id)?.name) || id;
  const others = view.places.length ? view.places : [...places.keys()];
  const setReference = (id: string) => change((v) => ({ ...v, places: id ? [id, ...others.filter((p) => p !== id)] : [] }));
  return (
    <div class="choose">
      <Choice
        title={say('indicators')} about={say('indicatorsAll')} all={usual?.indicators.length ?? 0} list={indicators} chosen={view.indicators}
        set={(ids) => change((v) => ({ ...v, indicators: ids }))}
      />
      <Choice title={say('places')} about={say('placesAll')} all={places.size} list={[...places.values()]} chosen={view.places} set={(ids) => change((v) => ({ ...v, places: ids }))} />
      <label class="reference">
        <span>{say('reference')}</span>
        <select value={view.places[0] ?? ''} onChange={(e) => setReference(e.currentTarget.value)}>
          {view.places.length === 0 && <option value="">{say('referenceAuto')}</option>}
          {others.map((id) => <option key={id} value={id}>{name(id)}</option>)}
        </select>
      </label>
    </div>
  );
}

const byID = (list: readonly EntityRef[]): Map<string, EntityRef> => new Map(list.map((e) => [e.id, e]));

interface Props {
  title: string;
  about: string;
  /** How many "all" are. */
  all: number;
  list: readonly EntityRef[];
  chosen: readonly string[];
  set: (ids: readonly string[]) => void;
}

/** Several of a list, which is searched; what is chosen keeps its order. */
function Choice({ title, about, all, list, chosen, set }: Props) {
  const app = useApp();
  const { text, lang } = app;
  const { say } = wordsOf(app);
  const [typed, setTyped] = useState('');
  const q = typed.trim().toLowerCase();
  const collator = new Intl.Collator(lang === 'zh' ? 'zh-CN-u-co-pinyin' : lang);
  const known = byID(list);
  const fits = (e: EntityRef) => [e.id, e.name.zh, e.name.en].some((s) => s.toLowerCase().includes(q));
  const shown = [...chosen.map((id) => known.get(id) ?? { id, type: '', name: { zh: id, en: id } }), ...list.filter((e) => !chosen.includes(e.id)).sort((a, b) => collator.compare(text(a.name), text(b.name)))].filter(fits);
  return (
    <details class="choice">
      <summary>{title} <b>{chosen.length ? say('chosenSome', { n: chosen.length }) : say('chosenAll', { n: all })}</b></summary>
      <div class="choice-list">
        <p class="quiet">{about}</p>
        <p class="choice-find">
          <input type="search" aria-label={`${title}: ${say('filter')}`} placeholder={say('filter')} maxLength={200} value={typed} onInput={(e) => setTyped(e.currentTarget.value)} />
          <button type="button" disabled={chosen.length === 0} onClick={() => set([])}>{say('clear')}</button>
        </p>
        {shown.length === 0 && <p class="quiet">{say('filterNone', { q: typed.trim() })}</p>}
        <ul>{shown.map((e) => (
          <li key={e.id}>
            <label class="switch">
              <input type="checkbox" value={e.id} checked={chosen.includes(e.id)} onChange={() => set(chosen.includes(e.id) ? chosen.filter((c) => c !== e.id) : [...chosen, e.id])} />
              <span>{text(e.name) || e.id}</span>
            </label>
          </li>
        ))}</ul>
      </div>
    </details>
  );
}
