import { useState } from 'preact/hooks';
import { statement } from '../../api/questions';
import type { Statement } from '../../api/types';
import { useApp } from '../../context';
import { sayOf } from '../../i18n';
import { Answer } from '../../panels/answer';
import { inspect } from '../../state/actions';
import { type Filter, passes, piecesOf, type Section, type Sentence, standing } from './tally';
import { texts } from './texts';

interface Props { of: Section; filter: Filter; open: number | undefined; setOpen: (sentence: number | undefined) => void }

/** The sentences of a section, in order, as far as they pass the filter. */
export function SectionList({ of, filter, open, setOpen }: Props) {
  const { lang, text } = useApp();
  const say = sayOf(lang, texts);
  const shown = of.sentences.filter((s) => passes(s, filter));
  if (filter !== 'all' && shown.length === 0) return null;
  return (
    <section class="coverage-section" aria-labelledby={`section-${of.id}`}>
      <h3 id={`section-${of.id}`} tabIndex={-1}><span class="section-id">{of.id}</span> <span>{text(of.title)}</span> <small>{say('statements', { n: of.statements })}</small></h3>
      {of.heading && <p class="quiet">{say('headingPrinted')} <span lang="zh">{of.heading}</span></p>}
      {of.sentences.length === 0 && <p class="quiet">{say('noSentences')}</p>}
      <ol>{shown.map((s) => <SentenceItem key={s.span.start} of={s} open={open === s.span.start} setOpen={setOpen} />)}</ol>
    </section>
  );
}

/** A sentence with its state; picking it lists its statements and selects one. */
function SentenceItem({ of, open, setOpen }: { of: Sentence; open: boolean; setOpen: Props['setOpen'] }) {
  const { lang, text, view, change } = useApp();
  const say = sayOf(lang, texts);
  const state = standing(of);
  const { statements } = of;
  const pick = () => {
    const [first] = statements;
    setOpen(open ? undefined : of.span.start);
    if (!open && first && !statements.includes(view.selected)) change((v) => inspect(v, first));
  };
  const words = <span class="words" lang="zh">{piecesOf(of).map((p, i) => (
    <span key={i} class={p.state && `numeral ${p.state}`}>{p.text}{p.state && p.state !== 'cited' && <small lang={lang}>{say(p.state)}</small>}</span>
  ))}</span>;
  return (
    <li class={`sentence ${state}`} id={`sentence-${of.span.start}`} data-state={state}>
      {statements.length > 0
        ? <button type="button" class="sentence-text" aria-expanded={open} onClick={pick}>{words}</button>
        : <p class="sentence-text" tabIndex={-1}>{words}</p>}
      <p class="sentence-state">
        <span class={`badge state-${state}`}>{say(state)}</span>
        {statements.length > 0 && <span class="quiet">{say('statements', { n: statements.length })}</span>}
        {state === 'heading' && <span class="quiet">{say('headingMeans')}</span>}
        {of.reason && <span>{say('reason', { why: text(of.reason) })}</span>}
      </p>
      {open && <Statements of={statements} />}
    </li>
  );
}

/** How many statements are listed at once; each is a question of its own. */
const atOnce = 10;

/** The statements that refer to a sentence. */
function Statements({ of }: { of: readonly string[] }) {
  const { lang, view } = useApp();
  const say = sayOf(lang, texts);
  const [n, setN] = useState(Math.max(atOnce, of.indexOf(view.selected) + 1));
  const left = Math.min(atOnce, of.length - n);
  return (
    <div class="sentence-statements">
      <ul>{of.slice(0, n).map((id) => <li key={id}><StatementLine id={id} /></li>)}</ul>
      {left > 0 && <button type="button" onClick={() => setN(n + left)}>{say('showMore', { n: left })}</button>}
    </div>
  );
}

function StatementLine({ id }: { id: string }) {
  const { answers, text, view, change } = useApp();
  return (
    <Answer of={answers.of(statement(id))} id={id}>
      {(s: Statement) => <button type="button" class="link" aria-current={view.selected === id ? 'true' : undefined} onClick={() => change((v) => inspect(v, id))}>{text(s.sentence)}</button>}
    </Answer>
  );
}
