import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createResolver } from '@hecate/components';
import { chromium } from '@playwright/test';
import { firstCurve } from './first-curve.ts';
import { looks, pageList } from './page-list.ts';
import { startHecate } from './start-hecate.ts';

// Makes the pictures of README and docs: `npm run screenshots`, or with a URL the pictures of a Hecate that runs already.
const folder = join(import.meta.dirname, '../docs/images');
const given = process.argv[2];
const { path: executablePath } = await createResolver({ report: (line) => console.log(line) }).resolve(
  'chromium',
  { order: 'tests' },
);
const hecate = given === undefined ? await startHecate({ args: ['--history', '6h'] }) : null;
const base = given ?? hecate?.url ?? '';
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-background-networking', '--disable-sync'],
});
mkdirSync(folder, { recursive: true });

try {
  for (const { theme, width, height } of looks) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: theme,
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
    });
    await context.addInitScript((chosen) => {
      localStorage.setItem('hecate.preferences', JSON.stringify({ theme: chosen, zone: 'UTC' }));
    }, theme);
    for (const one of pageList) {
      const page = await context.newPage();
      await page.goto(new URL(one.path, base).href);
      if (one.hasCurve && width !== 390) await firstCurve(page, { timeoutMs: 60_000 });
      await page.waitForTimeout(2_500);
      const file = join(folder, `${one.name}-${theme}${width === 390 ? '-narrow' : ''}.png`);
      await page.screenshot({ path: file });
      console.log(file);
      await page.close();
    }
    await context.close();
  }
} finally {
  await browser.close();
  await hecate?.end('SIGTERM');
  hecate?.removeData();
}
