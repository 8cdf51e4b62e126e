import { documentLimits } from '@hecate/perses';
import { expect } from '@playwright/test';
import { test } from './covered-test.ts';
import { chart, item } from './edited-dashboard.ts';
import { firstCurve } from './first-curve.ts';

// As many panels and variables, and as long titles, as a document may have, filled up to the largest body the server takes.
const base = process.env.HECATE_E2E_URL ?? '';
const path = 'projects/llm-prod/dashboards';
const bodyBytes = 5_000_000;
const columns = 2;
/** Thirty times what a page may take for such a document: only a page that freezes is found here. */
const patience = { timeout: 90_000 };

test.afterAll(async ({ request }) => {
  await request.delete(`${base}api/v1/${path}/largest`);
});

test('the largest dashboard there may be opens and draws, and its last panel is reached', async ({
  page,
  request,
}) => {
  test.setTimeout(300_000);
  const data = largest();
  expect(data.length).toBeGreaterThan(0.95 * bodyBytes);
  const headers = { 'content-type': 'application/json' };
  const made = await request.post(`${base}api/v1/${path}`, { headers, data });
  expect(made.status(), (await made.text()).slice(0, 300)).toBe(200);
  await page.goto(`${base}${path}/largest`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Largest', patience);
  // Two hundred variables fill the first screen; panels are drawn when they come into view.
  const panel = (index: number) => page.locator(`[data-panel="p${index}"]`);
  await panel(0).scrollIntoViewIfNeeded(patience);
  await firstCurve(page, { timeoutMs: patience.timeout });
  const last = panel(documentLimits.panels - 1);
  await last.scrollIntoViewIfNeeded(patience);
  await expect(last).toBeInViewport(patience);
  await expect(last).toContainText(`Panel ${documentLimits.panels - 1}`);
});

function largest(): string {
  const build = (descriptionCharacters: number) => {
    const title = (name: string) => name.padEnd(documentLimits.displayNameCharacters, ' and so on');
    const keys = Array.from({ length: documentLimits.panels }, (_, index) => `p${index}`);
    return JSON.stringify({
      kind: 'Dashboard',
      metadata: { name: 'largest', project: 'llm-prod' },
      spec: {
        display: { name: title('Largest') },
        duration: '15m',
        variables: Array.from({ length: documentLimits.variables }, (_, index) => ({
          kind: 'TextVariable',
          spec: { name: `v${index}`, value: `${index}` },
        })),
        panels: Object.fromEntries(
          keys.map((key, index) => [
            key,
            withDescription(chart(title(`Panel ${index}`), `count(up) + ${index}`), descriptionCharacters),
          ]),
        ),
        layouts: [
          {
            kind: 'Grid',
            spec: {
              items: keys.map((key, index) =>
                item(key, (index % columns) * 12, Math.floor(index / columns) * 8),
              ),
            },
          },
        ],
      },
    });
  };
  const room = Math.floor((bodyBytes - build(0).length) / documentLimits.panels);
  return build(Math.min(room, documentLimits.descriptionCharacters));
}

function withDescription(panel: unknown, characters: number): unknown {
  const { spec, ...rest } = panel as { spec: { display: object } };
  return {
    ...rest,
    spec: { ...spec, display: { ...spec.display, description: 'd'.repeat(characters) } },
  };
}
