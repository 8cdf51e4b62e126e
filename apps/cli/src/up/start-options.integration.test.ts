import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from 'node:tls';
import { createResolver, createRunner, freePort } from '@hecate/components';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHecate, type StartedHecate } from '../../../../e2e/start-hecate.ts';
import { makeCertificate } from '../../../server/src/testing/make-certificate.ts';

const wait = { timeout: 100_000, interval: 200 };

describe('hecate up on https with a Prometheus of one’s own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hecate-options-'));
  const runner = createRunner({
    runDir: join(folder, 'run'),
    logDir: join(folder, 'logs'),
    report: () => {},
  });
  const blocker = createServer();
  let prometheusUrl = '';
  let hecate: StartedHecate;

  beforeAll(async () => {
    prometheusUrl = await startPrometheus();
    const { cert, key } = makeCertificate(folder, 'first');
    // Whoever holds the default port already takes it as well as this test would.
    await new Promise<void>((resolve) => {
      blocker.once('error', () => resolve());
      blocker.listen(8080, '127.0.0.1', resolve);
    });
    hecate = await startHecate({
      port: null,
      args: ['--prometheus', prometheusUrl, '--no-simulator', '--tls-cert', cert, '--tls-key', key],
    });
  });
  afterAll(async () => {
    await hecate?.end('SIGTERM');
    hecate?.removeData();
    blocker.close();
    await runner.stopAll();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tries 8080, and says aloud which port it takes when that one is taken', () => {
    const port = Number(new URL(hecate.url).port);
    expect(hecate.url).toMatch(/^https:/);
    expect(port).toBeGreaterThan(8080);
    expect(hecate.output()).toContain(`Port 8080 is taken; the next free one is ${port}.`);
  });

  it('answers from the named Prometheus at both doors and starts none beside it', async () => {
    const query = 'api/v1/query?query=up%7Bjob%3D%22mine%22%7D';
    for (const door of ['prometheus/', 'proxy/globaldatasources/prometheus/']) {
      // Prometheus answers before its first scrape, with nothing.
      await expect
        .poll(async () => (await get(`${door}${query}`)).text, wait)
        .toMatch(/"job":"mine".*"value":\[[\d.]+,"1"\]/);
    }
    const { text } = await get('api/v1/globaldatasources/prometheus');
    expect(JSON.parse(text)).toMatchObject({
      spec: { default: true, plugin: { spec: { proxy: { spec: { url: prometheusUrl } } } } },
    });
    await expect.poll(() => hecate.output(), wait).toContain(`Using the Prometheus at ${prometheusUrl}/`);
    expect(childrenOf(hecate.data)).toEqual([]);
  });

  it('takes TLS 1.2 and 1.3, and refuses 1.1', async () => {
    expect(await handshake('TLSv1.2')).toMatchObject({ protocol: 'TLSv1.2', name: 'first' });
    expect(await handshake('TLSv1.3')).toMatchObject({ protocol: 'TLSv1.3', name: 'first' });
    await expect(handshake('TLSv1.1')).rejects.toThrow(/alert protocol version/);
  });

  it('serves a renewed certificate without a restart', async () => {
    makeCertificate(folder, 'second');
    await expect.poll(async () => (await handshake('TLSv1.3')).name, wait).toBe('second');
    expect((await get('-/healthy')).status).toBe(200);
  });

  it('ends with Ctrl-C, leaves the Prometheus alone, and frees its port', async () => {
    expect(await hecate.end('SIGINT')).toBe(130);
    await expect(handshake('TLSv1.3')).rejects.toThrow('ECONNREFUSED');
    expect((await fetch(`${prometheusUrl}/-/ready`)).status).toBe(200);
  });

  async function startPrometheus(): Promise<string> {
    const binary = await createResolver({ report: () => {} }).resolve('prometheus', { order: 'tests' });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const scrape = { job_name: 'mine', static_configs: [{ targets: [`127.0.0.1:${port}`] }] };
    const configuration = { global: { scrape_interval: '1s' }, scrape_configs: [scrape] };
    writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(configuration));
    await runner.start({
      id: 'prometheus',
      binary: binary.path,
      args: [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      ready: { url: `${url}/-/ready`, timeoutMs: 60_000 },
    });
    return url;
  }

  function get(path: string): Promise<{ readonly status: number | undefined; readonly text: string }> {
    return new Promise((resolve, reject) => {
      request(`${hecate.url}${path}`, { ca: readFileSync(join(folder, 'cert.pem')) }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => void (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode, text }));
      })
        .on('error', reject)
        .end();
    });
  }

  /** Speaks this version alone; the weakest security level lets this side offer 1.1 at all. */
  function handshake(
    version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3',
  ): Promise<{ readonly protocol: string | null; readonly name: string }> {
    return new Promise((resolve, reject) => {
      const socket = connect(
        {
          port: Number(new URL(hecate.url).port),
          host: '127.0.0.1',
          rejectUnauthorized: false,
          minVersion: version,
          maxVersion: version,
          ciphers: 'DEFAULT@SECLEVEL=0',
        },
        () => {
          resolve({ protocol: socket.getProtocol(), name: String(socket.getPeerCertificate().subject.CN) });
          socket.end();
        },
      );
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('the connection ended before the handshake did')));
    });
  }
});

