import type { EntityType, Model, Text } from './api/types';

/** What the ontology says of types and relations, by id. */
export class Ontology {
  private readonly types: ReadonlyMap<string, EntityType>;
  private readonly relations: ReadonlyMap<string, { label: Text; inverse: Text }>;

  constructor(model: Model | undefined) {
    this.types = new Map((model?.types ?? []).map((t) => [t.id, t]));
    this.relations = new Map((model?.relations ?? []).map((r) => [r.id, { label: r.label, inverse: r.inverse?.label ?? r.label }]));
  }

  /** Every relation between entities. */
  get relationIDs(): string[] { return [...this.relations.keys()]; }

  color(type: string): string { return this.types.get(type)?.color ?? '#607080'; }
  icon(type: string): string { return this.types.get(type)?.icon ?? ''; }
  typeLabel(type: string): Text { return this.types.get(type)?.label ?? { zh: type, en: type }; }

  /** What the relation is called; its inverse, where it is read from its object. */
  relationLabel(relation: string, direction: 'out' | 'in' = 'out'): Text {
    const r = this.relations.get(relation);
    if (!r) return { zh: relation, en: relation };
    return direction === 'in' ? r.inverse : r.label;
  }
}
