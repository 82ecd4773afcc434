import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props<T extends string> {
  names: readonly T[];
  on: T;
  label: (name: T) => string;
  pick: (name: T) => void;
  children: ComponentChildren;
}

/** Tabs; the arrow keys move between them. */
export function Tabs<T extends string>({ names, on, label, pick, children }: Props<T>) {
  const id = useId();
  const keyDown = (e: KeyboardEvent) => {
    const step = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
    const next = names[(names.indexOf(on) + step + names.length) % names.length];
    if (!step || !next) return;
    e.preventDefault();
    pick(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <>
      <div role="tablist" onKeyDown={keyDown}>
        {names.map((n) => (
          <button key={n} id={`${id}-${n}`} type="button" role="tab" aria-selected={n === on} aria-controls={`${id}-panel`} tabIndex={n === on ? 0 : -1} onClick={() => pick(n)}>{label(n)}</button>
        ))}
      </div>
      <div id={`${id}-panel`} class="tab-panel" role="tabpanel" aria-labelledby={`${id}-${on}`} tabIndex={0}>{children}</div>
    </>
  );
}
