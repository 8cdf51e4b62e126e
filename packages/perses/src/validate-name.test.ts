import { describe, expect, it } from 'vitest';
import { validateName } from './validate-name.ts';

describe('validateName', () => {
  it.each(['a', 'A-b_c.d', '0', '-', 'x'.repeat(75), 'system', '__proto__', 'constructor'])(
    'takes %s',
    (name) => {
      expect(() => validateName(name)).not.toThrow();
    },
  );

  const pattern = 'is not a correct name. It should match the regexp: ^[a-zA-Z0-9_.-]+$';
  it.each([
    ['', 'bad request: name cannot be empty'],
    ['x'.repeat(76), 'bad request: cannot contain more than 75 characters'],
    ['é'.repeat(40), 'bad request: cannot contain more than 75 characters'],
    ['x'.repeat(1_000_000), 'bad request: cannot contain more than 75 characters'],
    ['*', `bad request: "*" ${pattern}`],
    ['%', `bad request: "%" ${pattern}`],
    ['İ', `bad request: "İ" ${pattern}`],
    ['f o o', `bad request: "f o o" ${pattern}`],
    ['a\n', `bad request: "a\\u000a" ${pattern}`],
    ['a/b', `bad request: "a/b" ${pattern}`],
    ['..', `bad request: ".." is not a correct name. It should not contain '..'`],
    ['a..b', `bad request: "a..b" is not a correct name. It should not contain '..'`],
    ['.hidden', `bad request: ".hidden" is not a correct name. It should not start or end with '.'`],
    ['a.', `bad request: "a." is not a correct name. It should not start or end with '.'`],
  ])('refuses %j in the words of Perses', (name, message) => {
    expect(() => validateName(name)).toThrow(expect.objectContaining({ message, status: 400 }));
  });
});
