import { useState } from 'preact/hooks';
import { useApp } from '../context';
import { sayWrong, useSay } from './say';

/** Copies a text, and says so; where that is forbidden, its element is selected instead. */
export function useCopy(): { copy: (text: string, what: string, element: HTMLElement | null) => void; told: string; failed: boolean } {
  const { announce } = useApp();
  const say = useSay();
  const [state, setState] = useState({ told: '', failed: false });
  const tell = (told: string, failed: boolean) => { setState({ told, failed }); announce(told); };
  const copy = async (text: string, what: string, element: HTMLElement | null) => {
    try {
      // Browsers have no clipboard for pages that come over plain HTTP from another machine.
      if (!('clipboard' in navigator)) throw new Error(say('insecure'));
      await navigator.clipboard.writeText(text);
      tell(say('copied', { what }), false);
    } catch (e) {
      if (element) selectAll(element);
      tell(say('copyFailed', { why: sayWrong(say, e) }), true);
    }
  };
  return { copy: (text, what, element) => void copy(text, what, element), ...state };
}

function selectAll(element: HTMLElement): void {
  const folded = element.closest('details');
  if (folded) folded.open = true;
  element.focus();
  if (element instanceof HTMLInputElement) element.select();
  else getSelection()?.selectAllChildren(element);
}

/** What was said last, for those who see. */
export const Told = ({ told, failed }: { told: string; failed: boolean }) => (told ? <p class={failed ? 'failure' : 'quiet'}>{told}</p> : null);
