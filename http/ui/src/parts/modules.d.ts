declare module 'virtual:icons' {
  const shapes: Record<string, [tag: string, attributes: Record<string, string>][]>;
  export default shapes;
}

declare module 'cytoscape-fcose' {
  import type { Ext } from 'cytoscape';
  const fcose: Ext;
  export default fcose;
}

declare module '*.css';
