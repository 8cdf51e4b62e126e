import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { test } from './covered-test.ts';
import { startHostileDatasource, type HostileDatasource } from './hostile-datasource.ts';
import { hostileTexts } from './hostile-texts.ts';

// Names, labels, titles and links are attackers' input: whatever they hold is shown as text, in every kind of panel.
const base = process.env.HECATE_E2E_URL ?? '';
const kinds = [
  'TimeSeriesChart',
  'BarChart',
  'StatChart',
  'GaugeChart',
  'Table',
  'TimeSeriesTable',
  'StatusHistoryChart',
  'HeatMapChart',
  'HistogramChart',
  'PieChart',
  'ScatterChart',
];
let datasource: HostileDatasource;

test.beforeAll(async ({ request }) => {
  datasource = await startHostileDatasource();
  await created(request, 'projects', { kind: 'Project', metadata: { name: 'hostile' }, spec: {} });
  await created(request, 'projects/hostile/datasources', source('Datasource'));
});
test.afterAll(async ({ request }) => {
  await request.delete(`${base}api/v1/projects/hostile`);
  await datasource.stop();
});

const sets = Array.from({ length: Math.ceil(hostileTexts.length / 10) }, (_, set) => set);

for (const set of sets) {
  test(`texts ${set * 10} to ${set * 10 + 9} stay texts in titles, links, markdown, legends, tables and charts`, async ({
    page,
    request,
  }) => {
    const found = await watch(page);
    await created(request, 'projects/hostile/dashboards', dashboard(set));
    await page.goto(
      `${base}projects/hostile/dashboards/set-${set}?start=1h&var-word=${encodeURIComponent(text(set, 0))}`,
    );
    const panels = page.locator('[data-panel], section[aria-labelledby]');
    await expect(panels.first()).toBeVisible();
    // Panels are drawn when they come into view; a chart's tooltip is another place for names.
    for (let at = 0; at < (await panels.count()); at += 1) {
      await panels.nth(at).scrollIntoViewIfNeeded();
      const box = await panels.nth(at).boundingBox();
      if (box !== null) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
      await page.waitForTimeout(100);
    }
    // Every text really came through the chain: the labels stand in the table as they are.
    const table = page.locator('table', { hasText: text(set, 0) }).first();
    for (const each of hostileTexts.slice(set * 10, (set + 1) * 10)) await expect(table).toContainText(each);
    await page.screenshot({ path: `test-results/pages/hostile-${set}.png`, fullPage: true });
    expect(await found()).toEqual([]);
  });
}

test('texts stay texts in Explore with its completion, graph and table, and in the lists of dashboards', async ({
  page,
  request,
}) => {
  const listed = { ...dashboard(0), metadata: { name: 'listed', project: 'hostile' } };
  const global = { ...source('GlobalDatasource'), metadata: { name: 'hostile' } };
  await created(request, 'projects/hostile/dashboards', listed);
  await created(request, 'globaldatasources', global);
  try {
    const found = await watch(page);
    await page.goto(`${base}explore?ds=hostile&q=${encodeURIComponent('evil{set="0"}')}`);
    const editor = page.locator('.cm-content').first();
    await expect(editor).toBeVisible();
    await expect(page.getByText(text(0, 1), { exact: false }).first()).toBeAttached();
    await editor.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('img');
    await page.keyboard.press('Control+Space');
    await expect(page.locator('.cm-tooltip-autocomplete')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Table of the result' })).toContainText(text(0, 1));
    for (const path of ['projects/hostile', 'dashboards?q=listed']) {
      await page.goto(`${base}${path}`);
      await expect(page.getByText(text(0, 0), { exact: false }).first()).toBeVisible();
    }
    expect(await found()).toEqual([]);
  } finally {
    await request.delete(`${base}api/v1/globaldatasources/hostile`);
  }
});

async function created(request: APIRequestContext, path: string, data: unknown): Promise<void> {
  const answer = await request.post(`${base}api/v1/${path}`, { data });
  expect(answer.status(), await answer.text()).toBe(200);
}

function source(kind: 'Datasource' | 'GlobalDatasource'): Readonly<Record<string, unknown>> {
  return {
    kind,
    metadata: { name: 'hostile', project: 'hostile' },
    spec: {
      default: false,
      plugin: {
        kind: 'PrometheusDatasource',
        spec: { proxy: { kind: 'HTTPProxy', spec: { url: datasource.url } } },
      },
    },
  };
}

/** Everything by which a text would have become more than text. */
async function watch(page: Page): Promise<() => Promise<readonly string[]>> {
  const outside: string[] = [];
  page.on('dialog', (dialog) => {
    outside.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(base).origin)
      outside.push(`left: ${request.url()}`);
  });
  await page.addInitScript(() => {
    const hits: string[] = [];
    Object.assign(window, { __hits: hits, __hit: (index: number) => hits.push(`text ${index} ran`) });
    document.addEventListener('securitypolicyviolation', (event) => {
      hits.push(
        `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}:${event.columnNumber}`,
      );
    });
  });
  return async () => {
    const inside = await page.evaluate(() => {
      const hits: unknown = Reflect.get(window, '__hits');
      const built = [...document.querySelectorAll('*')].flatMap((element) =>
        [...element.attributes].flatMap(({ name, value }) => {
          const isHandler = name.startsWith('on');
          const isScheme =
            /^(?:href|src|xlink:href|action|formaction|data)$/.test(name) &&
            /^\s*(?:javascript|vbscript|data:text)/i.test(value.replaceAll(/[\t\n\r]/g, ''));
          return isHandler || isScheme ? [`<${element.localName} ${name}="${value}">`] : [];
        }),
      );
      const foreign = [
        ...document.querySelectorAll('iframe, object, embed, base, marquee, plaintext, xmp, isindex'),
      ];
      return [
        ...(Array.isArray(hits) ? hits.map(String) : []),
        ...built,
        ...foreign.map((element) => element.outerHTML),
      ];
    });
    return [...outside, ...inside.filter((line) => !isOfSanitiser(line))];
  };
}

