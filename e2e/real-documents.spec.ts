import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, yamlToJson } from '@hecate/perses';
import { expect, type Page } from '@playwright/test';
import { test } from './covered-test.ts';

// The real dashboards of the Perses community: every one opens without an error, and the editor saves without losing a field.

const base = process.env.HECATE_E2E_URL ?? '';
const project = 'perses-dev';
const testData = process.env.HECATE_TEST_DATA ?? join(import.meta.dirname, '../../shared/data');
const folder = join(testData, 'dashboards/perses-community');
const isMissing = !existsSync(testData) && process.env.CI !== 'true';
const files = isMissing ? [] : readdirSync(folder).toSorted();

const isDeep = process.env.HECATE_TEST_DEEP === '1';
/** Between them every kind of panel, variable and transform in the folder; the deep run saves all of them. */
const savedAlways = new Set([
  'alertmanager__alertmanager-overview.yaml',
  'etcd__etcd-overview.yaml',
  'istio__istio-mesh.yaml',
  'istio__istio-performance.yaml',
  'istio__istio-service-dashboard.yaml',
  'kubernetes__api-server-overview.yaml',
  'kubernetes__kubernetes-persistent-volume-overview.yaml',
  'kubernetes__kubernetes-pod-resources-overview.yaml',
  'opentelemetry-collector__opentelemetry-collector.yaml',
  'prometheus__prometheus-overview.yaml',
  'tempo__tempo-writes-overview.yaml',
  'thanos__thanos-receive-overview.yaml',
]);

/** The same inside the first panel: what is looked for, and what takes its place. */
const newerPanelFields = [
  [
    '"kind":"Panel","spec":{',
    '"kind":"Panel","spec":{"links":[{"name":"Node","url":"https://example.org/$instance","tooltip":"Of the node","renderVariables":true}],',
  ],
  [
    '"plugin":{"kind":"TimeSeriesChart",',
    '"plugin":{"kind":"TimeSeriesChart","metadata":{"version":"0.12.0","registry":"perses.dev"},',
  ],
  ['"kind":"TimeSeriesQuery","spec":{', '"kind":"TimeSeriesQuery","spec":{"name":"usage",'],
] as const;

/** The title of what the editor adds. */
const added = 'Added by the test';

/** What Perses 0.53 and 0.54 brought, and fields that nobody knows. */
const newerFields =
  '"links":[{"name":"Docs","url":"https://example.org","tooltip":"Runbook","renderVariables":true,"targetBlank":true}],' +
  '"annotations":[{"display":{"name":"Deploys"},"plugin":{"kind":"PrometheusPromQLAnnotation","spec":{"expr":"up"}}}],' +
  '"queryBatching":{"mode":"panel","maxPerRequest":10},' +
  '"timezone":"Asia/Kolkata","unheard":{"a":[1]},';

test.skip(isMissing, 'the folder with real dashboards is not here');

test.beforeAll(async ({ request }) => {
  if (isMissing) return;
  test.setTimeout(240_000);
  // The page's address is printed before Prometheus answers.
  await expect
    .poll(async () => (await request.get(`${base}prometheus/api/v1/query?query=up`)).status(), {
      timeout: 120_000,
    })
    .toBe(200);
  const made = await request.post(`${base}api/v1/projects`, {
    data: { kind: 'Project', metadata: { name: project }, spec: { display: { name: 'Perses community' } } },
  });
  expect(made.ok()).toBe(true);
  // The dashboards name a datasource, which here is the one Prometheus there is.
  const globals = await request.get(`${base}api/v1/globaldatasources`);
  const [first] = (await globals.json()) as readonly { readonly spec: { readonly plugin: unknown } }[];
  const named = await request.post(`${base}api/v1/projects/${project}/datasources`, {
    data: {
      kind: 'Datasource',
      metadata: { name: 'prometheus-datasource', project },
      spec: { default: false, plugin: first?.spec.plugin },
    },
  });
  expect(named.ok()).toBe(true);
  for (const file of files) {
    const created = await request.post(`${base}api/v1/projects/${project}/dashboards`, {
      headers: { 'content-type': 'application/json' },
      data: textOf(file),
    });
    expect(created.status()).toBe(200);
  }
});
test.afterAll(async ({ request }) => {
  await request.delete(`${base}api/v1/projects/${project}`);
});

for (const file of files) {
  test(`${file} opens without an error`, async ({ page }) => {
    const complaints = watch(page);
    await page.goto(`${base}projects/${project}/dashboards/${nameOf(file)}`);
    const panels = page.getByRole('region');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(titleOf(file));
    await expect(panels.first()).toBeVisible();
    // The queries of what is in sight have their answers; a page that refreshes may never fall silent for long.
    await page.waitForLoadState('networkidle', { timeout: 15_000 }).catch(() => undefined);
    expect(complaints).toEqual([]);
  });
}

