// A process that writes as fast as it can and says on standard output what was acknowledged: one line per write.
// Arguments: database file, name of its dashboard, seed, number of writes (0 = until killed).
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { parseDocument } from '@hecate/perses';
import { createSqliteStore } from '../create-sqlite-store.ts';
import { StoreError } from '../store-error.ts';
import { seededRandom } from './seeded-random.ts';

const [file = '', name = '', seed = '0', count = '0'] = process.argv.slice(2);
const random = seededRandom(Number(seed));
const by = { author: name };

try {
  const store = await createSqliteStore({ file, clock: Date.now });
  const before = await store.get('Dashboard', 'team', name);
  let exists = before !== null;
  for (let n = 0; count === '0' || n < Number(count); n += 1) {
    const specText = `{"seed":${seed},"n":${n},"text":"${'x'.repeat(Math.floor(random() * 24_000))}"}`;
    const text = `{"kind":"Dashboard","metadata":{"name":"${name}","project":"team"},"spec":${specText}}`;
    const document = parseDocument(text, { kind: 'Dashboard' });
    try {
      const written = exists ? await store.update(document, by, {}) : await store.create(document, by);
      exists = true;
      say(`${written.metadata.version} ${createHash('sha256').update(specText).digest('hex')}`);
    } catch (cause) {
      if (!(cause instanceof StoreError)) throw cause;
      say(`refused ${cause.code} ${cause.status}`);
    }
  }
  say(`health ${JSON.stringify(await store.health())}`);
  await store.close();
} catch (cause) {
  if (!(cause instanceof StoreError)) throw cause;
  say(`failed ${cause.code}`);
}

// Synchronous, so that a line is out before the next write begins.
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
