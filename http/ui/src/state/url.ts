import { statuses } from '../api/types';
import { pathModes } from '../api/questions';
import type { Expansion, Lang, PathView, Pin, View } from './view';
import { emptyView, langs, mostEntities, mostHops, noPath, pages, pageSize, tabs, themes } from './view';

const slug = /^[a-z0-9][a-z0-9-]*$/;
const word = /^[A-Za-z0-9][A-Za-z0-9-]*$/;
const directions = ['out', 'in', 'both'] as const;

function among<T extends string>(choices: readonly T[], value: string | null | undefined, otherwise: T): T {
  return choices.find((c) => c === value) ?? otherwise;
}

function whole(value: string | null | undefined, least: number, most: number, otherwise: number): number {
  const n = value && /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
  return n >= least && n <= most ? n : otherwise;
}

function list(value: string | null, form: RegExp): string[] {
  return [...new Set((value ?? '').split(',').filter((v) => form.test(v)))];
}

/** hangzhou, hangzhou:located-in:in or hangzhou:::200; what is usual at the end is left out. */
function writeExpansion(e: Expansion): string {
  const parts = [e.id, e.relation, e.direction === 'both' ? '' : e.direction, e.limit === pageSize ? '' : String(e.limit)];
  while (parts.at(-1) === '') parts.pop();
  return parts.join(':');
}

function readExpansion(text: string): Expansion | undefined {
  const [id = '', relation = '', direction, limit] = text.split(':');
  if (!slug.test(id) || (relation !== '' && !word.test(relation))) return undefined;
  return { id, relation, direction: among(directions, direction, 'both'), limit: whole(limit, 1, mostEntities, pageSize) };
}

const writePin = (pin: Pin): string => `${pin.id}:${pin.x}:${pin.y}`;

function readPin(text: string): Pin | undefined {
  const [id = '', x = '', y = ''] = text.split(':');
  const placed = slug.test(id) && [x, y].every((n) => /^-?\d{1,5}$/.test(n));
  return placed ? { id, x: Number(x), y: Number(y) } : undefined;
}

function readPath(p: URLSearchParams): PathView {
  const [from = '', to = ''] = (p.get('path') ?? '').split(':').map((s) => (slug.test(s) ? s : ''));
  return {
    from, to, mode: among(pathModes, p.get('mode'), noPath.mode), k: whole(p.get('k'), 1, 50, noPath.k),
    maxHops: whole(p.get('hops'), 1, mostHops, 0), relations: list(p.get('via-relations'), word), avoidHubs: p.get('avoid') === 'hubs',
    pick: whole(p.get('pick'), 0, 199, -1), hop: whole(p.get('hop'), 0, 64, -1),
  };
}

/** The view that an address names. What cannot be read is left out. */
export function readURL(query: string): View {
  const p = new URLSearchParams(query);
  return {
    page: among(pages, p.get('view'), emptyView.page),
    of: list(p.get('of'), slug)[0] ?? '',
    indicators: list(p.get('indicators'), slug),
    places: list(p.get('places'), slug),
    expansions: (p.get('see') ?? '').split(',').map(readExpansion).filter((e) => e !== undefined),
    selected: list(p.get('on'), slug)[0] ?? '',
    hidden: list(p.get('hide'), slug),
    pinned: (p.get('pin') ?? '').split(',').map(readPin).filter((e) => e !== undefined),
    withoutTypes: list(p.get('without-types'), word),
    withoutStatuses: statuses.filter((s) => list(p.get('without-status'), word).includes(s)),
    withoutRelations: list(p.get('without-relations'), word),
    path: readPath(p),
    tab: among(tabs, p.get('tab'), emptyView.tab),
    lang: among<Lang | ''>(langs, p.get('lang'), ''),
    theme: among(themes, p.get('theme'), emptyView.theme),
  };
}

/** The query of the address that names a view: readURL(writeURL(v)) is v. */
export function writeURL(v: View): string {
  const { path } = v;
  const unless = (usual: string | number, value: string | number) => (value === usual ? '' : String(value));
  const given: [string, string][] = [
    ['view', unless(emptyView.page, v.page)],
    ['of', v.of],
    ['indicators', v.indicators.join(',')],
    ['places', v.places.join(',')],
    ['see', v.expansions.map(writeExpansion).join(',')],
    ['on', v.selected],
    ['hide', v.hidden.join(',')],
    ['pin', v.pinned.map(writePin).join(',')],
    ['without-types', v.withoutTypes.join(',')],
    ['without-status', statuses.filter((s) => v.withoutStatuses.includes(s)).join(',')],
    ['without-relations', v.withoutRelations.join(',')],
    ['path', path.from || path.to ? `${path.from}:${path.to}` : ''],
    ['mode', unless(noPath.mode, path.mode)],
    ['k', unless(noPath.k, path.k)],
    ['hops', unless(0, path.maxHops)],
    ['via-relations', path.relations.join(',')],
    ['avoid', path.avoidHubs ? 'hubs' : ''],
    ['pick', unless(-1, path.pick)],
    ['hop', unless(-1, path.hop)],
    ['tab', unless(emptyView.tab, v.tab)],
    ['lang', v.lang],
    ['theme', unless(emptyView.theme, v.theme)],
  ];
  // Only letters, digits, "-", "," and ":" are in these; they need no escapes.
  const query = given.filter(([, value]) => value !== '').map(([name, value]) => `${name}=${value}`).join('&');
  return query && `?${query}`;
}
