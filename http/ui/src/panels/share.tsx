import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../context';
import type { PageModule } from '../views/pages';

type Panel = FunctionComponent<{ page: PageModule }>;

let loaded: Panel | undefined;

/** What can be taken away from a page; it is loaded when it is first asked for. */
export function SharePanel({ page }: { page: PageModule }) {
  const { say } = useApp();
  const [Panel, setPanel] = useState(() => loaded);
  const [failure, setFailure] = useState('');
  const load = () => {
    setFailure('');
    import('../share/panel').then((m) => { loaded = m.Panel; setPanel(() => loaded); }, (e: unknown) => setFailure(e instanceof Error ? e.message : String(e)));
  };
  useEffect(() => { if (!loaded) load(); }, []);
  if (Panel) return <Panel page={page} />;
  if (!failure) return <p class="quiet" aria-busy="true">{say('loading')}</p>;
  return (
    <div class="failure" role="alert">
      <p><strong>{say('failed')}</strong></p>
      <p class="quiet">{failure}</p>
      <p><button type="button" onClick={load}>{say('retry')}</button></p>
    </div>
  );
}
