import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SecretReference } from '@hecate/perses';
import { rawArchive } from '../../testing/archives.ts';
import { datasourceSpec, sampleDocument } from '../../testing/documents.ts';
import { startFakeUpstream, type FakeUpstream } from '../../testing/fake-upstream.ts';
import { call, type Answer } from '../../testing/http-client.ts';
import { saveSecret } from '../../testing/secrets.ts';
import { importArchive } from '../../testing/transfer-client.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
let upstream: FakeUpstream;
let host = '';
/** Who may use which secret; the tests change it. */
let mayUse: (secret: SecretReference) => boolean = () => true;
const asked: string[] = [];

beforeAll(async () => {
  upstream = await startFakeUpstream();
  host = new URL(upstream.url).host;
  server = await startTestServer(
    {},
    {
      mayUseSecret: async (who, secret) => {
        asked.push(`${who} ${secret.kind} ${secret.name}`);
        return mayUse(secret);
      },
    },
  );
  await send('POST', '/api/v1/projects', sampleDocument('Project', 'p'));
  await send('POST', '/api/v1/projects', sampleDocument('Project', 'q'));
});
beforeEach(() => {
  upstream.seen.length = 0;
  upstream.answerWith(null);
  asked.length = 0;
  mayUse = () => true;
});
afterAll(async () => {
  await server.stop();
  await upstream.stop();
});

const send = (method: string, path: string, body?: unknown): Promise<Answer> =>
  call(`${server.url}${path}`, { method, ...(body === undefined ? {} : { body }) });
const source = (secret: string, more: object = {}) =>
  datasourceSpec(upstream.url, false, { secret, ...more });
let count = 0;
const fresh = (prefix: string): string => `${prefix}-${(count += 1)}`;
const basic = { basicAuth: { username: 'reader', password: 'canary' } };
const basicHeader = `Basic ${Buffer.from('reader:canary').toString('base64')}`;
const query = '/api/v1/query?query=1';

/** Saves a datasource at one of the three places that may name a secret and gives the path of its proxy. */
const places = {
  'a global datasource': async (name: string, spec: unknown) => {
    await send(
      'POST',
      '/api/v1/globaldatasources',
      sampleDocument('GlobalDatasource', name, undefined, spec),
    );
    return `/proxy/globaldatasources/${name}`;
  },
  'a datasource of a project': async (name: string, spec: unknown) => {
    await send('POST', '/api/v1/datasources', sampleDocument('Datasource', name, 'p', spec));
    return `/proxy/projects/p/datasources/${name}`;
  },
  'a datasource inside a dashboard': async (name: string, spec: unknown) => {
    const board = { panels: {}, layouts: [], duration: '1h', datasources: { own: spec } };
    await send('POST', '/api/v1/dashboards', sampleDocument('Dashboard', name, 'p', board));
    return `/proxy/projects/p/dashboards/${name}/datasources/own`;
  },
};

