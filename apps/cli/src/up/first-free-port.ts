import { createServer } from 'node:net';

/** The first port from `wanted` upwards on which 127.0.0.1 can be listened to. Looks at 100 ports. */
export async function firstFreePort(wanted: number): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + 100, 65_536); port += 1) {
    try {
      return await listenOnce(port);
    } catch (error) {
      if (
        !(
          error instanceof Error &&
          'code' in error &&
          (error.code === 'EADDRINUSE' || error.code === 'EACCES')
        )
      )
        throw error;
    }
  }
  throw new Error(
    `No port from ${wanted} to ${Math.min(wanted + 99, 65_535)} is free on 127.0.0.1. Name one with --port N.`,
  );
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
  });
}
