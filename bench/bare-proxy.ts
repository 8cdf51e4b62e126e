import { createServer } from 'node:http';
import { Pool } from 'undici';

// The least a proxy of this runtime can do, in a process of its own: what the machine takes of every figure beside it.
const [upstream] = process.argv.slice(2);
if (upstream === undefined) throw new Error('usage: bare-proxy.ts UPSTREAM_URL');

const pool = new Pool(upstream, { connections: 50 });
const server = createServer((request, response) => {
  void (async () => {
    const answer = await pool.request({ path: request.url ?? '/', method: 'GET' });
    const body = Buffer.from(await answer.body.arrayBuffer());
    response.writeHead(answer.statusCode, {
      'content-type': 'application/json',
      'content-length': body.length,
    });
    response.end(body);
  })();
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  console.log(`http://127.0.0.1:${address.port}`);
});

process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  void pool.close();
});
