import { statement } from '../api/questions';
import type { EntityRef, Qualifier, Statement } from '../api/types';
import { useApp } from '../context';
import { Badges, TypeIcon } from '../parts/badges';
import { hide, inspect } from '../state/actions';
import { Answer } from './answer';
import { References } from './evidence';

/** An entity's name that selects it. */
export function EntityLink({ of }: { of: EntityRef }) {
  const { text, change } = useApp();
  return <button type="button" class="link" onClick={() => change((v) => inspect(v, of.id))}>{text(of.name) || of.id}</button>;
}

/** What says more about a statement. */
export function Qualifiers({ of }: { of: readonly Qualifier[] }) {
  const { text } = useApp();
  if (of.length === 0) return null;
  return (
    <dl class="facts">
      {of.map((q, i) => [<dt key={`${i}t`}>{text(q.label)}</dt>, <dd key={i}>{q.entity ? <EntityLink of={q.entity} /> : String(q.value.value)}</dd>])}
    </dl>
  );
}

/** A statement in a list: its sentence, how certain it is, and where it stands. */
export function StatementItem({ of, open }: { of: Statement; open?: boolean }) {
  const { text } = useApp();
  return (
    <details class="statement" open={open}>
      <summary><span>{text(of.sentence)}</span> <Badges status={of.status} basis={of.basis} /></summary>
      <Qualifiers of={of.qualifiers} />
      <References of={of.evidence} />
    </details>
  );
}

/** All about one statement. */
export function StatementPanel({ id }: { id: string }) {
  const { answers, text, say, change } = useApp();
  return (
    <Answer of={answers.of(statement(id))} id={id}>
      {(s: Statement) => (
        <article class="about" data-statement={s.id}>
          <h3>{text(s.sentence)}</h3>
          <p><Badges status={s.status} basis={s.basis} /></p>
          <p class="triple">
            <TypeIcon type={s.subject.type} /> <EntityLink of={s.subject} />
            <span class="relation">{text(s.label)}</span>
            {s.object.entity
              ? <><TypeIcon type={s.object.entity.type} /> <EntityLink of={s.object.entity} /></>
              : <span>{String(s.object.value?.value ?? '')}</span>}
          </p>
          {s.object.entity && <p class="actions"><button type="button" onClick={() => change((v) => hide(v, s.id))}>{say('hideEdge')}</button></p>}
          <Qualifiers of={s.qualifiers} />
          <References of={s.evidence} />
        </article>
      )}
    </Answer>
  );
}
