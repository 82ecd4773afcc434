import { begin, type History, record, redo, undo } from './history';
import { readURL, writeURL } from './url';
import type { View } from './view';

/** What is about the page and not about the graph; undo leaves it alone. */
const ofPage = (v: View): Pick<View, 'lang' | 'theme' | 'tab'> => ({ lang: v.lang, theme: v.theme, tab: v.tab });

/**
 * The view, its history and the address bar, kept together: every change is a
 * step of the browser's history; what concerns the graph can be undone.
 */
export class Store {
  private history: History<View>;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly window: Pick<Window, 'location' | 'history' | 'addEventListener'>) {
    this.history = begin(readURL(window.location.search));
    window.addEventListener('popstate', () => {
      this.accept(readURL(window.location.search));
      this.tell();
    });
  }

  get view(): View { return this.history.present; }
  get canUndo(): boolean { return this.history.past.length > 0; }
  get canRedo(): boolean { return this.history.future.length > 0; }

  /** Changes the view. A change that changes nothing is no step. */
  change(by: (v: View) => View): void {
    const next = by(this.view);
    if (writeURL(next) === writeURL(this.view)) return;
    this.accept(next);
    this.show();
  }

  undo(): void { this.step(undo); }
  redo(): void { this.step(redo); }

  /** Calls the listener after every change, until the function it answers is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private accept(next: View): void {
    const onlyPage = writeURL({ ...next, ...ofPage(this.view) }) === writeURL(this.view);
    this.history = onlyPage ? { ...this.history, present: next } : record(this.history, next);
  }

  private step(by: (h: History<View>) => History<View>): void {
    const moved = by(this.history);
    if (moved === this.history) return;
    this.history = { ...moved, present: { ...moved.present, ...ofPage(this.view) } };
    this.show();
  }

  private show(): void {
    this.window.history.pushState(null, '', this.window.location.pathname + writeURL(this.view));
    this.tell();
  }

  private tell(): void { for (const l of this.listeners) l(); }
}
