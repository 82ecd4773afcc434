import { Refusal, type SavedView, writeViews } from './saved';
import { readViews } from './readviews';

const reason = (e: unknown): string => (e instanceof Error ? `${e.name}: ${e.message}` : String(e));

/** Where the browser keeps views. It may be forbidden, full, or hold something else. */
export class Shelf {
  /** The storage is asked for each time: a browser may throw already at its name. */
  constructor(private readonly storage: () => Storage, readonly key: string) {}

  /** The views that are kept, or a Refusal. */
  read(): SavedView[] {
    const text = this.tried((s) => s.getItem(this.key));
    if (text === null) return [];
    try {
      return readViews(text, false);
    } catch (e) {
      throw e instanceof Refusal ? new BadShelf(e) : e;
    }
  }

  /** Keeps other views, made of those that are kept now: another window may have changed them. */
  change(by: (views: SavedView[]) => SavedView[]): SavedView[] {
    const views = by(this.read());
    this.tried((s) => s.setItem(this.key, writeViews(views)));
    return views;
  }

  /** Forgets everything, also what cannot be read. */
  clear(): void {
    this.tried((s) => s.removeItem(this.key));
  }

  private tried<T>(use: (s: Storage) => T): T {
    try {
      return use(this.storage());
    } catch (e) {
      const full = e instanceof DOMException && (e.name === 'QuotaExceededError' || e.name === 'NS_ERROR_DOM_QUOTA_REACHED');
      throw new Refusal(full ? 'storageFull' : 'storageOff', { why: reason(e) });
    }
  }
}

/** What is kept cannot be read, for a reason. */
export class BadShelf extends Refusal {
  constructor(readonly why: Refusal) {
    super('storedBad');
  }
}
