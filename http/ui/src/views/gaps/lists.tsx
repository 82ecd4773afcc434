import type { Gaps, Statement } from '../../api/types';
import { useApp } from '../../context';
import { sayOf } from '../../i18n';
import { TypeIcon } from '../../parts/badges';
import { inspect } from '../../state/actions';
import { type Gap, listNames, lists } from './chain';
import { texts } from './texts';

/** Every list of what is lacking, counted; opened, with the reasons and what shows them. */
export function Lists({ of }: { of: Gaps }) {
  const { lang } = useApp();
  const t = sayOf(lang, texts);
  return (
    <section class="gap-lists" aria-label={t('lists')}>
      <h2>{t('lists')}</h2>
      {listNames.map((name) => {
        const list = of[name];
        return (
          <details key={name} data-list={name}>
            <summary>{t(`list.${name}`)} <b class="gap-count">{list.total}</b>{lists[name] !== undefined && list.total > 0 && <span class="quiet">{t('inDiagram')}</span>}</summary>
            {list.items.length === 0 && <p class="quiet">{t('none')}</p>}
            {list.items.length < list.total && <p class="notice">{t('shown', { m: list.items.length, n: list.total })}</p>}
            <ul>{list.items.map((g, i) => <li key={g.entity.id + i}><Reason of={g} /></li>)}</ul>
          </details>
        );
      })}
    </section>
  );
}

/** What is lacking and why, with the statements that show it. */
export function Reason({ of }: { of: Gap }) {
  const { lang, text, change, view } = useApp();
  const t = sayOf(lang, texts);
  const rest = of.statements_total - of.statements.length;
  return (
    <article class={`gap-reason ${view.selected === of.entity.id ? 'on' : ''}`} data-gap={of.entity.id}>
      <p><TypeIcon type={of.entity.type} /> <button type="button" class="link" onClick={() => change((v) => inspect(v, of.entity.id))}>{text(of.entity.name) || of.entity.id}</button></p>
      <p>{text(of.why)}</p>
      {of.statements.length > 0 && (
        <details>
          <summary>{t('statements')} <b class="gap-count">{of.statements_total}</b></summary>
          <ul>{of.statements.map((s) => <li key={s.id}><Said of={s} /></li>)}</ul>
          {rest > 0 && <p class="quiet">{t('moreStatements', { n: rest })}</p>}
        </details>
      )}
    </article>
  );
}

function Said({ of }: { of: Statement }) {
  const { text, change, view } = useApp();
  return <button type="button" class="link" data-said={of.id} aria-pressed={view.selected === of.id} onClick={() => change((v) => inspect(v, of.id))}>{text(of.sentence)}</button>;
}
