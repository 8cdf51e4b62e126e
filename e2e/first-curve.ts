import type { Page } from '@playwright/test';

/** Waits until a canvas shows a curve: at least `minPixels` pixels that differ from the canvas' corner. Answers the page's clock in ms. */
export async function firstCurve(
  page: Page,
  options: { readonly timeoutMs?: number; readonly minPixels?: number } = {},
): Promise<number> {
  const handle = await page.waitForFunction(
    (minPixels: number) => {
      for (const canvas of document.querySelectorAll('canvas')) {
        const context = canvas.getContext('2d');
        if (context === null || canvas.width < 20 || canvas.height < 10) continue;
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        const colours = new Map<number, number>();
        // Called twenty times a second while the page is loading: nothing is made for a pixel that is grey.
        for (let index = 0; index < data.length; index += 4) {
          const red = data[index] ?? 0;
          const green = data[index + 1] ?? 0;
          const blue = data[index + 2] ?? 0;
          // Curves are coloured, axes and text are grey.
          if (Math.max(red, green, blue) - Math.min(red, green, blue) < 40) continue;
          if ((data[index + 3] ?? 0) < 128) continue;
          const colour = (red << 16) | (green << 8) | blue;
          const count = (colours.get(colour) ?? 0) + 1;
          if (count >= minPixels) return performance.now();
          colours.set(colour, count);
        }
      }
      return false;
    },
    options.minPixels ?? 30,
    { timeout: options.timeoutMs ?? 20_000, polling: 50 },
  );
  return Number(await handle.jsonValue());
}
