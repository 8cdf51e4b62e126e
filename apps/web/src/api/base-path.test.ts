import { afterEach, expect, it, vi } from 'vitest';
import { basePath, below } from './base-path.ts';

afterEach(() => void vi.unstubAllGlobals());

it.each([
  ['no such mark', null, ''],
  ['the root', '', ''],
  ['no server in between', 'PREFIX_PATH_PLACEHOLDER', ''],
  ['a prefix', '/team/hecate', '/team/hecate'],
])('reads from the page where the server is: %s', (_, content, expected) => {
  const mark = content === null ? null : { getAttribute: () => content };
  vi.stubGlobal('document', { querySelector: () => mark });
  expect([basePath(), below('/api/config')]).toEqual([expected, `${expected}/api/config`]);
});

it('is at the root where there is no page', () => {
  expect(below('/api/config')).toBe('/api/config');
});
