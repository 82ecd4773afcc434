import { neighborhood } from '../api/questions';
import { useApp } from '../context';
import { more, showAll } from '../state/actions';
import { mostEntities } from '../state/view';

/** What is not in the picture, and why. */
export function Notices() {
  const { say, text, view, change, answers, all, seen } = useApp();
  const cut = view.expansions.filter((e) => answers.of(neighborhood(e)).answer?.meta.complete === false);
  const [n, m] = [all.nodes.size - seen.nodes.size, all.edges.size - seen.edges.size];
  return (
    <div class="notices">
      {cut.map((e) => {
        const values = { name: text(all.nodes.get(e.id)?.name) || e.id, limit: e.limit };
        const most = e.limit >= mostEntities;
        return (
          <p key={`${e.id}:${e.relation}:${e.direction}`} class="notice" data-cut={e.id}>
            {say(most ? 'truncatedMost' : 'truncated', values)}
            {!most && <button type="button" onClick={() => change((v) => more(v, e))}>{say('showMore')}</button>}
          </p>
        );
      })}
      {n + m > 0 && (
        <p class="notice">{say('hiddenCount', { n, m })} <button type="button" onClick={() => change(showAll)}>{say('showAll')}</button></p>
      )}
    </div>
  );
}
