import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import react from '@vitejs/plugin-react';
import { chunkPackages } from './chunk-packages.ts';
import { directEcharts } from './direct-echarts.ts';

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

export default defineConfig({
  plugins: [directEcharts(), react(), chunkPackages()],
  define: { global: 'globalThis' },
  resolve: {
    dedupe: single,
    // The ES module of each icon: the CommonJS one drags a second copy of MUI along.
    alias: [
      { find: /^mdi-material-ui\/([A-Z]\w*)$/, replacement: 'mdi-material-ui/esm/$1.js' },
      {
        find: '@module-federation/enhanced/runtime',
        replacement: fileURLToPath(new URL('./no-module-federation.ts', import.meta.url)),
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
    // What every page needs goes into one file: fewer requests before the first paint.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shell', tags: ['$initial'] }] } } },
  },
});