for (const { file, newer } of [
  ...files.filter((file) => isDeep || savedAlways.has(file)).map((file) => ({ file, newer: false })),
  { file: 'node-exporter__node-exporter-nodes.yaml', newer: true },
  { file: 'kubernetes__kubernetes-pod-resources-overview.yaml', newer: true },
]) {
  test(`${file}${newer ? ' with the fields of newer versions' : ''} is saved from the editor without losing a field`, async ({
    page,
    request,
  }) => {
    test.skip(!files.includes(file), 'the dashboard is not here');
    const address = `${base}api/v1/projects/${project}/dashboards/${nameOf(file)}`;
    const text = newer ? withNewerFields(textOf(file)) : textOf(file);
    const written = await request.put(address, {
      headers: { 'content-type': 'application/json' },
      data: text,
    });
    expect(written.status()).toBe(200);
    const before: StoredJson = await written.json();
    await page.goto(`${base}projects/${project}/dashboards/${nameOf(file)}`);
    await page.getByRole('button', { name: 'Edit dashboard' }).click();
    if (newer) await addPanel(page, added);
    else await addGroup(page, added);
    const toolbar = page.getByRole('toolbar', { name: 'Edit dashboard' });
    await toolbar.getByRole('button', { name: 'Save dashboard' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save dashboard' }).click();
    await expect(page.getByText(`Saved version ${before.metadata.version + 1}.`)).toBeVisible();
    const after: StoredJson = await (await request.get(address)).json();
    // Texts are compared, so that the order of what is kept is too.
    if (newer) expect(withoutPanel(after)).toEqual(before);
    else expect(JSON.stringify(withoutGroup(after).spec)).toBe(JSON.stringify(before.spec));
    if (newer)
      expect(after).toMatchObject({ metadata: { tags: ['gpu', 'llm'] }, spec: { timezone: 'Asia/Kolkata' } });
  });
}

test('folders of both shapes stay as they are and hold their dashboards', async ({ page, request }) => {
  const inner = { kind: 'Dashboard', name: nameOf('etcd__etcd-overview.yaml') };
  const shapes = [
    { name: 'old-shape', spec: [{ kind: 'Folder', name: 'inside', spec: [inner] }] },
    {
      name: 'new-shape',
      spec: {
        display: { name: 'New shape' },
        items: [{ kind: 'Dashboard', name: nameOf('thanos__thanos-query-overview.yaml') }],
      },
    },
  ];
  for (const { name, spec } of shapes) {
    const answer = await request.post(`${base}api/v1/projects/${project}/folders`, {
      data: { kind: 'Folder', metadata: { name, project }, spec },
    });
    expect(answer.status()).toBe(200);
    const read = await request.get(`${base}api/v1/projects/${project}/folders/${name}`);
    expect(await read.json()).toMatchObject({ spec });
  }
  await page.goto(`${base}projects/${project}`);
  await expect(page.getByText('New shape').first()).toBeVisible();
  await expect(page.getByText('old-shape').first()).toBeVisible();
});

/** What a save may change: the version and its time, and what was added. */
interface StoredJson {
  readonly metadata: { readonly version: number; readonly updatedAt: string };
  readonly spec: {
    readonly panels: Readonly<
      Record<string, { readonly spec: { readonly display: { readonly name: string } } }>
    >;
    readonly layouts: readonly {
      readonly spec: {
        readonly display?: { readonly title?: string };
        readonly items: readonly { readonly content: { readonly $ref: string } }[];
      };
    }[];
  };
}

function withoutGroup(after: StoredJson): StoredJson {
  const layouts = after.spec.layouts.filter(({ spec }) => spec.display?.title !== added);
  expect(layouts).toHaveLength(after.spec.layouts.length - 1);
  return { ...after, spec: { ...after.spec, layouts } };
}

function withoutPanel(after: StoredJson): unknown {
  const ours = Object.entries(after.spec.panels).find(([, panel]) => panel.spec.display.name === added);
  const [key = ''] = ours ?? [];
  expect(key).not.toBe('');
  return {
    ...after,
    metadata: { ...after.metadata, version: after.metadata.version - 1, updatedAt: expect.any(String) },
    spec: {
      ...after.spec,
      panels: Object.fromEntries(Object.entries(after.spec.panels).filter(([name]) => name !== key)),
      layouts: after.spec.layouts.map((layout) => ({
        ...layout,
        spec: {
          ...layout.spec,
          items: layout.spec.items.filter(({ content }) => content.$ref !== `#/spec/panels/${key}`),
        },
      })),
    },
  };
}

async function addGroup(page: Page, title: string): Promise<void> {
  await page
    .getByRole('toolbar', { name: 'Edit dashboard' })
    .getByRole('button', { name: 'Add panel group' })
    .click();
  await page.getByRole('textbox', { name: 'Name' }).fill(title);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
}

async function addPanel(page: Page, title: string): Promise<void> {
  const toolbar = page.getByRole('toolbar', { name: 'Edit dashboard' });
  await toolbar.getByRole('button', { name: /panel/i }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill(title);
  const editor = page.locator('.cm-content').first();
  await editor.click();
  await page.keyboard.type('up');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
}

function textOf(file: string): string {
  return yamlToJson(readFileSync(join(folder, file), 'utf8'));
}

/** The document with newer fields in front of its spec, and tags. */
function withNewerFields(text: string): string {
  const { members } = readJson(text);
  const spec = members.get('spec')?.start ?? 0;
  const metadata = members.get('metadata')?.start ?? 0;
  let specText = text.slice(spec + 1);
  for (const [place, newer] of newerPanelFields) {
    expect(specText).toContain(place);
    specText = specText.replace(place, () => newer);
  }
  return `${text.slice(0, metadata + 1)}"tags":["gpu","llm"],${text.slice(metadata + 1, spec + 1)}${newerFields}${specText}`;
}

function nameOf(file: string): string {
  return documentOf(file).metadata.name;
}

function titleOf(file: string): string {
  const { metadata, spec } = documentOf(file);
  return spec.display?.name ?? metadata.name;
}

function documentOf(file: string) {
  return JSON.parse(textOf(file)) as {
    readonly metadata: { readonly name: string };
    readonly spec: { readonly display?: { readonly name: string } };
  };
}

function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  return complaints;
}
