import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Finds nothing that keeps a page, or the part of it that a selector names, from being accessible. */
export async function accessible(page: Page, part?: string): Promise<void> {
  // What is still fading in has no contrast yet.
  await page.evaluate(async () => {
    const finite = globalThis.document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(finite.map((one) => one.finished));
  });
  const builder = new AxeBuilder({ page })
    // Only violations are read, and no page has frames: the rest of axe's report and its blank page take longer than the rules.
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true)
    .withTags(rules);
  const { violations } = await (part === undefined ? builder : builder.include(part)).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).toEqual([]);
  expect(page.frames()).toHaveLength(1);
}
