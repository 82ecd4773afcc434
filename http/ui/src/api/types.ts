import type { components } from './schema';

type Schemas = components['schemas'];

export type Text = Schemas['Text'];
export type Node = Schemas['Node'];
export type Edge = Schemas['Edge'];
export type Meta = Schemas['Meta'];
export type Graph = Schemas['GraphAnswer'];
export type Path = Schemas['Path'];
export type Hit = Schemas['Hit'];
export type EntityRef = Schemas['EntityRef'];
export type EntityView = Schemas['EntityView'];
export type Statement = Schemas['StatementView'];
export type Evidence = Schemas['EvidenceView'];
export type Qualifier = Schemas['QualifierView'];
export type Model = Schemas['Ontology'];
export type EntityType = Schemas['EntityType'];
export type Problem = Schemas['Problem'];
export type EntityList = Schemas['EntityList'];
export type LayoutList = Schemas['LayoutList'];
export type Layout = Schemas['LayoutView'];
export type Comparison = Schemas['Comparison'];
export type Gaps = Schemas['Gaps'];
export type SourceList = Schemas['SourceList'];
export type Coverage = Schemas['Coverage'];
export type Status = Node['status'];

/** Every status, the most real first. */
export const statuses: readonly Status[] = ['existing', 'in-progress', 'planned', 'aspired', 'explored', 'absent'];
