import type { Status } from '../api/types';
import { useApp } from '../context';
import { Icon } from './icon';
import { inkOn } from './color';

/** The icon of a type on its color. */
export function TypeIcon({ type }: { type: string }) {
  const { ontology } = useApp();
  const color = ontology.color(type);
  return <span class="type-icon" style={{ backgroundColor: color }}><Icon name={ontology.icon(type)} color={inkOn(color)} /></span>;
}

/** A status and a basis in words. */
export function Badges({ status, basis }: { status: Status; basis: 'stated' | 'inferred' }) {
  const { say } = useApp();
  return (
    <span class="badges">
      <span class={`badge status-${status}`}>{say(`status.${status}`)}</span>
      <span class={`badge basis-${basis}`}>{say(`basis.${basis}`)}</span>
    </span>
  );
}
