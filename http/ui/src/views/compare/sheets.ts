import type { App } from '../../context';
import type { Sheet } from '../../state/sheet';
import { type Chart, given, numberOf } from './panels';
import { derivedValue, flagOf, kindOf, operatorOf, periodOf, pointOf, reasonOf, relativeOf, whatOf, wordsOf } from './words';

/** The observations of some indicators, one row each, and what is derived from them. */
export function sheetsOf(charts: readonly Chart[], app: Pick<App, 'lang' | 'text' | 'say'>): Sheet[] {
  const w = wordsOf(app);
  const { say, text } = w;
  return [
    {
      title: say('observations'),
      columns: [say('indicator'), say('place'), say('value'), say('printed'), say('unitColumn'), say('kind'), say('operator'), say('periodColumn'), say('rank'), say('flagsColumn'), say('why'), say('note')],
      rows: charts.flatMap((i) => i.rows.flatMap((r) => [
        ...r.cells.map((c) => ({
          id: c.id,
          cells: [
            text(i.label), text(r.place.name), numberOf(c) ?? '', c.printed, text(given(c.unit)?.label), [kindOf(w, c.kind), relativeOf(w, c), c.status === 'existing' ? '' : w.status(c.status)].filter(Boolean).join(' · '),
            numberOf(c) === undefined ? '' : operatorOf(w, c.operator), [periodOf(c), pointOf(w, c)].filter(Boolean).join(' · '), c.rank ?? '', c.flags.map((f) => flagOf(w, f)).join(say('listSeparator')), reasonOf(w, c), c.note,
          ],
        })),
        ...(r.cells.length ? [] : [{ id: r.place.id, cells: [text(i.label), text(r.place.name), '', '', '', '', '', '', '', '', reasonOf(w, r), ''] }]),
      ])),
    },
    {
      title: say('derivedValues'), columns: [say('indicator'), say('place'), say('what'), say('value'), say('unitColumn'), say('operator'), say('formula')],
      rows: charts.flatMap((i) => i.rows.flatMap((r) => r.derived.map((d) => ({
        id: d.statements.find((s) => r.cells.some((c) => c.id === s)) ?? r.place.id,
        cells: [text(i.label), text(r.place.name), whatOf(w, d), d.value, d.what === 'growth' ? derivedValue(w, d) : text(given(d.unit)?.label), operatorOf(w, d.operator), d.formula],
      })))),
    },
  ];
}
