import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { icons } from './build/icons.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: './',
  plugins: [icons(at('../../seeds/ontology'), at('node_modules/lucide-static/icons'), at('node_modules/lucide-static/LICENSE'))],
  server: { proxy: { '/v1': 'http://127.0.0.1:8080', '/readyz': 'http://127.0.0.1:8080' } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600, // the graph library, which is loaded when the first graph is shown
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      output: {
        // Fixed names: a build differs from the committed one only in what changed.
        entryFileNames: 'assets/explorer.js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: (file) => (file.names[0] === 'index.css' ? 'assets/explorer.css' : 'assets/[name][extname]'),
        codeSplitting: {
          groups: [
            { name: 'graph', test: /node_modules[\\/](cytoscape|cytoscape-fcose|cose-base|layout-base)[\\/]/ },
            { name: 'icons', test: /virtual:icons/ },
          ],
        },
      },
    },
  },
});
