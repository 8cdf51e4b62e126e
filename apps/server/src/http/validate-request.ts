import { Compile } from 'typebox/compile';
import type { TSchema } from 'typebox';
import { ServerError } from '../errors/server-error.ts';

/** What Fastify hands over: which part of the request, and its schema. */
export interface ValidatedPart {
  readonly schema: TSchema;
  readonly httpPart?: string;
}

type Validator = (value: unknown) => { readonly value: unknown } | { readonly error: Error };

/**
 * Compiles a schema to its check. Path and query are text, so their numbers and booleans are read first, strictly: `1.5` is no
 * integer and `yes` no boolean. Bodies are taken as they are.
 */
export function compileValidator({ schema, httpPart }: ValidatedPart): Validator {
  const check = Compile(schema);
  const properties: unknown = Reflect.get(schema, 'properties');
  return (value) => {
    const read = httpPart === 'body' ? value : readTexts(value, properties);
    if (check.Check(read)) return { value: read };
    const first = [...check.Errors(read)][0];
    const where = first?.instancePath.replace(/^\//, '').replaceAll('/', '.') ?? '';
    const whole = httpPart === 'body' ? 'the body' : 'the request';
    const name = where === '' ? whole : where;
    return {
      error: new ServerError('bad_request', {
        detail: `${name} ${reasonOf(read, where, first?.message)}`.slice(0, 300),
      }),
    };
  };
}

function readTexts(value: unknown, properties: unknown): unknown {
  if (typeof value !== 'object' || value === null || typeof properties !== 'object' || properties === null)
    return value;
  const read: Record<string, unknown> = Object.assign(Object.create(null), value);
  for (const [name, schema] of Object.entries<unknown>({ ...properties })) {
    const text = read[name];
    const type: unknown =
      typeof schema === 'object' && schema !== null ? Reflect.get(schema, 'type') : undefined;
    if (typeof text === 'string' && type === 'integer' && /^-?\d{1,15}$/.test(text))
      read[name] = Number(text);
    if (typeof text === 'string' && type === 'boolean') read[name] = booleans.get(text) ?? text;
  }
  return read;
}

/** The spellings that Go's ParseBool takes, which Perses clients send. */
const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((text) => [text, false] as const),
]);

function reasonOf(value: unknown, where: string, message = 'is not as described'): string {
  const found: unknown =
    typeof value === 'object' && value !== null && !where.includes('.')
      ? Reflect.get(value, where)
      : undefined;
  return Array.isArray(found) && message.includes('string') ? 'is given more than once' : message;
}
