import { describe, expect, it } from 'vitest';
import { sampleDocument } from '../../../testing/documents.ts';
import { call } from '../../../testing/http-client.ts';
import { startTestServer } from '../../../testing/start-test-server.ts';

const path = '/api/v1/projects/p/ephemeraldashboards';
const board = (ttl: string) =>
  sampleDocument('EphemeralDashboard', 'preview', 'p', { ttl, panels: {}, layouts: [] });

describe('ephemeral dashboards', () => {
  it('are taken, shown, and gone after their time', async () => {
    let laterMs = 0;
    const server = await startTestServer(
      { HECATE_EPHEMERAL_DASHBOARD_CLEANUP_INTERVAL: '1s' },
      { clock: () => Date.now() + laterMs, now: () => performance.now() + laterMs },
    );
    const get = (target: string) => call(`${server.url}${target}`);
    await call(`${server.url}/api/v1/projects`, { method: 'POST', body: sampleDocument('Project', 'p') });
    const made = await call(`${server.url}${path}`, { method: 'POST', body: board('1h') });
    expect([made.status, made.text.includes('"ttl":"1h"')]).toEqual([200, true]);
    expect((await get('/api/config')).json).toMatchObject({
      ephemeral_dashboard: { enable: true, cleanup_interval: '1s' },
    });
    expect((await get('/api/v1/ephemeraldashboards')).json).toHaveLength(1);
    laterMs += 7_200_000;
    const patience = { timeout: 60_000, interval: 100 };
    await expect
      .poll(() => get(`${path}/preview`), patience)
      .toMatchObject({ status: 404, message: 'document not found' });
    expect((await get('/api/hecate/v1/projects/p/ephemeraldashboards/preview/revisions')).status).toBe(404);
    // The pass counts what it removed when it has ended, which is later than the removal is seen.
    await expect
      .poll(async () => (await get('/metrics')).text, patience)
      .toContain('hecate_ephemeral_dashboards_removed_total 1');
    await server.stop();
  });

  it('go with their project', async () => {
    const server = await startTestServer();
    const send = (method: string, target: string, body?: unknown) =>
      call(`${server.url}${target}`, { method, ...(body === undefined ? {} : { body }) });
    await send('POST', '/api/v1/projects', sampleDocument('Project', 'p'));
    await send('POST', path, board('1h'));
    await send('POST', '/api/v1/secrets', sampleDocument('Secret', 's', 'p'));
    await send('DELETE', '/api/v1/projects/p');
    await send('POST', '/api/v1/projects', sampleDocument('Project', 'p'));
    for (const root of ['ephemeraldashboards', 'secrets']) {
      expect((await send('GET', `/api/v1/projects/p/${root}`)).json).toEqual([]);
    }
    await server.stop();
  });

  it('have no route where they are switched off', async () => {
    const server = await startTestServer({ HECATE_EPHEMERAL_DASHBOARD_ENABLED: 'false' });
    await call(`${server.url}/api/v1/projects`, { method: 'POST', body: sampleDocument('Project', 'p') });
    expect((await call(`${server.url}/api/config`)).json).toMatchObject({
      ephemeral_dashboard: { enable: false },
    });
    for (const target of [path, '/api/v1/ephemeraldashboards']) {
      expect((await call(`${server.url}${target}`, { method: 'POST', body: board('1h') })).status).toBe(404);
    }
    await server.stop();
  });
});
