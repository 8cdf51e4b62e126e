import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import react from '@vitejs/plugin-react';
import { builtUrl } from './built-url.ts';
import { chunkPackages } from './chunk-packages.ts';
import { directEcharts } from './direct-echarts.ts';
import { directPerses } from './direct-perses.ts';
import { firstScreenChunk } from './first-chunk.ts';
import { preloadFonts } from './preload-fonts.ts';
import { trustedMarkdown } from './trusted-markdown.ts';

/** Browsers our own syntax is built for; the docs say which were really tried. */
const browsers = ['chrome90', 'edge90', 'firefox88', 'safari14'];

/** One copy of each: a duplicate breaks React contexts. */
const single = [
  'react',
  'react-dom',
  '@emotion/react',
  '@emotion/styled',
  '@mui/material',
  '@tanstack/react-query',
  'react-hook-form',
  'echarts',
  'react-router-dom',
  'use-query-params',
  '@perses-dev/core',
  '@perses-dev/components',
  '@perses-dev/plugin-system',
  '@perses-dev/dashboards',
];

/** The page whose files are bundled for few requests, and the list that comes without the charts. */
const pages = {
  page: './src/pages/overview/OverviewPage.tsx',
  list: './src/pages/workloads/WorkloadsPage.tsx',
};

export default defineConfig({
  plugins: [directEcharts(), directPerses(), trustedMarkdown(), react(), preloadFonts(), chunkPackages()],
  define: { global: 'globalThis' },
  experimental: {
    // Only the page has the server's prefix in it; scripts and style sheets find each other from where they are.
    renderBuiltUrl: (file, { hostType }) => (hostType === 'html' ? builtUrl(file) : { relative: true }),
  },
  resolve: {
    dedupe: single,
    // The ES module of each icon: the CommonJS one drags a second copy of MUI along.
    alias: [
      { find: /^mdi-material-ui\/([A-Z]\w*)$/, replacement: 'mdi-material-ui/esm/$1.js' },
      {
        find: '@module-federation/enhanced/runtime',
        replacement: fileURLToPath(new URL('./no-module-federation.ts', import.meta.url)),
      },
      {
        find: 'mathjs',
        replacement: fileURLToPath(new URL('./src/format/small-mathjs.ts', import.meta.url)),
      },
    ],
  },
  build: {
    target: browsers,
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every page needs is one file: fewer requests before the first paint.
            { name: 'shell', tags: ['$initial'], priority: 3 },
            // A group takes along what its modules import, so the parts are taken out before the charts.
            { name: firstScreenChunk(pages, 'parts'), priority: 2 },
            { name: firstScreenChunk(pages, 'charts'), priority: 1 },
          ],
        },
      },
    },
  },
});
