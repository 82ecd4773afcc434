import type { Hop, PathQuestion } from '../api/questions';
import type { Status } from '../api/types';

/** An entity, and which of its edges are brought: a relation, or '' for all. */
export type Expansion = Hop;

/** A question for paths, and what of its answer is shown. */
export interface PathView extends PathQuestion {
  /** Which of the paths, from 0; -1 for none. */
  pick: number;
  /** How many of its hops are lit; -1 for all. */
  hop: number;
}

/** A node that the user put somewhere, in the units of the drawing. */
export interface Pin { id: string; x: number; y: number }

export const pages = ['explore', 'layouts', 'compare', 'gaps', 'coverage'] as const;
export const tabs = ['evidence', 'paths', 'table', 'share'] as const;
export const themes = ['auto', 'light', 'dark'] as const;
export const langs = ['zh', 'en'] as const;

/** What the picture is of: entities and edges, or one of the report's views. */
export type Page = typeof pages[number];
export type Tab = typeof tabs[number];
export type Lang = typeof langs[number];
export type Theme = typeof themes[number];

/** All that decides what is on the screen, apart from the answers of the service. */
export interface View {
  page: Page;
  /** What the page is of: a layout, a source or what gaps are looked for in; '' is the first, or all. */
  of: string;
  /** What is compared; none means all. The first place is the reference. */
  indicators: readonly string[];
  places: readonly string[];
  expansions: readonly Expansion[];
  /** An entity's slug, a statement's id, or ''. */
  selected: string;
  /** Slugs and statement ids that are hidden. */
  hidden: readonly string[];
  pinned: readonly Pin[];
  /** Types, statuses and relations that the legend leaves out. */
  withoutTypes: readonly string[];
  withoutStatuses: readonly Status[];
  withoutRelations: readonly string[];
  path: PathView;
  tab: Tab;
  /** '' is the browser's. */
  lang: Lang | '';
  theme: Theme;
}

/** How many entities an expansion brings unless more are asked for. */
export const pageSize = 60;

/** The most entities that one expansion brings: with its own entity and what stands for the rest, 500 nodes. */
export const mostEntities = 498;

/** The most hops that a path may be asked to have. */
export const mostHops = 12;

export const noPath: PathView = { from: '', to: '', mode: 'k-shortest', k: 5, maxHops: 0, relations: [], avoidHubs: false, pick: -1, hop: -1 };

/** The view before anything is picked. */
export const emptyView: View = {
  page: 'explore', of: '', indicators: [], places: [], expansions: [], selected: '', hidden: [], pinned: [],
  withoutTypes: [], withoutStatuses: [], withoutRelations: [], path: noPath, tab: 'evidence', lang: '', theme: 'auto',
};
