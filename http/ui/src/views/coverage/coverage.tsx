import { useEffect, useState } from 'preact/hooks';
import { coverage, sources } from '../../api/questions';
import type { Coverage, SourceList } from '../../api/types';
import { type App, useApp } from '../../context';
import { sayOf } from '../../i18n';
import { Answer } from '../../panels/answer';
import { turn } from '../../state/actions';
import type { Sheet } from '../../state/sheet';
import type { View } from '../../state/view';
import { Attach } from './attach';
import './coverage.css';
import { Overview } from './overview';
import { SectionList } from './sentences';
import { sheetsOf } from './sheets';
import { type Filter, filters, passes, sentenceWith } from './tally';
import { texts } from './texts';

/** The source that is shown: the one that was picked, or the first; '' while none is known. */
const shown = (view: View, app: App): string => view.of || (app.answers.of(sources()).answer?.sources[0]?.id ?? '');

export function questions(view: View, app: App) {
  const id = shown(view, app);
  return [sources(), ...(id ? [coverage(id)] : [])];
}

export function sheets(app: App): Sheet[] {
  const id = shown(app.view, app);
  const { answer } = id ? app.answers.of(coverage(id)) : {};
  return answer ? sheetsOf(answer, app) : [];
}

/** A source, and what of it the graph holds. */
export function Picture() {
  const app = useApp();
  const { view, answers, change, text, lang } = app;
  const say = sayOf(lang, texts);
  const id = shown(view, app);
  return (
    <div class="coverage">
      <Answer of={answers.of(sources())}>
        {({ sources: all }: SourceList) => (
          <>
            <label class="source">
              <span>{say('source')}</span>
              <select value={id} onChange={(e) => { const { value } = e.currentTarget; change((v) => turn(v, 'coverage', value)); }}>
                {all.map((s) => <option key={s.id} value={s.id}>{text(s.name) || s.id}</option>)}
              </select>
            </label>
            {id
              ? <Answer of={answers.of(coverage(id))} id={id}>{(c: Coverage) => <Document key={id} of={c} source={all.find((s) => s.id === c.source.id)} />}</Answer>
              : <p class="quiet">{say('none')}</p>}
          </>
        )}
      </Answer>
    </div>
  );
}

/** The overview of a source and its sentences, or how these can be had. */
function Document({ of, source }: { of: Coverage; source: SourceList['sources'][number] | undefined }) {
  const { view, lang } = useApp();
  const say = sayOf(lang, texts);
  const [filter, setFilter] = useState<Filter>('all');
  const [open, setOpen] = useState<number>();
  // What is selected elsewhere, as in the table, is opened here too.
  useEffect(() => { const found = sentenceWith(of.sections, view.selected, open); if (found !== undefined) setOpen(found); }, [view.selected, of]);
  const go = (section: string, sentence?: number) => {
    setFilter('all');
    requestAnimationFrame(() => {
      const target = document.getElementById(`sentence-${sentence}`)?.querySelector<HTMLElement>('.sentence-text') ?? document.getElementById(`section-${section}`);
      target?.focus({ preventScroll: true });
      target?.scrollIntoView({ block: 'center' });
    });
  };
  const { sentences, numerals } = of.totals;
  const each = of.sections.flatMap((s) => s.sentences);
  return (
    <>
      {of.attached && sentences.unused + numerals.unused > 0 && <p class="unused-alert" role="alert">{say('unusedAlert', { n: sentences.unused, m: numerals.unused })}</p>}
      {!of.attached && <Attach of={source} />}
      <Overview of={of} go={go} />
      {of.attached && (
        <>
          <p class="quiet">{say('legend')} {say('legendNumerals')}</p>
          <div class="filter" role="group" aria-label={say('filter')}>
            {filters.map((f) => <button key={f} type="button" aria-pressed={f === filter} onClick={() => setFilter(f)}>{say(f)} <b>{each.filter((s) => passes(s, f)).length}</b></button>)}
          </div>
          {of.sections.map((s) => <SectionList key={s.id} of={s} filter={filter} open={open} setOpen={setOpen} />)}
          {each.every((s) => !passes(s, filter)) && <p class="quiet">{say('filteredOut')}</p>}
        </>
      )}
    </>
  );
}
