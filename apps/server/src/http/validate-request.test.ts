import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { compileValidator } from './validate-request.ts';

const schema = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1 })),
  flag: Type.Optional(Type.Boolean()),
  name: Type.Optional(Type.String({ maxLength: 3 })),
});
const query = compileValidator({ schema, httpPart: 'querystring' });
const body = compileValidator({ schema, httpPart: 'body' });

describe('the reading of a query', () => {
  it('takes whole numbers and the booleans of Go', () => {
    expect(query({ limit: '12', flag: 'T', name: '1' })).toEqual({
      value: { limit: 12, flag: true, name: '1' },
    });
    expect(query({ flag: '0' })).toEqual({ value: { flag: false } });
  });

  it.each([
    [{ limit: '1.5' }, 'limit'],
    [{ limit: ' 1' }, 'limit'],
    [{ limit: '0x1' }, 'limit'],
    [{ limit: '0' }, 'limit'],
    [{ limit: 'true' }, 'limit'],
    [{ limit: ['1', '2'] }, 'limit'],
    [{ flag: 'yes' }, 'flag'],
    [{ flag: '' }, 'flag'],
    [{ name: ['a', 'b'] }, 'name is given more than once'],
    [{ name: 'abcd' }, 'name'],
  ])('refuses %j by name', (value, named) => {
    expect(query(value)).toMatchObject({
      error: { code: 'bad_request', message: expect.stringContaining(`bad request: ${named}`) },
    });
  });

  it('leaves bodies as they are', () => {
    expect(body({ limit: 1 })).toEqual({ value: { limit: 1 } });
    expect(body({ limit: '1' })).toHaveProperty('error');
    expect(body(null)).toMatchObject({ error: { message: expect.stringContaining('the body') } });
  });
});
