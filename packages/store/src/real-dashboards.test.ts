import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkVariableReferences, parseDocument, printDocument, yamlToJson } from '@hecate/perses';
import { expect, it } from 'vitest';
import { createSqliteStore } from './create-sqlite-store.ts';
import { project } from './store-conformance.ts';
import { testDataFolder } from './testing/test-data-folder.ts';

const data = testDataFolder();
const by = { author: 'import' };

it.skipIf(data === null)(
  'keeps the spec of 41 real dashboards byte for byte, through YAML, store and reopening',
  async () => {
    const dashboards = readReal('perses-community', '.yaml').map((text) =>
      parseDocument(yamlToJson(text), { kind: 'Dashboard' }),
    );
    expect(dashboards).toHaveLength(41);
    for (const dashboard of dashboards) checkVariableReferences(dashboard, []);
    const folder = mkdtempSync(join(tmpdir(), 'hecate-real-'));
    const file = join(folder, 'hecate.sqlite');
    try {
      const store = await createSqliteStore({ file, clock: Date.now });
      await store.create(project('perses-dev'), by);
      for (const dashboard of dashboards) await store.create(dashboard, by);
      await store.close();
      const reopened = await createSqliteStore({ file, clock: Date.now });
      for (const { metadata, specText } of dashboards) {
        const stored = await reopened.get('Dashboard', 'perses-dev', metadata.name);
        expect(stored?.specText === specText).toBe(true);
        if (stored === null) continue;
        // Written again as a client would send it back, nothing has changed.
        const sentBack = parseDocument(printDocument(stored), { kind: 'Dashboard' });
        const updated = await reopened.update(sentBack, by, { ifMatch: 0 });
        expect(updated.specText === specText).toBe(true);
        expect(
          await reopened.revisions('Dashboard', 'perses-dev', metadata.name, { limit: 1 }),
        ).toMatchObject([{ version: 1, summary: 'no changes' }]);
      }
      await reopened.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

it.skipIf(data === null)('takes the dashboards that Perses 0.54 itself writes', () => {
  const golden = readReal('grafana-golden', 'perses_dashboard.json');
  expect(golden.length).toBeGreaterThan(0);
  for (const text of golden) {
    const document = parseDocument(text, { kind: 'Dashboard', project: 'imported' });
    expect(text).toContain(document.specText);
  }
});

function readReal(collection: string, ending: string): readonly string[] {
  const folder = join(data ?? '', 'dashboards', collection);
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
