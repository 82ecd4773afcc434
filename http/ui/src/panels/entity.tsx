import { useState } from 'preact/hooks';
import type { EntityView, Statement } from '../api/types';
import { useApp } from '../context';
import { Badges, TypeIcon } from '../parts/badges';
import { Answer } from './answer';
import { References } from './evidence';
import { Expand } from './expand';
import { StatementItem } from './statement';

/** How many statements per relation are shown at first, and then. */
const few = 5;
const many = 5000;

/** All about one entity. */
export function EntityPanel({ id }: { id: string }) {
  const { answers } = useApp();
  const [whole, setWhole] = useState('');
  const first = answers.entity(id, few);
  const asked = whole === id ? answers.entity(id, many) : first;
  return <Answer of={asked.loading ? first : asked} id={id}>{(e: EntityView) => <About of={e} showAll={() => setWhole(id)} />}</Answer>;
}

function About({ of, showAll }: { of: EntityView; showAll: () => void }) {
  const { say, text } = useApp();
  const others = [of.name.zh, of.name.en].filter((n) => n && n !== text(of.name));
  return (
    <article class="about" data-entity={of.id}>
      <h3><TypeIcon type={of.type} /> {text(of.name) || of.id}</h3>
      <p>{others.map((n) => <span key={n} class="other-name">{n} </span>)}<span class="badge">{text(of.type_label)}</span> <Badges status={of.status} basis={of.basis} /></p>
      {text(of.description) && <p>{text(of.description)}</p>}
      <dl class="facts">
        <Names label={say('asPrinted')} of={of.as_printed} />
        <Names label={say('aliases')} of={of.aliases} />
        <dt>{say('degree')}</dt><dd>{of.degree}</dd>
      </dl>
      <Expand of={of} />
      <section><h4>{say('entitySources')}</h4><References of={of.evidence} /></section>
      <List title={say('attributes')} of={of.attributes} />
      <List title={say('observations')} of={of.observations} />
      <List title={say('statementsOut')} of={of.out} />
      <List title={say('statementsIn')} of={of.in} />
      {!of.meta.complete && (
        <p class="notice">{say('showing', { n: few })} <button type="button" onClick={showAll}>{say('allStatements')}</button></p>
      )}
    </article>
  );
}

function Names({ label, of }: { label: string; of: readonly string[] | undefined }) {
  return of?.length ? <><dt>{label}</dt><dd>{of.join(' · ')}</dd></> : null;
}

function List({ title, of }: { title: string; of: readonly Statement[] }) {
  if (of.length === 0) return null;
  return <section><h4>{title}</h4>{of.map((s) => <StatementItem key={s.id} of={s} />)}</section>;
}
