// Runs inside a mount namespace with a small file system of its own: fills it so that writes meet the end of the disk at
// many different pages, and prints one JSON line with what it saw. Argument: a folder on that file system.
import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseDocument, type ParsedDocument } from '@hecate/perses';
import { createSqliteStore } from '../create-sqlite-store.ts';
import { StoreError } from '../store-error.ts';

const [folder = ''] = process.argv.slice(2);
const file = join(folder, 'hecate.sqlite');
const ballast = join(folder, 'ballast');
const by = { author: 'disk' };
const pageBytes = 4096;

const store = await createSqliteStore({ file, clock: Date.now });
await store.create(document('Project', 'team', '{}'), by);
await store.create(document('Dashboard', 'board', '{}'), by);

const acknowledged: string[] = ['{}'];
const codes = new Set<string>();
const seen = { refusals: 0, readsAfterRefusal: 0, unwritable: 0, recovered: 0 };
for (let freePages = 0; freePages <= 60; freePages += 1) {
  fillBut(freePages);
  for (let n = 0; n < 3; n += 1)
    await attempt(`{"free":${freePages},"n":${n},"text":"${'x'.repeat(50_000)}"}`);
  rmSync(ballast);
  const health = await store.health();
  await attempt(`{"free":${freePages},"again":true}`);
  if (health.writable) seen.recovered += 1;
}
const kept = await Promise.all(
  acknowledged.map(async (specText, version) => {
    const revision = await store.revision('Dashboard', 'team', 'board', version);
    return revision?.document?.specText === specText;
  }),
);
const current = await store.get('Dashboard', 'team', 'board');
await store.close();
const database = new DatabaseSync(file);
const integrity = database.prepare('pragma integrity_check').all();
database.close();
process.stdout.write(
  `${JSON.stringify({
    ...seen,
    codes: [...codes],
    allKept: kept.every(Boolean),
    acknowledged: acknowledged.length,
    currentIsLast: current?.specText === acknowledged.at(-1),
    integrity,
  })}\n`,
);

async function attempt(specText: string): Promise<void> {
  try {
    const written = await store.update(document('Dashboard', 'board', specText), by, {});
    acknowledged[written.metadata.version] = specText;
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause;
    codes.add(`${cause.code} ${cause.status}`);
    seen.refusals += 1;
    const read = await store.get('Dashboard', 'team', 'board');
    if (read?.specText === acknowledged.at(-1)) seen.readsAfterRefusal += 1;
    const health = await store.health();
    if (health.ok && !health.writable && health.reason !== null) seen.unwritable += 1;
  }
}

function fillBut(freePages: number): void {
  const handle = openSync(ballast, 'w');
  const page = Buffer.alloc(pageBytes, 1);
  let pages = 0;
  try {
    for (;;) pages += writeSync(handle, page) / pageBytes;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')) throw cause;
  }
  ftruncateSync(handle, Math.max(0, Math.floor(pages) - freePages) * pageBytes);
  closeSync(handle);
}

function document(kind: 'Project' | 'Dashboard', name: string, specText: string): ParsedDocument {
  const metadata = JSON.stringify(kind === 'Project' ? { name } : { name, project: 'team' });
  return parseDocument(`{"kind":"${kind}","metadata":${metadata},"spec":${specText}}`, { kind });
}
