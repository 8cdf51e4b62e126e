import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../testing/http-client.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const isAlive = async () => (await call(`${server.url}/-/healthy`)).status === 200;
const head = (...lines: readonly string[]): string =>
  ['POST /api/v1/projects HTTP/1.1', `Host: localhost:${server.port}`, ...lines].join('\r\n');
const chunked = ['Content-Type: application/json', 'Transfer-Encoding: chunked'];

describe('requests whose end two readers could see in two places', () => {
  const hidden = 'GET /api/v1/projects HTTP/1.1\r\nHost: localhost\r\n\r\n';

  it.each([
    ['a head that ends in a carriage return alone', () => `${head('Content-Length: 2')}\r\n\rX{}${hidden}`],
    [
      'a header line that ends in a carriage return alone',
      () => `${head('X-A: a\rX-B: b')}\r\n\r\n${hidden}`,
    ],
    [
      'a chunk size behind which a carriage return stands alone',
      () => `${head(...chunked)}\r\n\r\n2\rX\r\n{}\r\n0\r\n\r\n`,
    ],
    [
      'a last chunk that ends in a carriage return alone',
      () => `${head(...chunked)}\r\n\r\n2\r\n{}\r\n0\r\n\rX${hidden}`,
    ],
    ['a chunk that is longer than it says', () => `${head(...chunked)}\r\n\r\n1\r\n{}\r\n0\r\n\r\n${hidden}`],
  ])('%s: 400, nothing behind it is answered, and the connection ends', async (_, text) => {
    const answer = await rawRequest(server.port, text());
    expect([answer.status, answer.headers['connection']]).toEqual([400, 'close']);
    expect(answer.body).not.toContain('HTTP/1.1');
    expect(await isAlive()).toBe(true);
  });
});

it('a chunk extension of 100 MB is cut off after a small part of it', async () => {
  const { answer, sentBytes } = await sendEndless(`${head(...chunked)}\r\n\r\n2;`, 100_000_000);
  // The answer is lost where the reset that follows it overtakes it.
  expect(answer).toMatch(/^(?:HTTP\/1\.1 413 |$)/);
  // What the buffers of both sockets hold counts as sent.
  expect(sentBytes).toBeLessThan(20_000_000);
  expect(await isAlive()).toBe(true);
});

/** Sends a beginning and then letters until the server cuts, or `limitBytes` are gone. */
function sendEndless(
  beginning: string,
  limitBytes: number,
): Promise<{ readonly answer: string; readonly sentBytes: number }> {
  return new Promise((resolve) => {
    const socket = connect({ port: server.port, host: '127.0.0.1' });
    const piece = Buffer.alloc(65_536, 'a');
    let answer = '';
    const send = (): void => {
      while (socket.writable && socket.bytesWritten < limitBytes) if (!socket.write(piece)) return;
    };
    socket.on('data', (chunk) => void (answer += String(chunk)));
    socket.on('drain', send);
    // The server cuts while this side still writes.
    socket.on('error', () => null);
    socket.on('close', () => resolve({ answer, sentBytes: socket.bytesWritten }));
    socket.write(beginning);
    send();
  });
}
