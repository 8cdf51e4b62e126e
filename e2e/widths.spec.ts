import { expect } from '@playwright/test';
import { sidewaysPx } from './arrives.ts';
import { test } from './covered-test.ts';
import { pageList, stateList } from './page-list.ts';

// The widths between and beyond those of the page tests: a small phone, a tablet, a wide screen.
const base = process.env.HECATE_E2E_URL ?? '';
const names = ['overview', 'workloads', 'workload', 'dashboards', 'dashboard', 'explore', 'explore-graph'];

for (const one of [...pageList, ...stateList].filter(({ name }) => names.includes(name))) {
  test(`${one.name} fits at 320, 768 and 1920`, async ({ page }) => {
    for (const width of [320, 768, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${base}${one.path}`);
      const heading = page.getByRole('heading', { level: 1 });
      await expect(heading).toHaveText(one.heading);
      await expect(heading).toBeInViewport();
      // What arrives late may be what is too wide.
      await page.waitForLoadState('networkidle').catch(() => undefined);
      expect(await sidewaysPx(page), `scrolls sideways at ${width}`).toBeLessThanOrEqual(0);
    }
  });
}
