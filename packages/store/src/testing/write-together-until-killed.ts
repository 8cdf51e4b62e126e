// A process in which eight writers write at once, each its own dashboard, and says of every acknowledged write: name, version,
// hash of the text. Arguments: database file, prefix of the names.
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { parseDocument } from '@hecate/perses';
import { createSqliteStore } from '../create-sqlite-store.ts';

const [file = '', prefix = ''] = process.argv.slice(2);
const store = await createSqliteStore({ file, clock: Date.now });
await Promise.all(Array.from({ length: 8 }, (_, index) => writeOn(`${prefix}${index}`)));

async function writeOn(name: string): Promise<void> {
  const by = { author: name };
  for (let n = 0; ; n += 1) {
    const specText = `{"n":${n},"text":"${'x'.repeat((n * 997) % 12_000)}"}`;
    const text = `{"kind":"Dashboard","metadata":{"name":"${name}","project":"team"},"spec":${specText}}`;
    const document = parseDocument(text, { kind: 'Dashboard' });
    const written = n === 0 ? await store.create(document, by) : await store.update(document, by, {});
    // Refused beside the others of its group, and without a trace.
    await store.create(document, by).then(
      () => writeSync(1, 'created twice\n'),
      () => null,
    );
    writeSync(
      1,
      `${name} ${written.metadata.version} ${createHash('sha256').update(specText).digest('hex')}\n`,
    );
  }
}
