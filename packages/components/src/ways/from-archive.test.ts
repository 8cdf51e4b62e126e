import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Of } from '../cache.ts';
import { componentTable, type ComponentSpec } from '../component-table.ts';
import { freePort } from '../free-port.ts';
import { runCommand } from '../run-command.ts';
import { fromArchive } from './from-archive.ts';
import type { FetchOutcome } from './way.ts';

let folder = '';
let server: Server = createServer();
let url = '';
let sha256 = '';
let asked = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-archive-'));
  mkdirSync(join(folder, 'release-1'));
  writeFileSync(join(folder, 'release-1', 'prometheus'), 'the program');
  const archive = join(folder, 'release.tar.gz');
  execFileSync('tar', ['-czf', archive, '-C', folder, 'release-1']);
  sha256 = await sha256Of(archive);
  asked = 0;
  server = createServer((request, response) => {
    asked += 1;
    if (request.url === '/release.tar.gz') response.end(readFileSync(archive));
    else if (request.url === '/broken') {
      response.writeHead(200, { 'content-length': 1_000_000 });
      response.write('half');
      setImmediate(() => response.destroy());
    } else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  rmSync(folder, { recursive: true, force: true });
});

function get(
  archive: { readonly url: string; readonly sha256: string },
  arch = 'x64',
): Promise<FetchOutcome> {
  const component: ComponentSpec = {
    ...componentTable.prometheus,
    family: 'alone',
    archives: { x64: { version: '1', file: 'release-1/prometheus', ...archive } },
  };
  const work = join(folder, 'work');
  mkdirSync(work, { recursive: true });
  return fromArchive(component, work, {
    run: runCommand,
    fetch: globalThis.fetch,
    env: process.env,
    arch,
    report: () => {},
    signal: undefined,
    lockFolder: folder,
  });
}

describe('the archive way', () => {
  it('brings the program when the checksum is the pinned one', async () => {
    const outcome = await get({ url: `${url}/release.tar.gz`, sha256 });
    const file = outcome.kind === 'fetched' ? (outcome.programs[0]?.file ?? '') : '';
    expect(outcome).toMatchObject({ kind: 'fetched', programs: [{ name: 'prometheus' }] });
    expect(readFileSync(file, 'utf8')).toBe('the program');
  });

  it('unpacks nothing whose checksum is another', async () => {
    const outcome = await get({ url: `${url}/release.tar.gz`, sha256: 'a'.repeat(64) });
    expect(outcome).toEqual({ kind: 'nothing', why: expect.stringContaining('is not the pinned archive') });
    expect(() => readFileSync(join(folder, 'work', 'archive', 'release-1', 'prometheus'))).toThrow('ENOENT');
  });

  it('says what the server answered', async () => {
    const outcome = await get({ url: `${url}/nothing`, sha256 });
    expect(outcome).toEqual({
      kind: 'nothing',
      why: expect.stringMatching(/^127\.0\.0\.1:\d+ cannot be reached \(HTTP 404\)$/),
    });
  });

  it('gives up quietly where nothing listens', async () => {
    const outcome = await get({ url: `http://127.0.0.1:${await freePort()}/release.tar.gz`, sha256 });
    expect(outcome).toEqual({
      kind: 'nothing',
      why: expect.stringContaining('cannot be reached (ECONNREFUSED)'),
    });
  });

  it('notices a download that broke off', async () => {
    const outcome = await get({ url: `${url}/broken`, sha256 });
    expect(outcome).toEqual({ kind: 'nothing', why: expect.stringContaining('the download broke off') });
  });

  it('does not exist for a machine without a pinned archive', async () => {
    const outcome = await get({ url: `${url}/release.tar.gz`, sha256 }, 's390x');
    expect(outcome).toEqual({ kind: 'nothing', why: 'no release archive is pinned for s390x' });
    expect(asked).toBe(0);
  });
});
