import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What one connection to the fake upstream may do. */
export interface RawConnection {
  readonly socket: Socket;
  /** How many requests this connection has carried, this one included. */
  readonly number: number;
  /** The request's head and body as text. */
  readonly request: string;
}

/** A fake upstream that writes bytes, not HTTP: for answers no server library would send. */
export interface RawUpstream {
  readonly url: string;
  readonly port: number;
  /** Every request seen, in order. */
  readonly requests: string[];
  /** Open connections, in order of arrival. */
  readonly sockets: Set<Socket>;
  connections(): number;
  close(): Promise<void>;
}

/** Starts the fake upstream on loopback; `onRequest` gets every whole request. */
export async function startRawUpstream(onRequest: (connection: RawConnection) => void): Promise<RawUpstream> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    let number = 0;
    let received = '';
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      for (let end = endOfRequest(received); end !== undefined; end = endOfRequest(received)) {
        const request = received.slice(0, end);
        received = received.slice(end);
        requests.push(request);
        number += 1;
        onRequest({ socket, number, request });
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    sockets,
    connections: () => connections,
    async close() {
      for (const socket of sockets) {
        socket.destroy();
      }
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers every request with these bytes and keeps the connection. */
export function writes(bytes: string | Buffer): (connection: RawConnection) => void {
  return ({ socket }) => void socket.write(bytes);
}

/** Answers with these bytes and closes the connection. */
export function writesAndEnds(bytes: string | Buffer): (connection: RawConnection) => void {
  return ({ socket }) => void socket.end(bytes);
}

/** An ordinary JSON answer as bytes. */
export function jsonAnswer(body: string, headers = ''): string {
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function endOfRequest(received: string): number | undefined {
  const head = received.indexOf('\r\n\r\n');
  if (head === -1) {
    return undefined;
  }
  const length = Number(/content-length: (\d+)/i.exec(received.slice(0, head))?.[1] ?? 0);
  const end = head + 4 + length;
  return received.length >= end ? end : undefined;
}
