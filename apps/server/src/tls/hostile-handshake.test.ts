import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificate } from '../testing/make-certificate.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

let folder: string;
let cert: string;
let server: TestServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-handshake-'));
  const pair = makeCertificate(folder, 'handshake');
  cert = pair.cert;
  server = await startTestServer({
    HECATE_SERVER_TLS_CERT_FILE: pair.cert,
    HECATE_SERVER_TLS_KEY_FILE: pair.key,
  });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a handshake that goes wrong is counted, and the server answers afterwards', () => {
  it.each([
    ['an empty server name', ''],
    ['a dot', '.'],
    ['a name of JavaScript', '__proto__'],
    ['a wildcard', '*'],
    ['an address in brackets', '[::1]'],
    ['spaces and slashes', 'a b/../c'],
    ['bytes that are no ASCII', '\u00ff\u00fe'],
    ['broken punycode', 'xn--\u00ff'],
  ])('%s as server name', async (_, name) => {
    await sendHello(helloFor(Buffer.from(name, 'latin1')), 'end');
    expect(await get('/-/healthy')).toMatchObject({ status: 200 });
  });

  it.each([
    ['a NUL in the server name', helloFor(Buffer.from('localhost\0.example'))],
    ['a server name of 300 bytes', helloFor(Buffer.alloc(300, 'a'))],
    ['a server name longer than it says', helloFor(Buffer.from('localhost'), 4)],
  ])('%s', async (_, hello) => {
    const before = await countedFailures();
    await sendHello(hello, 'end');
    await expect.poll(countedFailures, { timeout: 60_000 }).toBeGreaterThan(before);
  });

  it('a reset after the hello', async () => {
    const before = await countedFailures();
    for (let index = 0; index < 5; index += 1) await sendHello(helloFor(Buffer.from('localhost')), 'reset');
    await expect.poll(countedFailures, { timeout: 60_000 }).toBeGreaterThanOrEqual(before + 5);
  });
});

/** A TLS 1.2 hello with a server name as it is; `saidBytes` makes the name's own length wrong. */
function helloFor(name: Buffer, saidBytes = name.length): Buffer {
  const entry = Buffer.concat([Buffer.from([0]), sized(2, name, saidBytes)]);
  const extensions = Buffer.concat([
    extension(0, sized(2, entry)),
    extension(10, sized(2, Buffer.from([0x00, 0x17]))),
    extension(13, sized(2, Buffer.from([0x04, 0x03, 0x04, 0x01]))),
  ]);
  const body = Buffer.concat([
    Buffer.from([0x03, 0x03]),
    randomBytes(32),
    Buffer.from([0]),
    sized(2, Buffer.from([0xc0, 0x2b, 0xc0, 0x2f])),
    Buffer.from([1, 0]),
    sized(2, extensions),
  ]);
  const handshake = Buffer.concat([Buffer.from([1]), sized(3, body)]);
  return Buffer.concat([Buffer.from([0x16, 0x03, 0x01]), sized(2, handshake)]);
}

function extension(type: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0, type]), sized(2, content)]);
}

function sized(lengthBytes: number, content: Buffer, saidBytes = content.length): Buffer {
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(saidBytes, 0, lengthBytes);
  return Buffer.concat([length, content]);
}

/** Sends a hello, waits for what the server says to it, and leaves with a FIN or a RST. */
function sendHello(hello: Buffer, leave: 'end' | 'reset'): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ port: server.port, host: '127.0.0.1' });
    socket.on('data', () => void (leave === 'reset' ? socket.resetAndDestroy() : socket.end()));
    // A server that cuts first has answered as well.
    socket.on('error', () => null);
    socket.on('close', () => resolve());
    socket.write(hello);
  });
}

function get(path: string): Promise<{ readonly status: number | undefined; readonly text: string }> {
  return new Promise((resolve, reject) => {
    request(`https://127.0.0.1:${server.port}${path}`, { ca: readFileSync(cert) }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => void (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    })
      .on('error', reject)
      .end();
  });
}

async function countedFailures(): Promise<number> {
  const { text } = await get('/metrics');
  const counts = [...text.matchAll(/^hecate_http_client_errors_total\{[^}]*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}