describe('hecate up without the simulated cluster', () => {
  it('scrapes this machine and itself, refuses a second start, and is found again after kill -9', async () => {
    const first = await startHecate({ args: ['--no-simulator'] });
    let second: StartedHecate | null = null;
    try {
      await expect
        .poll(() => scrapedJobs(first.url), wait)
        .toEqual(['hecate', 'node-exporter', 'prometheus']);
      const orphans = childrenOf(first.data);
      expect(orphans.map(({ id }) => id)).toEqual(['node-exporter', 'prometheus']);
      expect(first.output()).not.toContain('simulated');
      expect(await (await fetch(`${first.url}api/v1/projects`)).json()).toEqual([]);

      const refused = startHecate({ data: first.data, args: ['--no-simulator'] });
      await expect(refused).rejects.toThrow(`Hecate already runs on ${first.data}`);

      await first.end('SIGKILL');
      expect(orphans.filter(({ pid }) => isAlive(pid))).toEqual(orphans);
      second = await startHecate({ data: first.data, args: ['--no-simulator'] });
      expect(orphans.filter(({ pid }) => isAlive(pid))).toEqual([]);
      for (const { id, pid } of orphans) {
        const sentence = `Ended ${id} (process ${pid}), left over from a run that was killed.`;
        expect(second.output().split(sentence)).toHaveLength(2);
      }

      await expect.poll(() => childrenOf(first.data).length, wait).toBe(orphans.length);
      const children = childrenOf(first.data);
      // A terminal sends it to every process of its group, and whoever started this one passes it on: it comes twice.
      process.kill(second.pid, 'SIGINT');
      await pause(5);
      await second.end('SIGINT');
      expect(second.output()).toContain('Stopped.');
      expect(children.filter(({ pid }) => isAlive(pid))).toEqual([]);
    } finally {
      // A test that fails before its own kill leaves nothing behind.
      await first.end('SIGTERM');
      await second?.end('SIGTERM');
      first.removeData();
    }
  });

  async function scrapedJobs(url: string): Promise<readonly string[]> {
    const answer = await fetch(`${url}prometheus/api/v1/query?query=${encodeURIComponent('up == 1')}`);
    return [...(await answer.text()).matchAll(/"job":"([^"]+)"/g)].map(([, job = '']) => job).toSorted();
  }
});

/** The children that a state folder knows, by their pid files. */
function childrenOf(data: string): readonly { readonly id: string; readonly pid: number }[] {
  const folder = join(data, 'run');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.pid'))
    .toSorted()
    .map((name) => ({
      id: name.slice(0, -'.pid'.length),
      pid: Number(/"pid":(\d+)/.exec(readFileSync(join(folder, name), 'utf8'))?.[1]),
    }));
}

/** A process that has ended and is not collected yet counts as ended. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
