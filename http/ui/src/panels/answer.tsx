import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Asked } from '../api/cache';
import { search } from '../api/questions';
import { Failure, suggestions } from '../api/failure';
import { setKey } from '../api/key';
import { useApp } from '../context';
import { forget, replace } from '../state/actions';

/** What a question brought: the answer, that it is on its way, or why there is none. */
export function Answer<T>({ of, id, children }: { of: Asked<T>; id?: string; children: (answer: T) => ComponentChildren }) {
  const { say } = useApp();
  if (of.failure) return <FailureBox of={of.failure} id={id} />;
  if (of.answer === undefined) return <p class="quiet" aria-busy="true">{say('loading')}</p>;
  return <>{children(of.answer)}</>;
}

/** Why there is no answer, and what can be done about it. */
export function FailureBox({ of, id }: { of: Error; id?: string }) {
  const { say, change, answers } = useApp();
  const failure = of instanceof Failure ? of : new Failure(-1, of.message, '');
  const gone = failure.status === 404;
  const missing = failure.values[0] ?? id ?? '';
  return (
    <div class="failure" role="alert">
      <p><strong>{failure.status === 401 ? say('needsKey') : gone ? say('gone', { id: missing }) : failure.passing ? say('unreachable') : say('failed')}</strong></p>
      {gone && <Near id={missing} offered={suggestions(failure.detail)} />}
      <p class="quiet">{failure.status > 0 ? `${failure.status} · ` : ''}{failure.detail}</p>
      {failure.requestID && <p class="quiet">{say('requestID')} <code>{failure.requestID}</code></p>}
      {failure.status === 401 && <KeyForm />}
      <p class="actions">
        {gone
          ? <button type="button" onClick={() => change((v) => forget(v, missing))}>{say('removeFromView')}</button>
          : <button type="button" onClick={() => answers.retry()}>{say('retry')}</button>}
      </p>
    </div>
  );
}

/** Asks for a key, where the service does not answer without one. */
function KeyForm() {
  const { say, answers } = useApp();
  const [secret, setSecret] = useState('');
  const send = (e: Event) => { e.preventDefault(); setKey(secret.trim()); answers.retry(); };
  return (
    <form class="actions" onSubmit={send}>
      <label>{say('key')} <input type="password" autocomplete="off" value={secret} onInput={(e) => setSecret(e.currentTarget.value)} /></label>
      <button disabled={!secret.trim()}>{say('useKey')}</button>
    </form>
  );
}

/** Ids that may have been meant: those the service offers, or else those that its search finds. */
function Near({ id, offered }: { id: string; offered: readonly string[] }) {
  const { say, change, answers, text } = useApp();
  const found = offered.length > 0 ? [] : answers.of(search(id.replaceAll('-', ' ').slice(0, 200), 5)).answer?.results ?? [];
  const choices = offered.length > 0 ? offered.map((s) => ({ id: s, name: s })) : found.map((h) => ({ id: h.id, name: text(h.name) }));
  if (choices.length === 0) return null;
  return (
    <p class="actions">{say('near')} {choices.map((c) => (
      <button key={c.id} type="button" onClick={() => change((v) => replace(v, id, c.id))}>{c.name}</button>
    ))}</p>
  );
}
