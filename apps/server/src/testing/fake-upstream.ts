import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface FakeUpstream {
  readonly url: string;
  /** Everything that arrived, in order. */
  readonly seen: SeenRequest[];
  /** Replaces the answer; the standard one is a Prometheus that answers `1` to everything. */
  answerWith(answer: ((request: SeenRequest, response: ServerResponse) => void) | null): void;
  stop(): Promise<void>;
}

/** A recording HTTP server on a free loopback port: shows what the server sends, and answers what a test says. */
export async function startFakeUpstream(): Promise<FakeUpstream> {
  const seen: SeenRequest[] = [];
  let answer: ((request: SeenRequest, response: ServerResponse) => void) | null = null;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const whole = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
      seen.push(whole);
      (answer ?? answerOne)(whole, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port }: Pick<AddressInfo, 'port'> = addressOf(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    answerWith: (next) => {
      answer = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerOne({ url }: SeenRequest, response: ServerResponse): void {
  const data = url.includes('/status/buildinfo')
    ? { version: '3.15.0' }
    : { resultType: 'vector', result: [{ metric: {}, value: [1, '1'] }] };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ status: 'success', data }));
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the fake upstream has no port');
  return address;
}
