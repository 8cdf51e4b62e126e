import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, type BrowserContext, type BrowserContextOptions } from '@playwright/test';
import { coverContext, type CoveredContext } from './covered-context.ts';
import { createExecutedLines, type BuiltScript, type ExecutedLines } from './executed-lines.ts';

/** Opens another person's browser, which is closed after the test. */
export type OpenContext = (options?: BrowserContextOptions) => Promise<BrowserContext>;

interface TestFixtures {
  readonly openContext: OpenContext;
  readonly covered: CoveredContext | null;
}

interface WorkerFixtures {
  readonly executed: ExecutedLines | null;
}

/** The build with source maps, and where each worker writes which lines ran; without them nothing is counted. */
const mapsFolder = process.env.HECATE_COVERAGE_MAPS ?? '';
const outFolder = process.env.HECATE_COVERAGE_OUT ?? '';

/** The `test` of every browser test: it counts which lines of the browser app ran, where the test command asks for it. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  executed: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from the pattern
    async ({}, provide, { workerIndex }) => {
      if (mapsFolder === '' || outFolder === '') return provide(null);
      const executed = createExecutedLines({ read: builtScript });
      await provide(executed);
      mkdirSync(outFolder, { recursive: true });
      writeFileSync(join(outFolder, `worker-${workerIndex}.json`), JSON.stringify(executed.lines()));
    },
    { scope: 'worker' },
  ],
  covered: async ({ context, executed }, provide) => {
    const covered = executed === null ? null : coverContext(context, executed);
    await provide(covered);
    await covered?.take();
  },
  // The pattern's order is the order of setting up: the context is watched before it opens its page.
  page: async ({ covered, page }, provide) => {
    await covered?.started();
    await provide(page);
  },
  openContext: async ({ browser, executed }, provide) => {
    const opened: { readonly context: BrowserContext; readonly covered: CoveredContext | null }[] = [];
    await provide(async (options) => {
      const context = await browser.newContext(options);
      opened.push({ context, covered: executed === null ? null : coverContext(context, executed) });
      return context;
    });
    for (const { covered } of opened) await covered?.take();
    for (const { context } of opened) await context.close();
  },
});

function builtScript(name: string): BuiltScript | null {
  const file = join(mapsFolder, 'assets', name);
  if (!existsSync(`${file}.map`)) return null;
  return { code: readFileSync(file, 'utf8'), map: readFileSync(`${file}.map`, 'utf8') };
}
