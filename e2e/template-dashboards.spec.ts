import { expect } from '@playwright/test';
import { arrives } from './arrives.ts';
import { test } from './covered-test.ts';
import { templateProjects } from './page-list.ts';

// A dashboard from every template of the gallery, as the gallery makes it.
const base = process.env.HECATE_E2E_URL ?? '';
const nameOf = (id: string) => `seen-${id}`;
let templates: readonly { readonly id: string; readonly title: string; readonly document: object }[] = [];

test.beforeAll(async ({ request }) => {
  const answer = await request.get(`${base}api/hecate/v1/templates`);
  ({ templates } = (await answer.json()) as { templates: typeof templates });
  for (const { id, document } of templates) {
    const project = templateProjects[id];
    if (project === undefined) continue;
    const made = await request.post(`${base}api/v1/projects/${project}/dashboards`, {
      data: { ...document, kind: 'Dashboard', metadata: { name: nameOf(id), project } },
    });
    expect(made.ok(), await made.text()).toBe(true);
  }
});
test.afterAll(async ({ request }) => {
  for (const [id, project] of Object.entries(templateProjects))
    await request.delete(`${base}api/v1/projects/${project}/dashboards/${nameOf(id)}`);
});

test('every template has a dashboard here', () => {
  expect(templates.map(({ id }) => id).toSorted()).toEqual(
    ['vllm', ...Object.keys(templateProjects)].toSorted(),
  );
});

for (const [theme, width, height] of [
  ['light', 1280, 800],
  ['dark', 390, 844],
] as const) {
  test.describe(`${theme}, ${width} wide`, () => {
    test.use({ viewport: { width, height }, colorScheme: theme });

    for (const [id, project] of Object.entries(templateProjects)) {
      test(`${id} arrives, is accessible and keeps to itself`, async ({ page }) => {
        const path = `projects/${project}/dashboards/${nameOf(id)}`;
        const title = templates.find((one) => one.id === id)?.title ?? '';
        expect(title).not.toBe('');
        await arrives(
          page,
          { name: `template-${id}`, path, heading: new RegExp(title), hasCurve: true },
          { theme, width },
        );
      });
    }
  });
}
