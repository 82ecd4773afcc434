import type { Coverage } from '../../api/types';
import type { App } from '../../context';
import { sayOf } from '../../i18n';
import type { Sheet } from '../../state/sheet';
import { standing, unusedNumerals } from './tally';
import { texts } from './texts';

/** A source sentence by sentence; section by section where its text is not attached. */
export function sheetsOf(of: Coverage, { lang, text }: Pick<App, 'lang' | 'text'>): Sheet[] {
  const say = sayOf(lang, texts);
  if (!of.attached) {
    return [{
      title: say('sections'), columns: [say('section'), say('sectionTitle'), say('printedHeading'), say('statementCount')],
      rows: of.sections.map((s) => ({ id: of.source.id, cells: [s.id, text(s.title), s.heading ?? '', s.statements] })),
    }];
  }
  let n = 0;
  return [{
    title: text(of.source.name),
    columns: [say('section'), say('number'), say('sentence'), say('state'), say('why'), say('statementCount'), say('numeralCount'), say('numeralsUnused')],
    rows: of.sections.flatMap((x) => x.sentences.map((s) => ({
      id: s.statements[0] ?? of.source.id,
      cells: [x.id, ++n, s.text, say(standing(s)), text(s.reason), s.statements.length, s.numerals.length, unusedNumerals(s)],
    }))),
  }];
}
