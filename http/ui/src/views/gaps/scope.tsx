import { gaps } from '../../api/questions';
import { useApp } from '../../context';
import { sayOf } from '../../i18n';
import { Search } from '../../panels/search';
import { turn } from '../../state/actions';
import { askAll } from './ask';
import { chainOf } from './chain';
import { Legend } from './legend';
import { texts } from './texts';

/** What gaps are looked for in: everything, a group, or whatever is found by its name. */
export function Scope() {
  const { answers, change, lang, text, view } = useApp();
  const t = sayOf(lang, texts);
  const groups = useGroups();
  const scope = answers.of(gaps(view.of)).answer?.scope as { id: string; name: { zh: string; en: string } } | null | undefined;
  const listed = groups.some((g) => g.of.some((o) => o.id === view.of));
  const go = (id: string) => change((v) => turn(v, 'gaps', id));
  return (
    <div class="gap-bar">
      <label><span>{t('within')}</span> <select value={view.of} onChange={(e) => go(e.currentTarget.value)}>
        <option value="">{t('everything')}</option>
        {view.of && !listed && <optgroup label={t('other')}><option value={view.of}>{text(scope?.name) || view.of}</option></optgroup>}
        {groups.map((g) => g.of.length > 0 && (
          <optgroup key={g.key} label={t(g.key)}>{g.of.map((o) => <option key={o.id} value={o.id}>{o.name}</option>)}</optgroup>
        ))}
      </select></label>
      <Search label={t('find')} pick={(hit) => go(hit.id)} />
      <Legend />
    </div>
  );
}

/** The wholes of problems and of measures, of everything. */
function useGroups(): { key: 'problemGroups' | 'measureGroups'; of: { id: string; name: string }[] }[] {
  const { answers, text } = useApp();
  const whole = askAll(answers, '');
  if (!whole.graph || !whole.roles || !whole.gaps.answer) return [];
  const { items } = chainOf(whole.graph, whole.gaps.answer, whole.roles);
  const wholes = new Set(items.flatMap((i) => i.parent ?? []));
  return ([['problemGroups', 0], ['measureGroups', 1]] as const).map(([key, column]) => ({
    key, of: items.filter((i) => i.column === column && i.node && wholes.has(i.key)).map((i) => ({ id: i.id, name: text(i.node!.name) || i.id })),
  }));
}
