import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GatewayError } from './gateway-error.ts';
import { readLabelName, writeLabelName } from './label-name.ts';

describe('label names', () => {
  it.each([
    ['namespace', 'namespace', 'namespace'],
    ['__name__', '__name__', '__name__'],
    ['a.b', 'a.b', 'U__a_2e_b'],
    ['U__a_2e_b', 'a.b', 'U__a_2e_b'],
    ['U__http_2e_status__code', 'http.status_code', 'U__http_2e_status__code'],
    ['U__app_2f_name', 'app/name', 'U__app_2f_name'],
    ['x?y', 'x?y', 'U__x_3f_y'],
    ['größe', 'größe', 'U__gr_f6__df_e'],
    ['1st', '1st', 'U__1st'],
    ['U__', '', ''],
  ])('reads %s', (text, name, written) => {
    if (name === '') {
      expect(() => readLabelName(text)).toThrow(GatewayError);
      return;
    }
    expect(readLabelName(text)).toBe(name);
    expect(writeLabelName(name)).toBe(written);
  });

  it.each([
    '',
    'U__a_b',
    'U__a_2e',
    'U___',
    'U__a_110000_',
    'U__a_d800_',
    'a\u0000b',
    'a\nb',
    `a${'b'.repeat(1_024)}`,
    'U__%2e',
  ])('refuses %j', (text) => {
    expect(() => readLabelName(text)).toThrow(GatewayError);
  });

  it('writes any name with letters, digits and underscores only, and reads it back', () => {
    const name = fc
      .oneof(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
        fc.constantFrom('..', '../..', 'U__a', 'a/b', '_', '__'),
      )
      .filter((text) => text.isWellFormed() && !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(name, (text) => {
        const written = writeLabelName(text);
        expect(written).toMatch(/^[A-Za-z0-9_]+$/);
        expect(readLabelName(written)).toBe(text);
      }),
    );
  });
});
