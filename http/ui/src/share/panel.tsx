import { useApp } from '../context';
import type { PageModule } from '../views/pages';
import { Code } from './code';
import { Files } from './files';
import { Link } from './link';
import './share.css';
import { takenOf } from './taken';
import { Views } from './views';

/** What can be taken away from a page: its address, files, code, and views to come back to. */
export function Panel({ page }: { page: PageModule }) {
  const taken = takenOf(page, useApp());
  return (
    <div class="share">
      <Link />
      <Files page={page} taken={taken} />
      <Code taken={taken} />
      <Views />
    </div>
  );
}
