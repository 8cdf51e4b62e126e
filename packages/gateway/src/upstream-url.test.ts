import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GatewayError } from './gateway-error.ts';
import { readUpstreamUrl } from './upstream-url.ts';

function codeOf(text: string): string {
  try {
    readUpstreamUrl(text);
  } catch (error) {
    return error instanceof GatewayError ? error.code : String(error);
  }
  return 'accepted';
}

describe('readUpstreamUrl', () => {
  it.each([
    ['http://prom:9090', 'http://prom:9090', ''],
    ['http://prom:9090/', 'http://prom:9090', ''],
    ['https://prom/base/path/', 'https://prom', '/base/path'],
    ['HTTP://127.1/', 'http://127.0.0.1', ''],
    ['http://ⓛocalhost/', 'http://localhost', ''],
    ['http://prom:80/x', 'http://prom', '/x'],
    ['http://[::1]:9090/a', 'http://[::1]:9090', '/a'],
  ])('reads %s', (text, origin, basePath) => {
    expect(readUpstreamUrl(text)).toEqual({ origin, basePath, authorization: undefined });
  });

  it.each([
    '',
    'prom:9090',
    'ftp://prom',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://',
    'http:///x y',
    '//prom',
    'unix:/sock',
    'http://prom/?a=b',
    'http://prom/#x',
    'http://prom/a%252eb',
    'http://prom/a%2fb',
    'http://prom//x',
    'http://a b/',
    `http://${'a'.repeat(3_000)}`,
    'http://u%ff@host/',
    'data:,x',
    'http://prom:99999',
  ])('refuses %j', (text) => {
    expect(codeOf(text)).toBe('proxy_spec_invalid');
  });

  it('never repeats the credentials of what it refuses', () => {
    for (const text of [
      'http://me:canary@host/?x',
      'http://me:canary@host/a%2fb',
      'http://me:canary@',
      'http://me:canary%ff@host',
    ]) {
      expect(() => readUpstreamUrl(text)).toThrow(/^(?!.*canary)/);
    }
  });

  it('dials the host that WHATWG reads, whatever stands in front of it', () => {
    expect(readUpstreamUrl('http://u@h@i/')).toMatchObject({ origin: 'http://i' });
    expect(readUpstreamUrl('http://good.example\\@169.254.169.254/'.replace('\\', '%5c'))).toMatchObject({
      origin: 'http://169.254.169.254',
    });
  });

  it('lives through any host, bad IDN too', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string().map((each) => `xn--${each}`),
        ),
        (host) => {
          try {
            expect(readUpstreamUrl(`http://${host}/`).origin).toMatch(/^https?:\/\//);
          } catch (error) {
            expect(error).toBeInstanceOf(GatewayError);
          }
        },
      ),
    );
  });
});
