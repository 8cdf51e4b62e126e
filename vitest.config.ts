import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const webDependencies = [/@perses-dev/, /echarts/, /zrender/, /@mui/, /mdi-material-ui/];

export default defineConfig({
  test: {
    coverage: {
      provider: 'v8',
      reporter: ['text-summary', 'json'],
      include: ['packages/*/src/**/*.ts', 'apps/*/src/**/*.{ts,tsx}'],
      exclude: ['**/*.test.{ts,tsx}', '**/main.ts', '**/main.tsx'],
    },
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/{cli,server}/src/**/*.test.ts',
            'bin/**/*.test.ts',
            'e2e/**/*.test.ts',
          ],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
          isolate: false,
          pool: 'threads',
          // Vitest would leave a core to its own thread, which has next to nothing to do; and many tests wait for a clock.
          maxWorkers: availableParallelism() + 1,
          sequence: { groupOrder: 0 },
          // Only a hang ends a test: property tests on a busy machine take as long as they take.
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['packages/*/src/**/*.integration.test.ts', 'apps/*/src/**/*.integration.test.ts'],
          pool: 'forks',
          // After the others, one file at a time: real components share the machine with it.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        define: { global: 'globalThis' },
        resolve: { mainFields: ['module', 'main'] },
        test: {
          name: 'web',
          maxWorkers: availableParallelism() + 1,
          sequence: { groupOrder: 0 },
          testTimeout: 120_000,
          include: ['apps/web/src/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
          server: { deps: { inline: webDependencies } },
        },
      },
    ],
  },
});
