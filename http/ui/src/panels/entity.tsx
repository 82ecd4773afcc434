import { useState } from 'preact/hooks';
import { entity } from '../api/questions';
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
  const first = answers.of(entity(id, few));
  const asked = whole === id ? answers.of(entity(id, many)) : first;
  return <Answer of={asked.loading ? first : asked} id={id}>{(e: EntityView) => <About of={e} showAll={() => setWhole(id)} />}</Answer>;
}

function About({ of, showAll }: { of: EntityView; showAll: () => void }) {
  const { say, text } = useApp();
  const [opened, setOpened] = useState(false);
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
      <p><button type="button" aria-pressed={opened} onClick={() => setOpened(!opened)}>{say(opened ? 'closeEvidence' : 'openEvidence')}</button></p>
      <section><h4>{say('entitySources')}</h4><References of={of.evidence} /></section>
      <List title={say('attributes')} of={of.attributes} open={opened} />
      <List title={say('observations')} of={of.observations} open={opened} />
      <List title={say('statementsOut')} of={of.out} open={opened} />
      <List title={say('statementsIn')} of={of.in} open={opened} />
      {!of.meta.complete && (
        <p class="notice">{say('showing', { n: few })} <button type="button" onClick={showAll}>{say('allStatements')}</button></p>
      )}
    </article>
  );
}

function Names({ label, of }: { label: string; of: readonly string[] | undefined }) {
  return of?.length ? <><dt>{label}</dt><dd>{of.join(' · ')}</dd></> : null;
}

function List({ title, of, open }: { title: string; of: readonly Statement[]; open: boolean }) {
  if (of.length === 0) return null;
  return <section><h4>{title}</h4>{of.map((s) => <StatementItem key={s.id} of={s} open={open} />)}</section>;
}
