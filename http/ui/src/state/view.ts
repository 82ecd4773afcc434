import type { Hop, PathQuestion } from '../api/client';
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

export type Tab = 'evidence' | 'paths' | 'table';
export type Lang = 'zh' | 'en';
export type Theme = 'auto' | 'light' | 'dark';

/** All that decides what is on the screen, apart from the answers of the service. */
export interface View {
  expansions: readonly Expansion[];
  /** An entity's slug, a statement's id, or ''. */
  selected: string;
  /** Slugs and statement ids that are hidden. */
  hidden: readonly string[];
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

/** The most entities of one expansion; beyond it no drawing can be read. */
export const mostEntities = 500;

export const noPath: PathView = { from: '', to: '', mode: 'k-shortest', k: 5, pick: -1, hop: -1 };

/** The view before anything is picked. */
export const emptyView: View = {
  expansions: [], selected: '', hidden: [], withoutTypes: [], withoutStatuses: [], withoutRelations: [],
  path: noPath, tab: 'evidence', lang: '', theme: 'auto',
};
