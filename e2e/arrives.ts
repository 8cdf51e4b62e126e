import { expect, type Page } from '@playwright/test';
import { accessible } from './accessible.ts';
import { firstCurve } from './first-curve.ts';
import type { ListedPage } from './page-list.ts';

const base = process.env.HECATE_E2E_URL ?? '';

/** Opens a page as a person finds it and asserts that it arrives, is accessible, fits and keeps to itself. */
export async function arrives(
  page: Page,
  one: ListedPage,
  look: { readonly theme: 'light' | 'dark'; readonly width: number },
): Promise<void> {
  const { theme, width } = look;
  const complaints = watch(page);
  await open(page, one.path, theme);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(one.heading);
  const isClosed = width === 390 && one.isClosedWhenNarrow === true;
  if (one.hasCurve && !isClosed) await scrolledToCurve(page);
  await page.mouse.wheel(0, -5_000);
  // Comfort for the picture: a page that refreshes may never fall silent, and what counts is asserted below.
  await page.waitForLoadState('networkidle').catch(() => undefined);
  expect(await sidewaysPx(page), 'scrolls sideways').toBeLessThanOrEqual(0);
  await accessible(page);
  await page.screenshot({ path: `test-results/pages/${one.name}-${theme}-${width}.png` });
  expect(complaints).toEqual([]);
}

/** By how many pixels the page is wider than its window. */
export function sidewaysPx(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** What a page must never do: complain on the console, break its policy, or leave its origin. */
function watch(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(base).origin)
      complaints.push(`left the origin: ${request.url()}`);
    if (/lato/i.test(request.url())) complaints.push(`a font that is not ours: ${request.url()}`);
  });
  return complaints;
}

async function open(page: Page, path: string, theme: 'light' | 'dark'): Promise<void> {
  await page.addInitScript((chosen) => {
    localStorage.setItem('hecate.preferences', JSON.stringify({ theme: chosen, zone: 'UTC' }));
  }, theme);
  await page.goto(`${base}${path}`);
}

/** Charts are drawn when they come into view, and on a narrow screen the first one is some way down. */
async function scrolledToCurve(page: Page): Promise<void> {
  await expect(async () => {
    try {
      await firstCurve(page, { timeoutMs: 3_000 });
    } catch (error) {
      await page.mouse.wheel(0, 300);
      throw error;
    }
  }).toPass({ timeout: 60_000 });
}
