import Fastify from 'fastify';

// The least this framework can answer, in a process of its own: what the machine takes of every figure beside it.
const app = Fastify();
app.get('/', async () => ({ ok: true }));
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));

process.once('SIGTERM', () => {
  void app.close();
});