describe.each(Object.entries(places))('%s with a secret', (place, save) => {
  const scope = place === 'a global datasource' ? 'global' : 'project';

  it('sends it to the host that the secret names', async () => {
    const name = fresh('used');
    await saveSecret(server, name, { ...basic, allowedHosts: [host] }, scope);
    const proxy = await save(
      name,
      source(name, { headers: { Authorization: 'Bearer of-the-document', 'X-Org': '1' } }),
    );
    expect((await send('GET', `${proxy}${query}`)).status).toBe(200);
    expect(upstream.seen.map(({ headers }) => [headers.authorization, headers['x-org']])).toEqual([
      [basicHeader, '1'],
    ]);
  });

  it.each([
    [
      'no host',
      {},
      (secret: string) =>
        `the secret "${secret}" names no host that it may be sent to; add spec.allowedHosts: ["${host}"] to it`,
    ],
    [
      'another host',
      { allowedHosts: ['127.0.0.1:1', 'prometheus'] },
      (secret: string) =>
        `the secret "${secret}" may not be sent to "${host}"; add the host to its spec.allowedHosts and give its values again, or change the URL`,
    ],
  ])('sends nothing when the secret names %s', async (_, hosts, words) => {
    const name = fresh('kept');
    await saveSecret(server, name, { ...basic, ...hosts }, scope);
    const proxy = await save(name, source(name));
    expect(await send('GET', `${proxy}${query}`)).toMatchObject({
      status: 403,
      message: `forbidden access: ${words(name)}`,
    });
    expect(upstream.seen).toEqual([]);
  });

  it('says as Perses does that there is no such secret', async () => {
    const name = fresh('lost');
    const proxy = await save(name, source('not-there'));
    const answer = await send('GET', `${proxy}${query}`);
    expect(answer.status).toBe(404);
    expect(answer.message).toMatch(
      /^document not found: unable to forward the request to the datasource "[\w-]+", secret "not-there" attached doesn't exist$/,
    );
  });

  it('uses a changed secret at once, and none that is gone', async () => {
    const name = fresh('changed');
    const root = scope === 'global' ? '/api/v1/globalsecrets' : '/api/v1/projects/p/secrets';
    const kind = scope === 'global' ? 'GlobalSecret' : 'Secret';
    await saveSecret(server, name, { ...basic, allowedHosts: [host] }, scope);
    const proxy = await save(name, source(name));
    await send('GET', `${proxy}${query}`);
    const spec = { authorization: { credentials: 'token' }, allowedHosts: [host] };
    const project = scope === 'global' ? undefined : 'p';
    await send('PUT', `${root}/${name}`, sampleDocument(kind, name, project, spec));
    await send('GET', `${proxy}${query}`);
    await send('DELETE', `${root}/${name}`);
    expect((await send('GET', `${proxy}${query}`)).status).toBe(404);
    expect(upstream.seen.map(({ headers }) => headers.authorization)).toEqual([basicHeader, 'Bearer token']);
  });
});

describe('a project', () => {
  it('has no way to the secrets of another one, or to the global ones', async () => {
    const name = fresh('foreign');
    await saveSecret(server, name, { ...basic, allowedHosts: [host] });
    await saveSecret(server, `${name}-g`, { ...basic, allowedHosts: [host] }, 'global');
    for (const secret of [name, `${name}-g`]) {
      await send('POST', '/api/v1/datasources', sampleDocument('Datasource', secret, 'q', source(secret)));
      expect((await send('GET', `/proxy/projects/q/datasources/${secret}${query}`)).status).toBe(404);
    }
    expect(upstream.seen).toEqual([]);
  });
});

/** Does what somebody with every right did before. */
async function asAnyone<T>(work: () => Promise<T>): Promise<T> {
  const now = mayUse;
  mayUse = () => true;
  try {
    return await work();
  } finally {
    mayUse = now;
  }
}

async function dashboardWith(secret: string, project = 'p'): Promise<string> {
  const name = fresh('d');
  const body = sampleDocument('Dashboard', name, project, { datasources: { x: source(secret) } });
  await send('POST', '/api/v1/dashboards', body);
  return name;
}

async function importDatasource(secret: string, query: Readonly<Record<string, string>>): Promise<Answer> {
  const content = JSON.stringify(sampleDocument('Datasource', fresh('d'), 'p', source(secret)));
  const { status, lines } = await importArchive(server.url, rawArchive([{ name: 'd.json', content }]), query);
  const line = lines.find((one) => one['kind'] === 'Datasource');
  const isTaken = line?.['outcome'] === 'created';
  const text = JSON.stringify(lines);
  const detail = line?.['detail'];
  const message = typeof detail === 'string' ? detail : '';
  return { status: isTaken ? status : 403, message, text, json: lines, headers: new Headers() };
}

