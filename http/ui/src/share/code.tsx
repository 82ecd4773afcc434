import { useRef } from 'preact/hooks';
import { Told, useCopy } from './copy';
import type { Taken } from './json';
import { useSay } from './say';
import { type Language, languages, scriptOf } from './scripts';

/** The questions of the page, as programs that ask them. */
export function Code({ taken }: { taken: readonly Taken[] }) {
  const say = useSay();
  const addresses = taken.map((t) => t.address);
  if (addresses.length === 0) return null;
  return (
    <section aria-label={say('code')}>
      <h4>{say('code')}</h4>
      <p class="quiet">{say('codeText', { n: addresses.length })} {say('needsR')}</p>
      {languages.map((l) => <Script key={l} language={l} text={scriptOf(l, addresses)} />)}
      <details>
        <summary>{say('questions')}</summary>
        <ul class="share-questions">{addresses.map((a) => <li key={a}><a href={a}><code>{a}</code></a></li>)}</ul>
      </details>
    </section>
  );
}

function Script({ language, text }: { language: Language; text: string }) {
  const say = useSay();
  const { copy, told, failed } = useCopy();
  const code = useRef<HTMLPreElement>(null);
  const name = say('copyAs', { language });
  return (
    <div class="share-script">
      <button type="button" onClick={() => copy(text, language, code.current)}>{name}</button>
      <details>
        <summary>{say('show', { language })}</summary>
        <pre ref={code} tabIndex={0} role="region" aria-label={language}><code>{text}</code></pre>
      </details>
      <Told told={told} failed={failed} />
    </div>
  );
}
