import { createResolver } from '@hecate/components';
import { defineConfig } from '@playwright/test';

const chromium = await createResolver({ report: () => {} }).resolve('chromium', { order: 'tests' });

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  workers: 1,
  fullyParallel: false,
  // Only a hang ends a test: how long a page takes is the bench's question.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? 'test-results/report.json' }],
  ],
  outputDir: '../test-results',
  globalSetup: './global-setup.ts',
  use: {
    viewport: { width: 1280, height: 800 },
    timezoneId: 'UTC',
    trace: 'off',
    launchOptions: {
      executablePath: chromium.path,
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
