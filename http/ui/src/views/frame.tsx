import { useApp } from '../context';
import { FailureBox } from '../panels/answer';
import { EntityPanel } from '../panels/entity';
import { PathsPanel } from '../panels/paths';
import { SharePanel } from '../panels/share';
import { StatementPanel } from '../panels/statement';
import { TablePanel } from '../panels/table';
import { isStatement } from '../parts/names';
import { Tabs } from '../parts/tabs';
import { tabs } from '../state/view';
import { usePage } from './pages';

/** The picture of a page, and beside it evidence, paths, tables and what can be taken away. */
export function Frame() {
  const { view, change, say } = useApp();
  const page = usePage(view.page);
  const here = tabs.filter((t) => t !== 'paths' || view.page === 'explore');
  const tab = here.find((t) => t === view.tab) ?? 'evidence';
  const ready = page !== undefined && !(page instanceof Error);
  return (
    <main class="explore">
      <section class="picture" aria-label={say(`page.${view.page}`)}>
        {page instanceof Error ? <FailureBox of={page} /> : page ? <page.Picture key={view.page} /> : <p class="loading" aria-busy="true">{say('loading')}</p>}
      </section>
      <section class="panel" aria-label={say('panel')}>
        <Tabs names={here} on={tab} label={(t) => say(t)} pick={(t) => change((v) => ({ ...v, tab: t }))}>
          {tab === 'evidence' && <Selected />}
          {tab === 'paths' && <PathsPanel />}
          {tab === 'table' && ready && <TablePanel page={page} />}
          {tab === 'share' && ready && <SharePanel page={page} />}
        </Tabs>
      </section>
    </main>
  );
}

function Selected() {
  const { view, say } = useApp();
  if (!view.selected) return <p class="quiet">{say('nothingSelected')}</p>;
  return isStatement(view.selected) ? <StatementPanel id={view.selected} /> : <EntityPanel id={view.selected} />;
}
