import { Type, type TUnsafe } from 'typebox';

/** The response schema of a body that is not JSON of ours (a page, a script, a datasource's answer); never checked. */
export function opaque(description: string): TUnsafe<unknown> {
  return Type.Unsafe<unknown>({ description, 'x-opaque': true });
}
