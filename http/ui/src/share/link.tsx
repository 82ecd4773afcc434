import { useRef } from 'preact/hooks';
import { useApp } from '../context';
import { writeURL } from '../state/url';
import { emptyView } from '../state/view';
import { Told, useCopy } from './copy';
import { useSay } from './say';

/** The address of the view. It opens beside the evidence, not beside this tab. */
export function Link() {
  const { view } = useApp();
  const say = useSay();
  const { copy, told, failed } = useCopy();
  const field = useRef<HTMLInputElement>(null);
  const address = new URL(location.pathname + writeURL({ ...view, tab: emptyView.tab }), location.origin).href;
  return (
    <section aria-label={say('link')}>
      <h4>{say('link')}</h4>
      <p class="quiet">{say('linkText')}</p>
      <p class="share-line">
        <input readonly aria-label={say('link')} value={address} ref={field} onFocus={(e) => e.currentTarget.select()} />
        <button type="button" onClick={() => copy(address, say('link'), field.current)}>{say('copyLink')}</button>
      </p>
      <Told told={told} failed={failed} />
    </section>
  );
}
