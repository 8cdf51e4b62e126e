import { StoreError } from '@hecate/store';
import { Type } from 'typebox';
import { afterEach, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { readConfig } from '../config/read-config.ts';
import { createLogger } from '../create-logger.ts';
import { ServerError } from '../errors/server-error.ts';
import { createServerMetrics } from '../metrics/server-metrics.ts';
import { createConsolePage } from '../routes/console-page.ts';
import { TransferError } from '../transfer/transfer-error.ts';
import { createApp } from './create-app.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** An app without the routes of the server, so that a test can add what the server would never have. */
function bareApp(checksContracts: boolean): { readonly app: FastifyInstance; readonly log: string[] } {
  const log: string[] = [];
  const metrics = createServerMetrics('test');
  const app = createApp({
    consolePage: createConsolePage({ files: new Map(), copies: null }),
    config: readConfig({ env: {}, flags: {} }),
    logger: createLogger('info', { write: (line) => void log.push(line) }),
    metrics,
    tls: null,
    checksContracts,
  });
  open.push(async () => {
    await app.close();
    metrics.close();
  });
  return { app, log };
}

describe('an error that no table names', () => {
  it('is logged with its id and told without internals', async () => {
    const { app, log } = bareApp(false);
    app.get('/broken', async () => {
      throw new Error('canary with internals');
    });
    const answer = await app.inject('/broken');
    const { requestId, message } = answer.json<{ requestId: string; message: string }>();
    expect(answer.statusCode).toBe(500);
    expect(message).toBe(`Hecate made an error (id ${requestId}); the log line with this id says more`);
    expect(answer.body).not.toContain('canary');
    expect(log.find((line) => line.includes('canary'))).toContain(requestId);
  });

  it('is told the same way when it is thrown in any hook or is no Error at all', async () => {
    for (const hook of ['preParsing', 'preValidation', 'preHandler', 'preSerialization'] as const) {
      const { app } = bareApp(false);
      app.get('/broken', { [hook]: async () => Promise.reject(new Error('canary')) }, async () => ({ a: 1 }));
      const answer = await app.inject('/broken');
      expect([hook, answer.statusCode, answer.body.includes('canary')]).toEqual([hook, 500, false]);
    }
    const { app } = bareApp(false);
    app.get('/odd', async (_request, reply) =>
      reply.send(Object.assign(new Error('canary'), { status: 999, code: 7 })),
    );
    const answer = await app.inject('/odd');
    expect([answer.statusCode, answer.body.includes('canary')]).toEqual([500, false]);
  });
});

describe('a refusal that names a file of the server', () => {
  it('is answered without its folder, and logged with it', async () => {
    const { app, log } = bareApp(false);
    const folder = '/srv/state of hecate';
    app.get('/damaged', async () => {
      throw new StoreError('store_damaged', `${folder}/hecate.sqlite is damaged`, 'hecate.sqlite is damaged');
    });
    app.get('/scratch', async () => {
      const reason = `ENOSPC: no space left on device, open '${folder}/import/x'`;
      throw new TransferError('scratch_failed', { reason, folder: `${folder}/import` });
    });
    for (const [url, status] of [
      ['/damaged', 503],
      ['/scratch', 507],
    ] as const) {
      const answer = await app.inject(url);
      expect(answer.statusCode).toBe(status);
      expect(answer.body).not.toContain('/srv');
      expect(answer.body).not.toContain('state of');
    }
    expect(log.filter((line) => line.includes(folder))).toHaveLength(2);
  });
});

describe('a refusal that ends by itself', () => {
  it('says when to ask again', async () => {
    const { app } = bareApp(false);
    app.get('/full', async () => {
      throw new ServerError('too_many_writes', { limit: '1000' });
    });
    const answer = await app.inject('/full');
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    expect(answer.json()).toMatchObject({ code: 'too_many_writes' });
  });
});

describe('the contract check', () => {
  const response = { 200: Type.Object({ a: Type.String() }), 204: Type.Null() };

  it.each([
    ['a field that is missing', () => ({ b: 1 })],
    ['a field of another type', () => ({ a: 1 })],
    ['text that is no such document', () => '{"a":null}'],
  ])('names route, status and path of %s', async (_, answerOf) => {
    const { app } = bareApp(true);
    app.get('/things/:id', { schema: { response } }, async (_request, reply) =>
      reply.header('content-type', 'application/json; charset=utf-8').send(answerOf()),
    );
    const answer = await app.inject('/things/1');
    expect(answer.statusCode).toBe(500);
    expect(answer.json<{ message: string }>().message).toContain('GET /things/:id answered 200');
  });

  it('fails a status that is not declared and lets what is declared pass', async () => {
    const { app } = bareApp(true);
    app.get('/made', { schema: { response } }, async (_request, reply) => {
      reply.raw.statusCode = 201;
      return reply.send({ a: 'x' });
    });
    app.get('/good', { schema: { response } }, async () => ({ a: 'x', more: true }));
    expect((await app.inject('/made')).json<{ message: string }>().message).toContain('answered 201');
    expect((await app.inject('/good')).json()).toEqual({ a: 'x', more: true });
  });

  it('fails an error in a shape of its own, and any answer of a route that describes none', async () => {
    const { app } = bareApp(true);
    app.get('/shape', { schema: { response } }, async (_request, reply) => {
      reply.raw.statusCode = 418;
      return reply.send({ a: 'x' });
    });
    app.get('/silent', async (_request, reply) => reply.code(400).send({ code: 'x', message: 'x' }));
    app.get('/refused', { schema: { response } }, async () => {
      throw new ServerError('no_datasource');
    });
    expect((await app.inject('/shape')).json<{ message: string }>().message).toContain('answered 418');
    expect((await app.inject('/silent')).json<{ message: string }>().message).toContain('answered 400');
    expect((await app.inject('/refused')).json()).toMatchObject({ code: 'no_datasource' });
  });
});