/** The one outcome of a change of many, as if it had been the answer. */
function outcomeOf(answer: Answer): Answer {
  const outcomes: unknown = Reflect.get(Object(answer.json), 'outcomes');
  const one: unknown = Array.isArray(outcomes) ? outcomes[0] : undefined;
  const isDone = Reflect.get(Object(one), 'isDone') === true;
  return {
    ...answer,
    status: isDone ? 200 : 403,
    message: String(Reflect.get(Object(one), 'message') ?? ''),
  };
}

/** Every door through which a document that names a secret can come in, or make something be sent. */
const doors: Readonly<Record<string, (secret: string) => Promise<Answer>>> = {
  'POST a datasource': (secret) =>
    send('POST', '/api/v1/datasources', sampleDocument('Datasource', fresh('d'), 'p', source(secret))),
  'PUT a datasource': async (secret) => {
    const name = fresh('d');
    await send(
      'POST',
      '/api/v1/datasources',
      sampleDocument('Datasource', name, 'p', datasourceSpec(upstream.url, false)),
    );
    const body = sampleDocument('Datasource', name, 'p', source(secret));
    return send('PUT', `/api/v1/projects/p/datasources/${name}`, body);
  },
  'POST a datasource whose proxy is deep inside': (secret) => {
    const proxy = { kind: 'httpproxy', spec: { url: upstream.url, secret } };
    const spec = { plugin: { kind: 'Any', spec: { a: [{ b: { proxy } }] } } };
    return send('POST', '/api/v1/datasources', sampleDocument('Datasource', fresh('d'), 'p', spec));
  },
  'POST a datasource whose proxy is beside its plugin': (secret) => {
    const proxy = { kind: 'HTTPProxy', spec: { url: upstream.url, secret } };
    const spec = { plugin: { kind: 'Any', spec: {} }, extra: proxy };
    return send('POST', '/api/v1/datasources', sampleDocument('Datasource', fresh('d'), 'p', spec));
  },
  'POST a datasource with an SQLProxy': (secret) => {
    const spec = { plugin: { kind: 'SQL', spec: { proxy: { kind: 'SQLProxy', spec: { secret } } } } };
    return send('POST', '/api/v1/datasources', sampleDocument('Datasource', fresh('d'), 'p', spec));
  },
  'POST a dashboard': (secret) =>
    send(
      'POST',
      '/api/v1/dashboards',
      sampleDocument('Dashboard', fresh('d'), 'p', { datasources: { x: source(secret) } }),
    ),
  'POST an ephemeral dashboard': (secret) =>
    send(
      'POST',
      '/api/v1/projects/p/ephemeraldashboards',
      sampleDocument('EphemeralDashboard', fresh('d'), 'p', {
        ttl: '1h',
        datasources: { x: source(secret) },
      }),
    ),
  'restore an old version': async (secret) => {
    const name = await asAnyone(async () => {
      const made = await dashboardWith(secret);
      await send('PUT', `/api/v1/projects/p/dashboards/${made}`, sampleDocument('Dashboard', made, 'p'));
      return made;
    });
    return send('POST', `/api/hecate/v1/projects/p/dashboards/${name}/revisions/0/restore`);
  },
  'bring a deleted dashboard back': async (secret) => {
    const name = await asAnyone(() => dashboardWith(secret));
    const dashboards = [{ project: 'p', name }];
    const { json } = await send('POST', '/api/hecate/v1/dashboards/delete', { dashboards });
    const undo: unknown = Reflect.get(Object(json), 'undo');
    return outcomeOf(await send('POST', '/api/hecate/v1/dashboards/undelete', { undo }));
  },
  'move a dashboard into the project': async (secret) => {
    const name = await asAnyone(() => dashboardWith(secret, 'q'));
    const dashboards = [{ project: 'q', name }];
    return outcomeOf(await send('POST', '/api/hecate/v1/dashboards/move', { dashboards, project: 'p' }));
  },
  'copy a dashboard': async (secret) => {
    const name = await asAnyone(() => dashboardWith(secret));
    return send('POST', `/api/hecate/v1/projects/p/dashboards/${name}/duplicate`, {});
  },
  'import an archive': (secret) => importDatasource(secret, {}),
  'look what an archive would change': (secret) => importDatasource(secret, { dryRun: 'true' }),
  'try a datasource through the proxy': (secret) =>
    send('POST', `/proxy/unsaved/projects/p/datasources${query}`, { method: 'GET', spec: source(secret) }),
  'try a datasource of a dashboard through the proxy': (secret) =>
    send('POST', `/proxy/unsaved/projects/p/dashboards/d/datasources${query}`, {
      method: 'GET',
      spec: source(secret),
    }),
  'test a datasource': (secret) =>
    send(
      'POST',
      '/api/hecate/v1/datasources/test',
      sampleDocument('Datasource', fresh('d'), 'p', source(secret)),
    ),
  'validate a datasource': (secret) =>
    send('POST', '/api/validate/datasources', sampleDocument('Datasource', fresh('d'), 'p', source(secret))),
};
const globalDoors: Readonly<Record<string, (secret: string) => Promise<Answer>>> = {
  'POST a global datasource': (secret) =>
    send(
      'POST',
      '/api/v1/globaldatasources',
      sampleDocument('GlobalDatasource', fresh('d'), undefined, source(secret)),
    ),
  'try a global datasource through the proxy': (secret) =>
    send('POST', `/proxy/unsaved/globaldatasources${query}`, { method: 'GET', spec: source(secret) }),
  'test a global datasource': (secret) =>
    send(
      'POST',
      '/api/hecate/v1/datasources/test',
      sampleDocument('GlobalDatasource', fresh('d'), undefined, source(secret)),
    ),
  'validate a global datasource': (secret) =>
    send(
      'POST',
      '/api/validate/globaldatasources',
      sampleDocument('GlobalDatasource', fresh('d'), undefined, source(secret)),
    ),
};

