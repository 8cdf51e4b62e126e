import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends bytes as they are over a socket and reads until the other side closes; clients would tidy up paths and headers. */
export function rawRequest(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const chunks: Buffer[] = [];
    const finish = (): void => {
      const text = Buffer.concat(chunks).toString('latin1');
      const [head = '', ...rest] = text.split('\r\n\r\n');
      const [statusLine = '', ...headerLines] = head.split('\r\n');
      resolve({
        status: Number(statusLine.split(' ')[1] ?? 0),
        headers: Object.fromEntries(
          headerLines.map((line) => {
            const at = line.indexOf(':');
            return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
          }),
        ),
        body: rest.join('\r\n\r\n'),
      });
    };
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', finish);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // The server may cut while we still write; what it answered before counts.
      if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') reject(error);
    });
    // Not ended from this side: the server would take a half-closed connection for a client that has left.
    socket.write(bytes);
  });
}

/** A request line with the headers that make it acceptable, `Connection: close`, and whatever is added. */
export function rawGet(port: number, target: string, headers: readonly string[] = []): Promise<RawAnswer> {
  const lines = [`GET ${target} HTTP/1.1`, `Host: localhost:${port}`, 'Connection: close', ...headers];
  return rawRequest(port, Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'));
}

/** A request with a body over a raw socket, which sends the headers as they are written. */
export function rawPost(
  port: number,
  target: string,
  headers: readonly string[],
  body: string,
): Promise<{ status: number; body: string }> {
  const lines = [`POST ${target} HTTP/1.1`, `Host: localhost:${port}`, 'Connection: close', ...headers];
  return rawRequest(port, Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1'));
}
