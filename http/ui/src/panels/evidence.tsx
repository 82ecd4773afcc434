import type { Evidence } from '../api/types';
import { useApp } from '../context';
import { evidencePieces } from '../parts/mark';
import { Marked } from '../parts/marked';

/** References: the place, the terms as printed, and the sentence where the source is attached. */
export function References({ of }: { of: readonly Evidence[] }) {
  const { say, text } = useApp();
  if (of.length === 0) return <p class="quiet">{say('noEvidence')}</p>;
  return (
    <ul class="references">
      {of.map((e, i) => {
        const pieces = evidencePieces(e);
        return (
          <li key={i}>
            <p class="place">{text(e.source_name)} · {e.section} {text(e.section_title)}</p>
            {pieces.length > 0
              ? <blockquote lang="zh"><Marked pieces={pieces} /></blockquote>
              : <p class="terms"><span class="quiet">{say('terms')}</span> {e.terms.map((t) => <mark key={t} lang="zh">{t}</mark>)}</p>}
          </li>
        );
      })}
      {of.every((e) => !e.sentence) && <li class="quiet">{say('noSentence')}</li>}
    </ul>
  );
}