describe('without the right to a secret nobody can', () => {
  beforeAll(async () => {
    await saveSecret(server, 'prod', { ...basic, allowedHosts: [host] });
    await saveSecret(server, 'prod', { ...basic, allowedHosts: [host] }, 'global');
  });
  const refusals = [
    ...Object.entries(doors).map(
      ([door, open]) =>
        [
          door,
          open,
          `forbidden access: missing 'read' permission in 'p' project for 'Secret' kind`,
          'anonymous Secret prod',
        ] as const,
    ),
    ...Object.entries(globalDoors).map(
      ([door, open]) =>
        [
          door,
          open,
          `forbidden access: missing 'read' global permission for 'GlobalSecret' kind`,
          'anonymous GlobalSecret prod',
        ] as const,
    ),
  ];

  it.each(refusals)('%s', async (_, open, message, who) => {
    mayUse = () => false;
    expect(await open('PROD')).toMatchObject({ status: 403, message });
    expect(asked.at(-1)).toBe(who);
    expect(upstream.seen).toEqual([]);
    mayUse = ({ name }) => name === 'prod';
    expect((await open('prod')).status).toBe(200);
  });

  it('and the refusal says by its code which kind of secret it was', async () => {
    mayUse = () => false;
    const spec = source('prod');
    expect(
      await send('POST', '/api/v1/datasources', sampleDocument('Datasource', fresh('d'), 'p', spec)),
    ).toMatchObject({ status: 403, json: { code: 'secret_forbidden' } });
    expect(
      await send(
        'POST',
        '/api/v1/globaldatasources',
        sampleDocument('GlobalDatasource', fresh('d'), undefined, spec),
      ),
    ).toMatchObject({ status: 403, json: { code: 'global_secret_forbidden' } });
  });

  it('and what needs no secret asks nobody', async () => {
    mayUse = () => false;
    await send(
      'POST',
      '/api/v1/datasources',
      sampleDocument('Datasource', fresh('free'), 'p', datasourceSpec(upstream.url, false)),
    );
    await send('POST', '/api/v1/dashboards', sampleDocument('Dashboard', fresh('free'), 'p'));
    expect(asked).toEqual([]);
  });
});
