import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayError } from './gateway-error.ts';
import type { UpstreamTls } from './tls-material.ts';
import { upstreamPairs } from './testing/upstream-pair.ts';
import { createUpstream } from './upstream.ts';
import type { Upstream } from './upstream-request.ts';

const program = 'openssl';
/** Certificates are made here, because a checked-in one ends on a day nobody remembers. */
const hasOpenssl = (() => {
  try {
    execFileSync(program, ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
const folder = mkdtempSync(join(tmpdir(), 'hecate-tls-'));
const at = (name: string): string => join(folder, name);
const openssl = (...args: string[]): void =>
  void execFileSync(program, args, { cwd: folder, stdio: 'ignore' });

function makeCa(name: string): void {
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.pem`,
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
  );
}

function makeCertificate(name: string, ca: string, subject: string, ...dates: string[]): void {
  openssl(
    'req',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.csr`,
    '-subj',
    `/CN=${name}`,
    '-addext',
    `subjectAltName=${subject}`,
  );
  openssl(
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    '-CA',
    `${ca}.pem`,
    '-CAkey',
    `${ca}.key`,
    '-out',
    `${name}.pem`,
    '-copy_extensions',
    'copy',
    ...(dates.length === 0 ? ['-days', '2'] : dates),
  );
}

const { later } = upstreamPairs();
afterAll(() => rmSync(folder, { recursive: true }));

async function serve(certificate: string, clientCa?: string): Promise<string> {
  const server = createServer(
    {
      key: readFileSync(at(`${certificate}.key`)),
      cert: readFileSync(at(`${certificate}.pem`)),
      ...(clientCa === undefined
        ? {}
        : { ca: readFileSync(at(`${clientCa}.pem`)), requestCert: true, rejectUnauthorized: true }),
    },
    (_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{}');
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  later(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function client(url: string, tls: UpstreamTls, now?: () => number): Upstream {
  const upstream = createUpstream({ name: 'prom', url, tls, ...(now === undefined ? {} : { now }) });
  later(() => upstream.close(0));
  return upstream;
}

async function ask(upstream: Upstream): Promise<string> {
  try {
    const answer = await upstream.request({
      method: 'GET',
      path: '/',
      search: '',
      accept: 'json',
      isRead: true,
      deadlineMs: 5_000,
    });
    return String(answer.status);
  } catch (error) {
    return error instanceof GatewayError ? error.message : String(error);
  }
}

describe('an https upstream', () => {
  beforeEach((context) => context.skip(!hasOpenssl, 'this machine has no openssl program'));

  if (hasOpenssl) {
    makeCa('ca');
    makeCa('other-ca');
    makeCertificate('good', 'ca', 'IP:127.0.0.1');
    makeCertificate('elsewhere', 'ca', 'DNS:prom.example');
    makeCertificate('client', 'ca', 'DNS:hecate');
  }

  it('is believed when its certificate is signed by the CA file', async () => {
    const url = await serve('good');
    expect(await ask(client(url, { caFile: at('ca.pem') }))).toBe('200');
  });

  it('is believed by the text of its CA, and gets our certificate as text when it asks for one', async () => {
    const text = (name: string): string => readFileSync(at(name), 'utf8');
    const own = { cert: text('client.pem'), key: text('client.key') };
    const url = await serve('good', 'ca');
    expect(await ask(client(url, { ca: text('ca.pem'), ...own }))).toBe('200');
    expect(await ask(client(url, { ca: text('other-ca.pem'), ...own }))).toContain(
      'not signed by a known CA',
    );
    expect(await ask(client(url, { ca: text('ca.pem'), ...own, maxVersion: 'TLSv1.2' }))).toBe('200');
  });

  it('is believed by the certificates of a secret, and by those alone', async () => {
    const text = (name: string): string => readFileSync(at(name), 'utf8');
    const url = await serve('good', 'ca');
    const askWith = async (tls: UpstreamTls): Promise<string> => {
      const credentials = {
        secret: 's',
        fingerprint: '1',
        hasHosts: true,
        mayReach: () => true,
        login: { kind: 'none' },
        tls,
      } as const;
      const upstream = createUpstream({ name: 'prom', url, credentials, tls: { caFile: at('ca.pem') } });
      later(() => upstream.close(0));
      return ask(upstream);
    };
    const own = { cert: text('client.pem'), key: text('client.key') };
    expect(await askWith({ ca: text('ca.pem'), ...own })).toBe('200');
    expect(await askWith({ ca: text('other-ca.pem'), ...own })).toContain('not signed by a known CA');
    expect(await askWith({})).toContain('not signed by a known CA');
  });

  it.each([
    ['no CA file', 'good', {}, 'its certificate is not signed by a known CA'],
    ['another CA', 'good', { caFile: 'other-ca.pem' }, 'its certificate is not signed by a known CA'],
    ['another name', 'elsewhere', { caFile: 'ca.pem' }, 'its certificate is for another name'],
    [
      'a CA file that is missing',
      'good',
      { caFile: 'nothing.pem' },
      'a certificate, key or token file of it is missing',
    ],
  ])('is refused with the reason: %s', async (_, certificate, tls, why) => {
    const url = await serve(certificate);
    const files: UpstreamTls = 'caFile' in tls ? { caFile: at(tls.caFile) } : {};
    const message = await ask(client(url, files));
    expect(message).toContain(why);
    expect(message).not.toContain(folder);
  });

  it('is asked for by the configured server name', async () => {
    const url = await serve('elsewhere');
    expect(await ask(client(url, { caFile: at('ca.pem'), serverName: 'prom.example' }))).toBe('200');
  });

  it('is believed blindly only when that is configured', async () => {
    const url = await serve('good');
    expect(await ask(client(url, { insecureSkipVerify: true }))).toBe('200');
  });

  it('gets our certificate when it asks for one', async () => {
    const url = await serve('good', 'ca');
    expect(
      await ask(client(url, { caFile: at('ca.pem'), certFile: at('client.pem'), keyFile: at('client.key') })),
    ).toBe('200');
    expect(await ask(client(url, { caFile: at('ca.pem') }))).not.toBe('200');
  });

  it('is believed again after the CA file was exchanged, without a restart', async () => {
    await copyFile(at('other-ca.pem'), at('rotating.pem'));
    let nowMs = 0;
    const upstream = client(await serve('good'), { caFile: at('rotating.pem') }, () => nowMs);
    expect(await ask(upstream)).toContain('not signed by a known CA');
    await copyFile(at('ca.pem'), at('rotating.pem'));
    nowMs += 10_000;
    expect(await ask(upstream)).toBe('200');
    await writeFile(at('rotating.pem'), 'not a certificate');
    expect(await ask(upstream)).toBe('200');
  });

  it('that speaks plain HTTP is told apart', async () => {
    const url = (await serve('good')).replace('https:', 'http:');
    expect(await ask(client(url, {}))).toContain('cannot be reached');
  });
});
