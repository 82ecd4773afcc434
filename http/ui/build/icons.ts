import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** A drawing: SVG elements with their attributes. */
type Shape = [tag: string, attributes: Record<string, string>];

/** Icons of the explorer's own buttons. */
const own = ['undo-2', 'redo-2', 'sun', 'moon', 'sun-moon', 'languages', 'search', 'maximize', 'zoom-in', 'zoom-out', 'shuffle', 'book-open'];

/** Names of icons that the ontology uses. */
function ontologyIcons(folder: string): string[] {
  return readdirSync(folder).filter((f) => f.endsWith('.yaml')).flatMap((f) =>
    [...readFileSync(join(folder, f), 'utf8').matchAll(/\bicon:\s*"?([a-z0-9-]+)/g)].map((m) => m[1]!));
}

function shapes(file: string): Shape[] {
  const svg = readFileSync(file, 'utf8').replace(/<!--[\s\S]*?-->/g, '').replace(/<svg[\s\S]*?>|<\/svg>/g, '');
  return [...svg.matchAll(/<([a-z]+)\s([^>]*?)\/>/g)].map((m): Shape =>
    [m[1]!, Object.fromEntries([...m[2]!.matchAll(/([a-z0-9-]+)="([^"]*)"/g)].map((a) => [a[1]!, a[2]!]))]);
}

/**
 * The module "virtual:icons": the drawings of the icons that the ontology names,
 * from the Lucide set, and of the explorer's own. A name that the set does not
 * have fails the build.
 */
export function icons(ontology: string, set: string, license: string): Plugin {
  const id = 'virtual:icons';
  return {
    name: 'ontology-icons',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'licenses-icons.txt', source: readFileSync(license, 'utf8') });
    },
    load(source) {
      if (source !== `\0${id}`) return undefined;
      const names = [...new Set([...ontologyIcons(ontology), ...own])].sort();
      const table = Object.fromEntries(names.map((name) => [name, shapes(join(set, `${name}.svg`))]));
      return `export default ${JSON.stringify(table)};`;
    },
  };
}
