import { describe, expect, it } from 'vitest';
import { defaultPreferences, parsePreferences } from './preferences.ts';

describe('stored preferences', () => {
  it.each([
    null,
    '',
    '{',
    '3',
    'null',
    '{"theme":"pink","zone":7,"density":[],"letterKeys":"yes","announcements":"loud"}',
  ])('fall back to the defaults for %j', (text) => {
    expect(parsePreferences(text)).toEqual(defaultPreferences);
  });

  it('keep what is understood', () => {
    expect(parsePreferences('{"theme":"dark","zone":"UTC","letterKeys":false}')).toEqual({
      ...defaultPreferences,
      theme: 'dark',
      zone: 'UTC',
      letterKeys: false,
    });
  });
});
