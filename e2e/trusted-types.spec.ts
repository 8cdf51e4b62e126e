import { expect } from '@playwright/test';
import { test } from './covered-test.ts';

// The page refuses strings that would become markup or script, whoever writes them.
const base = process.env.HECATE_E2E_URL ?? '';

test('a string becomes an element only where it can neither run nor load anything', async ({ page }) => {
  await page.goto(base);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const written = await page.evaluate(() => {
    const write = (text: string): string => {
      const element = globalThis.document.createElement('div');
      try {
        element.innerHTML = text;
      } catch (error) {
        return error instanceof Error ? error.name : String(error);
      }
      return element.innerHTML;
    };
    return [
      write('<b style="color:red">p95</b>'),
      write('<img src="data:,x" onerror="globalThis.ran = true">'),
      write('<div onclick="globalThis.ran = true">x</div>'),
    ];
  });
  expect(written).toEqual(['<b style="color:red">p95</b>', 'TypeError', 'TypeError']);
  const script = await page.evaluate(() => {
    const element = globalThis.document.createElement('script');
    try {
      element.text = 'globalThis.ran = true';
    } catch (error) {
      return error instanceof Error ? error.name : String(error);
    }
    return 'written';
  });
  expect(script).toBe('TypeError');
});
