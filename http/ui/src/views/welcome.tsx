import { hubs } from '../api/questions';
import type { Node } from '../api/types';
import { useApp } from '../context';
import { Answer } from '../panels/answer';
import { TypeIcon } from '../parts/badges';
import { open } from '../state/actions';

/** Where to begin: the entities with the most edges. */
export function Welcome() {
  const { say, text, ontology, answers, change } = useApp();
  return (
    <main class="welcome">
      <h2>{say('welcome')}</h2>
      <p>{say('welcomeText')}</p>
      <Answer of={answers.of(hubs(12))}>
        {(found: { entities: Node[] }) => (
          <ul class="hubs">{found.entities.map((n) => (
            <li key={n.id}>
              <button type="button" onClick={() => change((v) => open(v, n.id))}>
                <TypeIcon type={n.type} /><span>{text(n.name) || n.id}</span><small>{text(ontology.typeLabel(n.type))} · {say('degree')} {n.degree}</small>
              </button>
            </li>
          ))}</ul>
        )}
      </Answer>
    </main>
  );
}
