import { statuses } from '../../api/types';
import { statusLooks } from '../../canvas/status';
import { useDark } from '../../canvas/canvas';
import { useApp } from '../../context';
import { sayOf } from '../../i18n';
import { dashes, heads } from './arrow';
import { texts } from './texts';

/** What lines, borders and empty slots mean. */
export function Legend() {
  const { say, lang } = useApp();
  const t = sayOf(lang, texts);
  const dark = useDark();
  return (
    <details class="gap-legend">
      <summary>{t('legend')}</summary>
      <ul>
        {statuses.map((s) => {
          const look = statusLooks[s];
          const color = dark ? look.dark : look.light;
          return (
            <li key={s}>
              <svg width="62" height="16" viewBox="0 0 62 16" aria-hidden="true">
                <rect class="card" x="1.5" y="1.5" width="20" height="13" rx="4" stroke={color} stroke-width="1.8" stroke-dasharray={dashes(look.border)} />
                {look.border === 'double' && <rect class="card" x="4" y="4" width="15" height="8" rx="2" stroke={color} />}
                <line x1="28" x2="52" y1="8" y2="8" stroke={color} stroke-width="1.6" />
                <path d={heads[look.arrow]} transform="translate(60 8)" fill={look.hollow ? 'var(--ground)' : color} stroke={color} />
              </svg> {say(`status.${s}`)}
            </li>
          );
        })}
        {(['stated', 'inferred'] as const).map((b) => (
          <li key={b}><svg width="62" height="16" viewBox="0 0 62 16" aria-hidden="true"><line x1="2" x2="60" y1="8" y2="8" stroke="currentColor" stroke-width="1.6" stroke-dasharray={b === 'inferred' ? '6 4' : undefined} /></svg> {t(b)}</li>
        ))}
        <li><svg width="62" height="16" viewBox="0 0 62 16" class="gap-item hole" aria-hidden="true"><rect class="slot" x="1.5" y="1.5" width="40" height="13" rx="4" /></svg> {t('emptySlot')}</li>
      </ul>
    </details>
  );
}
