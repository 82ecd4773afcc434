import type { SourceList } from '../../api/types';
import { useApp } from '../../context';
import { sayOf } from '../../i18n';
import { texts } from './texts';

/** What has to be done so that the sentences of a source are shown. */
export function Attach({ of }: { of: SourceList['sources'][number] | undefined }) {
  const { lang, text } = useApp();
  const say = sayOf(lang, texts);
  return (
    <section class="attach notice">
      <p><strong>{say('notAttached')}</strong></p>
      <p>{say('howToAttach')}</p>
      <p><code>innograph serve --sources DIR</code></p>
      <dl class="facts">{of?.attributes.map((a) => [<dt key={`${a.id}t`}>{text(a.label)}</dt>, <dd key={a.id}><code>{String(a.object.value?.value ?? '')}</code></dd>])}</dl>
      <p>{say('mustMatch')}</p>
    </section>
  );
}
