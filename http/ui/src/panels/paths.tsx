import { pathModes as modes, pathsBetween, statement } from '../api/questions';
import type { Graph, Path, Statement } from '../api/types';
import { useApp } from '../context';
import { ask, follow } from '../state/actions';
import { mostHops } from '../state/view';
import { Answer } from './answer';
import { Search } from './search';
import { StatementItem } from './statement';

/** Picks two entities and lists the paths between them as sentences. */
export function PathsPanel() {
  const { say, text, view, change, answers, all } = useApp();
  const { path } = view;
  const asked = path.from && path.to ? answers.of(pathsBetween(path)) : undefined;
  const name = (id: string) => { const n = all.nodes.get(id); return n ? text(n.name) : id; };
  const end = (side: 'from' | 'to') => (
    <label class="field"><span>{say(side)}</span><Search label={say(side)} value={path[side] && name(path[side])} pick={(hit) => change((v) => ask(v, { [side]: hit.id }))} /></label>
  );
  return (
    <div class="paths">
      {end('from')}
      {end('to')}
      <p class="actions">
        <label>{say('mode')} <select value={path.mode} onChange={(e) => { const mode = modes.find((m) => m === e.currentTarget.value); if (mode) change((v) => ask(v, { mode })); }}>
          {modes.map((m) => <option key={m} value={m}>{say(`mode.${m}`)}</option>)}
        </select></label>
        {path.mode !== 'shortest' && (
          <label>{say('count')} <input type="number" min={1} max={50} value={path.k} onChange={(e) => {
            const k = e.currentTarget.valueAsNumber;
            if (Number.isInteger(k) && k >= 1 && k <= 50) change((v) => ask(v, { k })); else e.currentTarget.value = String(path.k);
          }} /></label>
        )}
        <label>{say('maxHops')} <select value={path.maxHops} onChange={(e) => { const maxHops = Number(e.currentTarget.value); change((v) => ask(v, { maxHops })); }}>
          <option value={0}>{say('anyLength')}</option>
          {Array.from({ length: mostHops }, (_, i) => <option key={i} value={i + 1}>{i + 1}</option>)}
        </select></label>
        <label><input type="checkbox" checked={path.avoidHubs} onChange={() => change((v) => ask(v, { avoidHubs: !path.avoidHubs }))} /> {say('avoidHubs')}</label>
        <button type="button" onClick={() => change((v) => ask(v, { from: path.to, to: path.from }))}>{say('swap')}</button>
      </p>
      <RelationChoice />
      {asked ? <Answer of={asked} id={path.to}>{(g: Graph) => <Found of={g} />}</Answer> : <p class="quiet">{say('pathHint')}</p>}
    </div>
  );
}

/** The relations that a path may use. */
function RelationChoice() {
  const { say, text, view, change, ontology } = useApp();
  const { relations } = view.path;
  const toggled = (id: string) => (relations.includes(id) ? relations.filter((r) => r !== id) : [...relations, id]);
  return (
    <details class="choice">
      <summary>{relations.length ? say('onlyRelations', { n: relations.length }) : say('allRelations')}</summary>
      <fieldset><legend class="hidden-text">{say('relations')}</legend>
        {ontology.relationIDs.map((id) => (
          <label key={id} class="switch"><input type="checkbox" checked={relations.includes(id)} onChange={() => change((v) => ask(v, { relations: toggled(id) }))} /> <span>{text(ontology.relationLabel(id))}</span></label>
        ))}
      </fieldset>
      {relations.length > 0 && <button type="button" onClick={() => change((v) => ask(v, { relations: [] }))}>{say('allowAll')}</button>}
    </details>
  );
}

function Found({ of }: { of: Graph }) {
  const { say } = useApp();
  const paths = of.paths ?? [];
  const stopped = of.meta.stopped_by;
  if (paths.length === 0) return <p class="notice">{say(of.meta.complete ? 'pathNone' : 'pathGaveUp')}</p>;
  return (
    <>
      <p>{say('pathCount', { n: paths.length })}</p>
      {stopped && <p class="notice">{say('pathMore', { why: say(`stopped.${stopped}`) })}</p>}
      <ol class="path-list">{paths.map((p, i) => <Item key={i} of={p} at={i} />)}</ol>
    </>
  );
}

function Item({ of, at }: { of: Path; at: number }) {
  const { say, text, view, change, announce } = useApp();
  const on = view.path.pick === at;
  const hop = view.path.hop < 0 ? of.length : Math.min(view.path.hop, of.length);
  const step = (to: number) => { change((v) => follow(v, at, to)); announce(say('step', { i: to, n: of.length })); };
  return (
    <li>
      <button type="button" class="path" aria-pressed={on} onClick={() => change((v) => follow(v, on ? -1 : at))}>{text(of.sentence)}</button>
      <span class="quiet"> {say('hops', { n: of.length })}</span>
      {on && (
        <span class="actions">
          <button type="button" disabled={hop <= 0} onClick={() => step(hop - 1)}>{say('stepBack')}</button>
          <span>{say('step', { i: hop, n: of.length })}</span>
          <button type="button" onClick={() => step(hop >= of.length ? 1 : hop + 1)}>{say('stepOn')}</button>
        </span>
      )}
      {on && <Evidence of={of} hop={hop} />}
    </li>
  );
}

/** What is said of every hop that is lit, with the sentences; parallel edges included. */
function Evidence({ of, hop }: { of: Path; hop: number }) {
  const { say, answers } = useApp();
  return (
    <section class="path-evidence" aria-label={say('pathEvidence')}>
      {of.edges.slice(0, hop).flat().map((id) => (
        <Answer key={id} of={answers.of(statement(id))} id={id}>{(s: Statement) => <StatementItem of={s} open />}</Answer>
      ))}
    </section>
  );
}
