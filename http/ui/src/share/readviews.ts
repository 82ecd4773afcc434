import { readURL, writeURL } from '../state/url';
import { cleanName, fileVersion, longestName, mostViews, Refusal, type SavedView } from './saved';

/** What was found in a place, short enough to be read. */
const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** The members of an object that must have these and no others. */
function members<K extends string>(value: unknown, names: readonly K[], at: string): Record<K, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal('notObject', { at, found: shown(value) });
  const missing = names.find((n) => !Object.hasOwn(value, n));
  if (missing) throw new Refusal('memberMissing', { at, name: missing });
  const strange = Object.keys(value).find((n) => !names.some((known) => known === n));
  if (strange !== undefined) throw new Refusal('memberUnknown', { at, name: strange, known: names.join(', ') });
  return value as Record<K, unknown>;
}

function savedView(value: unknown, at: string): SavedView {
  const { name, view } = members(value, ['name', 'view'], at);
  if (typeof name !== 'string') throw new Refusal('notText', { at: `${at}.name`, found: shown(name) });
  if (typeof view !== 'string') throw new Refusal('notText', { at: `${at}.view`, found: shown(view) });
  if (name === '' || name !== cleanName(name) || [...name].length > longestName) throw new Refusal('badName', { at: `${at}.name`, found: shown(name), most: longestName });
  return { name, view };
}

/**
 * The views of a file. A file of another form is refused as a whole, with the place
 * of the first mistake. With strict, so is a view that is not read as it is written;
 * without it, what cannot be read of a view is left out, as in the address bar.
 */
export function readViews(text: string, strict: boolean): SavedView[] {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (e) {
    throw new Refusal('notJSON', { why: e instanceof Error ? e.message : String(e) });
  }
  // A later version may have other members: its number is looked at first.
  if (typeof file === 'object' && file !== null && 'version' in file && file.version !== fileVersion) throw new Refusal('otherVersion', { found: shown(file.version), known: fileVersion });
  const { views } = members(file, ['version', 'views'], '$');
  if (!Array.isArray(views)) throw new Refusal('notList', { at: '$.views', found: shown(views) });
  if (views.length > mostViews) throw new Refusal('tooMany', { most: mostViews });
  const first = new Map<string, number>();
  return views.map((value: unknown, i) => {
    const at = `$.views[${i}]`;
    const { name, view } = savedView(value, at);
    if (first.has(name)) throw new Refusal('nameTwice', { at: `${at}.name`, found: shown(name), first: `$.views[${first.get(name)}]` });
    first.set(name, i);
    const read = writeURL(readURL(view));
    if (strict && read !== view) throw new Refusal('badView', { at: `${at}.view`, found: shown(view), read: shown(read) });
    return { name, view: read };
  });
}

/** The largest file that is read, in KB: it holds the most views many times. */
const mostKB = 2048;

/** The views of a file that the user picked; every mistake in it is a Refusal. */
export async function readFile(file: File): Promise<SavedView[]> {
  if (file.size > mostKB * 1024) throw new Refusal('fileBig', { n: Math.ceil(file.size / 1024), most: mostKB });
  const bytes = await file.arrayBuffer();
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('notUTF8');
  }
  return readViews(text, true);
}
