import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
// @ts-expect-error plain JavaScript, because it runs before anything is installed
import { floorViolations, importsOf } from './floors.js';

let house = '';

function plant(files: Record<string, string>): readonly string[] {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  }
  return floorViolations(house) as readonly string[];
}

beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'hecate-floors-'));
});
afterEach(() => rmSync(house, { recursive: true, force: true }));

describe('floors check', () => {
  it('accepts an import of a lower floor', () => {
    expect(
      plant({
        'packages/perses/src/index.ts': 'export const a = 1;',
        'packages/store/src/index.ts': "import { a } from '@hecate/perses';\nexport const b = a;",
      }),
    ).toEqual([]);
  });

  it('finds a planted upward import, also a dynamic one and one by relative path', () => {
    const found = plant({
      'packages/perses/src/index.ts': "export const later = () => import('@hecate/store');",
      'packages/catalogue/src/index.ts': "export { b } from '../../store/src/index.ts';",
      'packages/store/src/index.ts': 'export const b = 1;',
    });
    expect(found).toHaveLength(2);
    expect(found.join('\n')).toContain('packages/perses/src/index.ts imports @hecate/store: upward');
    expect(found.join('\n')).toContain(
      'packages/catalogue/src/index.ts imports ../../store/src/index.ts: upward',
    );
  });

  it('finds a planted sideways import and a cycle', () => {
    const found = plant({
      'packages/store/src/index.ts': "import '@hecate/gateway';",
      'packages/gateway/src/index.ts': "import type { X } from '@hecate/store';",
    });
    expect(found.filter((line) => line.includes('sideways'))).toHaveLength(2);
    expect(found.filter((line) => line.startsWith('cycle:'))).toHaveLength(1);
  });

  it('lets the browser app take only types from the server', () => {
    const found = plant({
      'apps/server/src/index.ts': '',
      'apps/web/src/ok.ts': "import type { Session } from '@hecate/server/contract';",
      'apps/web/src/bad.ts': "import { createServer } from '@hecate/server';",
      'apps/web/src/store.ts': "import type { Store } from '@hecate/store';",
      'packages/store/src/index.ts': '',
    });
    expect(found).toHaveLength(2);
  });

  it('does not read imports out of comments', () => {
    expect(
      importsOf("// import x from '@hecate/store'\n/* import '@hecate/cli' */\nimport y from './y.ts';"),
    ).toEqual([{ specifier: './y.ts', isTypeOnly: false }]);
  });

  it('holds for this repository', () => {
    expect(floorViolations(dirname(import.meta.dirname))).toEqual([]);
  });
});
