import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteStore } from './create-sqlite-store.ts';
import { rotateSecretKey } from './rotate-secret-key.ts';
import { project } from './store-conformance.ts';
import { basicSecret } from './testing/secret-documents.ts';

const script = new URL('./testing/rotate-until-killed.ts', import.meta.url).pathname;
const names = ['a', 'b', 'c', 'd', 'e'];
let folder = '';
let file = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-rotate-'));
  file = join(folder, 'hecate.sqlite');
  const store = await createSqliteStore({ file, clock: Date.now });
  await store.create(project('team'), { author: 'ada' });
  for (const name of names) await store.create(basicSecret(name, `value of ${name}`), { author: 'ada' });
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

async function readAll(): Promise<readonly (string | undefined)[]> {
  const store = await createSqliteStore({ file, clock: Date.now });
  try {
    const opened = names.map((name) => store.openSecret({ kind: 'Secret', project: 'team', name }));
    return (await Promise.all(opened)).map((secret) => {
      const login = secret?.reveal().login;
      return login?.kind === 'basic' ? login.password : undefined;
    });
  } finally {
    await store.close();
  }
}

const keyCount = (): number =>
  [...readFileSync(join(folder, 'secrets.key'), 'utf8').matchAll(/"id"/g)].length;

describe('a change of keys that is killed', () => {
  // Before the first step, after the new key, after each of five rows, after the old key went.
  it.each([0, 1, 2, 3, 4, 5, 6, 7])(
    'after step %i leaves every secret readable and is finished by the next',
    async (steps) => {
      const { signal, status } = spawnSync(process.execPath, [script, file, String(steps), '1'], {
        timeout: 30_000,
      });
      expect([signal, status]).toEqual(['SIGKILL', null]);
      // What a kill inside the writing of the key file leaves.
      writeFileSync(join(folder, `secrets.key.part-${process.pid}`), '{"ke', { mode: 0o600 });
      const everything = names.map((name) => `value of ${name}`);
      expect(await readAll()).toEqual(everything);
      const isHalfway = keyCount() === 2;
      expect(isHalfway).toBe(steps >= 1 && steps <= 6);
      const { isResumed } = await rotateSecretKey({ file });
      expect(isResumed).toBe(isHalfway);
      expect(keyCount()).toBe(1);
      expect(await readAll()).toEqual(everything);
    },
  );
});

describe('a change of keys beside a running store', () => {
  it('loses nothing that is written or read meanwhile', async () => {
    const store = await createSqliteStore({ file, clock: Date.now });
    const passwordOf = async (name: string): Promise<string | null> => {
      const login = (await store.openSecret({ kind: 'Secret', project: 'team', name }))?.reveal().login;
      return login?.kind === 'basic' ? login.password : null;
    };
    let written = 0;
    for (let round = 0; round < 4; round += 1) {
      const child = spawn(process.execPath, [script, file, '999', '1'], { stdio: 'inherit' });
      const ended = once(child, 'exit');
      let isRunning = true;
      void ended.then(() => (isRunning = false));
      while (isRunning) {
        written += 1;
        await store.update(basicSecret('a', `v${written}`), { author: 'ada' }, {});
        expect(await passwordOf('a')).toBe(`v${written}`);
        expect(await passwordOf('b')).toBe('value of b');
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      expect(await ended).toEqual([0, null]);
      expect(keyCount()).toBe(1);
    }
    expect(written).toBeGreaterThan(20);
    for (const version of [1, Math.trunc(written / 2), written]) {
      await store.restore('Secret', 'team', 'a', version, { author: 'ada' }, {});
      expect(await passwordOf('a')).toBe(`v${version}`);
    }
    await store.close();
  });
});
