import { addressOf } from '../api/client';
import type { App } from '../context';
import type { PageModule } from '../views/pages';
import type { Taken } from './json';

/** The questions of a page with what is known of them, each once. */
export function takenOf(page: PageModule, app: App): Taken[] {
  const questions = new Map(page.questions(app.view, app).map((q) => [addressOf(q), q]));
  return [...questions].map(([address, q]) => ({ address, asked: app.answers.of(q) }));
}
