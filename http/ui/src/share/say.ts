import { useApp } from '../context';
import { sayOf } from '../i18n';
import { Refusal } from './saved';
import { texts } from './texts';

/** Writes the texts of the share tab in the language of the page. */
export const useSay = () => sayOf(useApp().lang, texts);
export type ShareSay = ReturnType<typeof useSay>;

/** What went wrong, in words. */
export const sayWrong = (say: ShareSay, e: unknown): string =>
  (e instanceof Refusal ? say(e.key, e.values) : e instanceof Error ? e.message : String(e));
