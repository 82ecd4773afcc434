import { useApp } from '../context';
import { Search } from '../panels/search';
import { Icon } from '../parts/icon';
import { open, turn } from '../state/actions';
import { emptyView, pages, type Theme } from '../state/view';

const nextTheme: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };
const themeIcon: Record<Theme, string> = { auto: 'sun-moon', light: 'sun', dark: 'moon' };

/** The name, the search field, and what concerns the whole page. */
export function Header() {
  const { say, store, view, change, lang } = useApp();
  const theme = say('theme', { now: say(`theme.${view.theme}`) });
  return (
    <header>
      <h1><button type="button" class="link" onClick={() => change((v) => ({ ...emptyView, lang: v.lang, theme: v.theme }))}>innograph</button> <span class="subtitle">{say('title')}</span></h1>
      <nav aria-label={say('pages')}>
        {pages.map((p) => <button key={p} type="button" aria-current={view.page === p ? 'page' : undefined} onClick={() => change((v) => turn(v, p))}>{say(`page.${p}`)}</button>)}
      </nav>
      <Search label={say('search')} pick={(hit) => change((v) => open(v, hit.id))} />
      <div class="tools" role="group">
        <button type="button" class="square" title={say('undo')} aria-label={say('undo')} disabled={!store.canUndo} onClick={() => store.undo()}><Icon name="undo-2" /></button>
        <button type="button" class="square" title={say('redo')} aria-label={say('redo')} disabled={!store.canRedo} onClick={() => store.redo()}><Icon name="redo-2" /></button>
        <button type="button" class="square" title={theme} aria-label={theme} onClick={() => change((v) => ({ ...v, theme: nextTheme[v.theme] }))}><Icon name={themeIcon[view.theme]} /></button>
        <button type="button" class="language" lang={lang === 'zh' ? 'en' : 'zh'} onClick={() => change((v) => ({ ...v, lang: lang === 'zh' ? 'en' : 'zh' }))}><Icon name="languages" />{say('language')}</button>
        <a class="docs" href="docs">{say('docs')}</a>
      </div>
    </header>
  );
}
