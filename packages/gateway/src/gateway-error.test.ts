import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GatewayError, gatewayErrorTable } from './gateway-error.ts';

describe('gateway errors', () => {
  it('fill their message, once, with values that cannot break a log line', () => {
    const error = new GatewayError('bad_parameter', { name: 'a\r\n\u001b[31mb', why: '{name} {why} \u202e' });
    expect(error.message).toBe('invalid parameter "a\uFFFD\uFFFD\uFFFD[31mb": {name} {why} \uFFFD');
    expect(new GatewayError('bad_path', { why: 'x'.repeat(10_000) }).message.length).toBeLessThan(400);
  });

  it('are never a 500: an upstream’s failure is 502, 503 or 504, a refusal is 4xx', () => {
    for (const { code, status } of gatewayErrorTable()) {
      expect([code, status >= 400 && status !== 500 && status <= 504]).toEqual([code, true]);
    }
  });

  it('are named in the reference page of the limits as the table has them', () => {
    const page = readFileSync(new URL('../../../docs/reference/limits.md', import.meta.url), 'utf8');
    const named = [...page.matchAll(/`([a-z_]+)` (\d{3})/g)].map(([, code, status]) => ({
      code,
      status: Number(status),
    }));
    expect(named.length).toBeGreaterThan(10);
    const known = gatewayErrorTable().map(({ code, status }) => ({ code, status }));
    expect(known).toEqual(expect.arrayContaining(named));
  });
});
