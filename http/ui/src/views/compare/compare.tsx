import { compare } from '../../api/questions';
import type { Comparison } from '../../api/types';
import { type App, useApp } from '../../context';
import { Answer } from '../../panels/answer';
import type { Sheet } from '../../state/sheet';
import type { View } from '../../state/view';
import { Choose } from './choose';
import './compare.css';
import { Drawing } from './drawing';
import { type Chart, flagsOf } from './panels';
import { sheetsOf } from './sheets';
import { flagMeaning, flagOf, wordsOf } from './words';

export const questions = (view: View) => [compare(view.indicators, view.places)];

export const sheets = (app: App): Sheet[] => sheetsOf(app.answers.of(compare(app.view.indicators, app.view.places)).answer?.indicators ?? [], app);

/** Places side by side, indicator by indicator. */
export function Picture() {
  const { view, answers, say } = useApp();
  const words = wordsOf(useApp());
  return (
    <div class="compare">
      <Choose />
      <Answer of={answers.of(compare(view.indicators, view.places))}>
        {({ indicators, meta }: Comparison) => (
          <>
            {!meta.complete && <p class="notice">{words.say('cut', { why: say(`stopped.${meta.stopped_by === 'budget' ? 'budget' : 'limit'}`) })}</p>}
            {indicators.length === 0 ? <p class="quiet">{words.say('none')}</p> : <p class="quiet hint">{words.say('hint')}</p>}
            <Drawing of={indicators} />
            <Flags of={indicators} />
          </>
        )}
      </Answer>
    </div>
  );
}

/** What the flags in the picture mean. */
function Flags({ of }: { of: readonly Chart[] }) {
  const w = wordsOf(useApp());
  const flags = flagsOf(of);
  if (flags.length === 0) return null;
  return (
    <section class="flags" aria-label={w.say('flags')}>
      <p class="quiet">{w.say('flagsIntro')}</p>
      <dl>{flags.map((f) => [<dt key={`${f}t`}>{flagOf(w, f)}</dt>, <dd key={f}>{flagMeaning(w, f)}</dd>])}</dl>
    </section>
  );
}
