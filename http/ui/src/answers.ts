import { Cache, type Asked } from './api/cache';
import * as api from './api/client';
import { Failure } from './api/failure';
import type { EntityView, Graph, Hit, Model, Node, Statement } from './api/types';
import type { Expansion, PathView } from './state/view';

/** The questions asked so far, and what was answered. Asking again is free. */
export class Answers {
  private readonly models: Cache<Model>;
  private readonly graphs: Cache<Graph>;
  private readonly entities: Cache<EntityView>;
  private readonly statements: Cache<Statement>;
  private readonly lists: Cache<{ entities: Node[] }>;
  private readonly found: Cache<{ results: Hit[] }>;
  private readonly all: Cache<unknown>[];

  /** The function is called whenever more is known. */
  constructor(changed: () => void) {
    const make = <T>() => new Cache<T>(changed);
    this.all = [this.models = make(), this.graphs = make(), this.entities = make(), this.statements = make(), this.lists = make(), this.found = make()] as Cache<unknown>[];
  }

  model = (): Asked<Model> => this.models.get('', api.getModel);
  expansion = (e: Expansion): Asked<Graph> => this.graphs.get(`${e.id}:${e.relation}:${e.direction}:${e.limit}`, () => api.neighborhood(e));
  paths = (p: PathView): Asked<Graph> => this.graphs.get(`${p.from}>${p.to}:${p.mode}:${p.k}`, () => api.getPaths(p));
  entity = (id: string, perRelation: number): Asked<EntityView> => this.entities.get(`${id}:${perRelation}`, () => api.getEntity(id, perRelation));
  statement = (id: string): Asked<Statement> => this.statements.get(id, () => api.getStatement(id));
  hubs = (): Asked<{ entities: Node[] }> => this.lists.get('', () => api.hubs(12));
  near = (words: string): Asked<{ results: Hit[] }> => this.found.get(words, () => api.search(words, undefined, 5));

  /** Whether some question failed in a way that may pass. */
  get waiting(): boolean {
    return this.all.some((c) => c.failures().some((f) => f instanceof Failure && f.passing));
  }

  /** Asks again what failed. */
  retry(): void { for (const c of this.all) c.retry(); }
}