/**
 * DOMPurify parses what it cleans in a document of its own, where nothing runs; Chromium reports the handlers it meets there all the same,
 * as blocked in the file that carries DOMPurify.
 */
function isOfSanitiser(line: string): boolean {
  const file = /^policy: script-src-attr inline \S+\/(assets\/[\w.-]+\.js):/.exec(line)?.[1];
  return file !== undefined && (builtPackages[file] ?? []).includes('dompurify');
}

const builtPackages: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../apps/web/dist/.vite/packages.json'), 'utf8'),
);

function text(set: number, index: number): string {
  return hostileTexts[(set * 10 + index) % hostileTexts.length] ?? '';
}

function dashboard(set: number): Readonly<Record<string, unknown>> {
  const panels = Object.fromEntries([
    ...kinds.map((kind, index) => [
      `p${index}`,
      {
        kind: 'Panel',
        spec: {
          display: { name: text(set, index), description: text(set, index + 1) },
          plugin: { kind, spec: pluginSpec(kind, text(set, index)) },
          links: [
            {
              name: text(set, index + 2),
              tooltip: text(set, index + 3),
              url: text(set, index + 4),
              targetBlank: true,
            },
            { name: 'scheme', url: `javascript:__hit(${set})` },
          ],
          queries: [
            {
              kind: 'TimeSeriesQuery',
              spec: {
                plugin: {
                  kind: 'PrometheusTimeSeriesQuery',
                  spec: {
                    query: `${kind === 'HeatMapChart' || kind === 'HistogramChart' ? 'bucket' : 'evil'}{set="${set}"}`,
                    datasource: { kind: 'PrometheusDatasource', name: 'hostile' },
                    ...(index % 2 === 0 ? { seriesNameFormat: '{{evil}}' } : {}),
                  },
                },
              },
            },
          ],
        },
      },
    ]),
    [
      'words',
      {
        kind: 'Panel',
        spec: {
          display: { name: 'Words' },
          plugin: {
            kind: 'Markdown',
            spec: { text: Array.from({ length: 10 }, (_, index) => text(set, index)).join('\n\n') },
          },
        },
      },
    ],
    [
      'unknown',
      { kind: 'Panel', spec: { display: { name: text(set, 5) }, plugin: { kind: text(set, 6), spec: {} } } },
    ],
  ]);
  const items = Object.keys(panels).map((key, index) => ({
    x: (index % 2) * 12,
    y: Math.floor(index / 2) * 8,
    width: 12,
    height: 8,
    content: { $ref: `#/spec/panels/${key}` },
  }));
  return {
    kind: 'Dashboard',
    metadata: { name: `set-${set}`, project: 'hostile' },
    spec: {
      display: { name: text(set, 0), description: text(set, 1) },
      variables: [
        {
          kind: 'TextVariable',
          spec: { name: 'word', value: text(set, 2), display: { name: text(set, 3) } },
        },
      ],
      panels,
      layouts: [
        { kind: 'Grid', spec: { display: { title: text(set, 4), collapse: { open: true } }, items } },
      ],
      duration: '1h',
    },
  };
}

function pluginSpec(kind: string, words: string): unknown {
  if (kind === 'TimeSeriesChart') {
    return {
      legend: { position: 'bottom', mode: 'table', values: ['last'] },
      thresholds: { steps: [{ value: 3, name: words }] },
    };
  }
  if (kind === 'Table')
    return { columnSettings: [{ name: 'evil', header: words, headerDescription: words }] };
  if (kind === 'ScatterChart') return {};
  return kind === 'TimeSeriesTable' || kind === 'HistogramChart' ? {} : { calculation: 'last' };
}
