import { describe, expect, it } from 'vitest';
import { createAddressGuard, isDeniable, type ResolveAll } from './address-guard.ts';
import { GatewayError } from './gateway-error.ts';
import { jsonAnswer, startRawUpstream } from './testing/raw-upstream.ts';
import { upstreamPairs } from './testing/upstream-pair.ts';
import { createUpstream, type UpstreamOptions } from './upstream.ts';

const { later } = upstreamPairs();

async function ask(url: string, options: Partial<UpstreamOptions> = {}): Promise<string> {
  const upstream = createUpstream({ name: 'x', url, connectTimeoutMs: 500, ...options });
  later(() => upstream.close(0));
  try {
    const answer = await upstream.request({
      method: 'GET',
      path: '/',
      search: '',
      accept: 'json',
      isRead: true,
      deadlineMs: 1_500,
    });
    return String(answer.status);
  } catch (error) {
    return error instanceof GatewayError ? error.code : String(error);
  }
}

/** A resolver that gives its lists in turn, then repeats the last. */
function resolver(...answers: readonly (readonly string[])[]): ResolveAll & { calls: () => number } {
  let calls = 0;
  const resolve: ResolveAll = (_, callback) => {
    const addresses = answers[Math.min(calls, answers.length - 1)] ?? [];
    calls += 1;
    setImmediate(() =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
    );
  };
  return Object.assign(resolve, { calls: () => calls });
}

describe('addresses never dialled', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://169.254.0.1',
    'http://0xa9fea9fe/',
    'http://2852039166/',
    'http://0251.0376.0251.0376/',
    'http://169.254.43518/',
    'http://[::ffff:169.254.169.254]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[64:ff9b::169.254.169.254]/',
    'http://[2002:a9fe:a9fe::]/',
    'http://[::169.254.169.254]/',
    'http://[fe80::1]/',
    'http://[febf::1]/',
    'http://[fd00:ec2::254]/',
    'http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/',
    'http://metadata.google.internal/',
    'http://METADATA.google.internal./',
    'http://metadata/',
    'http://instance-data/',
    'http://100.100.100.200/',
    'http://168.63.129.16/',
    'http://192.0.0.192/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[ff02::1]/',
  ])('%s', async (url) => {
    expect(await ask(url)).toBe('destination_denied');
  });

  it.each([
    'http://127.0.0.1:1',
    'http://127.1:1',
    'http://0x7f000001:1',
    'http://[::1]:1',
    'http://localhost:1',
    'http://0.0.0.0:1',
    'http://[::ffff:127.0.0.1]:1',
    'http://[::]:1',
  ])('loopback when that is configured: %s', async (url) => {
    expect(await ask(url, { denyAddresses: ['loopback'] })).toBe('destination_denied');
  });

  it.each(['10.1.2.3', '192.168.0.1', '172.31.0.1', '[fd12::1]'])(
    'private networks when that is configured: %s',
    async (host) => {
      expect(await ask(`http://${host}:1`, { denyAddresses: ['private'] })).toBe('destination_denied');
    },
  );

  it('and a network of one’s own', async () => {
    expect(await ask('http://203.0.113.7:1', { denyAddresses: ['203.0.113.0/24'] })).toBe(
      'destination_denied',
    );
  });

  it.each(['10.0.0.0', '10.0.0.0/33', 'everything', '::1/129', '10.0.0.0/-1', '10.0.0.0/8/8'])(
    'refuses to start with the network %s',
    (network) => {
      expect(isDeniable(network)).toBe(false);
      expect(() => createAddressGuard({ deny: [network] })).toThrow(RangeError);
    },
  );
});

describe('names', () => {
  it('are denied when DNS gives a denied address', async () => {
    const resolveAll = resolver(['169.254.169.254']);
    expect(await ask('http://innocent.example', { resolveAll })).toBe('destination_denied');
    expect(resolveAll.calls()).toBe(1);
  });

  it('are denied when one of several addresses is', async () => {
    expect(await ask('http://innocent.example', { resolveAll: resolver(['127.0.0.1', 'fe80::1']) })).toBe(
      'destination_denied',
    );
  });

  it('that flip from a good to a denied address are followed to the good one only', async () => {
    const raw = await startRawUpstream(
      ({ socket }) => void socket.end(jsonAnswer('{}', 'connection: close\r\n')),
    );
    later(() => raw.close());
    const resolveAll = resolver(['127.0.0.1'], ['169.254.169.254'], ['127.0.0.1']);
    const upstream = createUpstream({ name: 'x', url: `http://rebind.example:${raw.port}`, resolveAll });
    later(() => upstream.close(0));
    const outcomes: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      outcomes.push(
        await upstream
          .request({ method: 'GET', path: '/', search: '', accept: 'json', isRead: true, deadlineMs: 1_500 })
          .then(
            ({ status }) => String(status),
            (error: unknown) => (error instanceof GatewayError ? error.code : String(error)),
          ),
      );
    }
    expect(outcomes).toEqual(['200', 'destination_denied', '200']);
    expect(raw.connections()).toBe(2);
  });

  it('without an address are a failure in words', async () => {
    expect(await ask('http://nothing.example', { resolveAll: resolver([]) })).toBe('upstream_unreachable');
  });

  it('share one lookup among connections opened at once', async () => {
    const raw = await startRawUpstream(({ socket }) => void socket.write(jsonAnswer('{}')));
    later(() => raw.close());
    const resolveAll = resolver(['127.0.0.1']);
    const upstream = createUpstream({ name: 'x', url: `http://many.example:${raw.port}`, resolveAll });
    later(() => upstream.close(0));
    await Promise.all(
      Array.from({ length: 20 }, () =>
        upstream.request({
          method: 'GET',
          path: '/',
          search: '',
          accept: 'json',
          isRead: true,
          deadlineMs: 1_500,
        }),
      ),
    );
    expect(resolveAll.calls()).toBe(1);
  });
});

describe('the peer of a connected socket', () => {
  it('is checked as well', () => {
    const guard = createAddressGuard();
    expect(() => guard.checkPeer('127.0.0.1')).not.toThrow();
    expect(() => guard.checkPeer('169.254.169.254')).toThrow('denied');
    expect(() => guard.checkPeer('fe80::1%eth0')).toThrow('denied');
    expect(() => guard.checkPeer(undefined)).toThrow('denied');
  });
});
