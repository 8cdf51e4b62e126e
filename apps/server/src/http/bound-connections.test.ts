import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { BoundReading } from '../metrics/observe-bounds.ts';
import { boundConnections } from './bound-connections.ts';

describe('the bound on connections', () => {
  it('turns the one too many away, counts it, and takes another when one has gone', async () => {
    const server = createServer((socket) => socket.on('error', () => null).write('hello'));
    let read = (): BoundReading => ({ size: -1, limit: -1, evicted: -1 });
    boundConnections(server, (_, reading) => void (read = reading), 2);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const sockets: Socket[] = [];
    const welcome = async (): Promise<'hello' | 'closed'> => {
      const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1');
      sockets.push(socket);
      return Promise.race([
        once(socket, 'data').then(() => 'hello' as const),
        once(socket, 'close').then(() => 'closed' as const),
      ]);
    };
    try {
      expect([await welcome(), await welcome(), await welcome()]).toEqual(['hello', 'hello', 'closed']);
      expect(read()).toEqual({ size: 2, limit: 2, evicted: 1 });
      sockets[0]?.destroy();
      await expect.poll(() => read().size).toBe(1);
      expect(await welcome()).toBe('hello');
      expect(read()).toEqual({ size: 2, limit: 2, evicted: 1 });
    } finally {
      for (const socket of sockets) socket.destroy();
      server.close();
    }
  });
});
