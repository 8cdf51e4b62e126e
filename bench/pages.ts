import { createResolver } from '@hecate/components';
import { chromium, type Browser } from '@playwright/test';
import { routeSizes } from '../apps/web/route-sizes.ts';
import { firstCurve } from '../e2e/first-curve.ts';
import { startHecate } from '../e2e/start-hecate.ts';
import { percentile, type Benchmark, type BenchRow } from './row.ts';

const rounds = 5;

interface Measured {
  readonly what: string;
  readonly path: string;
  readonly goalMs: number;
  /** Warm: the second look in the same browser context. */
  readonly isWarm: boolean;
}

const wanted: readonly Measured[] = [
  { what: 'first curve on the overview, cold cache', path: '', goalMs: 2_200, isWarm: false },
  {
    what: 'first curve of a dashboard, cold cache',
    path: 'projects/llm-prod/dashboards/vllm?start=1h',
    goalMs: 2_600,
    isWarm: false,
  },
  {
    what: 'first curve of a dashboard, warm',
    path: 'projects/llm-prod/dashboards/vllm?start=1h',
    goalMs: 1_000,
    isWarm: true,
  },
];

/** Times from navigation to the first painted curve, beside the time to the first paint of the same load. */
export const pages: Benchmark = {
  name: 'pages',
  async run(signal) {
    const resolver = createResolver({ report: (line) => console.log(line) });
    const { path: executablePath } = await resolver.resolve('chromium', { order: 'tests', signal });
    // The first start of a clone builds the console and compiles the server: what is measured is a warm one.
    const first = await startHecate({ args: ['--history', 'none'] });
    await first.end('SIGTERM');
    first.removeData();
    const startedAt = performance.now();
    const hecate = await startHecate({ args: ['--history', '2h'] });
    const urlMs = performance.now() - startedAt;
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-background-networking', '--disable-sync'],
    });
    try {
      const firstMs = await untilFirstCurve(browser, hecate.url, startedAt);
      const rows: BenchRow[] = [
        start('npm start, warm install: URL printed', urlMs, 5_000),
        start('npm start, warm install: first curve in the browser', firstMs, 10_000),
      ];
      for (const one of wanted) rows.push(await page(browser, hecate.url, one));
      return [...rows, ...sizes()];
    } finally {
      await browser.close();
      await hecate.end('SIGTERM');
      hecate.removeData();
    }
  },
};

async function untilFirstCurve(browser: Browser, url: string, startedAt: number): Promise<number> {
  const page = await browser.newPage();
  await page.goto(url);
  await firstCurve(page, { timeoutMs: 120_000 });
  await page.close();
  return performance.now() - startedAt;
}

function start(what: string, milliseconds: number, goalMs: number): BenchRow {
  return {
    what,
    measured: `${(milliseconds / 1000).toFixed(1)} s`,
    comparedWith: 'new state folder, child process to its end',
    ratio: `${(milliseconds / goalMs).toFixed(2)} of the goal`,
    goal: `≤ ${goalMs / 1000} s`,
    met: milliseconds <= goalMs,
  };
}

/** What each route loads of the build that was just looked at. */
function sizes(): readonly BenchRow[] {
  return routeSizes(new URL('../apps/web/dist/', import.meta.url)).map(
    ({ name, kB, budgetKB, fileCount, isTooBig }) => ({
      what: `JavaScript of ${name}, gzip`,
      measured: `${kB.toFixed(1)} kB`,
      comparedWith: `${fileCount} files`,
      ratio: `${(kB / budgetKB).toFixed(2)} of the goal`,
      goal: `≤ ${budgetKB} kB`,
      met: !isTooBig,
    }),
  );
}

async function page(browser: Browser, base: string, one: Measured): Promise<BenchRow> {
  const curves: number[] = [];
  const paints: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const tab = await context.newPage();
    if (one.isWarm) {
      await tab.goto(`${base}${one.path}`);
      await firstCurve(tab);
    }
    await tab.goto(`${base}${one.path}`);
    curves.push(await firstCurve(tab));
    paints.push(
      await tab.evaluate(
        () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      ),
    );
    await context.close();
  }
  const median = percentile(curves, 0.5);
  const paint = percentile(paints, 0.5);
  return {
    what: one.what,
    measured: `${Math.round(median)} ms (median of ${rounds})`,
    comparedWith: `first paint ${Math.round(paint)} ms`,
    ratio: `${(median / paint).toFixed(1)}×`,
    goal: `≤ ${one.goalMs} ms`,
    met: median <= one.goalMs,
  };
}
