import type { Server } from 'node:net';
import type { ObserveBound } from '../metrics/observe-bounds.ts';

/** Most connections at once: 500 people with a browser's six each, and the same again for clients that are no browsers. */
const connectionLimit = 6_000;

/** Closes what comes beyond the limit, and shows in the metrics how many connections are open and how many were turned away. */
export function boundConnections(server: Server, observeBound: ObserveBound, limit = connectionLimit): void {
  let open = 0;
  let turnedAway = 0;
  Object.assign(server, { maxConnections: limit });
  server.on('connection', (socket) => {
    open += 1;
    socket.once('close', () => {
      open -= 1;
    });
  });
  server.on('drop', () => {
    turnedAway += 1;
  });
  observeBound('connections', () => ({ size: open, limit, evicted: turnedAway }));
}
